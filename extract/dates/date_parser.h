// DateParser: reads the date expressions of one sentence, left to right. Internal to extract/dates.
//
// A small hand-written grammar over the words of a DateLexicon. Every reading function takes the offset at
// which to read, moves it behind what it read and returns true; or leaves it and returns false.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "extract/dates/date_point.h"
#include "extract/dates/date_recognizer.h"
#include "extract/dates/date_resolver.h"

namespace guanxi {

class DateParser {
 public:
  DateParser(const DateLexicon& lexicon, const DateContext& context, std::string_view text)
      : lexicon_(lexicon), resolver_(context), text_(text) {}

  std::vector<DateMention> read();

 private:
  using Kind = DateWordKind;

  // Moves behind a word of a kind, spaces before it allowed where said.
  const DateWord* take(std::size_t& p, Kind kind) const;
  const DateWord* take_after_spaces(std::size_t& p, Kind kind) const;
  void skip_spaces(std::size_t& p) const;
  std::optional<DateNumber> take_number(std::size_t& p) const;
  bool take_text(std::size_t& p, std::string_view text) const;
  bool ends_with(std::size_t p, Kind kind) const { return !lexicon_.before(text_, p, kind).empty(); }
  bool boundary(std::size_t p) const;       // the end, a space or a mark
  bool after_number(std::size_t p) const;   // what stands before p is a number or part of one
  bool clause_start(std::size_t p) const;   // the begin, or behind a mark
  bool future_before(std::size_t p) const;  // a word of the future stands before, in the same clause

  bool expression(std::size_t& p);
  bool point(std::size_t& p, DatePoint& point) const;
  bool numeric(std::size_t& p, DatePoint& point) const;
  bool numeric_parts(std::size_t& p, int (&values)[3], int (&digits)[3]) const;
  bool year(std::size_t& p, DatePoint& point) const;
  bool era_year(std::size_t& p, DatePoint& point) const;
  bool number_year(std::size_t& p, DatePoint& point) const;
  bool is_year(const DateNumber& number, std::size_t begin, std::size_t end, int& value) const;
  bool year_tail_follows(std::size_t p) const;
  bool near_publication(int year) const;
  bool in_year(std::size_t& p, DatePoint& point) const;
  bool month(std::size_t& p, DatePoint& point) const;
  bool in_month(std::size_t& p, DatePoint& point) const;
  bool day_of_month(std::size_t& p, DatePoint& point) const;
  bool bare_day(std::size_t& p, DatePoint& point) const;
  bool lunar(std::size_t& p, DatePoint& point) const;
  bool lunar_day(std::size_t& p, DatePoint& point) const;
  bool feast(std::size_t& p, DatePoint& point) const;
  bool nth_part(std::size_t& p, DatePoint& point) const;
  bool relative_word(std::size_t& p, DatePoint& point) const;
  bool bracketed(std::size_t& p, DatePoint& point) const;
  bool shift_word(std::size_t& p, DatePoint& point) const;
  bool week_day(std::size_t& p, DatePoint& point) const;
  bool decade(std::size_t& p, DatePoint& point) const;
  bool part_alone(std::size_t& p, DatePoint& point) const;
  bool duration(std::size_t& p, int& count, char& unit) const;
  bool anchored_duration(std::size_t& p, DatePoint& point) const;
  bool span(std::size_t& p, DatePoint& point) const;
  bool unresolved(std::size_t& p, DatePoint& point) const;
  bool clock(std::size_t& p) const;
  bool clock_time(std::size_t& p) const;
  void after_day(std::size_t& p, DatePoint& point) const;
  bool gloss(std::size_t& p, DatePoint& point) const;

  bool range_end(std::size_t& p, const DatePoint& first, DatePoint& last);
  void finish(std::size_t begin, std::size_t end, const DatePoint& first, const DatePoint* last);
  void open_end(DateMention& mention, std::size_t& p) const;
  void prefix(DateMention& mention) const;
  void print(DateMention& mention, bool inclusive) const;
  bool until_day(DateMention& mention) const;
  bool lasting(std::size_t& p);
  bool is_dateline(const DateMention& mention) const;

  const DateLexicon& lexicon_;
  DateResolver resolver_;
  std::string_view text_;
  std::size_t range_end_ =
      std::string_view::npos;  // where the end of a range begins: behind a number, by right
  std::vector<DateMention> mentions_;
};

}  // namespace guanxi
