#include "extract/mentions/char_trie.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace guanxi {

void CharTrie::Edges::resize(std::size_t size) {
  const std::vector<std::uint64_t> old = std::exchange(slots, std::vector<std::uint64_t>(size));
  mask = size - 1;
  for (std::uint64_t slot : old) {
    if (slot == 0) continue;
    std::size_t i = mix(slot >> 24) & mask;
    while (slots[i] != 0) i = (i + 1) & mask;
    slots[i] = slot;
  }
}

void CharTrie::Edges::add(std::uint64_t key, std::uint32_t child) {
  if (++used * 3 > slots.size() * 2) resize(std::max<std::size_t>(64, slots.size() * 2));
  std::size_t i = mix(key) & mask;
  while (slots[i] != 0) i = (i + 1) & mask;
  slots[i] = key << 24 | child;
}

void CharTrie::reserve(std::size_t keys) {
  const std::size_t slots = std::bit_ceil(keys * 2 + 64);
  if (slots > kHotSlots && slots > cold_.slots.size()) cold_.resize(slots);
  values_.reserve(keys * 2);
}

// The child of a node by c, made when there is none.
std::uint32_t CharTrie::make(std::uint32_t node, char32_t c) {
  if (node == 0) {
    if (first_[c] == 0) {
      first_[c] = static_cast<std::uint32_t>(values_.size());
      values_.push_back(kNone);
    }
    return first_[c];
  }
  if (const std::uint32_t child = step(node, c); child != 0) return child;
  const auto child = static_cast<std::uint32_t>(values_.size());
  values_.push_back(kNone);
  Edges& edges = (hot_.used + 1) * 2 < kHotSlots ? hot_ : cold_;
  edges.add(std::uint64_t{node} << 16 | c, child);
  return child;
}

std::uint32_t CharTrie::set(std::u32string_view key, std::uint32_t value) {
  const bool kept =
      !key.empty() && std::all_of(key.begin(), key.end(), [](char32_t c) { return c <= 0xffff; });
  if (!kept) return kNone;
  if (first_.empty()) {
    first_.resize(65536);
    values_.assign(1, kNone);
    filter_.resize(kFilterBits / 64);
    hot_.resize(64);
  }
  if (key.size() > 1) {
    const std::size_t bit = pair_bit(key[0], key[1]);
    filter_[bit / 64] |= std::uint64_t{1} << (bit % 64);
  }
  std::uint32_t node = 0;
  for (char32_t c : key) node = make(node, c);
  return std::exchange(values_[node], value);
}

std::uint32_t CharTrie::find(std::u32string_view key) const {
  std::uint32_t found = kNone;
  prefixes(key, [&](std::size_t length, std::uint32_t value) {
    if (length == key.size()) found = value;
  });
  return found;
}

}  // namespace guanxi
