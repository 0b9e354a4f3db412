// DatePoint: one date as an expression words it, before the context gives it a place. Internal to
// extract/dates.
#pragma once

#include <optional>

#include "extract/dates/date_lexicon.h"
#include "extract/dates/moment.h"

namespace guanxi {

struct DatePoint {
  // What part of the year or month is meant; the year's where month is 0.
  enum class Part {
    kWhole,
    kDays,         // a..b of the month
    kEdge,         // of a month: approximately the month; of a year: approximately month a
    kMonths,       // a..b of the year
    kQuarter,      // a: 1 to 4
    kSeason,       // a: 1 is spring
    kNthWeek,      // a: from 1
    kLastWeekday,  // a: 1 is Monday
    kFirst,        // a units b (d w m)
    kLast,
  };

  std::optional<int> year;
  int month = 0;
  int day = 0;
  // "18至19日", "1995-1997年": the end of a range that shares the unit; 0 without one.
  int end_year = 0;
  int end_month = 0;
  int end_day = 0;
  Part part = Part::kWhole;
  int a = 0;
  int b = 0;
  bool lunar = false;
  bool leap = false;
  bool lunar_eve = false;  // the last day before the Chinese New Year
  const Holiday* holiday = nullptr;
  std::optional<Moment> moment;  // placed already
  bool unresolved = false;       // a date expression that nothing gives a value
  bool approximate = false;
  bool relative = false;
  bool aside = false;  // a look back: the story does not go on from it
  bool day_word =
      false;  // a relative word for a day: a time of day may follow, whether or not it has a value
  std::optional<int>
      from_today;          // a relative word for a day: so many days from the one on which the text speaks
  bool old_era = false;    // counted in an era with months of the Chinese calendar
  bool told_year = false;  // the text itself names the year
  bool future = false;     // a word of the future stands before it
  bool intended = false;   // ... of what was once to come: it may have passed
  bool to_come = false;    // a word such as tomorrow: later than the day on which the text speaks

  bool is_range() const { return end_year != 0 || end_month != 0 || end_day != 0; }
  // The two ends of such a range as points of their own.
  DatePoint first_end() const;
  DatePoint last_end() const;
};

}  // namespace guanxi
