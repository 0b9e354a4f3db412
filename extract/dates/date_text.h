// DateText: a sentence and the words of dates in it, by offset. Internal to extract/dates.
//
// The taking functions move the offset behind what they took; or leave it and return null, nothing or false.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "extract/dates/date_lexicon.h"

namespace guanxi {

class DateText {
 public:
  using Kind = DateWordKind;

  DateText(const DateLexicon& lexicon, std::string_view text) : lexicon_(lexicon), text_(text) {}

  std::string_view text() const { return text_; }
  const DateLexicon& lexicon() const { return lexicon_; }

  const DateWord* at(std::size_t p, Kind kind) const { return lexicon_.at(text_, p, kind); }
  std::string_view before(std::size_t p, Kind kind) const { return lexicon_.before(text_, p, kind); }
  bool ends_with(std::size_t p, Kind kind) const { return !before(p, kind).empty(); }
  std::optional<DateNumber> number(std::size_t p) const { return lexicon_.number(text_, p); }

  // Where a date may begin, from an offset on; and the offset behind a number or character with which none
  // does.
  std::size_t next_start(std::size_t p) const { return lexicon_.next_start(text_, p); }
  std::size_t behind(std::size_t p) const { return lexicon_.behind(text_, p); }

  const DateWord* take(std::size_t& p, Kind kind) const;
  const DateWord* take_after_spaces(std::size_t& p, Kind kind) const;
  std::optional<DateNumber> take_number(std::size_t& p) const;
  bool take_text(std::size_t& p, std::string_view text) const;
  void skip_spaces(std::size_t& p) const;

  bool boundary(std::size_t p) const;         // the end, a space or a mark
  bool clause_start(std::size_t p) const;     // the begin, or behind a mark
  bool after_number(std::size_t p) const;     // what stands before p is a number or part of one
  bool future_before(std::size_t p) const;    // a word of the future stands before, in the same clause
  bool intended_before(std::size_t p) const;  // a word for what was once to come stands right before

  // The end of a range begins here: behind a number and a dash, by right.
  void set_range_end(std::size_t p) { range_end_ = p; }
  bool at_range_end(std::size_t p) const { return p == range_end_; }

 private:
  const DateLexicon& lexicon_;
  std::string_view text_;
  std::size_t range_end_ = std::string_view::npos;
};

}  // namespace guanxi
