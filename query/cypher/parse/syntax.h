// The syntax tree: what the parser makes of a query's text. Names are still names; nothing is checked but the
// form.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "query/cypher/query_error.h"
#include "query/cypher/value/value.h"

namespace guanxi::cypher::syntax {

struct Expression;
struct Query;
using ExpressionPtr = std::unique_ptr<Expression>;

// :A, :A:B, :A&B, :A|B, :!A, :% on nodes; :T, :T|U on relationships.
struct LabelExpression {
  enum class Kind : std::uint8_t { kNone, kName, kAny, kNot, kAnd, kOr };
  Kind kind = Kind::kNone;
  std::string name;
  std::vector<LabelExpression> operands;

  bool empty() const { return kind == Kind::kNone; }
};

struct NodePattern {
  Position at;
  std::string variable;  // empty: anonymous
  LabelExpression labels;
  ExpressionPtr properties;
  ExpressionPtr where;
};

struct RelationshipPattern {
  Position at;
  std::string variable;
  LabelExpression types;
  ExpressionPtr properties;
  ExpressionPtr where;
  bool to_left = false;   // <-
  bool to_right = false;  // ->; neither or both: any direction
  bool variable_length = false;
  std::optional<std::int64_t> least;
  std::optional<std::int64_t> most;
};

enum class Shortest : std::uint8_t { kNo, kOne, kAll };

struct PatternPart {
  Position at;
  std::string variable;  // of the path
  Shortest shortest = Shortest::kNo;
  std::vector<NodePattern> nodes;
  std::vector<RelationshipPattern> relationships;  // one less than nodes
};

enum class ExpressionKind : std::uint8_t {
  kLiteral,        // literal
  kParameter,      // name
  kVariable,       // name
  kProperty,       // args[0].name
  kIndex,          // args[0][args[1]]
  kSlice,          // args[0][args[1]..args[2]]; either bound may be null
  kList,           // args
  kMap,            // keys, args
  kMapProjection,  // args[0] {...}: keys with "" for .*, a null arg for .key
  kUnary,          // op args[0]
  kBinary,         // args[0] op args[1]
  kComparison,     // args[0] ops[0] args[1] ops[1] ...
  kIsNull,
  kIsNotNull,
  kHasLabels,             // args[0]:labels
  kCall,                  // name(args), distinct
  kCountAll,              // count(*)
  kListComprehension,     // [name IN args[0] WHERE args[1] | args[2]]; the last two may be null
  kPatternComprehension,  // [pattern WHERE args[0] | args[1]]; args[0] may be null
  kQuantifier,            // op(name IN args[0] WHERE args[1])
  kReduce,                // reduce(name = args[0], second IN args[1] | args[2])
  kCase,                  // args[0] (may be null), then pairs of when and then, then the else (may be null)
  kPattern,               // pattern as a predicate
  kExists,                // EXISTS { query }
  kCount,                 // COUNT { query }
};

struct Expression {
  ExpressionKind kind = ExpressionKind::kLiteral;
  Position at;
  std::string name;
  std::string op;
  std::string second;
  std::vector<ExpressionPtr> args;
  std::vector<std::string> keys;
  std::vector<std::string> ops;
  Value literal;
  bool distinct = false;
  LabelExpression labels;
  std::unique_ptr<PatternPart> pattern;
  std::unique_ptr<Query> query;
};

struct SortItem {
  ExpressionPtr expression;
  bool descending = false;
};

struct ProjectionItem {
  ExpressionPtr expression;
  std::string alias;   // empty: none given
  std::string source;  // the text of the expression as written
};

enum class ClauseKind : std::uint8_t { kMatch, kUnwind, kWith, kReturn, kCall, kCreate, kDelete };

struct Clause {
  ClauseKind kind = ClauseKind::kMatch;
  Position at;
  bool optional = false;              // OPTIONAL MATCH
  std::vector<PatternPart> patterns;  // MATCH, CREATE
  ExpressionPtr where;                // MATCH, WITH, CALL ... YIELD
  ExpressionPtr expression;           // UNWIND
  std::string variable;               // UNWIND ... AS variable; the procedure's name of CALL
  // WITH, RETURN
  bool distinct = false;
  bool star = false;
  std::vector<ProjectionItem> items;
  std::vector<SortItem> order;
  ExpressionPtr skip;
  ExpressionPtr limit;
  std::vector<ExpressionPtr> expressions;                   // DELETE, arguments of CALL
  std::vector<std::pair<std::string, std::string>> yields;  // CALL ... YIELD column AS variable
  bool yield_all = false;
};

struct SingleQuery {
  std::vector<Clause> clauses;
};

struct Query {
  Position at;
  std::vector<SingleQuery> parts;
  bool union_all = false;  // between the parts, when there are several
  bool explain = false;
};

// A text that is equal for equal expressions, wherever they stand.
std::string canonical(const Expression& expression);

}  // namespace guanxi::cypher::syntax
