#include "extract/rules/match_time.h"

#include <gtest/gtest.h>

#include "tests/rules/small_sentence.h"

namespace guanxi {
namespace {

using Dates = std::vector<std::pair<std::string, std::string>>;

class MatchTimeTest : public ::testing::Test {
 protected:
  // When the call of the sentence was.
  std::string time_of(const std::string& text, const Dates& dates,
                      Factuality factuality = Factuality::kAsserted) {
    SmallSentence sentence(text, "通话", dates, alphabet_, grammar_);
    sentence.input().default_time = "2020-01-01";
    sentence.input().plan_time = "2020-01";
    return MatchTime(sentence.input(), sentence.encoded(), grammar_).of(sentence.match(), factuality);
  }

  SmallPack folder_;
  Pack pack_ = folder_.load();
  Grammar grammar_{pack_};
  Alphabet alphabet_{pack_.ontology(), grammar_.markers()};
};

TEST_F(MatchTimeTest, TheLastDateBeforeIsNearerThanOneBehind) {
  EXPECT_EQ(time_of("3日P到，4日P同P通话，5日离开。",
                    {{"3日", "2020-03-03"}, {"4日", "2020-03-04"}, {"5日", "2020-03-05"}}),
            "2020-03-04");
  EXPECT_EQ(time_of("P同P通话是在5日。", {{"5日", "2020-03-05"}}), "2020-03-05");
  EXPECT_EQ(time_of("P同P通话，5日离开。", {{"5日", "2020-03-05"}}), "2020-01-01");
}

TEST_F(MatchTimeTest, WithoutADateTheSentenceHasADefault) {
  EXPECT_EQ(time_of("P同P通话。", {}), "2020-01-01");
  EXPECT_EQ(time_of("P同P通话。", {}, Factuality::kPlanned), "2020-01");
}

TEST_F(MatchTimeTest, YearsOfAnEarlierClauseAreItsBackground) {
  EXPECT_EQ(time_of("三年来P没有来，P同P通话。", {{"三年来", "2017/2019"}}), "2020-01-01");
  EXPECT_EQ(time_of("三年来，P同P通话。", {{"三年来", "2017/2019"}}), "2017/2019");
}

TEST_F(MatchTimeTest, ADateBehindAPlanIsThatOfThePlan) {
  EXPECT_EQ(time_of("P同P通话将于5日见面。", {{"5日", "2020-03-05"}}), "2020-01-01");
}

TEST_F(MatchTimeTest, KnowsWhatIsToCome) {
  SmallSentence sentence("5日P同P通话。", "通话", {{"5日", "2020-03-05"}}, alphabet_, grammar_);
  const MatchTime time(sentence.input(), sentence.encoded(), grammar_);
  EXPECT_FALSE(time.to_come("2020-03-05"));
  sentence.dates()[0].to_come = true;
  EXPECT_TRUE(time.to_come("2020-03-05"));
  EXPECT_FALSE(time.to_come("2020-03-06"));
}

}  // namespace
}  // namespace guanxi
