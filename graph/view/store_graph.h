// StoreGraph: a snapshot of a store as a Boost.Graph graph, read on demand.
//
// Models boost::IncidenceGraph and boost::BidirectionalGraph: vertices are entity ids, edges are statements.
// Nothing is read until it is asked for, so it opens in no time whatever the size of the store, and a query
// that touches a hundred entities reads a hundred rows. For a query that touches all, load a MemoryGraph
// instead.
//
// Rows stay in memory once read (48 bytes a statement) until clear(); a query's budget of visited entities
// bounds them. Not thread-safe: one StoreGraph a thread, on a shared snapshot.
//
//   StoreGraph graph(store->snapshot());
//   for (auto [at, end] = out_edges(id, graph); at != end; ++at) { graph[*at].relation; target(*at, graph); }
#pragma once

#include <boost/graph/graph_traits.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <cstddef>
#include <memory>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "graph/store/store.h"

namespace guanxi {

// A statement between two entities. Two edges are the same where they are the same statement.
struct StoreEdge {
  Id source;
  Id target;
  const Neighbour* seen = nullptr;  // the entry of the row that it was reached from

  friend bool operator==(const StoreEdge& a, const StoreEdge& b) {
    return a.source == b.source && a.target == b.target &&
           (a.seen == b.seen ||
            (a.seen != nullptr && b.seen != nullptr && a.seen->statement == b.seen->statement));
  }
};

// Walks a stretch of a row; makes edges seen from the entity whose row it is.
class StoreEdgeIterator : public boost::iterator_facade<StoreEdgeIterator, StoreEdge,
                                                        boost::random_access_traversal_tag, StoreEdge> {
 public:
  StoreEdgeIterator() = default;
  StoreEdgeIterator(Id owner, const Neighbour* at) : owner_(owner), at_(at) {}

 private:
  friend class boost::iterator_core_access;

  StoreEdge dereference() const {
    return at_->outgoing ? StoreEdge{owner_, at_->other, at_} : StoreEdge{at_->other, owner_, at_};
  }
  bool equal(const StoreEdgeIterator& other) const { return at_ == other.at_; }
  void increment() { ++at_; }
  void decrement() { --at_; }
  void advance(std::ptrdiff_t n) { at_ += n; }
  std::ptrdiff_t distance_to(const StoreEdgeIterator& other) const { return other.at_ - at_; }

  Id owner_;
  const Neighbour* at_ = nullptr;
};

class StoreGraph {
 public:
  using vertex_descriptor = Id;
  using edge_descriptor = StoreEdge;
  using directed_category = boost::bidirectional_tag;
  using edge_parallel_category = boost::allow_parallel_edge_tag;
  struct traversal_category : public boost::bidirectional_graph_tag {};
  using out_edge_iterator = StoreEdgeIterator;
  using in_edge_iterator = StoreEdgeIterator;
  using degree_size_type = std::size_t;
  using edge_bundled = Neighbour;
  // What the concepts ask a graph that lists its vertices or edges for; this one does not.
  using vertex_iterator = void;
  using vertices_size_type = void;
  using edge_iterator = void;
  using edges_size_type = void;
  using adjacency_iterator = void;

  explicit StoreGraph(std::shared_ptr<const Snapshot> snapshot) : snapshot_(std::move(snapshot)) {}

  static vertex_descriptor null_vertex() { return Id{}; }

  const Snapshot& snapshot() const { return *snapshot_; }
  // Statements whose subject (out) or object (in) the entity is. Valid until clear().
  std::span<const Neighbour> out_row(Id entity) const;
  std::span<const Neighbour> in_row(Id entity) const;
  const Neighbour& operator[](const StoreEdge& edge) const { return *edge.seen; }

  // How many rows have been read and are kept.
  std::size_t rows() const { return rows_.size(); }
  void clear() { rows_.clear(); }

 private:
  struct Row {
    std::vector<Neighbour> entries;  // outgoing ones first
    std::size_t outgoing = 0;
  };
  const Row& row(Id entity) const;

  std::shared_ptr<const Snapshot> snapshot_;
  mutable std::unordered_map<Id, Row> rows_;
};

inline Id source(const StoreEdge& edge, const StoreGraph&) {
  return edge.source;
}
inline Id target(const StoreEdge& edge, const StoreGraph&) {
  return edge.target;
}

inline std::pair<StoreEdgeIterator, StoreEdgeIterator> out_edges(Id entity, const StoreGraph& graph) {
  const auto row = graph.out_row(entity);
  return {{entity, row.data()}, {entity, row.data() + row.size()}};
}
inline std::pair<StoreEdgeIterator, StoreEdgeIterator> in_edges(Id entity, const StoreGraph& graph) {
  const auto row = graph.in_row(entity);
  return {{entity, row.data()}, {entity, row.data() + row.size()}};
}
inline std::size_t out_degree(Id entity, const StoreGraph& graph) {
  return graph.out_row(entity).size();
}
inline std::size_t in_degree(Id entity, const StoreGraph& graph) {
  return graph.in_row(entity).size();
}
inline std::size_t degree(Id entity, const StoreGraph& graph) {
  return out_degree(entity, graph) + in_degree(entity, graph);
}

}  // namespace guanxi
