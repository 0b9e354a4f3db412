// MatchFactuality: whether a match tells what happened, what is planned, what did not happen, or only a wish.
//
// The markers of its clause say so, and of the clauses before it as long as no new subject stands there. One
// thread uses it, on one sentence; what it is given must outlive it.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "extract/rules/encoded_sentence.h"
#include "extract/rules/grammar.h"
#include "extract/rules/pattern.h"
#include "extract/rules/rule_set.h"
#include "extract/rules/sentence_input.h"

namespace guanxi {

class MatchFactuality {
 public:
  MatchFactuality(const SentenceInput& input, const EncodedSentence& encoded, const Grammar& grammar)
      : input_(input), encoded_(encoded), grammar_(grammar) {}

  // What the sentence told last.
  struct Told {
    std::size_t trigger = 0;  // where, encoded; 0: nothing yet
    Factuality factuality = Factuality::kAsserted;
  };
  // Nothing: it is a wish or a look back. subject: the match has one of its own. A clause without a subject
  // of its own stands under the plan or wish of the clause before.
  std::optional<Factuality> of(const PatternMatch& match, const Rule& rule, bool subject,
                               const Told& last) const;

 private:
  Factuality marked(const PatternMatch& match, const Rule& rule, bool subject, const Told& last,
                    const std::vector<std::string_view>& markers) const;
  bool asked_before(std::size_t clause) const;
  bool looks_back(const PatternMatch& match) const;
  bool dated_apart(std::size_t begin, std::size_t trigger) const;
  std::vector<std::string_view> operative_markers(std::size_t begin, std::size_t end) const;
  bool wished(std::size_t begin, std::size_t end) const;

  const SentenceInput& input_;
  const EncodedSentence& encoded_;
  const Grammar& grammar_;
};

}  // namespace guanxi
