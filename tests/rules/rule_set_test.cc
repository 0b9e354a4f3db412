#include "extract/rules/rule_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/statement/error.h"
#include "tests/rules/small_pack.h"

namespace guanxi {
namespace {

using ::testing::HasSubstr;

constexpr const char* kRules =
    "rules:\n"
    "  - id: call\n"
    "    relation: phoned\n"
    "    patterns: [\"{subject} 同 {object} [通话]\"]\n"
    "  - id: video\n"
    "    relation: phoned\n"
    "    patterns: [\"{subject} 同 {object} [视频通话]\"]\n";

TEST(RuleSet, LongerTriggersWin) {
  SmallPack folder(kRules);
  Pack pack = folder.load();
  Grammar grammar(pack);
  Alphabet alphabet(pack.ontology(), grammar.markers());
  RuleSet rules(pack, alphabet, grammar);
  auto names = [&](const std::string& sentence) {
    std::vector<Unit> units(2);
    units[0] = {0, 1, alphabet.kind("person"), {}, {}, "", false, nullptr};
    units[1] = {4, 5, alphabet.kind("person"), {}, {}, "", false, nullptr};
    EncodedSentence encoded(sentence, units, {}, {}, alphabet, grammar);
    std::vector<std::string> found;
    for (const RuleMatch& match : rules.match(encoded, rules.candidates(sentence)))
      found.push_back(rules.rules()[match.rule].name);
    return found;
  };
  EXPECT_EQ(names("P同P通话"), std::vector<std::string>{"small/call"});
  EXPECT_EQ(names("P同P视频通话"), std::vector<std::string>{"small/video"});
  EXPECT_TRUE(rules.candidates("P同P会谈").empty());
}

std::string error_of(const std::string& rules) {
  SmallPack folder(rules);
  try {
    Pack pack = folder.load();
    Grammar grammar(pack);
    Alphabet alphabet(pack.ontology(), grammar.markers());
    RuleSet set(pack, alphabet, grammar);
  } catch (const Error& failure) {
    EXPECT_EQ(failure.kind(), ErrorKind::kInput);
    return failure.what();
  }
  return "";
}

TEST(RuleSet, NamesThePlaceOfAnError) {
  EXPECT_THAT(error_of("rules:\n  - id: a\n    relation: eats\n    patterns: [\"[x]\"]\n"),
              HasSubstr("rules.yaml:3:15: no relation \"eats\" is declared"));
  EXPECT_THAT(error_of("rules:\n  - id: a\n    relation: phoned\n    patterns: [\"x\"]\n"),
              HasSubstr("rules.yaml:4:16: a pattern needs"));
  EXPECT_THAT(error_of("rules:\n  - id: a\n    relation: phoned\n    colour: red\n    patterns: [\"[x]\"]\n"),
              HasSubstr("unknown key \"colour\""));
  EXPECT_THAT(
      error_of("rules:\n  - &r {id: a, relation: phoned, patterns: [\"{subject} [x] {object}\"]}\n  - *r\n"),
      HasSubstr("declared twice"));
}

}  // namespace
}  // namespace guanxi
