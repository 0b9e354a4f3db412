// DateRecognizer: finds the date expressions of a Chinese sentence and tells their value as EDTF.
//
//   DateRecognizer recognizer("schemas/zh/dates.yaml");
//   DateContext context;
//   recognizer.set_publication("2020-04-07 18:13:13", context);        // front matter, when there is any
//   if (!context.publication) recognizer.guess_publication(text, context);  // else the year, from the whole
//   text for each line or paragraph of the document:
//     if it is a heading: recognizer.read_heading(line, context);      // "2020年1月", "1月22日", "(2014年)"
//     at its end else context.begin_paragraph(), and for each of its sentences:
//       auto mentions = recognizer.find(sentence, context);
//       recognizer.advance(sentence, mentions, context);
//
// Text is Simplified UTF-8; offsets are bytes of the sentence. A value is never made up: an expression whose
// anchor the document does not tell has an empty value, and no date is ever taken from the clock.
//
// What the values mean:
//   - a month or day without its year is the one nearest before the publication (or by the date heading, or
//   after the
//     date told just before it), or after it where a word of the future stands before (data: future);
//   - since (起, 以来) is "x/..", until (截至) and before are "../x", where before leaves x out;
//   - the edges of a month or year (初, 底) are the month itself, approximately: 2019-12~; of a year,
//   January, June,
//     December: 2019-12~; 日前 and 近日 are the day of publication or of the heading, approximately;
//   - thirds of a month (旬) are 1-10, 11-20, 21-end; a week is Monday to Sunday; half years are a/b of
//   months;
//     quarters are 33..36 and seasons 21..24, a winter named by the year in which it begins;
//   - a time of day belongs to the mention and leaves the day; a length of time is no date, unless it is
//   counted from
//     one (three days later, in the past two years).
//
// Linear in the text, except that a mention itself may be looked at a few dozen times. One recognizer serves
// any number of threads; a context belongs to one.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "extract/dates/date_context.h"

namespace guanxi {

class DateLexicon;

enum class DateKind {
  kPoint,  // a day, month, year, season ...
  kRange,  // from a to b
  kSince,  // a/..
  kUntil,  // ../b, also what happened before b
};

struct DateMention {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string edtf;  // empty: a date expression whose value the text does not tell
  DateKind kind = DateKind::kPoint;
  bool relative = false;     // told from the publication or the story, not by the calendar
  bool dateline = false;     // says when the text was written, not when something happened
  bool attributive = false;  // stands before the possessive particle: may belong to a noun only
  bool told_year = false;    // names its year
  bool future = false;       // a word of the future stands before it
  bool to_come = false;      // a word such as tomorrow: later than the day on which the text speaks
  bool aside = false;        // a look back or a deadline: the story does not go on from it
  bool lasting = false;      // a range told by how long it is: the story goes on from its first day
  int day_alone = 0;         // a day of the month without a month, whether or not it has a value
  // What a context takes from it.
  std::optional<Moment> spoken;  // "today (the 28th)": the day on which the text speaks
  std::optional<Moment> first;
  std::optional<Moment> last;  // of a range

  // The days from one to another that it tells, where they are few: what "during the visit" means.
  std::optional<Moment> period() const;
};

class DateRecognizer {
 public:
  // Reads the pack's words. Throws Error(kInput) as "file:line:column: ...".
  explicit DateRecognizer(const std::filesystem::path& file);
  ~DateRecognizer();
  DateRecognizer(DateRecognizer&&) noexcept;
  DateRecognizer& operator=(DateRecognizer&&) noexcept;

  // In the order of the text, without overlap.
  std::vector<DateMention> find(std::string_view sentence, const DateContext& context) const;

  // Takes what a sentence told into the context: the dateline becomes the publication, its last date the
  // story.
  void advance(std::string_view sentence, const std::vector<DateMention>& mentions,
               DateContext& context) const;

  // Whether a time of day without a date opens the sentence: in the afternoon, ...
  bool opens_in_day(std::string_view sentence) const;

  // Whether the sentence is a question.
  bool asks(std::string_view sentence) const;

  // Whether a number begins there.
  bool number_at(std::string_view text, std::size_t offset) const;

  // A publication date as front matter has it: an ISO date, perhaps with a clock time, or a Chinese one.
  // False, and nothing changed, when it is no date.
  bool set_publication(std::string_view text, DateContext& context) const;

  // For a document without a publication date: the day of its dateline, where that has the day alone and the
  // text (all of it) tells that day in full; else the day in full that is its last line; else the latest year
  // in which the text tells a month. Nothing changed when it tells none.
  void guess_publication(std::string_view text, DateContext& context) const;

  // A heading, caption or title line, without its markup. True when the line is a date (perhaps with a
  // weekday or a gloss in brackets), which then becomes the heading. A date in brackets at the end of another
  // line gives the publication, where that is not known better.
  bool read_heading(std::string_view line, DateContext& context) const;

 private:
  std::unique_ptr<const DateLexicon> lexicon_;
};

}  // namespace guanxi
