// MatchTime: when what a match tells happened, read off its sentence.
//
// The last date before the trigger, else the first behind it in its clause, else the time that holds for the
// sentence; dates in parentheses, of nouns and of the background are not its own. One thread uses it, on one
// sentence; what it is given must outlive it.
#pragma once

#include <cstddef>
#include <string>

#include "extract/rules/encoded_sentence.h"
#include "extract/rules/grammar.h"
#include "extract/rules/pattern.h"
#include "extract/rules/sentence_input.h"

namespace guanxi {

class MatchTime {
 public:
  MatchTime(const SentenceInput& input, const EncodedSentence& encoded, const Grammar& grammar)
      : input_(input), encoded_(encoded), grammar_(grammar) {}

  // As EDTF; empty: not known.
  std::string of(const PatternMatch& match, Factuality factuality) const;
  // Whether a date of the sentence says so and is later than the day on which the text speaks.
  bool to_come(const std::string& time) const;

 private:
  bool background(const DatedSpan& date, std::size_t trigger) const;
  bool owned_before(const DatedSpan& date, std::size_t trigger) const;
  bool of_noun_before(const DatedSpan& date, std::size_t trigger) const;
  bool of_thing(const DatedSpan& date) const;
  bool behind_wish(const PatternMatch& match, std::size_t date) const;
  bool another_time(std::size_t trigger) const;
  std::string begun(const std::string& time, std::size_t trigger) const;
  std::string closed_by_bracket(const std::string& time, std::size_t trigger) const;
  bool inside_unit(const DatedSpan& date) const;

  const SentenceInput& input_;
  const EncodedSentence& encoded_;
  const Grammar& grammar_;
};

}  // namespace guanxi
