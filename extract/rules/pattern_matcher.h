// PatternMatcher: finds a pattern's parts, in their order, in an encoded sentence.
//
// Backtracking as a regular expression would (leftmost; what a part prefers first), but in steps of parts and
// characters, and no place is tried twice for a part, so that the work is linear in the text. RE2 ran the
// same patterns at 20 microseconds a match, most of it for the places of the slots, and 8 for none; it needed
// milliseconds to get a pattern ready (seeds/: 22 of 150 ms).
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "extract/rules/pattern_text.h"

namespace guanxi {

// The words of one part, found by their first character.
class PatternWords {
 public:
  PatternWords() = default;
  explicit PatternWords(std::vector<std::u32string> words);

  // False: no word begins with this character.
  bool may_begin(char32_t character) const { return first_.test(character % first_.size()); }
  // Calls visit(length) for each word that begins there, the longest first, until it returns true.
  template <class Visit>
  bool at(std::u32string_view text, Visit visit) const {
    if (text.empty() || !may_begin(text[0])) return false;
    for (auto word = first_word(text[0]); word != words_.end() && (*word)[0] == text[0]; ++word)
      if (text.starts_with(*word) && visit(word->size())) return true;
    return false;
  }

 private:
  std::vector<std::u32string>::const_iterator first_word(char32_t first) const;
  std::bitset<256> first_;             // by the last bits of the first character
  std::vector<std::u32string> words_;  // by first character, then the longest first
};

// What must stand next in a sentence.
struct PatternPart {
  enum class Type : std::uint8_t {
    kWords,
    kMarkers,
    kEntities,
    kGap,          // anything up to a character of `stops`
    kClauseBegin,  // the sentence begins, or a clause mark or saying word stands there
    kClauseEnd,    // the sentence ends, or a clause mark stands there
  };
  enum class Need : std::uint8_t {
    kMust,
    kRather,   // it may be missing where the rest does not match with it
    kAtWorst,  // it may stand there where the rest does not match without it
  };
  static constexpr std::size_t kNotNoted = static_cast<std::size_t>(-1);

  Type type = Type::kWords;
  Need need = Need::kMust;
  std::uint8_t stops = 0;
  bool lists = false;               // of entities: with a separator between them and a tail
  bool unseparated = false;         // a list whose members may stand side by side
  std::bitset<256> kinds, members;  // of the entity, or of one of the list; of the others of the list
  std::bitset<256> markers;
  PatternWords words;
  std::size_t note = kNotNoted;  // where in PatternMatcher::Found the place is told
};

class PatternMatcher {
 public:
  struct Span {
    std::size_t begin = 0, end = 0;  // characters; empty: the part is missing
  };
  struct Found {
    Span whole;
    std::vector<Span> notes;
  };

  // The parts of a pattern; opening: what stands in place of the first of them, or null.
  PatternMatcher(const std::vector<PatternPart>& parts, const PatternPart* opening, std::size_t notes,
                 const PatternText& text);

  // The first match that begins at or behind a character.
  bool find(std::size_t from, Found& found);

 private:
  enum Step : std::uint8_t { kSkipping, kReading, kSteps };
  const PatternPart& part(std::size_t k) const { return k == 0 && opening_ ? *opening_ : parts_[k]; }
  bool seen(std::size_t k, std::size_t at, Step step);
  bool may_begin(std::size_t k, std::size_t at) const;
  bool rest(std::size_t k, std::size_t at);
  bool read(std::size_t k, std::size_t at);
  bool read_part(const PatternPart& part, std::size_t k, std::size_t at);
  bool read_gap(const PatternPart& part, std::size_t k, std::size_t at);
  bool read_entities(const PatternPart& part, std::size_t k, std::size_t at);
  bool behind(const PatternPart& part, std::size_t k, std::size_t at, std::size_t end);

  const std::vector<PatternPart>& parts_;
  const PatternPart* opening_;
  const PatternText& text_;
  std::vector<Span> notes_;
  std::size_t end_ = 0;
  std::vector<std::uint32_t>& seen_;  // by character, part and step: the matcher that was there
  std::uint32_t me_;
};

}  // namespace guanxi
