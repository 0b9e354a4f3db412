// Numbers.
#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <random>

#include "query/cypher/functions/tables.h"

namespace guanxi::cypher {
namespace {

using Args = std::span<const Value>;
using Context = FunctionContext;

constexpr TypeMask kInteger = bit(Type::kInteger);
constexpr TypeMask kFloat = bit(Type::kFloat);
constexpr TypeMask kNumber = kNumberTypes;

template <double (*function)(double)>
Value unary(Args args, const Context&) {
  return Value(function(args[0].as_double()));
}

Value abs_of(Args args, const Context&) {
  if (args[0].is(Type::kFloat)) return Value(std::fabs(args[0].floating()));
  if (args[0].integer() == INT64_MIN) throw ValueError("abs does not fit into 64 bits");
  return Value(args[0].integer() < 0 ? -args[0].integer() : args[0].integer());
}

Value sign(Args args, const Context&) {
  const double value = args[0].as_double();
  return Value(static_cast<std::int64_t>((value > 0) - (value < 0)));
}

// Half goes up; with a precision, away from zero, as Neo4j does.
Value round(Args args, const Context&) {
  const double value = args[0].as_double();
  if (args.size() == 1) return Value(std::floor(value + 0.5));
  const std::int64_t digits = args[1].integer();
  if (digits < 0 || digits > 300) throw ValueError("the precision of round must be 0 or more");
  const double factor = std::pow(10.0, static_cast<double>(digits));
  const double scaled = std::round(value * factor) / factor;
  return Value(std::isfinite(scaled) ? scaled : value);
}

Value rand(Args, const Context&) {
  thread_local std::mt19937_64 generator(std::random_device{}());
  return Value(std::uniform_real_distribution<double>(0.0, 1.0)(generator));
}

Value pi(Args, const Context&) {
  return Value(std::numbers::pi);
}
Value e(Args, const Context&) {
  return Value(std::numbers::e);
}
Value atan2_of(Args args, const Context&) {
  return Value(std::atan2(args[0].as_double(), args[1].as_double()));
}
Value is_nan(Args args, const Context&) {
  return Value(std::isnan(args[0].as_double()));
}

double cot(double x) {
  return 1.0 / std::tan(x);
}
double degrees(double x) {
  return x * 180.0 / std::numbers::pi;
}
double radians(double x) {
  return x * std::numbers::pi / 180.0;
}
double haversin(double x) {
  return std::pow(std::sin(x / 2), 2);
}
double exp_of(double x) {
  return std::exp(x);
}
double log_of(double x) {
  return std::log(x);
}
double log10_of(double x) {
  return std::log10(x);
}
double sqrt_of(double x) {
  return std::sqrt(x);
}
double ceil_of(double x) {
  return std::ceil(x);
}
double floor_of(double x) {
  return std::floor(x);
}
double sin_of(double x) {
  return std::sin(x);
}
double cos_of(double x) {
  return std::cos(x);
}
double tan_of(double x) {
  return std::tan(x);
}
double asin_of(double x) {
  return std::asin(x);
}
double acos_of(double x) {
  return std::acos(x);
}
double atan_of(double x) {
  return std::atan(x);
}

}  // namespace

const std::vector<Function>& math_functions() {
  static const std::vector<Function> kTable = {
      {"abs", 1, 1, {kNumber}, kNumber, true, true, abs_of},
      {"ceil", 1, 1, {kNumber}, kFloat, true, true, unary<ceil_of>},
      {"floor", 1, 1, {kNumber}, kFloat, true, true, unary<floor_of>},
      {"round", 1, 2, {kNumber, kInteger}, kFloat, true, true, round},
      {"sign", 1, 1, {kNumber}, kInteger, true, true, sign},
      {"rand", 0, 0, {}, kFloat, true, false, rand},
      {"e", 0, 0, {}, kFloat, true, true, e},
      {"pi", 0, 0, {}, kFloat, true, true, pi},
      {"exp", 1, 1, {kNumber}, kFloat, true, true, unary<exp_of>},
      {"log", 1, 1, {kNumber}, kFloat, true, true, unary<log_of>},
      {"log10", 1, 1, {kNumber}, kFloat, true, true, unary<log10_of>},
      {"sqrt", 1, 1, {kNumber}, kFloat, true, true, unary<sqrt_of>},
      {"sin", 1, 1, {kNumber}, kFloat, true, true, unary<sin_of>},
      {"cos", 1, 1, {kNumber}, kFloat, true, true, unary<cos_of>},
      {"tan", 1, 1, {kNumber}, kFloat, true, true, unary<tan_of>},
      {"cot", 1, 1, {kNumber}, kFloat, true, true, unary<cot>},
      {"asin", 1, 1, {kNumber}, kFloat, true, true, unary<asin_of>},
      {"acos", 1, 1, {kNumber}, kFloat, true, true, unary<acos_of>},
      {"atan", 1, 1, {kNumber}, kFloat, true, true, unary<atan_of>},
      {"atan2", 2, 2, {kNumber}, kFloat, true, true, atan2_of},
      {"degrees", 1, 1, {kNumber}, kFloat, true, true, unary<degrees>},
      {"radians", 1, 1, {kNumber}, kFloat, true, true, unary<radians>},
      {"haversin", 1, 1, {kNumber}, kFloat, true, true, unary<haversin>},
      {"isnan", 1, 1, {kNumber}, bit(Type::kBoolean), true, true, is_nan},
  };
  return kTable;
}

}  // namespace guanxi::cypher
