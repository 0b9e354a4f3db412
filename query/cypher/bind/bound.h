// The bound tree: what the binder makes of the syntax tree. Names are slots of a row, functions are found,
// types and scopes are checked. Immutable once bound.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "query/cypher/bind/static_type.h"
#include "query/cypher/parse/syntax.h"

namespace guanxi::cypher {

struct Function;

namespace bound {

struct Expression;
struct Query;
using ExpressionPtr = std::unique_ptr<Expression>;
using LabelExpression = syntax::LabelExpression;

enum class ExpressionKind : std::uint8_t {
  kConstant,  // value
  kSlot,      // slot
  kProperty,  // args[0].name
  kIndex,
  kSlice,  // bounds may be null
  kList,
  kMap,            // keys, args
  kMapProjection,  // args[0]; keys[i] "" and null args[i]: all; null args[i]: that property
  kNot,
  kNegate,
  kPlus,  // the sign
  kAnd,
  kOr,
  kXor,
  kArithmetic,  // op: + - * / % ^
  kComparison,  // ops, a chain
  kIn,
  kStartsWith,
  kEndsWith,
  kContains,
  kMatches,  // =~
  kIsNull,
  kIsNotNull,
  kHasLabels,
  kCall,               // function, args
  kListComprehension,  // slot IN args[0] WHERE args[1] | args[2]
  kQuantifier,         // op; slot IN args[0] WHERE args[1]
  kReduce,             // slot = args[0], second_slot IN args[1] | args[2]
  kCase,
  kExists,   // subquery has a row
  kCount,    // how many rows subquery has
  kCollect,  // the one column of subquery as a list: a pattern comprehension
};

// A query inside an expression. It reads the slots of the row around it and writes only its own.
struct Subquery {
  std::unique_ptr<Query> query;
  std::vector<int> outer_slots;  // sorted
  int id = 0;                    // index into the plan's subplans
};

struct Expression {
  ExpressionKind kind = ExpressionKind::kConstant;
  Position at;
  StaticType type;
  std::string name;
  char op = 0;
  std::string word;  // the quantifier
  int slot = -1;
  int second_slot = -1;
  Value value;
  const Function* function = nullptr;
  std::vector<ExpressionPtr> args;
  std::vector<std::string> keys;
  std::vector<std::string> ops;
  LabelExpression labels;
  std::unique_ptr<Subquery> subquery;
};

struct Node {
  int slot = -1;
  bool bound = false;  // by an earlier clause
  std::string name;    // for EXPLAIN and messages; "" when anonymous
  LabelExpression labels;
  Position at;
};

enum class Direction : std::uint8_t { kRight, kLeft, kBoth };

struct Relationship {
  int slot = -1;
  bool bound = false;
  std::string name;
  int left = 0;  // indexes into Match::nodes, as written
  int right = 0;
  Direction direction = Direction::kBoth;
  LabelExpression types;
  bool variable_length = false;
  std::int64_t least = 1;
  std::int64_t most = -1;  // -1: without bound
  syntax::Shortest shortest = syntax::Shortest::kNo;
  // Of variable length: what each relationship must have. Otherwise they are in Match::predicates.
  std::vector<std::pair<std::string, ExpressionPtr>> properties;
  Position at;
};

struct Path {
  int slot = -1;
  std::vector<int> nodes;  // slots, as written
  std::vector<int> relationships;
};

struct Match {
  bool optional = false;
  std::vector<Node> nodes;
  std::vector<Relationship> relationships;
  std::vector<Path> paths;
  std::vector<ExpressionPtr> predicates;  // all must hold
  std::vector<int> new_slots;             // null where an optional match finds nothing
  Position at;
};

struct Unwind {
  ExpressionPtr list;
  int slot = -1;
};

enum class AggregateKind : std::uint8_t {
  kCountAll,
  kCount,
  kSum,
  kAvg,
  kMin,
  kMax,
  kCollect,
  kStDev,
  kStDevP,
  kPercentileCont,
  kPercentileDisc,
};

struct Aggregate {
  AggregateKind kind = AggregateKind::kCountAll;
  bool distinct = false;
  std::vector<ExpressionPtr> args;
  int slot = -1;
  Position at;
};

struct Item {
  ExpressionPtr expression;
  int slot = -1;
  std::string name;
};

struct SortKey {
  ExpressionPtr expression;
  bool descending = false;
};

// WITH and RETURN. When aggregating, groups are evaluated for each row, items for each group.
struct Projection {
  bool returns = false;
  bool distinct = false;
  bool aggregating = false;
  std::vector<Item> groups;
  std::vector<Aggregate> aggregates;
  std::vector<Item> items;
  std::vector<SortKey> order;
  ExpressionPtr skip;
  ExpressionPtr limit;
  std::vector<ExpressionPtr> where;
};

struct Create {
  struct NewNode {
    int slot = -1;
    std::vector<std::string> labels;
    ExpressionPtr properties;
  };
  struct NewRelationship {
    int slot = -1;
    int from = -1;  // slots
    int to = -1;
    std::string type;
    ExpressionPtr properties;
  };
  std::vector<NewNode> nodes;
  std::vector<NewRelationship> relationships;
};

struct Delete {
  std::vector<ExpressionPtr> targets;
};

struct Call {
  std::string procedure;
  std::vector<std::pair<int, int>> columns;  // column of the procedure, slot
  std::vector<ExpressionPtr> where;
};

using Clause = std::variant<Match, Unwind, Projection, Create, Delete, Call>;

struct SingleQuery {
  std::vector<Clause> clauses;
  std::vector<int> columns;  // slots of what it returns
};

struct Query {
  std::vector<SingleQuery> parts;
  bool union_all = false;
  std::vector<std::string> columns;
};

// The whole of it.
struct Statement {
  Query query;
  int slots = 0;  // of a row
  int subqueries = 0;
  bool explain = false;
};

// The slots of the row around it that an expression reads.
void collect_slots(const Expression& expression, std::vector<int>& slots);

}  // namespace bound
}  // namespace guanxi::cypher
