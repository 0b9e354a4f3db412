// Evaluator: a bound expression and a row to a value.
#pragma once

#include <functional>

#include "query/cypher/bind/bound.h"
#include "query/cypher/graph_access.h"

namespace guanxi::cypher {

// The values of all slots of a statement. Comprehensions write their own slots while they run.
using Row = std::vector<Value>;

class Evaluator {
 public:
  // Runs a subquery for a row; visit gets the values of its columns and returns false to stop.
  using RunSubquery =
      std::function<void(const bound::Subquery&, Row&, const std::function<bool(const List&)>&)>;

  // tick is called for every item of a list that is walked: it may throw to stop.
  Evaluator(const GraphAccess& graph, std::function<void()> tick, RunSubquery run_subquery)
      : graph_(graph), tick_(std::move(tick)), run_subquery_(std::move(run_subquery)) {}

  // Throws QueryError (TypeError and so on) with the place of the expression.
  Value evaluate(const bound::Expression& e, Row& row) const;

  // A predicate holds when it is true; null and false do not.
  bool holds(const bound::Expression& e, Row& row) const;

  bool has_labels(const bound::LabelExpression& labels, Node node) const;
  bool has_type(const bound::LabelExpression& types, const std::string& type) const;
  const GraphAccess& graph() const { return graph_; }

 private:
  Value compute(const bound::Expression& e, Row& row) const;
  std::optional<bool> truth(const bound::Expression& e, Row& row) const;
  Value property(const bound::Expression& e, Row& row) const;
  Value index(const bound::Expression& e, Row& row) const;
  Value slice(const bound::Expression& e, Row& row) const;
  Value map_projection(const bound::Expression& e, Row& row) const;
  Value logic(const bound::Expression& e, Row& row) const;
  Value comparison(const bound::Expression& e, Row& row) const;
  Value string_test(const bound::Expression& e, Row& row) const;
  Value label_test(const bound::Expression& e, Row& row) const;
  Value call(const bound::Expression& e, Row& row) const;
  Value comprehension(const bound::Expression& e, Row& row) const;
  Value quantifier(const bound::Expression& e, Row& row) const;
  Value reduce(const bound::Expression& e, Row& row) const;
  Value case_of(const bound::Expression& e, Row& row) const;
  Value subquery(const bound::Expression& e, Row& row) const;

  const GraphAccess& graph_;
  std::function<void()> tick_;
  RunSubquery run_subquery_;
};

// The named property of a node, relationship, map or temporal value. Throws ValueError for others.
Value property_of(const GraphAccess& graph, const Value& value, std::string_view name);

}  // namespace guanxi::cypher
