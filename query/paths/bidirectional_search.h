// BidirectionalSearch: one or all of the shortest paths between two vertices, by breadth-first search from
// both ends.
//
// Boost.Graph has no bidirectional search. Whole levels are expanded, always on the side whose frontier is
// smaller; the first level on which the two sides meet has the distance. On a graph of 10 million statements
// a search touches a few hundred vertices, where a one-sided one touches most of them. (Pohl, "Bi-directional
// search", 1971.)
//
// Works on any graph whose vertices are small numbers: an Adjacent is called as adjacent(vertex, forward,
// sink) and calls sink(other) for every vertex that an edge leads to (forward) or comes from, until sink
// returns false; before a vertex is expanded, visit() is asked and stops the search by returning false. The
// object keeps its arrays between searches; starting a new one costs nothing. Not thread-safe.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace guanxi {

using VertexPath = std::vector<std::uint32_t>;

class BidirectionalSearch {
 public:
  // One shortest path from source to target, both included; empty where there is none or visit() stopped the
  // search.
  template <typename Adjacent, typename Visit>
  VertexPath any_shortest(std::uint32_t source, std::uint32_t target, Adjacent&& adjacent, Visit&& visit) {
    if (source == target) return {source};
    if (!meet(source, target, adjacent, visit, true)) return {};
    VertexPath path;
    for (std::uint32_t at = meetings_.front();; at = sides_[0].parent(at)) {
      path.push_back(at);
      if (at == source) break;
    }
    std::reverse(path.begin(), path.end());
    for (std::uint32_t at = meetings_.front(); at != target;) path.push_back(at = sides_[1].parent(at));
    return path;
  }

  // Hands every shortest path to sink until it returns false. The order is that of the adjacency.
  template <typename Adjacent, typename Visit, typename Sink>
  void all_shortest(std::uint32_t source, std::uint32_t target, Adjacent&& adjacent, Visit&& visit,
                    Sink&& sink) {
    if (source == target) {
      sink(VertexPath{source});
      return;
    }
    if (!meet(source, target, adjacent, visit, false)) return;
    const Steps next = steps(adjacent);
    VertexPath path{source};
    descend(next, target, path, sink);
  }

 private:
  using Steps = std::unordered_map<std::uint32_t, VertexPath>;

  class Side {
   public:
    void start(std::uint32_t vertex) {
      if (++round_ == 0) {
        std::fill(seen_.begin(), seen_.end(), 0);
        round_ = 1;
      }
      frontier.assign(1, vertex);
      level = 0;
      mark(vertex, vertex, 0);
    }
    bool seen(std::uint32_t vertex) const { return vertex < seen_.size() && seen_[vertex] == round_; }
    void mark(std::uint32_t vertex, std::uint32_t parent, std::uint32_t level) {
      if (vertex >= seen_.size()) {
        const std::size_t size = std::max<std::size_t>(vertex + 1, seen_.size() * 2);
        seen_.resize(size, 0);
        reached_.resize(size);
      }
      seen_[vertex] = round_;
      reached_[vertex] = {parent, level};
    }
    std::uint32_t parent(std::uint32_t vertex) const { return reached_[vertex].first; }
    std::uint32_t level_of(std::uint32_t vertex) const { return reached_[vertex].second; }

    VertexPath frontier;
    std::uint32_t level = 0;

   private:
    std::uint32_t round_ = 0;
    std::vector<std::uint32_t> seen_;  // the round in which a vertex was seen last
    std::vector<std::pair<std::uint32_t, std::uint32_t>> reached_;  // parent, level
  };

  // Grows both sides until they meet. `first_only` stops at the first meeting vertex instead of finishing the
  // level.
  template <typename Adjacent, typename Visit>
  bool meet(std::uint32_t source, std::uint32_t target, Adjacent& adjacent, Visit& visit, bool first_only) {
    sides_[0].start(source);
    sides_[1].start(target);
    meetings_.clear();
    while (!sides_[0].frontier.empty() && !sides_[1].frontier.empty()) {
      const bool forward = sides_[0].frontier.size() <= sides_[1].frontier.size();
      if (!expand(forward, adjacent, visit, first_only)) return false;
      if (!meetings_.empty()) return true;
    }
    return false;
  }

  template <typename Adjacent, typename Visit>
  bool expand(bool forward, Adjacent& adjacent, Visit& visit, bool first_only) {
    Side& side = sides_[forward ? 0 : 1];
    const Side& other = sides_[forward ? 1 : 0];
    next_.clear();
    ++side.level;
    for (const std::uint32_t vertex : side.frontier) {
      if (!visit()) return false;
      adjacent(vertex, forward, [&](std::uint32_t reached) {
        if (side.seen(reached)) return true;
        side.mark(reached, vertex, side.level);
        next_.push_back(reached);
        if (other.seen(reached)) meetings_.push_back(reached);
        return !(first_only && !meetings_.empty());
      });
      if (first_only && !meetings_.empty()) return true;
    }
    std::swap(side.frontier, next_);
    return true;
  }

  // From each vertex on a shortest path to the next ones, found by walking both sides back from where they
  // met.
  template <typename Adjacent>
  Steps steps(Adjacent& adjacent) {
    Steps next;
    for (const bool forward : {true, false}) {
      const Side& side = sides_[forward ? 0 : 1];
      VertexPath level = meetings_;
      while (!level.empty() && side.level_of(level.front()) > 0) {
        VertexPath before;
        for (const std::uint32_t vertex : level) {
          adjacent(vertex, !forward, [&](std::uint32_t reached) {
            if (!side.seen(reached) || side.level_of(reached) + 1 != side.level_of(vertex)) return true;
            before.push_back(reached);
            VertexPath& list = forward ? next[reached] : next[vertex];
            list.push_back(forward ? vertex : reached);
            return true;
          });
        }
        std::sort(before.begin(), before.end());
        before.erase(std::unique(before.begin(), before.end()), before.end());
        level = std::move(before);
      }
    }
    for (auto& [vertex, list] : next) {
      std::sort(list.begin(), list.end());
      list.erase(std::unique(list.begin(), list.end()), list.end());
    }
    return next;
  }

  template <typename Sink>
  static bool descend(const Steps& next, std::uint32_t target, VertexPath& path, Sink& sink) {
    if (path.back() == target) return sink(path);
    const auto at = next.find(path.back());
    if (at == next.end()) return true;
    for (const std::uint32_t vertex : at->second) {
      path.push_back(vertex);
      const bool go_on = descend(next, target, path, sink);
      path.pop_back();
      if (!go_on) return false;
    }
    return true;
  }

  Side sides_[2];  // from the source, from the target
  VertexPath meetings_;
  VertexPath next_;
};

}  // namespace guanxi
