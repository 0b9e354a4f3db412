// Days of the Chinese calendar and of the solar terms, for any year that ICU's Chinese calendar knows.
//
// Thread-safe. ICU computes the calendar astronomically for Beijing's time, as China's official calendar is
// made.
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
