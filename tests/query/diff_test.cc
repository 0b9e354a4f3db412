#include "query/diff/diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/graph/memory_snapshot.h"

namespace guanxi {
namespace {

using test::MemorySnapshot;
using test::person;
using testing::ElementsAre;

class Diff : public testing::Test {
 protected:
  void tell(std::string_view document, std::string_view a, std::string_view relation, std::string_view b,
            std::string_view time, std::string_view text = "", std::string_view office = "") {
    Statement statement;
    statement.relation = relation;
    statement.time = time;
    statement.office = office;
    Evidence evidence;
    evidence.begin = at_ += 100;
    evidence.line = static_cast<std::uint32_t>(at_ / 100);
    evidence.text = text;
    snapshot.add(person(a), person(b), statement, document, evidence);
  }

  std::vector<std::string> rows() const {
    const auto a = told_by(snapshot, "a.txt");
    const auto b = told_by(snapshot, "b.txt");
    std::vector<std::string> lines;
    for (const DiffRow& row : diff(a, b, snapshot.ontology())) {
      lines.push_back(std::string(to_string(row.difference)) + ": " + print(row.a) + " | " + print(row.b));
    }
    return lines;
  }

  static std::string print(const ToldStatement* told) {
    if (told == nullptr) return "-";
    return told->subject.name + " " + told->statement.relation + " " + told->object.name + " " +
           told->statement.time;
  }

  MemorySnapshot snapshot;
  std::uint64_t at_ = 0;
};

TEST_F(Diff, WhatIsTheSameAgreesAlsoWithItsSidesExchanged) {
  tell("a.txt", "A", "met", "B", "2020-01-01");
  tell("b.txt", "B", "met", "A", "2020-01-01");
  tell("a.txt", "A", "wrote_to", "B", "2020-01-02");
  tell("b.txt", "B", "wrote_to", "A", "2020-01-02");
  EXPECT_THAT(rows(), ElementsAre("agree: A met B 2020-01-01 | B met A 2020-01-01",
                                  "only in A: A wrote_to B 2020-01-02 | -",
                                  "only in B: - | B wrote_to A 2020-01-02"));
}

TEST_F(Diff, AnotherDateIsTheNearestInWording) {
  tell("a.txt", "A", "phoned", "B", "2020-01-01", "A talked to B by telephone about the weather");
  tell("b.txt", "A", "phoned", "B", "2020-01-05", "on another day, something else altogether happened");
  tell("b.txt", "A", "phoned", "B", "2020-01-02", "A talked to B by telephone about the weather");
  EXPECT_THAT(rows(), ElementsAre("date: A phoned B 2020-01-01 | A phoned B 2020-01-02",
                                  "only in B: - | A phoned B 2020-01-05"));
}

TEST_F(Diff, AnotherNameOnTheSameDayInASentenceThatIsAlike) {
  tell("a.txt", "A", "phoned", "Conte", "2020-03-14", "A phoned the prime minister, Mr Conte, about aid");
  tell("b.txt", "A", "phoned", "Mattarella", "2020-03-14",
       "A phoned the president, Mr Mattarella, about aid");
  tell("b.txt", "A", "phoned", "X", "2020-03-15", "A phoned the prime minister, Mr X, about aid");
  EXPECT_THAT(rows(), ElementsAre("name: A phoned Conte 2020-03-14 | A phoned Mattarella 2020-03-14",
                                  "only in B: - | A phoned X 2020-03-15"));
}

TEST_F(Diff, TheSameSentenceComesBeforeTheSameNamesOnAnotherDay) {
  tell("a.txt", "A", "phoned", "Union", "2020-03-11",
       "A held the third call with the Union about the outbreak");
  tell("a.txt", "A", "phoned", "League", "2020-02-20",
       "quite different words on some other occasion, in Laos");
  tell("b.txt", "A", "phoned", "League", "2020-03-11",
       "A held the third call with the League about the outbreak");
  EXPECT_THAT(rows(), ElementsAre("only in A: A phoned League 2020-02-20 | -",
                                  "name: A phoned Union 2020-03-11 | A phoned League 2020-03-11"));
}

TEST_F(Diff, AnotherHolderOfAnOfficeInASentenceThatIsAlike) {
  tell("a.txt", "A", "holds_office", "Land", "", "a letter to President A of the Land, about aid",
       "president");
  tell("b.txt", "B", "holds_office", "Land", "", "a letter to Premier B of the Land, about aid", "premier");
  tell("b.txt", "C", "holds_office", "Land", "", "something else altogether: C speaks", "minister");
  EXPECT_THAT(rows(), ElementsAre("name: A holds_office Land  | B holds_office Land ",
                                  "only in B: - | C holds_office Land "));
}

TEST_F(Diff, AnotherOfficeAndAnotherRelation) {
  tell("a.txt", "A", "holds_office", "Land", "", "President A", "president");
  tell("b.txt", "A", "holds_office", "Land", "", "Premier A", "premier");
  tell("a.txt", "A", "met", "B", "2020-01-01", "A and B talked for an hour in Geneva");
  tell("b.txt", "A", "phoned", "B", "2020-01-01", "A and B talked for an hour");
  EXPECT_THAT(rows(), ElementsAre("relation: A met B 2020-01-01 | A phoned B 2020-01-01",
                                  "office: A holds_office Land  | A holds_office Land "));
}

TEST_F(Diff, CountsAndWholeSnapshots) {
  tell("a.txt", "A", "met", "B", "2020-01-01");
  tell("b.txt", "A", "met", "B", "2020-01-01");
  tell("b.txt", "C", "met", "B", "2020-01-01");
  const auto all = told_by(snapshot);
  EXPECT_EQ(all.size(), 2U);
  const std::vector<ToldStatement> none;
  const DiffCounts counts = count(diff(all, none, snapshot.ontology()));
  EXPECT_EQ(counts.only_a, 2U);
  EXPECT_EQ(count(diff(all, all, snapshot.ontology())).agree, 2U);
}

}  // namespace
}  // namespace guanxi
