// PairGraph: who is tied to whom in a MemoryGraph, as a simple undirected graph in which a pair's weight is
// the number of its statements.
//
// What ranks, communities and the like are computed on: contact has no direction for them. A
// compressed_sparse_row_graph with both directions of every pair, so that Boost's algorithms for directed
// graphs see the undirected one. Vertices are those of the MemoryGraph that a passing statement touches,
// renumbered in order.
#pragma once

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <cstdint>
#include <vector>

#include "graph/view/edge_filter.h"
#include "graph/view/memory_graph.h"

namespace guanxi {

struct PairEdge {
  std::uint32_t weight = 0;
};

class PairGraph {
 public:
  using Csr = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, PairEdge,
                                                 boost::no_property, std::uint32_t, std::uint32_t>;

  PairGraph(const MemoryGraph& memory, const BoundFilter& filter);

  const Csr& csr() const { return csr_; }
  std::size_t entities() const { return vertices_.size(); }
  std::size_t pairs() const { return boost::num_edges(csr_) / 2; }
  Id id(std::uint32_t vertex) const { return memory_->id(vertices_[vertex]); }

 private:
  const MemoryGraph* memory_;
  std::vector<MemoryGraph::Vertex> vertices_;
  Csr csr_;
};

}  // namespace guanxi
