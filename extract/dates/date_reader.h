// DateReader: reads one date of a sentence as it is worded. Internal to extract/dates.
//
// A small hand-written grammar over the words of a DateLexicon. Every reading function takes the offset at
// which to read, moves it behind what it read and returns true; or leaves it and returns false.
#pragma once

#include <cstddef>
#include <optional>

#include "extract/dates/date_point.h"
#include "extract/dates/date_resolver.h"
#include "extract/dates/date_text.h"

namespace guanxi {

class DateReader {
 public:
  // Both are read as they stand at each call: relative words are placed at once.
  DateReader(const DateText& text, const DateResolver& resolver) : text_(text), resolver_(resolver) {}

  // One date, without what opens it at an end.
  bool point(std::size_t& p, DatePoint& point) const;
  // A length of time: so many days, weeks, months or years.
  bool duration(std::size_t& p, int& count, char& unit) const;
  // What goes with a day and says no more of it: weekday, time of day, the same date told another way.
  void after_day(std::size_t& p, DatePoint& point) const;

 private:
  bool to(std::size_t& p) const;  // a word or mark between two ends
  // Digits: 2020-01-22.
  bool numeric(std::size_t& p, DatePoint& point) const;
  bool numeric_day(std::size_t& p, DatePoint& point) const;
  bool month_and_day(std::size_t& p, std::string_view mark, DatePoint& point) const;
  bool numeric_end(std::size_t& p, DatePoint& point) const;
  bool numeric_parts(std::size_t& p, int (&values)[3], int (&digits)[3]) const;
  // A year and what may stand behind it.
  bool year(std::size_t& p, DatePoint& point) const;
  bool before_christ(std::size_t& p, DatePoint& point) const;
  bool era_year(std::size_t& p, DatePoint& point) const;
  bool number_year(std::size_t& p, DatePoint& point) const;
  bool is_year(const DateNumber& number, std::size_t begin, std::size_t end, int& value) const;
  bool year_tail_follows(std::size_t p) const;
  bool near_publication(int year) const;
  bool in_year(std::size_t& p, DatePoint& point) const;
  bool century(std::size_t& p, int& first_year) const;
  bool decade(std::size_t& p, DatePoint& point) const;
  std::optional<int> full_decade(int decade) const;
  // A month and what may stand behind it.
  bool month(std::size_t& p, DatePoint& point) const;
  bool in_month(std::size_t& p, DatePoint& point) const;
  bool day_of_month(std::size_t& p, DatePoint& point) const;
  bool bare_day(std::size_t& p, DatePoint& point) const;
  bool nth_part(std::size_t& p, DatePoint& point) const;
  bool part_alone(std::size_t& p, DatePoint& point) const;
  // The Chinese calendar and feasts.
  bool lunar(std::size_t& p, DatePoint& point) const;
  bool lunar_day(std::size_t& p, DatePoint& point) const;
  bool feast(std::size_t& p, DatePoint& point) const;
  // Words that count from the text's own day or from the story.
  bool relative_word(std::size_t& p, DatePoint& point) const;
  bool bracketed(std::size_t& p, DatePoint& point) const;
  bool shift_word(std::size_t& p, DatePoint& point) const;
  bool week_day(std::size_t& p, DatePoint& point) const;
  bool anchored_duration(std::size_t& p, DatePoint& point) const;
  bool span(std::size_t& p, DatePoint& point) const;
  bool unresolved(std::size_t& p, DatePoint& point) const;
  // The clock.
  bool clock(std::size_t& p) const;
  bool clock_time(std::size_t& p) const;
  bool gloss(std::size_t& p, DatePoint& point) const;

  const DateText& text_;
  const DateResolver& resolver_;
};

}  // namespace guanxi
