// EncodedSentence: a sentence as rules see it (see Alphabet), and the way back to its units and bytes.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extract/rules/alphabet.h"
#include "extract/rules/grammar.h"
#include "extract/rules/unit.h"

namespace guanxi {

class EncodedSentence {
 public:
  EncodedSentence() = default;
  // units: in order, not overlapping. skipped: spans (dates, parentheses) that rules need not see, in any
  // order; a unit inside a skipped span is not seen either.
  // words: of the dictionary, as the sentence was cut.
  EncodedSentence(std::string_view sentence, const std::vector<Unit>& units,
                  const std::vector<TextSpan>& skipped, const WordSpans& words, const Alphabet& alphabet,
                  const Grammar& grammar);

  const std::string& text() const { return text_; }
  // Byte of the sentence at which the encoded byte begins.
  std::size_t to_sentence(std::size_t encoded) const;
  // Byte of the encoded text of the sentence's byte (or of the symbol that holds it).
  std::size_t to_encoded(std::size_t sentence) const;
  // Indexes of the units whose symbols lie in [begin, end) of the encoded text.
  std::vector<std::size_t> units_in(std::size_t begin, std::size_t end) const;
  // The marker words in [begin, end) of the encoded text, in order.
  std::vector<std::string_view> markers_in(std::size_t begin, std::size_t end) const;
  bool has_marker(std::size_t begin, std::size_t end, std::string_view name) const;
  // Begin of the clause that holds the encoded byte: behind the last clause mark before it.
  std::size_t clause_begin(std::size_t encoded, std::string_view clause_marks) const;
  std::size_t clause_end(std::size_t encoded, std::string_view clause_marks) const;

 private:
  std::string text_;
  std::vector<std::pair<std::size_t, std::size_t>> pieces_;        // encoded begin, sentence begin
  std::vector<std::pair<std::size_t, std::size_t>> units_;         // encoded begin, unit
  std::vector<std::pair<std::size_t, std::string_view>> markers_;  // encoded begin, class
};

}  // namespace guanxi
