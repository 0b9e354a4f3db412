// date.truncate('month', d) and its kin.
#include <fmt/format.h>

#include "query/cypher/value/calendar.h"
#include "query/cypher/value/temporal_functions.h"
#include "query/cypher/value/temporal_parts.h"

namespace guanxi::cypher {
namespace {

// Nothing when the unit is none of a date's.
std::optional<Date> truncate_date(std::string_view unit, const Date& date) {
  const Civil civil = civil_from_days(date.days);
  const auto year = [](std::int64_t value) { return Date{days_from_civil(value, 1, 1)}; };
  if (unit == "millennium") return year(floor_div(civil.year, 1000) * 1000);
  if (unit == "century") return year(floor_div(civil.year, 100) * 100);
  if (unit == "decade") return year(floor_div(civil.year, 10) * 10);
  if (unit == "year") return year(civil.year);
  if (unit == "weekyear") return Date{first_day_of_week_year(week_from_days(date.days).year)};
  if (unit == "quarter") return Date{first_day_of_quarter(civil.year, quarter(civil.month))};
  if (unit == "month") return Date{days_from_civil(civil.year, civil.month, 1)};
  if (unit == "week") return Date{date.days - week_day(date.days) + 1};
  if (unit == "day") return date;
  return std::nullopt;
}

// The unit in nanoseconds; nothing when it is none of a time's.
std::optional<std::int64_t> clock_unit(std::string_view unit) {
  if (unit == "hour") return 3600 * kNanosPerSecond;
  if (unit == "minute") return 60 * kNanosPerSecond;
  if (unit == "second") return kNanosPerSecond;
  if (unit == "millisecond") return 1'000'000;
  if (unit == "microsecond") return 1'000;
  return std::nullopt;
}

Parts truncate_parts(Type type, std::string_view unit, Parts parts) {
  std::string lower(unit);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const auto nanos = clock_unit(lower);
  const auto date = parts.date ? truncate_date(lower, *parts.date) : std::nullopt;
  const bool known = nanos || truncate_date(lower, Date{});
  if (!known) throw ValueError(fmt::format("'{}' is no unit to truncate to; month, day and hour are", unit));
  const bool wants_date = type == Type::kDate || type == Type::kLocalDateTime || type == Type::kDateTime;
  if (wants_date && !parts.date)
    throw ValueError(fmt::format("a time without a date cannot become {}", type_name(type)));
  if (!nanos) {
    if (!parts.date && lower != "day")
      throw ValueError(fmt::format("a time without a date cannot be cut to its {}", unit));
    if (parts.date) parts.date = date;
    parts.time = LocalTime{};
    return parts;
  }
  if (type == Type::kDate) throw ValueError(fmt::format("a date has no {}", unit));
  const std::int64_t time = parts.time.value_or(LocalTime{}).nanos;
  parts.time = LocalTime{time - time % *nanos};
  return parts;
}

// A unit of millisecond keeps its milliseconds when finer fields are set: they are added to them.
void keep_coarse_fraction(std::string_view unit, Parts& parts, Map& fields) {
  const bool millis =
      unit == "millisecond" && (fields.contains("microsecond") || fields.contains("nanosecond"));
  const bool micros = unit == "microsecond" && fields.contains("nanosecond");
  if (!millis && !micros) return;
  const std::int64_t fraction = parts.time->nanos % kNanosPerSecond;
  if (millis) fields["millisecond"] = Value(fraction / 1'000'000);
  if (micros) {
    fields["millisecond"] = Value(fraction / 1'000'000);
    fields["microsecond"] = Value(fraction / 1'000 % 1'000);
  }
}

}  // namespace

Value truncate_temporal(Type type, std::string_view unit, const Value& value, const Map& given) {
  Parts parts = truncate_parts(type, unit, take_apart(value));
  if (given.empty()) return put_together(type, parts);
  Map fields = given;
  // A new zone keeps the truncated clock.
  if (const auto zone = fields.find("timezone"); zone != fields.end()) {
    if (!zone->second.is(Type::kString)) throw ValueError("timezone must be a string");
    parts.zone = parse_zone(zone->second.string());
    fields.erase(zone);
  }
  keep_coarse_fraction(unit, parts, fields);
  const Value truncated = put_together(type, parts);
  if (fields.empty()) return truncated;
  const bool date = type == Type::kDate;
  const bool time = type == Type::kTime || type == Type::kLocalTime;
  fields[date ? "date" : time ? "time" : "datetime"] = truncated;
  return build_temporal(type, Value(std::move(fields)));
}

}  // namespace guanxi::cypher
