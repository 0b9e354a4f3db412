#include "extract/dates/date_resolver.h"

#include <algorithm>
#include <cmath>

#include "extract/dates/lunar.h"

namespace guanxi {
namespace {

using Part = DatePoint::Part;

// A date told without its year may lie so far after the publication: an announcement of next week needs no
// word of the future, one of next summer does.
constexpr int kSoon = 45;
// A day of the month alone may lie so many days behind the day of the report; a report tells of days so near
// it. Story time runs forward: a month so far before the one just told is the next year's, one so far after
// it, at the turn of the year, the last year's.
constexpr int kAnnounced = 10;
constexpr int kNearReport = 10;
constexpr int kMonthsBack = 210;
constexpr int kTurnAhead = 270;
constexpr int kTurnBack = 95;

std::optional<Day> holiday_day(const Holiday& holiday, int year) {
  switch (holiday.rule) {
    case Holiday::Rule::kFixed:
      return day_of(year, holiday.month, holiday.day);
    case Holiday::Rule::kLunar:
      return lunar_day(year, holiday.month, holiday.day);
    case Holiday::Rule::kNthWeekday: {
      const auto first = day_of(year, holiday.month, 1);
      if (!first) return std::nullopt;
      return *first + (holiday.weekday - weekday_of(*first) + 7) % 7 + 7 * (holiday.nth - 1);
    }
    case Holiday::Rule::kSolarTerm: {
      if (year < 1901 || year > 2099) return std::nullopt;  // the constants hold for two centuries
      const int y = year % 100;
      const double c = year < 2000 ? holiday.twentieth : holiday.twenty_first;
      return day_of(year, holiday.month, static_cast<int>(std::floor(y * 0.2422 + c)) - y / 4);
    }
  }
  return std::nullopt;
}

Day monday_of(Day day) {
  return day - weekday_of(day) + 1;
}

// A week belongs to the year or month in which its Thursday lies, as ISO 8601 has it: the Monday of the first
// week of what begins with a day.
Day first_monday(Day first) {
  return monday_of(first + 3);
}

Day shift(Day day, int count, char unit) {
  switch (unit) {
    case 'w':
      return day + 7 * count;
    case 'm':
      return add_months(day, count);
    case 'y':
      return add_months(day, 12 * count);
    default:
      return day + count;
  }
}

// The first or last weeks, days or months of a year or month.
std::optional<Moment> stretch(const DatePoint& point, const Moment& whole) {
  const bool first = point.part == Part::kFirst;
  const int count = point.a;
  if (point.b == 'm') {
    if (point.month != 0 || count > 12) return std::nullopt;
    return Moment::of_months(whole.year(), first ? 1 : 13 - count, count,
                             count == 1 ? Grain::kMonth : Grain::kMonths);
  }
  Moment days = Moment::of_days(whole.first, whole.last);
  if (point.b == 'w') {
    if (first) days.first = first_monday(whole.first);
    if (!first) days.last = first_monday(whole.last + 1) - 1;
  }
  const Day length = count * (point.b == 'w' ? 7 : 1);
  if (first) days.last = days.first + length - 1;
  if (!first) days.first = days.last - length + 1;
  return days;
}

}  // namespace

void DateResolver::tell(const Moment& moment, bool day_told) {
  told_ = moment;
  aside_day_.reset();
  if (day_told && moment.grain == Grain::kDay) told_day_ = moment;
  if (day_told && moment.grain == Grain::kDays) told_day_ = Moment::of_day(moment.last);
}

bool DateResolver::looks_back(const Moment& moment) const {
  constexpr Day kFarBack = 180;
  const auto& story = told_ ? told_ : context_->story;
  return story && story->in_year() && moment.last < story->first - kFarBack;
}

std::optional<Moment> DateResolver::speaking_day() const {
  if (context_->heading) {
    if (context_->heading->grain == Grain::kDay && !context_->heading_open) return context_->heading;
    return std::nullopt;
  }
  if (publication_ && publication_->grain == Grain::kDay) return publication_;
  return std::nullopt;
}

std::optional<Moment> DateResolver::story_day() const {
  if (told_day_) return told_day_;
  if (context_->heading && context_->heading->grain == Grain::kDay && !context_->heading_open)
    return context_->heading;
  return context_->story_day;
}

std::optional<int> DateResolver::current_year() const {
  if (told_ && told_->in_year()) return told_->year();
  if (context_->heading) return context_->heading->year();
  if (context_->story_in_paragraph && context_->story && context_->story->in_year())
    return context_->story->year();
  if (publication_) return publication_->year();
  if (context_->story && context_->story->in_year()) return context_->story->year();
  return std::nullopt;
}

int DateResolver::full_year(int two_digits) const {
  const auto now = publication_ ? publication_->year() : 2020;
  const int latest = now + 20;
  const int year = latest - latest % 100 + two_digits;
  return year > latest ? year - 100 : year;
}

std::optional<Moment> DateResolver::current_month() const {
  for (const auto& anchor : {told_, told_day_, context_->heading}) {
    if (anchor && anchor->in_month()) return anchor;
  }
  if (context_->story_in_paragraph && context_->story && context_->story->in_month()) return context_->story;
  if (publication_ && publication_->in_month()) return publication_;
  return context_->story_day;
}

std::optional<Moment> DateResolver::relative(DateAnchor anchor, DateUnit unit, int offset) const {
  const bool narrative = anchor == DateAnchor::kNarrative;
  if (unit == DateUnit::kDay || unit == DateUnit::kAbout) {
    const bool beside = narrative && offset == 0 && aside_day_;
    const auto base = beside ? aside_day_ : narrative ? story_day() : speaking_day();
    if (!base) return std::nullopt;
    Moment moment = Moment::of_day(base->first + offset);
    moment.approximate = unit == DateUnit::kAbout;
    return moment;
  }
  if (unit == DateUnit::kPeriod) return period_ ? period_ : context_->period;
  if (unit == DateUnit::kYear) {
    std::optional<int> year;
    if (narrative) {
      if (told_ && told_->in_year())
        year = told_->year();
      else if (context_->story && context_->story->in_year())
        year = context_->story->year();
    } else if (context_->heading) {
      year = context_->heading->year();
    } else if (publication_) {
      year = publication_->year();
    }
    if (!year) return std::nullopt;
    return Moment::of_year(*year + offset);
  }
  std::optional<Moment> base;
  if (narrative) {
    if (told_ && told_->in_month())
      base = told_;
    else if (told_day_)
      base = told_day_;
    else if (context_->story && context_->story->in_month())
      base = context_->story;
    else
      base = context_->story_day;
  } else {
    base = context_->heading ? context_->heading : publication_;
  }
  if (!base || !base->in_month()) return std::nullopt;
  const CalendarDay date = calendar_day(add_months(base->first, offset));
  return Moment::of_month(date.year, date.month);
}

std::optional<Moment> DateResolver::weekday(int week, int first, int last) const {
  const auto base = speaking_day();
  if (!base) return std::nullopt;
  const Day monday = monday_of(base->first) + 7 * week;
  if (first == last) return Moment::of_day(monday + first - 1);
  return Moment::of_days(monday + first - 1, monday + last - 1);
}

std::optional<Moment> DateResolver::near_weekday(int first, int last, bool future) const {
  const auto base = speaking_day();
  if (!base) return std::nullopt;
  const int today = weekday_of(base->first);
  int week = 0;
  if (future && last < today) week = 1;
  if (!future && first > today) week = -1;
  return weekday(week, first, last);
}

std::optional<Moment> DateResolver::shifted(int count, char unit, bool deictic) const {
  std::optional<Moment> base;
  if (deictic) {
    base = context_->heading ? context_->heading : publication_;
    if (!base) base = told_ ? told_ : context_->story;
    // A text that does not tell its own day counts from the day of its story.
    const bool days = unit == 'd' || unit == 'w';
    if (days && base && base->grain != Grain::kDay && story_day()) base = story_day();
  } else {
    base = told_ ? told_ : context_->story;
    if (!base) base = publication_;
  }
  if (!base || !base->in_year()) return std::nullopt;
  if (unit == 'y') return Moment::of_year(base->year() + count);
  if (unit == 'm') {
    if (!base->in_month()) return std::nullopt;
    const CalendarDay date = calendar_day(add_months(base->first, count));
    return Moment::of_month(date.year, date.month);
  }
  if (base->grain != Grain::kDay && !deictic) base = story_day();
  if (!base || base->grain != Grain::kDay) return std::nullopt;
  Moment moment = Moment::of_day(shift(base->first, count, unit));
  moment.approximate = unit == 'w';
  return moment;
}

std::optional<Moment> DateResolver::span(int count, char unit) const {
  const auto base = speaking_day();
  if (!base) return std::nullopt;
  const Day day = base->first;
  if (count < 0) return Moment::of_days(shift(day, count, unit), day - 1);
  return Moment::of_days(day + 1, shift(day, count, unit));
}

std::optional<Moment> DateResolver::following(int count, char unit, bool day_after) const {
  const auto base = story_day();
  if (!base) return std::nullopt;
  return Moment::of_days(base->first + (day_after ? 1 : 0), shift(base->first, count, unit));
}

bool DateResolver::beyond_publication(Day day) const {
  return publication_ && day > publication_->last + kSoon;
}

// The year that brings a candidate near an anchor, story time running forward.
std::optional<int> DateResolver::year_in_order(const Moment& anchor, const Candidate& candidate, bool future,
                                               int back) const {
  const int year = anchor.year();
  const auto same = candidate(year);
  if (!same) {
    for (const int other : {-1, 1, -2, 2, -3, 3, -4, 4}) {
      if (candidate(year + other)) return year + other;
    }
    return std::nullopt;
  }
  if (!anchor.in_month()) return year;
  const auto next = candidate(year + 1);
  const bool may_come = future || !publication_ || publication_->grain == Grain::kYear ||
                        (next && *next <= publication_->last) || anchor.last > publication_->last;
  if (may_come && *same < anchor.first - back && next && *next - anchor.last <= 366 - back) {
    return year + 1;
  }
  const auto previous = candidate(year - 1);
  const bool told_past = publication_ && !beyond_publication(*same);
  if (!future && !told_past && *same > anchor.last + kTurnAhead && previous &&
      anchor.first - *previous <= kTurnBack) {
    return year - 1;
  }
  return year;
}

// A feast in a story is the one nearest to where the story stands.
std::optional<int> DateResolver::year_of_feast(const Moment& anchor, const Candidate& candidate) const {
  if (!anchor.in_month()) return anchor.year();
  std::optional<int> best;
  Day distance = 0;
  for (int year = anchor.year() - 1; year <= anchor.year() + 1; ++year) {
    const auto day = candidate(year);
    if (!day) continue;
    const Day off = *day < anchor.first ? anchor.first - *day : std::max(*day - anchor.last, 0);
    if (best && off >= distance) continue;
    best = year;
    distance = off;
  }
  return best;
}

// News tells what was, unless it says otherwise.
std::optional<int> DateResolver::year_of_news(const Candidate& candidate, const DatePoint& point) const {
  const bool future = point.future;
  const Moment& now = *publication_;
  const int year = now.year();
  const auto same = candidate(year);
  if (now.grain == Grain::kYear) return same ? std::optional(year) : std::nullopt;
  if (same && (point.intended || (!future && *same <= now.last + kSoon))) return year;
  if (same && future && *same >= now.first - 31) return year;
  for (const int step : {1, 2, 3, 4, 5, 6, 7, 8}) {
    if (candidate(future ? year + step : year - step)) return future ? year + step : year - step;
  }
  return std::nullopt;
}

std::optional<int> DateResolver::choose_year(const DatePoint& point, const Candidate& candidate) const {
  if (point.holiday || point.lunar || point.lunar_eve) {
    std::optional<Moment> anchor = told_ && told_->in_year() ? told_ : context_->heading;
    if (!anchor && context_->story && context_->story->in_year()) anchor = context_->story;
    if (anchor) return year_of_feast(*anchor, candidate);
    if (!publication_) return std::nullopt;
    // The coming feast is talked about before it is there.
    const auto next = candidate(publication_->year() + 1);
    const bool coming = next && *next - publication_->last <= kSoon && publication_->in_month();
    return coming ? publication_->year() + 1 : year_of_news(candidate, point);
  }
  if (told_ && told_->in_year()) return year_in_order(*told_, candidate, point.future, kMonthsBack);
  if (context_->heading) {
    const Moment& heading = *context_->heading;
    for (int year = heading.year(); year <= calendar_day(heading.last).year; ++year) {
      const auto day = candidate(year);
      if (day && *day >= heading.first && *day <= heading.last) return year;
    }
    return year_in_order(heading, candidate, point.future, 183);
  }
  std::optional<int> news;
  if (publication_) news = year_of_news(candidate, point);
  if (!context_->story || !context_->story->in_year()) return news;
  // A season in a report is a look back; the story of a history begins with it.
  const bool reported = publication_ && publication_->grain == Grain::kDay;
  if (reported && context_->story->grain == Grain::kSeason) return news;
  const auto story = year_in_order(*context_->story, candidate, point.future, kMonthsBack);
  if (!news || !story || *news == *story || context_->story_in_paragraph) return story ? story : news;
  // A new paragraph of a news item comes back to its own days; one of a history goes on.
  const auto told = candidate(*news);
  const bool news_days = publication_->grain == Grain::kDay && told && *told > publication_->first - 60;
  return news_days || !context_->story->in_month() ? news : story;
}

// The month that a day of the month alone belongs to, as a moment of that month.
std::optional<Moment> DateResolver::month_of_day(const DatePoint& point) const {
  const auto fits = [&](Day first) {
    return point.day <= days_in_month(calendar_day(first).year, calendar_day(first).month);
  };
  const auto month_at = [&](Day day, int step) -> std::optional<Moment> {
    Day first = add_months(day - (calendar_day(day).day - 1), step);
    if (!fits(first) && step != 0) first = add_months(first, step > 0 ? 1 : -1);
    if (!fits(first)) return std::nullopt;
    return Moment::of_month(calendar_day(first).year, calendar_day(first).month);
  };
  // After a date told: on in its month, or from its last days into the next.
  const auto after = [&](const Moment& told) {
    const CalendarDay last = calendar_day(told.last);
    const bool on_edge = point.day <= 6 && last.day >= 25;
    const bool turns = told.grain != Grain::kMonth && (on_edge || (point.future && point.day < last.day));
    return month_at(told.last, turns ? 1 : 0);
  };
  if (told_ && told_->in_month()) return after(*told_);
  if (told_day_) return after(*told_day_);
  const bool story_told = context_->story_in_paragraph && context_->story && context_->story->in_month();
  // In a report a month may be a look back; a narrative goes on in it.
  const bool report = context_->heading || (publication_ && publication_->grain == Grain::kDay);
  if (story_told && (context_->story->grain != Grain::kMonth || !report)) return after(*context_->story);
  if (context_->heading && context_->heading->in_month()) {
    const Moment& heading = *context_->heading;
    if (heading.grain == Grain::kDays) return month_at(heading.first, point.day < heading.day() ? 1 : 0);
    if (heading.grain == Grain::kDay && !point.future && point.day > heading.day() + 15)
      return month_at(heading.first, -1);
    return heading.grain == Grain::kMonth ? month_at(heading.first, 0) : after(heading);
  }
  const auto& now = publication_;
  const bool day_known = now && now->grain == Grain::kDay;
  const bool just_now = day_known && point.day <= now->day() && point.day >= now->day() - 3;
  if (day_known && point.future) return month_at(now->first, point.day < now->day() ? 1 : 0);
  // The month in which a report is written; a day somewhat later in it is announced.
  const auto of_report = [&] { return month_at(now->first, point.day > now->day() + kAnnounced ? -1 : 0); };
  if (context_->story_day && !just_now) {
    const auto next = after(*context_->story_day);
    // A report that told of a day near its own comes back to the days near it.
    if (!day_known || !next || std::abs(context_->story_day->first - now->first) > kNearReport) return next;
    const auto back = of_report();
    const auto far = [&](const Moment& month) { return std::abs(month.first + point.day - 1 - now->first); };
    return back && far(*back) < far(*next) ? back : next;
  }
  if (day_known) return of_report();
  if (now && now->grain == Grain::kMonth) return month_at(now->first, 0);
  if (context_->story && context_->story->in_month()) return after(*context_->story);
  return std::nullopt;
}

// The month and part of a point in its year; nothing for a day that the year does not have.
std::optional<Moment> DateResolver::place_in_year(const DatePoint& point, int year) const {
  if (point.holiday || point.lunar_eve) {
    const auto day = point.lunar_eve ? lunar_new_year_eve(year) : holiday_day(*point.holiday, year);
    return day ? std::optional(Moment::of_day(*day)) : std::nullopt;
  }
  if (point.lunar) {
    const auto first = lunar_day(year, point.month, point.day == 0 ? 1 : point.day, point.leap);
    if (!first || point.day != 0) return first ? std::optional(Moment::of_day(*first)) : std::nullopt;
    const bool long_month = lunar_day(year, point.month, 30, point.leap).has_value();
    return Moment::of_days(*first, *first + (long_month ? 29 : 28));
  }
  if (point.day != 0) {
    const auto day = day_of(year, point.month, point.day);
    return day ? std::optional(Moment::of_day(*day)) : std::nullopt;
  }
  Moment whole = point.month == 0 ? Moment::of_year(year) : Moment::of_month(year, point.month);
  switch (point.part) {
    case Part::kWhole:
      return whole;
    case Part::kDays:
      return Moment::of_days(whole.first + point.a - 1,
                             whole.first + std::min(point.b, days_in_month(year, point.month)) - 1);
    case Part::kEdge:
      if (point.month == 0) whole = Moment::of_month(year, point.a);
      whole.approximate = true;
      return whole;
    case Part::kMonths:
      return Moment::of_months(year, point.a, point.b - point.a + 1, Grain::kMonths);
    case Part::kQuarter:
      return Moment::of_months(year, point.a * 3 - 2, 3, Grain::kQuarter);
    case Part::kSeason:
      return Moment::of_months(year, point.a * 3, 3, Grain::kSeason);
    case Part::kNthWeek: {
      const Day monday = first_monday(whole.first) + 7 * (point.a - 1);
      return Moment::of_days(monday, monday + 6);
    }
    case Part::kLastWeekday:
      return Moment::of_day(whole.last - (weekday_of(whole.last) - point.a + 7) % 7);
    case Part::kFirst:
    case Part::kLast:
      return stretch(point, whole);
  }
  return std::nullopt;
}

std::optional<Moment> DateResolver::place(const DatePoint& point) const {
  if (point.unresolved) return std::nullopt;
  std::optional<Moment> moment = point.moment;
  if (!moment) {
    std::optional<int> year = point.year;
    DatePoint dated = point;
    const bool month_needed =
        point.month == 0 && !point.holiday && !point.lunar_eve && !year &&
        (point.day != 0 || point.part == Part::kDays || (point.part == Part::kEdge && point.a == 0));
    if (month_needed) {
      const auto month = point.day != 0 ? month_of_day(point) : current_month();
      if (!month) return std::nullopt;
      year = month->year();
      dated.month = month->month();
    }
    const auto candidate = [&](int y) -> std::optional<Day> {
      const auto placed = place_in_year(dated, y);
      return placed ? std::optional(placed->first) : std::nullopt;
    };
    if (!year && dated.month == 0 && !point.holiday && !point.lunar_eve) year = current_year();
    if (!year) year = choose_year(dated, candidate);
    if (!year || *year < -9998 || *year > 9998) return std::nullopt;
    moment = place_in_year(dated, *year);
  }
  if (moment && point.approximate) moment->approximate = true;
  return moment;
}

std::optional<Moment> DateResolver::place_after(const DatePoint& point, const Moment& first) const {
  if (point.moment || point.unresolved || point.year || point.holiday || point.lunar) {
    DateResolver later = *this;
    later.tell(first, true);
    return later.place(point);
  }
  DatePoint end = point;
  const CalendarDay begin = calendar_day(first.first);
  if (end.month == 0 && end.day != 0) {
    if (!first.in_month()) return std::nullopt;
    end.month = begin.month;
    end.year = begin.year;
    if (end.day < begin.day) {
      const CalendarDay next = calendar_day(add_months(first.first, 1));
      end.month = next.month;
      end.year = next.year;
    }
  } else {
    if (!first.in_year()) return std::nullopt;
    end.year = begin.year;
    if (end.month != 0 && end.month < begin.month) ++*end.year;
  }
  return place(end);
}

std::optional<Moment> DateResolver::place_before(const DatePoint& point, const Moment& last) const {
  if (point.moment || point.unresolved || point.year || point.month == 0) return place(point);
  DatePoint begin = point;
  begin.year = last.year();
  if (begin.month > last.month()) --*begin.year;
  return place(begin);
}

}  // namespace guanxi
