// Codec: how numbers and strings become bytes in keys and rows.
//
// Fixed numbers are big-endian, so that the order of bytes is the order of numbers; varints are LEB128;
// strings are a varint length and the bytes. Day numbers are biased, so that earlier days sort first. A
// RowReader throws Error(kStore) when a row ends too early: a checksum has then failed to see damage, or a
// program wrote nonsense.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "extract/statement/edtf.h"
#include "extract/statement/id.h"

namespace guanxi {

inline void append_fixed32(std::uint32_t value, std::string& out) {
  value = __builtin_bswap32(value);
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

inline void append_fixed64(std::uint64_t value, std::string& out) {
  value = __builtin_bswap64(value);
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

inline void append_id(Id id, std::string& out) {
  append_fixed64(id.value, out);
}

// The caller vouches for the size.
inline std::uint32_t load_fixed32(const char* bytes) {
  std::uint32_t value;
  std::memcpy(&value, bytes, sizeof value);
  return __builtin_bswap32(value);
}

inline std::uint64_t load_fixed64(const char* bytes) {
  std::uint64_t value;
  std::memcpy(&value, bytes, sizeof value);
  return __builtin_bswap64(value);
}

inline std::uint32_t biased(Day day) {
  return static_cast<std::uint32_t>(day) ^ 0x80000000u;
}
inline Day unbiased(std::uint32_t value) {
  return static_cast<Day>(value ^ 0x80000000u);
}

void append_varint(std::uint64_t value, std::string& out);
void append_string(std::string_view text, std::string& out);

class RowReader {
 public:
  // what names the kind of row in error messages.
  RowReader(std::string_view row, const char* what) : rest_(row), what_(what) {}

  bool done() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }
  std::uint8_t byte() { return static_cast<std::uint8_t>(take(1).front()); }
  std::uint32_t fixed32() { return load_fixed32(take(4).data()); }
  std::uint64_t fixed64() { return load_fixed64(take(8).data()); }
  Id id() { return Id{fixed64()}; }
  std::uint64_t varint();
  std::string_view string() { return take(varint()); }
  std::string_view take(std::uint64_t size);
  // Throws unless the whole row was read.
  void finish() const;

 private:
  [[noreturn]] void fail() const;

  std::string_view rest_;
  const char* what_;
};

}  // namespace guanxi
