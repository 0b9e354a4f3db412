// LayoutPack: what lines, sentences and punctuation look like in a language, read from a pack's layout.yaml
// (and slips.tsv, see ScriptReader). The notation of the file is described at its top.
//
// Immutable after construction; safe from any number of threads.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extract/pack/tsv.h"
#include "extract/text/layout.h"

namespace guanxi {

// What a character means to layout and sentences; bits.
enum MarkClass : std::uint8_t {
  kMarkEnder = 1,  // full stop, question mark, exclamation mark
  kMarkPoint = 2,  // the Latin point, which ends a sentence only in places
  kMarkSemicolon = 4,
  kMarkComma = 8,
  kMarkOpener = 16,  // of a quotation or bracket
  kMarkCloser = 32,
  kMarkQuotation = 64,  // with opener or closer: holds its sentences together and may end the one around it
  kMarkFinal = 128,     // may stand at the end of a whole line though it ends no sentence
};

struct LineMatch {
  BlockKind kind = BlockKind::kParagraph;
  int level = 0;
  BlockKind otherwise =
      BlockKind::kParagraph;  // what a line is that has the mark of a heading but reads like prose
  bool conditional = false;   // otherwise is set
  std::pair<std::size_t, std::size_t> marker;  // bytes of the line; empty when there is none
  std::pair<std::size_t, std::size_t> text;  // what is left of the line for the block, or the dateline alone
};

class LayoutPack {
 public:
  // Throws Error(kInput) as file:line:column when layout.yaml or slips.tsv is broken. slips.tsv may
  // be missing.
  explicit LayoutPack(const std::filesystem::path& dir);
  ~LayoutPack();

  std::uint8_t mark(char32_t c) const { return c < marks_.size() ? marks_[c] : 0; }
  // For an opener the character that closes it; 0 for all others.
  char32_t closer_of(char32_t opener) const;
  // Whether text begins with a word that continues the sentence behind a closed quotation.
  bool continues(std::string_view text) const;

  // The first pattern of layout.yaml, in its order, that the line (trimmed, UTF-8) matches.
  bool match_line(std::string_view line, LineMatch* match) const;
  // Patterns for whole lines of this kind alone.
  bool match_kind(std::string_view line, BlockKind kind, LineMatch* match) const;
  // The usual key ("title", "date", ...) for a key of a front matter, else empty.
  std::string_view usual_key(std::string_view key) const;

  // Columns (a Chinese character takes two), bytes and lines; see layout.yaml.
  int heading_columns = 0;
  int title_columns = 0;
  int cut_columns = 0;
  int contents_columns = 0;
  int metadata_lines = 0;
  std::size_t longest_sentence = 0;
  std::size_t longest_quotation = 0;

  const std::vector<std::pair<std::string, std::string>>& folds() const { return folds_; }
  const std::vector<std::pair<char, std::string>>& half_width() const { return half_width_; }
  const std::vector<TsvRow>& slips() const { return slips_; }

 private:
  struct Patterns;
  void read_marks(const class YamlNode& node);
  void read_patterns(const class YamlNode& root);
  void add_mark(char32_t c, int bits);

  std::array<std::uint8_t, 0x10000> marks_{};
  std::vector<std::pair<char32_t, char32_t>> pairs_;
  std::vector<std::string> continuations_;
  std::vector<std::pair<std::string, std::string>> folds_;
  std::vector<std::pair<char, std::string>> half_width_;
  std::vector<std::pair<std::string, std::string>> keys_;
  std::vector<TsvRow> slips_;
  std::unique_ptr<Patterns> patterns_;
};

}  // namespace guanxi
