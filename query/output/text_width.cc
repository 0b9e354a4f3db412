#include "query/output/text_width.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace guanxi {
namespace {

constexpr UChar32 kReplacement = 0xFFFD;

// Reads the character at offset and moves offset behind it.
UChar32 next_character(std::string_view text, std::size_t& offset) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  auto at = static_cast<std::int64_t>(offset);
  auto size = static_cast<std::int64_t>(text.size());
  UChar32 character;
  U8_NEXT(bytes, at, size, character);
  offset = static_cast<std::size_t>(at);
  return character < 0 ? kReplacement : character;
}

bool is_plain(char byte) {
  return byte >= 0x20 && byte < 0x7F;
}

std::size_t character_width(UChar32 character) {
  if (character >= 0x20 && character < 0x7F) return 1;
  switch (u_charType(character)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
      return 0;
    default:
      break;
  }
  int width = u_getIntPropertyValue(character, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

UChar32 visible(UChar32 character) {
  if (character == '\n' || character == '\r' || character == '\t') return ' ';
  if (character < 0x20) return 0x2400 + character;
  if (character == 0x7F) return 0x2421;
  bool turns = (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
  bool control = character >= 0x80 && character < 0xA0;
  return turns || control ? kReplacement : character;
}

void append_character(UChar32 character, std::string& out) {
  char bytes[U8_MAX_LENGTH];
  std::int32_t size = 0;
  U8_APPEND_UNSAFE(bytes, size, character);
  out.append(bytes, static_cast<std::size_t>(size));
}

// Where the first line of at most columns ends; always behind at least one character.
std::size_t line_end(std::string_view text, std::size_t columns) {
  std::size_t offset = 0, width = 0, space = std::string_view::npos;
  while (offset < text.size()) {
    std::size_t begin = offset;
    UChar32 character = next_character(text, offset);
    width += character_width(character);
    if (width > columns && begin > 0) return space != std::string_view::npos ? space : begin;
    if (character == ' ' && begin > 0) space = begin;
  }
  return text.size();
}

}  // namespace

std::size_t display_width(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), is_plain)) return text.size();
  std::size_t width = 0;
  for (std::size_t offset = 0; offset < text.size();) width += character_width(next_character(text, offset));
  return width;
}

std::string one_line(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), is_plain)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t offset = 0; offset < text.size();)
    append_character(visible(next_character(text, offset)), out);
  return out;
}

std::string cut_to_width(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) return std::string(text);
  std::size_t offset = 0, kept = 0, width = 0;
  while (offset < text.size()) {
    width += character_width(next_character(text, offset));
    if (width + 1 > columns) break;
    kept = offset;
  }
  std::string out(text.substr(0, kept));
  if (columns > 0) out += "…";
  return out;
}

std::vector<std::string> wrap_to_width(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines;
  columns = std::max<std::size_t>(columns, 2);
  while (!text.empty()) {
    std::size_t end = line_end(text, columns);
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
    if (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  }
  if (lines.empty()) lines.emplace_back();
  return lines;
}

}  // namespace guanxi
