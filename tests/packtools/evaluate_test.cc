#include "extract/evaluate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/statement/error.h"
#include "tests/packtools/example_pack.h"

namespace guanxi {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class EvaluationTest : public testing::Test {
 protected:
  EvaluationTest() : ontology_(Pack::load({packs() / "core"}).ontology()) {}

  void gold(const std::string& subject, const std::string& relation, const std::string& object,
            const std::string& time, const std::string& factuality = "", bool optional = false) {
    evaluation_.add_gold({"a.txt", subject, relation, object, time, factuality, optional});
  }
  void found(const std::string& subject, const std::string& relation, const std::string& object,
             const std::string& time, Factuality factuality = Factuality::kAsserted) {
    Statement statement;
    statement.relation = relation;
    statement.time = time;
    statement.factuality = factuality;
    evaluation_.add_found("some/folder/a.txt", {"person", subject, ""}, statement, {"person", object, ""});
  }
  void expect(const std::string& measure, std::size_t right, std::size_t gold, std::size_t found) {
    Rates rates = evaluation_.rates(measure);
    EXPECT_EQ(rates.right, right) << measure;
    EXPECT_EQ(rates.gold, gold) << measure;
    EXPECT_EQ(rates.found, found) << measure;
  }

  Ontology ontology_;
  NameAliases aliases_;
  Evaluation evaluation_{ontology_, aliases_};
};

TEST_F(EvaluationTest, CountsByHand) {
  aliases_.same("世界卫生组织", "WHO");
  gold("甲", "phoned", "乙", "2020-01-02");
  gold("甲", "wrote_to", "丙", "2020-01-03");
  gold("甲", "met", "世界卫生组织", "2020-01-04~", "planned");
  gold("甲", "praised", "丁", "", "", true);
  found("乙", "phoned", "甲", "2020-01-02");    // phoned has no direction
  found("丙", "wrote_to", "甲", "2020-01-03");  // wrote_to has: strictly wrong, the contact is right
  found("甲", "met", "who", "2020-01-04", Factuality::kPlanned);
  found("甲", "praised", "丁", "");  // optional: counts neither way
  found("甲", "praised", "戊", "");  // wrong
  expect("contact", 2, 2, 2);        // a plan is no contact
  expect("strict", 2, 3, 4);
  expect("pair", 3, 3, 4);
  expect("entity", 4, 4, 5);  // 甲 乙 丙 WHO of the gold, 戊 is wrong, 丁 optional
  EXPECT_DOUBLE_EQ(evaluation_.rates("strict").precision(), 0.5);
  EXPECT_DOUBLE_EQ(evaluation_.rates("strict").recall(), 2.0 / 3);
  EXPECT_DOUBLE_EQ(evaluation_.rates("strict").f1(), 4.0 / 7);
  auto relations = evaluation_.by_relation();
  EXPECT_EQ(relations.at("praised").found, 1u);
  EXPECT_EQ(relations.at("praised").gold, 0u);
  EXPECT_EQ(relations.at("wrote_to").right, 0u);
  EXPECT_THAT(evaluation_.missed("strict"),
              ElementsAre(ElementsAre("a.txt", "甲", "丙", "wrote_to", "2020-01-03", "asserted")));
  EXPECT_THAT(evaluation_.wrong("entity"), ElementsAre(ElementsAre("a.txt", "戊")));
}

TEST_F(EvaluationTest, SameThingTwiceCountsOnce) {
  gold("甲", "met", "乙", "2020");
  gold("乙", "met", "甲", "2020");
  found("甲", "met", "乙", "2020");
  found("甲", "met", "乙", "2020");
  expect("strict", 1, 1, 1);
}

TEST_F(EvaluationTest, NamesAreComparedWithoutWidthMarksAndCase) {
  EXPECT_EQ(aliases_.key("“Ａbc 甲·乙”（丙）"), aliases_.key("aBC甲乙丙"));
  EXPECT_NE(aliases_.key("甲"), aliases_.key("乙"));
}

TEST(EvaluationPlan, ReadsAManifest) {
  ScratchFolder folder;
  auto file = folder.write(
      "manifest.json",
      R"({"sets":[{"gold":"g.jsonl","lines":{"a.txt":[2,4],"b.txt":null}}],"aliases":["x.json"]})");
  EvaluationPlan plan = EvaluationPlan::read(file);
  EXPECT_THAT(plan.gold, ElementsAre(folder.path() / "g.jsonl"));
  EXPECT_FALSE(plan.judged("in/a.txt", 1));
  EXPECT_TRUE(plan.judged("in/a.txt", 4));
  EXPECT_TRUE(plan.judged("b.txt", 999));
  EXPECT_FALSE(plan.judged("c.txt", 1));
}

TEST(Gold, NamesTheLineThatIsWrong) {
  ScratchFolder folder;
  auto file = folder.write("g.jsonl", "\n{\"doc\":\"a.txt\",\"relation\":\"met\"}\n");
  try {
    read_gold(file);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    EXPECT_THAT(error.what(), HasSubstr("g.jsonl:2: expected one gold statement"));
  }
}

}  // namespace
}  // namespace guanxi
