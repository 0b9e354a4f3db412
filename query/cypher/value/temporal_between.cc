// duration.between, inMonths, inDays and inSeconds.
#include "query/cypher/value/calendar.h"
#include "query/cypher/value/temporal_functions.h"
#include "query/cypher/value/temporal_parts.h"

namespace guanxi::cypher {
namespace {

struct Instant {
  LocalDateTime local;
  std::optional<Zone> zone;

  // Nanoseconds since the epoch of the clock that both sides share.
  __int128 nanos() const {
    const std::int64_t offset = zone ? offset_at_local(*zone, local) : 0;
    return static_cast<__int128>(local.date.days * kSecondsPerDay - offset) * kNanosPerSecond +
           local.time.nanos;
  }
};

// The same instant on the clock of another zone.
Instant in_zone(const Instant& instant, const Zone& zone) {
  const DateTime from = at_local(instant.local, *instant.zone);
  return {at_instant(from.epoch_seconds(), from.local.time.nanos % kNanosPerSecond, zone).local, zone};
}

// The end's day, less one where its clock has not yet reached the start's: whole days only.
std::int64_t whole_end_day(const LocalDateTime& from, const LocalDateTime& to) {
  if (to.date > from.date && to.time < from.time) return to.date.days - 1;
  if (to.date < from.date && to.time > from.time) return to.date.days + 1;
  return to.date.days;
}

std::int64_t whole_months(const LocalDateTime& from, const LocalDateTime& to) {
  const Civil start = civil_from_days(from.date.days);
  const Civil end = civil_from_days(whole_end_day(from, to));
  const auto packed = [](const Civil& civil) { return (civil.year * 12 + civil.month) * 32 + civil.day; };
  return (packed(end) - packed(start)) / 32;
}

Duration of_nanos(std::int64_t months, std::int64_t days, __int128 nanos) {
  return make_duration(months, days, static_cast<std::int64_t>(nanos / kNanosPerSecond),
                       static_cast<std::int64_t>(nanos % kNanosPerSecond));
}

}  // namespace

Duration duration_between(Between what, const Value& a, const Value& b) {
  const Parts left = take_apart(a);
  const Parts right = take_apart(b);
  const bool dated = left.date && right.date;
  Instant from{{left.date.value_or(right.date.value_or(Date{})), left.time.value_or(LocalTime{})}, left.zone};
  Instant to{{right.date.value_or(left.date.value_or(Date{})), right.time.value_or(LocalTime{})}, right.zone};
  if (from.zone && !to.zone) to.zone = from.zone;
  if (to.zone && !from.zone) from.zone = to.zone;
  // Calendar units count on the start's clock.
  if (from.zone) to = in_zone(to, *from.zone);
  if (what == Between::kSeconds || (what == Between::kAll && !dated))
    return of_nanos(0, 0, to.nanos() - from.nanos());
  if (!dated) return {};
  if (what == Between::kMonths) return {whole_months(from.local, to.local), 0, 0, 0};
  if (what == Between::kDays) return {0, whole_end_day(from.local, to.local) - from.local.date.days, 0, 0};
  const std::int64_t months = whole_months(from.local, to.local);
  from.local.date.days = add_months(from.local.date.days, months);
  const std::int64_t days = whole_end_day(from.local, to.local) - from.local.date.days;
  from.local.date.days += days;
  return of_nanos(months, days, to.nanos() - from.nanos());
}

}  // namespace guanxi::cypher
