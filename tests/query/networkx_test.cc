// Guanxi's answers on random graphs, compared with NetworkX's.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "query/analysis/common.h"
#include "query/analysis/groups.h"
#include "query/analysis/rank.h"
#include "query/paths/path_query.h"
#include "tests/exchange/sample_graph.h"
#include "tests/graph/memory_snapshot.h"

namespace guanxi {
namespace {

using nlohmann::json;
using test::MemorySnapshot;
using test::person;

class Networkx : public testing::TestWithParam<std::uint32_t> {
 protected:
  Networkx() : snapshot(std::make_shared<MemorySnapshot>()), graph(snapshot) {
    std::mt19937 random(GetParam());
    const unsigned people = 30 + random() % 30;
    for (unsigned i = 0; i < 2 * people; ++i) {
      // Squared, so that some are hubs.
      const unsigned a = random() % people * (random() % people) / people;
      const unsigned b = random() % people;
      snapshot->add(person(fmt::format("P{}", a)), "met", person(fmt::format("P{}", b)),
                    fmt::format("2020-01-{:02}", 1 + random() % 28));
    }
    snapshot->each_statement([&](const StoredStatement& stored) {
      answers["edges"].push_back({name(stored.statement.subject), name(stored.statement.object)});
      return true;
    });
    snapshot->each_entity([&](const StoredEntity& entity) {
      everybody.push_back(entity.id);
      return true;
    });
  }

  std::string name(Id id) const { return snapshot->entity(id)->entity.name; }

  json names(const Groups& groups) const {
    json list = json::array();
    for (const auto& group : groups) {
      json members = json::array();
      for (const Id id : group) members.push_back(name(id));
      list.push_back(members);
    }
    return list;
  }

  json scores(const PairGraph& pairs, RankBy by) const {
    json list = json::object();
    for (const Ranked& entry : rank(pairs, by)) list[name(entry.entity)] = entry.score;
    return list;
  }

  PathAnswer paths(Id a, Id b, PathQuery::Which which, PathQuery::Length length, bool directed) const {
    PathQuery query;
    query.source = a;
    query.target = b;
    query.which = which;
    query.length = length;
    query.directed = directed;
    return find_paths(graph, query, {});
  }

  std::shared_ptr<MemorySnapshot> snapshot;
  StoreGraph graph;
  std::vector<Id> everybody;
  json answers;
};

TEST_P(Networkx, Agrees) {
  const MemoryGraph memory(*snapshot);
  const BoundFilter filter(*snapshot, {});
  const PairGraph pairs(memory, filter);
  answers["degree"] = scores(pairs, RankBy::kDegree);
  answers["pagerank"] = scores(pairs, RankBy::kPagerank);
  answers["betweenness"] = scores(pairs, RankBy::kBetweenness);
  answers["components"] = names(components(pairs));
  answers["strong"] = names(strong_components(memory, filter));
  const Communities found = communities(pairs);
  answers["communities"] = names(found.groups);
  answers["modularity"] = found.modularity;
  answers["shortest"] = answers["by_contacts"] = answers["common"] = json::array();
  const bool directed = GetParam() % 2 == 1;
  answers["directed"] = directed;
  for (std::size_t i = 0; i + 1 < everybody.size(); ++i) {
    const Id a = everybody[i];
    const Id b = everybody[i + 1];
    const auto all = paths(a, b, PathQuery::Which::kAll, PathQuery::Length::kHops, directed).paths;
    answers["shortest"].push_back(
        {name(a), name(b), all.empty() ? json() : json(all[0].hops.size()), all.size()});
    const auto near = paths(a, b, PathQuery::Which::kAny, PathQuery::Length::kContacts, false).paths;
    if (!near.empty()) answers["by_contacts"].push_back({name(a), name(b), near[0].length});
    json both = json::array();
    for (const auto& entry : find_common(graph, a, b, {})) both.push_back(entry.entity.entity.name);
    if (pairs.entities() == everybody.size()) answers["common"].push_back({name(a), name(b), both});
  }
  const auto folder = test::fresh_folder(fmt::format("networkx-{}", GetParam()));
  test::write_file(folder / "answers.json", answers.dump());
  const auto ran =
      test::run(std::string(GUANXI_PYTHON) + " " GUANXI_SOURCE_DIR "/tests/query/check_networkx.py " +
                (folder / "answers.json").string());
  EXPECT_EQ(ran.status, 0) << ran.output.substr(0, 3000);
  std::filesystem::remove_all(folder);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Networkx, testing::Range(0U, 8U));

TEST(Communities, AreTheSameEveryTimeAndSplitWhatIsHardlyConnected) {
  MemorySnapshot snapshot;
  for (const char* group : {"A", "B"}) {
    for (int i = 0; i < 5; ++i) {
      for (int j = 0; j < i; ++j) {
        snapshot.add(person(fmt::format("{}{}", group, i)), "met", person(fmt::format("{}{}", group, j)));
      }
    }
  }
  snapshot.add(person("A0"), "met", person("B0"));
  const MemoryGraph memory(snapshot);
  const PairGraph pairs(memory, BoundFilter(snapshot, {}));
  const Communities found = communities(pairs);
  ASSERT_EQ(found.groups.size(), 2U);
  EXPECT_EQ(found.groups[0].size(), 5U);
  EXPECT_EQ(found.groups, communities(pairs).groups);
  EXPECT_EQ(components(pairs).size(), 1U);
}

TEST(Rank, BetweennessOfAGraphTooLargeIsRefused) {
  MemorySnapshot snapshot;
  snapshot.add(person("A"), "met", person("B"));
  const MemoryGraph memory(snapshot);
  const PairGraph pairs(memory, BoundFilter(snapshot, {}));
  EXPECT_THROW(rank(pairs, RankBy::kBetweenness, 1.0), std::exception);
}

}  // namespace
}  // namespace guanxi
