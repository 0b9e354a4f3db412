#include "extract/dates/date_parser.h"

#include <algorithm>

namespace guanxi {
namespace {

using Part = DatePoint::Part;

constexpr int kLeastYear = 1000;            // four digits before "year" are a year from here ...
constexpr int kMostYear = 2199;             // ... to here: "3000 years" is a length of time
constexpr std::size_t kClauseReach = 36;    // bytes before a date in which a word of the future counts
constexpr std::size_t kDatelineReach = 60;  // bytes before the date of a dateline

bool is_ascii_space(char c) {
  return c == ' ' || c == '\t';
}
bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_ascii_digit(char c) {
  return c >= '0' && c <= '9';
}

// Chinese marks all lie in two rows: U+3000..303F (but not the number zero U+3007) and U+FF00..FFEF (but not
// the digits and letters); the dashes and quotes in U+2010..2027.
bool is_wide_mark(std::string_view text, std::size_t p) {
  if (p + 3 > text.size()) return false;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[p + i]); };
  if ((byte(0) & 0xf0) != 0xe0) return false;
  const unsigned c = (byte(0) & 0x0fU) << 12 | (byte(1) & 0x3fU) << 6 | (byte(2) & 0x3fU);
  if (c == 0x3007) return false;
  if (c >= 0xff10 && c <= 0xff19) return false;
  if ((c >= 0xff21 && c <= 0xff3a) || (c >= 0xff41 && c <= 0xff5a)) return false;
  return (c >= 0x3000 && c <= 0x303f) || (c >= 0xff00 && c <= 0xffef) || (c >= 0x2010 && c <= 0x2027) ||
         c == 0x25c6;
}

bool is_ascii_mark(char c) {
  return c > ' ' && c < 0x7f && !is_ascii_letter(c) && !is_ascii_digit(c);
}

std::size_t character_length(std::string_view text, std::size_t p) {
  const auto lead = static_cast<unsigned char>(text[p]);
  const std::size_t length = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  return std::min(length, text.size() - p);
}

}  // namespace

const DateWord* DateParser::take(std::size_t& p, Kind kind) const {
  const DateWord* word = lexicon_.at(text_, p, kind);
  if (word) p += word->text.size();
  return word;
}

const DateWord* DateParser::take_after_spaces(std::size_t& p, Kind kind) const {
  std::size_t q = p;
  skip_spaces(q);
  const DateWord* word = take(q, kind);
  if (word) p = q;
  return word;
}

void DateParser::skip_spaces(std::size_t& p) const {
  for (int most = 3; most > 0 && p < text_.size() && is_ascii_space(text_[p]); --most) ++p;
}

std::optional<DateNumber> DateParser::take_number(std::size_t& p) const {
  const auto number = lexicon_.number(text_, p);
  if (number) p = number->end;
  return number;
}

bool DateParser::take_text(std::size_t& p, std::string_view text) const {
  if (!text_.substr(std::min(p, text_.size())).starts_with(text)) return false;
  p += text.size();
  return true;
}

bool DateParser::boundary(std::size_t p) const {
  return p >= text_.size() || static_cast<unsigned char>(text_[p]) <= ' ' || is_ascii_mark(text_[p]) ||
         is_wide_mark(text_, p);
}

bool DateParser::after_number(std::size_t p) const {
  if (p == 0 || p == range_end_) return false;
  const char c = text_[p - 1];
  if (is_ascii_digit(c) || is_ascii_letter(c)) return true;
  // "1.2", "1,2", "1-2", "1/2", "1:2": the second number goes with the first.
  if ((c == '.' || c == ',' || c == '-' || c == '/' || c == ':') && p >= 2 && is_ascii_digit(text_[p - 2]))
    return true;
  if (p < 3) return false;
  return lexicon_.number(text_, p - 3).has_value() || ends_with(p, Kind::kNotAfterNumber);
}

bool DateParser::clause_start(std::size_t p) const {
  if (p == 0) return true;
  if (is_ascii_mark(text_[p - 1]) || is_ascii_space(text_[p - 1])) return true;
  return p >= 3 && is_wide_mark(text_, p - 3);
}

bool DateParser::future_before(std::size_t p) const {
  std::size_t q = p;
  while (q > 0 && p - q < kClauseReach) {
    if (ends_with(q, Kind::kFuture)) return true;
    if (clause_start(q)) return false;
    --q;
    while (q > 0 && (static_cast<unsigned char>(text_[q]) & 0xc0) == 0x80) --q;
  }
  return false;
}

std::vector<DateMention> DateParser::read() {
  std::size_t p = lexicon_.next_start(text_, 0);
  while (p < text_.size()) {
    std::size_t q = p;
    if (take(q, Kind::kNotDate)) {
      p = lexicon_.next_start(text_, q);
      continue;
    }
    if (take_text(q, "《")) {
      // What a title says is no time of the sentence; without its end it is read like the rest.
      const std::size_t end = text_.find("》", q);
      p = lexicon_.next_start(text_, end == std::string_view::npos ? q : end);
      continue;
    }
    if (!expression(q)) {
      const auto number = lexicon_.number(text_, p);
      q = number ? number->end : p + character_length(text_, p);
    }
    p = lexicon_.next_start(text_, q);
  }
  return std::move(mentions_);
}

bool DateParser::expression(std::size_t& p) {
  if (lasting(p)) return true;
  const std::size_t begin = p;
  DatePoint first;
  std::size_t q = p;
  if (!point(q, first)) return false;
  after_day(q, first);
  DatePoint last;
  const bool range = !first.is_range() && !first.unresolved && range_end(q, first, last);
  finish(begin, q, first, range ? &last : nullptr);
  p = std::max(q, mentions_.back().end);
  return true;
}

// ---- one date ----

bool DateParser::point(std::size_t& p, DatePoint& point) const {
  const std::size_t begin = p;
  point.future = future_before(begin);
  if (numeric(p, point) || lunar(p, point) || feast(p, point)) return true;
  if (decade(p, point)) return true;
  if (year(p, point)) {
    in_year(p, point);
    return true;
  }
  if (month(p, point)) return true;
  return bracketed(p, point) || relative_word(p, point) || shift_word(p, point) || week_day(p, point) ||
         anchored_duration(p, point) || bare_day(p, point) || span(p, point) || part_alone(p, point) ||
         unresolved(p, point);
}

// Three numbers parted by one and the same mark.
bool DateParser::numeric_parts(std::size_t& p, int (&values)[3], int (&digits)[3]) const {
  std::size_t q = p;
  char mark = 0;
  for (int i = 0; i < 3; ++i) {
    const auto number = take_number(q);
    if (!number || number->style != DateNumber::Style::kArabic || number->digits > 4) return false;
    values[i] = number->value;
    digits[i] = number->digits;
    if (i == 2) break;
    if (q >= text_.size()) return false;
    const char c = text_[q];
    if ((c != '-' && c != '/' && c != '.' && c != ' ') || (mark != 0 && c != mark)) return false;
    if (c == ' ' && digits[0] != 4) return false;
    mark = c;
    ++q;
  }
  if (mark == ' ' && (digits[1] != 2 || digits[2] != 2)) return false;
  if (mark == '.' && digits[0] != 4 && digits[2] != 4) return false;
  if (q < text_.size() &&
      (is_ascii_letter(text_[q]) || text_[q] == '-' || text_[q] == '.' || text_[q] == '/')) {
    // "2020-01-22T10:00" and "10/1/2018-10/7/2018" go on; "1.2.3.4" and "12-11-10-9" are no dates.
    std::size_t next = q + 1;
    const bool more = mark == text_[q] && take_number(next);
    if (more || (is_ascii_letter(text_[q]) && text_[q] != 'T')) return false;
  }
  p = q;
  return true;
}

bool DateParser::numeric(std::size_t& p, DatePoint& point) const {
  if (after_number(p)) return false;
  int values[3];
  int digits[3];
  std::size_t q = p;
  if (!numeric_parts(q, values, digits)) return false;
  if (digits[0] == 4) {
    point.year = values[0];
    point.month = values[1];
    point.day = values[2];
  } else if (digits[2] == 4) {
    point.day = values[0];
    point.month = values[1];
    point.year = values[2];
  } else {
    // Two digits for the year: first if that leaves a date and the last does not, or in a form like 12-11-10.
    const bool year_first =
        digits[0] == 2 && (values[0] > 12 || (digits[1] == 2 && digits[2] == 2 && values[0] > 9)) &&
        values[2] <= 31 && (values[0] > 31 || digits[2] == 1 || text_[q - digits[2] - 1] == '-');
    if (!year_first && digits[2] != 2) return false;
    if (digits[0] > 2 || digits[1] > 2 || digits[2] > 2) return false;
    point.year = resolver_.full_year(values[year_first ? 0 : 2]);
    point.month = values[1];
    point.day = values[year_first ? 2 : 0];
  }
  if (point.month < 1 || point.month > 12 || !day_of(*point.year, point.month, point.day)) {
    point = DatePoint();
    return false;
  }
  point.told_year = true;
  p = q;
  return true;
}

bool DateParser::year(std::size_t& p, DatePoint& point) const {
  if (era_year(p, point) || number_year(p, point)) return true;
  const DateWord* word = lexicon_.at(text_, p, Kind::kRelative);
  if (!word || static_cast<DateUnit>(word->b) != DateUnit::kYear) return false;
  p += word->text.size();
  const auto moment = resolver_.relative(static_cast<DateAnchor>(word->a), DateUnit::kYear, word->c);
  if (moment) point.year = moment->year();
  point.unresolved = !moment;
  point.relative = true;
  return true;
}

bool DateParser::era_year(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  const bool before_christ = take(q, Kind::kBeforeChrist);
  const DateWord* era = before_christ ? nullptr : take(q, Kind::kEra);
  if (!before_christ && !era) return false;
  skip_spaces(q);
  int count = 1;
  if (const auto number = take_number(q)) {
    count = number->value;
  } else if (!take(q, Kind::kFirstYear)) {
    return false;
  }
  if (!take_after_spaces(q, Kind::kYearUnit) || count < 1 || count > 9000) return false;
  point.year = before_christ ? 1 - count : era->a + count;
  point.told_year = true;
  // A month of an old era is one of the Chinese calendar, which only about matches the month of that number.
  if (era && era->b == 0) point.b = -1;
  p = q;
  return true;
}

bool DateParser::year_tail_follows(std::size_t p) const {
  skip_spaces(p);
  take(p, Kind::kOf);
  if (const auto number = take_number(p)) {
    skip_spaces(p);
    return number->value >= 1 && number->value <= 12 && lexicon_.at(text_, p, Kind::kMonthUnit);
  }
  for (const Kind kind :
       {Kind::kMonthsOfYear, Kind::kMonthName, Kind::kQuarter, Kind::kYearEdge, Kind::kHoliday, Kind::kSeason,
        Kind::kLunarMonth, Kind::kLunarCalendar, Kind::kNewYearEve}) {
    if (lexicon_.at(text_, p, kind)) return true;
  }
  return false;
}

bool DateParser::near_publication(int year) const {
  constexpr int kNear = 30;
  const auto& now = resolver_.publication();
  return now && year >= now->year() - kNear && year <= now->year() + kNear;
}

bool DateParser::is_year(const DateNumber& number, std::size_t begin, std::size_t end, int& value) const {
  value = number.value;
  const bool tail = year_tail_follows(end);
  const bool told = ends_with(begin, Kind::kYearAfter);
  const bool era_goes_on = resolver_.context().era && tail && value >= 1 && value < 200;
  if (!tail && lexicon_.at(text_, end, Kind::kNotBeforeYear) && (value % 100 == 0 || number.digits < 4))
    return false;
  switch (number.style) {
    case DateNumber::Style::kArabic:
    case DateNumber::Style::kPlaces: {
      if (number.digits == 4) return value >= kLeastYear && value <= kMostYear;
      if (era_goes_on && number.digits <= 3) {
        value += *resolver_.context().era;
        return true;
      }
      if (number.digits == 3 && tail && near_publication(value + lexicon_.short_era())) {
        value += lexicon_.short_era();
        return true;
      }
      if (number.digits == 3) return tail || told;
      if (number.digits != 2 || ends_with(begin, Kind::kNotAfterYear)) return false;
      const bool chinese = number.style == DateNumber::Style::kPlaces;
      const bool neighbours = chinese && value / 10 + 1 == value % 10;  // seven or eight years
      const bool sure = tail || value < 10 || (chinese && !neighbours);
      if (!sure && !(told && boundary(end))) return false;
      value = resolver_.full_year(value);
      return true;
    }
    case DateNumber::Style::kStructured:
      if (era_goes_on) {
        value += *resolver_.context().era;
        return true;
      }
      return value > kLeastYear && value <= kMostYear && (tail || value % 100 != 0);
  }
  return false;
}

bool DateParser::number_year(std::size_t& p, DatePoint& point) const {
  if (after_number(p)) return false;
  std::size_t q = p;
  const auto number = take_number(q);
  if (!number) return false;
  int value = 0;
  std::size_t end = q;
  if (take_after_spaces(end, Kind::kYearUnit)) {
    if (!is_year(*number, p, end, value)) return false;
    // "2020, number five" is an issue of a journal.
    std::size_t issue = end;
    if (take(issue, Kind::kOrdinal) && take_number(issue) && take(issue, Kind::kYearIssue)) return false;
    point.year = value;
  } else {
    // "1995-1997": the unit stands behind the last, or, behind "from", nowhere.
    if (number->digits != 4 || number->value < kLeastYear || number->value > kMostYear) return false;
    skip_spaces(end = q);
    if (!take(end, Kind::kTo)) return false;
    skip_spaces(end);
    const auto last = take_number(end);
    if (!last || last->digits != 4 || last->value <= number->value || last->value > kMostYear) return false;
    const bool unit = take_after_spaces(end, Kind::kYearUnit);
    if (!unit && !(ends_with(p, Kind::kFrom) && boundary(end))) return false;
    point.year = number->value;
    point.end_year = last->value;
  }
  point.told_year = true;
  p = end;
  return true;
}

// What stands behind a year: month, feast, half, quarter, season, edge, first weeks.
bool DateParser::in_year(std::size_t& p, DatePoint& point) const {
  if (point.end_year != 0) return false;
  const bool old_era = point.b == -1;
  point.b = 0;
  DatePoint glossed;
  if (point.told_year && gloss(p, glossed) && glossed.year) point.year = glossed.year;
  std::size_t q = p;
  skip_spaces(q);
  take(q, Kind::kOf);
  const auto take_part = [&](Kind kind, Part part) {
    const DateWord* word = take(q, kind);
    if (!word) return false;
    point.part = part;
    point.a = word->a;
    point.b = part == Part::kMonths ? word->b : 0;
    return true;
  };
  bool found = lunar(q, point) || feast(q, point) || month(q, point) ||
               take_part(Kind::kMonthsOfYear, Part::kMonths) || take_part(Kind::kQuarter, Part::kQuarter) ||
               nth_part(q, point);
  if (!found) {
    // "last year's this month"
    const DateWord* word = lexicon_.at(text_, q, Kind::kRelative);
    if (word && static_cast<DateUnit>(word->b) == DateUnit::kMonth && word->c == 0) {
      if (const auto now = resolver_.relative(static_cast<DateAnchor>(word->a), DateUnit::kMonth, 0)) {
        q += word->text.size();
        point.month = now->month();
        in_month(q, point);
        found = true;
      }
    }
  }
  if (!found && q == p)
    found = take_part(Kind::kYearEdge, Part::kEdge) || take_part(Kind::kSeason, Part::kSeason);
  if (found && old_era && !point.lunar) point.approximate = true;
  if (found) p = q;
  return found;
}

bool DateParser::month(std::size_t& p, DatePoint& point) const {
  if (after_number(p)) return false;
  std::size_t q = p;
  if (const DateWord* name = take(q, Kind::kMonthName)) {
    point.month = name->a;
    p = q;
    in_month(p, point);
    return true;
  }
  const auto number = take_number(q);
  if (!number || number->digits > 2 || number->style == DateNumber::Style::kPlaces) return false;
  if (number->value < 1 || number->value > 12) return false;
  int end_month = 0;
  std::size_t end = q;
  skip_spaces(end);
  if (take(end, Kind::kTo) || take(end, Kind::kList)) {
    skip_spaces(end);
    const auto last = take_number(end);
    if (last && last->digits <= 2 && last->value >= 1 && last->value <= 12 &&
        last->style != DateNumber::Style::kPlaces) {
      end_month = last->value;
    }
  }
  if (end_month == 0) end = q;
  if (!take_after_spaces(end, Kind::kMonthUnit) || lexicon_.at(text_, end, Kind::kNotBeforeMonth))
    return false;
  point.month = number->value;
  if (end_month != 0) {
    std::size_t day = end;
    if (take_number(day)) return false;  // "1、2月3日": two dates
    point.end_month = end_month;
    p = end;
    return true;
  }
  p = end;
  in_month(p, point);
  return true;
}

// What stands behind a month: day, third, edge, weeks.
bool DateParser::in_month(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  skip_spaces(q);
  if (lunar_day(q, point)) {
    point.lunar = true;
  } else if (day_of_month(q, point)) {
    // read
  } else if (const DateWord* third = take(q, Kind::kMonthPart)) {
    point.part = Part::kDays;
    point.a = third->a;
    point.b = third->b;
  } else if (take(q, Kind::kMonthEdge)) {
    point.part = Part::kEdge;
  } else {
    take(q, Kind::kOf);
    if (!nth_part(q, point)) return false;
  }
  p = q;
  return true;
}

bool DateParser::day_of_month(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  const auto number = take_number(q);
  if (!number || number->digits > 3 || number->value < 1 || number->value > 31) return false;
  std::size_t end = q;
  skip_spaces(end);
  if (take(end, Kind::kDayUnit)) {
    point.day = number->value;
    p = end;
    return true;
  }
  end = q;
  skip_spaces(end);
  if (take(end, Kind::kTo) || take(end, Kind::kList)) {
    skip_spaces(end);
    const auto last = take_number(end);
    const bool days = last && last->digits <= 3 && last->value > number->value && last->value <= 31;
    if (days && take_after_spaces(end, Kind::kDayUnit)) {
      point.day = number->value;
      point.end_day = last->value;
      p = end;
      return true;
    }
  }
  // "the fifteenth of August" without its unit, in Chinese numbers
  const bool bare = number->style == DateNumber::Style::kStructured && number->value >= 10;
  if (!bare || !(boundary(q) || lexicon_.at(text_, q, Kind::kSpokenDayNext))) return false;
  point.day = number->value;
  p = q;
  return true;
}

bool DateParser::bare_day(std::size_t& p, DatePoint& point) const {
  if (after_number(p) || ends_with(p, Kind::kNotAfterDay)) return false;
  std::size_t q = p;
  if (!day_of_month(q, point)) return false;
  const bool unit = ends_with(q, Kind::kDayUnit);
  const bool spoken = ends_with(q, Kind::kSpokenDay);
  const bool good = unit && (spoken ? boundary(q) || lexicon_.at(text_, q, Kind::kSpokenDayNext) != nullptr
                                    : lexicon_.at(text_, q, Kind::kNotBeforeDay) == nullptr);
  if (!good) {
    point.day = point.end_day = 0;
    return false;
  }
  p = q;
  return true;
}

// ---- the Chinese calendar and feasts ----

bool DateParser::lunar_day(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  if (!take(q, Kind::kLunarDayPrefix)) return false;
  const auto number = take_number(q);
  if (!number || number->value < 1 || number->value > 10 || number->digits != 1) return false;
  point.day = number->value;
  p = q;
  return true;
}

bool DateParser::lunar(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  const bool marked = take(q, Kind::kLunarCalendar);
  DatePoint read = point;
  if (marked) {
    read.lunar = true;
    skip_spaces(q);
    if (!read.year && number_year(q, read)) skip_spaces(q);
    if (feast(q, read)) {
      point = read;
      p = q;
      return true;
    }
  }
  if (take(q, Kind::kNewYear)) {
    if (!lunar_day(q, read)) return false;
    read.month = 1;
  } else {
    read.leap = take(q, Kind::kLunarLeap);
    if (const DateWord* month = take(q, Kind::kLunarMonth)) {
      read.month = month->a;
    } else if (marked || read.leap) {
      const auto number = take_number(q);
      if (!number || number->value < 1 || number->value > 12 || !take(q, Kind::kMonthUnit)) return false;
      read.month = number->value;
    } else {
      return false;
    }
    if (!lunar_day(q, read)) day_of_month(q, read);
    if (read.day > 30 || read.end_day != 0) return false;
  }
  read.lunar = true;
  point = read;
  p = q;
  return true;
}

bool DateParser::feast(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  if (take(q, Kind::kNewYearEve)) {
    point.lunar_eve = true;
  } else if (const DateWord* word = take(q, Kind::kHoliday)) {
    point.holiday = &lexicon_.holiday(word->a);
  } else {
    return false;
  }
  if (take(q, Kind::kHolidaySpan)) {
    point.approximate = true;
    take(q, Kind::kHolidaySpan);
  }
  p = q;
  return true;
}

// ---- parts, weeks, relative words ----

// "the first week", "the last three months", "the last Monday" of what stands before.
bool DateParser::nth_part(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  if (take(q, Kind::kOrdinal)) {
    const auto number = take_number(q);
    if (!number || number->value < 1 || number->value > 53) return false;
    skip_spaces(q);
    const bool counted = take(q, Kind::kCountUnit);
    if (take(q, Kind::kWeekUnit)) {
      point.part = Part::kNthWeek;
      point.a = number->value;
    } else if (counted && number->value <= 12 && point.month == 0 && take(q, Kind::kMonthUnit)) {
      point.month = number->value;
    } else {
      return false;
    }
    p = q;
    return true;
  }
  if (take(q, Kind::kLastWeekday) && point.month != 0) {
    if (take(q, Kind::kWeekUnit)) {
      if (const DateWord* day = take(q, Kind::kWeekday)) {
        point.part = Part::kLastWeekday;
        point.a = day->a;
        p = q;
        return true;
      }
    }
  }
  q = p;
  const bool first = take(q, Kind::kFirst);
  if (!first && !take(q, Kind::kLast)) return false;
  skip_spaces(q);
  int count = 0;
  char unit = 0;
  if (!duration(q, count, unit) || unit == 'y') return false;
  point.part = first ? Part::kFirst : Part::kLast;
  point.a = count;
  point.b = unit;
  p = q;
  return true;
}

bool DateParser::relative_word(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  const DateWord* word = take(q, Kind::kRelative);
  if (!word) return false;
  const auto unit = static_cast<DateUnit>(word->b);
  if (unit == DateUnit::kAbout && span(p, point)) return true;  // "recent" but "the recent three days"
  const auto moment = resolver_.relative(static_cast<DateAnchor>(word->a), unit, word->c);
  point.relative = true;
  point.unresolved = !moment;
  point.day_word = unit == DateUnit::kDay;
  point.aside = point.day_word && static_cast<DateAnchor>(word->a) == DateAnchor::kNarrative && word->c < 0;
  if (unit == DateUnit::kMonth) {
    if (moment) {
      point.year = moment->year();
      point.month = moment->month();
    }
    in_month(q, point);
  } else {
    point.moment = moment;
    // "this day before the feast": the feast is another mention
  }
  p = q;
  return true;
}

// "yesterday (the 23rd)", "this (10th) month", with the brackets inside the word.
bool DateParser::bracketed(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  const DateWord* word = take(q, Kind::kBracketed);
  if (!word) return false;
  const bool wide = take_text(q, "（");
  if (!wide && !take_text(q, "(")) return false;
  const auto number = take_number(q);
  if (!number || !take_text(q, wide ? "）" : ")")) return false;
  if (take(q, Kind::kBracketedDay) && number->value >= 1 && number->value <= 31) {
    point.day = number->value;
    point.future = word->a > 0;
  } else if (take(q, Kind::kMonthUnit) && number->value >= 1 && number->value <= 12) {
    point.month = number->value;
    point.future = word->a > 0;
    in_month(q, point);
  } else if (number->digits == 4 && take(q, Kind::kYearUnit)) {
    point.year = number->value;
    point.told_year = true;
    in_year(q, point);
  } else {
    return false;
  }
  point.day_word = point.day != 0;
  p = q;
  return true;
}

bool DateParser::shift_word(std::size_t& p, DatePoint& point) const {
  if (const DateWord* half = lexicon_.at(text_, p, Kind::kHalfWeek)) {
    p += half->text.size();
    point.moment = resolver_.weekday(0, half->a, half->b);
    point.relative = true;
    point.unresolved = !point.moment;
    return true;
  }
  if (lexicon_.at(text_, p, Kind::kMonthsOfYear)) return false;  // the year's, not the one before
  std::size_t q = p;
  const DateWord* shift = take(q, Kind::kShift);
  if (!shift) return false;
  skip_spaces(q);
  take(q, Kind::kCountUnit);
  point.relative = true;
  if (take(q, Kind::kWeekUnit)) {
    int first = 1;
    int last = 7;
    if (take(q, Kind::kWeekend)) {
      first = 6;
    } else if (const DateWord* day = take(q, Kind::kWeekday)) {
      first = last = day->a;
    }
    point.moment = resolver_.weekday(shift->a, first, last);
    point.unresolved = !point.moment;
    p = q;
    return true;
  }
  const auto now = resolver_.context().heading ? resolver_.context().heading : resolver_.publication();
  if (take(q, Kind::kCentury)) {
    point.unresolved = !now;
    const int century = now ? now->year() / 100 + shift->a : 0;
    if (now) point.moment = Moment::of_months(century * 100, 1, 1200, Grain::kCentury);
    std::size_t end = q;
    const auto tens = take_number(end);
    if (tens && tens->value % 10 == 0 && tens->value < 100 && take(end, Kind::kDecade)) {
      if (now) point.moment = Moment::of_months(century * 100 + tens->value, 1, 120, Grain::kDecade);
      take(end, Kind::kDecadeEdge);
      q = end;
    }
    p = q;
    return true;
  }
  const bool quarter = take(q, Kind::kQuarterUnit);
  if (!quarter && !take(q, Kind::kHalfUnit)) return false;
  point.unresolved = !now || !now->in_month();
  if (!point.unresolved) {
    const int size = quarter ? 3 : 6;
    const int index = now->year() * (12 / size) + (now->month() - 1) / size + shift->a;
    point.moment = Moment::of_months(index / (12 / size), index % (12 / size) * size + 1, size,
                                     quarter ? Grain::kQuarter : Grain::kMonths);
  }
  p = q;
  return true;
}

bool DateParser::week_day(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  if (!take(q, Kind::kWeekUnit) || after_number(p)) return false;
  int first = 6;
  int last = 7;
  if (!take(q, Kind::kWeekend)) {
    const DateWord* day = take(q, Kind::kWeekday);
    if (!day) return false;
    first = last = day->a;
  }
  point.moment = resolver_.near_weekday(first, last, point.future);
  point.relative = true;
  point.unresolved = !point.moment;
  p = q;
  return true;
}

bool DateParser::decade(std::size_t& p, DatePoint& point) const {
  if (after_number(p)) return false;
  std::size_t q = p;
  auto number = take_number(q);
  if (!number) return false;
  int century = -1;
  if (take(q, Kind::kCentury)) {
    if (number->value < 1 || number->value > 21) return false;
    century = number->value - 1;
    point.moment = Moment::of_months(century * 100, 1, 1200, Grain::kCentury);
    p = q;
    number = take_number(q);
    if (!number) {
      take(p, Kind::kDecadeEdge);
      return true;
    }
  }
  const bool known = century >= 0;
  int year = number->value;
  const bool full = number->digits == 4;  // the 1980s
  if (!take(q, Kind::kDecade) || year % 10 != 0 || (!full && year > 90) || (full && year > kMostYear))
    return known;
  if (known) {
    year += century * 100;
  } else if (!full) {
    // The latest that has begun. Without a year to go by, the ones of this century and the last are not told
    // apart.
    const auto now = resolver_.current_year();
    if (!now && year < 30) {
      point.unresolved = true;
    } else {
      const int latest = now.value_or(1999);
      year += latest - latest % 100;
      if (year > latest) year -= 100;
    }
  }
  if (!point.unresolved) point.moment = Moment::of_months(year, 1, 120, Grain::kDecade);
  p = q;
  take(p, Kind::kDecadeEdge);
  return true;
}

// A half year, quarter, season, third or edge whose year or month the text told before.
bool DateParser::part_alone(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  const auto set = [&](Part part, int a, int b) {
    point.part = part;
    point.a = a;
    point.b = b;
    p = q;
    return true;
  };
  if (const DateWord* word = take(q, Kind::kMonthsOfYear)) return set(Part::kMonths, word->a, word->b);
  const DateWord* quarter = take(q, Kind::kQuarter);
  if (quarter && quarter->b == 0) return set(Part::kQuarter, quarter->a, 0);
  q = p;
  if (const DateWord* word = take(q, Kind::kYearEdgeAlone)) return set(Part::kEdge, word->a, 0);
  if (const DateWord* word = take(q, Kind::kMonthPart)) return set(Part::kDays, word->a, word->b);
  if (take(q, Kind::kMonthEdgeAlone)) return set(Part::kEdge, 0, 0);
  if (const DateWord* word = take(q, Kind::kSeasonYear)) {
    const auto year = resolver_.relative(DateAnchor::kPublication, DateUnit::kYear, word->b);
    if (year) point.year = year->year();
    point.unresolved = !year;
    point.relative = true;
    return set(Part::kSeason, word->a, 0);
  }
  return false;
}

// ---- lengths of time, counted from a day ----

bool DateParser::duration(std::size_t& p, int& count, char& unit) const {
  std::size_t q = p;
  const auto number = take_number(q);
  if (!number || number->value < 1 || number->value > 500) return false;
  skip_spaces(q);
  const DateWord* word = take(q, Kind::kDuration);
  if (!word) return false;
  count = number->value;
  unit = static_cast<char>(word->a);
  p = q;
  return true;
}

bool DateParser::anchored_duration(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  int count = 0;
  char unit = 0;
  if (take(q, Kind::kFollowing)) {
    if (!duration(q, count, unit)) return false;
    const bool within = take(q, Kind::kWithin);
    if (!within && ends_with(q, Kind::kDayUnit)) return false;  // "on the 30th after that"
    point.moment = resolver_.following(count, unit, !within);
  } else {
    if (after_number(p) || !duration(q, count, unit)) return false;
    // "the third and before" in Arabic digits is a day of the month
    const auto number = lexicon_.number(text_, p);
    if (number->style == DateNumber::Style::kArabic && ends_with(q, Kind::kDayUnit)) return false;
    const bool ago = take(q, Kind::kAgo);
    if (!ago && !take(q, Kind::kLater)) return false;
    point.moment = resolver_.shifted(ago ? -count : count, unit, ago);
    point.aside = ago;
  }
  point.relative = true;
  point.unresolved = !point.moment;
  p = q;
  return true;
}

bool DateParser::span(std::size_t& p, DatePoint& point) const {
  if (ends_with(p, Kind::kNotAfterSpan)) return false;
  std::size_t q = p;
  const bool past = take(q, Kind::kPastSpan);
  if (!past) {
    q = p;
    if (!take(q, Kind::kFutureSpan)) return false;
  }
  skip_spaces(q);
  int count = 0;
  char unit = 0;
  if (!duration(q, count, unit)) return false;
  point.moment = resolver_.span(past ? -count : count, unit);
  point.relative = true;
  point.aside = true;
  point.unresolved = !point.moment;
  p = q;
  return true;
}

bool DateParser::unresolved(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  const DateWord* word = take(q, Kind::kUnresolved);
  // Words that also end a phrase (after, before) are a time of their own only where a clause begins.
  if (!word || (!clause_start(p) && lexicon_.at(text_, p, Kind::kAfter)) ||
      (!clause_start(p) && lexicon_.at(text_, p, Kind::kBefore))) {
    return false;
  }
  point.unresolved = true;
  point.relative = true;
  p = q;
  return true;
}

// ---- what goes with a day ----

bool DateParser::clock_time(std::size_t& p) const {
  std::size_t q = p;
  const auto hour = take_number(q);
  if (!hour || hour->digits > 3 || hour->value > 24) return false;
  if (take(q, Kind::kColon)) {
    if (!take_number(q)) return false;
    if (take(q, Kind::kColon)) take_number(q);
  } else {
    if (!take_after_spaces(q, Kind::kHour)) return false;
    if (!take(q, Kind::kHalfHour) && !take(q, Kind::kQuarterHour)) {
      std::size_t end = q;
      const auto minute = take_number(end);
      const bool unit = minute && take(end, Kind::kMinute);
      if (minute && minute->value < 60 && (unit || boundary(end))) {
        q = end;
        if (take_number(end) && take(end, Kind::kSecond)) q = end;
      }
    }
  }
  take(q, Kind::kSharp);
  p = q;
  return true;
}

bool DateParser::clock(std::size_t& p) const {
  std::size_t q = p;
  skip_spaces(q);
  bool day_part = take(q, Kind::kTimeOfDay);
  while (take(q, Kind::kTimeOfDay)) day_part = true;
  skip_spaces(q);
  const bool time = clock_time(q);
  if (!day_part && !time) {
    // "0-24时"
    std::size_t end = q;
    const auto hour = take_number(end);
    if (!hour || hour->value > 24 || !take(end, Kind::kTo) || !clock_time(end)) return false;
    q = end;
  }
  // An end in clock time alone is of the same day.
  std::size_t end = q;
  if (take(end, Kind::kTo)) {
    take(end, Kind::kTimeOfDay);
    if (clock_time(end)) q = end;
  }
  p = q;
  return true;
}

void DateParser::after_day(std::size_t& p, DatePoint& point) const {
  if (point.unresolved && !point.relative) return;
  DatePoint other;
  if (gloss(p, other) && (point.lunar || point.holiday || point.relative) && !other.relative) {
    // The date by the calendar is the surer one.
    if (!other.year) other.year = point.year;
    point = other;
    return;
  }
  const bool day = point.day != 0 || point.holiday || point.lunar_eve ||
                   (point.moment && point.moment->grain == Grain::kDay) || point.day_word;
  if (!day) return;
  // "the twelfth, Monday"
  std::size_t q = p;
  take_text(q, "，");
  if (point.day != 0 && take(q, Kind::kWeekUnit) && take(q, Kind::kWeekday) && boundary(q)) p = q;
  // "4 April Qingming Festival"
  DatePoint feast_day;
  if (point.day != 0 && !point.lunar) feast(p, feast_day) || lunar(p, feast_day);
  clock(p);
  if (take(p, Kind::kSameDay)) clock(p);
}

// A date or weekday in brackets behind a date, that tells the same day another way.
bool DateParser::gloss(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  const bool wide = take_text(q, "（");
  if (!wide && !take_text(q, "(")) return false;
  DatePoint read;
  std::size_t end = q;
  const bool weekday = take(end, Kind::kWeekUnit) && take(end, Kind::kWeekday);
  if (!weekday && !this->point(end = q, read)) return false;
  if (!take_text(end, wide ? "）" : ")")) return false;
  if (!weekday) point = read;
  p = end;
  return !weekday;
}

// ---- ranges and what is open at one end ----

bool DateParser::range_end(std::size_t& p, const DatePoint& first, DatePoint& last) {
  std::size_t q = p;
  // What the end leaves out, and "the next day", it takes from the begin.
  const DateResolver before = resolver_;
  const auto end_point = [&](std::size_t& at) {
    skip_spaces(at);
    last = DatePoint();
    if (const auto begin = before.place(first)) resolver_.tell(*begin, true);
    range_end_ = at;
    const bool read = point(at, last) && !last.is_range();
    if (read) after_day(at, last);
    resolver_ = before;
    last.future = first.future;
    return read && (!last.unresolved || !last.relative);
  };
  take(q, Kind::kSince);  // "from the third on to the fifth"
  skip_spaces(q);
  if (take(q, Kind::kTo) && end_point(q)) {
    p = q;
    return true;
  }
  q = p;
  skip_spaces(q);
  if (take(q, Kind::kBetween) && end_point(q) && take(q, Kind::kBetweenEnd)) {
    p = q;
    return true;
  }
  return false;
}

void DateParser::finish(std::size_t begin, std::size_t end, const DatePoint& first, const DatePoint* last) {
  DateMention mention;
  mention.begin = begin;
  mention.end = end;
  mention.relative = first.relative || (last && last->relative);
  mention.told_year = first.told_year || (last && last->told_year);
  mention.future = first.future;
  if (first.is_range()) {
    mention.first = resolver_.place(first.first_end());
    if (mention.first) mention.last = resolver_.place_after(first.last_end(), *mention.first);
  } else if (last) {
    const bool told_last = last->told_year && !first.told_year && !first.moment && !first.year;
    if (told_last) {
      mention.last = resolver_.place(*last);
      if (mention.last) mention.first = resolver_.place_before(first, *mention.last);
    } else {
      mention.first = resolver_.place(first);
      if (mention.first) mention.last = resolver_.place_after(*last, *mention.first);
    }
  } else {
    mention.first = resolver_.place(first);
  }
  const bool range = first.is_range() || last;
  if (range) {
    mention.kind = DateKind::kRange;
    const bool placed = mention.first && mention.last && mention.first->first <= mention.last->last;
    if (!placed) mention.first = mention.last = std::nullopt;
  }
  std::size_t p = end;
  open_end(mention, p);
  prefix(mention);
  std::size_t next = mention.end;
  mention.attributive = take(next, Kind::kOf);
  mention.dateline = is_dateline(mention);
  if (mention.dateline && mention.first->grain == Grain::kDay) resolver_.set_publication(*mention.first);
  const bool vague = mention.first && mention.first->approximate && mention.relative;
  mention.aside = first.aside || vague || mention.kind == DateKind::kUntil;
  if (mention.first && !first.aside && !vague) {
    resolver_.tell(mention.last ? *mention.last : *mention.first, !mention.aside);
  }
  mentions_.push_back(std::move(mention));
}

// "from ... on", "after", "before", "about" behind a date.
void DateParser::open_end(DateMention& mention, std::size_t& p) const {
  std::size_t q = p;
  skip_spaces(q);
  bool inclusive = take(q, Kind::kInclusive);
  const bool point = mention.kind == DateKind::kPoint;
  if (!inclusive && take(q, Kind::kAboutAfter)) {
    if (mention.first) mention.first->approximate = true;
    if (mention.last) mention.last->approximate = true;
  } else if (point && !inclusive && take(q, Kind::kSince)) {
    mention.kind = DateKind::kSince;
    inclusive = true;
  } else if (point && take(q, Kind::kAfter)) {
    mention.kind = DateKind::kSince;
  } else if (point && take(q, Kind::kInclusiveBefore)) {
    mention.kind = DateKind::kUntil;
    inclusive = true;
  } else if (point && take(q, Kind::kBefore)) {
    mention.kind = DateKind::kUntil;
  } else {
    q = p;
  }
  p = mention.end = q;
  print(mention, inclusive);
}

// "(to the 14th)" ends what began on the day of the story; "by the 14th" is a deadline.
bool DateParser::until_day(DateMention& mention) const {
  const std::string_view to = lexicon_.before(text_, mention.begin, Kind::kTo);
  if (to.empty() || static_cast<unsigned char>(to[0]) < 0xe3 || !clause_start(mention.begin - to.size()))
    return false;
  mention.begin -= to.size();
  const std::string_view head = text_.substr(0, mention.begin);
  const auto begun = resolver_.story_day();
  if ((head.ends_with("（") || head.ends_with("(")) && begun && mention.first &&
      begun->first <= mention.first->first) {
    mention.kind = DateKind::kRange;
    mention.relative = true;
    mention.last = mention.first;
    mention.first = begun;
  } else {
    mention.kind = DateKind::kUntil;
  }
  print(mention, true);
  return true;
}

// "until", "from", "about" before a date.
void DateParser::prefix(DateMention& mention) const {
  if (mention.kind == DateKind::kPoint && until_day(mention)) return;
  if (mention.kind == DateKind::kPoint || mention.kind == DateKind::kUntil) {
    const std::string_view until = lexicon_.before(text_, mention.begin, Kind::kUntil);
    if (!until.empty()) {
      mention.begin -= until.size();
      if (mention.kind == DateKind::kPoint) {
        mention.kind = DateKind::kUntil;
        print(mention, true);
      }
      return;
    }
  }
  const std::string_view about = lexicon_.before(text_, mention.begin, Kind::kAboutBefore);
  if (!about.empty() && mention.kind == DateKind::kPoint) {
    mention.begin -= about.size();
    if (mention.first) mention.first->approximate = true;
    print(mention, true);
  }
  const std::string_view since = lexicon_.before(text_, mention.begin, Kind::kSinceBefore);
  if (since.empty()) {
    mention.begin -= lexicon_.before(text_, mention.begin, Kind::kFrom).size();
    return;
  }
  mention.begin -= since.size();
  if (mention.kind != DateKind::kPoint) return;
  mention.kind = DateKind::kSince;
  print(mention, true);
}

void DateParser::print(DateMention& mention, bool inclusive) const {
  mention.edtf.clear();
  if (!mention.first) return;
  Moment first = *mention.first;
  const auto edge = [&](Day day) {
    // The day, month or year next to it, in the grain in which it was told.
    if (first.grain == Grain::kYear) return Moment::of_year(calendar_day(day).year);
    if (first.grain == Grain::kMonth)
      return Moment::of_month(calendar_day(day).year, calendar_day(day).month);
    return Moment::of_day(day);
  };
  const auto end = [](const Moment& moment, bool last) {
    // One end of an interval is one time: of days or months, the first or the last.
    if (moment.grain == Grain::kDays) return Moment::of_day(last ? moment.last : moment.first);
    const CalendarDay day = calendar_day(last ? moment.last : moment.first);
    if (moment.grain == Grain::kMonths) return Moment::of_month(day.year, day.month);
    return moment;
  };
  switch (mention.kind) {
    case DateKind::kPoint:
      mention.edtf = first.text();
      break;
    case DateKind::kRange:
      if (mention.last) mention.edtf = end(first, false).text() + "/" + end(*mention.last, true).text();
      break;
    case DateKind::kSince:
      mention.edtf = end(inclusive ? first : edge(first.last + 1), false).text() + "/..";
      break;
    case DateKind::kUntil:
      mention.edtf = "../" + end(inclusive ? first : edge(first.first - 1), true).text();
      break;
  }
  // Ends that meet are one time.
  if (mention.kind == DateKind::kRange && mention.last && first == *mention.last) mention.edtf = first.text();
}

// "(until the 14th)" behind what began on the day of the story; "... of nine days" behind what began on a
// given one.
bool DateParser::lasting(std::size_t& p) {
  std::size_t q = p;
  if (!take(q, Kind::kLasting)) return false;
  skip_spaces(q);
  int count = 0;
  char unit = 0;
  if (!duration(q, count, unit) || (unit != 'd' && unit != 'w')) return false;
  const Day length = count * (unit == 'w' ? 7 : 1);
  if (!mentions_.empty() && mentions_.back().kind == DateKind::kSince && mentions_.back().first &&
      mentions_.back().first->grain == Grain::kDay) {
    DateMention& since = mentions_.back();
    since.kind = DateKind::kRange;
    since.last = Moment::of_day(since.first->first + length - 1);
    print(since, true);
    p = q;
    return true;
  }
  if (!mentions_.empty() && mentions_.back().kind == DateKind::kRange) return false;
  // "begins a visit of nine days" on the day of the story
  std::size_t start = p;
  while (start > 0 && p - start < kClauseReach && !clause_start(start) &&
         !ends_with(start, Kind::kLastingStart))
    --start;
  const auto base = resolver_.story_day();
  if (!base || !ends_with(start, Kind::kLastingStart)) return false;
  DateMention mention;
  mention.begin = p;
  mention.end = q;
  mention.kind = DateKind::kRange;
  mention.relative = true;
  mention.first = base;
  mention.last = Moment::of_day(base->first + length - 1);
  print(mention, true);
  mentions_.push_back(std::move(mention));
  p = q;
  return true;
}

bool DateParser::is_dateline(const DateMention& mention) const {
  std::size_t q = mention.end;
  skip_spaces(q);
  if (mention.begin > kDatelineReach || !mention.first || mention.kind != DateKind::kPoint) return false;
  if (take(q, Kind::kDateline)) return true;
  for (const std::string_view bracket : {"（", "("}) {
    const std::string_view head = text_.substr(0, mention.begin);
    if (head.ends_with(bracket) && ends_with(mention.begin - bracket.size(), Kind::kDatelineBefore))
      return true;
  }
  return false;
}

}  // namespace guanxi
