// Calendar arithmetic on day counts, for years beyond std::chrono's +-32767.
// Algorithms: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
#pragma once

#include <cstdint>

namespace guanxi::cypher {

inline constexpr std::int64_t kMinYear = -999'999'999;
inline constexpr std::int64_t kMaxYear = 999'999'999;

struct Civil {
  std::int64_t year = 0;
  int month = 1;
  int day = 1;
};

struct IsoWeek {
  std::int64_t year = 0;  // the week-based year
  int week = 1;           // 1..53
  int day = 1;            // Monday 1 .. Sunday 7
};

std::int64_t days_from_civil(std::int64_t year, int month, int day);
Civil civil_from_days(std::int64_t days);
bool leap_year(std::int64_t year);
int month_length(std::int64_t year, int month);
int year_length(std::int64_t year);

int week_day(std::int64_t days);  // Monday 1 .. Sunday 7
IsoWeek week_from_days(std::int64_t days);
// Monday of week 1 of the week-based year.
std::int64_t first_day_of_week_year(std::int64_t year);
int weeks_in_year(std::int64_t year);  // 52 or 53

int day_of_year(std::int64_t days);
int quarter(int month);
std::int64_t first_day_of_quarter(std::int64_t year, int quarter);

// The day so many months later, or the last day of that month where it is shorter. Throws ValueError beyond
// the calendar.
std::int64_t add_months(std::int64_t days, std::int64_t months);
// The day so many days later. Throws ValueError beyond the calendar.
std::int64_t add_days(std::int64_t days, std::int64_t more);

inline std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b != 0 && (a % b < 0) != (b < 0));
}
inline std::int64_t floor_mod(std::int64_t a, std::int64_t b) {
  return a - floor_div(a, b) * b;
}

}  // namespace guanxi::cypher
