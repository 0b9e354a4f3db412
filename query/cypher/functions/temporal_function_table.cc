// date, localtime, time, localdatetime, datetime, duration and what hangs on them.
#include <chrono>

#include "query/cypher/functions/tables.h"
#include "query/cypher/value/calendar.h"
#include "query/cypher/value/temporal_functions.h"
#include "query/cypher/value/zone.h"

namespace guanxi::cypher {
namespace {

using Args = std::span<const Value>;
using Context = FunctionContext;

constexpr TypeMask kString = bit(Type::kString);
constexpr TypeMask kMap = bit(Type::kMap);
constexpr TypeMask kInteger = bit(Type::kInteger);
constexpr TypeMask kDuration = bit(Type::kDuration);

template <Type type>
Value build(Args args, const Context&) {
  return args.empty() ? temporal_now(type, "") : build_temporal(type, args[0]);
}

template <Type type>
Value now(Args args, const Context&) {
  return temporal_now(type, args.empty() ? std::string_view() : std::string_view(args[0].string()));
}

template <Type type>
Value truncate(Args args, const Context&) {
  if (args.size() > 1 && args[1].null()) return {};
  const Value value = args.size() > 1 ? args[1] : temporal_now(type, "");
  if (args[0].null()) return {};
  return truncate_temporal(type, args[0].string(), value,
                           args.size() > 2 && !args[2].null() ? args[2].map() : Map{});
}

template <Between what>
Value between(Args args, const Context&) {
  return duration_between(what, args[0], args[1]);
}

Value from_epoch(Args args, const Context&) {
  add_days(0, args[0].integer() / kSecondsPerDay);
  const std::int64_t nanos = args[1].integer();
  return at_instant(args[0].integer() + floor_div(nanos, kNanosPerSecond), floor_mod(nanos, kNanosPerSecond),
                    {});
}

Value from_epoch_millis(Args args, const Context&) {
  const std::int64_t millis = args[0].integer();
  return at_instant(floor_div(millis, 1000), floor_mod(millis, 1000) * 1'000'000, {});
}

Value timestamp(Args, const Context&) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return Value(static_cast<std::int64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(now).count()));
}

template <Type type>
void add_type(std::vector<Function>& table, std::string_view name, std::string_view truncate_name,
              std::string_view transaction, std::string_view statement, std::string_view realtime) {
  constexpr TypeMask kGives = bit(type);
  table.push_back({name, 0, 1, {kString | kMap | kInstantTypes}, kGives, true, true, build<type>});
  table.push_back({truncate_name,
                   1,
                   3,
                   {kString, kInstantTypes, kMap},
                   kGives | bit(Type::kNull),
                   false,
                   true,
                   truncate<type>});
  for (const std::string_view clock : {transaction, statement, realtime}) {
    table.push_back({clock, 0, 1, {kString}, kGives, true, false, now<type>});
  }
}

}  // namespace

const std::vector<Function>& temporal_function_table() {
  static const std::vector<Function> kTable = [] {
    std::vector<Function> table;
    add_type<Type::kDate>(table, "date", "date.truncate", "date.transaction", "date.statement",
                          "date.realtime");
    add_type<Type::kLocalTime>(table, "localtime", "localtime.truncate", "localtime.transaction",
                               "localtime.statement", "localtime.realtime");
    add_type<Type::kTime>(table, "time", "time.truncate", "time.transaction", "time.statement",
                          "time.realtime");
    add_type<Type::kLocalDateTime>(table, "localdatetime", "localdatetime.truncate",
                                   "localdatetime.transaction", "localdatetime.statement",
                                   "localdatetime.realtime");
    add_type<Type::kDateTime>(table, "datetime", "datetime.truncate", "datetime.transaction",
                              "datetime.statement", "datetime.realtime");
    table.push_back(
        {"duration", 1, 1, {kString | kMap | kDuration}, kDuration, true, true, build<Type::kDuration>});
    table.push_back(
        {"duration.between", 2, 2, {kInstantTypes}, kDuration, true, true, between<Between::kAll>});
    table.push_back(
        {"duration.inmonths", 2, 2, {kInstantTypes}, kDuration, true, true, between<Between::kMonths>});
    table.push_back(
        {"duration.indays", 2, 2, {kInstantTypes}, kDuration, true, true, between<Between::kDays>});
    table.push_back(
        {"duration.inseconds", 2, 2, {kInstantTypes}, kDuration, true, true, between<Between::kSeconds>});
    table.push_back({"datetime.fromepoch", 2, 2, {kInteger}, bit(Type::kDateTime), true, true, from_epoch});
    table.push_back(
        {"datetime.fromepochmillis", 1, 1, {kInteger}, bit(Type::kDateTime), true, true, from_epoch_millis});
    table.push_back({"timestamp", 0, 0, {}, kInteger, true, false, timestamp});
    return table;
  }();
  return kTable;
}

}  // namespace guanxi::cypher
