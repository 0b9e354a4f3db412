// Value: what an expression of Cypher yields, and how values compare.
//
// Values are immutable and cheap to copy (lists, maps, paths and zoned instants are shared). Nodes and
// relationships are ids; their labels and properties are read through GraphAccess when they are needed. Any
// number of threads may read one value.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "query/cypher/value/temporal.h"

namespace guanxi::cypher {

class Value;

struct Node {
  std::uint64_t id = 0;

  auto operator<=>(const Node&) const = default;
};

struct Relationship {
  std::uint64_t id = 0;

  auto operator<=>(const Relationship&) const = default;
};

// nodes has one element more than relationships.
struct Path {
  std::vector<Node> nodes;
  std::vector<Relationship> relationships;

  auto operator<=>(const Path&) const = default;
};

using List = std::vector<Value>;
using Map = std::map<std::string, Value, std::less<>>;

enum class Type : std::uint8_t {
  kNull,
  kBoolean,
  kInteger,
  kFloat,
  kString,
  kList,
  kMap,
  kNode,
  kRelationship,
  kPath,
  kDate,
  kLocalTime,
  kTime,
  kLocalDateTime,
  kDateTime,
  kDuration,
};

// "an integer", "a list": for messages.
std::string_view type_name(Type type);

class Value {
 public:
  Value() = default;
  Value(bool value) : data_(value) {}
  Value(std::int64_t value) : data_(value) {}
  Value(int value) : data_(static_cast<std::int64_t>(value)) {}
  Value(double value) : data_(value) {}
  Value(std::string value) : data_(std::move(value)) {}
  Value(std::string_view value) : data_(std::string(value)) {}
  Value(const char* value) : data_(std::string(value)) {}
  Value(List value) : data_(std::make_shared<const List>(std::move(value))) {}
  Value(Map value) : data_(std::make_shared<const Map>(std::move(value))) {}
  Value(Node value) : data_(value) {}
  Value(Relationship value) : data_(value) {}
  Value(Path value) : data_(std::make_shared<const Path>(std::move(value))) {}
  Value(Date value) : data_(value) {}
  Value(LocalTime value) : data_(value) {}
  Value(Time value) : data_(value) {}
  Value(LocalDateTime value) : data_(value) {}
  Value(DateTime value) : data_(std::make_shared<const DateTime>(std::move(value))) {}
  Value(Duration value) : data_(value) {}

  Type type() const { return static_cast<Type>(data_.index()); }
  bool is(Type type) const { return this->type() == type; }
  bool null() const { return is(Type::kNull); }
  bool number() const { return is(Type::kInteger) || is(Type::kFloat); }

  // Only for values of that type.
  bool boolean() const { return std::get<bool>(data_); }
  std::int64_t integer() const { return std::get<std::int64_t>(data_); }
  double floating() const { return std::get<double>(data_); }
  const std::string& string() const { return std::get<std::string>(data_); }
  const List& list() const { return *std::get<std::shared_ptr<const List>>(data_); }
  const Map& map() const { return *std::get<std::shared_ptr<const Map>>(data_); }
  Node node() const { return std::get<Node>(data_); }
  Relationship relationship() const { return std::get<Relationship>(data_); }
  const Path& path() const { return *std::get<std::shared_ptr<const Path>>(data_); }
  Date date() const { return std::get<Date>(data_); }
  LocalTime local_time() const { return std::get<LocalTime>(data_); }
  Time time() const { return std::get<Time>(data_); }
  LocalDateTime local_date_time() const { return std::get<LocalDateTime>(data_); }
  const DateTime& date_time() const { return *std::get<std::shared_ptr<const DateTime>>(data_); }
  const Duration& duration() const { return std::get<Duration>(data_); }

  // An integer or a float as a float.
  double as_double() const { return is(Type::kInteger) ? static_cast<double>(integer()) : floating(); }

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, std::shared_ptr<const List>,
               std::shared_ptr<const Map>, Node, Relationship, std::shared_ptr<const Path>, Date, LocalTime,
               Time, LocalDateTime, std::shared_ptr<const DateTime>, Duration>
      data_;
};

// '=': nothing where the answer is null.
std::optional<bool> equal(const Value& a, const Value& b);

// '<' and its kin: nothing where the values cannot be compared (null, different types); unordered with NaN.
std::optional<std::partial_ordering> order(const Value& a, const Value& b);

// The total order of ORDER BY: maps, nodes, relationships, lists, paths, temporal values, strings, booleans,
// numbers, NaN, null.
std::weak_ordering sort_order(const Value& a, const Value& b);

// DISTINCT and grouping: null and NaN equal themselves, 1 and 1.0 are one.
bool same(const Value& a, const Value& b);
std::size_t hash(const Value& value);

struct SameValues {
  bool operator()(const List& a, const List& b) const;
};
struct HashValues {
  std::size_t operator()(const List& values) const;
};

// Numbers as Cypher prints them: 1.0, 1.5E100, NaN.
std::string print_float(double value);

}  // namespace guanxi::cypher
