#include "extract/mentions/utf.h"

#include <unicode/utf8.h>

namespace guanxi {

void CodePoints::assign(std::string_view utf8) {
  if (text.size() < utf8.size()) text.resize(utf8.size());  // shrinks at the end: growing again costs little
  if (offsets.size() <= utf8.size()) offsets.resize(utf8.size() + 1);
  // Bytes may stand for any memory: what is not held here would be read again for each character.
  char32_t* const letters = text.data();
  std::uint32_t* const begins = offsets.data();
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
  const auto size = static_cast<std::int32_t>(utf8.size());
  std::size_t count = 0;
  for (std::int32_t i = 0; i < size; ++count) {
    begins[count] = static_cast<std::uint32_t>(i);
    if ((bytes[i] & 0xf0) == 0xe0 && i + 2 < size && bytes[i] != 0xe0 && bytes[i] != 0xed &&
        (bytes[i + 1] & 0xc0) == 0x80 && (bytes[i + 2] & 0xc0) == 0x80) {  // nearly all of Chinese
      letters[count] =
          static_cast<char32_t>((bytes[i] & 0xf) << 12 | (bytes[i + 1] & 0x3f) << 6 | (bytes[i + 2] & 0x3f));
      i += 3;
      continue;
    }
    UChar32 c;
    U8_NEXT_OR_FFFD(bytes, i, size, c);
    letters[count] = static_cast<char32_t>(c);
  }
  begins[count] = static_cast<std::uint32_t>(size);
  text.resize(count);
  offsets.resize(count + 1);
}

std::u32string to_utf32(std::string_view utf8) {
  CodePoints points;
  points.assign(utf8);
  return std::move(points.text);
}

std::string to_utf8(std::u32string_view text) {
  std::string out;
  out.reserve(text.size() * 3);
  for (char32_t c : text) {
    char buffer[4];
    std::int32_t length = 0;
    UBool error = false;
    U8_APPEND(buffer, length, 4, static_cast<UChar32>(c), error);
    if (!error) out.append(buffer, static_cast<std::size_t>(length));
  }
  return out;
}

}  // namespace guanxi
