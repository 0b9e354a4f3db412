// Components of temporal values: d.year, t.microsecond, duration.minutesOfHour, ...
#include "query/cypher/value/calendar.h"
#include "query/cypher/value/temporal_functions.h"
#include "query/cypher/value/temporal_parts.h"

namespace guanxi::cypher {
namespace {

std::optional<Value> date_component(const Date& date, std::string_view name) {
  const Civil civil = civil_from_days(date.days);
  if (name == "year") return Value(civil.year);
  if (name == "quarter") return Value(quarter(civil.month));
  if (name == "month") return Value(civil.month);
  if (name == "day") return Value(civil.day);
  if (name == "week") return Value(week_from_days(date.days).week);
  if (name == "weekYear") return Value(week_from_days(date.days).year);
  if (name == "weekDay" || name == "dayOfWeek") return Value(week_day(date.days));
  if (name == "ordinalDay") return Value(day_of_year(date.days));
  if (name == "dayOfQuarter") {
    return Value(date.days - first_day_of_quarter(civil.year, quarter(civil.month)) + 1);
  }
  return std::nullopt;
}

std::optional<Value> time_component(const LocalTime& time, std::string_view name) {
  const std::int64_t seconds = time.nanos / kNanosPerSecond;
  const std::int64_t fraction = time.nanos % kNanosPerSecond;
  if (name == "hour") return Value(seconds / 3600);
  if (name == "minute") return Value(seconds / 60 % 60);
  if (name == "second") return Value(seconds % 60);
  if (name == "millisecond") return Value(fraction / 1'000'000);
  if (name == "microsecond") return Value(fraction / 1'000);
  if (name == "nanosecond") return Value(fraction);
  return std::nullopt;
}

std::optional<Value> offset_component(std::int32_t offset, const std::string& zone, std::string_view name) {
  if (name == "timezone") return Value(zone.empty() ? print_offset(offset) : zone);
  if (name == "offset") return Value(print_offset(offset));
  if (name == "offsetMinutes") return Value(static_cast<std::int64_t>(offset / 60));
  if (name == "offsetSeconds") return Value(static_cast<std::int64_t>(offset));
  return std::nullopt;
}

std::optional<Value> duration_component(const Duration& d, std::string_view name) {
  const auto fraction = [&](std::int64_t per_second) {
    return Value(static_cast<std::int64_t>((static_cast<__int128>(d.seconds) * per_second) +
                                           d.nanos / (kNanosPerSecond / per_second)));
  };
  if (name == "years") return Value(d.months / 12);
  if (name == "quarters") return Value(d.months / 3);
  if (name == "months") return Value(d.months);
  if (name == "weeks") return Value(d.days / 7);
  if (name == "days") return Value(d.days);
  if (name == "hours") return Value(d.seconds / 3600);
  if (name == "minutes") return Value(d.seconds / 60);
  if (name == "seconds") return Value(d.seconds);
  if (name == "milliseconds") return fraction(1'000);
  if (name == "microseconds") return fraction(1'000'000);
  if (name == "nanoseconds") return fraction(kNanosPerSecond);
  if (name == "quartersOfYear") return Value(d.months / 3 % 4);
  if (name == "monthsOfYear") return Value(d.months % 12);
  if (name == "monthsOfQuarter") return Value(d.months % 3);
  if (name == "daysOfWeek") return Value(d.days % 7);
  if (name == "minutesOfHour") return Value(d.seconds / 60 % 60);
  if (name == "secondsOfMinute") return Value(d.seconds % 60);
  if (name == "millisecondsOfSecond") return Value(d.nanos / 1'000'000);
  if (name == "microsecondsOfSecond") return Value(d.nanos / 1'000);
  if (name == "nanosecondsOfSecond") return Value(d.nanos);
  return std::nullopt;
}

}  // namespace

std::optional<Value> temporal_component(const Value& value, std::string_view name) {
  if (value.is(Type::kDuration)) return duration_component(value.duration(), name);
  const Parts parts = take_apart(value);
  if (parts.date) {
    if (auto found = date_component(*parts.date, name)) return found;
  }
  if (parts.time) {
    if (auto found = time_component(*parts.time, name)) return found;
  }
  if (value.is(Type::kTime)) return offset_component(value.time().offset, "", name);
  if (value.is(Type::kDateTime)) {
    const DateTime& at = value.date_time();
    if (name == "epochSeconds") return Value(at.epoch_seconds());
    if (name == "epochMillis") {
      return Value(at.epoch_seconds() * 1000 + at.local.time.nanos % kNanosPerSecond / 1'000'000);
    }
    return offset_component(at.offset, at.zone, name);
  }
  return std::nullopt;
}

}  // namespace guanxi::cypher
