#include "extract/statement/id.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <charconv>

namespace guanxi {

std::string Id::print(char prefix) const {
  std::string text(17, prefix);
  for (std::size_t at = 16, shift = 0; at > 0; --at, shift += 4)
    text[at] = "0123456789abcdef"[value >> shift & 15];
  return text;
}

std::optional<Id> Id::parse(std::string_view text, char prefix) {
  if (text.size() != 17 || text.front() != prefix) return std::nullopt;
  Id id;
  const char* end = text.data() + text.size();
  auto [last, failure] = std::from_chars(text.data() + 1, end, id.value, 16);
  if (failure != std::errc() || last != end || !id) return std::nullopt;
  return id;
}

Id Id::of(std::initializer_list<std::string_view> fields) {
  std::size_t total = 0;
  for (std::string_view field : fields) total += sizeof(std::uint64_t) + field.size();
  fmt::basic_memory_buffer<char, 512> bytes;
  bytes.resize(total);
  char* to = bytes.data();
  for (std::string_view field : fields) {
    for (int shift = 0; shift < 64; shift += 8) *to++ = static_cast<char>(field.size() >> shift);
    std::copy(field.begin(), field.end(), to);
    to += field.size();
  }
  std::uint64_t hash = XXH3_64bits(bytes.data(), bytes.size());
  return Id{hash == 0 ? 1 : hash};
}

}  // namespace guanxi
