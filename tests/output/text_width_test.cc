#include "query/output/text_width.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace guanxi {
namespace {

TEST(TextWidth, CountsWideCharactersTwice) {
  EXPECT_EQ(display_width("abc"), 3u);
  EXPECT_EQ(display_width("谭德塞"), 6u);
  EXPECT_EQ(display_width("ＷＨＯ"), 6u);
  EXPECT_EQ(display_width("é"), 1u);
  EXPECT_EQ(display_width("e\u0301"), 1u);  // a combining accent
  EXPECT_EQ(display_width("👍"), 2u);
  EXPECT_EQ(display_width("迪亚斯-卡内尔·"), 14u);
  EXPECT_EQ(display_width("\xff"), 1u);
}

TEST(TextWidth, MakesOneSafeLine) {
  EXPECT_EQ(one_line("a\nb\tc"), "a b c");
  EXPECT_EQ(one_line("\x1b[31mred"), "␛[31mred");
  EXPECT_EQ(one_line("a\u202Eb"), "a\uFFFDb");
  EXPECT_EQ(one_line("a\xff"), "a\uFFFD");
  EXPECT_EQ(one_line(std::string_view("\0", 1)), "␀");
}

TEST(TextWidth, CutsBetweenCharacters) {
  EXPECT_EQ(cut_to_width("中国疾控中心", 12), "中国疾控中心");
  EXPECT_EQ(cut_to_width("中国疾控中心", 11), "中国疾控中…");
  EXPECT_EQ(cut_to_width("中国疾控中心", 10), "中国疾控…");
  EXPECT_EQ(cut_to_width("ab", 1), "…");
  EXPECT_EQ(cut_to_width("ab", 0), "");
}

TEST(TextWidth, WrapsAtSpacesOrAnywhere) {
  EXPECT_THAT(wrap_to_width("one two three", 8), testing::ElementsAre("one two", "three"));
  EXPECT_THAT(wrap_to_width("世界卫生组织", 5), testing::ElementsAre("世界", "卫生", "组织"));
  EXPECT_THAT(wrap_to_width("世界", 0), testing::ElementsAre("世", "界"));
  EXPECT_THAT(wrap_to_width("", 5), testing::ElementsAre(""));
}

}  // namespace
}  // namespace guanxi
