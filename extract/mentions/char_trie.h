// CharTrie: a set of keys over code points, each with a number, for enumerating the keys that begin at a
// position.
//
// Edges stand in hash tables keyed by (parent, code point), the edges of the keys that were set first in a
// small one of their own, so set frequent keys first. The first level is an array over the BMP, and a bit
// filter over first pairs of characters turns many positions of a text away without touching a table. Keys
// lie in the BMP. On news text this enumerates several times as many positions a second as marisa-trie's
// common-prefix search, whose small size buys nothing here (tools/bench/mentions_bench.cc runs both). Reading
// is thread-safe; adding is not.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace guanxi {

class CharTrie {
 public:
  static constexpr std::uint32_t kNone = 0xffffffff;

  CharTrie() = default;

  // Makes room for about this many keys.
  void reserve(std::size_t keys);
  // Sets the number of a key; the earlier number, or kNone. A key that is empty or not of the BMP is not
  // kept.
  std::uint32_t set(std::u32string_view key, std::uint32_t value);
  // The number of a key, or kNone.
  std::uint32_t find(std::u32string_view key) const;
  bool empty() const { return values_.size() <= 1; }
  // Whether some key begins with this code point.
  bool starts(char32_t c) const { return c < first_.size() && first_[c] != 0; }

  // Calls visit(length, value) for each key that text begins with, shortest first.
  template <class Visit>
  void prefixes(std::u32string_view text, Visit visit) const {
    if (text.empty() || text[0] >= first_.size()) return;
    std::uint32_t node = first_[text[0]];
    if (node == 0) return;
    if (values_[node] != kNone) visit(std::size_t{1}, values_[node]);
    if (text.size() < 2 || !pair_seen(text[0], text[1])) return;
    for (std::size_t i = 1; i < text.size(); ++i) {
      if (text[i] > 0xffff) return;
      node = step(node, text[i]);
      if (node == 0) return;
      if (values_[node] != kNone) visit(i + 1, values_[node]);
    }
  }

 private:
  static constexpr std::size_t kFilterBits = std::size_t{1} << 19;
  static constexpr std::size_t kHotSlots = std::size_t{1} << 15;

  // Edges of the trie, hashed by parent and character. A slot packs parent (24 bits), character (16) and
  // child (24); 0 is free.
  struct Edges {
    std::vector<std::uint64_t> slots;
    std::size_t mask = 0;
    std::size_t used = 0;

    std::uint32_t find(std::uint64_t key) const {
      for (std::size_t i = mix(key) & mask;; i = (i + 1) & mask) {
        if (slots[i] >> 24 == key) return static_cast<std::uint32_t>(slots[i] & 0xffffff);
        if (slots[i] == 0) return 0;
      }
    }
    void add(std::uint64_t key, std::uint32_t child);
    void resize(std::size_t size);
  };

  static std::uint64_t mix(std::uint64_t key) {
    key *= 0x9e3779b97f4a7c15u;
    return key ^ (key >> 29);
  }
  static std::size_t pair_bit(char32_t a, char32_t b) {
    return static_cast<std::size_t>(((std::uint64_t{a} << 21 | b) * 0x9e3779b97f4a7c15u) >> 45);
  }
  bool pair_seen(char32_t a, char32_t b) const {
    const std::size_t bit = pair_bit(a, b);
    return (filter_[bit / 64] >> (bit % 64) & 1) != 0;
  }
  std::uint32_t step(std::uint32_t node, char32_t c) const {
    const std::uint64_t key = std::uint64_t{node} << 16 | (c & 0xffff);
    const std::uint32_t child = hot_.find(key);
    return child != 0 || cold_.slots.empty() ? child : cold_.find(key);
  }
  std::uint32_t make(std::uint32_t node, char32_t c);

  std::vector<std::uint32_t> first_;   // children of the root by code point; empty until there is a key
  std::vector<std::uint32_t> values_;  // by node; node 0 is the root
  std::vector<std::uint64_t> filter_;
  Edges hot_;  // of the keys that were set first, small enough for the processor's cache
  Edges cold_;
};

}  // namespace guanxi
