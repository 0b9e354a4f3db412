#include "extract/rules/outline.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "extract/rules/encoded_sentence.h"
#include "extract/rules/pattern.h"
#include "tests/rules/small_pack.h"

namespace guanxi {
namespace {

class OutlineTest : public ::testing::Test {
 protected:
  OutlineTest() : pack_(folder_.load()), grammar_(pack_), alphabet_(pack_.ontology(), grammar_.markers()) {}

  // P, C and W stand for a person, a country and a work.
  EncodedSentence encode(const std::string& sentence) {
    std::vector<Unit> units;
    for (std::size_t at = 0; at < sentence.size(); ++at) {
      const std::size_t kind = std::string("PCW").find(sentence[at]);
      if (kind == std::string::npos) continue;
      Unit unit;
      unit.begin = at;
      unit.end = at + 1;
      unit.kind = alphabet_.kind(std::vector<std::string>{"person", "country", "work"}[kind]);
      units.push_back(unit);
    }
    return EncodedSentence(sentence, units, {}, {}, alphabet_, grammar_);
  }

  Pattern bound(const std::string& source) {
    Pattern pattern(source, alphabet_, grammar_,
                    {{"subject", {"person", "country"}}, {"object", {"person", "country"}}, {"w", {"work"}}});
    std::map<std::string, std::uint32_t> numbers;
    for (const std::string& word : pattern.outline_words()) numbers.emplace(word, 0);
    std::vector<std::string> words;
    for (auto& [word, number] : numbers) {
      number = static_cast<std::uint32_t>(words.size());
      words.push_back(word);
    }
    pattern.bind_outlines(numbers, alphabet_.marker("say"));
    reader_ = OutlineReader(words, grammar_);
    return pattern;
  }

  std::vector<OutlineLetter> letters(const EncodedSentence& sentence) {
    std::vector<OutlineLetter> read;
    reader_.read(sentence.text(), read);
    return read;
  }

  SmallPack folder_;
  Pack pack_;
  Grammar grammar_;
  Alphabet alphabet_;
  OutlineReader reader_;
};

// The one that lacks its subject is outlined too: its clause may begin anywhere.
TEST_F(OutlineTest, TurnsAwayWhatCannotMatch) {
  const std::uint64_t person = std::uint64_t{1} << alphabet_.kind("person");
  Outline outline;
  outline.add_kinds(person, {});
  outline.add_words({"会见"}, {.none = false});
  outline.add_kinds(person, {.none = false, .entities = false});
  outline.bind({{"会见", 0}}, alphabet_.marker("say"));
  reader_ = OutlineReader({"会见"}, grammar_);
  auto possible = [&](const std::string& sentence) { return outline.possible(letters(encode(sentence)), 0); };
  EXPECT_TRUE(possible("P在港会见了P"));
  EXPECT_TRUE(possible("W、P在港会见了P"));
  EXPECT_FALSE(possible("P在港会见了W和P"));  // a gap without entities
  EXPECT_FALSE(possible("P在港，会见了P"));   // another clause
  EXPECT_FALSE(possible("P说会见了P"));       // a saying word
  EXPECT_FALSE(possible("会见了P"));
  EXPECT_FALSE(possible("P、P见了P"));
  EXPECT_FALSE(outline.possible(letters(encode("P在港会见了P")), 1));
}

// Whatever the pattern and the sentence: with the outline or without, the matches are the same.
TEST_F(OutlineTest, NeverSaysNoToAMatch) {
  std::mt19937 random(11);
  auto pick = [&](const std::vector<std::string>& from) { return from[random() % from.size()]; };
  const std::vector<std::string> parts = {"{subject}", "{object}", "{w}?", "…",     "……",
                                          "~",         "同|与",    "和谈", "<say>", "<plan>?",
                                          "已谈|，",   "访?",      "^",    "$",     "将军|说话"};
  const std::vector<std::string> pieces = {"P",  "C",  "W",  "、", "和",   "同", "，",   "。",   "说",  "谈",
                                           "已", "将", "访", "与", "等国", "等", "和谈", "将军", "说话"};
  std::size_t matches = 0, refused = 0;
  for (int round = 0; round < 400; ++round) {
    std::vector<std::string> chosen = {random() % 2 == 0 ? "{subject}?" : "{subject}", "[谈]", "{object}"};
    for (std::size_t more = random() % 4; more > 0; --more) {
      const std::string part = pick(parts);
      const bool twice = part[0] == '{' && std::find(chosen.begin(), chosen.end(), part) != chosen.end();
      if (!twice && part != "{subject}") chosen.insert(chosen.begin() + 1 + random() % chosen.size(), part);
    }
    if (random() % 3 == 0) std::swap(chosen[0], chosen[1]);
    std::string source;
    for (const std::string& part : chosen) source += part == "{subject}?" ? "{subject}? " : part + " ";
    const Pattern pattern = bound(source);
    for (int i = 0; i < 60; ++i) {
      std::string sentence;
      for (int left = 12; left > 0; --left) sentence += pick(pieces);
      const EncodedSentence encoded = encode(sentence);
      const auto read = letters(encoded);
      PatternText text;
      text.assign(encoded.text(), alphabet_, grammar_);
      for (std::size_t from : {std::size_t{0}, std::size_t{9}}) {
        const auto plain = pattern.match(encoded.text(), from);
        const auto outlined = pattern.match(text, from, &read);
        ASSERT_EQ(plain.has_value(), outlined.has_value()) << source << "\n" << sentence;
        if (!plain) {
          ++refused;
          continue;
        }
        ++matches;
        ASSERT_EQ(plain->whole.begin, outlined->whole.begin) << source << "\n" << sentence;
        ASSERT_EQ(plain->trigger.begin, outlined->trigger.begin) << source << "\n" << sentence;
        ASSERT_EQ(plain->slots.count("subject"), outlined->slots.count("subject")) << source << "\n"
                                                                                   << sentence;
        ASSERT_EQ(plain->whole.end, outlined->whole.end) << source << "\n" << sentence;
      }
    }
  }
  EXPECT_GT(matches, 500u);
  EXPECT_GT(refused, 1000u);
}

}  // namespace
}  // namespace guanxi
