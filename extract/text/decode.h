// Decoding: the bytes of a document as UTF-8, whatever encoding they came in, and the way back.
//
// Recognised with and without a byte order mark: UTF-8, GB18030 (with GBK and GB2312), Big5 (with HKSCS),
// UTF-16 of either byte order. UTF-8 is taken as it is after one validation (simdjson); else each candidate
// is tried on a sample and the one whose reading has the most common characters wins, uchardet breaking ties;
// ICU converts. Functions are thread-safe.
//
// Throws Error(kInput), naming path, byte offset and reason, for what is not text (NUL bytes, images,
// archives) and for bytes that the encoding does not allow: a stray byte in UTF-8 text is reported, never
// passed over.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "extract/text/source_map.h"

namespace guanxi {

enum class Encoding { kUtf8, kGb18030, kBig5, kUtf16Le, kUtf16Be };

// As IANA names it: "UTF-8", "GB18030", "Big5-HKSCS", "UTF-16LE", "UTF-16BE".
std::string_view encoding_name(Encoding encoding);

struct Detected {
  Encoding encoding = Encoding::kUtf8;
  std::size_t mark = 0;  // bytes of the byte order mark, which is no part of the text
};

struct Decoded {
  std::string text;  // valid UTF-8 without byte order mark
  Encoding encoding = Encoding::kUtf8;
  SourceMap map;  // offsets in text to offsets in the bytes
};

// Decides the encoding by a prefix of a document, or all of it. `whole` is false when more bytes follow: a
// character cut at the end is then no fault.
Detected detect_encoding(std::string_view bytes, const std::string& path, bool whole);

// All of a document. An empty one gives an empty text. The string is moved through where it is UTF-8 already.
Decoded decode(std::string bytes, const std::string& path);

// A stretch of a document in a known encoding. `offset` is where it stands in the file, for messages and the
// map. With whole == false a character cut at the end is left out: `consumed` says how many bytes were read.
Decoded decode_stretch(std::string bytes, Encoding encoding, const std::string& path, std::uint64_t offset,
                       bool whole, std::size_t* consumed);

}  // namespace guanxi
