#include "extract/text/sentences.h"

#include <algorithm>

#include "extract/text/layout_pack.h"
#include "extract/text/utf8.h"

namespace guanxi {
namespace {

// So much of a block is looked at together: enough for any sentence, little enough for a block of 100 MB.
constexpr std::size_t kStretch = std::size_t{256} << 10;
constexpr std::size_t kDeepest = 32;

// A character that matters, and for an opener the index of the mark that closes it.
struct Mark {
  std::size_t begin = 0;
  std::size_t end = 0;
  char32_t c = 0;
  std::uint8_t kind = 0;
  std::size_t partner = 0;  // 0: none
};

class Splitter {
 public:
  Splitter(std::string_view body, const SourceMap& to_text, const SourceMap& text_map, const Block& block,
           std::uint32_t block_index, const LayoutPack& pack, const ScriptReader& reader, Script script,
           std::vector<Sentence>* sentences)
      : text_(body),
        to_text_(to_text),
        map_(to_text.composed(text_map)),
        block_(block),
        block_index_(block_index),
        pack_(pack),
        reader_(reader),
        script_(script),
        sentences_(sentences) {}

  // Sentences of text_, stretch by stretch: what is unfinished at the end of one is begun anew in the next.
  void run() {
    std::size_t begin = 0;
    while (begin < text_.size()) {
      const std::size_t end = utf8::boundary(text_, std::min(text_.size(), begin + kStretch));
      const bool last = end == text_.size();
      std::size_t done = split(begin, end, last);
      if (done == begin) done = cut(begin, end);
      begin = done;
    }
  }

 private:
  void find_marks(std::size_t begin, std::size_t end) {
    marks_.assign(1, Mark{});  // index 0 means none
    for (std::size_t i = begin; i < end;) {
      const std::size_t at = i;
      const char32_t c = utf8::next(text_, &i);
      if (const std::uint8_t kind = pack_.mark(c); (kind & ~kMarkFinal) != 0)
        marks_.push_back({at, i, c, kind, 0});
    }
  }

  // Openers and closers that belong together. An opener that nothing closes, or too late, holds nothing
  // together.
  void pair_marks() {
    std::vector<std::size_t> open;
    for (std::size_t i = 1; i < marks_.size(); ++i) {
      Mark& mark = marks_[i];
      if ((mark.kind & kMarkCloser) != 0) {
        const auto found = std::find_if(open.rbegin(), open.rend(), [&](std::size_t k) {
          return pack_.closer_of(marks_[k].c) == mark.c;
        });
        if (found != open.rend()) {
          Mark& opener = marks_[*found];
          if (mark.end - opener.begin <= pack_.longest_quotation) {
            opener.partner = i;
            mark.partner = *found;
          }
          open.erase(found.base() - 1, open.end());
          continue;
        }
      }
      if ((mark.kind & kMarkOpener) == 0) continue;
      if (open.size() == kDeepest) open.erase(open.begin());
      open.push_back(i);
    }
  }

  // Emits the sentences that end in [begin, end); returns where the rest begins.
  std::size_t split(std::size_t begin, std::size_t end, bool last) {
    find_marks(begin, end);
    pair_marks();
    std::size_t from = begin;
    std::vector<std::size_t> clauses;
    for (std::size_t i = 1; i < marks_.size(); ++i) {
      const Mark& mark = marks_[i];
      if ((mark.kind & kMarkOpener) != 0 && mark.partner > i) {
        const Mark& closer = marks_[mark.partner];
        const bool ends = (mark.kind & kMarkQuotation) != 0 && ends_inside(mark.partner) &&
                          !pack_.continues(behind(closer.end, end));
        i = mark.partner;
        if (ends && complete(closer.end, end, last))
          from = emit(from, after_enders(closer.end, &i), &clauses);
        continue;
      }
      // A quotation that may close in the next stretch is left to it.
      if ((mark.kind & kMarkOpener) != 0 && mark.partner == 0 && !last &&
          end - mark.begin <= pack_.longest_quotation) {
        break;
      }
      if ((mark.kind & kMarkSemicolon) != 0) clauses.push_back(mark.end);
      if (!ends_sentence(mark, end)) continue;
      std::size_t stop = after_enders(mark.end, &i);
      if (last) stop = with_remark(stop, end, &i);
      if (complete(stop, end, last)) from = emit(from, stop, &clauses);
    }
    if (last) from = emit(from, end, &clauses);
    return from;
  }

  // Whether all that decides about a sentence that ends here has been seen.
  static bool complete(std::size_t stop, std::size_t end, bool last) { return last || stop + 64 < end; }

  std::string_view behind(std::size_t from, std::size_t end) const {
    std::size_t at = from;
    while (at < end && text_[at] == ' ') ++at;
    return text_.substr(at, end - at);
  }

  bool ends_sentence(const Mark& mark, std::size_t end) const {
    if ((mark.kind & kMarkEnder) != 0) return true;
    if ((mark.kind & kMarkPoint) == 0 || mark.begin == 0) return false;
    const bool blank_behind = mark.end == end || utf8::blank(static_cast<unsigned char>(text_[mark.end]));
    return blank_behind && utf8::wide(utf8::previous(text_, mark.begin));
  }

  // Whether a full stop stands right before the closing mark with this index.
  bool ends_inside(std::size_t closer) const {
    std::size_t at = marks_[closer].begin;
    for (std::size_t i = closer - 1; i > 0 && marks_[i].end == at; --i) {
      if ((marks_[i].kind & kMarkEnder) != 0) return true;
      if ((marks_[i].kind & kMarkCloser) == 0) return false;
      at = marks_[i].begin;
    }
    return false;
  }

  // More full stops ("?!") and closing marks that stand behind one belong to its sentence.
  std::size_t after_enders(std::size_t stop, std::size_t* index) const {
    while (*index + 1 < marks_.size() && marks_[*index + 1].begin == stop &&
           ((marks_[*index + 1].kind & kMarkEnder) != 0 ||
            ((marks_[*index + 1].kind & kMarkCloser) != 0 && (marks_[*index + 1].kind & kMarkOpener) == 0))) {
      stop = marks_[++*index].end;
    }
    return stop;
  }

  // A bracketed remark that ends the block, as the number of a note, belongs to the sentence before it.
  std::size_t with_remark(std::size_t stop, std::size_t end, std::size_t* index) const {
    const std::size_t next = *index + 1;
    if (next >= marks_.size() || marks_[next].begin != stop || marks_[next].partner <= next) return stop;
    const Mark& closer = marks_[marks_[next].partner];
    if ((marks_[next].kind & kMarkQuotation) != 0 || closer.end != end) return stop;
    *index = marks_[next].partner;
    return closer.end;
  }

  // A sentence longer than a stretch, or one too long: behind its last comma, else between two characters.
  std::size_t cut(std::size_t begin, std::size_t end) {
    std::size_t stop = utf8::boundary(text_, std::min(end, begin + pack_.longest_sentence));
    for (std::size_t i = marks_.size() - 1; i > 0; --i) {
      if ((marks_[i].kind & (kMarkComma | kMarkSemicolon)) != 0 && marks_[i].end <= stop) {
        stop = marks_[i].end;
        break;
      }
    }
    if (stop <= begin) stop = end;
    std::vector<std::size_t> none;
    return emit(begin, stop, &none);
  }

  std::size_t emit(std::size_t from, std::size_t to, std::vector<std::size_t>* clauses) {
    while (to - from > pack_.longest_sentence) {
      std::size_t stop = utf8::boundary(text_, from + pack_.longest_sentence);
      const auto comma = std::find_if(marks_.rbegin(), marks_.rend(), [&](const Mark& mark) {
        return (mark.kind & (kMarkComma | kMarkSemicolon)) != 0 && mark.end <= stop && mark.end > from;
      });
      if (comma != marks_.rend()) stop = comma->end;
      add(from, stop, *clauses);
      from = stop;
    }
    add(from, to, *clauses);
    clauses->clear();
    return to;
  }

  void add(std::size_t from, std::size_t to, const std::vector<std::size_t>& clauses) {
    const std::string_view whole = text_.substr(from, to - from);
    const std::string_view inner = utf8::trimmed(whole);
    if (inner.empty()) return;
    const std::size_t begin = from + static_cast<std::size_t>(inner.data() - whole.data());
    Sentence& sentence = sentences_->emplace_back();
    SourceMap reading;  // sentence to block
    std::size_t at = 0;
    for (const std::size_t clause : clauses) {
      if (clause <= begin + at || clause >= begin + inner.size()) continue;
      read(inner.substr(at, clause - begin - at), begin + at, &sentence, &reading);
      sentence.clauses.push_back(static_cast<std::uint32_t>(sentence.text.size()));
      at = clause - begin;
    }
    read(inner.substr(at), begin + at, &sentence, &reading);
    sentence.map = reading.composed(map_);
    sentence.begin = map_.source_begin(begin);
    sentence.end = map_.source_end(begin + inner.size());
    sentence.block = block_index_;
    sentence.line = line_of(begin);
  }

  void read(std::string_view part, std::size_t begin, Sentence* sentence, SourceMap* map) const {
    reader_.read(part, script_, begin, &sentence->text, map);
  }

  // The line of the span that an offset in the block came from.
  std::uint32_t line_of(std::size_t offset) const {
    const std::uint64_t at = to_text_.source_begin(offset);
    const auto after =
        std::upper_bound(block_.spans.begin(), block_.spans.end(), at,
                         [](std::uint64_t begin, const Span& span) { return begin < span.begin; });
    return after == block_.spans.begin() ? after->line : (after - 1)->line;
  }

  std::string_view text_;
  const SourceMap& to_text_;  // block to text
  const SourceMap map_;       // block to file
  const Block& block_;
  std::uint32_t block_index_;
  const LayoutPack& pack_;
  const ScriptReader& reader_;
  Script script_;
  std::vector<Sentence>* sentences_;
  std::vector<Mark> marks_;
};

}  // namespace

void split_sentences(std::string_view text, const SourceMap& text_map, const Block& block,
                     std::uint32_t block_index, const LayoutPack& pack, const ScriptReader& reader,
                     Script script, std::vector<Sentence>* sentences) {
  SourceMap to_text;
  std::string joined;
  std::string_view body;
  if (block.spans.size() == 1) {
    const Span& span = block.spans.front();
    body = text.substr(span.begin, span.end - span.begin);
    to_text.append(body.size(), span.begin);
  } else {
    joined = block_text(text, block, &to_text);
    body = joined;
  }
  Splitter(body, to_text, text_map, block, block_index, pack, reader, script, sentences).run();
}

}  // namespace guanxi
