// New moons: the day of the new moon in Beijing's time, with which a month of the Chinese calendar begins.
//
// J. Meeus, Astronomical Algorithms (2nd edition), chapter 49: right within a minute or so for the years 1900
// to 2100, where ICU's own series errs by up to half an hour and so now and then by a day (February 2027 and
// 2030).
#pragma once

#include "extract/statement/edtf.h"

namespace guanxi {

// The day of the new moon nearest to a day, by the clock of UTC+8.
Day new_moon_near(Day day);

}  // namespace guanxi
