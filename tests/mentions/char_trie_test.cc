#include "extract/mentions/char_trie.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace guanxi {
namespace {

std::vector<std::pair<std::size_t, std::uint32_t>> prefixes(const CharTrie& trie, std::u32string_view text) {
  std::vector<std::pair<std::size_t, std::uint32_t>> out;
  trie.prefixes(text, [&](std::size_t length, std::uint32_t value) { out.emplace_back(length, value); });
  return out;
}

TEST(CharTrie, IsEmptyAtFirst) {
  const CharTrie trie;
  EXPECT_TRUE(trie.empty());
  EXPECT_FALSE(trie.starts(U'北'));
  EXPECT_EQ(trie.find(U"北京"), CharTrie::kNone);
  EXPECT_TRUE(prefixes(trie, U"北京").empty());
}

TEST(CharTrie, EnumeratesKeysShortestFirst) {
  CharTrie trie;
  EXPECT_EQ(trie.set(U"北京大学", 3), CharTrie::kNone);
  EXPECT_EQ(trie.set(U"北京", 2), CharTrie::kNone);
  EXPECT_EQ(trie.set(U"北", 1), CharTrie::kNone);
  using Found = std::vector<std::pair<std::size_t, std::uint32_t>>;
  EXPECT_EQ(prefixes(trie, U"北京大学生"), (Found{{1, 1}, {2, 2}, {4, 3}}));
  EXPECT_EQ(prefixes(trie, U"北大"), (Found{{1, 1}}));
  EXPECT_EQ(trie.find(U"北京大"), CharTrie::kNone);
  EXPECT_EQ(trie.find(U"北京大学"), 3u);
}

TEST(CharTrie, TellsTheEarlierNumber) {
  CharTrie trie;
  trie.set(U"上海", 7);
  EXPECT_EQ(trie.set(U"上海", 8), 7u);
  EXPECT_EQ(trie.find(U"上海"), 8u);
}

TEST(CharTrie, KeepsNoKeyOutsideTheBmp) {
  CharTrie trie;
  EXPECT_EQ(trie.set(U"\U00020000", 1), CharTrie::kNone);
  EXPECT_EQ(trie.set(U"", 1), CharTrie::kNone);
  EXPECT_TRUE(trie.empty());
  trie.set(U"中", 1);
  EXPECT_EQ(prefixes(trie, U"中\U00020000").size(), 1u);
}

// Against a map, with enough keys that both tables of edges are used.
TEST(CharTrie, AgreesWithAMap) {
  std::mt19937 random(5);
  CharTrie trie;
  std::map<std::u32string, std::uint32_t> model;
  for (std::uint32_t i = 0; i < 60000; ++i) {
    std::u32string key;
    for (std::size_t n = 1 + random() % 4; n > 0; --n)
      key.push_back(static_cast<char32_t>(0x4e00 + random() % 300));
    trie.set(key, i);
    model[key] = i;
  }
  for (const auto& [key, value] : model) ASSERT_EQ(trie.find(key), value);
  for (int i = 0; i < 20000; ++i) {
    std::u32string text;
    for (int n = 0; n < 6; ++n) text.push_back(static_cast<char32_t>(0x4e00 + random() % 300));
    std::vector<std::pair<std::size_t, std::uint32_t>> expected;
    for (std::size_t n = 1; n <= text.size(); ++n) {
      if (auto it = model.find(text.substr(0, n)); it != model.end()) expected.emplace_back(n, it->second);
    }
    ASSERT_EQ(prefixes(trie, text), expected);
  }
}

}  // namespace
}  // namespace guanxi
