// Shortest paths between two known nodes: breadth first from both ends, a level of the smaller frontier at a
// time.
#include <algorithm>
#include <map>
#include <unordered_map>

#include "query/cypher/run/run.h"

namespace guanxi::cypher {
namespace {

struct Reached {
  std::int64_t depth = 0;
  std::vector<Hop> back;  // to the level before: every way that is as short
};

class Search {
 public:
  Search(const plan::ShortestPath& step, Run& run, Row& row, const Continue& next)
      : step_(step), r_(*step.relationship), run_(run), row_(row), next_(next) {}

  bool run() {
    const auto from = node_in(row_, *step_.from);
    const auto to = node_in(row_, *step_.to);
    if (!from || !to) return true;
    for (const auto& [name, expression] : r_.properties)
      wanted_.push_back(run_.evaluator().evaluate(*expression, row_));
    if (*from == *to) return r_.least == 0 ? emit({}) : true;
    sides_[0].reached[from->id] = {};
    sides_[0].frontier = {*from};
    sides_[0].sides = step_.sides;
    sides_[1].reached[to->id] = {};
    sides_[1].frontier = {*to};
    sides_[1].sides = step_.sides == Sides::kBoth       ? Sides::kBoth
                      : step_.sides == Sides::kOutgoing ? Sides::kIncoming
                                                        : Sides::kOutgoing;
    while (!sides_[0].frontier.empty() && !sides_[1].frontier.empty()) {
      if (r_.most >= 0 && sides_[0].depth + sides_[1].depth >= r_.most) return true;
      const std::vector<Node> meeting = grow(sides_[0].frontier.size() <= sides_[1].frontier.size() ? 0 : 1);
      if (!meeting.empty()) return emit_all(meeting);
    }
    return true;
  }

 private:
  struct Side {
    std::unordered_map<std::uint64_t, Reached> reached;
    std::vector<Node> frontier;
    std::int64_t depth = 0;
    Sides sides = Sides::kBoth;
  };

  bool fits(Relationship relationship) const {
    if (step_.check_types && !run_.evaluator().has_type(r_.types, run_.graph().type(relationship)))
      return false;
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      if (!equal(run_.graph().property(relationship, r_.properties[i].first), wanted_[i]).value_or(false))
        return false;
    }
    return true;
  }

  // One whole level; the nodes in which the two sides meet.
  std::vector<Node> grow(std::size_t which) {
    Side& side = sides_[which];
    const Side& other = sides_[1 - which];
    ++side.depth;
    std::vector<Node> next;
    std::vector<Node> meeting;
    for (const Node node : side.frontier) {
      run_.graph().expand(node, side.sides, step_.types, [&](const Hop& hop) {
        run_.visit();
        if (!fits(hop.relationship)) return true;
        const auto [at, fresh] = side.reached.try_emplace(hop.other.id, Reached{side.depth, {}});
        if (at->second.depth != side.depth) return true;
        at->second.back.push_back({hop.relationship, node});
        if (fresh) {
          next.push_back(hop.other);
          if (other.reached.contains(hop.other.id)) meeting.push_back(hop.other);
        }
        return true;
      });
    }
    side.frontier = std::move(next);
    std::sort(meeting.begin(), meeting.end());
    return meeting;
  }

  bool emit(const std::vector<Relationship>& walk) {
    row_[static_cast<std::size_t>(r_.slot)] = Value(List(walk.begin(), walk.end()));
    return next_(row_);
  }

  // Every way from a node back to its side's start, as relationships from the node on; visit returns false to
  // stop.
  bool ways(const Side& side, Node node, std::vector<Relationship>& walk,
            const std::function<bool()>& visit) const {
    const Reached& reached = side.reached.at(node.id);
    if (reached.depth == 0) return visit();
    for (const Hop& hop : reached.back) {
      walk.push_back(hop.relationship);
      const bool more = ways(side, hop.other, walk, visit);
      walk.pop_back();
      if (!more) return false;
    }
    return true;
  }

  bool emit_all(const std::vector<Node>& meeting) {
    const bool one = r_.shortest == syntax::Shortest::kOne;
    bool more = true;
    for (const Node node : meeting) {
      std::vector<Relationship> first;
      std::vector<Relationship> second;
      ways(sides_[0], node, first, [&] {
        return ways(sides_[1], node, second,
                    [&] {
                      std::vector<Relationship> walk(first.rbegin(), first.rend());
                      walk.insert(walk.end(), second.begin(), second.end());
                      more = emit(walk);
                      return more && !one;
                    }) &&
               !one;
      });
      if (!more || one) return more;
    }
    return true;
  }

  const plan::ShortestPath& step_;
  const bound::Relationship& r_;
  Run& run_;
  Row& row_;
  const Continue& next_;
  List wanted_;
  Side sides_[2];
};

}  // namespace

bool shortest_path(const plan::ShortestPath& step, Run& run, Row& row, const Continue& next) {
  return Search(step, run, row, next).run();
}

}  // namespace guanxi::cypher
