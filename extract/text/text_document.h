// TextReader: raw bytes of a document in, its sentences out.
//
//   const TextReader reader(pack / "zh");
//   const TextDocument document = reader.read("a.txt", bytes);
//   for (const Sentence& sentence : document.sentences) use(sentence.text,
//   document.blocks[sentence.block].kind);
//
// One reader serves any number of threads. A document that fits in memory is read in one go; a huge one comes
// in windows by each_window(), in bounded memory: each window is a TextDocument of its own, whose offsets and
// lines are those of the whole file. Time is linear in the bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "extract/text/decode.h"
#include "extract/text/layout.h"
#include "extract/text/script.h"
#include "extract/text/sentence.h"

namespace guanxi {

struct TextDocument {
  std::string path;  // as given
  Encoding encoding = Encoding::kUtf8;
  Script script = Script::kSimplified;
  std::uint64_t size = 0;  // bytes of the whole file

  // The decoded text of the document or window; text_map leads to bytes of the file.
  std::string text;
  SourceMap text_map;

  FrontMatter front_matter;  // first window only
  std::string title;         // first window only
  std::vector<Block> blocks;
  std::vector<Sentence> sentences;

  // The bytes of the file that it was read from, byte order mark included: windows follow each other.
  std::uint64_t begin = 0;
  std::uint64_t end = 0;

  bool first = true;  // false for all windows but the first: anchors such as date headings carry on from the
                      // one before
  bool last = true;

  // A sentence as written, in UTF-8, line breaks included.
  std::string_view original(const Sentence& sentence) const;
  // Bytes [begin, end) of the file as written, in UTF-8; they must be character boundaries of this window.
  std::string_view original(std::uint64_t begin, std::uint64_t end) const;
};

class TextReader {
 public:
  // Reads layout.yaml and slips.tsv (if there is one) of a language pack. Throws Error(kInput) with
  // file:line:column when it is broken.
  explicit TextReader(const std::filesystem::path& pack_dir);
  ~TextReader();

  // Throws Error(kInput) when the bytes are not text, see decode.h.
  TextDocument read(std::string path, std::string bytes) const;

  // Up to `length` bytes of a document from an offset on; fewer only at its end.
  using Source = std::function<std::string(std::uint64_t offset, std::size_t length)>;

  // Reads a document in windows of about window_bytes, cut where a sentence and a line end, at least between
  // characters. A document of one window gives what read() gives. All of it is checked first: bytes that
  // cannot be decoded throw Error(kInput) before the first call.
  void each_window(const Source& source, const std::string& path,
                   const std::function<void(TextDocument)>& use,
                   std::size_t window_bytes = kWindowBytes) const;
  // The same of a file. Error(kSystem) when it cannot be read.
  void each_window(const std::filesystem::path& file, const std::string& path,
                   const std::function<void(TextDocument)>& use,
                   std::size_t window_bytes = kWindowBytes) const;

  // The Simplified reading of a name or question, see ScriptReader::read.
  const ScriptReader& script_reader() const;

  static constexpr std::size_t kWindowBytes = std::size_t{8} << 20;

 private:
  struct Parts;
  std::unique_ptr<const Parts> parts_;
};

}  // namespace guanxi
