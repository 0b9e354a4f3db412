// SentenceInput: a sentence as rules are given it: its units, its dates, what is in parentheses, and the
// times that hold where it names none. All of it belongs to the caller.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "extract/mentions/word_spans.h"
#include "extract/rules/encoded_sentence.h"
#include "extract/rules/rule_set.h"
#include "extract/rules/unit.h"

namespace guanxi {

// A date expression of the sentence; edtf is empty where it could not be resolved.
struct DatedSpan {
  std::size_t begin = 0, end = 0;
  std::string edtf;
  bool attributive = false;  // a possessive follows: it may belong to a noun only
  bool to_come = false;      // later than the day on which the text speaks: (tomorrow)
};

struct SentenceInput {
  std::string_view text;
  const std::vector<Unit>* units = nullptr;
  const std::vector<DatedSpan>* dates = nullptr;
  const std::vector<TextSpan>* brackets = nullptr;  // parentheses, skipped by rules
  const WordSpans* words = nullptr;                 // the dictionary's words
  std::string default_time;               // where the sentence has no date of its own; empty: not known
  std::string plan_time;                  // the same for what is planned
  const PatternChange* change = nullptr;  // a pattern to take for another; null: none

  bool bracketed(std::size_t at) const {
    return std::any_of(brackets->begin(), brackets->end(),
                       [&](const TextSpan& span) { return at >= span.begin && at < span.end; });
  }
};

}  // namespace guanxi
