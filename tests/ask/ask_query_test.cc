// What the queries of questions answer on a small graph.
#include "query/ask/ask_query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/cypher/engine.h"
#include "query/cypher/jolt.h"
#include "query/cypher/snapshot_graph.h"
#include "tests/graph/memory_snapshot.h"

namespace guanxi {
namespace {

using test::country;
using test::MemorySnapshot;
using test::person;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

const Entity kA = person("A"), kB = person("B"), kC = person("C"), kLand = country("Land");

Statement qualified(std::string relation, std::string time) {
  Statement statement;
  statement.relation = std::move(relation);
  statement.time = std::move(time);
  return statement;
}

std::shared_ptr<MemorySnapshot> sample() {
  auto snapshot = std::make_shared<MemorySnapshot>();
  snapshot->add(kB, "met", kA, "2020-02-01");
  snapshot->add(kA, "wrote_to", kB, "2020-01-05");
  snapshot->add(kC, "wrote_to", kA, "2020");
  snapshot->add(kA, "phoned", kC, "2020-01-03/..");
  snapshot->add(kA, "phoned", kC);
  Statement office = qualified("holds_office", "");
  office.office = "king";
  snapshot->add(kA, kLand, office);
  Statement planned = qualified("met", "2020-05");
  planned.factuality = Factuality::kPlanned;
  snapshot->add(kA, kC, planned);
  Statement claimed = qualified("met", "2020-01-06");
  claimed.claimed_by = "somebody";
  snapshot->add(kB, kC, claimed);
  return snapshot;
}

QuestionTerm named(const Entity& entity) {
  QuestionTerm term;
  term.names = {entity.name};
  return term;
}

QuestionTerm open(std::vector<std::string> kinds = {}) {
  QuestionTerm term;
  term.open = true;
  term.kinds = std::move(kinds);
  return term;
}

Question asks(QuestionTerm subject, std::vector<std::string> relations, QuestionTerm object) {
  Question question;
  question.subject = std::move(subject);
  question.object = std::move(object);
  question.relations = std::move(relations);
  question.office_relation = "holds_office";
  return question;
}

// A column of the answer.
std::vector<std::string> column(const Question& question, std::string_view name = "answer",
                                bool evidence = false) {
  const auto snapshot = sample();
  const cypher::SnapshotGraph graph(snapshot);
  const AskQuery query = write_ask_query(question, snapshot->ontology(), evidence);
  const cypher::Answer answer = cypher::answer_query(graph, query.text, query.parameters, {});
  std::vector<std::string> cells;
  const auto at = static_cast<std::size_t>(std::find(answer.columns.begin(), answer.columns.end(), name) -
                                           answer.columns.begin());
  for (const cypher::List& row : answer.rows) cells.push_back(cypher::print_cell(row.at(at), graph));
  return cells;
}

TEST(AskQuery, MindsTheDirectionOfARelationThatHasOne) {
  EXPECT_THAT(column(asks(open(), {"wrote_to"}, named(kB))), ElementsAre("A"));
  EXPECT_THAT(column(asks(open(), {"wrote_to"}, named(kC))), IsEmpty());
  EXPECT_THAT(column(asks(named(kA), {"met"}, open())), ElementsAre("B"));
  Question either = asks(named(kA), {"wrote_to"}, open());
  EXPECT_THAT(column(either), ElementsAre("B"));
  either.either = true;
  EXPECT_THAT(column(either), UnorderedElementsAre("B", "C"));
}

TEST(AskQuery, TakesFamiliesWithTheDirectionOfEachRelation) {
  Question question = asks(open(), {}, named(kB));
  question.families = {"contact"};
  EXPECT_THAT(column(question, "how"), UnorderedElementsAre("met", "wrote_to"));
  question = asks(open(), {}, named(kA));
  question.families = {"contact"};
  EXPECT_THAT(column(question, "how"), UnorderedElementsAre("met", "wrote_to", "phoned", "phoned"));
}

TEST(AskQuery, LeavesOutPlansAndClaimsButTellsWhether) {
  EXPECT_THAT(column(asks(named(kC), {"met"}, open())), IsEmpty());
  Question question = asks(named(kA), {"met"}, named(kC));
  question.asked = Asked::kWhether;
  EXPECT_THAT(column(question), ElementsAre("planned"));
  question = asks(named(kB), {"met"}, named(kC));
  question.asked = Asked::kWhether;
  EXPECT_THAT(column(question), ElementsAre("claimed by somebody"));
}

TEST(AskQuery, CountsATimeWhereItLiesWithinAndAnIntervalWhereItTouches) {
  Question question = asks(named(kA), {}, open());
  question.either = true;
  question.time = Edtf::parse("2020-01")->days();
  EXPECT_THAT(column(question, "date"), ElementsAre("2020-01-03/..", "2020-01-05"));
  question.time = Edtf::parse("2020-03")->days();
  EXPECT_THAT(column(question, "date"), ElementsAre("2020-01-03/.."));
  question.time = Edtf::parse("2020")->days();
  EXPECT_THAT(column(question, "date"), ElementsAre("2020", "2020-01-03/..", "2020-01-05", "2020-02-01"));
  question.time = DayRange{kNoFirstDay, *day_of(2020, 1, 4)};
  EXPECT_THAT(column(question, "date"), ElementsAre("2020-01-03/.."));
}

TEST(AskQuery, FindsAnOfficeOfUnknownTimeAtAnyTime) {
  Question question = asks(open(), {"holds_office"}, named(kLand));
  question.offices = {"king"};
  question.lasting = true;
  question.time = Edtf::parse("1999")->days();
  EXPECT_THAT(column(question), ElementsAre("A"));
  question.offices = {"queen"};
  EXPECT_THAT(column(question), IsEmpty());
}

TEST(AskQuery, AsksForWhoeverHoldsAnOffice) {
  QuestionTerm king;
  king.offices = {"king"};
  king.bodies = {"Land"};
  EXPECT_THAT(column(asks(king, {"wrote_to"}, open())), ElementsAre("B"));
  EXPECT_THAT(column(asks(open(), {"wrote_to"}, king)), ElementsAre("C"));
}

TEST(AskQuery, CountsOccurrences) {
  Question question = asks(named(kA), {"phoned"}, named(kC));
  question.asked = Asked::kTimes;
  EXPECT_THAT(column(question), ElementsAre("1"));  // the one without a date is most likely the other
  question = asks(named(kA), {}, open({"person"}));
  question.asked = Asked::kHowMany;
  question.either = true;
  EXPECT_THAT(column(question), ElementsAre("2"));
}

TEST(AskQuery, Picks) {
  Question question = asks(named(kA), {"met", "wrote_to"}, open());
  question.either = true;
  question.asked = Asked::kWhen;
  question.pick = Pick::kLast;
  EXPECT_THAT(column(question), ElementsAre("2020-02-01"));
  question.pick = Pick::kFirst;
  EXPECT_THAT(column(question), ElementsAre("2020"));
  question.asked = Asked::kNames;
  question.pick = Pick::kMost;
  EXPECT_THAT(column(question), ElementsAre("B", "C"));
}

TEST(AskQuery, ConnectsTwoByShortestChains) {
  Question question = asks(named(kB), {}, named(kLand));
  question.asked = Asked::kConnection;
  EXPECT_THAT(column(question, "how"), ElementsAre("wrote_to", "met", "holds_office"));
}

TEST(AskQuery, GivesEvidenceRowByRow) {
  EXPECT_THAT(column(asks(open(), {"wrote_to"}, named(kB)), "document", true), ElementsAre("test.txt"));
}

TEST(AskQuery, NamesStandInParameters) {
  const auto snapshot = sample();
  const AskQuery query =
      write_ask_query(asks(open(), {"met"}, named(person("x' OR true"))), snapshot->ontology(), false);
  EXPECT_EQ(query.text.find("x'"), std::string::npos);
  EXPECT_TRUE(query.parameters.contains("whom"));
}

}  // namespace
}  // namespace guanxi
