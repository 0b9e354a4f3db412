#include "query/paths/path_search.h"

#include <boost/graph/astar_search.hpp>
#include <boost/property_map/function_property_map.hpp>
#include <functional>
#include <limits>
#include <memory>

namespace guanxi {
namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();

// A property map over vertices that come into sight while the search runs: grows, and starts every value at
// `unset`.
template <typename Value>
class GrowingMap {
 public:
  using key_type = std::uint32_t;
  using value_type = Value;
  using reference = Value;
  using category = boost::read_write_property_map_tag;

  explicit GrowingMap(Value unset) : unset_(unset), values_(std::make_shared<std::vector<Value>>()) {}

  friend Value get(const GrowingMap& map, std::uint32_t vertex) {
    return vertex < map.values_->size() ? (*map.values_)[vertex] : map.unset_;
  }
  friend void put(const GrowingMap& map, std::uint32_t vertex, Value value) {
    if (vertex >= map.values_->size()) map.values_->resize(2 * vertex + 1, map.unset_);
    (*map.values_)[vertex] = value;
  }

 private:
  Value unset_;
  std::shared_ptr<std::vector<Value>> values_;
};

struct Done {};

// Leaves Boost's search when the target is settled or the budget spent.
class StopAt : public boost::default_astar_visitor {
 public:
  StopAt(std::uint32_t target, BudgetMeter& meter) : target_(target), meter_(&meter) {}

  template <typename Graph>
  void examine_vertex(std::uint32_t vertex, const Graph&) const {
    if (vertex == target_ || !meter_->visit()) throw Done{};
  }

 private:
  std::uint32_t target_;
  BudgetMeter* meter_;
};

// Ways in which a candidate is told from another: the shorter first, then the order of its vertices.
struct Shorter {
  bool operator()(const FoundPath& a, const FoundPath& b) const {
    if (a.length != b.length) return a.length < b.length;
    if (a.vertices.size() != b.vertices.size()) return a.vertices.size() < b.vertices.size();
    return a.vertices < b.vertices;
  }
};

// What the spur path from place `at` of `root` must go round: the vertices before it, and the ties by which
// paths found before leave the same beginning.
Blocked block(const std::vector<FoundPath>& found, const VertexPath& root, std::size_t at) {
  Blocked blocked;
  blocked.vertices.insert(root.begin(), root.begin() + static_cast<std::ptrdiff_t>(at));
  for (const FoundPath& path : found) {
    const VertexPath& other = path.vertices;
    if (other.size() > at + 1 &&
        std::equal(root.begin(), root.begin() + static_cast<std::ptrdiff_t>(at) + 1, other.begin())) {
      blocked.ties.emplace(other[at], other[at + 1]);
    }
  }
  return blocked;
}

}  // namespace

FoundPath PathSearch::any(std::uint32_t source, std::uint32_t target, const Blocked& blocked) {
  return length_ == Length::kHops ? by_hops(source, target, blocked) : by_contacts(source, target, blocked);
}

FoundPath PathSearch::by_hops(std::uint32_t source, std::uint32_t target, const Blocked& blocked) {
  const auto adjacent = [&](std::uint32_t vertex, bool forward, auto&& sink) {
    for (const Tie& tie : forward ? graph_.out(vertex) : graph_.in(vertex)) {
      if (forward ? blocked.stops(vertex, tie.target)
                  : blocked.vertices.contains(tie.target) || blocked.ties.contains({tie.target, vertex})) {
        continue;
      }
      if (!sink(tie.target)) return;
    }
  };
  VertexPath path = search_.any_shortest(source, target, adjacent, [&] { return meter_.visit(); });
  const double length = path.empty() ? 0 : static_cast<double>(path.size() - 1);
  return {std::move(path), length};
}

// Dijkstra, as Boost's A* without a heuristic: that is the one of Boost's that runs on a graph which grows as
// it is looked at.
FoundPath PathSearch::by_contacts(std::uint32_t source, std::uint32_t target, const Blocked& blocked) {
  GrowingMap<double> distance(kInfinite);
  GrowingMap<double> cost(kInfinite);
  GrowingMap<std::uint32_t> before(TieGraph::null_vertex());
  GrowingMap<boost::default_color_type> color(boost::white_color);
  const auto weight =
      boost::make_function_property_map<Tie>(std::function<double(const Tie&)>([&](const Tie& tie) {
        return blocked.stops(tie.source, tie.target) ? kInfinite : 1.0 / tie.statements;
      }));
  put(distance, source, 0.0);
  put(cost, source, 0.0);
  try {
    boost::astar_search_no_init(
        graph_, source, [](std::uint32_t) { return 0.0; }, StopAt(target, meter_), before, cost, distance,
        weight, color, boost::typed_identity_property_map<std::uint32_t>(), std::less<double>(),
        std::plus<double>(), kInfinite, 0.0);
  } catch (const Done&) {
  }
  if (meter_.cut() || get(distance, target) == kInfinite) return {};
  FoundPath found{{target}, get(distance, target)};
  while (found.vertices.back() != source) found.vertices.push_back(get(before, found.vertices.back()));
  std::reverse(found.vertices.begin(), found.vertices.end());
  return found;
}

std::vector<FoundPath> PathSearch::all(std::uint32_t source, std::uint32_t target, std::size_t limit) {
  std::vector<FoundPath> found;
  if (limit == 0) return found;
  const auto adjacent = [&](std::uint32_t vertex, bool forward, auto&& sink) {
    for (const Tie& tie : forward ? graph_.out(vertex) : graph_.in(vertex)) {
      if (!sink(tie.target)) return;
    }
  };
  search_.all_shortest(
      source, target, adjacent, [&] { return meter_.visit(); },
      [&](const VertexPath& path) {
        if (!meter_.row()) return false;
        found.push_back({path, static_cast<double>(path.size() - 1)});
        return found.size() < limit;
      });
  return found;
}

double PathSearch::length_of(const VertexPath& vertices) const {
  double length = 0;
  for (std::size_t at = 1; at < vertices.size(); ++at) {
    for (const Tie& tie : graph_.out(vertices[at - 1])) {
      if (tie.target == vertices[at]) length += length_ == Length::kHops ? 1.0 : 1.0 / tie.statements;
    }
  }
  return length;
}

std::vector<FoundPath> PathSearch::k(std::uint32_t source, std::uint32_t target, std::size_t k) {
  std::vector<FoundPath> found;
  std::set<FoundPath, Shorter> candidates;
  FoundPath next = any(source, target);
  while (!next.vertices.empty() && found.size() < k) {
    found.push_back(next);
    const VertexPath& root = found.back().vertices;
    for (std::size_t at = 0; found.size() < k && at + 1 < root.size() && !meter_.cut(); ++at) {
      const FoundPath spur = any(root[at], target, block(found, root, at));
      if (spur.vertices.empty()) continue;
      FoundPath whole;
      whole.vertices.assign(root.begin(), root.begin() + static_cast<std::ptrdiff_t>(at));
      whole.vertices.insert(whole.vertices.end(), spur.vertices.begin(), spur.vertices.end());
      whole.length = length_of(whole.vertices);
      candidates.insert(std::move(whole));
    }
    if (candidates.empty() || !meter_.row()) break;
    next = candidates.extract(candidates.begin()).value();
  }
  return found;
}

}  // namespace guanxi
