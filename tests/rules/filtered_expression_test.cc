#include "extract/rules/filtered_expression.h"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <random>

#include "extract/statement/error.h"

namespace guanxi {
namespace {

TEST(FilteredExpression, FindsTheFirstPlace) {
  const FilteredExpression expression("应[^，。]{1,60}?(?:邀请|约请)");
  const std::string text = "他应甲国总统邀请，后来又应乙方约请前往";
  EXPECT_EQ(expression.in(text), "应甲国总统邀请");
  EXPECT_EQ(expression.in("他应该去，邀请了"), "");
  EXPECT_EQ(expression.in(""), "");
}

TEST(FilteredExpression, RefusesWhatRe2CannotRead) {
  EXPECT_THROW(FilteredExpression("应(邀请"), Error);
}

// Words come in lower case from RE2's filter; text does not.
TEST(FilteredExpression, CaseOfLettersCounts) {
  const FilteredExpression expression("met (?:Ann|ÉVE)");
  EXPECT_EQ(expression.in("he met Ann"), "met Ann");
  EXPECT_EQ(expression.in("he met ÉVE"), "met ÉVE");
  EXPECT_EQ(expression.in("he met ann"), "");
}

// What the filter lets pass or turns away is what RE2 alone finds.
TEST(FilteredExpression, FindsWhatRe2Finds) {
  const char* sources[] = {"甲[^，]{1,3}?(?:乙|丙丁)", "甲?乙*", "(?:甲乙|丙)丁$", "^甲|乙丙.{0,2}丁",
                           "[甲乙]丙"};
  const std::string letters[] = {"甲", "乙", "丙", "丁", "，"};
  std::mt19937 random(7);
  for (const char* source : sources) {
    const FilteredExpression filtered(source);
    const re2::RE2 plain(source);
    std::size_t matches = 0;
    for (int i = 0; i < 2000; ++i) {
      std::string text;
      for (std::size_t n = random() % 9; n > 0; --n) text += letters[random() % 5];
      re2::StringPiece found;
      const bool any = plain.Match(text, 0, text.size(), re2::RE2::UNANCHORED, &found, 1) && !found.empty();
      matches += any ? 1 : 0;
      EXPECT_EQ(filtered.in(text), any ? std::string_view(found.data(), found.size()) : std::string_view())
          << source << " in " << text;
    }
    EXPECT_GT(matches, 50u) << source;
  }
}

}  // namespace
}  // namespace guanxi
