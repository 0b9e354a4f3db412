#include "extract/statement/day_text.h"

namespace guanxi {

std::string print_first(DayRange days) {
  return days.first == kNoFirstDay ? "" : print_day(days.first);
}

std::string print_last(DayRange days) {
  return days.last == kNoLastDay ? "" : print_day(days.last);
}

std::string print_days(DayRange days) {
  if (days == DayRange{}) return "";
  const std::string first = print_first(days);
  if (days.first == days.last) return first;
  const std::string last = print_last(days);
  if (first.empty()) return "../" + last;
  if (last.empty()) return first + "/..";
  for (const std::size_t length : {first.size() - 6, first.size() - 3}) {  // the year, the month
    const auto whole = Edtf::parse(first.substr(0, length));
    if (whole && whole->days() == days) return whole->text();
  }
  return first + "/" + last;
}

}  // namespace guanxi
