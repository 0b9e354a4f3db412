#include "query/cypher/value/temporal.h"

#include <cmath>
#include <tuple>

#include "query/cypher/value/calendar.h"
#include "query/cypher/value/zone.h"

namespace guanxi::cypher {
namespace {

constexpr std::int64_t kSecondsPerMonth = 2'629'746;  // a twelfth of the average Gregorian year

LocalTime shift(const LocalTime& time, std::int64_t seconds, std::int64_t nanos, std::int64_t* days) {
  std::int64_t of_day = time.nanos / kNanosPerSecond + floor_mod(seconds, kSecondsPerDay);
  std::int64_t carry = floor_div(seconds, kSecondsPerDay);
  std::int64_t fraction = time.nanos % kNanosPerSecond + nanos;
  of_day += floor_div(fraction, kNanosPerSecond);
  fraction = floor_mod(fraction, kNanosPerSecond);
  carry += floor_div(of_day, kSecondsPerDay);
  of_day = floor_mod(of_day, kSecondsPerDay);
  if (days != nullptr) *days = carry;
  return {of_day * kNanosPerSecond + fraction};
}

std::int64_t checked_add(std::int64_t a, std::int64_t b) {
  std::int64_t sum;
  if (__builtin_add_overflow(a, b, &sum)) throw ValueError("the duration is too long");
  return sum;
}

std::int64_t checked(long double value) {
  if (!(std::fabs(value) < 9.2e18L)) throw ValueError("the duration is too long");
  return static_cast<std::int64_t>(value);
}

}  // namespace

std::int64_t DateTime::epoch_seconds() const {
  return local.date.days * kSecondsPerDay + local.time.nanos / kNanosPerSecond - offset;
}

std::strong_ordering compare(const Time& a, const Time& b) {
  const auto key = [](const Time& t) {
    return std::make_tuple(t.local.nanos - t.offset * kNanosPerSecond, t.offset);
  };
  return key(a) <=> key(b);
}

std::strong_ordering compare(const DateTime& a, const DateTime& b) {
  const auto key = [](const DateTime& t) {
    return std::make_tuple(t.epoch_seconds(), t.local.time.nanos % kNanosPerSecond, t.offset,
                           std::string_view(t.zone));
  };
  return key(a) <=> key(b);
}

std::strong_ordering compare(const Duration& a, const Duration& b) {
  const auto average = [](const Duration& d) {
    return static_cast<__int128>(d.months) * kSecondsPerMonth +
           static_cast<__int128>(d.days) * kSecondsPerDay + d.seconds;
  };
  const __int128 left = average(a);
  const __int128 right = average(b);
  if (left != right) return left < right ? std::strong_ordering::less : std::strong_ordering::greater;
  return std::make_tuple(a.nanos, a.months, a.days) <=> std::make_tuple(b.nanos, b.months, b.days);
}

Duration make_duration(std::int64_t months, std::int64_t days, std::int64_t seconds, std::int64_t nanos) {
  return {months, days, checked_add(seconds, floor_div(nanos, kNanosPerSecond)),
          static_cast<std::int32_t>(floor_mod(nanos, kNanosPerSecond))};
}

Duration make_duration(long double months, long double days, long double seconds, std::int64_t nanos) {
  const std::int64_t whole_months = checked(std::trunc(months));
  days += (months - whole_months) * kSecondsPerMonth / kSecondsPerDay;
  const std::int64_t whole_days = checked(std::trunc(days));
  seconds += (days - whole_days) * kSecondsPerDay;
  const std::int64_t whole_seconds = checked(std::trunc(seconds));
  // The nearest nanosecond would turn 0.5 ns into 1; a fraction below is cut, but binary dust above is not.
  const long double fraction = (seconds - whole_seconds) * kNanosPerSecond;
  const std::int64_t more = static_cast<std::int64_t>(std::trunc(fraction + (fraction < 0 ? -1e-3L : 1e-3L)));
  return make_duration(whole_months, whole_days, whole_seconds, checked_add(nanos, more));
}

Date add(const Date& value, const Duration& duration) {
  const std::int64_t days = add_days(add_months(value.days, duration.months), duration.days);
  // Whole days within the seconds count; the rest is below a date's precision. Truncation, as months and days
  // do.
  const std::int64_t seconds = duration.seconds + (duration.seconds < 0 && duration.nanos > 0);
  return {add_days(days, seconds / kSecondsPerDay)};
}

LocalTime add(const LocalTime& value, const Duration& duration) {
  return shift(value, duration.seconds, duration.nanos, nullptr);
}

Time add(const Time& value, const Duration& duration) {
  return {add(value.local, duration), value.offset};
}

LocalDateTime add(const LocalDateTime& value, const Duration& duration) {
  std::int64_t carry = 0;
  const LocalTime time = shift(value.time, duration.seconds, duration.nanos, &carry);
  const std::int64_t days = add_days(add_months(value.date.days, duration.months), duration.days);
  return {{add_days(days, carry)}, time};
}

DateTime add(const DateTime& value, const Duration& duration) {
  // Months and days move the local date; hours and less move the instant.
  const Duration calendar{duration.months, duration.days, 0, 0};
  const DateTime moved = at_local(add(value.local, calendar), zone_of(value));
  if (duration.seconds == 0 && duration.nanos == 0) return moved;
  const std::int64_t nanos = moved.local.time.nanos % kNanosPerSecond + duration.nanos;
  const std::int64_t seconds =
      checked_add(checked_add(moved.epoch_seconds(), duration.seconds), nanos / kNanosPerSecond);
  add_days(0, seconds / kSecondsPerDay);  // refuses what leaves the calendar
  return at_instant(seconds, nanos % kNanosPerSecond, zone_of(value));
}

Duration add(const Duration& a, const Duration& b) {
  return make_duration(checked_add(a.months, b.months), checked_add(a.days, b.days),
                       checked_add(a.seconds, b.seconds), static_cast<std::int64_t>(a.nanos) + b.nanos);
}

Duration negate(const Duration& d) {
  if (d.months == INT64_MIN || d.days == INT64_MIN || d.seconds == INT64_MIN)
    throw ValueError("the duration is too long");
  return make_duration(-d.months, -d.days, -d.seconds, -static_cast<std::int64_t>(d.nanos));
}

Duration scale(const Duration& d, double factor) {
  const long double by = factor;
  const long double seconds = d.seconds * by;
  if (!(std::fabs(seconds) < 9.2e18L)) throw ValueError("the duration is too long");
  const long double fraction = (seconds - std::trunc(seconds)) * kNanosPerSecond + d.nanos * by;
  Duration whole = make_duration(d.months * by, d.days * by, std::trunc(seconds), 0);
  const long double nanos = std::trunc(fraction + (fraction < 0 ? -1e-3L : 1e-3L));
  return make_duration(whole.months, whole.days, whole.seconds, whole.nanos + checked(nanos));
}

Duration divide(const Duration& d, double divisor) {
  if (divisor == 0) throw ValueError("division of a duration by zero");
  const long double by = divisor;
  const long double seconds = d.seconds / by;
  if (!(std::fabs(seconds) < 9.2e18L)) throw ValueError("the duration is too long");
  const long double fraction = (seconds - std::trunc(seconds)) * kNanosPerSecond + d.nanos / by;
  Duration whole = make_duration(d.months / by, d.days / by, std::trunc(seconds), 0);
  const long double nanos = std::trunc(fraction + (fraction < 0 ? -1e-3L : 1e-3L));
  return make_duration(whole.months, whole.days, whole.seconds, whole.nanos + checked(nanos));
}

}  // namespace guanxi::cypher
