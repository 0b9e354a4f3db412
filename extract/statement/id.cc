#include "extract/statement/id.h"

#include <fmt/format.h>
#include <xxhash.h>

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
  fmt::basic_memory_buffer<char, 512> bytes;
  for (std::string_view field : fields) {
    char size[8];
    for (int i = 0; i < 8; ++i) size[i] = static_cast<char>(field.size() >> 8 * i);
    bytes.append(size, size + sizeof size);
    bytes.append(field.data(), field.data() + field.size());
  }
  std::uint64_t hash = XXH3_64bits(bytes.data(), bytes.size());
  return Id{hash == 0 ? 1 : hash};
}

}  // namespace guanxi
