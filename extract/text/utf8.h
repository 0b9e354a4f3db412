// Small helpers for valid UTF-8; decode() has validated what reaches them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace guanxi::utf8 {

// The code point at an offset; moves the offset behind it. Reads past nothing even where the text is damaged:
// a broken sequence gives U+FFFD and moves one byte.
inline char32_t next(std::string_view text, std::size_t* offset) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t at = *offset;
  const unsigned char lead = byte(at);
  if (lead < 0x80) {
    *offset = at + 1;
    return lead;
  }
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 0;
  if (length == 0 || at + length > text.size()) {
    *offset = at + 1;
    return 0xFFFD;
  }
  *offset = at + length;
  if (length == 3) return (lead & 0x0Fu) << 12 | (byte(at + 1) & 0x3Fu) << 6 | (byte(at + 2) & 0x3Fu);
  if (length == 2) return (lead & 0x1Fu) << 6 | (byte(at + 1) & 0x3Fu);
  return (lead & 0x07u) << 18 | (byte(at + 1) & 0x3Fu) << 12 | (byte(at + 2) & 0x3Fu) << 6 |
         (byte(at + 3) & 0x3Fu);
}

inline bool continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// The last character boundary at or before an offset.
inline std::size_t boundary(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return text.size();
  while (offset > 0 && continuation(text[offset])) --offset;
  return offset;
}

// The code point that ends at an offset greater than 0.
inline char32_t previous(std::string_view text, std::size_t offset) {
  std::size_t begin = boundary(text, offset - 1);
  return next(text, &begin);
}

void append(char32_t c, std::string* text);

// White space and characters without width, of any script; a line is trimmed by it.
inline bool blank(char32_t c) {
  return c <= 0x20 || c == 0x7F || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202F) || (c >= 0x205F && c <= 0x2064) || c == 0x3000 || c == 0xFEFF;
}

// Chinese characters and the punctuation and full-width forms that go with them.
inline bool wide(char32_t c) {
  return (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) ||
         (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x20000 && c <= 0x3FFFF) || (c >= 0xAC00 && c <= 0xD7A3);
}

inline bool ideograph(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007 ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

// Columns on a terminal or printed page: two for a wide character.
std::size_t columns(std::string_view text);

// Offsets [begin, end) of text without blanks at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace guanxi::utf8
