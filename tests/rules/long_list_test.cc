#include "extract/rules/long_list.h"

#include <gtest/gtest.h>

#include "tests/rules/small_pack.h"

namespace guanxi {
namespace {

class LongListTest : public ::testing::Test {
 protected:
  LongListTest() {
    folder_.write("grammar.yaml",
                  "clause_marks: \"，。；\"\n"
                  "sentence_marks: \"。\"\n"
                  "list: {mark: \"、\", separator: \"、|和\", tail: \"等\", chain: \"，\", each: [分别]}\n");
    grammar_ = Grammar(folder_.load());
  }

  // P: a person with an office; Q: one without.
  std::string read(const std::string& text) {
    std::vector<Unit> units;
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text[at] != 'P' && text[at] != 'Q') continue;
      Unit& unit = units.emplace_back();
      unit.begin = at;
      unit.end = at + 1;
      unit.members = {{"person", "somebody", ""}};
      if (text[at] == 'P') unit.offices = {{"office", {}, at, at}};
    }
    return read_long_lists(text, units, grammar_).value_or("");
  }

  SmallPack folder_;
  Grammar grammar_;
};

TEST_F(LongListTest, CommasBetweenTitledPersonsAreListMarks) {
  EXPECT_EQ(read("会见P，P和P。"), "会见P、P和P。");
  EXPECT_EQ(read("分别会见P，P，说明情况。"), "分别会见P、P，说明情况。");
}

TEST_F(LongListTest, ACommaBeforeAnotherClauseIsNone) {
  EXPECT_EQ(read("会见P，P表示感谢。"), "");
  EXPECT_EQ(read("会见P，Q和Q。"), "");
  EXPECT_EQ(read("会见P、P和P。"), "");
  EXPECT_EQ(read("会见P。"), "");
}

}  // namespace
}  // namespace guanxi
