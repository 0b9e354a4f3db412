// DateContext: what a document has told so far that gives later date expressions their value.
//
//   publication  the day on which the text speaks: front matter or dateline. Today, this year, last Friday.
//   heading      the date heading under which the text stands. In a chronicle it comes before the
//   publication. story        the date told last. The same day, the day after, and a day without its month.
//
// A plain value: copy it to try something out. DateRecognizer fills it; see there for the order of calls.
#pragma once

#include <optional>
#include <string>

#include "extract/dates/moment.h"

namespace guanxi {

struct DateContext {
  std::optional<Moment> publication;
  std::optional<Moment> heading;
  bool heading_open = false;        // "since 29 April": the heading has no end
  std::optional<Moment> story;      // any grain: gives a year or month to what leaves it out
  std::optional<Moment> story_day;  // a day that something happened on: the anchor of "the same day"
  bool story_in_paragraph = false;  // the story was told in this paragraph
  std::optional<Moment> period;     // days from a to b, told last: what "during the visit" means
  std::optional<int> era;           // the year before the first of the era that the document counts in

  // Call at each paragraph or bullet: under a date heading the story starts again from the heading.
  void begin_paragraph();
  // Call at a heading that is no date heading: what follows no longer stands under the date.
  void end_heading();
  // The date that a sentence without one of its own stands under, as EDTF: the heading's; empty without a
  // heading.
  std::string heading_text() const;
};

}  // namespace guanxi
