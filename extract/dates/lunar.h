// Days of the Chinese calendar, for any year that ICU's Chinese calendar knows.
//
// Which months a year has comes from ICU; the day on which one begins is that of the new moon in Beijing
// (new_moon.h). Agrees with the printed almanacs of 1990 to 2050. Thread-safe; each thread remembers what it
// asked.
#pragma once

#include <optional>

#include "extract/statement/edtf.h"

namespace guanxi {

// Day and month of the Chinese year that begins in the given Gregorian year; nothing where that year has no
// such day (a thirtieth of a short month, a leap month that is not there).
std::optional<Day> lunar_day(int year, int month, int day, bool leap = false);

// The eve of the Chinese New Year that is celebrated in the given Gregorian year.
std::optional<Day> lunar_new_year_eve(int year);

}  // namespace guanxi
