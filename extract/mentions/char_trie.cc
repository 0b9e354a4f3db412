#include "extract/mentions/char_trie.h"

#include <utility>

namespace guanxi {

void CharTrie::grow() {
  std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots_.empty() ? 64 : slots_.size() * 2));
  mask_ = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.key == 0) continue;
    std::size_t i = mix(slot.key) & mask_;
    while (slots_[i].key != 0) i = (i + 1) & mask_;
    slots_[i] = slot;
  }
}

std::uint32_t CharTrie::set(std::u32string_view key, std::uint32_t value) {
  if (key.empty()) return kNone;
  std::uint32_t node = 0;
  for (char32_t c : key) {
    std::uint32_t next = step(node, c);
    if (next == 0) {
      next = static_cast<std::uint32_t>(values_.size());
      values_.push_back(kNone);
      if (node == 0 && c < first_.size()) {
        first_[c] = next;
      } else {
        if (++used_ * 2 > slots_.size()) grow();
        const std::uint64_t slot = std::uint64_t{node} << 21 | c;
        std::size_t i = mix(slot) & mask_;
        while (slots_[i].key != 0) i = (i + 1) & mask_;
        slots_[i] = {slot, next};
      }
    }
    node = next;
  }
  return std::exchange(values_[node], value);
}

std::uint32_t CharTrie::find(std::u32string_view key) const {
  std::uint32_t node = 0;
  for (char32_t c : key) {
    node = step(node, c);
    if (node == 0) return kNone;
  }
  return values_[node];
}

}  // namespace guanxi
