// DateResolver: gives a date as worded its place in time, from the context and from what the sentence told
// before.
//
// Internal to extract/dates; date_recognizer.h says what the values mean. One for each sentence, one thread.
#pragma once

#include <functional>
#include <optional>

#include "extract/dates/date_context.h"
#include "extract/dates/date_lexicon.h"
#include "extract/dates/date_point.h"

namespace guanxi {

class DateResolver {
 public:
  explicit DateResolver(const DateContext& context) : context_(&context), publication_(context.publication) {}

  // The dateline of the sentence itself: its other words speak from there.
  void set_publication(const Moment& day) { publication_ = day; }
  const std::optional<Moment>& publication() const { return publication_; }

  // What the sentence told, for what follows in it. A deadline (day_told false) is not the day of what
  // happens.
  void tell(const Moment& moment, bool day_told);
  // A day beside the story (the day before): in this sentence "that evening" is its evening.
  void tell_aside(const Moment& day) { aside_day_ = day; }
  // The sentence told these days, from one to another: what "during the visit" means in it.
  void tell_period(const Moment& days) { period_ = days; }

  // The place of a point; nothing where the context does not tell it.
  std::optional<Moment> place(const DatePoint& point) const;
  // The same, for the end of a range that begins at first, and for the begin of one that ends at last.
  std::optional<Moment> place_after(const DatePoint& point, const Moment& first) const;
  std::optional<Moment> place_before(const DatePoint& point, const Moment& last) const;

  // A relative word: the publication's or the story's day, week, month or year, so many later.
  std::optional<Moment> relative(DateAnchor anchor, DateUnit unit, int offset) const;
  // The day of a weekday, so many weeks from the publication's.
  std::optional<Moment> weekday(int week, int first, int last) const;
  // A weekday alone: the last one before the publication, or the next one.
  std::optional<Moment> near_weekday(int first, int last, bool future) const;
  // So many units (d w m y) from the story, or else from the publication (deictic: the other way round).
  std::optional<Moment> shifted(int count, char unit, bool deictic) const;
  // The span of so many units that ends (begins) at the publication.
  std::optional<Moment> span(int count, char unit) const;
  // The span of so many units from the story on; from the day after it, if so said.
  std::optional<Moment> following(int count, char unit, bool day_after) const;

  // Far before what the story has told so far.
  bool looks_back(const Moment& moment) const;
  // The year in which the text stands, where a date does not name it.
  std::optional<int> current_year() const;
  // The two digits of a year as a year: of the last eighty years or the next twenty.
  int full_year(int two_digits) const;
  // The day that "the same day" means, and the day on which the text speaks.
  std::optional<Moment> story_day() const;
  std::optional<Moment> speaking_day() const;
  const DateContext& context() const { return *context_; }

 private:
  using Candidate = std::function<std::optional<Day>(int year)>;

  std::optional<int> choose_year(const DatePoint& point, const Candidate& candidate) const;
  std::optional<int> year_in_order(const Moment& anchor, const Candidate& candidate, bool future,
                                   int back) const;
  std::optional<int> year_of_feast(const Moment& anchor, const Candidate& candidate) const;
  std::optional<int> year_of_news(const Candidate& candidate, const DatePoint& point) const;
  std::optional<Moment> month_of_day(const DatePoint& point) const;
  std::optional<Moment> current_month() const;
  std::optional<Moment> place_in_year(const DatePoint& point, int year) const;
  bool beyond_publication(Day day) const;

  const DateContext* context_;
  std::optional<Moment> publication_;
  std::optional<Moment> told_;  // in this sentence
  std::optional<Moment> told_day_;
  std::optional<Moment> aside_day_;  // told behind told_day_
  std::optional<Moment> period_;
};

}  // namespace guanxi
