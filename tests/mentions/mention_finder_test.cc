#include "extract/mentions/mention_finder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace guanxi {
namespace {

using ::testing::Contains;
using ::testing::Not;

const MentionFinder& finder() {
  static const MentionFinder instance(std::string(GUANXI_SOURCE_DIR) + "/schemas/zh");
  return instance;
}

// "surface/kind/canonical" of each mention.
std::vector<std::string> found(const std::vector<std::string>& sentences) {
  std::vector<std::string_view> views(sentences.begin(), sentences.end());
  std::vector<std::string> out;
  const auto all = finder().find_all(views);
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const Mention& m : all[i]) {
      out.push_back(sentences[i].substr(m.begin, m.end - m.begin) + "/" + std::string(kind_name(m.kind)) +
                    "/" + m.canonical);
    }
  }
  return out;
}

TEST(MentionFinder, ReadsAMeetingOfTwoOfficeHolders) {
  const auto mentions = found({"外交部长王毅在北京会见法国总统马克龙。"});
  EXPECT_THAT(mentions, Contains("王毅/person/王毅"));
  EXPECT_THAT(mentions, Contains("法国/country/法国"));
  EXPECT_THAT(mentions, Contains("总统/title/总统"));
  EXPECT_THAT(mentions, Contains("马克龙/person/马克龙"));
  EXPECT_THAT(mentions, Contains("北京/place/北京市"));
}

TEST(MentionFinder, MentionsNeverOverlapAndStandInOrder) {
  const std::string text =
      "国家卫生健康委员会主任马晓伟同世界卫生组织总干事谭德塞在日内瓦会谈，双方就中美关系交换意见。";
  std::size_t end = 0;
  for (const Mention& m : finder().find(text)) {
    EXPECT_GE(m.begin, end);
    EXPECT_LT(m.begin, m.end);
    EXPECT_LE(m.end, text.size());
    end = m.end;
  }
  EXPECT_GT(end, 0u);
}

}  // namespace
}  // namespace guanxi
