#include "query/cypher/run/executor.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "query/cypher/functions/procedure.h"
#include "query/cypher/run/run.h"

namespace guanxi::cypher {
namespace {

using ValueSet = std::unordered_set<List, HashValues, SameValues>;

struct DistinctState : StepState {
  ValueSet seen;
  bool finish(Row&, const Continue&) override { return true; }
};

struct SliceState : StepState {
  std::int64_t skip = 0;
  std::int64_t limit = -1;  // -1: without
  bool finish(Row&, const Continue&) override { return true; }
};

std::unique_ptr<StepState> make_slice(const plan::Slice& step, Run& run, Row& row) {
  auto state = std::make_unique<SliceState>();
  if (step.skip != nullptr) state->skip = row_limit(*step.skip, run, row);
  if (step.limit != nullptr) state->limit = row_limit(*step.limit, run, row);
  return state;
}

Map property_map(const bound::ExpressionPtr& expression, Run& run, Row& row) {
  if (!expression) return {};
  const Value value = run.evaluator().evaluate(*expression, row);
  if (!value.is(Type::kMap)) {
    throw QueryError(Phase::kRun, expression->at, "TypeError", "InvalidArgumentType",
                     fmt::format("properties must be a map, not {}", type_name(value.type())));
  }
  return value.map();
}

}  // namespace

Run::Run(const plan::Plan& plan, const GraphAccess& graph, const Budget& budget, GraphWriter* writer)
    : plan_(plan),
      graph_(graph),
      meter_(budget),
      writer_(writer),
      evaluator_(
          graph, [this] { visit(); },
          [this](const bound::Subquery& subquery, Row& row, const std::function<bool(const List&)>& visit) {
            query(plan_.subplans[static_cast<std::size_t>(subquery.id)], row, visit);
          }) {}

void Run::query(const plan::Query& query, Row& row, const std::function<bool(const List&)>& visit) {
  const bool distinct = query.parts.size() > 1 && !query.union_all;
  ValueSet seen;
  bool more = true;
  for (const plan::Part& part : query.parts) {
    if (!more) return;
    List columns(part.columns.size());
    const Continue sink = [&](Row& at) {
      for (std::size_t i = 0; i < columns.size(); ++i)
        columns[i] = at[static_cast<std::size_t>(part.columns[i])];
      if (distinct && !seen.insert(columns).second) return true;
      more = visit(columns);
      return more;
    };
    Pipeline(part.steps, *this, sink)(row);
  }
}

std::optional<Node> node_in(const Row& row, const bound::Node& node) {
  const Value& value = row[static_cast<std::size_t>(node.slot)];
  if (value.null()) return std::nullopt;
  if (value.is(Type::kNode)) return value.node();
  throw QueryError(Phase::kRun, node.at, "TypeError", "InvalidArgumentType",
                   fmt::format("'{}' must be a node here, it is {}", node.name, type_name(value.type())));
}

std::int64_t row_limit(const bound::Expression& e, Run& run, Row& row) {
  const Value value = run.evaluator().evaluate(e, row);
  if (!value.is(Type::kInteger)) {
    throw QueryError(Phase::kRun, e.at, "SyntaxError", "InvalidArgumentType",
                     fmt::format("SKIP and LIMIT need a whole number, not {}", type_name(value.type())));
  }
  if (value.integer() < 0) {
    throw QueryError(Phase::kRun, e.at, "SyntaxError", "NegativeIntegerArgument",
                     "SKIP and LIMIT need a number from 0 on");
  }
  return value.integer();
}

Pipeline::Pipeline(const plan::Steps& steps, Run& run, const Continue& sink)
    : steps_(steps), run_(run), sink_(sink) {
  states_.resize(steps.size());
}

void Pipeline::operator()(Row& row) {
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    if (const auto* aggregate = std::get_if<plan::Aggregate>(&steps_[i])) {
      states_[i] = make_aggregation(*aggregate->projection, run_);
    } else if (const auto* sort = std::get_if<plan::Sort>(&steps_[i])) {
      states_[i] = make_sort(*sort, run_);
    } else if (std::holds_alternative<plan::Distinct>(steps_[i])) {
      states_[i] = std::make_unique<DistinctState>();
    } else if (const auto* slice = std::get_if<plan::Slice>(&steps_[i])) {
      states_[i] = make_slice(*slice, run_, row);
    }
  }
  push(0, row);
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    if (states_[i]) states_[i]->finish(row, [this, i](Row& at) { return push(i + 1, at); });
  }
}

bool Pipeline::push(std::size_t at, Row& row) {
  if (at == steps_.size()) return sink_(row);
  return std::visit([&](const auto& s) { return step(s, at, row); },
                    static_cast<const plan::Step::variant&>(steps_[at]));
}

bool Pipeline::step(const plan::ScanNodes& step, std::size_t at, Row& row) {
  bool more = true;
  const std::optional<std::string_view> label =
      step.label ? std::optional<std::string_view>(*step.label) : std::nullopt;
  run_.graph().each_node(label, [&](Node node) {
    run_.visit();
    row[static_cast<std::size_t>(step.slot)] = Value(node);
    more = push(at + 1, row);
    return more;
  });
  return more;
}

bool Pipeline::step(const plan::FindNodes& step, std::size_t at, Row& row) {
  const Value value = run_.evaluator().evaluate(*step.value, row);
  std::vector<Node> nodes;
  const auto find = [&](const Value& one) {
    const std::vector<Node> found = run_.graph().find_nodes(step.property, one);
    nodes.insert(nodes.end(), found.begin(), found.end());
  };
  if (!step.any_of) {
    find(value);
  } else if (value.is(Type::kList)) {
    for (const Value& one : value.list()) find(one);
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  }
  for (const Node node : nodes) {
    run_.visit();
    row[static_cast<std::size_t>(step.slot)] = Value(node);
    if (!push(at + 1, row)) return false;
  }
  return true;
}

bool Pipeline::step(const plan::CheckNode& step, std::size_t at, Row& row) {
  bound::Node node;
  node.slot = step.slot;
  node.name = step.name;
  const auto found = node_in(row, node);
  if (!found || !run_.evaluator().has_labels(*step.labels, *found)) return true;
  return push(at + 1, row);
}

bool Pipeline::step(const plan::RelationshipEnds& step, std::size_t at, Row& row) {
  const bound::Relationship& r = *step.relationship;
  const Value& value = row[static_cast<std::size_t>(r.slot)];
  if (value.null()) return true;
  if (!value.is(Type::kRelationship)) {
    throw QueryError(
        Phase::kRun, r.at, "TypeError", "InvalidArgumentType",
        fmt::format("'{}' must be a relationship here, it is {}", r.name, type_name(value.type())));
  }
  for (const int other : step.others) {
    if (same(row[static_cast<std::size_t>(other)], value)) return true;
  }
  if (!run_.evaluator().has_type(r.types, run_.graph().type(value.relationship()))) return true;
  const Ends ends = run_.graph().ends(value.relationship());
  const auto place = [&](Node left, Node right) {
    if (step.left == step.right && left != right) return true;
    if (!run_.evaluator().has_labels(step.left->labels, left) ||
        !run_.evaluator().has_labels(step.right->labels, right)) {
      return true;
    }
    row[static_cast<std::size_t>(step.left->slot)] = Value(left);
    row[static_cast<std::size_t>(step.right->slot)] = Value(right);
    return push(at + 1, row);
  };
  if (r.direction != bound::Direction::kLeft && !place(ends.start, ends.end)) return false;
  if (r.direction == bound::Direction::kRight ||
      (r.direction == bound::Direction::kBoth && ends.start == ends.end))
    return true;
  return place(ends.end, ends.start);
}

bool Pipeline::step(const plan::Expand& step, std::size_t at, Row& row) {
  return expand(step, run_, row, [&](Row& next) { return push(at + 1, next); });
}

bool Pipeline::step(const plan::ShortestPath& step, std::size_t at, Row& row) {
  return shortest_path(step, run_, row, [&](Row& next) { return push(at + 1, next); });
}

bool Pipeline::step(const plan::BuildPath& step, std::size_t at, Row& row) {
  Path path;
  path.nodes.push_back(row[static_cast<std::size_t>(step.path->nodes[0])].node());
  const auto follow = [&](const Value& relationship) {
    const Ends ends = run_.graph().ends(relationship.relationship());
    path.relationships.push_back(relationship.relationship());
    path.nodes.push_back(ends.start == path.nodes.back() ? ends.end : ends.start);
  };
  for (const int slot : step.path->relationships) {
    const Value& value = row[static_cast<std::size_t>(slot)];
    if (value.is(Type::kList)) {
      for (const Value& relationship : value.list()) follow(relationship);
    } else {
      follow(value);
    }
  }
  row[static_cast<std::size_t>(step.path->slot)] = Value(std::move(path));
  return push(at + 1, row);
}

bool Pipeline::step(const plan::Filter& step, std::size_t at, Row& row) {
  for (const bound::Expression* predicate : step.predicates) {
    if (!run_.evaluator().holds(*predicate, row)) return true;
  }
  return push(at + 1, row);
}

bool Pipeline::step(const plan::Optional& step, std::size_t at, Row& row) {
  bool matched = false;
  bool more = true;
  const Continue sink = [&](Row& inner) {
    matched = true;
    more = push(at + 1, inner);
    return more;
  };
  Pipeline(*step.inner, run_, sink)(row);
  if (matched) return more;
  for (const int slot : step.slots) row[static_cast<std::size_t>(slot)] = Value();
  return push(at + 1, row);
}

bool Pipeline::step(const plan::Unwind& step, std::size_t at, Row& row) {
  const Value value = run_.evaluator().evaluate(*step.clause->list, row);
  if (value.null()) return true;
  if (!value.is(Type::kList)) {
    throw QueryError(Phase::kRun, step.clause->list->at, "TypeError", "InvalidArgumentType",
                     fmt::format("UNWIND needs a list, not {}", type_name(value.type())));
  }
  for (const Value& item : value.list()) {
    run_.visit();
    row[static_cast<std::size_t>(step.clause->slot)] = item;
    if (!push(at + 1, row)) return false;
  }
  return true;
}

bool Pipeline::step(const plan::Project& step, std::size_t at, Row& row) {
  // All are evaluated before one is set: items may use each other's names.
  List values;
  values.reserve(step.items.size());
  for (const bound::Item* item : step.items)
    values.push_back(run_.evaluator().evaluate(*item->expression, row));
  for (std::size_t i = 0; i < values.size(); ++i)
    row[static_cast<std::size_t>(step.items[i]->slot)] = std::move(values[i]);
  return push(at + 1, row);
}

bool Pipeline::step(const plan::Aggregate&, std::size_t at, Row& row) {
  aggregate_row(*states_[at], row);
  return true;
}

bool Pipeline::step(const plan::Distinct& step, std::size_t at, Row& row) {
  List values;
  values.reserve(step.slots.size());
  for (const int slot : step.slots) values.push_back(row[static_cast<std::size_t>(slot)]);
  if (!static_cast<DistinctState&>(*states_[at]).seen.insert(std::move(values)).second) return true;
  return push(at + 1, row);
}

bool Pipeline::step(const plan::Sort&, std::size_t at, Row& row) {
  sort_row(*states_[at], row);
  return true;
}

bool Pipeline::step(const plan::Slice&, std::size_t at, Row& row) {
  auto& state = static_cast<SliceState&>(*states_[at]);
  if (state.limit == 0) return false;
  if (state.skip > 0) {
    --state.skip;
    return true;
  }
  if (state.limit > 0) --state.limit;
  return push(at + 1, row) && state.limit != 0;
}

bool Pipeline::step(const plan::Create& step, std::size_t at, Row& row) {
  for (const auto& node : step.clause->nodes) {
    const Map properties = property_map(node.properties, run_, row);
    row[static_cast<std::size_t>(node.slot)] = Value(run_.writer()->create_node(node.labels, properties));
  }
  for (const auto& r : step.clause->relationships) {
    const Map properties = property_map(r.properties, run_, row);
    const Value& from = row[static_cast<std::size_t>(r.from)];
    const Value& to = row[static_cast<std::size_t>(r.to)];
    if (!from.is(Type::kNode) || !to.is(Type::kNode)) {
      throw Error(ErrorKind::kInput,
                  fmt::format("CREATE: an end of the relationship '{}' is no node", r.type));
    }
    row[static_cast<std::size_t>(r.slot)] =
        Value(run_.writer()->create_relationship(from.node(), to.node(), r.type, properties));
  }
  return push(at + 1, row);
}

bool Pipeline::step(const plan::Delete& step, std::size_t at, Row& row) {
  for (const bound::ExpressionPtr& target : step.clause->targets) {
    const Value value = run_.evaluator().evaluate(*target, row);
    if (value.is(Type::kNode)) run_.writer()->remove(value.node());
    if (value.is(Type::kRelationship)) run_.writer()->remove(value.relationship());
    if (value.is(Type::kPath)) {
      for (const Node node : value.path().nodes) run_.writer()->remove(node);
    }
  }
  return push(at + 1, row);
}

bool Pipeline::step(const plan::Call& step, std::size_t at, Row& row) {
  for (const List& result : find_procedure(step.clause->procedure)->call(run_.graph())) {
    for (const auto& [column, slot] : step.clause->columns) {
      row[static_cast<std::size_t>(slot)] = result[static_cast<std::size_t>(column)];
    }
    if (!push(at + 1, row)) return false;
  }
  return true;
}

std::string execute(const plan::Plan& plan, const GraphAccess& graph, const Budget& budget,
                    const RowSink& sink, GraphWriter* writer) {
  Run run(plan, graph, budget, writer);
  Row row = run.new_row();
  try {
    run.query(plan.query, row, [&](const List& columns) { return run.meter().row() && sink(columns); });
  } catch (const BudgetSpent&) {
    // meter() knows why.
  }
  return run.meter().why();
}

}  // namespace guanxi::cypher
