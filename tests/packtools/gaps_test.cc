#include "extract/gaps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/packtools/example_pack.h"

namespace guanxi {
namespace {

const Gap* find(const std::vector<Gap>& gaps, const std::string& text) {
  for (const Gap& gap : gaps)
    if (gap.text == text) return &gap;
  return nullptr;
}

TEST(GapFinder, CountsVerbsBetweenEntitiesThatNoRuleCovers) {
  GapFinder finder(mergers());
  finder.add(mergers().read(
      "a.txt",
      "青禾科技起诉远帆汽车。\n\n北辰银行起诉青禾科技。\n\n青禾科技收购远帆汽车。\n\n远帆汽车起诉。\n"));
  std::vector<Gap> wordings = finder.wordings();
  const Gap* sued = find(wordings, "起诉");
  ASSERT_NE(sued, nullptr);
  EXPECT_EQ(sued->count, 2u);  // the last sentence has one entity only
  EXPECT_EQ(sued->sort, "verb");
  EXPECT_EQ(sued->document, "a.txt");
  EXPECT_EQ(sued->line, 1u);
  EXPECT_EQ(find(wordings, "收购"), nullptr);
  EXPECT_EQ(finder.uncovered(), 2u);
}

TEST(GapFinder, ListsNamesThatAreNoEntity) {
  GapFinder finder(mergers());
  finder.add(mergers().read("a.txt", "他说Fooltech增长很快。\n\nFooltech在北京开会。\n"));
  std::vector<Gap> names = finder.names();
  const Gap* latin = find(names, "Fooltech");
  ASSERT_NE(latin, nullptr);
  EXPECT_EQ(latin->count, 2u);
  EXPECT_EQ(find(names, "北京"), nullptr);
}

}  // namespace
}  // namespace guanxi
