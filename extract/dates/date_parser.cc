#include "extract/dates/date_parser.h"

#include <algorithm>

namespace guanxi {
namespace {

using Kind = DateWordKind;

constexpr std::size_t kClauseReach = 36;     // bytes before a length of time in which its begin is told
constexpr std::size_t kOnlyThenReach = 120;  // bytes behind a date in which it happened "only then"
constexpr Day kLongestStay = 31;
constexpr std::size_t kDatelineReach = 60;  // bytes before the date of a dateline

// One end of an interval: of days or months, the first or the last.
Moment end_of(const Moment& moment, bool last) {
  if (moment.grain == Grain::kDays) return Moment::of_day(last ? moment.last : moment.first);
  if (moment.grain != Grain::kMonths) return moment;
  const CalendarDay day = calendar_day(last ? moment.last : moment.first);
  return Moment::of_month(day.year, day.month);
}

// The day, month or year next to a moment, in the grain in which it was told.
Moment next_to(const Moment& moment, bool after) {
  const Day day = after ? moment.last + 1 : moment.first - 1;
  const CalendarDay date = calendar_day(day);
  switch (moment.grain) {
    case Grain::kDay:
    case Grain::kDays:
      return Moment::of_day(day);
    case Grain::kMonth:
    case Grain::kMonths:
    case Grain::kQuarter:
    case Grain::kSeason:
      return Moment::of_month(date.year, date.month);
    case Grain::kYear:
    case Grain::kDecade:
    case Grain::kCentury:
      return Moment::of_year(date.year);
  }
  return Moment::of_day(day);
}

// The EDTF of a mention by its kind. Open intervals leave the moment itself out unless they are inclusive.
std::string value_of(const DateMention& mention, bool inclusive) {
  if (!mention.first) return "";
  const Moment& first = *mention.first;
  switch (mention.kind) {
    case DateKind::kPoint:
      return first.text();
    case DateKind::kSince:
      return (inclusive ? end_of(first, false) : next_to(first, true)).text() + "/..";
    case DateKind::kUntil:
      return "../" + (inclusive || first.approximate ? end_of(first, true) : next_to(first, false)).text();
    case DateKind::kRange:
      break;
  }
  if (first == *mention.last) return first.text();  // ends that meet are one time
  return end_of(first, false).text() + "/" + end_of(*mention.last, true).text();
}

bool ends_with_bracket(std::string_view text) {
  return text.ends_with("（") || text.ends_with("(");
}

}  // namespace

std::vector<DateMention> DateParser::read() {
  const std::size_t size = text_.text().size();
  for (std::size_t p = text_.next_start(0); p < size; p = text_.next_start(p)) {
    if (!pass_over(p) && !lasting(p) && !expression(p)) p = text_.behind(p);
  }
  return std::move(mentions_);
}

// Words that only look like dates, and titles: what a title says is no time of the sentence.
bool DateParser::pass_over(std::size_t& p) {
  if (text_.take(p, Kind::kNotDate)) return true;
  std::size_t q = p;
  if (!text_.take_text(q, "《")) return false;
  // Without its end it is read like the rest; once no end was found, there is none to look for further on.
  const std::size_t end = titles_end_ ? text_.text().find("》", q) : std::string_view::npos;
  titles_end_ = end != std::string_view::npos;
  p = titles_end_ ? end : q;
  return true;
}

bool DateParser::expression(std::size_t& p) {
  std::size_t q = p;
  DatePoint first;
  if (!reader_.point(q, first)) return false;
  reader_.after_day(q, first);
  first.future |= text_.future_before(p);
  first.intended = text_.intended_before(p);
  DatePoint last;
  const bool range = !first.is_range() && !first.unresolved && range_end(q, first, last);
  DateMention mention;
  mention.begin = p;
  mention.end = q;
  place(mention, first, range ? &last : nullptr);
  open_end(mention);
  prefix(mention);
  if (!range && first.day != 0 && first.month == 0 && !first.year) mention.day_alone = first.day;
  finish(mention, first.aside);
  if (first.from_today && !first.moment) tell_today(mention, *first.from_today);
  p = std::max(q, mention.end);
  mentions_.push_back(std::move(mention));
  return true;
}

// ---- ranges ----

bool DateParser::range_end(std::size_t& p, const DatePoint& first, DatePoint& last) {
  std::size_t q = p;
  text_.take(q, Kind::kSince);  // "from the third on to the fifth"
  text_.skip_spaces(q);
  if ((text_.take(q, Kind::kTo) || text_.take(q, Kind::kToMark)) && end_point(q, first, last)) {
    p = q;
    return true;
  }
  q = p;
  text_.skip_spaces(q);
  if (text_.take(q, Kind::kBetween) && end_point(q, first, last) && text_.take(q, Kind::kBetweenEnd)) {
    p = q;
    return true;
  }
  // Two days one after the other, each with its word: on the 22nd (and) the 23rd.
  q = p;
  const bool joined = first.day != 0 && (text_.take(q, Kind::kList) || text_.take(q, Kind::kBetween));
  if (joined && end_point(q, first, last) && last.day == first.day + 1 && last.month == 0 && !last.relative) {
    p = q;
    return true;
  }
  return false;
}

bool DateParser::end_point(std::size_t& p, const DatePoint& first, DatePoint& last) {
  text_.skip_spaces(p);
  // What the end leaves out, and "the next day", it takes from the begin.
  const DateResolver before = resolver_;
  if (const auto begin = resolver_.place(first)) resolver_.tell(*begin, true);
  text_.set_range_end(p);
  last = DatePoint();
  const bool read = reader_.point(p, last) && !last.is_range();
  if (read) reader_.after_day(p, last);
  resolver_ = before;
  last.future = first.future;
  return read && (!last.unresolved || !last.relative);
}

void DateParser::place(DateMention& mention, const DatePoint& first, const DatePoint* last) const {
  mention.relative = first.relative || (last && last->relative);
  mention.told_year = first.told_year || (last && last->told_year);
  mention.future = first.future;
  mention.to_come = first.to_come;
  if (!first.is_range() && !last) {
    mention.first = resolver_.place(first);
    return;
  }
  mention.kind = DateKind::kRange;
  const bool year_at_end = last && last->told_year && !first.told_year && !first.moment && !first.year;
  if (year_at_end) {
    mention.last = resolver_.place(*last);
    if (mention.last) mention.first = resolver_.place_before(first, *mention.last);
  } else {
    mention.first = resolver_.place(first.first_end());
    if (mention.first) mention.last = resolver_.place_after(last ? *last : first.last_end(), *mention.first);
  }
  const bool placed = mention.first && mention.last && mention.first->first <= mention.last->last;
  if (!placed) mention.first = mention.last = std::nullopt;
}

// ---- what is open at one end ----

// "from ... on", "after", "before", "about" behind a date.
void DateParser::open_end(DateMention& mention) const {
  std::size_t q = mention.end;
  text_.skip_spaces(q);
  bool inclusive = text_.take(q, Kind::kInclusive);
  const bool point = mention.kind == DateKind::kPoint;
  if (!inclusive && text_.take(q, Kind::kAboutAfter)) {
    if (mention.first) mention.first->approximate = true;
    if (mention.last) mention.last->approximate = true;
  } else if (point && !inclusive && text_.take(q, Kind::kSince)) {
    mention.kind = DateKind::kSince;
    inclusive = true;
  } else if (point && text_.take(q, Kind::kAfter)) {
    mention.kind = DateKind::kSince;
  } else if (point && text_.take(q, Kind::kInclusiveBefore)) {
    mention.kind = DateKind::kUntil;
    inclusive = true;
  } else if (point && text_.take(q, Kind::kBefore)) {
    mention.kind = DateKind::kUntil;
  } else if (point || inclusive || !text_.take(q, Kind::kInclusiveBefore)) {
    q = mention.end;  // a range alone may say "to ... inclusive"
  }
  mention.end = q;
  mention.edtf = value_of(mention, inclusive);
}

// "until", "from", "about" before a date.
void DateParser::prefix(DateMention& mention) const {
  const auto take_back = [&](Kind kind) {
    const std::size_t size = text_.before(mention.begin, kind).size();
    mention.begin -= size;
    return size != 0;
  };
  const auto become = [&](DateKind kind) {
    if (mention.kind != DateKind::kPoint) return;
    mention.kind = kind;
    mention.edtf = value_of(mention, true);
  };
  if (mention.kind == DateKind::kPoint && ends_story(mention)) return;
  const bool open = mention.kind == DateKind::kPoint || mention.kind == DateKind::kUntil;
  if (open && take_back(Kind::kUntil)) {
    if (!comes_at_last(mention.end)) become(DateKind::kUntil);
    return;
  }
  if (mention.kind == DateKind::kPoint && take_back(Kind::kAboutBefore)) {
    if (mention.first) mention.first->approximate = true;
    mention.edtf = value_of(mention, true);
  }
  if (take_back(Kind::kSinceBefore)) return become(DateKind::kSince);
  take_back(Kind::kFrom);
}

// "Not until the 19th did he come": it was the day on which it happened.
bool DateParser::comes_at_last(std::size_t p) const {
  const std::string_view behind = text_.text().substr(p);
  for (std::size_t i = 0; i < behind.size() && i < kOnlyThenReach; ++i) {
    if (text_.at(p + i, Kind::kOnlyThen)) return true;
  }
  return false;
}

// "(to the 14th)" ends what began on the day of the story; "by the 14th", at the head of a clause, is a
// deadline.
bool DateParser::ends_story(DateMention& mention) const {
  const std::size_t to = mention.begin - text_.before(mention.begin, Kind::kTo).size();
  if (to == mention.begin || !text_.clause_start(to)) return false;
  mention.begin = to;
  if (comes_at_last(mention.end)) return true;
  const auto begun = resolver_.story_day();
  const bool on = begun && mention.first && begun->first <= mention.first->first;
  // The days of a stay, which the sentence began to tell; a deadline stands on its own before a comma.
  const bool stay = on && !mentions_.empty() && mentions_.back().first == begun &&
                    mentions_.back().kind == DateKind::kPoint &&
                    begun->first + kLongestStay > mention.first->first &&
                    !text_.text().substr(mention.end).starts_with("，");
  if ((on && ends_with_bracket(text_.text().substr(0, to))) || stay) {
    mention.kind = DateKind::kRange;
    mention.relative = true;
    mention.last = mention.first;
    mention.first = begun;
  } else {
    mention.kind = DateKind::kUntil;
  }
  mention.edtf = value_of(mention, true);
  return true;
}

// "... of nine days" closes a period that began on a given day, or begins one on the day of the story.
bool DateParser::lasting(std::size_t& p) {
  std::size_t q = p;
  if (!text_.take(q, Kind::kLasting)) return false;
  text_.skip_spaces(q);
  int count = 0;
  char unit = 0;
  if (!reader_.duration(q, count, unit) || (unit != 'd' && unit != 'w')) return false;
  const Day more = count * (unit == 'w' ? 7 : 1) - 1;
  const bool after_date = !mentions_.empty() && mentions_.back().first;
  if (after_date && mentions_.back().kind == DateKind::kRange) return false;
  if (after_date && mentions_.back().kind == DateKind::kSince &&
      mentions_.back().first->grain == Grain::kDay) {
    DateMention& since = mentions_.back();
    since.kind = DateKind::kRange;
    since.lasting = true;
    since.last = Moment::of_day(since.first->first + more);
    since.edtf = value_of(since, true);
    p = q;
    return true;
  }
  const auto begun = resolver_.story_day();
  if (!begun || !starts_before(p)) return false;
  DateMention mention;
  mention.begin = p;
  mention.end = q;
  mention.kind = DateKind::kRange;
  mention.relative = true;
  mention.lasting = true;
  mention.first = begun;
  mention.last = Moment::of_day(begun->first + more);
  mention.edtf = value_of(mention, true);
  mentions_.push_back(std::move(mention));
  p = q;
  return true;
}

bool DateParser::starts_before(std::size_t p) const {
  for (std::size_t q = p; p - q < kClauseReach; --q) {
    if (text_.ends_with(q, Kind::kLastingStart)) return true;
    if (q == 0 || text_.clause_start(q)) return false;
  }
  return false;
}

// ---- what a mention is to the text ----

void DateParser::finish(DateMention& mention, bool aside) {
  if (!mentions_.empty()) mention.begin = std::max(mention.begin, mentions_.back().end);
  mention.attributive = text_.at(mention.end, Kind::kOf);
  mention.dateline = is_dateline(mention);
  if (mention.dateline && mention.first->grain == Grain::kDay) resolver_.set_publication(*mention.first);
  const bool vague = mention.first && mention.first->approximate && mention.relative &&
                     mention.first->grain == Grain::kDay;  // the other day, not early that July
  const bool back =
      mention.attributive && mention.begin > 0 && mention.first && resolver_.looks_back(*mention.first);
  // (The first time) since a month long before the story: a look back from it.
  constexpr Day kLongBefore = 31;
  const auto story = resolver_.story_day();
  const bool since = mention.kind == DateKind::kSince && mention.begin > 0 && mention.first && story &&
                     mention.first->last < story->first - kLongBefore;
  aside = aside || vague || back || since;
  mention.aside = aside || mention.kind == DateKind::kUntil;
  // As the clause's own time; not (what happened) the day before.
  const bool whole = text_.text().substr(mention.end).starts_with("，");
  if (aside && whole && mention.first && mention.first->grain == Grain::kDay && mention.relative)
    resolver_.tell_aside(*mention.first);
  if (!mention.first || aside) return;
  resolver_.tell(mention.last ? *mention.last : *mention.first, !mention.aside);
  if (const auto days = mention.period()) resolver_.tell_period(*days);
}

// "Today (the 28th)", "yesterday (the 27th)": where no day of publication is known, that tells it.
void DateParser::tell_today(DateMention& mention, int offset) {
  const auto& known = resolver_.publication();
  if (!mention.first || mention.first->grain != Grain::kDay || (known && known->grain == Grain::kDay)) return;
  mention.spoken = Moment::of_day(mention.first->first - offset);
  resolver_.set_publication(*mention.spoken);
}

bool DateParser::is_dateline(const DateMention& mention) const {
  if (mention.begin > kDatelineReach || !mention.first || mention.kind != DateKind::kPoint) return false;
  std::size_t q = mention.end;
  if (text_.take_after_spaces(q, Kind::kDateline)) return true;
  const std::string_view head = text_.text().substr(0, mention.begin);
  if (!ends_with_bracket(head)) return false;
  return text_.ends_with(mention.begin - (head.back() == '(' ? 1 : 3), Kind::kDatelineBefore);
}

}  // namespace guanxi
