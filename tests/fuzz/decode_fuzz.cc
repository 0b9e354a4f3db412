// libs: guanxi::text simdjson::simdjson
// Any bytes are decoded or refused; what is decoded is UTF-8 whose map covers it in order, within the bytes.
#include <simdjson.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "extract/statement/error.h"
#include "extract/text/decode.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const guanxi::Decoded& decoded, std::uint64_t first, std::uint64_t size) {
  require(simdjson::validate_utf8(decoded.text.data(), decoded.text.size()));
  require(decoded.text.find('\0') == std::string::npos);
  require(decoded.map.identity() || decoded.map.size() == decoded.text.size());
  std::uint64_t last = first;
  for (const guanxi::SourceMap::Piece& piece : decoded.map.pieces()) {
    require(piece.source >= last);
    last = piece.source;
  }
  if (!decoded.text.empty()) require(decoded.map.source_end(decoded.text.size()) == size);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  try {
    const guanxi::Decoded decoded = guanxi::decode(bytes, "f");
    check(decoded, 0, size);
    // A cut anywhere gives the same text in two stretches.
    const guanxi::Detected detected = guanxi::detect_encoding(bytes, "f", true);
    const std::string body = bytes.substr(detected.mark);
    std::size_t consumed = 0;
    const guanxi::Decoded head =
        guanxi::decode_stretch(body.substr(0, body.size() / 2), detected.encoding, "f", 0, false, &consumed);
    std::size_t rest = 0;
    const guanxi::Decoded tail =
        guanxi::decode_stretch(body.substr(consumed), detected.encoding, "f", consumed, true, &rest);
    require(head.text + tail.text == decoded.text);
  } catch (const guanxi::Error& error) {
    require(error.kind() == guanxi::ErrorKind::kInput);
  }
  return 0;
}
