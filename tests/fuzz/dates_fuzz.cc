// libs: guanxi::dates
// Any text, read as a document of lines: mentions stand in order inside their line, on whole characters where
// the text is well-formed, and every value is EDTF with an order to its days.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "extract/dates/date_recognizer.h"

namespace {

using guanxi::DateContext;
using guanxi::DateMention;
using guanxi::DateRecognizer;

void require(bool holds) {
  if (!holds) std::abort();
}

const DateRecognizer& recognizer() {
  static const DateRecognizer instance(std::string(GUANXI_SOURCE_DIR) + "/schemas/zh/dates.yaml");
  return instance;
}

bool inside_character(std::string_view text, std::size_t offset) {
  return offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xc0) == 0x80;
}

void check(std::string_view line, const std::vector<DateMention>& mentions, bool well_formed) {
  std::size_t last = 0;
  for (const DateMention& mention : mentions) {
    require(mention.begin >= last && mention.begin < mention.end && mention.end <= line.size());
    last = mention.end;
    require(!well_formed || (!inside_character(line, mention.begin) && !inside_character(line, mention.end)));
    if (mention.edtf.empty()) continue;
    const auto edtf = guanxi::Edtf::parse(mention.edtf);
    require(edtf.has_value());
    require(edtf->days().first <= edtf->days().last);
  }
}

// Only characters of two and three bytes and ASCII are needed here to be sure.
bool is_well_formed(std::string_view text) {
  std::size_t more = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool continues = (byte & 0xc0) == 0x80;
    if (continues != (more > 0) || byte >= 0xf0) return false;
    more = continues ? more - 1 : byte >= 0xe0 ? 2 : byte >= 0xc0 ? 1 : 0;
  }
  return more == 0;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  DateContext context;
  recognizer().set_publication(text.substr(0, 24), context);
  if (!context.publication) recognizer().guess_publication(text, context);
  for (std::size_t begin = 0; begin < size;) {
    const std::size_t end = std::min(text.find('\n', begin), size);
    const std::string_view line = text.substr(begin, end - begin);
    if (!recognizer().read_heading(line, context)) {
      context.begin_paragraph();
      const auto mentions = recognizer().find(line, context);
      check(line, mentions, is_well_formed(line));
      recognizer().advance(line, mentions, context);
    }
    begin = end + 1;
  }
  return 0;
}
