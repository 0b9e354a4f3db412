#include "graph/view/edge_filter.h"

#include <gtest/gtest.h>

#include "extract/statement/error.h"
#include "tests/graph/memory_snapshot.h"

namespace guanxi {
namespace {

using test::country;
using test::MemorySnapshot;
using test::person;

MemorySnapshot sample() {
  MemorySnapshot snapshot;
  snapshot.add(person("A"), "met", person("B"), "2020-01-02");
  snapshot.add(person("A"), "phoned", person("B"), "2020-01-10/2020-01-20");
  snapshot.add(person("A"), "met", country("C"));
  snapshot.add(person("A"), "praised", country("C"), "2020-01-15");
  Statement negated;
  negated.relation = "met";
  negated.factuality = Factuality::kNegated;
  snapshot.add(person("B"), country("C"), negated);
  return snapshot;
}

std::size_t passing(const MemorySnapshot& snapshot, const EdgeFilter& filter) {
  const BoundFilter bound(snapshot, filter);
  std::size_t count = 0;
  snapshot.each_entity([&](const StoredEntity& entity) {
    for (const Neighbour& entry : snapshot.neighbours(entity.id, Direction::kOut)) {
      EXPECT_EQ(bound.passes(entry), bound.passes(*snapshot.statement(entry.statement)));
      if (bound.passes(entry) && bound.admits(entity.id) && bound.admits(entry.other)) ++count;
    }
    return true;
  });
  return count;
}

TEST(EdgeFilter, TakesEverythingAssertedByDefault) {
  EXPECT_EQ(passing(sample(), {}), 4U);
}

TEST(EdgeFilter, NarrowsByRelationFamilyAndKind) {
  EXPECT_EQ(passing(sample(), {.relations = {"met"}}), 2U);
  EXPECT_EQ(passing(sample(), {.contacts_only = true}), 3U);
  EXPECT_EQ(passing(sample(), {.kinds = {"person"}}), 2U);
}

TEST(EdgeFilter, ARangeOfDaysTakesWhatTouchesItAndLeavesUndatedOut) {
  const DayRange mid{*day_of(2020, 1, 15), *day_of(2020, 1, 15)};
  EXPECT_EQ(passing(sample(), {.days = mid}), 2U);
  EXPECT_EQ(passing(sample(), {.days = {kNoFirstDay, *day_of(2020, 1, 9)}}), 1U);
}

TEST(EdgeFilter, FactualityIsAskedFor) {
  EXPECT_EQ(passing(sample(), {.asserted = false, .negated = true}), 1U);
  EXPECT_EQ(passing(sample(), {.negated = true}), 5U);
}

TEST(EdgeFilter, AnUnknownRelationOrKindIsNamedWithThoseThatAre) {
  const auto message = [](EdgeFilter filter) -> std::string {
    try {
      BoundFilter(sample(), filter);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kUsage);
      return error.what();
    }
    return "";
  };
  EXPECT_NE(message({.relations = {"kissed"}}).find("phoned"), std::string::npos);
  EXPECT_NE(message({.kinds = {"planet"}}).find("country"), std::string::npos);
}

}  // namespace
}  // namespace guanxi
