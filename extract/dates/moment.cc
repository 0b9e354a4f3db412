#include "extract/dates/moment.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>

namespace guanxi {
namespace {

// Years and months beyond what Edtf holds are cut off, so that no arithmetic on a reader's numbers can leave
// it.
constexpr int kFirstYear = -9998;
constexpr int kLastYear = 9998;

std::string year_text(int year) {
  return fmt::format("{}{:04}", year < 0 ? "-" : "", year < 0 ? -year : year);
}

std::string month_text(Day day) {
  const CalendarDay date = calendar_day(day);
  return fmt::format("{}-{:02}", year_text(date.year), date.month);
}

}  // namespace

CalendarDay calendar_day(Day day) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

int days_in_month(int year, int month) {
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && std::chrono::year(year).is_leap() ? 29 : kDays[month - 1];
}

int weekday_of(Day day) {
  return static_cast<int>(std::chrono::weekday(std::chrono::sys_days(std::chrono::days(day))).iso_encoding());
}

Day add_months(Day day, int months) {
  const CalendarDay date = calendar_day(day);
  const int count = date.year * 12 + date.month - 1 + months;
  const int year = std::clamp(count >= 0 ? count / 12 : -((11 - count) / 12), kFirstYear, kLastYear);
  const int month = ((count % 12) + 12) % 12 + 1;
  return *day_of(year, month, std::min(date.day, days_in_month(year, month)));
}

Moment Moment::of_months(int year, int month, int count, Grain grain) {
  const Day first = *day_of(std::clamp(year, kFirstYear, kLastYear), month, 1);
  return {first, add_months(first, count) - 1, grain, false};
}

int Moment::year() const {
  return calendar_day(first).year;
}
int Moment::month() const {
  return calendar_day(first).month;
}
int Moment::day() const {
  return calendar_day(first).day;
}

std::string Moment::text() const {
  const std::string mark = approximate ? "~" : "";
  switch (grain) {
    case Grain::kDay:
      return print_day(first) + mark;
    case Grain::kDays:
      return print_day(first) + mark + "/" + print_day(last) + mark;
    case Grain::kMonth:
      return month_text(first) + mark;
    case Grain::kMonths:
      return month_text(first) + mark + "/" + month_text(last) + mark;
    case Grain::kQuarter:
      return fmt::format("{}-{}{}", year_text(year()), 33 + (month() - 1) / 3, mark);
    case Grain::kSeason:
      return fmt::format("{}-{}{}", year_text(year()), 20 + month() / 3, mark);
    case Grain::kYear:
      return year_text(year()) + mark;
    case Grain::kDecade:
      return fmt::format("{}{:03}X{}", year() < 0 ? "-" : "", std::abs(year()) / 10, mark);
    case Grain::kCentury:
      return fmt::format("{}{:02}XX{}", year() < 0 ? "-" : "", std::abs(year()) / 100, mark);
  }
  return "";
}

}  // namespace guanxi
