#include "extract/statement/edtf.h"

#include <fmt/format.h>

#include <chrono>

namespace guanxi {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

// One end of an interval, or a whole time that is not an interval.
struct Point {
  DayRange days;
  bool approximate = false;
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

Day first_of_month(int year, int month) {
  return *day_of(year, month, 1);
}

Day last_of_month(int year, int month) {
  return month == 12 ? first_of_month(year + 1, 1) - 1 : first_of_month(year, month + 1) - 1;
}

DayRange months(int year, int month, int count) {
  const int last = month - 1 + count - 1;  // counted from January of that year
  return {first_of_month(year, month), last_of_month(year + last / 12, last % 12 + 1)};
}

// Two digits, or -1.
int two_digits(std::string_view text) {
  return text.size() == 2 && is_digit(text[0]) && is_digit(text[1]) ? (text[0] - '0') * 10 + (text[1] - '0')
                                                                    : -1;
}

// Four digits of which the last or the last two may be X: the first and the last year meant.
std::optional<std::pair<int, int>> parse_year(std::string_view text) {
  if (text.size() != 4) return std::nullopt;
  int low = 0;
  int high = 0;
  bool unspecified = false;
  for (std::size_t i = 0; i < 4; ++i) {
    const bool x = text[i] == 'X' && i >= 2;
    if (!x && (unspecified || !is_digit(text[i]))) return std::nullopt;
    unspecified |= x;
    low = low * 10 + (x ? 0 : text[i] - '0');
    high = high * 10 + (x ? 9 : text[i] - '0');
  }
  return std::pair(low, high);
}

// What follows the year and its hyphen: a month, season or quarter, and perhaps a day.
std::optional<DayRange> parse_in_year(int year, std::string_view text) {
  const std::string_view field = text.substr(0, 2);
  const bool has_day = text.size() == 5 && text[2] == '-';
  if (!has_day && text.size() != 2) return std::nullopt;
  const std::string_view day_field = has_day ? text.substr(3) : std::string_view();
  if (field == "XX") {
    if (has_day && day_field != "XX") return std::nullopt;
    return months(year, 1, 12);
  }
  const int month = two_digits(field);
  if (month >= 1 && month <= 12) {
    if (!has_day || day_field == "XX") return months(year, month, 1);
    const auto day = day_of(year, month, two_digits(day_field));
    if (!day) return std::nullopt;
    return DayRange{*day, *day};
  }
  if (has_day) return std::nullopt;
  if (month >= 21 && month <= 24) return months(year, (month - 20) * 3, 3);
  if (month >= 33 && month <= 36) return months(year, (month - 33) * 3 + 1, 3);
  return std::nullopt;
}

std::optional<Point> parse_point(std::string_view text) {
  Point point;
  if (text.empty()) return std::nullopt;
  if (const char mark = text.back(); mark == '~' || mark == '?' || mark == '%') {
    point.approximate = mark != '?';
    text.remove_suffix(1);
  }
  const bool before_zero = text.starts_with('-');
  if (before_zero) text.remove_prefix(1);
  auto years = parse_year(text.substr(0, 4));
  if (!years || (before_zero && years->second == 0)) return std::nullopt;
  if (before_zero) years = std::pair(-years->second, -years->first);
  if (text.size() == 4) {
    point.days = {first_of_month(years->first, 1), last_of_month(years->second, 12)};
    return point;
  }
  if (text[4] != '-' || years->first != years->second) return std::nullopt;
  const auto days = parse_in_year(years->first, text.substr(5));
  if (!days) return std::nullopt;
  point.days = *days;
  return point;
}

}  // namespace

std::optional<Edtf> Edtf::parse(std::string_view text) {
  Edtf edtf;
  edtf.text_ = text;
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) {
    const auto point = parse_point(text);
    if (!point) return std::nullopt;
    edtf.days_ = point->days;
    edtf.approximate_ = point->approximate;
    return edtf;
  }
  const std::string_view from = text.substr(0, slash);
  const std::string_view to = text.substr(slash + 1);
  if (from == ".." && to == "..") return std::nullopt;  // says nothing
  for (const std::string_view end : {from, to}) {
    if (end == "..") continue;
    const auto point = parse_point(end);
    if (!point) return std::nullopt;
    if (end.data() == from.data()) edtf.days_.first = point->days.first;
    if (end.data() == to.data()) edtf.days_.last = point->days.last;
    edtf.approximate_ |= point->approximate;
  }
  if (edtf.days_.first > edtf.days_.last) return std::nullopt;
  return edtf;
}

bool Edtf::years() const {
  constexpr Day kYear = 366;
  return text_.find('/') != std::string::npos && days_.first != kNoFirstDay && days_.last != kNoLastDay &&
         days_.last - days_.first > kYear;
}

std::optional<Day> day_of(int year, int month, int day) {
  if (year < -9999 || year > 10000 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  const year_month_day date(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                            std::chrono::day(static_cast<unsigned>(day)));
  if (!date.ok()) return std::nullopt;
  return static_cast<Day>(sys_days(date).time_since_epoch().count());
}

std::string print_day(Day day) {
  const year_month_day date{sys_days(std::chrono::days(day))};
  const int year = static_cast<int>(date.year());
  const unsigned month = static_cast<unsigned>(date.month());
  const unsigned day_of_month = static_cast<unsigned>(date.day());
  if (year < 0 || year > 9999)
    return fmt::format("{}{:04}-{:02}-{:02}", year < 0 ? "-" : "", year < 0 ? -year : year, month,
                       day_of_month);
  std::string text = "0000-00-00";  // exports print millions of them
  const auto put = [&](std::size_t at, int number) {
    text[at] = static_cast<char>('0' + number / 10);
    text[at + 1] = static_cast<char>('0' + number % 10);
  };
  put(0, year / 100);
  put(2, year % 100);
  put(5, static_cast<int>(month));
  put(8, static_cast<int>(day_of_month));
  return text;
}

}  // namespace guanxi
