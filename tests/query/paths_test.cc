#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/graph/graph_concepts.hpp>
#include <map>
#include <random>
#include <set>

#include "extract/statement/error.h"
#include "query/paths/chronological_search.h"
#include "query/paths/path_query.h"
#include "query/paths/tie_graph.h"
#include "tests/graph/memory_snapshot.h"

namespace guanxi {
namespace {

using test::country;
using test::MemorySnapshot;
using test::person;
using testing::ElementsAre;

BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<TieGraph>));

Id id(std::string_view name) {
  return person(name).id();
}

std::string print(const Snapshot& snapshot, const Path& path) {
  std::string text;
  for (const Hop& hop : path.hops) {
    if (text.empty()) text = snapshot.entity(hop.from)->entity.name;
    text += (hop.forward ? ">" : "<") + snapshot.entity(hop.to)->entity.name;
  }
  return text;
}

std::vector<std::string> paths(const std::shared_ptr<const Snapshot>& snapshot, const PathQuery& query,
                               const Budget& budget = {}) {
  const StoreGraph graph(snapshot);
  std::vector<std::string> found;
  for (const Path& path : find_paths(graph, query, budget).paths) found.push_back(print(*snapshot, path));
  return found;
}

// A-B-E, A-C-E, A-D-F-E; A and C meet three times.
std::shared_ptr<MemorySnapshot> sample() {
  auto snapshot = std::make_shared<MemorySnapshot>();
  snapshot->add(person("A"), "met", person("B"), "2020-03-01");
  snapshot->add(person("B"), "met", person("E"), "2020-02-01");
  snapshot->add(person("A"), "met", person("C"), "2020-03-01");
  snapshot->add(person("A"), "met", person("C"), "2020-03-02");
  snapshot->add(person("C"), "phoned", person("A"), "2020-03-03");
  snapshot->add(person("E"), "wrote_to", person("C"), "2020-03-02/2020-03-04");
  snapshot->add(person("A"), "met", person("D"), "2020-01-01");
  snapshot->add(person("D"), "met", person("F"), "2020-01-02");
  snapshot->add(person("F"), "met", person("E"), "2020-01-02");
  return snapshot;
}

PathQuery from_a_to_e() {
  PathQuery query;
  query.source = id("A");
  query.target = id("E");
  return query;
}

TEST(Paths, ShortestIsOneOfTheShortest) {
  EXPECT_THAT(paths(sample(), from_a_to_e()), ElementsAre(testing::AnyOf("A>B>E", "A>C<E")));
}

TEST(Paths, AllShortest) {
  PathQuery query = from_a_to_e();
  query.which = PathQuery::Which::kAll;
  EXPECT_THAT(paths(sample(), query), testing::UnorderedElementsAre("A>B>E", "A>C<E"));
}

TEST(Paths, TheKShortest) {
  PathQuery query = from_a_to_e();
  query.which = PathQuery::Which::kShortest;
  query.k = 5;
  const auto found = paths(sample(), query);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[2], "A>D>F>E");
}

TEST(Paths, ByContactsAStrongTieIsShort) {
  PathQuery query = from_a_to_e();
  query.length = PathQuery::Length::kContacts;
  EXPECT_THAT(paths(sample(), query), ElementsAre("A>C<E"));
  const StoreGraph graph(sample());
  EXPECT_NEAR(find_paths(graph, query, {}).paths[0].length, 1.0 / 3 + 1, 1e-12);
}

TEST(Paths, DirectedFollowsStatements) {
  PathQuery query = from_a_to_e();
  query.which = PathQuery::Which::kAll;
  query.directed = true;
  EXPECT_THAT(paths(sample(), query), ElementsAre("A>B>E"));
}

TEST(Paths, GoesViaAndAvoids) {
  PathQuery query = from_a_to_e();
  query.via = {id("F")};
  EXPECT_THAT(paths(sample(), query), ElementsAre("A>D>F>E"));
  query.via = {};
  query.avoid = {id("B")};
  EXPECT_THAT(paths(sample(), query), ElementsAre("A>C<E"));
  query.avoid = {id("B"), id("C"), id("D")};
  EXPECT_THAT(paths(sample(), query), ElementsAre());
}

TEST(Paths, FiltersByRelationTimeAndKind) {
  PathQuery query = from_a_to_e();
  query.filter.days = {*day_of(2020, 1, 1), *day_of(2020, 1, 31)};
  EXPECT_THAT(paths(sample(), query), ElementsAre("A>D>F>E"));
  query.filter = {};
  query.filter.relations = {"met"};
  query.avoid = {id("B")};
  EXPECT_THAT(paths(sample(), query), ElementsAre("A>D>F>E"));
  auto snapshot = std::make_shared<MemorySnapshot>();
  snapshot->add(person("A"), "met", country("X"));
  snapshot->add(person("E"), "met", country("X"));
  query = from_a_to_e();
  EXPECT_EQ(paths(snapshot, query).size(), 1U);
  query.filter.kinds = {"person"};
  EXPECT_EQ(paths(snapshot, query).size(), 0U);
}

TEST(Paths, FromAnEntityToItselfIsEmpty) {
  PathQuery query = from_a_to_e();
  query.target = query.source;
  const StoreGraph graph(sample());
  const auto answer = find_paths(graph, query, {});
  ASSERT_EQ(answer.paths.size(), 1U);
  EXPECT_TRUE(answer.paths[0].hops.empty());
}

TEST(Paths, ASpentBudgetIsSaid) {
  Budget budget;
  budget.visited = 1;
  PathQuery query = from_a_to_e();
  query.which = PathQuery::Which::kShortest;
  query.k = 9;
  const StoreGraph graph(sample());
  EXPECT_THAT(find_paths(graph, query, budget).cut, testing::HasSubstr("--max-visited"));
}

TEST(Paths, ChoicesThatExcludeEachOtherAreRefused) {
  PathQuery query = from_a_to_e();
  query.which = PathQuery::Which::kAll;
  query.via = {id("F")};
  const StoreGraph graph(sample());
  EXPECT_THROW(find_paths(graph, query, {}), Error);
}

TEST(Paths, ChronologicalStepsDoNotGoBackInTime) {
  PathQuery query = from_a_to_e();
  query.chronological = PathQuery::Chronological::kFewestHops;
  const auto snapshot = sample();
  EXPECT_THAT(paths(snapshot, query), ElementsAre("A>C<E"));
  const StoreGraph graph(snapshot);
  const auto hops = find_paths(graph, query, {}).paths.at(0).hops;
  EXPECT_EQ(hops[1].earliest, day_of(2020, 3, 2));
  query.chronological = PathQuery::Chronological::kEarliestArrival;
  EXPECT_THAT(paths(snapshot, query), ElementsAre("A>D>F>E"));
  query.filter.days.first = *day_of(2020, 1, 2);
  EXPECT_THAT(paths(snapshot, query), ElementsAre("A>C<E"));
}

TEST(Paths, ChronologicalLeavesUndatedOutUnlessAsked) {
  auto snapshot = std::make_shared<MemorySnapshot>();
  snapshot->add(person("A"), "met", person("B"), "2020-03-01");
  snapshot->add(person("B"), "met", person("E"));
  PathQuery query = from_a_to_e();
  query.chronological = PathQuery::Chronological::kFewestHops;
  EXPECT_THAT(paths(snapshot, query), ElementsAre());
  query.undated = true;
  EXPECT_THAT(paths(snapshot, query), ElementsAre("A>B>E"));
}

// Slow and plain answers on small random graphs.
struct RandomGraph {
  std::shared_ptr<MemorySnapshot> snapshot = std::make_shared<MemorySnapshot>();
  std::vector<Id> people;

  RandomGraph(std::uint32_t seed, unsigned nodes, unsigned statements) {
    std::mt19937 random(seed);
    std::vector<Entity> entities;
    for (unsigned i = 0; i < nodes; ++i) entities.push_back(person(fmt::format("P{}", i)));
    for (const Entity& entity : entities) {
      snapshot->add_entity(entity);
      people.push_back(entity.id());
    }
    for (unsigned i = 0; i < statements; ++i) {
      const unsigned first = 1 + random() % 28;
      const unsigned last = std::min<unsigned>(28, first + random() % 4);
      snapshot->add(entities[random() % nodes], "met", entities[random() % nodes],
                    fmt::format("2020-01-{:02}/2020-01-{:02}", first, last));
    }
  }

  std::vector<Neighbour> around(Id at, bool directed) const {
    return snapshot->neighbours(at, directed ? Direction::kOut : Direction::kBoth);
  }
};

// Every path without a repeated entity, by plain recursion.
void each_simple_path(const RandomGraph& graph, bool directed, Id target, std::vector<Id>& path,
                      std::set<std::vector<Id>>& found) {
  if (path.back() == target) {
    found.insert(path);
    return;
  }
  for (const Neighbour& entry : graph.around(path.back(), directed)) {
    if (std::count(path.begin(), path.end(), entry.other) > 0) continue;
    path.push_back(entry.other);
    each_simple_path(graph, directed, target, path, found);
    path.pop_back();
  }
}

std::vector<Id> ids_of(const Path& path) {
  std::vector<Id> ids{path.hops.front().from};
  for (const Hop& hop : path.hops) ids.push_back(hop.to);
  return ids;
}

class RandomPaths : public testing::TestWithParam<std::uint32_t> {};

TEST_P(RandomPaths, AgreeWithTryingEveryPath) {
  const RandomGraph graph(GetParam(), 9, 16);
  const StoreGraph store(graph.snapshot);
  for (const bool directed : {false, true}) {
    PathQuery query;
    query.directed = directed;
    query.source = graph.people[0];
    query.target = graph.people[1];
    std::set<std::vector<Id>> every;
    std::vector<Id> start{query.source};
    each_simple_path(graph, directed, query.target, start, every);
    std::vector<std::size_t> lengths;
    for (const auto& path : every) lengths.push_back(path.size() - 1);
    std::sort(lengths.begin(), lengths.end());

    const auto any = find_paths(store, query, {}).paths;
    ASSERT_EQ(any.empty(), every.empty());
    if (every.empty()) continue;
    EXPECT_EQ(any[0].hops.size(), lengths[0]);

    query.which = PathQuery::Which::kAll;
    std::set<std::vector<Id>> shortest;
    for (const Path& path : find_paths(store, query, {}).paths)
      EXPECT_TRUE(shortest.insert(ids_of(path)).second);
    std::set<std::vector<Id>> expected;
    for (const auto& path : every) {
      if (path.size() - 1 == lengths[0]) expected.insert(path);
    }
    EXPECT_EQ(shortest, expected);

    query.which = PathQuery::Which::kShortest;
    query.k = 1000;
    std::set<std::vector<Id>> all;
    std::vector<std::size_t> found_lengths;
    for (const Path& path : find_paths(store, query, {}).paths) {
      EXPECT_TRUE(all.insert(ids_of(path)).second);
      found_lengths.push_back(path.hops.size());
    }
    EXPECT_EQ(all, every);
    EXPECT_EQ(found_lengths, lengths);
  }
}

// The earliest possible arrival by each number of hops, over every chronological path.
void each_chronological(const RandomGraph& graph, Id target, Day day, std::vector<Id>& path,
                        std::map<std::size_t, Day>& arrivals) {
  if (path.back() == target) {
    const auto [at, first] = arrivals.emplace(path.size() - 1, day);
    if (!first) at->second = std::min(at->second, day);
    return;
  }
  for (const Neighbour& entry : graph.around(path.back(), false)) {
    if (entry.days.last < day || std::count(path.begin(), path.end(), entry.other) > 0) continue;
    path.push_back(entry.other);
    each_chronological(graph, target, std::max(day, entry.days.first), path, arrivals);
    path.pop_back();
  }
}

TEST_P(RandomPaths, ChronologicalAgreeWithTryingEveryPath) {
  const RandomGraph graph(GetParam() + 1000, 8, 14);
  const StoreGraph store(graph.snapshot);
  PathQuery query;
  query.source = graph.people[0];
  query.target = graph.people[1];
  std::map<std::size_t, Day> arrivals;
  std::vector<Id> start{query.source};
  each_chronological(graph, query.target, kNoFirstDay, start, arrivals);

  query.chronological = PathQuery::Chronological::kFewestHops;
  const auto fewest = find_paths(store, query, {}).paths;
  ASSERT_EQ(fewest.empty(), arrivals.empty());
  if (arrivals.empty()) return;
  EXPECT_EQ(fewest[0].hops.size(), arrivals.begin()->first);
  EXPECT_EQ(fewest[0].hops.back().earliest, arrivals.begin()->second);

  query.chronological = PathQuery::Chronological::kEarliestArrival;
  const auto earliest = find_paths(store, query, {}).paths;
  const auto best = std::min_element(arrivals.begin(), arrivals.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  ASSERT_EQ(earliest.size(), 1U);
  EXPECT_EQ(earliest[0].hops.back().earliest, best->second);
  EXPECT_EQ(earliest[0].hops.size(), best->first);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomPaths, testing::Range(0U, 40U));

}  // namespace
}  // namespace guanxi
