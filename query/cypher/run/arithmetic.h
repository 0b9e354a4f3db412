// Operators on values: + - * / % ^, sign, IN and the string tests. Null in, null out; ValueError where an
// operator does not know its operands.
#pragma once

#include <optional>

#include "query/cypher/value/value.h"

namespace guanxi::cypher {

Value arithmetic(char op, const Value& a, const Value& b);
Value negative(const Value& value);

// Three-valued: nothing is null.
std::optional<bool> compare_with(std::string_view op, const Value& a, const Value& b);
std::optional<bool> is_in(const Value& item, const Value& list);

}  // namespace guanxi::cypher
