#include "extract/text/text_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "extract/statement/error.h"
#include "extract/text/layout_pack.h"
#include "extract/text/sentences.h"
#include "extract/text/utf8.h"

namespace guanxi {

struct TextReader::Parts {
  explicit Parts(const std::filesystem::path& dir) : pack(dir), script(pack) {}

  // Blocks and sentences of a document whose text and map are there.
  void fill(TextDocument* document, std::uint32_t first_line) const {
    Layout layout = read_layout(document->text, pack, first_line, !document->first);
    document->front_matter = std::move(layout.front_matter);
    document->title = std::move(layout.title);
    document->blocks = std::move(layout.blocks);
    for (std::size_t i = 0; i < document->blocks.size(); ++i) {
      const Block& block = document->blocks[i];
      if (block.kind == BlockKind::kFurniture || block.kind == BlockKind::kFrontMatter) continue;
      split_sentences(document->text, document->text_map, block, static_cast<std::uint32_t>(i), pack, script,
                      document->script, &document->sentences);
    }
  }

  LayoutPack pack;
  ScriptReader script;
};

TextReader::TextReader(const std::filesystem::path& pack_dir)
    : parts_(std::make_unique<const Parts>(pack_dir)) {}

TextReader::~TextReader() = default;

const ScriptReader& TextReader::script_reader() const {
  return parts_->script;
}

TextDocument TextReader::read(std::string path, std::string bytes) const {
  TextDocument document;
  document.size = document.end = bytes.size();
  Decoded decoded = decode(std::move(bytes), path);
  document.path = std::move(path);
  document.encoding = decoded.encoding;
  document.text = std::move(decoded.text);
  document.text_map = std::move(decoded.map);
  document.script = parts_->script.script_of(document.text);
  parts_->fill(&document, 1);
  return document;
}

namespace {

// The offset in the text that stands for an offset of the file: the text's map, searched backwards.
std::uint64_t text_offset(const TextDocument& document, std::uint64_t file_offset) {
  if (document.text_map.identity()) return file_offset;
  std::uint64_t low = 0;
  std::uint64_t high = document.text.size();
  while (low < high) {
    const std::uint64_t middle = (low + high) / 2;
    if (document.text_map.source_begin(middle) < file_offset) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return utf8::boundary(document.text, low);
}

}  // namespace

std::string_view TextDocument::original(std::uint64_t begin, std::uint64_t end) const {
  const std::uint64_t from = std::min<std::uint64_t>(text_offset(*this, begin), text.size());
  const std::uint64_t to = std::min<std::uint64_t>(text_offset(*this, end), text.size());
  return std::string_view(text).substr(from, to - from);
}

std::string_view TextDocument::original(const Sentence& sentence) const {
  return original(sentence.begin, sentence.end);
}

namespace {

class File {
 public:
  File(const std::filesystem::path& file, const std::string& path)
      : stream_(file, std::ios::binary), path_(path) {
    if (!stream_) fail("cannot be opened");
  }

  // Up to `length` bytes from an offset; fewer only at the end.
  std::string read(std::uint64_t offset, std::size_t length) {
    std::string bytes(length, '\0');
    stream_.clear();
    stream_.seekg(static_cast<std::streamoff>(offset));
    stream_.read(bytes.data(), static_cast<std::streamsize>(length));
    if (stream_.bad() || (stream_.fail() && !stream_.eof())) fail("cannot be read");
    bytes.resize(static_cast<std::size_t>(stream_.gcount()));
    return bytes;
  }

 private:
  [[noreturn]] void fail(std::string_view what) const {
    throw Error(ErrorKind::kSystem, fmt::format("{}: {}: {}", path_, what, std::strerror(errno)));
  }

  std::ifstream stream_;
  std::string path_;
};

std::uint32_t count_lines(std::string_view text) {
  std::uint32_t count = 0;
  for (std::size_t i = 0; (i = text.find_first_of("\r\n", i)) != std::string_view::npos; ++i) {
    count += text.compare(i, 2, "\r\n") != 0;
  }
  return count;
}

// Where to cut a window: behind the last line break that follows a full stop, else the last line break, else
// the last full stop, always in the second half; else at the end.
std::size_t window_end(std::string_view text, const LayoutPack& pack) {
  std::size_t line = 0;
  std::size_t stop = 0;
  for (std::size_t i = text.size(); i > text.size() / 2; --i) {
    const char c = text[i - 1];
    if (c == '\n') {
      if (line == 0) line = i;
      const std::string_view before =
          utf8::trimmed(text.substr(i > 64 ? utf8::boundary(text, i - 64) : 0, std::min<std::size_t>(i, 64)));
      if (!before.empty() &&
          (pack.mark(utf8::previous(before, before.size())) & (kMarkEnder | kMarkCloser)) != 0)
        return i;
      if (line - i > text.size() / 8) return line;
    } else if (line == 0 && stop == 0 && !utf8::continuation(c)) {
      std::size_t after = i - 1;
      if ((pack.mark(utf8::next(text, &after)) & kMarkEnder) != 0) stop = after;
    }
  }
  return line > 0 ? line : stop > 0 ? stop : text.size();
}

}  // namespace

void TextReader::each_window(const std::filesystem::path& path_of_file, const std::string& path,
                             const std::function<void(TextDocument)>& use, std::size_t window_bytes) const {
  File file(path_of_file, path);
  each_window([&](std::uint64_t offset, std::size_t length) { return file.read(offset, length); }, path, use,
              window_bytes);
}

void TextReader::each_window(const Source& source, const std::string& path,
                             const std::function<void(TextDocument)>& use, std::size_t window_bytes) const {
  std::string bytes = source(0, window_bytes);
  if (bytes.size() < window_bytes) {
    use(read(path, std::move(bytes)));
    return;
  }
  const Detected detected = detect_encoding(bytes, path, false);
  std::uint64_t size = detected.mark;
  for (bool whole = false; !whole;) {  // a first pass for faults alone
    bytes = source(size, window_bytes);
    whole = bytes.size() < window_bytes;
    std::size_t consumed = 0;
    decode_stretch(std::move(bytes), detected.encoding, path, size, whole, &consumed);
    size += consumed;
  }
  TextDocument next;
  Script script = Script::kSimplified;
  std::uint32_t line = 1;
  std::uint64_t offset = detected.mark;
  for (bool last = false; !last;) {
    bytes = source(offset, window_bytes);
    last = bytes.size() < window_bytes;
    std::size_t consumed = 0;
    Decoded decoded = decode_stretch(std::move(bytes), detected.encoding, path, offset, last, &consumed);
    const std::size_t end = last ? decoded.text.size() : window_end(decoded.text, parts_->pack);
    TextDocument window;
    window.path = path;
    window.encoding = detected.encoding;
    window.size = size;
    window.first = offset == detected.mark;
    window.last = last;
    if (window.first) script = parts_->script.script_of(decoded.text);
    window.script = script;
    // The map before the text: an identity map has no end to cut.
    const std::uint64_t next_offset = decoded.map.identity() ? offset + end : decoded.map.source_end(end);
    window.text_map = std::move(decoded.map);
    window.text = std::move(decoded.text);
    window.text.resize(end);
    parts_->fill(&window, line);
    line += count_lines(window.text);
    window.begin = window.first ? 0 : offset;
    window.end = offset = last ? size : next_offset;
    use(std::move(window));
  }
}

}  // namespace guanxi
