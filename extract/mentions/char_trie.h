// CharTrie: a set of keys over code points, each with a number, for enumerating the keys that begin at a position.
//
// Nodes stand in one hash table keyed by (parent, code point); the first level is an array over the BMP, and a small
// bit filter over first pairs of characters turns most positions of a text away without touching the table. On news
// text this enumerates several times as many positions a second as marisa-trie's common-prefix search, whose small
// size buys nothing here (tools/bench/mentions_bench.cc runs both). Reading is thread-safe; adding is not.
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
  // Sets the number of a key; the earlier number, or kNone. An empty key is not kept.
  std::uint32_t set(std::u32string_view key, std::uint32_t value);
  // The number of a key, or kNone.
  std::uint32_t find(std::u32string_view key) const;
  bool empty() const { return nodes_ == 1; }
  // Whether some key begins with this code point.
  bool starts(char32_t c) const { return c < first_.size() && first_[c].child != 0; }

  // Calls visit(length, value) for each key that text begins with, shortest first. Code points beyond the BMP begin
  // no key.
  template <class Visit>
  void prefixes(std::u32string_view text, Visit visit) const {
    if (text.empty() || text[0] >= first_.size()) return;
    Target at = first_[text[0]];
    if (at.child == 0) return;
    if (at.value != kNone) visit(std::size_t{1}, at.value);
    if (text.size() < 2 || !pair_seen(text[0], text[1])) return;
    for (std::size_t i = 1; i < text.size(); ++i) {
      at = step(at.child, text[i]);
      if (at.child == 0) return;
      if (at.value != kNone) visit(i + 1, at.value);
    }
  }

 private:
  static constexpr std::size_t kFilterBits = std::size_t{1} << 19;

  struct Target {
    std::uint32_t child = 0;  // 0 is none: no node has the root as its child
    std::uint32_t value = kNone;
  };
  struct Slot {
    std::uint64_t key = 0;  // parent << 21 | code point; 0 is free
    Target target;
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
  Target step(std::uint32_t node, char32_t c) const {
    if (slots_.empty()) return {};
    const std::uint64_t key = std::uint64_t{node} << 21 | c;
    for (std::size_t i = mix(key) & mask_;; i = (i + 1) & mask_) {
      if (slots_[i].key == key) return slots_[i].target;
      if (slots_[i].key == 0) return {};
    }
  }
  Target& make(std::uint32_t node, char32_t c);
  void resize(std::size_t slots);

  std::vector<Target> first_;  // of the root, by code point of the BMP; empty until there is a key
  std::vector<std::uint64_t> filter_;
  std::vector<Slot> slots_;
  std::size_t mask_ = 0;
  std::size_t used_ = 0;
  std::uint32_t nodes_ = 1;  // node 0 is the root
};

}  // namespace guanxi
