#include "query/cypher/bind/static_type.h"

namespace guanxi::cypher {

StaticType StaticType::list_of(StaticType element) {
  StaticType list(Type::kList);
  list.element = std::make_shared<const StaticType>(std::move(element));
  return list;
}

StaticType either(const StaticType& a, const StaticType& b) {
  StaticType result(a.mask | b.mask);
  const bool left = (a.mask & bit(Type::kList)) != 0;
  const bool right = (b.mask & bit(Type::kList)) != 0;
  if (left && right && a.element && b.element) {
    result.element = std::make_shared<const StaticType>(either(*a.element, *b.element));
  } else if (left != right) {
    result.element = left ? a.element : b.element;
  }
  return result;
}

StaticType type_of(const Value& value) {
  if (!value.is(Type::kList)) return StaticType(value.type());
  if (value.list().empty()) return StaticType::list_of(StaticType(bit(Type::kNull)));
  StaticType element = type_of(value.list().front());
  for (const Value& item : value.list()) element = either(element, type_of(item));
  return StaticType::list_of(std::move(element));
}

std::string describe(TypeMask mask) {
  std::string text;
  for (unsigned i = 1; i < 16; ++i) {
    if ((mask & (TypeMask{1} << i)) == 0) continue;
    if (!text.empty()) text += " or ";
    text += type_name(static_cast<Type>(i));
  }
  return text.empty() ? "null" : text;
}

}  // namespace guanxi::cypher
