#include "graph/exchange/xml_text.h"

#include <unicode/utf8.h>

#include <array>

namespace guanxi {
namespace {

constexpr std::array<bool, 256> plain_bytes() {
  std::array<bool, 256> plain{};
  for (int byte = 0x20; byte < 0x80; ++byte) plain[byte] = true;
  for (const char markup : {'&', '<', '>', '"', '\''}) plain[static_cast<unsigned char>(markup)] = false;
  return plain;
}

constexpr std::array<bool, 256> kPlain = plain_bytes();

// The text that stands for an ASCII character that is not plain; empty where XML cannot hold it.
std::string_view escaped(unsigned char byte) {
  switch (byte) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&apos;";
    case '\t':
      return "&#9;";
    case '\n':
      return "&#10;";
    case '\r':
      return "&#13;";
    default:
      return byte == 0x7F ? "&#127;" : "";
  }
}

}  // namespace

std::uint64_t append_xml(std::string_view text, std::string& out) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int64_t>(text.size());
  std::uint64_t left_out = 0;
  std::int64_t copied = 0;  // what stands as it is waits and is appended in one piece
  const auto replace = [&](std::int64_t begin, std::int64_t end, std::string_view instead) {
    out.append(text.substr(copied, begin - copied)).append(instead);
    if (instead.empty()) ++left_out;
    copied = end;
  };
  for (std::int64_t at = 0; at < size;) {
    if (kPlain[bytes[at]]) {
      ++at;
      continue;
    }
    const std::int64_t begin = at;
    if (bytes[at] < 0x80) {
      ++at;
      replace(begin, at, escaped(bytes[begin]));
      continue;
    }
    UChar32 point = 0;
    U8_NEXT(bytes, at, size, point);
    if (point < 0 && bytes[begin] == 0xED && begin + 2 < size && bytes[begin + 1] >= 0xA0)
      at = begin + 3;  // a surrogate
    if (point < 0 || point == 0xFFFE || point == 0xFFFF) {
      replace(begin, at, "");
    } else if (point == 0x85 || point == 0x2028) {  // line breaks to a reader of XML 1.1
      replace(begin, at, point == 0x85 ? "&#133;" : "&#8232;");
    }
  }
  out.append(text.substr(copied));
  return left_out;
}

}  // namespace guanxi
