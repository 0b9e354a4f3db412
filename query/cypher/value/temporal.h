// Temporal values of Cypher: dates, times of day, instants and durations, with nanoseconds.
//
// Days are counted from 1970-01-01 in the proleptic Gregorian calendar, years reach from -999999999 to
// 999999999, offsets are seconds east of Greenwich. Plain values, safe to share. Functions that a user's text
// or map can make fail throw ValueError with a message that says what was wrong; the evaluator adds line and
// column.
#pragma once

#include <compare>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace guanxi::cypher {

// A value is not what a function or operator needs. The evaluator turns it into an Error with a place in the
// query.
class ValueError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

inline constexpr std::int64_t kNanosPerSecond = 1'000'000'000;
inline constexpr std::int64_t kSecondsPerDay = 86'400;
inline constexpr std::int64_t kNanosPerDay = kSecondsPerDay * kNanosPerSecond;

struct Date {
  std::int64_t days = 0;

  auto operator<=>(const Date&) const = default;
};

struct LocalTime {
  std::int64_t nanos = 0;  // since midnight

  auto operator<=>(const LocalTime&) const = default;
};

struct Time {
  LocalTime local;
  std::int32_t offset = 0;

  bool operator==(const Time&) const = default;
};

struct LocalDateTime {
  Date date;
  LocalTime time;

  auto operator<=>(const LocalDateTime&) const = default;
};

struct DateTime {
  LocalDateTime local;
  std::int32_t offset = 0;
  std::string zone;  // a name of the time zone database; empty where only the offset is known

  bool operator==(const DateTime&) const = default;

  // Seconds since 1970-01-01T00:00Z; the nanoseconds within are local.time.nanos % kNanosPerSecond.
  std::int64_t epoch_seconds() const;
};

// Months, days and seconds do not convert into each other: a month has 28 to 31 days, a day 23 to 25 hours.
struct Duration {
  std::int64_t months = 0;
  std::int64_t days = 0;
  std::int64_t seconds = 0;
  std::int32_t nanos = 0;  // 0 .. kNanosPerSecond - 1, added to seconds

  bool operator==(const Duration&) const = default;
};

// Total orders: by instant, then offset, then zone; durations by their average length.
std::strong_ordering compare(const Time& a, const Time& b);
std::strong_ordering compare(const DateTime& a, const DateTime& b);
std::strong_ordering compare(const Duration& a, const Duration& b);

// ISO 8601, as Cypher prints it: 2020-01-22, 21:40:32.142+01:00, 2015-07-21T21:40+02:00[Europe/Stockholm],
// P1Y2M3DT4H.
std::string print(const Date& value);
std::string print(const LocalTime& value);
std::string print(const Time& value);
std::string print(const LocalDateTime& value);
std::string print(const DateTime& value);
std::string print(const Duration& value);
std::string print_offset(std::int32_t offset);  // "Z", "+08:00", "-02:05:07"

// The ISO 8601 forms, basic and extended, weeks, ordinal days and quarters. Throw ValueError.
Date parse_date(std::string_view text);
LocalTime parse_local_time(std::string_view text);
Time parse_time(std::string_view text);
LocalDateTime parse_local_date_time(std::string_view text);
DateTime parse_date_time(std::string_view text);
Duration parse_duration(std::string_view text);

// Arithmetic. A sum that leaves the calendar throws ValueError.
Date add(const Date& value, const Duration& duration);
LocalTime add(const LocalTime& value, const Duration& duration);
Time add(const Time& value, const Duration& duration);
LocalDateTime add(const LocalDateTime& value, const Duration& duration);
DateTime add(const DateTime& value, const Duration& duration);
Duration add(const Duration& a, const Duration& b);
Duration negate(const Duration& duration);
// Fractions carry down: half a month is 15 days, 5 hours, 14 minutes and 33 seconds, half a day is 12 hours.
Duration scale(const Duration& duration, double factor);
Duration divide(const Duration& duration, double divisor);
// seconds and nanos of any size and sign, normalised.
Duration make_duration(std::int64_t months, std::int64_t days, std::int64_t seconds, std::int64_t nanos);
// The same with fractions, which carry down.
Duration make_duration(long double months, long double days, long double seconds, std::int64_t nanos);

}  // namespace guanxi::cypher
