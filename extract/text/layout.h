// Layout: the blocks of a document.
//
// Reads a decoded text line by line and says what each line is (front matter, title, heading, date heading,
// bullet, numbered item, dateline, contents, footnote, page furniture, paragraph), and joins what a hard wrap
// or a page break cut inside a sentence. Every line with anything on it belongs to a block; nothing is
// dropped. What lines look like is data (LayoutPack). Linear in the text.
//
// How a cut is told from a heading, in short: a line is cut when it ends within a sentence (with a comma,
// with an open quotation, or with words behind its last full stop), or when it is as wide as a line of print
// and does not end like a sentence; the next line must not begin a block of its own. Between them may stand
// blank lines, page numbers and running headers.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "extract/text/source_map.h"

namespace guanxi {

class LayoutPack;

enum class BlockKind {
  kFrontMatter,  // one "key: value" line; see FrontMatter
  kTitle,
  kHeading,      // level 1 is the highest; short lines without a mark are the lowest
  kDateHeading,  // a line that is only a date, for what follows
  kDateline,     // place, date and agency before the first sentence, or as a line of its own
  kBullet,
  kItem,  // numbered
  kParagraph,
  kContents,   // table of contents
  kFootnote,   // notes at the end
  kFurniture,  // page numbers, running headers, rules, "continued on": has no sentences
};

// "paragraph", "date-heading": as layout.yaml writes it.
std::string_view block_kind_name(BlockKind kind);

// A stretch of a line in the decoded text, blanks at both ends left out.
struct Span {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  std::uint32_t line = 0;  // from 1
};

struct Block {
  BlockKind kind = BlockKind::kParagraph;
  int level = 0;            // headings: 1..9; else 0
  std::vector<Span> spans;  // what was joined, marker left out; never empty
  Span marker;              // the bullet, number or "#" before it; empty when there is none
};

// Values of a front matter by key, as written, without quotation marks. The pack maps usual keys in any
// language to "title", "date", "author", "source"; all other keys stay as they are.
using FrontMatter = std::map<std::string, std::string>;

struct Layout {
  std::vector<Block> blocks;  // in the order in which they begin
  FrontMatter front_matter;
  std::string title;  // front matter's, else the first title or heading; empty when there is none
};

// first_line is the number of the text's first line. With continued == true the text is a later window of a
// document: it has neither front matter nor title.
Layout read_layout(std::string_view text, const LayoutPack& pack, std::uint32_t first_line = 1,
                   bool continued = false);

// The text of a block: its spans, joined as they are to be read (a space between Latin words, nothing else).
// The map, where one is wanted, must be empty before; it leads to offsets in text.
std::string block_text(std::string_view text, const Block& block, SourceMap* map = nullptr);

}  // namespace guanxi
