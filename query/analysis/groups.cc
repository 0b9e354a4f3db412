#include "query/analysis/groups.h"

#include <algorithm>
#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/incremental_components.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/pending/disjoint_sets.hpp>
#include <boost/property_map/property_map.hpp>
#include <map>
#include <numeric>
#include <optional>
#include <tuple>
#include <utility>

namespace guanxi {
namespace {

template <typename IdOf>
Groups gather(const std::vector<std::uint32_t>& group_of, IdOf&& id_of) {
  std::map<std::uint32_t, std::vector<Id>> groups;
  for (std::uint32_t vertex = 0; vertex < group_of.size(); ++vertex) {
    if (const auto id = id_of(vertex)) groups[group_of[vertex]].push_back(*id);
  }
  Groups sorted;
  for (auto& [number, members] : groups) {
    std::sort(members.begin(), members.end());
    sorted.push_back(std::move(members));
  }
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.size() != b.size() ? a.size() > b.size() : a.front() < b.front();
  });
  return sorted;
}

// A weighted undirected graph as plain rows, the form that Louvain's method folds again and again.
struct Level {
  std::vector<std::vector<std::pair<std::uint32_t, double>>> ties;  // without self loops
  std::vector<double> inside;                                       // weight of self loops, counted twice
  std::vector<double> degree;
  double total = 0;  // sum of degrees

  std::size_t size() const { return ties.size(); }
};

Level first_level(const PairGraph& graph) {
  const auto& csr = graph.csr();
  Level level;
  level.ties.resize(graph.entities());
  level.inside.assign(graph.entities(), 0);
  level.degree.assign(graph.entities(), 0);
  for (std::uint32_t vertex = 0; vertex < graph.entities(); ++vertex) {
    for (auto [at, end] = out_edges(vertex, csr); at != end; ++at) {
      level.ties[vertex].emplace_back(target(*at, csr), csr[*at].weight);
      level.degree[vertex] += csr[*at].weight;
    }
    level.total += level.degree[vertex];
  }
  return level;
}

// Moves vertices one by one to the neighbouring community that gains most, until none gains.
class LocalMoves {
 public:
  LocalMoves(const Level& level, double resolution) : level_(level), resolution_(resolution) {
    community_.resize(level.size());
    std::iota(community_.begin(), community_.end(), 0U);
    sum_ = level.degree;
    weight_.assign(level.size(), 0);
  }

  // False when nothing moved.
  bool run() {
    bool any = false;
    for (bool moved = true; moved;) {
      moved = false;
      for (std::uint32_t vertex = 0; vertex < level_.size(); ++vertex) moved = move(vertex) || moved;
      any = any || moved;
    }
    return any;
  }

  const std::vector<std::uint32_t>& community() const { return community_; }

 private:
  bool move(std::uint32_t vertex) {
    std::vector<std::uint32_t> near;
    for (const auto& [other, weight] : level_.ties[vertex]) {
      double& sum = weight_[community_[other]];
      if (sum == 0) near.push_back(community_[other]);
      sum += weight;
    }
    const std::uint32_t home = community_[vertex];
    sum_[home] -= level_.degree[vertex];
    std::uint32_t best = home;
    double best_gain = gain(vertex, home);
    std::sort(near.begin(), near.end());
    for (const std::uint32_t community : near) {
      // The margin keeps rounding from moving a vertex to and fro.
      const double here = gain(vertex, community);
      if (here > best_gain + 1e-12 * level_.total) std::tie(best, best_gain) = std::pair(community, here);
    }
    for (const std::uint32_t community : near) weight_[community] = 0;
    sum_[best] += level_.degree[vertex];
    community_[vertex] = best;
    return best != home;
  }

  double gain(std::uint32_t vertex, std::uint32_t community) const {
    return weight_[community] - resolution_ * sum_[community] * level_.degree[vertex] / level_.total;
  }

  const Level& level_;
  double resolution_;
  std::vector<std::uint32_t> community_;
  std::vector<double> sum_;     // of degrees, by community
  std::vector<double> weight_;  // scratch: ties of the vertex at hand into each community
};

// Numbers communities 0, 1, 2 … in the order of their first vertex.
std::uint32_t renumber(std::vector<std::uint32_t>& community) {
  std::vector<std::uint32_t> number(community.size(), ~0U);
  std::uint32_t next = 0;
  for (std::uint32_t& entry : community) {
    if (number[entry] == ~0U) number[entry] = next++;
    entry = number[entry];
  }
  return next;
}

// One vertex for each community.
Level fold(const Level& level, const std::vector<std::uint32_t>& community, std::uint32_t count) {
  Level folded;
  folded.ties.resize(count);
  folded.inside.assign(count, 0);
  folded.degree.assign(count, 0);
  folded.total = level.total;
  std::vector<std::map<std::uint32_t, double>> sums(count);
  for (std::uint32_t vertex = 0; vertex < level.size(); ++vertex) {
    const std::uint32_t own = community[vertex];
    folded.degree[own] += level.degree[vertex];
    folded.inside[own] += level.inside[vertex];
    for (const auto& [other, weight] : level.ties[vertex]) {
      if (community[other] == own) {
        folded.inside[own] += weight;
      } else {
        sums[own][community[other]] += weight;
      }
    }
  }
  for (std::uint32_t own = 0; own < count; ++own) folded.ties[own].assign(sums[own].begin(), sums[own].end());
  return folded;
}

// Of the level's vertices, each a community of its own.
double modularity_of(const Level& level, double resolution) {
  if (level.total == 0) return 0;
  double modularity = 0;
  for (std::size_t vertex = 0; vertex < level.size(); ++vertex) {
    const double share = level.degree[vertex] / level.total;
    modularity += level.inside[vertex] / level.total - resolution * share * share;
  }
  return modularity;
}

}  // namespace

Groups components(const PairGraph& graph) {
  const auto& csr = graph.csr();
  std::vector<std::uint32_t> rank(graph.entities()), parent(graph.entities());
  const boost::typed_identity_property_map<std::uint32_t> index;
  const auto ranks = boost::make_iterator_property_map(rank.begin(), index);
  const auto parents = boost::make_iterator_property_map(parent.begin(), index);
  boost::disjoint_sets<decltype(ranks), decltype(parents)> sets(ranks, parents);
  boost::initialize_incremental_components(csr, sets);
  boost::incremental_components(csr, sets);
  std::vector<std::uint32_t> group_of(graph.entities());
  for (std::uint32_t vertex = 0; vertex < graph.entities(); ++vertex)
    group_of[vertex] = sets.find_set(vertex);
  return gather(group_of, [&](std::uint32_t vertex) { return std::optional(graph.id(vertex)); });
}

namespace {

// For filtered_graph, which needs a predicate that can be made from nothing.
struct PassingEdge {
  const MemoryGraph* memory = nullptr;
  const BoundFilter* filter = nullptr;

  bool operator()(const MemoryGraph::Csr::edge_descriptor& edge) const {
    const auto& csr = memory->csr();
    const MemoryEdge& stated = csr[edge];
    Neighbour seen;
    seen.relation = stated.relation;
    seen.days = stated.days();
    seen.factuality = stated.factuality;
    seen.claimed = stated.claimed;
    return filter->passes(seen) && filter->admits(memory->id(source(edge, csr))) &&
           filter->admits(memory->id(target(edge, csr)));
  }
};

}  // namespace

Groups strong_components(const MemoryGraph& memory, const BoundFilter& filter) {
  const boost::filtered_graph<MemoryGraph::Csr, PassingEdge> passing(memory.csr(), {&memory, &filter});
  std::vector<std::uint32_t> group_of(memory.entities());
  std::vector<std::uint32_t> root(memory.entities()), time(memory.entities());
  std::vector<boost::default_color_type> color(memory.entities());
  const boost::typed_identity_property_map<std::uint32_t> index;
  boost::strong_components(passing, boost::make_iterator_property_map(group_of.begin(), index),
                           boost::vertex_index_map(index)
                               .root_map(boost::make_iterator_property_map(root.begin(), index))
                               .discover_time_map(boost::make_iterator_property_map(time.begin(), index))
                               .color_map(boost::make_iterator_property_map(color.begin(), index)));
  return gather(group_of, [&](std::uint32_t vertex) -> std::optional<Id> {
    const bool tied = boost::in_degree(vertex, passing) + boost::out_degree(vertex, passing) > 0;
    return tied ? std::optional(memory.id(vertex)) : std::nullopt;
  });
}

Communities communities(const PairGraph& graph, double resolution) {
  Level level = first_level(graph);
  std::vector<std::uint32_t> group_of(graph.entities());
  std::iota(group_of.begin(), group_of.end(), 0U);
  while (level.total > 0) {
    LocalMoves moves(level, resolution);
    if (!moves.run()) break;
    std::vector<std::uint32_t> community = moves.community();
    const std::uint32_t count = renumber(community);
    for (std::uint32_t& group : group_of) group = community[group];
    level = fold(level, community, count);
  }
  Communities found;
  found.groups = gather(group_of, [&](std::uint32_t vertex) { return std::optional(graph.id(vertex)); });
  found.modularity = modularity_of(level, resolution);
  return found;
}

}  // namespace guanxi
