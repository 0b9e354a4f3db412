#include "query/cypher/plan/match_planner.h"

#include <algorithm>
#include <set>

namespace guanxi::cypher {
namespace {

using Labels = bound::LabelExpression;

// The names of a plain choice A|B|C; nothing when the expression says more.
std::optional<std::vector<std::string>> plain_choice(const Labels& labels) {
  if (labels.kind == Labels::Kind::kNone) return std::vector<std::string>{};
  if (labels.kind == Labels::Kind::kName) return std::vector<std::string>{labels.name};
  if (labels.kind != Labels::Kind::kOr) return std::nullopt;
  std::vector<std::string> names;
  for (const Labels& operand : labels.operands) {
    const auto more = plain_choice(operand);
    if (!more || more->empty()) return std::nullopt;
    names.insert(names.end(), more->begin(), more->end());
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

// A label that every match must have; the one with the fewest nodes.
std::optional<std::string> needed_label(const Labels& labels, const GraphAccess& graph) {
  if (labels.kind == Labels::Kind::kName) return labels.name;
  if (labels.kind != Labels::Kind::kAnd) return std::nullopt;
  std::optional<std::string> best;
  for (const Labels& operand : labels.operands) {
    const auto name = needed_label(operand, graph);
    if (name && (!best || graph.label_count(*name) < graph.label_count(*best))) best = name;
  }
  return best;
}

class MatchPlanner {
 public:
  MatchPlanner(const bound::Match& match, const GraphAccess& graph, plan::Steps& steps)
      : match_(match), graph_(graph), steps_(steps) {}

  void run() {
    unknown_.insert(match_.new_slots.begin(), match_.new_slots.end());
    for (const bound::ExpressionPtr& predicate : match_.predicates) {
      Pending pending{predicate.get(), {}};
      bound::collect_slots(*predicate, pending.slots);
      predicates_.push_back(std::move(pending));
    }
    for (const bound::Relationship& r : match_.relationships) relationships_.push_back(&r);
    check_predicates();
    for (const bound::Node& node : match_.nodes) {
      if (node.bound) steps_.emplace_back(plan::CheckNode{node.slot, &node.labels, node.name});
    }
    while (next_relationship() || next_node()) check_predicates();
    for (const bound::Path& path : match_.paths) {
      steps_.emplace_back(plan::BuildPath{&path});
      unknown_.erase(path.slot);
    }
    check_predicates();
  }

 private:
  struct Pending {
    const bound::Expression* predicate;
    std::vector<int> slots;
  };

  bool known(int slot) const { return !unknown_.contains(slot); }
  bool known(const std::vector<int>& slots) const {
    return std::all_of(slots.begin(), slots.end(), [&](int slot) { return known(slot); });
  }
  const bound::Node& node(int index) const { return match_.nodes[static_cast<std::size_t>(index)]; }
  bool known_node(int index) const { return known(node(index).slot); }

  // Every predicate as early as its variables allow.
  void check_predicates() {
    plan::Filter filter;
    std::erase_if(predicates_, [&](const Pending& pending) {
      if (!known(pending.slots)) return false;
      filter.predicates.push_back(pending.predicate);
      return true;
    });
    if (!filter.predicates.empty()) steps_.emplace_back(std::move(filter));
  }

  // The best relationship that hangs on something known: one between two known nodes first, long ones last.
  bool next_relationship() {
    std::size_t best = relationships_.size();
    int best_cost = 100;
    for (std::size_t i = 0; i < relationships_.size(); ++i) {
      const bound::Relationship& r = *relationships_[i];
      const int ends = known_node(r.left) + known_node(r.right);
      const bool shortest = r.shortest != syntax::Shortest::kNo;
      if (shortest ? ends < 2 : ends == 0 && !(r.bound && !r.variable_length)) continue;
      const int cost = (r.bound ? 0 : 1) + (ends == 2 ? 0 : 2) + (r.variable_length ? 8 : 0) +
                       (shortest ? 16 : 0) + (r.types.empty() ? 1 : 0);
      if (cost < best_cost) {
        best = i;
        best_cost = cost;
      }
    }
    if (best == relationships_.size()) return false;
    const bound::Relationship& r = *relationships_[best];
    relationships_.erase(relationships_.begin() + static_cast<std::ptrdiff_t>(best));
    add_relationship(r);
    return true;
  }

  void add_relationship(const bound::Relationship& r) {
    const bool left = known_node(r.left);
    const bool right = known_node(r.right);
    const auto types = plain_choice(r.types);
    if (!left && !right) {
      steps_.emplace_back(plan::RelationshipEnds{&r, &node(r.left), &node(r.right), done_});
    } else if (r.shortest != syntax::Shortest::kNo) {
      steps_.emplace_back(plan::ShortestPath{&r, &node(r.left), &node(r.right), sides(r.direction, false),
                                             types.value_or(std::vector<std::string>{}), !types});
    } else {
      // From the known end; between two known ones from the left.
      const bool reversed = !left;
      plan::Expand expand{};
      expand.relationship = &r;
      expand.from = &node(reversed ? r.right : r.left);
      expand.to = &node(reversed ? r.left : r.right);
      expand.to_bound = left && right;
      expand.reversed = reversed;
      expand.sides = sides(r.direction, reversed);
      expand.types = types.value_or(std::vector<std::string>{});
      expand.check_types = !types;
      expand.others = done_;
      steps_.emplace_back(std::move(expand));
    }
    unknown_.erase(node(r.left).slot);
    unknown_.erase(node(r.right).slot);
    unknown_.erase(r.slot);
    // Relationships of a shortest path may occur elsewhere in the pattern; all others differ.
    if (r.shortest == syntax::Shortest::kNo) done_.push_back(r.slot);
  }

  static Sides sides(bound::Direction direction, bool reversed) {
    if (direction == bound::Direction::kBoth) return Sides::kBoth;
    return (direction == bound::Direction::kRight) != reversed ? Sides::kOutgoing : Sides::kIncoming;
  }

  // A predicate slot.property = value or slot.property IN values that an index can answer now.
  std::optional<plan::FindNodes> index_lookup(const bound::Node& node) const {
    for (const Pending& pending : predicates_) {
      const bound::Expression& e = *pending.predicate;
      const bool equality =
          e.kind == bound::ExpressionKind::kComparison && e.ops.size() == 1 && e.ops[0] == "=";
      const bool membership = e.kind == bound::ExpressionKind::kIn;
      if (!equality && !membership) continue;
      // Both sides of '=', and of IN: n.name IN names, name IN n.aliases.
      for (std::size_t side = 0; side < 2; ++side) {
        const bound::Expression& property = *e.args[side];
        const bound::Expression& value = *e.args[1 - side];
        if (property.kind != bound::ExpressionKind::kProperty ||
            property.args[0]->kind != bound::ExpressionKind::kSlot || property.args[0]->slot != node.slot) {
          continue;
        }
        const bool items = membership && side == 1;
        if (items ? !graph_.has_item_index(property.name) : !graph_.has_index(property.name)) continue;
        std::vector<int> slots;
        bound::collect_slots(value, slots);
        if (known(slots))
          return plan::FindNodes{node.slot, property.name, &value, membership && side == 0, node.name};
      }
    }
    return std::nullopt;
  }

  std::uint64_t cost(const bound::Node& node) const {
    if (index_lookup(node)) return 1;
    const auto label = needed_label(node.labels, graph_);
    return 1 + (label ? graph_.label_count(*label) : graph_.node_count() + 1);
  }

  // Nothing known is left to go on from: the most selective node.
  bool next_node() {
    const bound::Node* best = nullptr;
    std::uint64_t best_cost = 0;
    for (const bound::Node& node : match_.nodes) {
      if (known(node.slot)) continue;
      const std::uint64_t node_cost = cost(node);
      if (best == nullptr || node_cost < best_cost) {
        best = &node;
        best_cost = node_cost;
      }
    }
    if (best == nullptr) return false;
    const auto label = needed_label(best->labels, graph_);
    if (auto lookup = index_lookup(*best)) {
      steps_.emplace_back(std::move(*lookup));
    } else {
      steps_.emplace_back(plan::ScanNodes{best->slot, label, best->name, best_cost - 1});
    }
    unknown_.erase(best->slot);
    // A scan of the one label asked for needs no check.
    if (!best->labels.empty() && !(best->labels.kind == Labels::Kind::kName &&
                                   std::holds_alternative<plan::ScanNodes>(steps_.back()))) {
      steps_.emplace_back(plan::CheckNode{best->slot, &best->labels, best->name});
    }
    return true;
  }

  const bound::Match& match_;
  const GraphAccess& graph_;
  plan::Steps& steps_;
  std::set<int> unknown_;  // slots that this MATCH is still to fill
  std::vector<Pending> predicates_;
  std::vector<const bound::Relationship*> relationships_;
  std::vector<int> done_;
};

}  // namespace

void plan_match(const bound::Match& match, const GraphAccess& graph, plan::Steps& steps) {
  MatchPlanner(match, graph, steps).run();
}

}  // namespace guanxi::cypher
