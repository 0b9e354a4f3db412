#include "graph/store/name_key.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "extract/statement/error.h"

namespace guanxi {
namespace {

const icu::Normalizer2& normalizer() {
  static const icu::Normalizer2& shared = [&]() -> const icu::Normalizer2& {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* found = icu::Normalizer2::getNFKCCasefoldInstance(status);
    if (U_FAILURE(status)) throw Error(ErrorKind::kSystem, "ICU has no NFKC_Casefold data; install libicu");
    return *found;
  }();
  return shared;
}

// Most names are plain CJK ideographs (three bytes, E4..E9 first): these are their own key.
bool is_own_key(std::string_view name) {
  if (name.size() % 3 != 0) return false;
  for (std::size_t at = 0; at < name.size(); at += 3) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(name.data() + at);
    bool ideograph =
        bytes[0] >= 0xE5 && bytes[0] <= 0xE9 && (bytes[1] & 0xC0) == 0x80 && (bytes[2] & 0xC0) == 0x80;
    if (!ideograph) return false;
  }
  return true;
}

std::string to_valid_utf8(std::string_view name) {
  std::string valid;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(name.data());
  const auto size = static_cast<std::int64_t>(name.size());
  for (std::int64_t at = 0; at < size;) {
    std::int64_t begin = at;
    UChar32 point = 0;
    U8_NEXT(bytes, at, size, point);
    if (point < 0) {
      valid.append("\xEF\xBF\xBD");
    } else {
      valid.append(name.substr(begin, at - begin));
    }
  }
  return valid;
}

std::string collapse_blanks(const std::string& text) {
  std::string collapsed;
  for (char byte : text) {
    bool blank = byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
    if (!blank) {
      collapsed.push_back(byte);
    } else if (!collapsed.empty() && collapsed.back() != ' ') {
      collapsed.push_back(' ');
    }
  }
  if (!collapsed.empty() && collapsed.back() == ' ') collapsed.pop_back();
  return collapsed;
}

}  // namespace

std::string name_key(std::string_view name) {
  if (is_own_key(name)) return std::string(name);
  std::string valid = to_valid_utf8(name);
  std::string folded;
  icu::StringByteSink<std::string> sink(&folded);
  UErrorCode status = U_ZERO_ERROR;
  normalizer().normalizeUTF8(0, icu::StringPiece(valid.data(), static_cast<std::int32_t>(valid.size())), sink,
                             nullptr, status);
  if (U_FAILURE(status)) return valid;
  return collapse_blanks(folded);
}

}  // namespace guanxi
