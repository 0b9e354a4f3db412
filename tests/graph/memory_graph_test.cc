#include "graph/view/memory_graph.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <boost/graph/graph_concepts.hpp>
#include <random>
#include <set>

#include "graph/view/store_graph.h"
#include "tests/graph/memory_snapshot.h"

namespace guanxi {
namespace {

using test::MemorySnapshot;
using test::person;

BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<MemoryGraph::Csr>));
BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<MemoryGraph::Csr>));
BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<MemoryGraph::Csr>));
static_assert(sizeof(MemoryEdge) == 24);

std::shared_ptr<MemorySnapshot> random_graph(std::uint32_t seed, int people, int statements) {
  std::mt19937 random(seed);
  auto snapshot = std::make_shared<MemorySnapshot>();
  for (int i = 0; i < statements; ++i) {
    const auto a = person(fmt::format("P{}", random() % people));
    const auto b = person(fmt::format("P{}", random() % people));
    snapshot->add(a, random() % 2 == 0 ? "met" : "phoned", b, fmt::format("2020-01-{}", 10 + random() % 20));
  }
  snapshot->add_entity(person("a hermit"));
  return snapshot;
}

using Seen = std::multiset<std::pair<Id, Id>>;  // other end, statement

TEST(MemoryGraph, HoldsTheSameEdgesAsTheStoreGraph) {
  const auto snapshot = random_graph(7, 40, 300);
  const StoreGraph store(snapshot);
  const MemoryGraph memory(*snapshot);
  const auto& csr = memory.csr();
  EXPECT_EQ(memory.statements(), snapshot->counts().statements);
  std::size_t entities = 0;
  snapshot->each_entity([&](const StoredEntity& entity) {
    const auto vertex = memory.vertex(entity.id);
    EXPECT_EQ(vertex.has_value(), degree(entity.id, store) > 0);
    if (!vertex) return true;
    ++entities;
    Seen out, in, store_out, store_in;
    for (auto [at, end] = out_edges(*vertex, csr); at != end; ++at) {
      out.emplace(memory.id(target(*at, csr)), csr[*at].statement);
    }
    for (auto [at, end] = in_edges(*vertex, csr); at != end; ++at) {
      in.emplace(memory.id(source(*at, csr)), csr[*at].statement);
    }
    for (const auto& entry : store.out_row(entity.id)) store_out.emplace(entry.other, entry.statement);
    for (const auto& entry : store.in_row(entity.id)) store_in.emplace(entry.other, entry.statement);
    EXPECT_EQ(out, store_out);
    EXPECT_EQ(in, store_in);
    return true;
  });
  EXPECT_EQ(memory.entities(), entities);
}

// The rows are filled in directly: they are what Boost makes of the same edges, in the same order.
TEST(MemoryGraph, IsWhatBoostMakesOfTheEdges) {
  for (const auto& [people, statements] : {std::pair(2, 5), std::pair(30, 40), std::pair(25, 2000)}) {
    const auto snapshot = random_graph(static_cast<std::uint32_t>(people), people, statements);
    const MemoryGraph memory(*snapshot);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;
    std::vector<MemoryEdge> stated;
    snapshot->each_row([&](Id subject, std::span<const Neighbour> row) {
      for (const Neighbour& entry : row) {
        ends.emplace_back(memory.vertex(subject).value(), memory.vertex(entry.other).value());
        stated.push_back({.statement = entry.statement});
      }
      return true;
    });
    const MemoryGraph::Csr expected(boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(),
                                    stated.begin(), static_cast<std::uint32_t>(memory.entities()));
    const auto& csr = memory.csr();
    ASSERT_EQ(num_vertices(csr), num_vertices(expected));
    for (std::uint32_t vertex = 0; vertex < num_vertices(csr); ++vertex) {
      ASSERT_EQ(out_degree(vertex, csr), out_degree(vertex, expected));
      ASSERT_EQ(in_degree(vertex, csr), in_degree(vertex, expected));
      auto out = out_edges(vertex, expected).first;
      for (auto [at, end] = out_edges(vertex, csr); at != end; ++at, ++out) {
        EXPECT_EQ(target(*at, csr), target(*out, expected));
        EXPECT_EQ(csr[*at].statement, expected[*out].statement);
      }
      auto in = in_edges(vertex, expected).first;
      for (auto [at, end] = in_edges(vertex, csr); at != end; ++at, ++in) {
        EXPECT_EQ(source(*at, csr), source(*in, expected));
        EXPECT_EQ(csr[*at].statement, expected[*in].statement);
      }
    }
  }
}

TEST(MemoryGraph, KeepsRelationDaysAndFactuality) {
  MemorySnapshot snapshot;
  Statement planned;
  planned.relation = "met";
  planned.time = "2020-03-01/2020-03-04";
  planned.factuality = Factuality::kPlanned;
  const Id id = snapshot.add(person("A"), person("B"), planned);
  const MemoryGraph memory(snapshot);
  const auto edge = memory.csr()[*edges(memory.csr()).first];
  EXPECT_EQ(edge.statement, id);
  EXPECT_EQ(snapshot.relation_name(edge.relation), "met");
  EXPECT_EQ(edge.days(), (DayRange{*day_of(2020, 3, 1), *day_of(2020, 3, 4)}));
  EXPECT_EQ(edge.factuality, Factuality::kPlanned);
}

TEST(MemoryGraph, AnEmptyStoreMakesAnEmptyGraph) {
  const MemoryGraph memory{MemorySnapshot()};
  EXPECT_EQ(memory.entities(), 0U);
  EXPECT_EQ(memory.statements(), 0U);
  EXPECT_FALSE(memory.vertex(person("A").id()).has_value());
}

TEST(MemoryGraph, TakesLessThanSixtyBytesAStatement) {
  const MemoryGraph memory(*random_graph(11, 50, 5000));
  EXPECT_LT(static_cast<double>(memory.bytes()) / static_cast<double>(memory.statements()), 60.0);
}

TEST(IdIndex, FindsEveryIdAndNoOther) {
  for (std::size_t size : {0U, 1U, 2U, 3U, 5U, 1000U}) {
    std::mt19937_64 random(size);
    std::set<Id> ids;
    while (ids.size() < size) ids.insert(Id{random() | 1U});
    if (size > 3) ids.insert(Id{~std::uint64_t{0}});
    const IdIndex index{std::vector<Id>(ids.begin(), ids.end())};
    std::uint32_t number = 0;
    for (const Id id : ids) {
      EXPECT_EQ(index.id(number), id);
      EXPECT_EQ(index.find(id), number++);
    }
    EXPECT_FALSE(index.find(Id{2}).has_value());
  }
}

}  // namespace
}  // namespace guanxi
