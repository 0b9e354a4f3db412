// CharTrie: a set of keys over code points, each with a number, for enumerating the keys that begin at a
// position.
//
// Nodes stand in one hash table keyed by (parent, code point); the first level is an array over the BMP. On
// news text this enumerates about ten times as many positions a second as marisa-trie's common-prefix search,
// whose small size buys nothing here (tools/bench/mentions_bench.cc runs both). Reading is thread-safe;
// adding is not.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace guanxi {

class CharTrie {
 public:
  static constexpr std::uint32_t kNone = 0xffffffff;

  CharTrie() : first_(65536, 0), values_(1, kNone) {}

  // Sets the number of a key; the earlier number, or kNone. An empty key is not kept.
  std::uint32_t set(std::u32string_view key, std::uint32_t value);
  // The number of a key, or kNone.
  std::uint32_t find(std::u32string_view key) const;
  bool empty() const { return values_.size() == 1; }
  // Whether some key begins with this code point.
  bool starts(char32_t c) const { return c < first_.size() ? first_[c] != 0 : !empty(); }

  // Calls visit(length, value) for each key that text begins with, shortest first.
  template <class Visit>
  void prefixes(std::u32string_view text, Visit visit) const {
    std::uint32_t node = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      node = step(node, text[i]);
      if (node == 0) return;
      if (values_[node] != kNone) visit(i + 1, values_[node]);
    }
  }

 private:
  struct Slot {
    std::uint64_t key = 0;  // parent << 21 | code point; 0 is free
    std::uint32_t child = 0;
  };

  static std::uint64_t mix(std::uint64_t key) {
    key *= 0x9e3779b97f4a7c15u;
    return key ^ (key >> 29);
  }
  std::uint32_t step(std::uint32_t node, char32_t c) const {
    if (node == 0 && c < first_.size()) return first_[c];
    if (slots_.empty()) return 0;
    const std::uint64_t key = std::uint64_t{node} << 21 | c;
    for (std::size_t i = mix(key) & mask_;; i = (i + 1) & mask_) {
      if (slots_[i].key == key) return slots_[i].child;
      if (slots_[i].key == 0) return 0;
    }
  }
  void grow();

  std::vector<std::uint32_t> first_;   // of the root, by code point; 0 is none
  std::vector<std::uint32_t> values_;  // by node; node 0 is the root
  std::vector<Slot> slots_;
  std::size_t mask_ = 0;
  std::size_t used_ = 0;
};

}  // namespace guanxi
