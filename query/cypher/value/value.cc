#include "query/cypher/value/value.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <functional>

namespace guanxi::cypher {
namespace {

std::partial_ordering order_numbers(const Value& a, const Value& b) {
  if (a.is(Type::kInteger) && b.is(Type::kInteger)) return a.integer() <=> b.integer();
  if (a.is(Type::kFloat) && b.is(Type::kFloat)) return a.floating() <=> b.floating();
  // long double holds every 64-bit integer, so 2^53 + 1 differs from 2.0^53.
  const auto wide = [](const Value& v) {
    return v.is(Type::kInteger) ? static_cast<long double>(v.integer())
                                : static_cast<long double>(v.floating());
  };
  return wide(a) <=> wide(b);
}

// Values of one temporal type or booleans, strings: the types on which '<' is a total order.
std::strong_ordering order_plain(const Value& a, const Value& b) {
  switch (a.type()) {
    case Type::kBoolean:
      return a.boolean() <=> b.boolean();
    case Type::kString:
      return a.string() <=> b.string();
    case Type::kDate:
      return a.date() <=> b.date();
    case Type::kLocalTime:
      return a.local_time() <=> b.local_time();
    case Type::kTime:
      return compare(a.time(), b.time());
    case Type::kLocalDateTime:
      return a.local_date_time() <=> b.local_date_time();
    case Type::kDateTime:
      return compare(a.date_time(), b.date_time());
    case Type::kDuration:
      return compare(a.duration(), b.duration());
    case Type::kNode:
      return a.node() <=> b.node();
    case Type::kRelationship:
      return a.relationship() <=> b.relationship();
    case Type::kPath:
      return a.path() <=> b.path();
    default:
      return std::strong_ordering::equal;
  }
}

std::optional<bool> equal_lists(const List& a, const List& b) {
  if (a.size() != b.size()) return false;
  bool unknown = false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto result = equal(a[i], b[i]);
    if (result && !*result) return false;
    unknown |= !result;
  }
  return unknown ? std::nullopt : std::optional(true);
}

std::optional<bool> equal_maps(const Map& a, const Map& b) {
  if (a.size() != b.size()) return false;
  bool unknown = false;
  for (auto left = a.begin(), right = b.begin(); left != a.end(); ++left, ++right) {
    if (left->first != right->first) return false;
    const auto result = equal(left->second, right->second);
    if (result && !*result) return false;
    unknown |= !result;
  }
  return unknown ? std::nullopt : std::optional(true);
}

std::optional<std::partial_ordering> order_lists(const List& a, const List& b) {
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    const auto same_so_far = equal(a[i], b[i]);
    if (!same_so_far) return std::nullopt;
    if (!*same_so_far) return order(a[i], b[i]);
  }
  return a.size() <=> b.size();
}

int sort_rank(Type type) {
  switch (type) {
    case Type::kMap:
      return 0;
    case Type::kNode:
      return 1;
    case Type::kRelationship:
      return 2;
    case Type::kList:
      return 3;
    case Type::kPath:
      return 4;
    case Type::kDateTime:
      return 5;
    case Type::kLocalDateTime:
      return 6;
    case Type::kDate:
      return 7;
    case Type::kTime:
      return 8;
    case Type::kLocalTime:
      return 9;
    case Type::kDuration:
      return 10;
    case Type::kString:
      return 11;
    case Type::kBoolean:
      return 12;
    case Type::kInteger:
    case Type::kFloat:
      return 13;
    case Type::kNull:
      return 14;
  }
  return 15;
}

std::weak_ordering sort_numbers(const Value& a, const Value& b) {
  const auto nan = [](const Value& v) { return v.is(Type::kFloat) && std::isnan(v.floating()); };
  if (nan(a) || nan(b)) return nan(a) <=> nan(b);
  const std::partial_ordering result = order_numbers(a, b);
  if (result == std::partial_ordering::less) return std::weak_ordering::less;
  return result == std::partial_ordering::greater ? std::weak_ordering::greater
                                                  : std::weak_ordering::equivalent;
}

std::weak_ordering sort_maps(const Map& a, const Map& b) {
  auto left = a.begin();
  auto right = b.begin();
  for (; left != a.end() && right != b.end(); ++left, ++right) {
    if (const auto keys = left->first <=> right->first; keys != 0) return keys;
    if (const auto values = sort_order(left->second, right->second); values != 0) return values;
  }
  return a.size() <=> b.size();
}

std::size_t mix(std::size_t seed, std::size_t more) {
  return seed ^ (more + 0x9e3779b97f4a7c15ULL + (seed << 6) + (seed >> 2));
}

std::size_t hash_number(const Value& value) {
  const double as_double = value.as_double();
  if (std::isnan(as_double)) return 1;
  return std::hash<double>{}(as_double == 0 ? 0.0 : as_double);
}

}  // namespace

std::string_view type_name(Type type) {
  static constexpr std::array<std::string_view, 16> kNames = {
      "null",        "a boolean",      "an integer", "a float", "a string",     "a list", "a map",
      "a node",      "a relationship", "a path",     "a date",  "a local time", "a time", "a local date time",
      "a date time", "a duration"};
  return kNames[static_cast<std::size_t>(type)];
}

std::optional<bool> equal(const Value& a, const Value& b) {
  if (a.null() || b.null()) return std::nullopt;
  if (a.number() && b.number()) return order_numbers(a, b) == 0;
  if (a.type() != b.type()) return false;
  switch (a.type()) {
    case Type::kList:
      return equal_lists(a.list(), b.list());
    case Type::kMap:
      return equal_maps(a.map(), b.map());
    case Type::kDuration:
      return a.duration() == b.duration();
    default:
      return order_plain(a, b) == 0;
  }
}

std::optional<std::partial_ordering> order(const Value& a, const Value& b) {
  if (a.null() || b.null()) return std::nullopt;
  if (a.number() && b.number()) return order_numbers(a, b);
  if (a.type() != b.type()) return std::nullopt;
  switch (a.type()) {
    case Type::kList:
      return order_lists(a.list(), b.list());
    case Type::kMap:
    case Type::kNode:
    case Type::kRelationship:
    case Type::kPath:
    case Type::kDuration: {
      // No order, but x <= x holds where it can be told.
      const auto result = equal(a, b);
      if (result && *result) return std::partial_ordering::equivalent;
      return std::nullopt;
    }
    default:
      return order_plain(a, b);
  }
}

std::weak_ordering sort_order(const Value& a, const Value& b) {
  const int left = sort_rank(a.type());
  const int right = sort_rank(b.type());
  if (left != right) return left <=> right;
  switch (a.type()) {
    case Type::kNull:
      return std::weak_ordering::equivalent;
    case Type::kInteger:
    case Type::kFloat:
      return sort_numbers(a, b);
    case Type::kMap:
      return sort_maps(a.map(), b.map());
    case Type::kList: {
      for (std::size_t i = 0; i < a.list().size() && i < b.list().size(); ++i) {
        if (const auto result = sort_order(a.list()[i], b.list()[i]); result != 0) return result;
      }
      return a.list().size() <=> b.list().size();
    }
    default:
      return order_plain(a, b);
  }
}

bool same(const Value& a, const Value& b) {
  return sort_order(a, b) == 0;
}

std::size_t hash(const Value& value) {
  const std::size_t seed = static_cast<std::size_t>(sort_rank(value.type())) + 1;
  switch (value.type()) {
    case Type::kNull:
      return seed;
    case Type::kBoolean:
      return mix(seed, value.boolean());
    case Type::kInteger:
    case Type::kFloat:
      return mix(seed, hash_number(value));
    case Type::kString:
      return mix(seed, std::hash<std::string>{}(value.string()));
    case Type::kList:
      return mix(seed, HashValues{}(value.list()));
    case Type::kMap: {
      std::size_t result = seed;
      for (const auto& [key, item] : value.map())
        result = mix(mix(result, std::hash<std::string>{}(key)), hash(item));
      return result;
    }
    case Type::kNode:
      return mix(seed, value.node().id);
    case Type::kRelationship:
      return mix(seed, value.relationship().id);
    case Type::kPath: {
      std::size_t result = mix(seed, value.path().nodes.front().id);
      for (const Relationship r : value.path().relationships) result = mix(result, r.id);
      return result;
    }
    case Type::kDate:
      return mix(seed, static_cast<std::size_t>(value.date().days));
    case Type::kLocalTime:
      return mix(seed, static_cast<std::size_t>(value.local_time().nanos));
    case Type::kTime:
      return mix(seed, static_cast<std::size_t>(value.time().local.nanos));
    case Type::kLocalDateTime:
      return mix(seed, static_cast<std::size_t>(value.local_date_time().date.days));
    case Type::kDateTime:
      return mix(seed, static_cast<std::size_t>(value.date_time().epoch_seconds()));
    case Type::kDuration:
      return mix(seed, static_cast<std::size_t>(value.duration().seconds));
  }
  return seed;
}

bool SameValues::operator()(const List& a, const List& b) const {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!same(a[i], b[i])) return false;
  }
  return true;
}

std::size_t HashValues::operator()(const List& values) const {
  std::size_t result = values.size();
  for (const Value& value : values) result = mix(result, hash(value));
  return result;
}

std::string print_float(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
  const double size = std::fabs(value);
  if (size != 0 && (size < 1e-3 || size >= 1e7)) {
    // The fewest digits that read back as the same number.
    std::string text;
    for (int precision = 0; precision < 17; ++precision) {
      text = fmt::format("{:.{}e}", value, precision);
      if (std::strtod(text.c_str(), nullptr) == value) break;
    }
    const std::size_t e = text.find('e');
    std::string digits = text.substr(0, e);
    if (digits.find('.') == std::string::npos) digits += ".0";
    return fmt::format("{}E{}", digits, std::stoi(text.substr(e + 1)));
  }
  std::string text = fmt::format("{}", value);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

}  // namespace guanxi::cypher
