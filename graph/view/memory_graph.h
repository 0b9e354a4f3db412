// MemoryGraph: all statements of a snapshot as Boost's compressed_sparse_row_graph, loaded in one pass.
//
// For queries that touch all: components, ranks, communities. Vertices are 0..n-1 in the order of entity ids;
// entities without a statement are left out. csr() models Boost's VertexListGraph, EdgeListGraph and
// BidirectionalGraph, so any of Boost's algorithms runs on it. 36 bytes a statement and 20 an entity.
// Immutable after loading, which two threads do; any number of threads may read it.
//
// (boost::adjacency_list holds the same in 119 bytes an edge and takes ten times as long to fill.)
#pragma once

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "graph/store/store.h"
#include "graph/view/id_index.h"

namespace guanxi {

// One statement.
struct MemoryEdge {
  Id statement;
  Day first = kNoFirstDay;
  Day last = kNoLastDay;
  std::uint32_t relation = 0;  // Snapshot::relation_name
  std::uint16_t weight = 1;
  Factuality factuality = Factuality::kAsserted;
  bool claimed = false;  // see Neighbour

  DayRange days() const { return {first, last}; }
};

class MemoryGraph {
 public:
  using Csr = boost::compressed_sparse_row_graph<boost::bidirectionalS, boost::no_property, MemoryEdge,
                                                 boost::no_property, std::uint32_t, std::uint32_t>;
  using Vertex = std::uint32_t;

  // Throws Error(kUsage) where there are more than 2^32 - 1 statements.
  explicit MemoryGraph(const Snapshot& snapshot);

  const Csr& csr() const { return csr_; }
  Id id(Vertex vertex) const { return index_.id(vertex); }
  // Nothing where the entity has no statement.
  std::optional<Vertex> vertex(Id entity) const { return index_.find(entity); }

  std::size_t entities() const { return index_.size(); }
  std::size_t statements() const { return boost::num_edges(csr_); }
  // Heap in use, as the containers tell.
  std::size_t bytes() const;

 private:
  void number_all(const IdIndex& subjects, const std::vector<Id>& low_others,
                  const std::vector<Id>& high_others);

  IdIndex index_;
  Csr csr_;
};

// The one function of BidirectionalGraph that Boost 1.74's compressed_sparse_row_graph lacks.
inline std::uint32_t degree(MemoryGraph::Vertex vertex, const MemoryGraph::Csr& graph) {
  return out_degree(vertex, graph) + in_degree(vertex, graph);
}

}  // namespace guanxi
