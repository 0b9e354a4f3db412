// Run: one execution of a plan, shared by the files that implement its steps. Not for use outside run/.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "query/budget/budget.h"
#include "query/cypher/graph_writer.h"
#include "query/cypher/plan/plan.h"
#include "query/cypher/run/evaluator.h"

namespace guanxi::cypher {

struct BudgetSpent {};

using Continue = std::function<bool(Row&)>;

class Run {
 public:
  Run(const plan::Plan& plan, const GraphAccess& graph, const Budget& budget, GraphWriter* writer);
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  // All rows of a query, one list of column values each.
  void query(const plan::Query& query, Row& row, const std::function<bool(const List&)>& visit);

  Row new_row() const { return Row(static_cast<std::size_t>(plan_.statement->slots)); }
  // One node or relationship more. Throws BudgetSpent, which execute() catches.
  void visit() {
    if (!meter_.visit()) throw BudgetSpent();
  }
  BudgetMeter& meter() { return meter_; }
  const Evaluator& evaluator() const { return evaluator_; }
  const GraphAccess& graph() const { return graph_; }
  GraphWriter* writer() const { return writer_; }

 private:
  const plan::Plan& plan_;
  const GraphAccess& graph_;
  BudgetMeter meter_;
  GraphWriter* writer_;
  Evaluator evaluator_;
};

// What a step that collects rows keeps between them.
class StepState {
 public:
  virtual ~StepState() = default;
  // All rows have come; hands on what was kept. False: no more rows are wanted.
  virtual bool finish(Row& row, const Continue& next) = 0;
};

// One pass through a list of steps.
class Pipeline {
 public:
  // sink gets the rows that come out and must outlive the pipeline.
  Pipeline(const plan::Steps& steps, Run& run, const Continue& sink);

  void operator()(Row& row);

 private:
  bool push(std::size_t at, Row& row);
  bool step(const plan::ScanNodes& step, std::size_t at, Row& row);
  bool step(const plan::FindNodes& step, std::size_t at, Row& row);
  bool step(const plan::CheckNode& step, std::size_t at, Row& row);
  bool step(const plan::RelationshipEnds& step, std::size_t at, Row& row);
  bool step(const plan::Expand& step, std::size_t at, Row& row);
  bool step(const plan::ShortestPath& step, std::size_t at, Row& row);
  bool step(const plan::BuildPath& step, std::size_t at, Row& row);
  bool step(const plan::Filter& step, std::size_t at, Row& row);
  bool step(const plan::Optional& step, std::size_t at, Row& row);
  bool step(const plan::Unwind& step, std::size_t at, Row& row);
  bool step(const plan::Project& step, std::size_t at, Row& row);
  bool step(const plan::Aggregate& step, std::size_t at, Row& row);
  bool step(const plan::Distinct& step, std::size_t at, Row& row);
  bool step(const plan::Sort& step, std::size_t at, Row& row);
  bool step(const plan::Slice& step, std::size_t at, Row& row);
  bool step(const plan::Create& step, std::size_t at, Row& row);
  bool step(const plan::Delete& step, std::size_t at, Row& row);
  bool step(const plan::Call& step, std::size_t at, Row& row);

  const plan::Steps& steps_;
  Run& run_;
  const Continue& sink_;
  std::vector<std::unique_ptr<StepState>> states_;  // of each step, where it has one
};

// expand.cc: rows of one expansion; next is called with the relationship's and the other end's slots filled.
bool expand(const plan::Expand& step, Run& run, Row& row, const Continue& next);
// shortest_path.cc
bool shortest_path(const plan::ShortestPath& step, Run& run, Row& row, const Continue& next);

// The node in a slot; nothing where it is null. Throws QueryError when it is something else.
std::optional<Node> node_in(const Row& row, const bound::Node& node);

// SKIP and LIMIT: a whole number from 0 on.
std::int64_t row_limit(const bound::Expression& e, Run& run, Row& row);

// aggregate.cc, sort.cc
std::unique_ptr<StepState> make_aggregation(const bound::Projection& projection, Run& run);
void aggregate_row(StepState& state, Row& row);
std::unique_ptr<StepState> make_sort(const plan::Sort& step, Run& run);
void sort_row(StepState& state, Row& row);

}  // namespace guanxi::cypher
