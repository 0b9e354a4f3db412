#include "extract/rules/word_index.h"

#include <algorithm>
#include <tuple>

namespace guanxi {

WordIndex::WordIndex(const std::vector<std::string>& words) {
  by_first_.assign(std::size_t{1} << 16, 0);
  for (std::uint32_t number = 0; number < words.size(); ++number)
    if (!words[number].empty()) words_.push_back({words[number], number});
  std::sort(words_.begin(), words_.end(), [](const Word& a, const Word& b) {
    const std::size_t first_a = first_key(a.text), first_b = first_key(b.text);
    const std::size_t size_a = a.text.size(), size_b = b.text.size();
    return std::tie(first_a, size_b, a.text, a.number) < std::tie(first_b, size_a, b.text, b.number);
  });
  buckets_.emplace_back();  // bucket 0 is empty
  for (std::uint32_t i = 0; i < words_.size(); ++i) {
    const std::string& text = words_[i].text;
    std::uint16_t& number = by_first_[first_key(text)];
    if (number == 0) {
      number = static_cast<std::uint16_t>(buckets_.size());
      buckets_.push_back({i, i, i, 0});
    }
    Bucket& bucket = buckets_[number];
    const std::size_t first = character_size(text[0]);
    bucket.end = i + 1;
    if (text.size() > first) {
      bucket.alone = i + 1;
      bucket.second |= text.size() >= first + 3 ? std::uint64_t{1} << second_bit(text) : ~std::uint64_t{0};
    }
  }
}

}  // namespace guanxi
