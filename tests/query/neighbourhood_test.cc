#include "query/analysis/neighbourhood.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/graph/memory_snapshot.h"

namespace guanxi {
namespace {

using test::MemorySnapshot;
using test::person;
using testing::ElementsAre;

std::shared_ptr<MemorySnapshot> sample() {
  auto snapshot = std::make_shared<MemorySnapshot>();
  snapshot->add(person("A"), "met", person("B"), "2020-01-01");
  snapshot->add(person("C"), "phoned", person("A"), "2020-01-02");
  snapshot->add(person("C"), "met", person("A"), "2020-02");
  snapshot->add(person("B"), "met", person("D"));
  snapshot->add(person("D"), "met", person("E"));
  snapshot->add(person("A"), "met", person("A"));
  return snapshot;
}

Neighbourhood around_a(NeighbourhoodQuery query = {}, const Budget& budget = {}) {
  query.centre = person("A").id();
  return find_neighbourhood(StoreGraph(sample()), query, budget);
}

std::vector<std::string> names(const Neighbourhood& found) {
  std::vector<std::string> names;
  for (const auto& member : found.members) names.push_back(member.entity.entity.name);
  return names;
}

TEST(Neighbourhood, OneHopBestTiedFirst) {
  const auto found = around_a();
  EXPECT_THAT(names(found), ElementsAre("C", "B"));
  EXPECT_EQ(found.members[0].statements, 2U);
  EXPECT_THAT(found.members[0].relations, ElementsAre("met", "phoned"));
  EXPECT_EQ(found.members[0].days, (DayRange{*day_of(2020, 1, 2), *day_of(2020, 2, 29)}));
}

TEST(Neighbourhood, MoreHopsReachFurtherAndNoFurther) {
  EXPECT_THAT(names(around_a({.hops = 2})), ElementsAre("C", "B", "D"));
  const auto all = around_a({.hops = 9});
  EXPECT_THAT(names(all), ElementsAre("C", "B", "D", "E"));
  EXPECT_EQ(all.members.back().hops, 3U);
  EXPECT_EQ(all.members.back().through, person("D").id());
}

TEST(Neighbourhood, DirectionAndFilter) {
  EXPECT_THAT(names(around_a({.hops = 9, .direction = Direction::kOut})), ElementsAre("B", "D", "E"));
  const auto in = around_a({.direction = Direction::kIn});
  EXPECT_THAT(names(in), ElementsAre("C"));
  EXPECT_THAT(in.members[0].relations, ElementsAre("met", "phoned"));
  NeighbourhoodQuery phoned;
  phoned.filter.relations = {"phoned"};
  EXPECT_THAT(names(around_a(phoned)), ElementsAre("C"));
}

TEST(Neighbourhood, TheLimitSaysHowManyMore) {
  const auto found = around_a({.hops = 9, .limit = 1});
  EXPECT_THAT(names(found), ElementsAre("C"));
  EXPECT_EQ(found.more, 3U);
}

TEST(Neighbourhood, ASpentBudgetIsSaid) {
  Budget budget;
  budget.visited = 1;
  EXPECT_NE(around_a({.hops = 9}, budget).cut, "");
}

}  // namespace
}  // namespace guanxi
