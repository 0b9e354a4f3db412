// Days as text: what is shown where only the days of a statement are at hand, not its time as it was written.
// Most times say no more than their days.
#pragma once

#include <string>

#include "extract/statement/edtf.h"

namespace guanxi {

// The shortest EDTF that covers just these days: "2020-01-22", "2020-01" for a whole month, "2020" for a
// whole year, "a/b", "a/..", "../b"; empty where nothing bounds them.
std::string print_days(DayRange days);

// The first and the last day as xs:date; empty where nothing bounds that side.
std::string print_first(DayRange days);
std::string print_last(DayRange days);

}  // namespace guanxi
