// DateParser: reads the date expressions of one sentence, left to right, and gives them their values.
//
// Internal to extract/dates: one for each sentence. DateReader reads each date, DateResolver places it; here
// are ranges, what is open at one end, datelines, and what a date adds to the story for the next one.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "extract/dates/date_point.h"
#include "extract/dates/date_reader.h"
#include "extract/dates/date_recognizer.h"
#include "extract/dates/date_resolver.h"
#include "extract/dates/date_text.h"

namespace guanxi {

class DateParser {
 public:
  DateParser(const DateLexicon& lexicon, const DateContext& context, std::string_view text)
      : text_(lexicon, text), resolver_(context), reader_(text_, resolver_) {}
  DateParser(const DateParser&) = delete;  // the reader refers to its neighbours
  DateParser& operator=(const DateParser&) = delete;

  std::vector<DateMention> read();

 private:
  bool pass_over(std::size_t& p);
  bool expression(std::size_t& p);
  bool range_end(std::size_t& p, const DatePoint& first, DatePoint& last);
  bool end_point(std::size_t& p, const DatePoint& first, DatePoint& last);
  void place(DateMention& mention, const DatePoint& first, const DatePoint* last) const;
  void open_end(DateMention& mention) const;
  void prefix(DateMention& mention) const;
  bool comes_at_last(std::size_t p) const;
  bool ends_story(DateMention& mention) const;
  bool lasting(std::size_t& p);
  bool starts_before(std::size_t p) const;
  void finish(DateMention& mention, bool aside);
  bool is_dateline(const DateMention& mention) const;
  void tell_today(DateMention& mention, int offset);

  DateText text_;
  DateResolver resolver_;
  DateReader reader_;
  bool titles_end_ = true;  // a title that begins may end further on
  std::vector<DateMention> mentions_;
};

}  // namespace guanxi
