#include "extract/text/utf8.h"

namespace guanxi::utf8 {

void append(char32_t c, std::string* text) {
  char bytes[4];
  std::size_t length = 0;
  if (c < 0x80) {
    bytes[length++] = static_cast<char>(c);
  } else if (c < 0x800) {
    bytes[length++] = static_cast<char>(0xC0 | c >> 6);
  } else if (c < 0x10000) {
    bytes[length++] = static_cast<char>(0xE0 | c >> 12);
    bytes[length++] = static_cast<char>(0x80 | (c >> 6 & 0x3F));
  } else {
    bytes[length++] = static_cast<char>(0xF0 | c >> 18);
    bytes[length++] = static_cast<char>(0x80 | (c >> 12 & 0x3F));
    bytes[length++] = static_cast<char>(0x80 | (c >> 6 & 0x3F));
  }
  if (c >= 0x80) bytes[length++] = static_cast<char>(0x80 | (c & 0x3F));
  text->append(bytes, length);
}

std::size_t columns(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    count += byte >= 0xE0 ? 2 : byte < 0x80 || byte >= 0xC0 ? 1 : 0;
  }
  return count;
}

std::string_view trimmed(std::string_view text) {
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t after = begin;
    if (!blank(next(text, &after))) break;
    begin = after;
  }
  std::size_t end = text.size();
  while (end > begin) {
    const std::size_t before = boundary(text, end - 1);
    std::size_t after = before;
    if (!blank(next(text, &after))) break;
    end = before;
  }
  return text.substr(begin, end - begin);
}

}  // namespace guanxi::utf8
