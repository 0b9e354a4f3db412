#include "extract/near_miss.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/rules/pattern_variant.h"
#include "tests/packtools/example_pack.h"

namespace guanxi {
namespace {

using testing::HasSubstr;

TEST(PatternVariant, ChangesOneThing) {
  std::vector<std::string> sources;
  for (const PatternVariant& variant : pattern_variants("{subject}? … 同|与 {object: work} [甲]"))
    sources.push_back(variant.source);
  EXPECT_THAT(sources, testing::UnorderedElementsAre(
                           "… 同|与 {object: work} [甲]", "{subject: any}? … 同|与 {object: work} [甲]",
                           "{subject}? …… 同|与 {object: work} [甲]", "{subject}? … {object: work} [甲]",
                           "{subject}? … 与 {object: work} [甲]", "{subject}? … 同 {object: work} [甲]",
                           "{subject}? … 同|与 [甲]", "{subject}? … 同|与 {object: any} [甲]",
                           "{object}? … 同|与 {subject: work} [甲]"));
}

TEST(PatternVariant, LeavesLongListsAlone) {
  for (const PatternVariant& variant : pattern_variants("{subject} [一|二|三|四|五|六|七] {object}"))
    EXPECT_NE(variant.change, PatternVariant::Change::kDropWord) << variant.source;
  EXPECT_EQ(shorten_part("[一|二|三|四|五]"), "[一|二|三|…]");
  EXPECT_EQ(shorten_part("[一|二]"), "[一|二]");
}

// The nearest miss of a pattern of a rule, "" when there is none.
std::string nearest(const std::string& text, const std::string& rule) {
  std::string why;
  mergers().analyze(mergers().read("a.txt", text), true, [&](const SentenceAnalysis& analysis) {
    for (const NearMiss& miss : near_misses(mergers(), analysis))
      if (why.empty() && mergers().rules().rules()[miss.rule].name == rule) why = miss.why;
  });
  return why;
}

TEST(NearMiss, NamesThePartThatFailed) {
  EXPECT_THAT(nearest("青禾科技收购业务。", "mergers/acquired"), HasSubstr("no {object} (company)"));
  EXPECT_THAT(nearest("青禾科技收购毛泽东。", "mergers/acquired"),
              HasSubstr("{object} takes company; 毛泽东 there is of the kind person"));
  EXPECT_THAT(nearest("青禾科技远帆汽车合并。", "mergers/merged"), HasSubstr("no 与|同|和"));
}

TEST(NearMiss, IsSilentWhereTheRuleFiredOrNoTriggerStands) {
  EXPECT_EQ(nearest("青禾科技收购远帆汽车。", "mergers/acquired"), "");
  EXPECT_EQ(nearest("青禾科技赞扬远帆汽车。", "mergers/acquired"), "");
}

}  // namespace
}  // namespace guanxi
