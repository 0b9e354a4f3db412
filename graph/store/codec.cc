#include "graph/store/codec.h"

#include <fmt/format.h>

#include "extract/statement/error.h"

namespace guanxi {

void append_varint(std::uint64_t value, std::string& out) {
  while (value >= 0x80) {
    out.push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<char>(value));
}

void append_string(std::string_view text, std::string& out) {
  append_varint(text.size(), out);
  out.append(text);
}

std::uint64_t RowReader::varint() {
  std::uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    std::uint8_t next = byte();
    value |= static_cast<std::uint64_t>(next & 0x7f) << shift;
    if (next < 0x80) return value;
  }
  fail();
}

std::string_view RowReader::take(std::uint64_t size) {
  if (size > rest_.size()) fail();
  std::string_view taken = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return taken;
}

void RowReader::finish() const {
  if (!rest_.empty()) fail();
}

void RowReader::fail() const {
  throw Error(ErrorKind::kStore,
              fmt::format("a row of the store is damaged ({}); run guanxi verify --repair", what_));
}

}  // namespace guanxi
