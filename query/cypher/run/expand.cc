// Following relationships, one or many at a time.
#include <fmt/format.h>

#include <algorithm>

#include "query/cypher/run/run.h"

namespace guanxi::cypher {
namespace {

class Expansion {
 public:
  Expansion(const plan::Expand& step, Run& run, Row& row, const Continue& next)
      : step_(step), r_(*step.relationship), run_(run), row_(row), next_(next) {}

  bool run() {
    const auto from = node_in(row_, *step_.from);
    if (!from) return true;
    if (step_.to_bound) {
      to_ = node_in(row_, *step_.to);
      if (!to_) return true;
    }
    if (r_.bound) return r_.variable_length ? bound_list(*from) : bound_one(*from);
    return r_.variable_length ? variable_length(*from) : single(*from);
  }

 private:
  // Relationships of one pattern differ.
  bool used(Relationship relationship) const {
    for (const int slot : step_.others) {
      const Value& value = row_[static_cast<std::size_t>(slot)];
      if (value.is(Type::kRelationship) && value.relationship() == relationship) return true;
      if (!value.is(Type::kList)) continue;
      for (const Value& one : value.list()) {
        if (one.relationship() == relationship) return true;
      }
    }
    return false;
  }

  bool type_fits(Relationship relationship) const {
    return !step_.check_types || run_.evaluator().has_type(r_.types, run_.graph().type(relationship));
  }

  bool end_fits(Node node) const {
    if (to_) return node == *to_;
    return run_.evaluator().has_labels(step_.to->labels, node);
  }

  bool emit(Value relationship, Node end) {
    row_[static_cast<std::size_t>(r_.slot)] = std::move(relationship);
    row_[static_cast<std::size_t>(step_.to->slot)] = Value(end);
    return next_(row_);
  }

  // Of two known ends, from the one with fewer relationships.
  bool single(Node from) {
    if (to_ && *to_ != from &&
        run_.graph().degree(*to_, opposite()) < run_.graph().degree(from, step_.sides)) {
      return hops(*to_, opposite(), from, *to_);
    }
    return hops(from, step_.sides, to_, std::nullopt);
  }

  Sides opposite() const {
    if (step_.sides == Sides::kBoth) return Sides::kBoth;
    return step_.sides == Sides::kOutgoing ? Sides::kIncoming : Sides::kOutgoing;
  }

  // Relationships from a node, to `target` where it is given; `end` is what the other slot becomes.
  bool hops(Node from, Sides sides, std::optional<Node> target, std::optional<Node> end) {
    bool more = true;
    run_.graph().expand(from, sides, step_.types, [&](const Hop& hop) {
      run_.visit();
      if (target ? hop.other != *target : !run_.evaluator().has_labels(step_.to->labels, hop.other))
        return true;
      if (used(hop.relationship) || !type_fits(hop.relationship)) return true;
      more = emit(Value(hop.relationship), end.value_or(hop.other));
      return more;
    });
    return more;
  }

  // An earlier clause knows the relationship: it must lead from here.
  std::optional<Node> other_end(Relationship relationship, Node from, Sides sides) const {
    const Ends ends = run_.graph().ends(relationship);
    if (sides != Sides::kIncoming && ends.start == from) return ends.end;
    if (sides != Sides::kOutgoing && ends.end == from) return ends.start;
    return std::nullopt;
  }

  bool known_type_fits(Relationship relationship) const {
    return r_.types.empty() || run_.evaluator().has_type(r_.types, run_.graph().type(relationship));
  }

  [[noreturn]] void refuse_bound(const Value& value) const {
    throw QueryError(Phase::kRun, r_.at, "TypeError", "InvalidArgumentType",
                     fmt::format("'{}' cannot be {} here", r_.name, type_name(value.type())));
  }

  bool bound_one(Node from) {
    const Value value = row_[static_cast<std::size_t>(r_.slot)];
    if (value.null()) return true;
    if (!value.is(Type::kRelationship)) refuse_bound(value);
    const auto end = other_end(value.relationship(), from, step_.sides);
    if (!end || !end_fits(*end) || used(value.relationship()) || !known_type_fits(value.relationship()))
      return true;
    return emit(value, *end);
  }

  bool bound_list(Node from) {
    const Value value = row_[static_cast<std::size_t>(r_.slot)];
    if (value.null()) return true;
    if (!value.is(Type::kList)) refuse_bound(value);
    List walk = value.list();
    if (step_.reversed) std::reverse(walk.begin(), walk.end());
    const auto length = static_cast<std::int64_t>(walk.size());
    if (length < r_.least || (r_.most >= 0 && length > r_.most)) return true;
    Node at = from;
    for (const Value& one : walk) {
      if (!one.is(Type::kRelationship)) refuse_bound(one);
      const auto end = other_end(one.relationship(), at, step_.sides);
      if (!end || used(one.relationship()) || !known_type_fits(one.relationship())) return true;
      at = *end;
    }
    return end_fits(at) ? emit(value, at) : true;
  }

  bool properties_fit(Relationship relationship) const {
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      if (!equal(run_.graph().property(relationship, r_.properties[i].first), wanted_[i]).value_or(false))
        return false;
    }
    return true;
  }

  struct Level {
    std::vector<Hop> hops;
    std::size_t next = 0;
  };

  Level level(Node node, const std::vector<Relationship>& walk) {
    Level result;
    run_.graph().expand(node, step_.sides, step_.types, [&](const Hop& hop) {
      run_.visit();
      if (std::find(walk.begin(), walk.end(), hop.relationship) == walk.end() && !used(hop.relationship) &&
          type_fits(hop.relationship) && properties_fit(hop.relationship)) {
        result.hops.push_back(hop);
      }
      return true;
    });
    return result;
  }

  Value walk_value(const std::vector<Relationship>& walk) const {
    List list(walk.begin(), walk.end());
    if (step_.reversed) std::reverse(list.begin(), list.end());
    return Value(std::move(list));
  }

  // Depth first, no relationship twice. The stack is a vector: a walk may be as long as the graph.
  bool variable_length(Node from) {
    for (const auto& [name, expression] : r_.properties)
      wanted_.push_back(run_.evaluator().evaluate(*expression, row_));
    std::vector<Relationship> walk;
    if (r_.least == 0 && end_fits(from) && !emit(walk_value(walk), from)) return false;
    if (r_.most == 0) return true;
    std::vector<Level> stack;
    stack.push_back(level(from, walk));
    while (!stack.empty()) {
      Level& top = stack.back();
      if (top.next == top.hops.size()) {
        stack.pop_back();
        if (!walk.empty()) walk.pop_back();
        continue;
      }
      const Hop hop = top.hops[top.next++];
      walk.push_back(hop.relationship);
      const auto length = static_cast<std::int64_t>(walk.size());
      if (length >= r_.least && end_fits(hop.other) && !emit(walk_value(walk), hop.other)) return false;
      if (r_.most < 0 || length < r_.most) {
        stack.push_back(level(hop.other, walk));
      } else {
        walk.pop_back();
      }
    }
    return true;
  }

  const plan::Expand& step_;
  const bound::Relationship& r_;
  Run& run_;
  Row& row_;
  const Continue& next_;
  std::optional<Node> to_;
  List wanted_;
};

}  // namespace

bool expand(const plan::Expand& step, Run& run, Row& row, const Continue& next) {
  return Expansion(step, run, row, next).run();
}

}  // namespace guanxi::cypher
