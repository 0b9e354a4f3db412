// UnitComposer: from the mentions of a sentence to its units.
//
// Joins what makes one thing: titles in apposition with the person who holds them (a list of offices before a
// name, a title behind it), a country or place with the body or place that it qualifies, a body with the
// unnamed person who speaks for it; adds quoted names and words without a name (he, both sides). Immutable;
// any number of threads.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "extract/mentions/mention.h"
#include "extract/mentions/word_spans.h"
#include "extract/rules/alphabet.h"
#include "extract/rules/discourse.h"
#include "extract/rules/encoded_sentence.h"
#include "extract/rules/grammar.h"
#include "extract/rules/rule_set.h"
#include "extract/rules/unit.h"

namespace guanxi {

class UnitComposer {
 public:
  // rules: no department in a title has a word that rules use.
  UnitComposer(const Grammar& grammar, const Alphabet& alphabet, const RuleSet& rules);

  // Spans of parentheses, brackets included, outermost ones only.
  std::vector<TextSpan> brackets(std::string_view sentence) const;

  // words: of the dictionary, as the sentence was cut.
  // discourse: tells who was said to hold an office. Units inside brackets are left out.
  std::vector<Unit> compose(std::string_view sentence, std::span<const Mention> mentions,
                            const WordSpans& words, const std::vector<TextSpan>& brackets,
                            const Discourse& discourse) const;

 private:
  class Sentence;
  const Grammar& grammar_;
  const Alphabet& alphabet_;
  const RuleSet& rules_;
};

}  // namespace guanxi
