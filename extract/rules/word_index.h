// WordIndex: a fixed list of words, and which of them begin at a place of a UTF-8 text.
//
// Words are bucketed by their first character; a bit for each second character turns most places away before
// any word is compared. For lists of up to a few thousand words, of which a character begins a handful:
// google/re2#184 has what one alternation or an RE2::Set of them costs. Immutable; any number
// of threads may read it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/mentions/utf.h"

namespace guanxi {

class WordIndex {
 public:
  static constexpr std::uint32_t kNone = 0xffffffff;

  WordIndex() = default;
  // The number of a word is its index. Empty words are never found.
  explicit WordIndex(const std::vector<std::string>& words);

  // Calls visit(number, length in bytes) for each word that begins at text[at], longest first, until visit
  // returns false.
  template <class Visit>
  void words_at(std::string_view text, std::size_t at, Visit visit) const {
    const std::string_view rest = text.substr(at);
    const std::uint16_t number = bucket_of(rest);
    if (number == 0) return;
    const Bucket& bucket = buckets_[number];
    const bool longer = (bucket.second >> second_bit(rest) & 1) != 0;
    if (!longer && bucket.alone == bucket.end) return;
    for (std::uint32_t i = longer ? bucket.begin : bucket.alone; i < bucket.end; ++i) {
      const std::string& word = words_[i].text;
      if (rest.starts_with(word) && !visit(words_[i].number, word.size())) return;
    }
  }
  // The longest word that begins at text[at]; kNone when there is none.
  std::uint32_t longest_at(std::string_view text, std::size_t at) const {
    std::uint32_t found = kNone;
    words_at(text, at, [&](std::uint32_t number, std::size_t) {
      found = number;
      return false;
    });
    return found;
  }

 private:
  struct Word {
    std::string text;
    std::uint32_t number = 0;
  };
  // Words [begin, end), longest first; those from `alone` on are the first character and nothing else.
  struct Bucket {
    std::uint32_t begin = 0, alone = 0, end = 0;
    std::uint64_t second = 0;  // for the others: the bit of the byte pair that follows the first character
  };

  // 16 bits of the first character: different characters may share them, the words tell them apart.
  static std::size_t first_key(std::string_view text) {
    const auto byte = [&](std::size_t i) {
      return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
    };
    const unsigned lead = byte(0);
    if (lead < 0x80) return lead;
    if (lead < 0xe0) return (lead & 0x1fu) << 6 | (byte(1) & 0x3fu);
    return (lead & 0x0fu) << 12 | (byte(1) & 0x3fu) << 6 | (byte(2) & 0x3fu);
  }
  // Six bits of what follows the first character: of a Chinese character, those of its last byte. A word with
  // less behind its first character has every bit.
  static unsigned second_bit(std::string_view text) {
    const std::size_t first = character_size(text[0]);
    return first + 2 < text.size() ? static_cast<unsigned char>(text[first + 2]) & 0x3fu : 0;
  }
  std::uint16_t bucket_of(std::string_view text) const {
    return text.empty() || by_first_.empty() ? std::uint16_t{0} : by_first_[first_key(text)];
  }

  std::vector<std::uint16_t> by_first_;  // 0: no word
  std::vector<Bucket> buckets_;
  std::vector<Word> words_;
};

}  // namespace guanxi
