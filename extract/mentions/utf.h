// UTF-8 to code points and back, for text that is valid already; a malformed byte is taken as U+FFFD, so
// offsets stay true whatever comes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi {

// How many bytes the character has that begins with this one.
inline std::size_t character_size(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

// Code points, and the byte at which each begins (one more element for the end).
struct CodePoints {
  std::u32string text;
  std::vector<std::uint32_t> offsets;

  void assign(std::string_view utf8);
};

std::u32string to_utf32(std::string_view utf8);
std::string to_utf8(std::u32string_view text);

}  // namespace guanxi
