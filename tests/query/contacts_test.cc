#include "query/contacts/contacts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/graph/memory_snapshot.h"

namespace guanxi {
namespace {

using test::country;
using test::MemorySnapshot;
using test::person;
using testing::ElementsAre;

const Entity kA = person("A");
const Entity kB = person("B");
const Entity kC = person("C");
const Entity kLand = country("Land");

Statement qualified(std::string relation, std::string time) {
  Statement statement;
  statement.relation = std::move(relation);
  statement.time = std::move(time);
  return statement;
}

MemorySnapshot sample() {
  MemorySnapshot snapshot;
  snapshot.add(kB, "met", kA, "2020-02-01");
  snapshot.add(kA, "wrote_to", kB, "2020-01-05");
  snapshot.add(kB, "wrote_to", kA, "2020-01-07");
  snapshot.add(kA, "phoned", kC);
  snapshot.add(kA, "praised", kB, "2020-01-06");
  Statement planned = qualified("met", "2020-05");
  planned.factuality = Factuality::kPlanned;
  snapshot.add(kA, kC, planned);
  Statement claimed = qualified("met", "2020-01-06");
  claimed.claimed_by = "somebody";
  snapshot.add(kB, kC, claimed);
  Statement office = qualified("holds_office", "");
  office.office = "minister";
  snapshot.add(kC, kLand, office);
  return snapshot;
}

std::vector<std::string> contacts(ContactQuery query, const Budget& budget = {}) {
  std::vector<std::string> rows;
  for (const ContactRow& row : find_contacts(sample(), std::move(query), budget).rows) {
    rows.push_back(row.who->entity.name + " " + row.relation + " " + row.whom->entity.name + " " + row.time);
  }
  return rows;
}

TEST(Contacts, AreWhatIsAssertedOfContactRelationsInTheOrderOfTime) {
  EXPECT_THAT(contacts({}), ElementsAre("A wrote_to B 2020-01-05", "B wrote_to A 2020-01-07",
                                        "B met A 2020-02-01", "A phoned C "));
}

TEST(Contacts, WhoContactsIsTheSubjectUnlessTheRelationHasNoDirection) {
  ContactQuery query;
  query.who = {kA.id()};
  query.whom = {kB.id()};
  EXPECT_THAT(contacts(query), ElementsAre("A wrote_to B 2020-01-05", "B met A 2020-02-01"));
  query.whom.clear();
  EXPECT_THAT(contacts(query), ElementsAre("A wrote_to B 2020-01-05", "B met A 2020-02-01", "A phoned C "));
}

TEST(Contacts, BetweenTwoTakesBothDirections) {
  ContactQuery query;
  query.of = {kB.id()};
  query.and_of = {kA.id()};
  EXPECT_THAT(contacts(query),
              ElementsAre("A wrote_to B 2020-01-05", "B wrote_to A 2020-01-07", "B met A 2020-02-01"));
}

TEST(Contacts, NarrowsByTimeAndRelation) {
  ContactQuery query;
  query.filter.days = {*day_of(2020, 1, 6), *day_of(2020, 1, 31)};
  EXPECT_THAT(contacts(query), ElementsAre("B wrote_to A 2020-01-07"));
  query.filter = {};
  query.filter.relations = {"met"};
  EXPECT_THAT(contacts(query), ElementsAre("B met A 2020-02-01"));
}

TEST(Contacts, PlansAndClaimsComeWhenAskedFor) {
  ContactQuery query;
  query.filter.asserted = false;
  query.filter.planned = true;
  EXPECT_THAT(contacts(query), ElementsAre("A met C 2020-05"));
  query.filter = {};
  query.filter.relations = {"met"};
  query.filter.claimed = true;
  EXPECT_THAT(contacts(query), ElementsAre("B met C 2020-01-06", "B met A 2020-02-01"));
}

TEST(Contacts, ACountryStandsForWhoHoldsAnOfficeInIt) {
  ContactQuery query;
  query.countries = {kLand.id()};
  EXPECT_THAT(contacts(query), ElementsAre("A phoned C "));
}

TEST(Contacts, TheLimitKeepsTheEarliestAndCountsTheRest) {
  ContactQuery query;
  query.limit = 1;
  const auto answer = find_contacts(sample(), query, {});
  ASSERT_EQ(answer.rows.size(), 1U);
  EXPECT_EQ(answer.rows[0].time, "2020-01-05");
  EXPECT_EQ(answer.more, 3U);
  EXPECT_EQ(answer.cut, "");
}

TEST(Contacts, ASpentBudgetIsSaid) {
  Budget budget;
  budget.rows = 2;
  const auto answer = find_contacts(sample(), {}, budget);
  EXPECT_EQ(answer.rows.size(), 2U);
  EXPECT_THAT(answer.cut, testing::HasSubstr("2 rows"));
}

TEST(Contacts, TheInitiatorIsTheSideAtWhoseWishItWas) {
  MemorySnapshot snapshot;
  Statement asked = qualified("phoned", "2020-01-01");
  asked.initiator = Initiator::kObject;
  snapshot.add(kA, kB, asked);
  snapshot.add(kA, kC, qualified("phoned", "2020-01-02"));
  const auto answer = find_contacts(snapshot, {}, {});
  ASSERT_EQ(answer.rows.size(), 2U);
  ASSERT_NE(initiator_of(answer.rows[0]), nullptr);
  EXPECT_EQ(initiator_of(answer.rows[0])->entity.name, "B");
  EXPECT_EQ(initiator_of(answer.rows[1]), nullptr);
}

}  // namespace
}  // namespace guanxi
