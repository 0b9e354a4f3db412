#include "extract/rules/match_factuality.h"

#include <gtest/gtest.h>

#include "tests/rules/small_sentence.h"

namespace guanxi {
namespace {

class MatchFactualityTest : public ::testing::Test {
 protected:
  // Of the call in the sentence. subject: its clause has one of its own.
  std::optional<Factuality> of(const std::string& text, bool subject = true,
                               const MatchFactuality::Told& last = {}) {
    SmallSentence sentence(text, "通话", {}, alphabet_, grammar_);
    return MatchFactuality(sentence.input(), sentence.encoded(), grammar_)
        .of(sentence.match(), rule_, subject, last);
  }

  SmallPack folder_;
  Pack pack_ = folder_.load();
  Grammar grammar_{pack_};
  Alphabet alphabet_{pack_.ontology(), grammar_.markers()};
  Rule rule_;
};

TEST_F(MatchFactualityTest, MarkersOfTheClauseSay) {
  EXPECT_EQ(of("P同P通话。"), Factuality::kAsserted);
  EXPECT_EQ(of("P将同P通话。"), Factuality::kPlanned);
  EXPECT_EQ(of("P未同P通话。"), Factuality::kNegated);
  EXPECT_EQ(of("P愿同P通话。"), std::nullopt);
  EXPECT_EQ(of("P将去，P同P通话。"), Factuality::kAsserted);
}

TEST_F(MatchFactualityTest, ARuleMaySayItself) {
  rule_.factuality = Factuality::kPlanned;
  EXPECT_EQ(of("P同P通话。"), Factuality::kPlanned);
  EXPECT_EQ(of("P愿同P通话。"), std::nullopt);
}

TEST_F(MatchFactualityTest, WithoutASubjectTheClauseBeforeSpeaks) {
  EXPECT_EQ(of("P愿来，同P通话。", false), std::nullopt);
  EXPECT_EQ(of("P将来，同P通话。", false), Factuality::kPlanned);
  EXPECT_EQ(of("P愿来。同P通话。", false), Factuality::kAsserted);
}

TEST_F(MatchFactualityTest, APlanGoesOnBehindWhatWasPlanned) {
  const MatchFactuality::Told planned{1, Factuality::kPlanned};
  EXPECT_EQ(of("P到，同P通话。", false, planned), Factuality::kPlanned);
  EXPECT_EQ(of("P到，P同P通话。", true, planned), Factuality::kAsserted);
}

}  // namespace
}  // namespace guanxi
