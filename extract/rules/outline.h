// Outline: the parts that no match of a pattern can be without, in their order.
//
// Most patterns whose trigger stands in a sentence do not match there. An outline says so from the symbols
// and words of the encoded sentence alone, much faster than the pattern itself could: a bit-parallel
// automaton (Baeza-Yates and Gonnet, "A New Approach to Text Searching", CACM 1992) whose letters are kinds,
// markers and words. It may say "perhaps" where the pattern does not match, never "no" where it does.
// Immutable once bound; any number of threads may ask.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extract/rules/alphabet.h"
#include "extract/rules/grammar.h"
#include "extract/rules/word_index.h"

namespace guanxi {

// The letters of an encoded sentence, in order.
struct OutlineLetter {
  enum class Type : std::uint8_t { kWord, kKind, kMarker, kClauseMark };
  std::uint32_t begin = 0;
  std::uint32_t behind = 0;  // the end, skip symbols behind it left out
  std::uint32_t value = 0;   // number of the word, kind or marker
  Type type = Type::kWord;
  bool in_list = false;  // a clause mark that joins two members of a list
};

// Reads the letters of sentences for all outlines that share its words.
class OutlineReader {
 public:
  OutlineReader() = default;
  // words: of all outlines, as they stand in an encoded sentence.
  OutlineReader(const std::vector<std::string>& words, const Grammar& grammar);
  void read(std::string_view encoded, std::vector<OutlineLetter>& letters) const;

 private:
  const Grammar* grammar_ = nullptr;
  WordIndex words_;
  WordIndex clause_marks_;
};

class Outline {
 public:
  // What may stand between a part and the one before it.
  struct Gap {
    bool none = true;      // nothing but skip symbols
    bool entities = true;  // entities
    bool clauses = false;  // clause marks
    bool saying = false;   // saying words
  };

  static constexpr std::size_t kAnywhere = static_cast<std::size_t>(-1);

  // Parts are added in their order. kinds, markers: a bit for each; words: as encoded.
  void add_kinds(std::uint64_t kinds, Gap gap);
  void add_markers(std::uint64_t markers, Gap gap);
  void add_words(const std::vector<std::string>& words, Gap gap, bool trigger = false);
  // An optional part, or a word of the pattern, may itself hold clause marks or saying words.
  void reach_over_clauses() { anywhere_ = true; }

  // Every word of the outline.
  std::vector<std::string> words() const;
  // Ends the making: gives each word its number in the reader, and says which marker is the saying word's
  // (negative: none).
  void bind(const std::map<std::string, std::uint32_t>& numbers, int saying);

  // Whether a match may begin at or behind `from` whose first trigger begins before `trigger_before`. Always
  // true before bind().
  bool possible(const std::vector<OutlineLetter>& letters, std::size_t from,
                std::size_t trigger_before = kAnywhere) const;

 private:
  static constexpr std::size_t kMostParts = 31;
  struct Part {
    std::uint64_t kinds = 0, markers = 0;
    std::vector<std::string> words;
    Gap gap;
  };
  void add(Part part);
  std::uint32_t accepted(const OutlineLetter& letter) const;

  std::vector<Part> parts_;
  bool anywhere_ = false, bound_ = false;
  // Bit k stands for part k: which parts a letter can be, and which gaps are how.
  std::vector<std::uint32_t> kinds_, markers_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> words_;  // number, parts; sorted
  std::uint64_t some_words_ = 0;  // the low six bits of their numbers: most words are turned away by these
  std::uint32_t close_ = 0, no_entities_ = 0, over_clauses_ = 0, over_saying_ = 0;
  int saying_ = -1;
  std::uint32_t trigger_ = 0;  // the bit of the first trigger; 0: not among the parts
};

}  // namespace guanxi
