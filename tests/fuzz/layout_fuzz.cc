// libs: guanxi::text
// Any text becomes blocks and sentences: every line with anything on it is in a block, sentences stand in
// order, and their offsets lead to their own bytes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>

#include "extract/statement/error.h"
#include "extract/text/text_document.h"
#include "extract/text/utf8.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

const guanxi::TextReader& reader() {
  static const guanxi::TextReader instance(std::string(GUANXI_SOURCE_DIR) + "/schemas/zh");
  return instance;
}

void check_lines(const guanxi::TextDocument& document) {
  std::set<std::uint32_t> covered;
  for (const guanxi::Block& block : document.blocks) {
    for (const guanxi::Span& span : block.spans) covered.insert(span.line);
  }
  const std::string_view text = document.text;
  std::uint32_t line = 1;
  for (std::size_t begin = 0; begin < text.size(); ++line) {
    const std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
    const bool blank = guanxi::utf8::trimmed(text.substr(begin, end - begin)).empty();
    require(blank || covered.count(line) == 1);
    begin = end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
  }
}

void check_sentences(const guanxi::TextDocument& document, std::uint64_t size) {
  std::uint64_t last = 0;
  for (const guanxi::Sentence& sentence : document.sentences) {
    require(sentence.begin >= last && sentence.begin < sentence.end && sentence.end <= size);
    last = sentence.end;
    require(sentence.block < document.blocks.size());
    require(sentence.line >= 1);
    require(sentence.text.empty() || sentence.map.size() == sentence.text.size());
    for (const std::uint32_t clause : sentence.clauses) require(clause <= sentence.text.size());
    for (std::size_t i = 0; i < sentence.text.size(); guanxi::utf8::next(sentence.text, &i)) {
      const std::uint64_t at = sentence.map.source_begin(i);
      require(at >= sentence.begin && at <= sentence.end);
    }
    require(!document.original(sentence).empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const guanxi::TextDocument document =
        reader().read("f", std::string(reinterpret_cast<const char*>(data), size));
    check_lines(document);
    check_sentences(document, size);
  } catch (const guanxi::Error& error) {
    require(error.kind() == guanxi::ErrorKind::kInput);
  }
  return 0;
}
