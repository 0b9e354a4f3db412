// Moment: a stretch of days that a date expression names, with the grain in which it was told.
//
// The grain decides how it prints (2020-01-22, 2020-01, 2020-21, 198X, a/b) and how a date that follows fills
// in what it leaves out. Days as in extract/statement/edtf.h.
#pragma once

#include <optional>
#include <string>

#include "extract/statement/edtf.h"

namespace guanxi {

enum class Grain { kDay, kDays, kMonth, kMonths, kQuarter, kSeason, kYear, kDecade, kCentury };

struct Moment {
  Day first = 0;
  Day last = 0;
  Grain grain = Grain::kDay;
  bool approximate = false;

  static Moment of_day(Day day) { return {day, day, Grain::kDay, false}; }
  static Moment of_days(Day first, Day last) { return {first, last, Grain::kDays, false}; }
  // Whole months; the caller sees to 1 <= month <= 12.
  static Moment of_month(int year, int month) { return of_months(year, month, 1, Grain::kMonth); }
  static Moment of_months(int year, int month, int count, Grain grain);
  static Moment of_year(int year) { return of_months(year, 1, 12, Grain::kYear); }

  int year() const;
  int month() const;
  int day() const;  // of the first day
  // It lies in one month (year), so that a day (month) told after it can take that month (year) from it.
  bool in_month() const { return grain == Grain::kDay || grain == Grain::kDays || grain == Grain::kMonth; }
  bool in_year() const { return grain != Grain::kDecade && grain != Grain::kCentury; }

  std::string text() const;  // EDTF

  bool operator==(const Moment&) const = default;
};

struct CalendarDay {
  int year = 0;
  int month = 0;
  int day = 0;
};
CalendarDay calendar_day(Day day);
int days_in_month(int year, int month);
// 1 is Monday, 7 is Sunday.
int weekday_of(Day day);
// The same day so many months (years: 12 months) later or earlier; the month's last day where it has no such
// day.
Day add_months(Day day, int months);

}  // namespace guanxi
