#include "extract/text/decode.h"

#include <fmt/format.h>
#include <simdjson.h>
#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <optional>
#include <vector>

#include "extract/statement/error.h"
#include "extract/text/utf8.h"

namespace guanxi {
namespace {

constexpr std::size_t kSample = std::size_t{256} << 10;
constexpr std::size_t kChunk = 16 << 10;  // UTF-16 units at a time

struct EncodingFacts {
  Encoding encoding;
  const char* name;       // IANA
  const char* converter;  // ICU
  std::string_view mark;  // byte order mark
};

constexpr std::array<EncodingFacts, 5> kEncodings = {{
    {Encoding::kUtf8, "UTF-8", "UTF-8", "\xEF\xBB\xBF"},
    {Encoding::kGb18030, "GB18030", "gb18030", "\x84\x31\x95\x33"},
    {Encoding::kBig5, "Big5-HKSCS", "Big5-HKSCS", ""},
    {Encoding::kUtf16Le, "UTF-16LE", "UTF-16LE", "\xFF\xFE"},
    {Encoding::kUtf16Be, "UTF-16BE", "UTF-16BE", "\xFE\xFF"},
}};

const EncodingFacts& facts(Encoding encoding) {
  return *std::find_if(kEncodings.begin(), kEncodings.end(),
                       [&](const EncodingFacts& entry) { return entry.encoding == encoding; });
}

[[noreturn]] void refuse(const std::string& path, std::uint64_t offset, std::string_view reason) {
  throw Error(ErrorKind::kInput, fmt::format("{}: byte {}: {}", path, offset, reason));
}

bool wide_units(Encoding encoding) {
  return encoding == Encoding::kUtf16Le || encoding == Encoding::kUtf16Be;
}

// Offset of the first byte that is not UTF-8, or the size. With whole == false a character cut at the end is
// fine.
std::size_t first_bad_utf8(std::string_view bytes, bool whole) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t begin = at;
    UChar32 c = 0;
    U8_NEXT(data, at, bytes.size(), c);
    if (c >= 0) continue;
    // Only a lead byte whose tail is well-formed so far can be a cut character.
    const std::size_t left = bytes.size() - begin;
    const std::size_t need = U8_IS_LEAD(data[begin]) ? 1 + U8_COUNT_TRAIL_BYTES_UNSAFE(data[begin]) : 0;
    if (!whole && need > left && at == bytes.size()) return bytes.size();
    return begin;
  }
  return at;
}

// How many characters of several bytes a text has as UTF-8, and how many bytes fit none.
struct Utf8Count {
  std::size_t valid = 0;
  std::size_t stray = 0;
};

Utf8Count count_utf8(std::string_view bytes) {
  Utf8Count count;
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t begin = at;
    UChar32 c = 0;
    U8_NEXT(data, at, bytes.size(), c);
    if (c < 0) ++count.stray;
    if (c >= 0 && at - begin > 1) ++count.valid;
  }
  return count;
}

struct ConverterCloser {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, ConverterCloser>;

Converter open_converter(const char* name) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(name, &status));
  if (U_SUCCESS(status))
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  if (U_FAILURE(status)) {
    throw Error(ErrorKind::kSystem, fmt::format("ICU has no converter {}: {}", name, u_errorName(status)));
  }
  return converter;
}

// Reads bytes as an encoding and hands over each code point with its source range. Returns the offset of the
// first byte that the encoding does not allow, or how much was read.
struct Conversion {
  std::size_t consumed = 0;
  bool bad = false;
};

template <typename Use>
Conversion convert(std::string_view bytes, Encoding encoding, bool whole, Use use) {
  const Converter converter = open_converter(facts(encoding).converter);
  std::vector<UChar> units(std::min(kChunk, bytes.size() + 16));
  std::vector<std::int32_t> offsets(units.size());
  const char* const begin = bytes.data();
  const char* const end = begin + bytes.size();
  const char* source = begin;
  // A code point is handed over when the next one shows where it ends.
  std::int64_t pending = -1;
  std::size_t pending_at = 0;
  UChar lead = 0;
  UErrorCode status = U_ZERO_ERROR;
  do {
    status = U_ZERO_ERROR;
    UChar* target = units.data();
    const char* const chunk = source;
    ucnv_toUnicode(converter.get(), &target, units.data() + units.size(), &source, end, offsets.data(), whole,
                   &status);
    const auto base = static_cast<std::size_t>(chunk - begin);
    for (std::size_t i = 0; i < static_cast<std::size_t>(target - units.data()); ++i) {
      const UChar unit = units[i];
      // A character whose bytes began in the chunk before has the offset -1.
      const std::size_t at = offsets[i] < 0 ? std::size_t{0} : base + static_cast<std::size_t>(offsets[i]);
      if (U16_IS_TRAIL(unit) && lead != 0) {
        pending = U16_GET_SUPPLEMENTARY(lead, unit);
        lead = 0;
        continue;
      }
      if (pending >= 0) use(static_cast<char32_t>(pending), pending_at, std::max(at, pending_at + 1));
      pending = unit;
      pending_at = offsets[i] < 0 ? base : at;
      lead = U16_IS_LEAD(unit) ? unit : 0;
    }
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  std::array<char, 32> kept{};
  std::int8_t kept_size = static_cast<std::int8_t>(kept.size());
  Conversion result;
  result.consumed = static_cast<std::size_t>(source - begin);
  if (U_FAILURE(status)) {
    result.bad = true;
    UErrorCode ignored = U_ZERO_ERROR;
    ucnv_getInvalidChars(converter.get(), kept.data(), &kept_size, &ignored);
    result.consumed -=
        std::min<std::size_t>(result.consumed, static_cast<std::size_t>(std::max<int>(kept_size, 0)));
  } else {
    UErrorCode ignored = U_ZERO_ERROR;
    const int left = ucnv_toUCountPending(converter.get(), &ignored);
    if (left > 0) result.consumed -= static_cast<std::size_t>(left);
  }
  if (pending >= 0)
    use(static_cast<char32_t>(pending), pending_at, std::max(result.consumed, pending_at + 1));
  return result;
}

// Characters that ordinary Chinese text is made of: the first levels of GB 2312 and Big5, which hold the
// common characters of either script, beside ASCII and CJK punctuation.
class CommonCharacters {
 public:
  static const CommonCharacters& get() {
    static const CommonCharacters common;
    return common;
  }
  bool has(char32_t c) const { return c < common_.size() && common_[c]; }

 private:
  CommonCharacters() : common_(0x10000) {
    add_level("gb18030", 0xB0, 0xD7, 0xA1);
    add_level("Big5-HKSCS", 0xA4, 0xC6, 0x40);
  }
  void add_level(const char* converter, int first, int last, int first_trail) {
    std::string pairs;  // a line break between them keeps one that stands for nothing from hurting the next
    for (int lead = first; lead <= last; ++lead) {
      for (int trail = first_trail; trail <= 0xFE; ++trail) {
        pairs += {static_cast<char>(lead), static_cast<char>(trail), '\n'};
      }
    }
    const icu::UnicodeString units(pairs.data(), static_cast<std::int32_t>(pairs.size()), converter);
    for (std::int32_t i = 0; i < units.length(); ++i) {
      if (utf8::ideograph(units[i])) common_[units[i]] = true;
    }
  }
  std::vector<bool> common_;
};

// The share of common characters in a sample, ASCII left out, when it is read in an encoding; nothing when it
// has bytes that the encoding does not allow.
std::optional<double> plausible(std::string_view sample, Encoding encoding, bool whole) {
  const CommonCharacters& common = CommonCharacters::get();
  std::size_t good = 0;
  std::size_t all = 0;
  std::size_t control = 0;
  std::size_t ascii = 0;
  std::size_t marks = 0;  // which no pair of bytes of the other encodings gives by chance when read as UTF-16
  const Conversion conversion = convert(sample, encoding, whole, [&](char32_t c, std::size_t, std::size_t) {
    if (c < 0x80) {
      ++ascii;
      control += c == 0x7F || (c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1A);
      return;
    }
    ++all;
    marks += c == 0x3000 || c == 0x3001 || c == 0x3002 || c == 0xFF0C;
    good += common.has(c) || (c >= 0x3000 && c <= 0x3020) || (c >= 0xFF01 && c <= 0xFF5E) ||
            (c >= 0x2010 && c <= 0x2040) || c == 0xB7 || c == 0xFEFF || c == 0xA0;
  });
  if (conversion.bad || control * 100 > ascii + all) return std::nullopt;
  if (wide_units(encoding) && ascii + marks == 0) return std::nullopt;
  if (all == 0) return wide_units(encoding) ? 1.0 : 0.0;
  return static_cast<double>(good) / static_cast<double>(all);
}

// uchardet's opinion, which breaks ties.
std::string uchardet_name(std::string_view sample) {
  const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(), &uchardet_delete);
  uchardet_handle_data(detector.get(), sample.data(), sample.size());
  uchardet_data_end(detector.get());
  return uchardet_get_charset(detector.get());
}

// UTF-16 without a mark, GB18030 or Big5: the most plausible reading of the sample.
std::optional<Encoding> guess(std::string_view sample, bool whole) {
  const bool has_nul = sample.find('\0') != std::string_view::npos;
  std::optional<Encoding> best;
  double best_share = 0;
  std::string opinion;
  for (const Encoding encoding :
       {Encoding::kGb18030, Encoding::kBig5, Encoding::kUtf16Le, Encoding::kUtf16Be}) {
    if (wide_units(encoding) ? sample.size() % 2 != 0 && whole : has_nul) continue;
    const std::optional<double> found = plausible(sample, encoding, whole);
    if (!found) continue;
    double share = *found;
    if (encoding == Encoding::kGb18030 || encoding == Encoding::kBig5) {
      if (opinion.empty()) opinion = uchardet_name(sample);
      const std::string_view name = encoding == Encoding::kBig5 ? "BIG5" : "GB18030";
      if (opinion == name) share += 0.05;
    }
    if (share > best_share) {
      best_share = share;
      best = encoding;
    }
  }
  // Random bytes are seldom common characters; real text nearly always.
  return best_share >= 0.6 ? best : std::nullopt;
}

std::string utf8_fault(std::uint8_t byte) {
  return fmt::format(
      "0x{:02X} is not UTF-8 here, and the text reads as no other encoding either "
      "(GB18030, Big5, UTF-16); mend or convert the file",
      byte);
}

Detected detect_without_mark(std::string_view bytes, const std::string& path, bool whole) {
  const bool valid =
      simdjson::validate_utf8(bytes.data(), bytes.size()) || first_bad_utf8(bytes, whole) == bytes.size();
  const std::size_t nul = bytes.find('\0');
  if (valid && nul == std::string_view::npos) return {Encoding::kUtf8, 0};
  const std::string_view sample = bytes.substr(0, kSample);
  const bool sample_whole = whole && sample.size() == bytes.size();
  // UTF-8 with a few stray bytes is damaged UTF-8, not another encoding that happens to allow everything.
  const std::size_t bad = valid ? bytes.size() : first_bad_utf8(bytes, whole);
  const Utf8Count count = valid ? Utf8Count{} : count_utf8(sample);
  const bool nearly = !valid && count.valid >= 2 * count.stray && nul == std::string_view::npos;
  if (!nearly) {
    if (const std::optional<Encoding> found = guess(sample, sample_whole)) return {*found, 0};
  }
  if (nul != std::string_view::npos) {
    refuse(path, nul, "a NUL byte: this is not a text; give text in UTF-8, GB18030, Big5 or UTF-16");
  }
  refuse(path, bad, utf8_fault(static_cast<std::uint8_t>(bytes[bad])));
}

}  // namespace

std::string_view encoding_name(Encoding encoding) {
  return facts(encoding).name;
}

Detected detect_encoding(std::string_view bytes, const std::string& path, bool whole) {
  for (const EncodingFacts& entry : kEncodings) {
    if (!entry.mark.empty() && bytes.substr(0, entry.mark.size()) == entry.mark) {
      return {entry.encoding, entry.mark.size()};
    }
  }
  return detect_without_mark(bytes, path, whole);
}

namespace {

// UTF-8 stays as it is.
Decoded keep_utf8(std::string bytes, const std::string& path, std::uint64_t offset, bool whole,
                  std::size_t* consumed) {
  Decoded decoded;
  decoded.encoding = Encoding::kUtf8;
  std::size_t length = bytes.size();
  if (!simdjson::validate_utf8(bytes.data(), bytes.size())) {
    const std::size_t bad = first_bad_utf8(bytes, whole);
    if (bad < bytes.size()) refuse(path, offset + bad, utf8_fault(static_cast<std::uint8_t>(bytes[bad])));
    length = utf8::boundary(bytes, bytes.size() - 1);
  }
  if (const void* nul = std::memchr(bytes.data(), 0, bytes.size())) {
    refuse(path, offset + static_cast<std::uint64_t>(static_cast<const char*>(nul) - bytes.data()),
           "a NUL byte: this is not a text; give text in UTF-8, GB18030, Big5 or UTF-16");
  }
  bytes.resize(length);
  *consumed = length;
  decoded.text = std::move(bytes);
  if (offset > 0) decoded.map.append(decoded.text.size(), offset);
  return decoded;
}

}  // namespace

namespace {

// Characters in a row that take the same number of bytes before and after, which are one piece of the map.
struct Run {
  std::uint64_t offset;  // of the stretch in the file
  SourceMap* map;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  std::uint64_t count = 0;
  std::uint32_t derived_unit = 0;
  std::uint32_t source_unit = 0;

  void add(std::size_t from, std::size_t to, std::size_t derived) {
    if (derived != derived_unit || to - from != source_unit || from != end) {
      flush();
      begin = from;
      derived_unit = static_cast<std::uint32_t>(derived);
      source_unit = static_cast<std::uint32_t>(to - from);
    }
    ++count;
    end = to;
  }
  void flush() {
    map->append_units(count, offset + begin, derived_unit, source_unit);
    count = 0;
  }
};

}  // namespace

Decoded decode_stretch(std::string bytes, Encoding encoding, const std::string& path, std::uint64_t offset,
                       bool whole, std::size_t* consumed) {
  *consumed = 0;
  if (bytes.empty()) return {{}, encoding, {}};
  if (encoding == Encoding::kUtf8) return keep_utf8(std::move(bytes), path, offset, whole, consumed);
  Decoded decoded;
  decoded.encoding = encoding;
  decoded.text.reserve(bytes.size() + bytes.size() / 2);
  std::uint64_t nul = bytes.size();
  Run run{offset, &decoded.map};
  const Conversion conversion =
      convert(bytes, encoding, whole, [&](char32_t c, std::size_t begin, std::size_t end) {
        if (c == 0 && nul == bytes.size()) nul = begin;
        const std::size_t before = decoded.text.size();
        utf8::append(c, &decoded.text);
        run.add(begin, end, decoded.text.size() - before);
      });
  run.flush();
  if (nul < bytes.size()) refuse(path, offset + nul, "a NUL character: this is not a text");
  if (conversion.bad) {
    refuse(path, offset + conversion.consumed,
           fmt::format("0x{:02X} is not {} here; mend or convert the file",
                       static_cast<std::uint8_t>(bytes[std::min(conversion.consumed, bytes.size() - 1)]),
                       encoding_name(encoding)));
  }
  *consumed = conversion.consumed;
  return decoded;
}

Decoded decode(std::string bytes, const std::string& path) {
  const Detected detected = detect_encoding(bytes, path, true);
  std::size_t consumed = 0;
  if (detected.mark > 0) bytes.erase(0, detected.mark);
  return decode_stretch(std::move(bytes), detected.encoding, path, detected.mark, true, &consumed);
}

}  // namespace guanxi
