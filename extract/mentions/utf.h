// UTF-8 to code points and back, for text that is valid already; a malformed byte is taken as U+FFFD, so
// offsets stay true whatever comes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi {

// Code points, and the byte at which each begins (one more element for the end).
struct CodePoints {
  std::u32string text;
  std::vector<std::uint32_t> offsets;

  void assign(std::string_view utf8);
};

std::u32string to_utf32(std::string_view utf8);
std::string to_utf8(std::u32string_view text);

}  // namespace guanxi
