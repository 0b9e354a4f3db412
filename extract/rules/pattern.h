// Pattern: the rule notation, read into parts.
//
// - {subject}: an entity or a list of them, of the kinds that the relation allows on that side.
// - {object: person|country}: the same, of these kinds.
// - {initiator=object: W|W}: one of these words; when it stands there, the qualifier is set.
// - [W|W]: the trigger: words without which the rule cannot hold.
// - <say|wish>: a marker word of one of these classes (grammar.yaml).
// - W|W: one of these words.
// - …: anything within the clause but a saying word.
// - ……: anything within the sentence but a saying word.
// - ~: anything within the clause but an entity or a saying word.
// - ^ and $: the clause begins, ends here.
// - ? behind a part: it may be missing.
//
// A list takes no skip words inside. Parts are parted by spaces. Between two parts any number of skip words
// (dates, adverbs, parentheses) may stand. A {subject}? that opens a pattern and is missing is carried over
// from before; the clause must begin there. Matching is linear in the text whatever a pattern says.
// Immutable; any number of threads may use it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/rules/alphabet.h"
#include "extract/rules/grammar.h"
#include "extract/rules/outline.h"
#include "extract/rules/pattern_matcher.h"
#include "extract/rules/pattern_text.h"

namespace guanxi {

// One match in an encoded sentence; offsets are bytes of it.
struct PatternMatch {
  struct Span {
    std::size_t begin = 0, end = 0;
  };
  Span whole;
  Span trigger;                                 // from the first trigger to the last
  std::map<std::string, Span> slots;            // what stood there; a slot that was missing is not in it
  std::map<std::string, std::string> settings;  // "initiator" -> "object"
};

class Pattern {
 public:
  // kinds_of: for a slot without kinds, the kinds that it takes. Alphabet and grammar must outlive it. Throws
  // Error(kInput) with what was expected, without a place: the caller knows it.
  Pattern(std::string_view source, const Alphabet& alphabet, const Grammar& grammar,
          const std::map<std::string, std::vector<std::string>>& default_kinds);
  // The parts of a pattern as they are written; a bracket that is not closed throws Error(kInput).
  static std::vector<std::string> parts_of(std::string_view source);

  const std::string& source() const { return source_; }
  // A sentence without one of these words (as they stand in the text) cannot match. One list for each trigger
  // part.
  const std::vector<std::vector<std::string>>& triggers() const { return triggers_; }
  // Every word of the pattern as it is written, triggers included.
  const std::vector<std::string>& words() const { return words_; }
  // Names of the slots, in order.
  const std::vector<std::string>& slots() const { return slots_; }
  bool may_lack_subject() const { return may_lack_subject_; }

  // How many parts are words: of two patterns that see the same trigger, the one with more says more.
  std::size_t specificity() const { return specificity_; }

  // The match with the first trigger at or after `from`; one with a subject before one without. letters: of
  // the sentence, as the reader of the outlines gave them; null: match without looking at them.
  std::optional<PatternMatch> match(const PatternText& text, std::size_t from,
                                    const std::vector<OutlineLetter>* letters = nullptr) const;
  std::optional<PatternMatch> match(std::string_view encoded, std::size_t from) const;

  // False: what the letters say of a sentence is enough to know that nothing in it matches.
  bool possible(const std::vector<OutlineLetter>& letters) const;

  // See Outline: the words of the outlines, and how they get their numbers.
  std::vector<std::string> outline_words() const;
  void bind_outlines(const std::map<std::string, std::uint32_t>& numbers, int saying);

 private:
  class Compiler;
  // A part whose place a match tells.
  struct Note {
    enum class What : std::uint8_t { kSlot, kTrigger, kSetting } what;
    std::string name, value;
  };
  std::optional<PatternMatch> match_parts(bool lacking, const PatternText& text, std::size_t from) const;

  std::string source_;
  std::vector<std::vector<std::string>> triggers_;
  std::vector<std::string> slots_;
  std::vector<std::string> words_;
  std::vector<Note> notes_;
  bool may_lack_subject_ = false;
  std::size_t specificity_ = 0;
  std::vector<PatternPart> parts_;
  const Alphabet* alphabet_;
  const Grammar* grammar_;
  Outline outline_, lacking_outline_;
};

// The encoding of a literal word: marker and skip words in it become their symbols, as they do in a sentence.
std::string encode_literal(std::string_view word, const Alphabet& alphabet, const Grammar& grammar);

}  // namespace guanxi
