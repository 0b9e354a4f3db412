// Patterns of MATCH, of subqueries and of pattern predicates.
#include <fmt/format.h>

#include <algorithm>

#include "query/cypher/bind/binder_impl.h"

namespace guanxi::cypher {

struct Binder::MatchBuilder {
  bound::Match match;
  bool new_variables = true;
  std::map<std::string, int> nodes;  // variable -> index into match.nodes, of this pattern
  std::set<std::string> relationships;
};

int Binder::bind_node(const syntax::NodePattern& pattern, MatchBuilder& builder) {
  bound::Node node;
  node.at = pattern.at;
  node.name = pattern.variable;
  node.labels = pattern.labels;
  if (pattern.variable.empty()) {
    node.slot = new_slot();
    builder.match.new_slots.push_back(node.slot);
    builder.match.nodes.push_back(std::move(node));
    return static_cast<int>(builder.match.nodes.size()) - 1;
  }
  if (const auto again = builder.nodes.find(pattern.variable); again != builder.nodes.end()) {
    bound::Node& known = builder.match.nodes[static_cast<std::size_t>(again->second)];
    if (known.labels.empty()) {
      known.labels = pattern.labels;
    } else if (!pattern.labels.empty()) {
      bound::LabelExpression both;
      both.kind = bound::LabelExpression::Kind::kAnd;
      both.operands = {known.labels, pattern.labels};
      known.labels = std::move(both);
    }
    return again->second;
  }
  const Variable* known = find(pattern.variable);
  if (known == nullptr && !builder.new_variables) undefined(pattern.at, pattern.variable);
  if (known != nullptr && !known->type.may_be(bit(Type::kNode))) {
    fail(pattern.at, "VariableTypeConflict",
         fmt::format("variable '{}' is {}, expected a node", pattern.variable, describe(known->type.mask)));
  }
  node.bound = known != nullptr;
  if (known != nullptr) note_use(known->slot);
  node.slot = known != nullptr ? known->slot : declare(pattern.variable, StaticType(Type::kNode)).slot;
  if (!node.bound) builder.match.new_slots.push_back(node.slot);
  builder.match.nodes.push_back(std::move(node));
  const int index = static_cast<int>(builder.match.nodes.size()) - 1;
  builder.nodes[pattern.variable] = index;
  return index;
}

int Binder::bind_relationship(const syntax::RelationshipPattern& pattern, int left, int right,
                              syntax::Shortest shortest, MatchBuilder& builder) {
  bound::Relationship r;
  r.at = pattern.at;
  r.name = pattern.variable;
  r.left = left;
  r.right = right;
  r.types = pattern.types;
  r.shortest = shortest;
  if (pattern.to_left != pattern.to_right)
    r.direction = pattern.to_right ? bound::Direction::kRight : bound::Direction::kLeft;
  r.variable_length = pattern.variable_length || shortest != syntax::Shortest::kNo;
  if (pattern.variable_length) {
    r.least = pattern.least.value_or(1);
    r.most = pattern.most.value_or(-1);
    if (shortest != syntax::Shortest::kNo && r.least > 1) {
      fail(pattern.at, "InvalidRelationshipPattern", "a shortest path can begin at length 0 or 1");
    }
  } else if (r.variable_length) {
    r.most = 1;
  }
  const StaticType type = r.variable_length ? StaticType::list_of(StaticType(Type::kRelationship))
                                            : StaticType(Type::kRelationship);
  const Variable* known = pattern.variable.empty() ? nullptr : find(pattern.variable);
  if (known != nullptr && builder.relationships.contains(pattern.variable)) {
    fail(pattern.at, "RelationshipUniquenessViolation",
         fmt::format("relationship '{}' stands twice in one pattern", pattern.variable));
  }
  if (known != nullptr && !known->type.may_be(type.mask)) {
    fail(pattern.at, "VariableTypeConflict",
         fmt::format("variable '{}' is {}, expected {}", pattern.variable, describe(known->type.mask),
                     describe(type.mask)));
  }
  if (known == nullptr && !pattern.variable.empty() && !builder.new_variables)
    undefined(pattern.at, pattern.variable);
  r.bound = known != nullptr;
  if (known != nullptr) {
    note_use(known->slot);
    r.slot = known->slot;
  } else {
    r.slot = pattern.variable.empty() ? new_slot() : declare(pattern.variable, type).slot;
    builder.match.new_slots.push_back(r.slot);
  }
  if (!pattern.variable.empty()) builder.relationships.insert(pattern.variable);
  builder.match.relationships.push_back(std::move(r));
  return static_cast<int>(builder.match.relationships.size()) - 1;
}

void Binder::bind_part(const syntax::PatternPart& part, MatchBuilder& builder) {
  if (!part.variable.empty() && find(part.variable) != nullptr) {
    fail(part.at, "VariableAlreadyBound", fmt::format("variable '{}' is defined already", part.variable));
  }
  std::vector<int> nodes;
  for (const syntax::NodePattern& node : part.nodes) nodes.push_back(bind_node(node, builder));
  bound::Path path;
  for (std::size_t i = 0; i < part.relationships.size(); ++i) {
    const int index =
        bind_relationship(part.relationships[i], nodes[i], nodes[i + 1], part.shortest, builder);
    path.relationships.push_back(builder.match.relationships[static_cast<std::size_t>(index)].slot);
  }
  if (part.variable.empty()) return;
  if (find(part.variable) != nullptr) {
    fail(part.at, "VariableTypeConflict",
         fmt::format("variable '{}' cannot be the path and a part of it", part.variable));
  }
  for (const int node : nodes) path.nodes.push_back(builder.match.nodes[static_cast<std::size_t>(node)].slot);
  path.slot = declare(part.variable, StaticType(Type::kPath)).slot;
  builder.match.new_slots.push_back(path.slot);
  builder.match.paths.push_back(std::move(path));
}

// {name: 'x'} of a node or relationship as predicates name = 'x'.
void Binder::bind_properties(const syntax::Expression& map, int slot, StaticType type,
                             std::vector<bound::ExpressionPtr>& predicates) {
  for (std::size_t i = 0; i < map.keys.size(); ++i) {
    const Position at = map.args[i]->at;
    bound::ExpressionPtr property = make(bound::ExpressionKind::kProperty, at, StaticType());
    property->name = map.keys[i];
    property->args.push_back(slot_expression(slot, type, at));
    bound::ExpressionPtr test = make(bound::ExpressionKind::kComparison, at, StaticType(Type::kBoolean));
    test->ops.emplace_back("=");
    test->args.push_back(std::move(property));
    test->args.push_back(expression(*map.args[i]));
    predicates.push_back(std::move(test));
  }
}

void Binder::bind_pattern_predicates(std::span<const syntax::PatternPart> parts, MatchBuilder& builder) {
  std::size_t next = 0;
  for (const syntax::PatternPart& part : parts) {
    for (std::size_t i = 0; i < part.nodes.size(); ++i) {
      const syntax::NodePattern& node = part.nodes[i];
      if (!node.properties && !node.where) continue;
      int slot = -1;
      if (!node.variable.empty()) {
        slot = find(node.variable)->slot;
      } else {
        for (const bound::Node& candidate : builder.match.nodes) {
          if (candidate.at.offset == node.at.offset) slot = candidate.slot;
        }
      }
      if (node.properties)
        bind_properties(*node.properties, slot, StaticType(Type::kNode), builder.match.predicates);
      if (node.where) conjuncts(*node.where, builder.match.predicates);
    }
    for (const syntax::RelationshipPattern& pattern : part.relationships) {
      bound::Relationship& r = builder.match.relationships[next++];
      if (pattern.properties && r.variable_length) {
        for (std::size_t i = 0; i < pattern.properties->keys.size(); ++i) {
          r.properties.emplace_back(pattern.properties->keys[i], expression(*pattern.properties->args[i]));
        }
      } else if (pattern.properties) {
        bind_properties(*pattern.properties, r.slot, StaticType(Type::kRelationship),
                        builder.match.predicates);
      }
      if (pattern.where && r.variable_length) {
        fail(pattern.where->at, "UnsupportedSyntax",
             "WHERE inside a relationship of variable length is not supported");
      }
      if (pattern.where) conjuncts(*pattern.where, builder.match.predicates);
    }
  }
}

bound::Match Binder::match(std::span<const syntax::PatternPart> parts, const syntax::Expression* where,
                           bool optional, Position at, bool new_variables) {
  MatchBuilder builder;
  builder.match.optional = optional;
  builder.match.at = at;
  builder.new_variables = new_variables;
  for (const syntax::PatternPart& part : parts) bind_part(part, builder);
  bind_pattern_predicates(parts, builder);
  if (where != nullptr) conjuncts(*where, builder.match.predicates);
  return std::move(builder.match);
}

}  // namespace guanxi::cypher
