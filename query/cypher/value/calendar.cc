#include "query/cypher/value/calendar.h"

#include "query/cypher/value/temporal.h"

namespace guanxi::cypher {

std::int64_t days_from_civil(std::int64_t year, int month, int day) {
  year -= month <= 2;
  const std::int64_t era = floor_div(year, 400);
  const std::int64_t of_era = year - era * 400;
  const std::int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146'097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719'468;
}

Civil civil_from_days(std::int64_t days) {
  days += 719'468;
  const std::int64_t era = floor_div(days, 146'097);
  const std::int64_t of_era = days - era * 146'097;
  const std::int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36'524 - of_era / 146'096) / 365;
  const std::int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted = (5 * of_year + 2) / 153;
  Civil civil;
  civil.day = static_cast<int>(of_year - (153 * shifted + 2) / 5 + 1);
  civil.month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
  civil.year = year_of_era + era * 400 + (civil.month <= 2);
  return civil;
}

bool leap_year(std::int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int month_length(std::int64_t year, int month) {
  static constexpr int kLengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && leap_year(year) ? 29 : kLengths[month - 1];
}

int year_length(std::int64_t year) {
  return leap_year(year) ? 366 : 365;
}

int week_day(std::int64_t days) {
  return static_cast<int>(floor_mod(days + 3, 7)) + 1;
}

std::int64_t first_day_of_week_year(std::int64_t year) {
  const std::int64_t fourth = days_from_civil(year, 1, 4);  // always in week 1
  return fourth - (week_day(fourth) - 1);
}

int weeks_in_year(std::int64_t year) {
  return static_cast<int>((first_day_of_week_year(year + 1) - first_day_of_week_year(year)) / 7);
}

IsoWeek week_from_days(std::int64_t days) {
  IsoWeek week;
  week.day = week_day(days);
  week.year = civil_from_days(days - (week.day - 4)).year;  // the year of that week's Thursday
  week.week = static_cast<int>((days - first_day_of_week_year(week.year)) / 7) + 1;
  return week;
}

int day_of_year(std::int64_t days) {
  return static_cast<int>(days - days_from_civil(civil_from_days(days).year, 1, 1)) + 1;
}

int quarter(int month) {
  return (month - 1) / 3 + 1;
}

std::int64_t first_day_of_quarter(std::int64_t year, int quarter) {
  return days_from_civil(year, (quarter - 1) * 3 + 1, 1);
}

std::int64_t add_months(std::int64_t days, std::int64_t months) {
  if (months == 0) return days;
  const Civil civil = civil_from_days(days);
  std::int64_t count;
  if (__builtin_add_overflow(civil.year * 12 + civil.month - 1, months, &count)) {
    throw ValueError("the date leaves the calendar");
  }
  const std::int64_t year = floor_div(count, 12);
  const int month = static_cast<int>(floor_mod(count, 12)) + 1;
  if (year < kMinYear || year > kMaxYear) throw ValueError("the date leaves the calendar");
  const int length = month_length(year, month);
  return days_from_civil(year, month, civil.day < length ? civil.day : length);
}

std::int64_t add_days(std::int64_t days, std::int64_t more) {
  std::int64_t sum;
  if (__builtin_add_overflow(days, more, &sum) || sum < days_from_civil(kMinYear, 1, 1) ||
      sum > days_from_civil(kMaxYear, 12, 31)) {
    throw ValueError("the date leaves the calendar");
  }
  return sum;
}

}  // namespace guanxi::cypher
