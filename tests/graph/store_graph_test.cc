#include "graph/view/store_graph.h"

#include <gtest/gtest.h>

#include <boost/graph/graph_concepts.hpp>

#include "tests/graph/memory_snapshot.h"

namespace guanxi {
namespace {

using test::MemorySnapshot;
using test::person;

BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<StoreGraph>));
BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<StoreGraph>));

std::shared_ptr<MemorySnapshot> triangle() {
  auto snapshot = std::make_shared<MemorySnapshot>();
  snapshot->add(person("A"), "met", person("B"), "2020-01-02");
  snapshot->add(person("A"), "phoned", person("B"), "2020-01-03");
  snapshot->add(person("B"), "met", person("C"), "2020-02");
  snapshot->add(person("C"), "met", person("A"));
  snapshot->add(person("C"), "praised", person("C"));
  return snapshot;
}

TEST(StoreGraph, OutAndInEdgesAreTheStatementsOfAnEntity) {
  const auto snapshot = triangle();
  const StoreGraph graph(snapshot);
  const Id a = person("A").id();
  EXPECT_EQ(out_degree(a, graph), 2U);
  EXPECT_EQ(in_degree(a, graph), 1U);
  EXPECT_EQ(degree(a, graph), 3U);
  for (auto [at, end] = out_edges(a, graph); at != end; ++at) {
    EXPECT_EQ(source(*at, graph), a);
    EXPECT_EQ(target(*at, graph), person("B").id());
  }
  const auto [in, in_end] = in_edges(a, graph);
  EXPECT_EQ(source(*in, graph), person("C").id());
  EXPECT_EQ(target(*in, graph), a);
  EXPECT_EQ(snapshot->relation_name(graph[*in].relation), "met");
}

TEST(StoreGraph, ASelfLoopLeavesAndEnters) {
  const StoreGraph graph(triangle());
  const Id c = person("C").id();
  EXPECT_EQ(out_degree(c, graph), 2U);
  EXPECT_EQ(in_degree(c, graph), 2U);
}

TEST(StoreGraph, AnEdgeIsTheSameFromBothItsEnds) {
  const StoreGraph graph(triangle());
  const StoreEdge from_b = *out_edges(person("B").id(), graph).first;
  const auto [in, end] = in_edges(person("C").id(), graph);
  EXPECT_EQ(std::count(in, end, from_b), 1);
}

TEST(StoreGraph, AnUnknownEntityHasNoEdges) {
  const StoreGraph graph(triangle());
  EXPECT_EQ(degree(person("nobody").id(), graph), 0U);
}

TEST(StoreGraph, ReadsOnlyWhatIsAskedFor) {
  StoreGraph graph(triangle());
  EXPECT_EQ(graph.rows(), 0U);
  out_edges(person("A").id(), graph);
  in_edges(person("A").id(), graph);
  EXPECT_EQ(graph.rows(), 1U);
  graph.clear();
  EXPECT_EQ(graph.rows(), 0U);
}

}  // namespace
}  // namespace guanxi
