// toInteger, toFloat, toBoolean, toString, and their ...OrNull forms.
#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "query/cypher/functions/tables.h"
#include "query/cypher/functions/text.h"

namespace guanxi::cypher {
namespace {

using Args = std::span<const Value>;
using Context = FunctionContext;

constexpr TypeMask kBoolean = bit(Type::kBoolean);
constexpr TypeMask kInteger = bit(Type::kInteger);
constexpr TypeMask kFloat = bit(Type::kFloat);
constexpr TypeMask kString = bit(Type::kString);
constexpr TypeMask kTextual = kBoolean | kInteger | kFloat | kString | kTemporalTypes;
constexpr TypeMask kOrNull = bit(Type::kNull);

std::string trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return "";
  return std::string(text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1));
}

// The whole text as a decimal number.
std::optional<double> number_in(const std::string& text) {
  if (text.empty() || text.find_first_not_of("0123456789+-.eE") != std::string::npos) return std::nullopt;
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  return *end == '\0' ? std::optional(value) : std::nullopt;
}

Value truncated(double value) {
  if (!(std::fabs(value) < 9.3e18)) return {};
  return Value(static_cast<std::int64_t>(value));
}

Value to_integer(Args args, const Context&) {
  const Value& value = args[0];
  if (value.is(Type::kInteger)) return value;
  if (value.is(Type::kBoolean)) return Value(std::int64_t{value.boolean()});
  if (value.is(Type::kFloat)) return truncated(value.floating());
  const std::string text = trimmed(value.string());
  if (!text.empty() &&
      text.find_first_not_of("0123456789", text[0] == '-' || text[0] == '+') == std::string::npos) {
    errno = 0;
    const long long whole = std::strtoll(text.c_str(), nullptr, 10);
    const bool digits = text.size() > static_cast<std::size_t>(text[0] == '-' || text[0] == '+');
    return errno == 0 && digits ? Value(static_cast<std::int64_t>(whole)) : Value();
  }
  const auto number = number_in(text);
  return number ? truncated(*number) : Value();
}

Value to_float(Args args, const Context&) {
  const Value& value = args[0];
  if (value.number()) return Value(value.as_double());
  const auto number = number_in(trimmed(value.string()));
  return number ? Value(*number) : Value();
}

Value to_boolean(Args args, const Context&) {
  const Value& value = args[0];
  if (value.is(Type::kBoolean)) return value;
  if (value.is(Type::kInteger)) return Value(value.integer() != 0);
  std::string lower;
  for (const char c : trimmed(value.string()))
    lower += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  if (lower == "true") return Value(true);
  return lower == "false" ? Value(false) : Value();
}

Value to_string(Args args, const Context&) {
  return Value(value_text(args[0]));
}

template <TypeMask allowed, Value (*convert)(Args, const Context&)>
Value or_null(Args args, const Context& context) {
  return (bit(args[0].type()) & allowed) != 0 ? convert(args, context) : Value();
}

}  // namespace

const std::vector<Function>& conversion_functions() {
  constexpr TypeMask kToInteger = kInteger | kFloat | kString | kBoolean;
  constexpr TypeMask kToFloat = kInteger | kFloat | kString;
  constexpr TypeMask kToBoolean = kBoolean | kString | kInteger;
  static const std::vector<Function> kTable = {
      {"tointeger", 1, 1, {kToInteger}, kInteger | kOrNull, true, true, to_integer},
      {"tofloat", 1, 1, {kToFloat}, kFloat | kOrNull, true, true, to_float},
      {"toboolean", 1, 1, {kToBoolean}, kBoolean | kOrNull, true, true, to_boolean},
      {"tostring", 1, 1, {kTextual}, kString, true, true, to_string},
      {"tointegerornull", 1, 1, {kAnyType}, kInteger | kOrNull, true, true, or_null<kToInteger, to_integer>},
      {"tofloatornull", 1, 1, {kAnyType}, kFloat | kOrNull, true, true, or_null<kToFloat, to_float>},
      {"tobooleanornull", 1, 1, {kAnyType}, kBoolean | kOrNull, true, true, or_null<kToBoolean, to_boolean>},
      {"tostringornull", 1, 1, {kAnyType}, kString | kOrNull, true, true, or_null<kTextual, to_string>},
  };
  return kTable;
}

}  // namespace guanxi::cypher
