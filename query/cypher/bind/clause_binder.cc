// Queries and the clauses that are neither pattern nor projection.
#include <fmt/format.h>

#include <algorithm>

#include "query/cypher/bind/binder.h"
#include "query/cypher/bind/binder_impl.h"
#include "query/cypher/functions/procedure.h"

namespace guanxi::cypher {

using syntax::ClauseKind;

void Binder::fail(Position at, std::string_view detail, const std::string& message, std::string_view kind) {
  throw QueryError(Phase::kBind, at, kind, detail, message);
}

void Binder::undefined(Position at, const std::string& name) const {
  std::string known;
  for (const auto& [other, variable] : scope_) known += (known.empty() ? "" : ", ") + other;
  fail(at, "UndefinedVariable",
       known.empty() ? fmt::format("variable '{}' is not defined; nothing is defined here", name)
                     : fmt::format("variable '{}' is not defined; defined here are {}", name, known));
}

const Binder::Variable* Binder::find(const std::string& name) const {
  const auto found = scope_.find(name);
  return found == scope_.end() ? nullptr : &found->second;
}

Binder::Variable& Binder::declare(const std::string& name, StaticType type) {
  Variable& variable = scope_[name];
  variable = {new_slot(), std::move(type), false};
  return variable;
}

void Binder::note_use(int slot) {
  for (Frame& frame : frames_) {
    if (slot < frame.first) frame.outer.insert(slot);
  }
}

bound::Statement Binder::statement(const syntax::Query& parsed) {
  bound::Statement statement;
  statement.query = query(parsed, !writes_);
  statement.slots = slots_;
  statement.subqueries = subqueries_;
  statement.explain = parsed.explain;
  return statement;
}

bound::Query Binder::query(const syntax::Query& parsed, bool needs_return) {
  bound::Query result;
  result.union_all = parsed.union_all;
  const Scope outer = scope_;
  for (const syntax::SingleQuery& part : parsed.parts) {
    scope_ = outer;
    std::vector<std::string> columns;
    result.parts.push_back(single_query(part, needs_return || parsed.parts.size() > 1, columns));
    if (result.parts.size() == 1) {
      result.columns = columns;
    } else if (columns != result.columns) {
      fail(part.clauses.back().at, "DifferentColumnsInUnion",
           fmt::format("the parts of a UNION must return the same columns; expected {}",
                       fmt::join(result.columns, ", ")));
    }
  }
  scope_ = outer;
  return result;
}

bound::SingleQuery Binder::single_query(const syntax::SingleQuery& parsed, bool needs_return,
                                        std::vector<std::string>& columns) {
  bound::SingleQuery single;
  bool returned = false;
  for (const syntax::Clause& clause : parsed.clauses) {
    if (returned) fail(clause.at, "InvalidClauseComposition", "RETURN must be the last clause of a query");
    switch (clause.kind) {
      case ClauseKind::kMatch:
        single.clauses.emplace_back(
            match(clause.patterns, clause.where.get(), clause.optional, clause.at, true));
        break;
      case ClauseKind::kUnwind:
        single.clauses.emplace_back(unwind(clause));
        break;
      case ClauseKind::kWith:
        single.clauses.emplace_back(projection(clause, nullptr));
        break;
      case ClauseKind::kReturn: {
        bound::Projection last = projection(clause, &columns);
        for (const bound::Item& item : last.items) single.columns.push_back(item.slot);
        single.clauses.emplace_back(std::move(last));
        returned = true;
        break;
      }
      case ClauseKind::kCall:
        single.clauses.emplace_back(call(clause));
        break;
      case ClauseKind::kCreate:
        single.clauses.emplace_back(create(clause));
        break;
      case ClauseKind::kDelete:
        single.clauses.emplace_back(remove(clause));
        break;
    }
  }
  if (!returned && parsed.clauses.size() == 1 && parsed.clauses[0].kind == ClauseKind::kCall) {
    // A CALL alone returns what it yields.
    const bound::Call& call = std::get<bound::Call>(single.clauses[0]);
    for (const auto& [column, slot] : call.columns) {
      single.columns.push_back(slot);
      for (const auto& [name, variable] : scope_) {
        if (variable.slot == slot) columns.push_back(name);
      }
    }
    returned = true;
  }
  if (needs_return && !returned) {
    fail(parsed.clauses.back().at, "InvalidClauseComposition", "a query must end with RETURN");
  }
  return single;
}

bound::Unwind Binder::unwind(const syntax::Clause& clause) {
  bound::Unwind result;
  result.list = expression(*clause.expression);
  require(*result.list, bit(Type::kList), "UNWIND");
  if (find(clause.variable) != nullptr) {
    fail(clause.at, "VariableAlreadyBound", fmt::format("variable '{}' is defined already", clause.variable));
  }
  result.slot = declare(clause.variable, result.list->type.element_type()).slot;
  return result;
}

bound::Call Binder::call(const syntax::Clause& clause) {
  const Procedure* procedure = find_procedure(clause.variable);
  if (procedure == nullptr) {
    fail(clause.at, "ProcedureNotFound",
         fmt::format("there is no procedure '{}'; there are {}", clause.variable,
                     fmt::join(procedure_names(), ", ")),
         "ProcedureError");
  }
  if (!clause.expressions.empty()) {
    fail(clause.expressions.front()->at, "InvalidNumberOfArguments",
         fmt::format("{} takes no arguments", procedure->name));
  }
  auto yields = clause.yields;
  if (yields.empty() || clause.yield_all) {
    for (const std::string_view column : procedure->columns) yields.emplace_back(column, column);
  }
  bound::Call result;
  result.procedure = procedure->name;
  for (const auto& [column, name] : yields) {
    const auto at = std::find(procedure->columns.begin(), procedure->columns.end(), column);
    if (at == procedure->columns.end()) {
      fail(clause.at, "UndefinedVariable", fmt::format("{} yields no '{}'", procedure->name, column));
    }
    if (find(name) != nullptr)
      fail(clause.at, "VariableAlreadyBound", fmt::format("variable '{}' is defined already", name));
    result.columns.emplace_back(static_cast<int>(at - procedure->columns.begin()),
                                declare(name, StaticType()).slot);
  }
  if (clause.where) conjuncts(*clause.where, result.where);
  return result;
}

int Binder::create_node(const syntax::NodePattern& pattern, bound::Create& create) {
  const bool plain = pattern.labels.empty() && !pattern.properties;
  if (!pattern.variable.empty()) {
    if (const Variable* known = find(pattern.variable)) {
      if (!plain) {
        fail(pattern.at, "VariableAlreadyBound",
             fmt::format("variable '{}' is defined already", pattern.variable));
      }
      if (!known->type.may_be(bit(Type::kNode))) {
        fail(pattern.at, "VariableTypeConflict", fmt::format("variable '{}' is no node", pattern.variable));
      }
      note_use(known->slot);
      return known->slot;
    }
  }
  bound::Create::NewNode node;
  node.slot = new_slot();
  std::vector<const syntax::LabelExpression*> open = {&pattern.labels};
  while (!open.empty()) {
    const syntax::LabelExpression& labels = *open.back();
    open.pop_back();
    if (labels.kind == syntax::LabelExpression::Kind::kName) node.labels.push_back(labels.name);
    if (labels.kind == syntax::LabelExpression::Kind::kAnd) {
      open.push_back(&labels.operands[1]);
      open.push_back(&labels.operands[0]);
    } else if (labels.kind != syntax::LabelExpression::Kind::kName && !labels.empty()) {
      fail(pattern.at, "InvalidSyntax", "a new node takes labels, not a choice of them");
    }
  }
  if (pattern.properties) node.properties = expression(*pattern.properties);
  if (!pattern.variable.empty()) scope_[pattern.variable] = {node.slot, StaticType(Type::kNode), false};
  create.nodes.push_back(std::move(node));
  return create.nodes.back().slot;
}

void Binder::create_part(const syntax::PatternPart& part, bound::Create& create) {
  std::vector<int> slots;
  for (const syntax::NodePattern& node : part.nodes) slots.push_back(create_node(node, create));
  for (std::size_t i = 0; i < part.relationships.size(); ++i) {
    const syntax::RelationshipPattern& pattern = part.relationships[i];
    if (pattern.to_left == pattern.to_right) {
      fail(pattern.at, "RequiresDirectedRelationship", "a new relationship needs one direction");
    }
    if (pattern.types.kind != syntax::LabelExpression::Kind::kName) {
      fail(pattern.at, "NoSingleRelationshipType", "a new relationship needs exactly one type");
    }
    if (pattern.variable_length)
      fail(pattern.at, "CreatingVarLength", "a new relationship has no variable length");
    bound::Create::NewRelationship relationship;
    relationship.slot = new_slot();
    relationship.from = pattern.to_right ? slots[i] : slots[i + 1];
    relationship.to = pattern.to_right ? slots[i + 1] : slots[i];
    relationship.type = pattern.types.name;
    if (pattern.properties) relationship.properties = expression(*pattern.properties);
    if (!pattern.variable.empty()) {
      if (find(pattern.variable) != nullptr) {
        fail(pattern.at, "VariableAlreadyBound",
             fmt::format("variable '{}' is defined already", pattern.variable));
      }
      scope_[pattern.variable] = {relationship.slot, StaticType(Type::kRelationship), false};
    }
    create.relationships.push_back(std::move(relationship));
  }
}

bound::Create Binder::create(const syntax::Clause& clause) {
  bound::Create result;
  for (const syntax::PatternPart& part : clause.patterns) create_part(part, result);
  return result;
}

bound::Delete Binder::remove(const syntax::Clause& clause) {
  bound::Delete result;
  for (const auto& target : clause.expressions) {
    result.targets.push_back(expression(*target));
    require(*result.targets.back(), bit(Type::kNode) | bit(Type::kRelationship) | bit(Type::kPath), "DELETE");
  }
  return result;
}

bound::Statement bind(const syntax::Query& query, const Map& parameters, bool writes) {
  return Binder(parameters, writes).statement(query);
}

}  // namespace guanxi::cypher
