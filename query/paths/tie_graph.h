// TieGraph: who is tied to whom, by whatever number of statements: the simple graph on which paths are
// searched.
//
// A StoreGraph seen through a filter, with the parallel statements of a pair taken together in one tie,
// directed or not, without self loops and without the entities to be avoided. Models boost::IncidenceGraph.
// Vertices are numbered 0, 1, 2 … as they come into sight, so that searches keep their state in plain arrays
// though nothing is loaded. Not thread-safe; references into it stay valid.
#pragma once

#include <boost/graph/graph_traits.hpp>
#include <cstdint>
#include <deque>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "graph/view/edge_filter.h"
#include "graph/view/store_graph.h"

namespace guanxi {

struct Tie {
  std::uint32_t source = 0;
  std::uint32_t target = 0;
  std::uint32_t statements = 0;  // how many tie the two, in this direction where directed

  bool operator==(const Tie&) const = default;
};

class TieGraph {
 public:
  using vertex_descriptor = std::uint32_t;
  using edge_descriptor = Tie;
  using directed_category = boost::directed_tag;
  using edge_parallel_category = boost::disallow_parallel_edge_tag;
  struct traversal_category : public boost::incidence_graph_tag {};
  using out_edge_iterator = const Tie*;
  using degree_size_type = std::size_t;
  using in_edge_iterator = void;
  using vertex_iterator = void;
  using vertices_size_type = std::size_t;
  using edge_iterator = void;
  using edges_size_type = std::size_t;
  using adjacency_iterator = void;

  // Keeps references to both.
  TieGraph(const StoreGraph& store, const BoundFilter& filter, bool directed)
      : store_(&store), filter_(&filter), directed_(directed) {}

  static vertex_descriptor null_vertex() { return ~std::uint32_t{0}; }

  void avoid(Id entity) { avoided_.insert(entity); }
  // The number of an entity; it need not have any tie. An end of a path may be of any kind: it is admitted
  // though the filter's kinds leave it out.
  std::uint32_t vertex(Id entity) const;
  void admit(Id entity) { admitted_.insert(entity); }
  Id id(std::uint32_t vertex) const { return nodes_[vertex].id; }
  // How many are in sight so far.
  std::size_t size() const { return nodes_.size(); }
  const Snapshot& snapshot() const { return store_->snapshot(); }

  // Ties that leave the vertex, and ties to it, seen as leaving it backwards. Both the same where not
  // directed.
  std::span<const Tie> out(std::uint32_t vertex) const;
  std::span<const Tie> in(std::uint32_t vertex) const;

  // The statements of a tie, by first day then id, those without a time last.
  std::vector<const Neighbour*> statements(std::uint32_t source, std::uint32_t target) const;

 private:
  struct Node {
    Id id;
    bool read_out = false;
    bool read_in = false;
    std::vector<Tie> out;
    std::vector<Tie> in;
  };
  void collect(std::uint32_t vertex, std::span<const Neighbour> row, std::vector<Tie>& ties) const;
  bool passes(const Neighbour& entry) const;

  const StoreGraph* store_;
  const BoundFilter* filter_;
  bool directed_;
  std::unordered_set<Id> avoided_;
  std::unordered_set<Id> admitted_;
  mutable std::deque<Node> nodes_;
  mutable std::unordered_map<Id, std::uint32_t> numbers_;
  mutable std::vector<std::uint32_t> place_;  // scratch: where in the list of ties a target stands, plus one
};

inline std::uint32_t source(const Tie& tie, const TieGraph&) {
  return tie.source;
}
inline std::uint32_t target(const Tie& tie, const TieGraph&) {
  return tie.target;
}
inline std::pair<const Tie*, const Tie*> out_edges(std::uint32_t vertex, const TieGraph& graph) {
  const auto ties = graph.out(vertex);
  return {ties.data(), ties.data() + ties.size()};
}
inline std::size_t out_degree(std::uint32_t vertex, const TieGraph& graph) {
  return graph.out(vertex).size();
}

}  // namespace guanxi
