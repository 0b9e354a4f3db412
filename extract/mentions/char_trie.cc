#include "extract/mentions/char_trie.h"

#include <bit>
#include <utility>

namespace guanxi {

void CharTrie::resize(std::size_t slots) {
  std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots));
  mask_ = slots - 1;
  for (const Slot& slot : old) {
    if (slot.key == 0) continue;
    std::size_t i = mix(slot.key) & mask_;
    while (slots_[i].key != 0) i = (i + 1) & mask_;
    slots_[i] = slot;
  }
}

void CharTrie::reserve(std::size_t keys) {
  const std::size_t slots = std::bit_ceil(keys * 4 + 64);
  if (slots > slots_.size()) resize(slots);
}

// The place of the edge from node by c, made with a new node when there is none.
CharTrie::Target& CharTrie::make(std::uint32_t node, char32_t c) {
  if (node == 0) {
    Target& target = first_[c];
    if (target.child == 0) target.child = nodes_++;
    return target;
  }
  if ((used_ + 1) * 2 > slots_.size()) resize(slots_.empty() ? 64 : slots_.size() * 2);
  const std::uint64_t key = std::uint64_t{node} << 21 | c;
  std::size_t i = mix(key) & mask_;
  while (slots_[i].key != 0 && slots_[i].key != key) i = (i + 1) & mask_;
  if (slots_[i].key == 0) {
    slots_[i].key = key;
    slots_[i].target.child = nodes_++;
    ++used_;
  }
  return slots_[i].target;
}

std::uint32_t CharTrie::set(std::u32string_view key, std::uint32_t value) {
  if (key.empty() || key[0] > 0xffff) return kNone;
  if (first_.empty()) {
    first_.resize(65536);
    filter_.resize(kFilterBits / 64);
  }
  if (key.size() > 1) {
    const std::size_t bit = pair_bit(key[0], key[1]);
    filter_[bit / 64] |= std::uint64_t{1} << (bit % 64);
  }
  std::uint32_t node = 0;
  for (std::size_t i = 0; i + 1 < key.size(); ++i) node = make(node, key[i]).child;
  return std::exchange(make(node, key.back()).value, value);
}

std::uint32_t CharTrie::find(std::u32string_view key) const {
  std::uint32_t found = kNone;
  prefixes(key, [&](std::size_t length, std::uint32_t value) {
    if (length == key.size()) found = value;
  });
  return found;
}

}  // namespace guanxi
