#include "extract/text/sentences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/text/pack.h"

namespace guanxi {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> sentences(const std::string& paragraph) {
  // A heading first, so that the paragraph is one.
  const TextDocument document = testing::reader().read("a", "# 标题\n\n" + paragraph + "\n");
  std::vector<std::string> all;
  for (const Sentence& sentence : document.sentences) all.push_back(sentence.text);
  all.erase(all.begin());
  return all;
}

TEST(Sentences, EndWithFullStopsQuestionsAndExclamations) {
  EXPECT_THAT(sentences("他来了。谁来了？他来了！完了"),
              ElementsAre("他来了。", "谁来了？", "他来了！", "完了"));
  EXPECT_THAT(sentences("什么？！他说。。。"), ElementsAre("什么？！", "他说。。。"));
}

TEST(Sentences, AQuotationHoldsItsSentencesTogether) {
  EXPECT_THAT(sentences("他说：“天晴了。我们走。”大家出发。"),
              ElementsAre("他说：“天晴了。我们走。”", "大家出发。"));
  EXPECT_THAT(sentences("他说「天晴了。」，大家出发。"), ElementsAre("他说“天晴了。”，大家出发。"));
  EXPECT_THAT(sentences("高喊“前进！”的口号。"), ElementsAre("高喊“前进！”的口号。"));
  EXPECT_THAT(sentences("他说：「『好。』她答。」然後走了。"),
              ElementsAre("他说：“‘好。’她答。”", "然后走了。"));
  EXPECT_THAT(sentences("所谓“三早”方案出台。"), ElementsAre("所谓“三早”方案出台。"));
}

TEST(Sentences, StraightQuotationMarksAreRead) {
  EXPECT_THAT(sentences("他说:\"天晴了。我们走。\"大家出发。"),
              ElementsAre("他说：“天晴了。我们走。”", "大家出发。"));
  EXPECT_THAT(sentences("所谓\"早\"和\"快\"。"), ElementsAre("所谓“早”和“快”。"));
}

TEST(Sentences, TitlesAndBracketsNeverEnd) {
  EXPECT_THAT(sentences("电影《你好！明天》上映。"), ElementsAre("电影《你好！明天》上映。"));
  EXPECT_THAT(sentences("他（当时生病。后来好了。）来了。"), ElementsAre("他（当时生病。后来好了。）来了。"));
}

TEST(Sentences, MarksWithoutPartnerHoldNothing) {
  EXPECT_THAT(sentences("他说：“天晴了。我们走。大家出发。"),
              ElementsAre("他说：“天晴了。", "我们走。", "大家出发。"));
  EXPECT_THAT(sentences("天晴了”。我们走。"), ElementsAre("天晴了”。", "我们走。"));
}

TEST(Sentences, PointsWithinNumbersAndNamesEndNothing) {
  EXPECT_THAT(sentences("增长5.6%，见 www.a.com/b.html。"), ElementsAre("增长5.6%，见 www.a.com/b.html。"));
  EXPECT_THAT(sentences("迪亚斯.卡内尔到访. 他很高兴."), ElementsAre("迪亚斯.卡内尔到访.", "他很高兴."));
}

TEST(Sentences, SemicolonsDivideClauses) {
  const TextDocument document =
      testing::reader().read("a", "# 标题\n\n他会见了甲；随后会见乙（丙；丁）;最后“见戊；己”。\n");
  const Sentence& sentence = document.sentences.back();
  EXPECT_EQ(sentence.text, "他会见了甲；随后会见乙（丙；丁）；最后“见戊；己”。");
  EXPECT_THAT(sentence.clauses, ElementsAre(sentence.text.find("随后"), sentence.text.find("最后")));
}

TEST(Sentences, KnowTheirLineAndBytesAcrossJoinedLines) {
  const std::string bytes = "# 题\n\n◆代表团参观了码头。随后，他们\n\n12\n\n前往工厂。次日回国。\n";
  const TextDocument document = testing::reader().read("a", bytes);
  ASSERT_EQ(document.sentences.size(), 4u);
  const Sentence& cut = document.sentences[2];
  EXPECT_EQ(cut.text, "随后，他们前往工厂。");
  EXPECT_EQ(cut.line, 3u);
  EXPECT_EQ(bytes.substr(cut.begin, cut.end - cut.begin), "随后，他们\n\n12\n\n前往工厂。");
  const std::size_t they = cut.text.find("他们");
  EXPECT_EQ(bytes.substr(cut.source_begin(they), 6), "他们");
  EXPECT_EQ(cut.source_end(they + 6), cut.source_begin(they) + 6);
  const std::size_t go = cut.text.find("前往");
  EXPECT_EQ(bytes.substr(cut.source_begin(go), 6), "前往");
  EXPECT_EQ(document.sentences[3].line, 7u);
}

TEST(Sentences, AVeryLongOneIsCutBehindAComma) {
  std::string paragraph;
  while (paragraph.size() < 200000) paragraph += "他们继续向前走，";
  const std::vector<std::string> parts = sentences(paragraph);
  EXPECT_GE(parts.size(), 3u);
  std::string all;
  for (const std::string& part : parts) {
    EXPECT_LE(part.size(), testing::pack().longest_sentence);
    EXPECT_TRUE(part.ends_with("，"));
    all += part;
  }
  EXPECT_EQ(all, paragraph);
}

TEST(Sentences, WithoutAnyMarkItIsCutBetweenCharacters) {
  std::string paragraph;
  while (paragraph.size() < 700000) paragraph += "走";
  std::string all;
  for (const std::string& part : sentences(paragraph)) {
    EXPECT_LE(part.size(), testing::pack().longest_sentence);
    EXPECT_EQ(part.size() % 3, 0u);
    all += part;
  }
  EXPECT_EQ(all, paragraph);
}

TEST(Sentences, ALongQuotationAcrossStretchesStaysWhole) {
  std::string quotation = "他说：“";
  while (quotation.size() < 3500) quotation += "会谈很好。";
  quotation += "”";
  std::string paragraph;
  for (int i = 0; i < 200; ++i) paragraph += quotation;
  EXPECT_EQ(sentences(paragraph), std::vector<std::string>(200, quotation));
}

TEST(Sentences, StretchesOfALongLineGiveTheSameSentences) {
  std::string paragraph;
  std::vector<std::string> expected;
  for (int i = 0; i < 20000; ++i) {
    expected.push_back("第" + std::to_string(i) + "位代表说：“会谈很好。明年再来。”");
    paragraph += expected.back();
  }
  EXPECT_EQ(sentences(paragraph), expected);
}

}  // namespace
}  // namespace guanxi
