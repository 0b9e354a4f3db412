#include "query/cypher/run/arithmetic.h"

#include <fmt/format.h>

#include <cmath>

#include "query/cypher/value/temporal_functions.h"

namespace guanxi::cypher {
namespace {

[[noreturn]] void refuse(char op, const Value& a, const Value& b) {
  throw ValueError(fmt::format("'{}' does not know {} and {}", op, type_name(a.type()), type_name(b.type())));
}

Value integers(char op, std::int64_t a, std::int64_t b) {
  std::int64_t result = 0;
  bool overflow = false;
  switch (op) {
    case '+':
      overflow = __builtin_add_overflow(a, b, &result);
      break;
    case '-':
      overflow = __builtin_sub_overflow(a, b, &result);
      break;
    case '*':
      overflow = __builtin_mul_overflow(a, b, &result);
      break;
    case '/':
    case '%':
      if (b == 0) throw ValueError("division by zero");
      if (b == -1) {
        // INT64_MIN / -1 does not fit.
        if (op == '%') return Value(std::int64_t{0});
        overflow = __builtin_sub_overflow(std::int64_t{0}, a, &result);
        break;
      }
      result = op == '/' ? a / b : a % b;
      break;
    default:
      return Value(std::pow(static_cast<double>(a), static_cast<double>(b)));
  }
  if (overflow) throw ValueError(fmt::format("{} {} {} does not fit into 64 bits", a, op, b));
  return Value(result);
}

Value floats(char op, double a, double b) {
  switch (op) {
    case '+':
      return Value(a + b);
    case '-':
      return Value(a - b);
    case '*':
      return Value(a * b);
    case '/':
      return Value(a / b);
    case '%':
      return Value(std::fmod(a, b));
    default:
      return Value(std::pow(a, b));
  }
}

Value plus_duration(const Value& value, const Duration& duration) {
  switch (value.type()) {
    case Type::kDate:
      return add(value.date(), duration);
    case Type::kLocalTime:
      return add(value.local_time(), duration);
    case Type::kTime:
      return add(value.time(), duration);
    case Type::kLocalDateTime:
      return add(value.local_date_time(), duration);
    case Type::kDateTime:
      return add(value.date_time(), duration);
    default:
      return add(value.duration(), duration);
  }
}

// Doubling a text or a list in a loop would take all memory before any budget is spent.
constexpr std::size_t kLongestList = 10'000'000;
constexpr std::size_t kLongestText = 100'000'000;

Value join_lists(const Value& a, const Value& b) {
  List joined;
  if (a.is(Type::kList)) {
    joined = a.list();
  } else {
    joined.push_back(a);
  }
  if (b.is(Type::kList)) {
    joined.insert(joined.end(), b.list().begin(), b.list().end());
  } else {
    joined.push_back(b);
  }
  if (joined.size() > kLongestList)
    throw ValueError(fmt::format("a list of more than {} items", kLongestList));
  return Value(std::move(joined));
}

std::string as_text(const Value& value) {
  if (value.is(Type::kString)) return value.string();
  return value.is(Type::kInteger) ? std::to_string(value.integer()) : print_float(value.floating());
}

bool temporal(const Value& value) {
  return value.type() >= Type::kDate;
}

}  // namespace

Value arithmetic(char op, const Value& a, const Value& b) {
  if (a.null() || b.null()) return {};
  if (a.is(Type::kInteger) && b.is(Type::kInteger)) return integers(op, a.integer(), b.integer());
  if (a.number() && b.number()) return floats(op, a.as_double(), b.as_double());
  if (op == '+') {
    if (a.is(Type::kList) || b.is(Type::kList)) return join_lists(a, b);
    const bool text = a.is(Type::kString) || b.is(Type::kString);
    if (text && (a.is(Type::kString) || a.number()) && (b.is(Type::kString) || b.number())) {
      std::string joined = as_text(a) + as_text(b);
      if (joined.size() > kLongestText)
        throw ValueError(fmt::format("a text of more than {} bytes", kLongestText));
      return Value(std::move(joined));
    }
    if (temporal(a) && b.is(Type::kDuration)) return plus_duration(a, b.duration());
    if (a.is(Type::kDuration) && temporal(b)) return plus_duration(b, a.duration());
  }
  if (op == '-' && temporal(a) && b.is(Type::kDuration)) return plus_duration(a, negate(b.duration()));
  if (op == '*' && a.is(Type::kDuration) && b.number()) return scale(a.duration(), b.as_double());
  if (op == '*' && a.number() && b.is(Type::kDuration)) return scale(b.duration(), a.as_double());
  if (op == '/' && a.is(Type::kDuration) && b.number()) return divide(a.duration(), b.as_double());
  refuse(op, a, b);
}

Value negative(const Value& value) {
  switch (value.type()) {
    case Type::kNull:
      return {};
    case Type::kInteger:
      return integers('-', 0, value.integer());
    case Type::kFloat:
      return Value(-value.floating());
    case Type::kDuration:
      return negate(value.duration());
    default:
      throw ValueError(fmt::format("'-' does not know {}", type_name(value.type())));
  }
}

std::optional<bool> compare_with(std::string_view op, const Value& a, const Value& b) {
  if (op == "=") return equal(a, b);
  if (op == "<>") {
    const auto result = equal(a, b);
    return result ? std::optional(!*result) : std::nullopt;
  }
  const auto result = order(a, b);
  if (!result) return std::nullopt;
  if (op == "<") {
    if (*result == 0 && a.type() >= Type::kMap && !temporal_instant(a.type())) return std::nullopt;
    return *result < 0;
  }
  if (op == ">") {
    if (*result == 0 && a.type() >= Type::kMap && !temporal_instant(a.type())) return std::nullopt;
    return *result > 0;
  }
  return op == "<=" ? *result <= 0 : *result >= 0;
}

std::optional<bool> is_in(const Value& item, const Value& list) {
  if (list.null()) return std::nullopt;
  if (!list.is(Type::kList)) throw ValueError(fmt::format("IN needs a list, not {}", type_name(list.type())));
  bool unknown = false;
  for (const Value& candidate : list.list()) {
    const auto result = equal(item, candidate);
    if (result && *result) return true;
    unknown |= !result;
  }
  return unknown ? std::nullopt : std::optional(false);
}

}  // namespace guanxi::cypher
