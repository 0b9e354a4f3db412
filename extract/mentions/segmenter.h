// Segmenter: cuts a sentence into words and generated names along the cheapest path.
//
// Costs are -ln of a unigram model: words by their frequency; a Chinese person name by its surname and given
// characters; a transliterated name by its characters; both cheaper beside words that introduce or follow
// persons. Time is linear in the text; memory in the longest stretch without punctuation, cut at kBlock
// characters.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "extract/mentions/lexicon.h"

namespace guanxi {

struct Token {
  static constexpr std::uint32_t kNoEntry = 0xffffffff;
  enum class Type : std::uint8_t {
    kWord,     // entry of the lexicon
    kUnknown,  // a character that no list has
    kPerson,   // surname and given name
    kForeign,  // transliterated name
    kKnown,    // name of the document; entry is its index there
    kLatin,
    kNumber,
    kWork,     // from one title bracket to the other, brackets included
    kOrdinal,  // the 49th session
    kPunctuation,
  };
  std::uint32_t begin = 0, end = 0;  // code points
  std::uint32_t entry = kNoEntry;
  Type type = Type::kPunctuation;
};

class Segmenter {
 public:
  explicit Segmenter(const Lexicon& lexicon) : lexicon_(lexicon) {}

  // The tokens of a text in order, without gaps. known: further names with their indexes, or null. The vector
  // is reused by callers that cut many sentences.
  void cut(std::u32string_view text, const CharTrie* known, std::vector<Token>& tokens) const;

 private:
  static constexpr std::size_t kBlock = 4096;

  struct Lattice;
  void cut_block(std::u32string_view text, std::size_t begin, std::size_t end, const CharTrie* known,
                 std::vector<Token>& tokens) const;
  void words_at(Lattice& lattice, std::size_t i) const;
  bool cuts_verb(std::u32string_view text, std::size_t at, bool any) const;
  bool ends_with_time(std::u32string_view name) const;
  bool inside_place(std::u32string_view text, std::size_t at) const;
  bool begins_place(std::u32string_view text, std::size_t length) const;
  bool cuts_title(std::u32string_view text, std::size_t length) const;
  void latin_at(Lattice& lattice, std::size_t i) const;
  void ordinal_at(Lattice& lattice, std::size_t i) const;
  bool before_known(const Lattice& lattice, std::size_t i, std::size_t length) const;
  void persons_at(Lattice& lattice, std::size_t i) const;
  void foreign_at(Lattice& lattice, std::size_t i) const;
  bool begins_clause(const Lattice& lattice, std::size_t at) const;
  bool acts_behind(Lattice& lattice, std::size_t at) const;
  float support(Lattice& lattice, std::size_t begin, std::size_t end, bool foreign) const;

  const Lexicon& lexicon_;
};

}  // namespace guanxi
