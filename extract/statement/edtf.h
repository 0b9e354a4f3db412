// Edtf: a time as an EDTF string (ISO 8601-2), and the days that it covers.
//
// Supported: years, months, days with or without the marks ~ ? %, unspecified digits (202X, 2020-XX), seasons
// 2020-21..24, quarters 33..36, years before zero (-0220 is 221 BC), intervals a/b, open ones a/.. and ../b.
// A season is three whole months of the northern year: 2020-21 is March to May, 2020-24 December 2020 to
// February 2021. There is one spelling of each time, so texts compare as values. Days are counted from
// 1970-01-01 (a std::chrono::sys_days count), in the proleptic Gregorian calendar. An approximate time covers
// the days that it names, no more: 2020-03-14~ is first = last = 2020-03-14, the mark alone tells that it may
// be off.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace guanxi {

using Day = std::int32_t;
inline constexpr Day kNoFirstDay = std::numeric_limits<Day>::min();  // "../b": since always
inline constexpr Day kNoLastDay = std::numeric_limits<Day>::max();   // "a/..": for ever

struct DayRange {
  Day first = kNoFirstDay;
  Day last = kNoLastDay;

  bool operator==(const DayRange&) const = default;
};

class Edtf {
 public:
  // Nothing when text is not a supported EDTF string, names a day that does not exist (2020-02-30), or is an
  // interval that ends before it begins.
  static std::optional<Edtf> parse(std::string_view text);

  // The canonical form.
  const std::string& text() const { return text_; }
  DayRange days() const { return days_; }
  bool approximate() const { return approximate_; }
  // A closed interval of more than a year: rather a background than the time of one event.
  bool years() const;

 private:
  std::string text_;
  DayRange days_;
  bool approximate_ = false;
};

// 2020-01-22 as a day number and back; nothing for a day that does not exist or a year beyond -9999..10000.
std::optional<Day> day_of(int year, int month, int day);
std::string print_day(Day day);

}  // namespace guanxi
