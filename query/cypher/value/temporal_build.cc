// Building temporal values from maps and from each other.
//
// A map starts from what it selects ("date", "time", "datetime", an epoch) or from nothing; then each group
// of fields is set, the coarse before the fine. A field that is not given comes from what was selected;
// without a selection the coarser ones must be given and the finer ones are the first.
#include <fmt/format.h>

#include <chrono>
#include <cmath>

#include "query/cypher/value/calendar.h"
#include "query/cypher/value/temporal_functions.h"
#include "query/cypher/value/temporal_parts.h"

namespace guanxi::cypher {
namespace {

class Fields {
 public:
  explicit Fields(const Map& map) : map_(map) {}

  bool has(std::string_view name) const { return map_.find(name) != map_.end(); }
  const Value* find(std::string_view name) const {
    const auto found = map_.find(name);
    return found == map_.end() ? nullptr : &found->second;
  }
  std::optional<std::int64_t> integer(std::string_view name) const {
    const Value* value = find(name);
    if (value == nullptr) return std::nullopt;
    if (value->is(Type::kInteger)) return value->integer();
    throw ValueError(fmt::format("{} must be an integer, not {}", name, type_name(value->type())));
  }
  std::optional<std::int64_t> within(std::string_view name, std::int64_t low, std::int64_t high) const {
    const auto value = integer(name);
    if (value && (*value < low || *value > high)) {
      throw ValueError(fmt::format("{} must be between {} and {}, not {}", name, low, high, *value));
    }
    return value;
  }

 private:
  const Map& map_;
};

void refuse_unknown(const Map& map, bool with_date, bool with_time, bool with_zone) {
  static constexpr std::string_view kDate[] = {"year",       "month",   "day",          "week", "dayOfWeek",
                                               "ordinalDay", "quarter", "dayOfQuarter", "date"};
  static constexpr std::string_view kTime[] = {"hour",        "minute",     "second", "millisecond",
                                               "microsecond", "nanosecond", "time"};
  const auto in = [](const auto& names, std::string_view name) {
    for (const std::string_view candidate : names) {
      if (candidate == name) return true;
    }
    return false;
  };
  for (const auto& [name, value] : map) {
    const bool epoch = name == "epochSeconds" || name == "epochMillis";
    if ((with_date && in(kDate, name)) || (with_time && in(kTime, name)) ||
        (with_zone && name == "timezone") || name == "datetime" || (epoch && with_date && with_time)) {
      continue;
    }
    throw ValueError(fmt::format("'{}' is not a field here", name));
  }
}

std::int64_t needed(std::optional<std::int64_t> given, std::optional<std::int64_t> base,
                    std::string_view name) {
  if (given) return *given;
  if (base) return *base;
  throw ValueError(fmt::format("{} must be given", name));
}

Date week_date(const Fields& fields, const std::optional<Date>& base) {
  std::optional<IsoWeek> from;
  if (base) from = week_from_days(base->days);
  const std::int64_t year = needed(fields.within("year", kMinYear, kMaxYear),
                                   from ? std::optional(from->year) : std::nullopt, "year");
  const auto week = fields.within("week", 1, weeks_in_year(year));
  const auto day = fields.within("dayOfWeek", 1, 7);
  const std::int64_t use_week =
      needed(week, from ? std::optional<std::int64_t>(from->week) : std::nullopt, "week");
  const std::int64_t use_day = day ? *day : from ? from->day : 1;
  return {first_day_of_week_year(year) + (use_week - 1) * 7 + use_day - 1};
}

Date quarter_date(const Fields& fields, std::int64_t year, const std::optional<Date>& base) {
  std::optional<std::int64_t> base_quarter;
  std::int64_t base_day = 1;
  if (base) {
    const Civil civil = civil_from_days(base->days);
    base_quarter = quarter(civil.month);
    base_day = base->days - first_day_of_quarter(civil.year, quarter(civil.month)) + 1;
  }
  const int which = static_cast<int>(needed(fields.within("quarter", 1, 4), base_quarter, "quarter"));
  const std::int64_t start = first_day_of_quarter(year, which);
  const std::int64_t next =
      which == 4 ? first_day_of_quarter(year + 1, 1) : first_day_of_quarter(year, which + 1);
  const auto day = fields.within("dayOfQuarter", 1, next - start);
  return {start + (day ? *day : std::min(base_day, next - start)) - 1};
}

Date calendar_date(const Fields& fields, std::int64_t year, const std::optional<Date>& base) {
  const Civil from = base ? civil_from_days(base->days) : Civil{year, 1, 1};
  const auto month = fields.within("month", 1, 12);
  const auto day = fields.within("day", 1, 31);
  if (day && !month && !base) throw ValueError("month must be given with day");
  const int use_month = month ? static_cast<int>(*month) : from.month;
  const int length = month_length(year, use_month);
  if (day && *day > length)
    throw ValueError(fmt::format("month {} of {} has no day {}", use_month, year, *day));
  return {days_from_civil(year, use_month, day ? static_cast<int>(*day) : std::min(from.day, length))};
}

Date set_date(const Fields& fields, const std::optional<Date>& base) {
  const bool week = fields.has("week") || fields.has("dayOfWeek");
  const bool ordinal = fields.has("ordinalDay");
  const bool of_quarter = fields.has("quarter") || fields.has("dayOfQuarter");
  const bool calendar = fields.has("month") || fields.has("day");
  if (week + ordinal + of_quarter + calendar > 1) {
    throw ValueError("a date takes month and day, or week, or quarter, or ordinalDay, not several of them");
  }
  if (week) return week_date(fields, base);
  const auto given_year = fields.within("year", kMinYear, kMaxYear);
  if (!given_year && !base) throw ValueError("year must be given");
  const std::int64_t year = given_year ? *given_year : civil_from_days(base->days).year;
  if (ordinal) {
    const auto day = fields.within("ordinalDay", 1, year_length(year));
    return {days_from_civil(year, 1, 1) + *day - 1};
  }
  return of_quarter ? quarter_date(fields, year, base) : calendar_date(fields, year, base);
}

// Millisecond, microsecond and nanosecond add up, each within the range that the coarser one leaves.
std::optional<std::int64_t> fraction(const Fields& fields) {
  const auto micros_limit = fields.has("millisecond") ? 999 : 999'999;
  const auto nanos_limit = fields.has("microsecond")   ? 999
                           : fields.has("millisecond") ? 999'999
                                                       : 999'999'999;
  const auto millis = fields.within("millisecond", 0, 999);
  const auto micros = fields.within("microsecond", 0, micros_limit);
  const auto nanos = fields.within("nanosecond", 0, nanos_limit);
  if (!millis && !micros && !nanos) return std::nullopt;
  return millis.value_or(0) * 1'000'000 + micros.value_or(0) * 1'000 + nanos.value_or(0);
}

LocalTime set_time(const Fields& fields, const std::optional<LocalTime>& base, bool hour_needed) {
  const std::int64_t from = base ? base->nanos : 0;
  const auto hour = fields.within("hour", 0, 23);
  const auto minute = fields.within("minute", 0, 59);
  const auto second = fields.within("second", 0, 59);
  const auto nanos = fraction(fields);
  if (!base) {
    if (!hour && (hour_needed || minute || second || nanos)) throw ValueError("hour must be given");
    if (!minute && (second || nanos)) throw ValueError("minute must be given");
    if (!second && nanos) throw ValueError("second must be given");
  }
  const std::int64_t seconds = from / kNanosPerSecond;
  const std::int64_t clock = (hour.value_or(seconds / 3600) * 60 + minute.value_or(seconds / 60 % 60)) * 60 +
                             second.value_or(seconds % 60);
  return {clock * kNanosPerSecond + nanos.value_or(from % kNanosPerSecond)};
}

// What a map selects: the parts to start from, and whether their zone was theirs.
struct Selection {
  Parts parts;
  bool instant = false;  // the selected time had a zone: a new zone moves the clock, not the instant
};

Selection select(const Fields& fields) {
  Selection selection;
  if (const Value* all = fields.find("datetime")) {
    selection.parts = take_apart(*all);
    if (!selection.parts.time) selection.parts.time = LocalTime{};
    selection.instant = selection.parts.zone.has_value();
    return selection;
  }
  if (fields.has("epochSeconds") || fields.has("epochMillis")) {
    const std::int64_t millis = fields.integer("epochMillis").value_or(0);
    const std::int64_t seconds = fields.integer("epochSeconds").value_or(floor_div(millis, 1000));
    add_days(0, seconds / kSecondsPerDay);
    const DateTime at =
        at_instant(seconds, fields.has("epochSeconds") ? 0 : floor_mod(millis, 1000) * 1'000'000, {});
    selection.parts = {at.local.date, at.local.time, Zone{}};
    selection.instant = true;
    return selection;
  }
  if (const Value* date = fields.find("date")) {
    selection.parts.date = take_apart(*date).date;
    if (!selection.parts.date) throw ValueError(fmt::format("{} has no date", type_name(date->type())));
  }
  if (const Value* time = fields.find("time")) {
    const Parts parts = take_apart(*time);
    selection.parts.time = parts.time;
    if (!parts.time) throw ValueError(fmt::format("{} has no time", type_name(time->type())));
    selection.parts.zone = parts.zone;
    selection.instant = parts.zone.has_value();
  }
  return selection;
}

Value build_zoned(Type type, const Fields& fields, const Selection& selection, const Date& date,
                  const LocalTime& time) {
  const Zone from = selection.parts.zone.value_or(Zone{});
  const Value* given = fields.find("timezone");
  std::optional<Zone> to;
  if (given != nullptr) {
    if (!given->is(Type::kString)) throw ValueError("timezone must be a string");
    to = parse_zone(given->string());
  }
  if (type == Type::kDateTime) {
    if (!to) return at_local({date, time}, from);
    if (!selection.instant) return at_local({date, time}, *to);
    const DateTime source = at_local({date, time}, from);
    return at_instant(source.epoch_seconds(), source.local.time.nanos % kNanosPerSecond, *to);
  }
  // A time of day knows only an offset; that of a named zone is the one in force now.
  const auto offset_of = [](const Zone& zone) {
    return zone.name.empty() ? zone.offset
                             : at_instant(std::chrono::duration_cast<std::chrono::seconds>(
                                              std::chrono::system_clock::now().time_since_epoch())
                                              .count(),
                                          0, zone)
                                   .offset;
  };
  if (!to) return Time{time, from.name.empty() ? from.offset : offset_at_local(from, {date, time})};
  const std::int32_t offset = offset_of(*to);
  if (!selection.instant) return Time{time, offset};
  const std::int32_t source = from.name.empty() ? from.offset : offset_at_local(from, {date, time});
  return Time{{floor_mod(time.nanos + (offset - source) * kNanosPerSecond, kNanosPerDay)}, offset};
}

Value build_from_map(Type type, const Map& map) {
  const bool with_date = type == Type::kDate || type == Type::kLocalDateTime || type == Type::kDateTime;
  const bool with_time = type != Type::kDate;
  const bool with_zone = type == Type::kTime || type == Type::kDateTime;
  if (map.empty()) throw ValueError("an empty map names no time");
  refuse_unknown(map, with_date, with_time, with_zone);
  const Fields fields(map);
  const Selection selection = select(fields);
  Date date = selection.parts.date.value_or(Date{});
  if (with_date) date = set_date(fields, selection.parts.date);
  if (type == Type::kDate) return date;
  const LocalTime time = set_time(fields, selection.parts.time, !with_date);
  if (type == Type::kLocalTime) return time;
  if (type == Type::kLocalDateTime) return LocalDateTime{date, time};
  return build_zoned(type, fields, selection, date, time);
}

Value build_duration(const Map& map) {
  struct Unit {
    std::string_view name;
    int group;  // months, days, seconds, nanoseconds
    std::int64_t factor;
  };
  static constexpr Unit kUnits[] = {{"years", 0, 12},
                                    {"quarters", 0, 3},
                                    {"months", 0, 1},
                                    {"weeks", 1, 7},
                                    {"days", 1, 1},
                                    {"hours", 2, 3600},
                                    {"minutes", 2, 60},
                                    {"seconds", 2, 1},
                                    {"milliseconds", 3, 1'000'000},
                                    {"microseconds", 3, 1'000},
                                    {"nanoseconds", 3, 1}};
  long double sums[3] = {};
  std::int64_t nanos = 0;
  for (const auto& [name, value] : map) {
    const Unit* unit = nullptr;
    for (const Unit& candidate : kUnits) {
      if (candidate.name == name) unit = &candidate;
    }
    if (unit == nullptr) throw ValueError(fmt::format("a duration has no '{}'", name));
    if (!value.number())
      throw ValueError(fmt::format("{} must be a number, not {}", name, type_name(value.type())));
    const long double amount =
        value.is(Type::kInteger) ? static_cast<long double>(value.integer()) : value.floating();
    if (!(std::fabs(amount * unit->factor) < 9.2e18L)) throw ValueError(fmt::format("{} is too large", name));
    if (unit->group < 3) {
      sums[unit->group] += amount * unit->factor;
    } else {
      nanos += static_cast<std::int64_t>(amount * unit->factor);
    }
  }
  if (map.empty()) throw ValueError("an empty map is no duration");
  return make_duration(sums[0], sums[1], sums[2], nanos);
}

Value parse_temporal(Type type, std::string_view text) {
  switch (type) {
    case Type::kDate:
      return parse_date(text);
    case Type::kLocalTime:
      return parse_local_time(text);
    case Type::kTime:
      return parse_time(text);
    case Type::kLocalDateTime:
      return parse_local_date_time(text);
    case Type::kDateTime:
      return parse_date_time(text);
    default:
      return parse_duration(text);
  }
}

}  // namespace

Parts take_apart(const Value& value) {
  switch (value.type()) {
    case Type::kDate:
      return {value.date(), std::nullopt, std::nullopt};
    case Type::kLocalTime:
      return {std::nullopt, value.local_time(), std::nullopt};
    case Type::kTime:
      return {std::nullopt, value.time().local, Zone{"", value.time().offset}};
    case Type::kLocalDateTime:
      return {value.local_date_time().date, value.local_date_time().time, std::nullopt};
    case Type::kDateTime:
      return {value.date_time().local.date, value.date_time().local.time, zone_of(value.date_time())};
    default:
      throw ValueError(fmt::format("{} is not a point in time", type_name(value.type())));
  }
}

Value put_together(Type type, const Parts& parts) {
  const Date date = parts.date.value_or(Date{});
  const LocalTime time = parts.time.value_or(LocalTime{});
  const Zone zone = parts.zone.value_or(Zone{});
  switch (type) {
    case Type::kDate:
      return date;
    case Type::kLocalTime:
      return time;
    case Type::kTime:
      return Time{time, offset_at_local(zone, {date, time})};
    case Type::kLocalDateTime:
      return LocalDateTime{date, time};
    default:
      return at_local({date, time}, zone);
  }
}

Value build_temporal(Type type, const Value& argument) {
  if (argument.is(Type::kString)) return parse_temporal(type, argument.string());
  if (argument.is(Type::kMap)) {
    return type == Type::kDuration ? build_duration(argument.map()) : build_from_map(type, argument.map());
  }
  if (type == Type::kDuration) {
    if (argument.is(Type::kDuration)) return argument;
    throw ValueError(fmt::format("{} is no duration", type_name(argument.type())));
  }
  const Parts parts = take_apart(argument);
  const bool needs_date = type == Type::kDate || type == Type::kLocalDateTime || type == Type::kDateTime;
  const bool needs_time = type == Type::kLocalTime || type == Type::kTime;
  if ((needs_date && !parts.date) || (needs_time && !parts.time)) {
    throw ValueError(fmt::format("{} cannot be made from {}", type_name(type), type_name(argument.type())));
  }
  return put_together(type, parts);
}

Value temporal_now(Type type, std::string_view zone) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const std::int64_t nanos = std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
  const DateTime at =
      at_instant(nanos / kNanosPerSecond, nanos % kNanosPerSecond, zone.empty() ? Zone{} : parse_zone(zone));
  return put_together(type, {at.local.date, at.local.time, zone_of(at)});
}

}  // namespace guanxi::cypher
