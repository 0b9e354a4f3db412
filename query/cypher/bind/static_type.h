// StaticType: which types a value may have, as far as the binder can tell before the query runs.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "query/cypher/value/value.h"

namespace guanxi::cypher {

using TypeMask = std::uint32_t;

constexpr TypeMask bit(Type type) {
  return TypeMask{1} << static_cast<unsigned>(type);
}

inline constexpr TypeMask kAnyType = (TypeMask{1} << 16) - 1;
inline constexpr TypeMask kNumberTypes = bit(Type::kInteger) | bit(Type::kFloat);
inline constexpr TypeMask kInstantTypes = bit(Type::kDate) | bit(Type::kLocalTime) | bit(Type::kTime) |
                                          bit(Type::kLocalDateTime) | bit(Type::kDateTime);
inline constexpr TypeMask kTemporalTypes = kInstantTypes | bit(Type::kDuration);

struct StaticType {
  TypeMask mask = kAnyType;
  std::shared_ptr<const StaticType> element;  // of a list, where known

  StaticType() = default;
  explicit StaticType(TypeMask types) : mask(types) {}
  explicit StaticType(Type type) : mask(bit(type)) {}
  static StaticType list_of(StaticType element);

  // Whether a value of one of these types (or null) may stand here.
  bool may_be(TypeMask allowed) const { return (mask & (allowed | bit(Type::kNull))) != 0; }
  bool only(TypeMask allowed) const { return (mask & ~(allowed | bit(Type::kNull))) == 0; }
  StaticType element_type() const { return element ? *element : StaticType(); }
};

StaticType either(const StaticType& a, const StaticType& b);
StaticType type_of(const Value& value);
// "an integer or a float".
std::string describe(TypeMask mask);

}  // namespace guanxi::cypher
