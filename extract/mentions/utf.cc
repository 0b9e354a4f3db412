#include "extract/mentions/utf.h"

#include <unicode/utf8.h>

namespace guanxi {

void CodePoints::assign(std::string_view utf8) {
  text.resize(utf8.size());
  offsets.resize(utf8.size() + 1);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
  const auto size = static_cast<std::int32_t>(utf8.size());
  std::size_t count = 0;
  for (std::int32_t i = 0; i < size;) {
    offsets[count] = static_cast<std::uint32_t>(i);
    UChar32 c;
    U8_NEXT_OR_FFFD(bytes, i, size, c);
    text[count++] = static_cast<char32_t>(c);
  }
  offsets[count] = static_cast<std::uint32_t>(size);
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
