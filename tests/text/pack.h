// The Chinese pack as the tests of this folder use it.
#pragma once

#include <unicode/unistr.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "extract/text/layout_pack.h"
#include "extract/text/text_document.h"

namespace guanxi::testing {

inline std::filesystem::path source_dir() {
  return GUANXI_SOURCE_DIR;
}

inline const TextReader& reader() {
  static const TextReader instance(source_dir() / "schemas" / "zh");
  return instance;
}

inline const LayoutPack& pack() {
  static const LayoutPack instance(source_dir() / "schemas" / "zh");
  return instance;
}

inline std::string read_file(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// UTF-8 in another encoding, without byte order mark.
inline std::string encoded(const std::string& text, const char* encoding) {
  const icu::UnicodeString units = icu::UnicodeString::fromUTF8(text);
  std::string bytes(static_cast<std::size_t>(units.length()) * 4 + 16, '\0');
  const int length =
      units.extract(0, units.length(), bytes.data(), static_cast<std::uint32_t>(bytes.size()), encoding);
  bytes.resize(static_cast<std::size_t>(length));
  return bytes;
}

}  // namespace guanxi::testing
