#include "extract/rules/word_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace guanxi {
namespace {

TEST(WordIndex, LongestFirst) {
  const WordIndex index({"同", "同意", "同意了", "x", "", "意"});
  std::vector<std::uint32_t> found;
  index.words_at("不同意了", 3, [&](std::uint32_t number, std::size_t size) {
    found.push_back(number);
    EXPECT_EQ(size, number == 0 ? 3u : number == 1 ? 6u : 9u);
    return true;
  });
  EXPECT_EQ(found, (std::vector<std::uint32_t>{2, 1, 0}));
  EXPECT_EQ(index.longest_at("不同意", 3), 1u);
  EXPECT_EQ(index.longest_at("不同意", 0), WordIndex::kNone);
  EXPECT_EQ(index.longest_at("x", 0), 3u);
  EXPECT_EQ(index.longest_at("", 0), WordIndex::kNone);
  EXPECT_EQ(WordIndex().longest_at("同", 0), WordIndex::kNone);
}

// Against the plain way, on words and texts of one to four bytes a character.
TEST(WordIndex, FindsWhatComparingFinds) {
  std::mt19937 random(7);
  const std::vector<std::string> characters = {
      "a", "é", "同", "国", "、", "\xF0\xA0\x80\x80", "\xF0\xA0\x80\x81"};
  auto text = [&](std::size_t most) {
    std::string out;
    for (std::size_t left = random() % (most + 1); left > 0; --left)
      out += characters[random() % characters.size()];
    return out;
  };
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> words;
    for (int i = 0; i < 12; ++i) words.push_back(text(4));
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    const WordIndex index(words);
    const std::string sentence = text(30);
    for (std::size_t at = 0; at < sentence.size(); ++at) {
      std::vector<std::uint32_t> expected, found;
      for (std::uint32_t i = 0; i < words.size(); ++i)
        if (!words[i].empty() && sentence.compare(at, words[i].size(), words[i]) == 0) expected.push_back(i);
      if ((static_cast<unsigned char>(sentence[at]) & 0xc0) == 0x80) expected.clear();
      index.words_at(sentence, at, [&](std::uint32_t number, std::size_t) {
        found.push_back(number);
        return true;
      });
      std::sort(found.begin(), found.end());
      ASSERT_EQ(found, expected) << sentence << " at " << at;
    }
  }
}

}  // namespace
}  // namespace guanxi
