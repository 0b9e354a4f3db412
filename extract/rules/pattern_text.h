// PatternText: an encoded sentence made ready for patterns.
//
// Its characters, what each of them is to a gap, and how far a list of entities goes on. Filled anew for each
// sentence, used by one thread; the lists are read when a pattern first asks for them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "extract/mentions/utf.h"
#include "extract/rules/alphabet.h"
#include "extract/rules/grammar.h"

namespace guanxi {

class PatternText {
 public:
  // What a character is; a gap names those at which it ends.
  enum Class : std::uint8_t {
    kEntity = 1,
    kMarker = 2,
    kSkip = 4,
    kClauseMark = 8,
    kSentenceMark = 16,
    kSaying = 32,  // the marker of saying words
  };
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  // The text, the alphabet and the grammar must stay while it is used.
  void assign(std::string_view encoded, const Alphabet& alphabet, const Grammar& grammar);

  std::size_t size() const { return points_.text.size(); }
  std::u32string_view characters() const { return points_.text; }
  bool is(std::size_t at, unsigned classes) const { return (classes_[at] & classes) != 0; }
  // Index of an entity's kind, or of a marker's class.
  std::size_t symbol(std::size_t at) const { return points_.text[at] & 0xff; }
  // The byte at which a character begins, and the first character at or behind a byte.
  std::size_t byte(std::size_t at) const { return points_.offsets[at]; }
  std::size_t at_byte(std::size_t byte) const;

  // The entity that a separator joins to the one at `at`; kNone when no list goes on.
  std::size_t next_in_list(std::size_t at) const;
  // Where the tail of a list ends that begins at `at`, at the longest; kNone when there is none. Then the
  // next longest than one.
  std::size_t tail(std::size_t at) const;
  std::size_t shorter_tail(std::size_t at, std::size_t end) const;

 private:
  std::size_t read_tail(std::size_t at, std::size_t limit) const;

  CodePoints points_;
  std::string_view encoded_;
  std::vector<std::uint8_t> classes_;
  const Grammar* grammar_ = nullptr;
  mutable std::vector<std::size_t> next_, tail_;  // by character, until asked for: not read
};

}  // namespace guanxi
