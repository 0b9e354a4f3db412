#include "extract/rules/pattern.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/rules/encoded_sentence.h"
#include "extract/statement/error.h"
#include "tests/rules/small_pack.h"

namespace guanxi {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class PatternTest : public ::testing::Test {
 protected:
  PatternTest() : pack_(folder_.load()), grammar_(pack_), alphabet_(pack_.ontology(), grammar_.markers()) {}

  // P, C and W in a sentence stand for a person, a country and a work.
  EncodedSentence encode(const std::string& sentence) {
    units_.clear();
    for (std::size_t at = 0; at < sentence.size(); ++at) {
      std::string kind = sentence[at] == 'P'   ? "person"
                         : sentence[at] == 'C' ? "country"
                         : sentence[at] == 'W' ? "work"
                                               : "";
      if (kind.empty()) continue;
      Unit unit;
      unit.begin = at;
      unit.end = at + 1;
      unit.kind = alphabet_.kind(kind);
      units_.push_back(unit);
    }
    return EncodedSentence(sentence, units_, {}, {}, alphabet_, grammar_);
  }

  Pattern pattern(const std::string& source) {
    return Pattern(source, alphabet_, grammar_,
                   {{"subject", {"person", "country"}}, {"object", {"person", "country"}}});
  }

  // "0|1,2": the units in the slots of the first match; "-" for a slot that is missing; "" when nothing
  // matches.
  std::string slots(const std::string& source, const std::string& sentence) {
    EncodedSentence encoded = encode(sentence);
    auto match = pattern(source).match(encoded.text(), 0);
    if (!match) return "";
    std::string text;
    for (const char* name : {"subject", "object"}) {
      if (!text.empty()) text += "|";
      auto slot = match->slots.find(name);
      if (slot == match->slots.end()) {
        text += "-";
        continue;
      }
      std::string list;
      for (std::size_t unit : encoded.units_in(slot->second.begin, slot->second.end))
        list += (list.empty() ? "" : ",") + std::to_string(unit);
      text += list;
    }
    return text;
  }

  std::string error(const std::string& source) {
    try {
      pattern(source);
    } catch (const Error& failure) {
      return failure.what();
    }
    return "";
  }

  SmallPack folder_;
  Pack pack_;
  Grammar grammar_;
  Alphabet alphabet_;
  std::vector<Unit> units_;
};

TEST_F(PatternTest, FillsSlots) {
  EXPECT_EQ(slots("{subject} 同|与 {object} [通话]", "P同C通话。"), "0|1");
  EXPECT_EQ(slots("{subject} 同|与 {object} [通话]", "P与C会谈。"), "");
}

TEST_F(PatternTest, ListsAreOneSlot) {
  EXPECT_EQ(slots("{subject} 同 {object} [通话]", "P、P和P同C、C和C等国通话"), "0,1,2|3,4,5");
  // The same word joins a list and two parties: the last one parts them.
  EXPECT_EQ(slots("{subject} 和 {object} [通话]", "P、P和C通话"), "0,1|2");
}

// A list is as long as it can be, but leaves to the pattern what that needs.
TEST_F(PatternTest, AListGivesBack) {
  EXPECT_EQ(slots("{subject} 等 [通话]", "C、C等通话"), "0,1|-");
  EXPECT_EQ(slots("{subject} 、 {object} [通话]", "C、C、C等通话"), "0,1|2");
  EXPECT_EQ(slots("{subject} …… [通话] … {object: work}", "P，P、P通话W"), "0|3");
}

TEST_F(PatternTest, OptionalPartsAreTriedFirstMarkersLast) {
  EXPECT_EQ(slots("{subject} 同? … {object}? [通话]", "P同C通话"), "0|1");
  auto match = pattern("{subject} <plan>? … [将访|访]").match(encode("P将访").text(), 0);
  ASSERT_TRUE(match);
  EXPECT_EQ(match->trigger.end - match->trigger.begin, 6u);
}

// A place is tried once for each part: were it not so, this would not end.
TEST_F(PatternTest, IsLinearInTheText) {
  std::string sentence;
  for (int i = 0; i < 30000; ++i) sentence += "P、";
  EXPECT_EQ(slots("{subject} … 同? … {object} … <say>? [通话]", sentence + "会谈"), "");
}

TEST_F(PatternTest, SkipWordsStandBetweenParts) {
  EXPECT_EQ(slots("{subject} 同 {object} [通话]", "P已分别同C通话"), "0|1");
}

TEST_F(PatternTest, GapsEndAtClausesAndSayingWords) {
  EXPECT_EQ(slots("{subject} … 同 {object} [通话]", "P在家里同C通话"), "0|1");
  EXPECT_EQ(slots("{subject} … 同 {object} [通话]", "P在家，同C通话"), "");
  EXPECT_EQ(slots("{subject} …… 同 {object} [通话]", "P在家，同C通话"), "0|1");
  EXPECT_EQ(slots("{subject} … 同 {object} [通话]", "P说同C通话"), "");
  EXPECT_EQ(slots("{subject} ~ {object} [通话]", "P在C通话"), "0|1");
  EXPECT_EQ(slots("[通话] ~ {object: work}", "通话P的W"), "");
}

TEST_F(PatternTest, AMissingSubjectNeedsTheClausesBegin) {
  EXPECT_EQ(slots("{subject}? 同 {object} [通话]", "P回家，同C通话"), "-|1");
  EXPECT_EQ(slots("{subject}? … 同 {object} [通话]", "P在家同C通话"), "0|1");
  EXPECT_EQ(slots("{subject}? 同 {object} [通话]", "有人同C通话"), "");
}

TEST_F(PatternTest, WordsHoldMarkers) {
  // The literal is encoded as the sentence is, so a marker inside of it matches itself.
  EXPECT_EQ(slots("{subject} [将同] {object} 通话", "P将同C通话"), "0|1");
  EXPECT_EQ(slots("{subject} <plan> 同 {object} [通话]", "P将同C通话"), "0|1");
  EXPECT_EQ(slots("{subject} 将军 同 {object} [通话]", "P将军同C通话"), "0|1");
}

TEST_F(PatternTest, SetsQualifiers) {
  EncodedSentence encoded = encode("P应约同C通话");
  auto match =
      pattern("{subject} {initiator=object: 应约|应邀}? 同 {object} [通话]").match(encoded.text(), 0);
  ASSERT_TRUE(match);
  EXPECT_EQ(match->settings.at("initiator"), "object");
}

TEST_F(PatternTest, TriggersAreKnown) {
  EXPECT_THAT(pattern("{subject} [打|拨] ~ [电话] {object}").triggers(),
              ElementsAre(ElementsAre("打", "拨"), ElementsAre("电话")));
}

TEST_F(PatternTest, SaysWhatIsWrong) {
  EXPECT_THAT(error("{subject} 同 {object}"), HasSubstr("needs a trigger"));
  EXPECT_THAT(error("{subject: robot} [通话]"), HasSubstr("no kind \"robot\""));
  EXPECT_THAT(error("{subject} <dream> [通话]"), HasSubstr("no marker \"dream\""));
  EXPECT_THAT(error("{subject [通话]"), HasSubstr("a '}' is missing"));
  EXPECT_THAT(error("{witness} [通话]"), HasSubstr("expected {witness: kind|kind}"));
  EXPECT_THAT(error("{subject} {subject} [通话]"), HasSubstr("stands twice"));
  EXPECT_THAT(error("{subject} [通话]?"), HasSubstr("cannot be missing"));
}

}  // namespace
}  // namespace guanxi
