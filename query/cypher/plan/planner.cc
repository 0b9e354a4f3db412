#include "query/cypher/plan/planner.h"

#include <algorithm>
#include <set>

#include "query/cypher/plan/match_planner.h"

namespace guanxi::cypher {
namespace {

class Planner {
 public:
  explicit Planner(const GraphAccess& graph) : graph_(graph) {}

  plan::Plan run(std::shared_ptr<const bound::Statement> statement) {
    plan::Plan result;
    result.subplans.resize(static_cast<std::size_t>(statement->subqueries));
    subplans_ = &result.subplans;
    result.query = query(statement->query);
    result.statement = std::move(statement);
    return result;
  }

 private:
  plan::Query query(const bound::Query& bound) {
    plan::Query result;
    result.union_all = bound.union_all;
    for (const bound::SingleQuery& single : bound.parts) {
      plan::Part part;
      part.columns = single.columns;
      for (const bound::Clause& clause : single.clauses) {
        std::visit([&](const auto& c) { add(c, part.steps); }, clause);
      }
      result.parts.push_back(std::move(part));
    }
    return result;
  }

  // Plans the queries inside an expression.
  void visit(const bound::Expression* e) {
    if (e == nullptr) return;
    if (e->subquery) (*subplans_)[static_cast<std::size_t>(e->subquery->id)] = query(*e->subquery->query);
    for (const bound::ExpressionPtr& arg : e->args) visit(arg.get());
  }

  void filter(const std::vector<bound::ExpressionPtr>& predicates, plan::Steps& steps) {
    if (predicates.empty()) return;
    plan::Filter filter;
    for (const bound::ExpressionPtr& predicate : predicates) {
      visit(predicate.get());
      filter.predicates.push_back(predicate.get());
    }
    steps.emplace_back(std::move(filter));
  }

  void add(const bound::Match& match, plan::Steps& steps) {
    for (const bound::ExpressionPtr& predicate : match.predicates) visit(predicate.get());
    for (const bound::Relationship& r : match.relationships) {
      for (const auto& [name, value] : r.properties) visit(value.get());
    }
    if (!match.optional) {
      plan_match(match, graph_, steps);
      return;
    }
    plan::Optional optional;
    optional.inner = std::make_unique<plan::Steps>();
    optional.slots = match.new_slots;
    plan_match(match, graph_, *optional.inner);
    steps.emplace_back(std::move(optional));
  }

  void add(const bound::Unwind& unwind, plan::Steps& steps) {
    visit(unwind.list.get());
    steps.emplace_back(plan::Unwind{&unwind});
  }

  void add(const bound::Projection& projection, plan::Steps& steps) {
    for (const bound::Item& group : projection.groups) visit(group.expression.get());
    for (const bound::Aggregate& aggregate : projection.aggregates) {
      for (const bound::ExpressionPtr& arg : aggregate.args) visit(arg.get());
    }
    if (projection.aggregating) steps.emplace_back(plan::Aggregate{&projection});
    plan::Project project;
    std::vector<int> slots;
    for (const bound::Item& item : projection.items) {
      visit(item.expression.get());
      project.items.push_back(&item);
      slots.push_back(item.slot);
    }
    steps.emplace_back(std::move(project));
    if (projection.distinct) steps.emplace_back(plan::Distinct{slots});
    if (!projection.order.empty()) {
      plan::Sort sort{&projection, slots};
      for (const bound::SortKey& key : projection.order) visit(key.expression.get());
      for (const bound::ExpressionPtr& predicate : projection.where)
        bound::collect_slots(*predicate, sort.slots);
      std::sort(sort.slots.begin(), sort.slots.end());
      sort.slots.erase(std::unique(sort.slots.begin(), sort.slots.end()), sort.slots.end());
      steps.emplace_back(std::move(sort));
    }
    if (projection.skip || projection.limit) {
      visit(projection.skip.get());
      visit(projection.limit.get());
      steps.emplace_back(plan::Slice{projection.skip.get(), projection.limit.get()});
    }
    filter(projection.where, steps);
  }

  void add(const bound::Create& create, plan::Steps& steps) {
    for (const auto& node : create.nodes) visit(node.properties.get());
    for (const auto& relationship : create.relationships) visit(relationship.properties.get());
    steps.emplace_back(plan::Create{&create});
  }

  void add(const bound::Delete& remove, plan::Steps& steps) {
    for (const bound::ExpressionPtr& target : remove.targets) visit(target.get());
    steps.emplace_back(plan::Delete{&remove});
  }

  void add(const bound::Call& call, plan::Steps& steps) {
    steps.emplace_back(plan::Call{&call});
    filter(call.where, steps);
  }

  const GraphAccess& graph_;
  std::vector<plan::Query>* subplans_ = nullptr;
};

}  // namespace

plan::Plan make_plan(std::shared_ptr<const bound::Statement> statement, const GraphAccess& graph) {
  return Planner(graph).run(std::move(statement));
}

}  // namespace guanxi::cypher
