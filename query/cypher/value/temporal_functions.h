// The temporal functions of Cypher on values: building from maps and from other temporal values, truncating,
// the duration between two instants, and components. All throw ValueError that says what was wrong.
#pragma once

#include <optional>
#include <string_view>

#include "query/cypher/value/value.h"

namespace guanxi::cypher {

// date(...), localtime(...), ...: a string is parsed, a map is built from, a temporal value is converted.
// type is one of kDate .. kDuration; the argument is not null.
Value build_temporal(Type type, const Value& argument);

// date.truncate(unit, value, fields), ...: cut down to the unit, then fields are set. type is not kDuration.
Value truncate_temporal(Type type, std::string_view unit, const Value& value, const Map& fields);

enum class Between { kAll, kMonths, kDays, kSeconds };
// From a to b, in months, days and seconds, or in one of them. A time without a date takes the other's date,
// a value without a zone takes the other's zone.
Duration duration_between(Between what, const Value& a, const Value& b);

// The component of a temporal value, d.weekYear; nothing where the type has no such component.
std::optional<Value> temporal_component(const Value& value, std::string_view name);

// The present instant (UTC) as a value of the type; zone may be empty.
Value temporal_now(Type type, std::string_view zone);

inline bool temporal_instant(Type type) {
  return type >= Type::kDate && type <= Type::kDateTime;
}

}  // namespace guanxi::cypher
