// A sentence for tests of what is read off a match: P stands for a person, and the trigger and the dates are
// words of the text.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "extract/rules/encoded_sentence.h"
#include "extract/rules/pattern.h"
#include "extract/rules/sentence_input.h"
#include "tests/rules/small_pack.h"

namespace guanxi {

class SmallSentence {
 public:
  // dates: words of the text and their values.
  SmallSentence(const std::string& text, const std::string& trigger,
                const std::vector<std::pair<std::string, std::string>>& dates, const Alphabet& alphabet,
                const Grammar& grammar)
      : text_(text) {
    for (std::size_t at = text_.find('P'); at != text_.npos; at = text_.find('P', at + 1)) {
      Unit& unit = units_.emplace_back();
      unit.begin = at;
      unit.end = at + 1;
      unit.kind = alphabet.kind("person");
    }
    std::vector<TextSpan> skipped;
    for (const auto& [word, edtf] : dates) {
      const std::size_t begin = text_.find(word);
      dates_.push_back({begin, begin + word.size(), edtf, false, false});
      skipped.push_back({begin, begin + word.size()});
    }
    input_.text = text_;
    input_.units = &units_;
    input_.dates = &dates_;
    input_.brackets = &brackets_;
    input_.words = &words_;
    encoded_ = EncodedSentence(text_, units_, skipped, words_, alphabet, grammar);
    const std::size_t begin = encoded_.to_encoded(text_.find(trigger));
    match_.trigger = match_.whole = {begin, begin + trigger.size()};
  }
  SmallSentence(const SmallSentence&) = delete;
  SmallSentence& operator=(const SmallSentence&) = delete;

  SentenceInput& input() { return input_; }
  std::vector<DatedSpan>& dates() { return dates_; }
  const EncodedSentence& encoded() const { return encoded_; }
  const PatternMatch& match() const { return match_; }

 private:
  std::string text_;
  std::vector<Unit> units_;
  std::vector<DatedSpan> dates_;
  std::vector<TextSpan> brackets_;
  WordSpans words_;
  SentenceInput input_;
  EncodedSentence encoded_;
  PatternMatch match_;
};

}  // namespace guanxi
