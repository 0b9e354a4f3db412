// WITH and RETURN: items, grouping, DISTINCT, ORDER BY, SKIP, LIMIT.
#include <fmt/format.h>

#include <algorithm>

#include "query/cypher/bind/binder_impl.h"

namespace guanxi::cypher {

std::vector<Binder::SourceItem> Binder::source_items(const syntax::Clause& clause) const {
  std::vector<SourceItem> items;
  if (clause.star) {
    if (scope_.empty() && clause.kind == syntax::ClauseKind::kReturn) {
      fail(clause.at, "NoVariablesInScope", "RETURN * needs at least one variable");
    }
    for (const auto& [name, variable] : scope_) items.push_back({nullptr, name, false});
  }
  for (const syntax::ProjectionItem& item : clause.items) {
    SourceItem source{item.expression.get(), item.alias, contains_aggregate(*item.expression)};
    if (source.name.empty() && item.expression->kind == syntax::ExpressionKind::kVariable)
      source.name = item.expression->name;
    if (source.name.empty()) {
      if (clause.kind == syntax::ClauseKind::kWith) {
        fail(item.expression->at, "NoExpressionAlias",
             fmt::format("'{}' needs a name in WITH: AS name", item.source));
      }
      source.name = item.source;
    }
    for (const SourceItem& other : items) {
      if (other.name == source.name) {
        fail(item.expression->at, "ColumnNameConflict",
             fmt::format("there are two columns named '{}'", source.name));
      }
    }
    items.push_back(std::move(source));
  }
  return items;
}

bound::ExpressionPtr Binder::source_expression(const SourceItem& item, Position at) {
  if (item.expression != nullptr) return expression(*item.expression);
  const Variable& variable = scope_.at(item.name);
  return slot_expression(variable.slot, variable.type, at);
}

// A variable that keeps its name keeps its slot.
int Binder::item_slot(const bound::Expression& e, const std::string& name) const {
  if (e.kind != bound::ExpressionKind::kSlot) return -1;
  const Variable* variable = find(name);
  return variable != nullptr && variable->slot == e.slot ? e.slot : -1;
}

void Binder::plain_items(const std::vector<SourceItem>& sources, Position at, bound::Projection& projection) {
  for (const SourceItem& source : sources) {
    bound::Item item;
    item.name = source.name;
    item.expression = source_expression(source, at);
    item.slot = item_slot(*item.expression, source.name);
    if (item.slot < 0) item.slot = new_slot();
    projection.items.push_back(std::move(item));
  }
}

void Binder::grouped_items(const std::vector<SourceItem>& sources, Position at,
                           bound::Projection& projection) {
  projection.aggregating = true;
  Grouping grouping;
  grouping.aggregates = &projection.aggregates;
  projection.items.resize(sources.size());
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (sources[i].aggregating) continue;
    bound::Item group;
    group.name = sources[i].name;
    group.expression = source_expression(sources[i], at);
    group.slot = item_slot(*group.expression, group.name);
    if (group.slot < 0) group.slot = new_slot();
    const StaticType type = group.expression->type;
    if (sources[i].expression != nullptr) {
      grouping.keys.emplace(syntax::canonical(*sources[i].expression), std::pair(group.slot, type));
    } else {
      syntax::Expression variable;
      variable.kind = syntax::ExpressionKind::kVariable;
      variable.name = group.name;
      grouping.keys.emplace(syntax::canonical(variable), std::pair(group.slot, type));
    }
    projection.items[i].name = group.name;
    projection.items[i].slot = group.slot;
    projection.items[i].expression = make(bound::ExpressionKind::kSlot, at, type);
    projection.items[i].expression->slot = group.slot;
    projection.groups.push_back(std::move(group));
  }
  grouping_ = &grouping;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (!sources[i].aggregating) continue;
    projection.items[i].name = sources[i].name;
    projection.items[i].expression = expression(*sources[i].expression);
    projection.items[i].slot = new_slot();
  }
  grouping_ = nullptr;
}

bound::ExpressionPtr Binder::row_count(const syntax::Expression& parsed, std::string_view word) {
  if (contains_variable(parsed)) {
    fail(parsed.at, "NonConstantExpression", fmt::format("{} cannot depend on variables", word));
  }
  bound::ExpressionPtr result = expression(parsed);
  require(*result, bit(Type::kInteger), word);
  if (result->kind == bound::ExpressionKind::kConstant && result->value.is(Type::kInteger) &&
      result->value.integer() < 0) {
    fail(parsed.at, "NegativeIntegerArgument", fmt::format("{} needs a whole number from 0 on", word));
  }
  return result;
}

Binder::Projected Binder::projected_items(const std::vector<SourceItem>& sources,
                                          const bound::Projection& projection) {
  Projected projected;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (sources[i].expression == nullptr) continue;
    projected.items.emplace(syntax::canonical(*sources[i].expression),
                            std::pair(projection.items[i].slot, projection.items[i].expression->type));
  }
  return projected;
}

void Binder::order_by(const syntax::Clause& clause, Projected& projected, bound::Projection& projection) {
  for (const syntax::SortItem& item : clause.order) {
    projected.has_aggregate = contains_aggregate(*item.expression);
    if (projected.has_aggregate && !projection.aggregating) {
      fail(item.expression->at, "InvalidAggregation", "ORDER BY cannot aggregate where the items do not");
    }
    const auto whole = projected.items.find(syntax::canonical(*item.expression));
    bound::SortKey key;
    key.descending = item.descending;
    if (whole != projected.items.end()) {
      key.expression = slot_expression(whole->second.first, whole->second.second, item.expression->at);
    } else {
      projected_ = &projected;
      key.expression = expression(*item.expression);
      projected_ = nullptr;
    }
    projection.order.push_back(std::move(key));
  }
}

bound::Projection Binder::projection(const syntax::Clause& clause, std::vector<std::string>* columns) {
  bound::Projection result;
  result.returns = columns != nullptr;
  result.distinct = clause.distinct;
  const std::vector<SourceItem> sources = source_items(clause);
  const bool aggregating =
      std::any_of(sources.begin(), sources.end(), [](const SourceItem& s) { return s.aggregating; });
  if (aggregating) {
    grouped_items(sources, clause.at, result);
  } else {
    plain_items(sources, clause.at, result);
  }
  if (clause.skip) result.skip = row_count(*clause.skip, "SKIP");
  if (clause.limit) result.limit = row_count(*clause.limit, "LIMIT");

  Scope after;
  for (const bound::Item& item : result.items) {
    after[item.name] = {item.slot, item.expression->type, false};
    if (columns != nullptr) columns->push_back(item.name);
  }
  // Without aggregation and DISTINCT a row behind the projection is a row before it: both sides can be named.
  Scope both = after;
  if (!aggregating && !clause.distinct) both.insert(scope_.begin(), scope_.end());
  scope_ = std::move(both);
  Projected projected = projected_items(sources, result);
  order_by(clause, projected, result);
  if (clause.where) {
    // Where only the items are left, a condition may repeat one as it was written.
    projected.has_aggregate = false;
    if (aggregating || clause.distinct) projected_ = &projected;
    conjuncts(*clause.where, result.where);
    projected_ = nullptr;
  }
  scope_ = std::move(after);
  return result;
}

// An expression of ORDER BY or of an aggregating item that stands for something already computed; see
// expression().
bool is_aggregate(const syntax::Expression& e) {
  if (e.kind == syntax::ExpressionKind::kCountAll) return true;
  if (e.kind != syntax::ExpressionKind::kCall) return false;
  static constexpr std::string_view kNames[] = {
      "count", "sum", "avg", "min", "max", "collect", "stdev", "stdevp", "percentilecont", "percentiledisc"};
  std::string lower;
  for (const char c : e.name) lower += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return std::find(std::begin(kNames), std::end(kNames), lower) != std::end(kNames);
}

bool contains_aggregate(const syntax::Expression& e) {
  if (is_aggregate(e)) return true;
  return std::any_of(e.args.begin(), e.args.end(),
                     [](const auto& arg) { return arg && contains_aggregate(*arg); });
}

bool contains_variable(const syntax::Expression& e) {
  if (e.kind == syntax::ExpressionKind::kVariable || e.pattern || e.query) return true;
  // The local variable of a comprehension is none of the row's, but there is little use for it in a row
  // count.
  return std::any_of(e.args.begin(), e.args.end(),
                     [](const auto& arg) { return arg && contains_variable(*arg); });
}

}  // namespace guanxi::cypher
