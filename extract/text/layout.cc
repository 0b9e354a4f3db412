#include "extract/text/layout.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "extract/text/layout_pack.h"
#include "extract/text/utf8.h"

namespace guanxi {
namespace {

// Widths beyond this are not lines of print; it bounds the histogram of widths.
constexpr std::size_t kWidestPrint = 256;
// At least so many lines of one width make a document hard-wrapped.
constexpr std::size_t kWrappedLines = 4;
constexpr int kLowestLevel = 9;
// Bytes; no date is longer.
constexpr std::size_t kLongestDate = 120;
// Columns of the usual indentation of a paragraph.
constexpr std::size_t kIndent = 4;
// Lines of one width that are as long as this and hold a comma are lines of prose.
constexpr std::size_t kProseColumns = 40;

// A line of the text, blanks at both ends left out.
struct Line {
  Span span;
  bool blank = false;
  bool indented = false;  // by two columns or more
};

// How a line ends, which decides whether the next one may continue it.
enum class Ending {
  kClosed,  // like a sentence, or like something that introduces a list
  kOpen,    // surely within a sentence
  kBare,    // with a word: a heading, or a cut
};

bool spans_text(BlockKind kind) {
  return kind == BlockKind::kParagraph || kind == BlockKind::kBullet || kind == BlockKind::kItem ||
         kind == BlockKind::kFootnote;
}

class LayoutBuilder {
 public:
  LayoutBuilder(std::string_view text, const LayoutPack& pack, std::uint32_t first_line, bool continued)
      : text_(text), pack_(pack), continued_(continued) {
    read_lines(first_line);
    measure_width();
  }

  Layout build() {
    std::size_t at = continued_ ? 0 : read_front_matter();
    for (; at < lines_.size(); ++at) take_line(at);
    find_title();
    close_word_gaps();
    return std::move(layout_);
  }

 private:
  std::string_view at(const Span& span) const { return text_.substr(span.begin, span.end - span.begin); }

  // ---- lines
  // -------------------------------------------------------------------------------------------------

  void read_lines(std::uint32_t number) {
    for (std::size_t begin = 0; begin < text_.size(); ++number) {
      const std::size_t end = line_end(begin);
      lines_.push_back(trimmed_line(begin, end, number));
      begin = end + (text_.compare(end, 2, "\r\n") == 0 ? 2 : 1);
    }
  }

  // Lines end with "\n", "\r\n" or "\r".
  std::size_t line_end(std::size_t begin) const {
    const std::string_view rest = text_.substr(begin);
    const std::string_view line = rest.substr(0, rest.find('\n'));
    return begin + std::min(line.find('\r'), line.size());
  }

  Line trimmed_line(std::size_t begin, std::size_t end, std::uint32_t number) const {
    const std::string_view raw = text_.substr(begin, end - begin);
    const std::string_view inner = utf8::trimmed(raw);
    Line line;
    const auto skipped = inner.empty() ? raw.size() : static_cast<std::size_t>(inner.data() - raw.data());
    line.span = {begin + skipped, begin + skipped + inner.size(), number};
    line.blank = inner.empty();
    line.indented = !inner.empty() && utf8::columns(raw.substr(0, skipped)) >= 2;
    return line;
  }

  // The width to which the document is wrapped: the most common width, give or take a character, of lines
  // right above another line that do not end like a sentence. Some of them must surely be cut or be long and
  // read like prose, or they are a list of headings. Without such lines the pack's figure stands.
  void measure_width() {
    std::array<std::uint32_t, kWidestPrint + 4> widths{};
    std::array<std::uint32_t, kWidestPrint + 4> open_widths{};
    std::size_t counted = 0;
    for (std::size_t i = 0; i + 1 < lines_.size(); ++i) {
      if (lines_[i].blank || lines_[i + 1].blank) continue;
      const std::string_view line = at(lines_[i].span);
      if (line.size() > 2 * kWidestPrint) continue;
      const Ending end = ending(line);
      if (end == Ending::kClosed) continue;
      const std::size_t width = utf8::columns(line) + (lines_[i].indented ? kIndent : 0);
      if (width < 20 || width > kWidestPrint) continue;
      ++widths[width];
      open_widths[width] += end == Ending::kOpen || (width >= kProseColumns && prose(line));
      ++counted;
    }
    const auto near = [](const auto& counts, std::size_t width) {
      return counts[width - 2] + counts[width - 1] + counts[width] + counts[width + 1] + counts[width + 2];
    };
    std::size_t best = 2;
    for (std::size_t width = 2; width <= kWidestPrint; ++width) {
      if (near(widths, width) > near(widths, best)) best = width;
    }
    const std::size_t count = near(widths, best);
    cut_columns_ = static_cast<std::size_t>(pack_.cut_columns);
    if (count < kWrappedLines || count * 10 < counted * 6 || near(open_widths, best) * 5 < count) return;
    wrapped_ = true;
    wrap_columns_ = best;
    cut_columns_ = std::min(cut_columns_, best - kIndent - 2);
  }

  // The width of a line up to the end of the span, with what stands before the span there: a dateline, a
  // bullet.
  std::size_t printed_columns(const Span& span) const {
    const std::size_t newline = span.begin == 0 ? text_.npos : text_.rfind('\n', span.begin - 1);
    const std::size_t begin = newline == text_.npos ? 0 : newline + 1;
    return columns(utf8::trimmed(text_.substr(begin, span.end - begin)));
  }

  // The width of a line; beyond any page it does not matter.
  static std::size_t columns(std::string_view line) {
    return utf8::columns(line.substr(0, 4 * kWidestPrint));
  }

  // ---- endings
  // -----------------------------------------------------------------------------------------------

  Ending ending(std::string_view line) const {
    return ends_plainly(line) ? Ending::kClosed : ending_by_marks(line);
  }

  // Whether the last character but closing marks ends a sentence: so most lines do, and need no further look.
  bool ends_plainly(std::string_view line) const {
    std::size_t end = line.size();
    for (int closers = 0; end > 0 && closers < 4; ++closers) {
      const std::uint8_t mark = pack_.mark(utf8::previous(line, end));
      if ((mark & (kMarkEnder | kMarkSemicolon)) != 0) return true;
      if ((mark & kMarkCloser) == 0 || (mark & kMarkOpener) != 0) return false;
      end = utf8::boundary(line, end - 1);
    }
    return false;
  }

  Ending ending_by_marks(std::string_view line) const {
    std::array<char32_t, 16> open{};  // closers awaited; deeper nesting is not followed
    std::size_t depth = 0;
    std::size_t remark = std::string_view::npos;  // where a bracket opened right behind that
    std::size_t tail = 0;                         // behind the last full stop outside of brackets
    std::uint8_t last = 0;                        // class of the last character that is not a closer
    bool closed_after_ender = false;
    char32_t c = 0;
    for (std::size_t i = 0; i < line.size();) {
      const char32_t before = c;
      c = utf8::next(line, &i);
      std::uint8_t mark = pack_.mark(c);
      if ((mark & kMarkCloser) != 0 && (depth > 0 || (mark & kMarkOpener) == 0)) {
        if (depth > 0 && open[depth - 1] == c) --depth;
        closed_after_ender = (last & kMarkEnder) != 0;
        if (depth == 0 && (closed_after_ender || remark == tail)) tail = i;
        continue;
      }
      if ((mark & kMarkPoint) != 0) mark = i == line.size() || before == c ? kMarkEnder : 0;
      closed_after_ender = false;
      if ((mark & kMarkOpener) != 0 && depth == 0 && tail > 0 && i - (c < 0x80 ? 1 : 3) == tail)
        remark = tail;
      if ((mark & kMarkOpener) != 0 && depth < open.size()) open[depth++] = pack_.closer_of(c);
      if ((mark & kMarkEnder) != 0 && depth == 0) tail = i;
      last = mark;
    }
    if ((last & (kMarkEnder | kMarkSemicolon | kMarkFinal)) != 0) return Ending::kClosed;
    if ((last & (kMarkComma | kMarkOpener)) != 0) return Ending::kOpen;
    if (depth > 0 && columns(line) >= 20) return Ending::kOpen;
    if (tail == line.size() && tail > 0) return Ending::kClosed;
    if (tail > 0 && tail < line.size()) {
      // Words behind the last full stop: a cut, unless a dash begins them, as it does before a speaker's
      // name.
      std::size_t i = tail;
      return (pack_.mark(utf8::next(line, &i)) & kMarkFinal) != 0 ? Ending::kClosed : Ending::kOpen;
    }
    return Ending::kBare;
  }

  // Whether a line reads like prose rather than like a heading: it ends like a sentence or has commas.
  bool prose(std::string_view line) const {
    for (std::size_t i = 0; i < line.size();) {
      if ((pack_.mark(utf8::next(line, &i)) & (kMarkEnder | kMarkComma | kMarkSemicolon)) != 0) return true;
    }
    return false;
  }

  // A line that begins with what cannot begin one: a full stop, a comma, a closing mark.
  bool cannot_begin(std::string_view line) const {
    if (line.empty()) return false;
    std::size_t i = 0;
    const std::uint8_t mark = pack_.mark(utf8::next(line, &i));
    if ((mark & kMarkOpener) != 0) return false;
    return (mark & (kMarkEnder | kMarkComma | kMarkSemicolon | kMarkCloser)) != 0;
  }

  // ---- front matter
  // ------------------------------------------------------------------------------------------

  // Lines between two lines of "---" at the very top. Returns the index of the first line behind them.
  std::size_t read_front_matter() {
    std::size_t first = 0;
    while (first < lines_.size() && lines_[first].blank) ++first;
    if (first == lines_.size() || at(lines_[first].span) != "---") return 0;
    std::size_t last = first + 1;
    while (last < lines_.size() && at(lines_[last].span) != "---") {
      const std::string_view line = at(lines_[last].span);
      const bool fits = lines_[last].blank || line[0] == '-' || line[0] == '#' ||
                        line.find(':') != line.npos || lines_[last].indented;
      if (!fits) return 0;
      ++last;
    }
    if (last == lines_.size()) return 0;
    add_block(BlockKind::kFurniture, 0, lines_[first].span);
    for (std::size_t i = first + 1; i < last; ++i) {
      if (!lines_[i].blank) take_front_matter(lines_[i]);
    }
    add_block(BlockKind::kFurniture, 0, lines_[last].span);
    return last + 1;
  }

  static std::string_view unquoted(std::string_view value) {
    value = utf8::trimmed(value);
    if (value.size() >= 2 && value.front() == value.back() &&
        (value.front() == '"' || value.front() == '\'')) {
      value = value.substr(1, value.size() - 2);
    }
    return value;
  }

  void keep_value(std::string_view key, std::string_view value) {
    key = utf8::trimmed(key);
    value = unquoted(value);
    if (key.empty() || value.empty()) return;
    const std::string_view usual = pack_.usual_key(key);
    layout_.front_matter.emplace(usual.empty() ? key : usual, value);
  }

  void take_front_matter(const Line& line) {
    add_block(BlockKind::kFrontMatter, 0, line.span);
    const std::string_view text = at(line.span);
    const std::size_t colon = text.find(':');
    if (text[0] != '-' && text[0] != '#' && colon != text.npos) {
      keep_value(text.substr(0, colon), text.substr(colon + 1));
    }
  }

  // "Date: 2020-01-22" near the top of a document without a front matter: a usual key, a colon, a short
  // value.
  bool take_metadata(const Line& line) {
    if (continued_ || contentful_lines_ >= static_cast<std::size_t>(pack_.metadata_lines)) return false;
    const std::string_view text = at(line.span);
    if (text.size() > 2 * kWidestPrint) return false;
    std::size_t colon = text.size();
    std::size_t behind = 0;
    for (std::size_t i = 0; i < text.size() && i < 40;) {
      const std::size_t before = i;
      const char32_t c = utf8::next(text, &i);
      if (c != ':' && c != 0xFF1A) continue;
      colon = before;
      behind = i;
      break;
    }
    if (colon >= text.size() || pack_.usual_key(utf8::trimmed(text.substr(0, colon))).empty()) return false;
    if (behind >= text.size() || ending(text) == Ending::kOpen) return false;
    keep_value(text.substr(0, colon), text.substr(behind));
    close();
    add_block(BlockKind::kFrontMatter, 0, line.span);
    return true;
  }

  // ---- blocks
  // ------------------------------------------------------------------------------------------------

  Block& add_block(BlockKind kind, int level, Span span, Span marker = {}) {
    layout_.blocks.push_back({kind, level, {span}, marker});
    return layout_.blocks.back();
  }

  void close() {
    open_ = kNone;
    gap_ = false;
  }

  void open(BlockKind kind, int level, Span span, Span marker, bool indented) {
    add_block(kind, level, span, marker);
    open_ = layout_.blocks.size() - 1;
    open_indented_ = indented;
    open_otherwise_ = BlockKind::kParagraph;
    gap_ = false;
  }

  // ---- words that a scanner set apart
  // -------------------------------------------------------------------------------------------------

  // Where one blank stands between two Chinese characters of a span.
  std::vector<std::size_t> word_gaps(const Span& span) const {
    std::vector<std::size_t> gaps;
    const std::string_view line = at(span);
    for (std::size_t i = line.find(' '); i != line.npos; i = line.find(' ', i + 1)) {
      std::size_t behind = i + 1;
      if (i == 0 || behind == line.size() || !utf8::ideograph(utf8::previous(line, i))) continue;
      if (utf8::ideograph(utf8::next(line, &behind))) gaps.push_back(i);
    }
    return gaps;
  }

  bool closed_text(const Block& block) const {
    return spans_text(block.kind) && ending(at(block.spans.back())) == Ending::kClosed;
  }

  // A sentence with three gaps or more, a single character alone between two of them: no row of names.
  bool set_apart(const Block& block) const {
    if (!closed_text(block)) return false;
    std::size_t gaps = 0;
    bool single = false;
    for (const Span& span : block.spans) {
      const std::vector<std::size_t> found = word_gaps(span);
      gaps += found.size();
      for (std::size_t i = 1; i < found.size(); ++i) single |= found[i] - found[i - 1] == 4;
    }
    return single && gaps >= 3;
  }

  // Two such sentences show that the scanner set words apart; what its sentences say is read without gaps.
  void close_word_gaps() {
    if (text_.find(' ') == text_.npos) return;
    std::vector<Block>& blocks = layout_.blocks;
    if (std::count_if(blocks.begin(), blocks.end(), [&](const Block& b) { return set_apart(b); }) < 2) return;
    for (Block& block : blocks) {
      if (!closed_text(block)) continue;
      std::vector<Span> joined;
      for (const Span& span : block.spans) {
        std::size_t from = 0;
        for (const std::size_t gap : word_gaps(span)) {
          joined.push_back(part(span, from, gap));
          from = gap + 1;
        }
        joined.push_back(part(span, from, span.end - span.begin));
      }
      block.spans = std::move(joined);
    }
  }

  static Span part(const Span& line, std::size_t begin, std::size_t end) {
    return {line.begin + begin, line.begin + end, line.line};
  }

  // A part of a line without the blanks at its ends.
  Span trimmed_part(const Span& line, std::size_t begin, std::size_t end) const {
    const std::string_view whole = at(line).substr(begin, end - begin);
    const std::string_view inner = utf8::trimmed(whole);
    if (inner.empty()) return part(line, end, end);
    const std::size_t from = begin + static_cast<std::size_t>(inner.data() - whole.data());
    return part(line, from, from + inner.size());
  }

  void take_line(std::size_t index) {
    const Line& line = lines_[index];
    if (line.blank) {
      gap_ = true;
      return;
    }
    LineMatch match;
    const std::string_view line_text = at(line.span);
    bool matched = pack_.match_line(line_text, &match);
    // "According to a cable of that day, ..." is a sentence, not a dateline.
    if (matched && match.kind == BlockKind::kDateline && match.text.second < line_text.size() &&
        cannot_begin(utf8::trimmed(line_text.substr(match.text.second)))) {
      matched = false;
    }
    if (matched && match.kind == BlockKind::kFurniture) {
      add_block(BlockKind::kFurniture, 0, line.span);
      gap_ = true;
      return;
    }
    if (take_metadata(line)) {
      ++contentful_lines_;
      return;
    }
    ++contentful_lines_;
    if (in_contents_ && take_contents(line, matched ? &match : nullptr)) return;
    if (matched) {
      take_matched(line, match);
    } else {
      take_unmarked(index);
    }
  }

  void take_matched(const Line& line, const LineMatch& match) {
    had_body_ = had_body_ || match.kind != BlockKind::kDateline;
    const std::string_view text = at(line.span);
    const Span marker =
        match.marker.second > 0 ? trimmed_part(line.span, match.marker.first, match.marker.second) : Span{};
    const Span rest = trimmed_part(line.span, match.text.first, match.text.second);
    if (match.kind == BlockKind::kDateline) {
      close();
      add_block(BlockKind::kDateline, 0, rest);
      const Span behind = trimmed_part(line.span, match.text.second, text.size());
      if (behind.begin < behind.end) take_rest(behind);
      return;
    }
    close();
    if (match.kind == BlockKind::kContents) {
      add_block(BlockKind::kContents, match.level, line.span);
      if (match.level > 0) begin_contents();
      return;
    }
    LineMatch inner;
    const bool marked = match.kind == BlockKind::kHeading || match.kind == BlockKind::kBullet;
    if (marked && rest.end - rest.begin <= kLongestDate && !ends_plainly(at(rest)) &&
        pack_.match_kind(at(rest), BlockKind::kDateHeading, &inner)) {
      add_block(BlockKind::kDateHeading, 0, trimmed_part(rest, inner.text.first, inner.text.second), marker);
      return;
    }
    BlockKind kind = match.kind;
    if (match.conditional && !short_heading(at(rest))) kind = match.otherwise;
    const bool has_level =
        kind == BlockKind::kHeading || kind == BlockKind::kTitle || kind == BlockKind::kBullet;
    if (spans_text(kind) || match.conditional) {
      open(kind, has_level ? match.level : 0, rest, marker, line.indented);
      open_otherwise_ = match.otherwise;
    } else {
      add_block(kind, has_level ? match.level : 0, rest, marker);
    }
  }

  // What stands behind a dateline on its line: a title, or the first paragraph.
  void take_rest(const Span& rest) {
    LineMatch match;
    if (pack_.match_line(at(rest), &match) && match.kind == BlockKind::kTitle) {
      add_block(BlockKind::kTitle, 1, trimmed_part(rest, match.text.first, match.text.second),
                trimmed_part(rest, match.marker.first, match.marker.second));
      had_body_ = true;
      return;
    }
    open(BlockKind::kParagraph, 0, rest, {}, true);
  }

  bool short_heading(std::string_view line) const {
    return line.size() <= 2 * kWidestPrint &&
           utf8::columns(line) <= static_cast<std::size_t>(pack_.heading_columns) &&
           ending(line) == Ending::kBare;
  }

  void take_unmarked(std::size_t index) {
    const Line& line = lines_[index];
    const std::string_view text = at(line.span);
    if (open_ != kNone && running_header(index)) {
      add_block(BlockKind::kFurniture, 0, line.span);
      gap_ = true;
      return;
    }
    if (open_ != kNone && continues_open(line)) {
      Block& block = layout_.blocks[open_];
      if (!spans_text(block.kind)) {
        block.kind = open_otherwise_;
        block.level = 0;
      }
      block.spans.push_back(line.span);
      gap_ = false;
      return;
    }
    const std::size_t width = columns(text);
    const bool first = !continued_ && !had_body_;
    had_body_ = true;
    const int most = first ? pack_.title_columns : pack_.heading_columns;
    const bool row = text.find('\t') != text.npos;  // of a table
    const bool bare = !row && width <= static_cast<std::size_t>(most) && ending(text) == Ending::kBare;
    const BlockKind kind = !bare ? BlockKind::kParagraph : first ? BlockKind::kTitle : BlockKind::kHeading;
    // A heading stays open: the line below may show that it was no heading but a line cut in two.
    const int level = kind == BlockKind::kTitle ? 1 : kind == BlockKind::kHeading ? kLowestLevel : 0;
    open(kind, level, line.span, {}, line.indented);
  }

  // Whether an unmarked line goes on with the open block.
  bool continues_open(const Line& line) const {
    const Block& block = layout_.blocks[open_];
    const std::string_view before = at(block.spans.back());
    const std::string_view text = at(line.span);
    if (before.empty()) return true;  // a bullet alone on its line
    const Ending end = ending(before);
    if (cannot_begin(text)) return end != Ending::kClosed || (pack_.mark(first_of(text)) & kMarkCloser) != 0;
    if (end == Ending::kOpen) return true;
    if (end == Ending::kClosed) {
      // In a wrapped document the full stop may just happen to stand at the edge.
      return wrapped_ && !gap_ && !line.indented && spans_text(block.kind) &&
             columns(before) + 4 >= wrap_columns_;
    }
    const bool fresh = line.indented && !(block.spans.size() > 1 && !open_indented_);
    if (fresh) return false;
    const std::size_t width = printed_columns(block.spans.back());
    if (open_indented_ && !gap_ && spans_text(block.kind) && width >= 24) return true;
    if (block.kind == BlockKind::kTitle && gap_) return false;
    if (!gap_ && width >= 20 && pack_.continues(text)) return true;
    return width >= cut_columns_ && (prose(text) || columns(text) >= cut_columns_);
  }

  static char32_t first_of(std::string_view text) {
    std::size_t i = 0;
    return utf8::next(text, &i);
  }

  // A short line that stands three times or more in the document, here within a sentence that was cut.
  bool running_header(std::size_t index) {
    const Block& block = layout_.blocks[open_];
    const std::string_view before = at(block.spans.back());
    const std::string_view text = at(lines_[index].span);
    if (!spans_text(block.kind) || columns(text) > 60 || ending(text) != Ending::kBare) return false;
    if (ending(before) == Ending::kClosed) return false;
    count_short_lines();
    return short_lines_[text] >= 3;
  }

  void count_short_lines() {
    if (!short_lines_.empty()) return;
    for (const Line& line : lines_) {
      if (!line.blank && line.span.end - line.span.begin <= 180) ++short_lines_[at(line.span)];
    }
  }

  // ---- table of contents
  // -------------------------------------------------------------------------------------

  void begin_contents() {
    in_contents_ = true;
    contents_.clear();
  }

  // An entry of the contents; they end where the first heading of the body repeats an entry, or where prose
  // begins.
  bool take_contents(const Line& line, const LineMatch* match) {
    const std::string_view text = at(line.span);
    const bool entry = columns(text) <= static_cast<std::size_t>(pack_.contents_columns) &&
                       ending(text) == Ending::kBare && contents_.count(text) == 0 &&
                       (match == nullptr || match->kind != BlockKind::kDateline);
    if (!entry) {
      in_contents_ = false;
      return false;
    }
    ++contents_[text];
    close();
    add_block(BlockKind::kContents, 0, line.span);
    return true;
  }

  // ---- title
  // -------------------------------------------------------------------------------------------------

  void find_title() {
    if (continued_) return;
    if (const auto found = layout_.front_matter.find("title"); found != layout_.front_matter.end()) {
      layout_.title = found->second;
    }
    std::size_t looked = 0;
    for (Block& block : layout_.blocks) {
      if (block.kind == BlockKind::kFurniture || block.kind == BlockKind::kFrontMatter ||
          block.kind == BlockKind::kDateline) {
        continue;
      }
      if (block.kind == BlockKind::kTitle || (block.kind == BlockKind::kHeading && block.level == 1)) {
        if (block.kind == BlockKind::kHeading && looked == 0 && block.marker.end > block.marker.begin &&
            text_[block.marker.begin] == '#') {
          block.kind = BlockKind::kTitle;
        }
        if (layout_.title.empty()) layout_.title = block_text(text_, block);
        return;
      }
      if (++looked > 2) return;
    }
  }

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  std::string_view text_;
  const LayoutPack& pack_;
  bool continued_;
  std::vector<Line> lines_;
  Layout layout_;

  bool wrapped_ = false;
  std::size_t wrap_columns_ = 0;
  std::size_t cut_columns_ = 0;

  std::size_t open_ = kNone;  // the block that the next line may continue
  bool open_indented_ = false;
  BlockKind open_otherwise_ = BlockKind::kParagraph;  // what it is when it goes on, which no heading does
  bool gap_ = false;                                  // blank lines or furniture since its last line
  bool had_body_ = false;                             // a title can only be the first line of the body
  std::size_t contentful_lines_ = 0;
  bool in_contents_ = false;
  std::unordered_map<std::string_view, int> contents_;
  std::unordered_map<std::string_view, int> short_lines_;
};

bool latin(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == ',' || c == ';' ||
         c == '.' || c == ':';
}

}  // namespace

Layout read_layout(std::string_view text, const LayoutPack& pack, std::uint32_t first_line, bool continued) {
  return LayoutBuilder(text, pack, first_line, continued).build();
}

std::string block_text(std::string_view text, const Block& block, SourceMap* map) {
  std::string joined;
  for (const Span& span : block.spans) {
    const std::string_view part = text.substr(span.begin, span.end - span.begin);
    if (!joined.empty() && !part.empty() && latin(joined.back()) && latin(part.front())) {
      if (map != nullptr) map->append_units(1, span.begin, 1, 0);
      joined += ' ';
    }
    if (map != nullptr) map->append(part.size(), span.begin);
    joined += part;
  }
  return joined;
}

}  // namespace guanxi
