#include "extract/dates/date_reader.h"

#include <utility>

namespace guanxi {
namespace {

using Kind = DateWordKind;
using Part = DatePoint::Part;

constexpr int kLeastYear = 1000;  // four digits before "year" are a year from here ...
constexpr int kMostYear = 2199;   // ... to here: "3000 years" is a length of time

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

bool DateReader::to(std::size_t& p) const {
  return text_.take(p, Kind::kTo) || text_.take(p, Kind::kToMark);
}

bool DateReader::point(std::size_t& p, DatePoint& point) const {
  if (numeric(p, point) || lunar(p, point) || feast(p, point)) return true;
  if (before_christ(p, point) || decade(p, point)) return true;
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
bool DateReader::numeric_parts(std::size_t& p, int (&values)[3], int (&digits)[3]) const {
  std::size_t q = p;
  char mark = 0;
  for (int i = 0; i < 3; ++i) {
    const auto number = text_.take_number(q);
    if (!number || number->style != DateNumber::Style::kArabic || number->digits > 4) return false;
    values[i] = number->value;
    digits[i] = number->digits;
    if (i == 2) break;
    if (q >= text_.text().size()) return false;
    const char c = text_.text()[q];
    if ((c != '-' && c != '/' && c != '.' && c != ' ') || (mark != 0 && c != mark)) return false;
    if (c == ' ' && digits[0] != 4) return false;
    mark = c;
    ++q;
  }
  if (mark == ' ' && (digits[1] != 2 || digits[2] != 2)) return false;
  if (mark == '.' && digits[0] != 4 && digits[2] != 4) return false;
  if (q < text_.text().size() && (is_letter(text_.text()[q]) || text_.text()[q] == '-' ||
                                  text_.text()[q] == '.' || text_.text()[q] == '/')) {
    // "2020-01-22T10:00" and "10/1/2018-10/7/2018" go on; "1.2.3.4" and "12-11-10-9" are no dates.
    std::size_t next = q + 1;
    const bool more = mark == text_.text()[q] && text_.take_number(next);
    if (more || (is_letter(text_.text()[q]) && text_.text()[q] != 'T')) return false;
  }
  p = q;
  return true;
}

// Month and day alone, parted by a mark.
bool DateReader::month_and_day(std::size_t& p, std::string_view mark, DatePoint& point) const {
  std::size_t q = p;
  const auto month = text_.take_number(q);
  if (!month || month->style != DateNumber::Style::kArabic || month->digits > 2 || !text_.take_text(q, mark))
    return false;
  const auto day = text_.take_number(q);
  if (!day || day->style != DateNumber::Style::kArabic || day->digits > 2) return false;
  if (month->value < 1 || month->value > 12 || day->value < 1 || day->value > 31) return false;
  point.month = month->value;
  point.day = day->value;
  p = q;
  return true;
}

// Behind a dash: of the year that the range began in.
bool DateReader::numeric_end(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  DatePoint read = point;
  if (!month_and_day(q, ".", read)) return false;
  if (q < text_.text().size() &&
      (is_letter(text_.text()[q]) || text_.text()[q] == '.' || text_.text()[q] == '%'))
    return false;
  point = read;
  p = q;
  return true;
}

// Before a weekday in brackets, as timetables write them (8/31 and then the day of the week).
bool DateReader::numeric_day(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  DatePoint read = point;
  if (!month_and_day(q, "/", read)) return false;
  std::size_t next = q;
  text_.skip_spaces(next);
  if (!text_.take_text(next, "（") && !text_.take_text(next, "(")) return false;
  text_.take(next, Kind::kWeekUnit);
  if (!text_.take(next, Kind::kWeekday)) return false;
  if (!text_.take_text(next, "）") && !text_.take_text(next, ")")) return false;
  point = read;
  p = q;
  return true;
}

bool DateReader::numeric(std::size_t& p, DatePoint& point) const {
  if (text_.at_range_end(p) && !point.year && numeric_end(p, point)) return true;
  if (text_.after_number(p)) return false;
  if (!point.year && numeric_day(p, point)) return true;
  int values[3];
  int digits[3];
  std::size_t q = p;
  if (!numeric_parts(q, values, digits)) return false;
  int year = values[0];
  int day = values[2];
  if (digits[0] != 4) {
    // 31/12/2020 and 31/12/20; but 20-12-31 and 20-12-1 begin with the year.
    const bool dashes = text_.text()[q - static_cast<std::size_t>(digits[2]) - 1] == '-';
    const bool year_first =
        digits[0] == 2 && (digits[2] == 1 || (dashes && digits[1] == 2 && digits[2] == 2));
    if (!year_first) std::swap(year, day);
    const int year_digits = year_first ? digits[0] : digits[2];
    if (year_digits == 2) year = resolver_.full_year(year);
    if ((year_digits != 2 && year_digits != 4) || digits[0] > 2) return false;
  }
  if (digits[1] > 2 || values[1] < 1 || values[1] > 12 || !day_of(year, values[1], day)) return false;
  point.year = year;
  point.month = values[1];
  point.day = day;
  point.told_year = true;
  p = q;
  return true;
}

bool DateReader::year(std::size_t& p, DatePoint& point) const {
  if (era_year(p, point) || number_year(p, point)) return true;
  const DateWord* word = text_.at(p, Kind::kRelative);
  if (!word || static_cast<DateUnit>(word->b) != DateUnit::kYear) return false;
  p += word->text.size();
  const auto moment = resolver_.relative(static_cast<DateAnchor>(word->a), DateUnit::kYear, word->c);
  if (moment) point.year = moment->year();
  point.unresolved = !moment;
  point.relative = true;
  return true;
}

bool DateReader::before_christ(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  if (!text_.take(q, Kind::kBeforeChrist)) {
    const bool in_range = text_.text().substr(0, p).ends_with("（") ||
                          text_.text().substr(0, p).ends_with("(") || text_.at_range_end(p);
    if (!in_range || !text_.take(q, Kind::kBeforeChristShort)) return false;
  }
  text_.skip_spaces(q);
  const auto number = text_.take_number(q);
  if (!number || number->value < 1 || number->value > 9000) return false;
  if (text_.take_after_spaces(q, Kind::kYearUnit)) {
    point.year = 1 - number->value;
    point.told_year = true;
  } else if (number->value <= 50 && text_.take_after_spaces(q, Kind::kCentury)) {
    point.moment = Moment::of_months(1 - number->value * 100, 1, 1200, Grain::kCentury);
  } else {
    return false;
  }
  p = q;
  return true;
}

bool DateReader::era_year(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  const DateWord* era = text_.take(q, Kind::kEra);
  if (!era) return false;
  text_.skip_spaces(q);
  int count = 1;
  if (const auto number = text_.take_number(q)) {
    count = number->value;
  } else if (!text_.take(q, Kind::kFirstYear)) {
    return false;
  }
  if (!text_.take_after_spaces(q, Kind::kYearUnit) || count < 1 || count > 9000) return false;
  point.year = era->a + count;
  point.told_year = true;
  point.old_era = era->b == 0;
  p = q;
  return true;
}

bool DateReader::year_tail_follows(std::size_t p) const {
  text_.skip_spaces(p);
  text_.take(p, Kind::kOf);
  if (const auto number = text_.take_number(p)) {
    text_.skip_spaces(p);
    return number->value >= 1 && number->value <= 12 && text_.at(p, Kind::kMonthUnit);
  }
  for (const Kind kind :
       {Kind::kMonthsOfYear, Kind::kMonthName, Kind::kQuarter, Kind::kYearEdge, Kind::kHoliday, Kind::kSeason,
        Kind::kLunarMonth, Kind::kLunarCalendar, Kind::kNewYearEve}) {
    if (text_.at(p, kind)) return true;
  }
  return false;
}

bool DateReader::near_publication(int year) const {
  constexpr int kNear = 30;
  const auto& now = resolver_.publication();
  return !now || (year >= now->year() - kNear && year <= now->year() + kNear);
}

bool DateReader::is_year(const DateNumber& number, std::size_t begin, std::size_t end, int& value) const {
  value = number.value;
  const bool tail = year_tail_follows(end);
  const bool told = text_.ends_with(begin, Kind::kYearAfter);
  const bool era_goes_on = resolver_.context().era && tail && value >= 1 && value < 200;
  if (!tail && text_.at(end, Kind::kNotBeforeYear) && (value % 100 == 0 || number.digits < 4)) return false;
  switch (number.style) {
    case DateNumber::Style::kArabic:
    case DateNumber::Style::kPlaces: {
      if (number.digits == 4) return value >= kLeastYear && value <= kMostYear;
      if (era_goes_on && number.digits <= 3) {
        value += *resolver_.context().era;
        return true;
      }
      if (number.digits == 3 && tail && near_publication(value + text_.lexicon().short_era())) {
        value += text_.lexicon().short_era();
        return true;
      }
      if (number.digits == 3) return tail || told;
      if (number.digits != 2 || text_.ends_with(begin, Kind::kNotAfterYear)) return false;
      const bool chinese = number.style == DateNumber::Style::kPlaces;
      const bool neighbours = chinese && value / 10 + 1 == value % 10;  // seven or eight years
      const bool sure = tail || value < 10 || (chinese && !neighbours);
      if (!sure && !(told && text_.boundary(end))) return false;
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

bool DateReader::number_year(std::size_t& p, DatePoint& point) const {
  if (text_.after_number(p)) return false;
  std::size_t q = p;
  const auto number = text_.take_number(q);
  if (!number) return false;
  int value = 0;
  std::size_t end = q;
  if (text_.take_after_spaces(end, Kind::kYearUnit)) {
    if (!is_year(*number, p, end, value)) return false;
    // "2020, number five" is an issue of a journal.
    std::size_t issue = end;
    if (text_.take(issue, Kind::kOrdinal) && text_.take_number(issue) && text_.take(issue, Kind::kYearIssue))
      return false;
    point.year = value;
  } else {
    // "1995-1997": the unit stands behind the last, or, behind "from", nowhere.
    if (number->digits != 4 || number->value < kLeastYear || number->value > kMostYear) return false;
    text_.skip_spaces(end = q);
    if (!to(end)) return false;
    text_.skip_spaces(end);
    const auto last = text_.take_number(end);
    if (!last || last->digits != 4 || last->value <= number->value || last->value > kMostYear) return false;
    const bool unit = text_.take_after_spaces(end, Kind::kYearUnit);
    if (!unit && !(text_.ends_with(p, Kind::kFrom) && text_.boundary(end))) return false;
    point.year = number->value;
    point.end_year = last->value;
  }
  point.told_year = true;
  p = end;
  return true;
}

// What stands behind a year: month, feast, half, quarter, season, edge, first weeks.
bool DateReader::in_year(std::size_t& p, DatePoint& point) const {
  if (point.end_year != 0) return false;
  DatePoint glossed;
  if (point.told_year && gloss(p, glossed) && glossed.year) point.year = glossed.year;
  std::size_t q = p;
  text_.skip_spaces(q);
  text_.take(q, Kind::kOf);
  const auto take_part = [&](Kind kind, Part part) {
    const DateWord* word = text_.take(q, kind);
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
    const DateWord* word = text_.at(q, Kind::kRelative);
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
  // A month of an old era is one of the Chinese calendar: it only about matches the month of that number.
  if (found && point.old_era && !point.lunar) point.approximate = true;
  if (found) p = q;
  return found;
}

bool DateReader::month(std::size_t& p, DatePoint& point) const {
  if (text_.after_number(p)) return false;
  std::size_t q = p;
  if (const DateWord* name = text_.take(q, Kind::kMonthName)) {
    point.month = name->a;
    p = q;
    in_month(p, point);
    return true;
  }
  const auto number = text_.take_number(q);
  if (!number || number->digits > 2 || number->style == DateNumber::Style::kPlaces) return false;
  if (number->value < 1 || number->value > 12) return false;
  int end_month = 0;
  std::size_t end = q;
  text_.skip_spaces(end);
  if (to(end) || text_.take(end, Kind::kList)) {
    text_.skip_spaces(end);
    const auto last = text_.take_number(end);
    if (last && last->digits <= 2 && last->value >= 1 && last->value <= 12 &&
        last->style != DateNumber::Style::kPlaces) {
      end_month = last->value;
    }
  }
  if (end_month == 0) end = q;
  if (!text_.take_after_spaces(end, Kind::kMonthUnit) || text_.at(end, Kind::kNotBeforeMonth)) return false;
  point.month = number->value;
  if (end_month != 0) {
    std::size_t day = end;
    if (text_.take_number(day)) return false;  // "1、2月3日": two dates
    point.end_month = end_month;
    p = end;
    return true;
  }
  p = end;
  in_month(p, point);
  return true;
}

// What stands behind a month: day, third, edge, weeks.
bool DateReader::in_month(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  text_.skip_spaces(q);
  if (lunar_day(q, point)) {
    point.lunar = true;
  } else if (day_of_month(q, point)) {
    // read
  } else if (const DateWord* third = text_.take(q, Kind::kMonthPart)) {
    point.part = Part::kDays;
    point.a = third->a;
    point.b = third->b;
  } else if (text_.take(q, Kind::kMonthEdge)) {
    point.part = Part::kEdge;
  } else {
    text_.take(q, Kind::kOf);
    if (!nth_part(q, point)) return false;
  }
  p = q;
  return true;
}

bool DateReader::day_of_month(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  const auto number = text_.take_number(q);
  if (!number || number->digits > 3 || number->value < 1 || number->value > 31) return false;
  std::size_t end = q;
  text_.skip_spaces(end);
  if (text_.take(end, Kind::kDayUnit)) {
    point.day = number->value;
    p = end;
    return true;
  }
  end = q;
  text_.skip_spaces(end);
  if (to(end) || text_.take(end, Kind::kList)) {
    text_.skip_spaces(end);
    const auto last = text_.take_number(end);
    const bool days = last && last->digits <= 3 && last->value > number->value && last->value <= 31;
    if (days && text_.take_after_spaces(end, Kind::kDayUnit)) {
      point.day = number->value;
      point.end_day = last->value;
      p = end;
      return true;
    }
  }
  // "the fifteenth of August" without its unit, in Chinese numbers
  const bool bare = number->style == DateNumber::Style::kStructured && number->value >= 10;
  if (!bare || !(text_.boundary(q) || text_.at(q, Kind::kSpokenDayNext))) return false;
  point.day = number->value;
  p = q;
  return true;
}

bool DateReader::bare_day(std::size_t& p, DatePoint& point) const {
  if (text_.after_number(p) || text_.ends_with(p, Kind::kNotAfterDay)) return false;
  std::size_t q = p;
  if (!day_of_month(q, point)) return false;
  const bool unit = text_.ends_with(q, Kind::kDayUnit);
  const bool spoken = text_.ends_with(q, Kind::kSpokenDay);
  const bool good = unit && (spoken ? text_.boundary(q) || text_.at(q, Kind::kSpokenDayNext) != nullptr
                                    : text_.at(q, Kind::kNotBeforeDay) == nullptr);
  if (!good) {
    point.day = point.end_day = 0;
    return false;
  }
  p = q;
  return true;
}

bool DateReader::lunar_day(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  if (!text_.take(q, Kind::kLunarDayPrefix)) return false;
  const auto number = text_.take_number(q);
  if (!number || number->value < 1 || number->value > 10 || number->digits != 1) return false;
  point.day = number->value;
  p = q;
  return true;
}

bool DateReader::lunar(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  const bool marked = text_.take(q, Kind::kLunarCalendar);
  DatePoint read = point;
  if (marked) {
    read.lunar = true;
    text_.skip_spaces(q);
    if (!read.year && number_year(q, read)) text_.skip_spaces(q);
    if (feast(q, read)) {
      point = read;
      p = q;
      return true;
    }
  }
  if (text_.take(q, Kind::kNewYear)) {
    if (!lunar_day(q, read)) return false;
    read.month = 1;
  } else {
    read.leap = text_.take(q, Kind::kLunarLeap);
    if (const DateWord* month = text_.take(q, Kind::kLunarMonth)) {
      read.month = month->a;
    } else if (marked || read.leap) {
      const auto number = text_.take_number(q);
      if (!number || number->value < 1 || number->value > 12 || !text_.take(q, Kind::kMonthUnit))
        return false;
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

bool DateReader::feast(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  const bool numeral = text_.number(p).has_value();  // "five one": a feast, but not in the middle of a number
  if (numeral && text_.after_number(p)) return false;
  if (text_.take(q, Kind::kNewYearEve)) {
    point.lunar_eve = true;
  } else if (const DateWord* word = text_.take(q, Kind::kHoliday)) {
    point.holiday = &text_.lexicon().holiday(word->a);
  } else {
    return false;
  }
  if (numeral && text_.number(q)) return false;
  if (text_.take(q, Kind::kHolidaySpan)) {
    point.approximate = true;
    text_.take(q, Kind::kHolidaySpan);
  }
  p = q;
  return true;
}

// "the first week", "the last three months", "the last Monday" of what stands before.
bool DateReader::nth_part(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  if (text_.take(q, Kind::kOrdinal)) {
    const auto number = text_.take_number(q);
    if (!number || number->value < 1 || number->value > 53) return false;
    text_.skip_spaces(q);
    const bool counted = text_.take(q, Kind::kCountUnit);
    if (text_.take(q, Kind::kWeekUnit)) {
      point.part = Part::kNthWeek;
      point.a = number->value;
    } else if (counted && number->value <= 12 && point.month == 0 && text_.take(q, Kind::kMonthUnit)) {
      point.month = number->value;
    } else {
      return false;
    }
    p = q;
    return true;
  }
  if (text_.take(q, Kind::kLastWeekday) && point.month != 0) {
    if (text_.take(q, Kind::kWeekUnit)) {
      if (const DateWord* day = text_.take(q, Kind::kWeekday)) {
        point.part = Part::kLastWeekday;
        point.a = day->a;
        p = q;
        return true;
      }
    }
  }
  q = p;
  const bool first = text_.take(q, Kind::kFirst);
  if (!first && !text_.take(q, Kind::kLast)) return false;
  text_.skip_spaces(q);
  int count = 0;
  char unit = 0;
  if (!duration(q, count, unit) || unit == 'y') return false;
  point.part = first ? Part::kFirst : Part::kLast;
  point.a = count;
  point.b = static_cast<unsigned char>(unit);
  p = q;
  return true;
}

bool DateReader::relative_word(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  const DateWord* word = text_.take(q, Kind::kRelative);
  if (!word) return false;
  const auto unit = static_cast<DateUnit>(word->b);
  if (unit == DateUnit::kAbout && span(p, point)) return true;  // "recent" but "the recent three days"
  const auto moment = resolver_.relative(static_cast<DateAnchor>(word->a), unit, word->c);
  if (unit == DateUnit::kPeriod && (!moment || !text_.clause_start(p))) return false;
  point.relative = true;
  point.unresolved = !moment;
  point.day_word = unit == DateUnit::kDay;
  if (point.day_word && static_cast<DateAnchor>(word->a) == DateAnchor::kPublication)
    point.from_today = word->c;
  point.to_come = static_cast<DateAnchor>(word->a) == DateAnchor::kPublication && word->c > 0;
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
bool DateReader::bracketed(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  const DateWord* word = text_.take(q, Kind::kBracketed);
  if (!word) return false;
  const bool wide = text_.take_text(q, "（");
  if (!wide && !text_.take_text(q, "(")) return false;
  auto number = text_.take_number(q);
  if (!number) return false;
  if (number->value <= 12 && text_.take(q, Kind::kMonthUnit)) {  // yesterday (5 February)
    point.month = number->value;
    number = text_.take_number(q);
    if (!number) return false;
  }
  if (!text_.take_text(q, wide ? "）" : ")")) return false;
  if (text_.take(q, Kind::kBracketedDay) && number->value >= 1 && number->value <= 31) {
    point.day = number->value;
    point.future = word->a > 0;
  } else if (point.month != 0) {
    point.month = 0;
    return false;
  } else if (text_.take(q, Kind::kMonthUnit) && number->value >= 1 && number->value <= 12) {
    point.month = number->value;
    point.future = word->a > 0;
    in_month(q, point);
  } else if (number->digits == 4 && text_.take(q, Kind::kYearUnit)) {
    point.year = number->value;
    point.told_year = true;
    in_year(q, point);
  } else {
    return false;
  }
  point.day_word = point.day != 0;
  if (point.day_word) point.from_today = word->a;
  point.to_come = word->a > 0;
  p = q;
  return true;
}

bool DateReader::shift_word(std::size_t& p, DatePoint& point) const {
  if (const DateWord* half = text_.at(p, Kind::kHalfWeek)) {
    p += half->text.size();
    point.moment = resolver_.weekday(0, half->a, half->b);
    point.relative = true;
    point.unresolved = !point.moment;
    return true;
  }
  if (text_.at(p, Kind::kMonthsOfYear)) return false;  // the year's, not the one before
  std::size_t q = p;
  const DateWord* shift = text_.take(q, Kind::kShift);
  if (!shift) return false;
  text_.skip_spaces(q);
  text_.take(q, Kind::kCountUnit);
  point.relative = true;
  point.to_come = shift->a > 0;
  if (text_.take(q, Kind::kWeekUnit)) {
    int first = 1;
    int last = 7;
    if (text_.take(q, Kind::kWeekend)) {
      first = 6;
    } else if (const DateWord* day = text_.take(q, Kind::kWeekday)) {
      first = last = day->a;
    }
    point.moment = resolver_.weekday(shift->a, first, last);
    point.unresolved = !point.moment;
    p = q;
    return true;
  }
  const auto now = resolver_.context().heading ? resolver_.context().heading : resolver_.publication();
  if (text_.take(q, Kind::kCentury)) {
    point.unresolved = !now;
    const int century = now ? now->year() / 100 + shift->a : 0;
    if (now) point.moment = Moment::of_months(century * 100, 1, 1200, Grain::kCentury);
    std::size_t end = q;
    const auto tens = text_.take_number(end);
    if (tens && tens->value % 10 == 0 && tens->value < 100 && text_.take(end, Kind::kDecade)) {
      if (now) point.moment = Moment::of_months(century * 100 + tens->value, 1, 120, Grain::kDecade);
      text_.take(end, Kind::kDecadeEdge);
      q = end;
    }
    p = q;
    return true;
  }
  const bool quarter = text_.take(q, Kind::kQuarterUnit);
  if (!quarter && !text_.take(q, Kind::kHalfUnit)) return false;
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

bool DateReader::week_day(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  if (!text_.take(q, Kind::kWeekUnit) || text_.after_number(p)) return false;
  int first = 6;
  int last = 7;
  if (!text_.take(q, Kind::kWeekend)) {
    const DateWord* day = text_.take(q, Kind::kWeekday);
    if (!day) return false;
    first = last = day->a;
  }
  point.moment = resolver_.near_weekday(first, last, text_.future_before(p));
  point.relative = true;
  point.unresolved = !point.moment;
  p = q;
  return true;
}

bool DateReader::century(std::size_t& p, int& first_year) const {
  std::size_t q = p;
  const auto number = text_.take_number(q);
  if (!number || number->value < 1 || number->value > 21 || !text_.take(q, Kind::kCentury)) return false;
  first_year = (number->value - 1) * 100;
  p = q;
  return true;
}

bool DateReader::decade(std::size_t& p, DatePoint& point) const {
  if (text_.after_number(p)) return false;
  std::size_t q = p;
  int first_year = 0;
  const bool in_century = century(q, first_year);
  if (in_century) {
    point.moment = Moment::of_months(first_year, 1, 1200, Grain::kCentury);
    p = q;
  }
  const auto number = text_.take_number(q);
  const int most = number && number->digits == 4 && !in_century ? kMostYear : 90;
  if (!number || number->value % 10 != 0 || number->value > most || !text_.take(q, Kind::kDecade)) {
    text_.take(p, Kind::kDecadeEdge);
    return in_century;
  }
  std::optional<int> year = first_year + number->value;
  if (!in_century && number->digits != 4) year = full_decade(number->value);
  if (year) point.moment = Moment::of_months(*year, 1, 120, Grain::kDecade);
  point.unresolved = !year;
  p = q;
  text_.take(p, Kind::kDecadeEdge);
  return true;
}

// "The eighties": the latest that have begun. Without a year to go by, those of this century and of the last
// are not told apart where both may be meant.
std::optional<int> DateReader::full_decade(int decade) const {
  constexpr int kNotYet = 30;
  const auto now = resolver_.current_year();
  if (!now && decade < kNotYet) return std::nullopt;
  const int latest = now.value_or(1999);
  const int year = latest - latest % 100 + decade;
  return year > latest ? year - 100 : year;
}

// A half year, quarter, season, third or edge whose year or month the text told before.
bool DateReader::part_alone(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  const auto set = [&](Part part, int a, int b) {
    point.part = part;
    point.a = a;
    point.b = b;
    p = q;
    return true;
  };
  if (const DateWord* word = text_.take(q, Kind::kMonthsOfYear)) return set(Part::kMonths, word->a, word->b);
  const DateWord* quarter = text_.take(q, Kind::kQuarter);
  if (quarter && quarter->b == 0) return set(Part::kQuarter, quarter->a, 0);
  q = p;
  if (const DateWord* word = text_.take(q, Kind::kYearEdgeAlone)) return set(Part::kEdge, word->a, 0);
  if (const DateWord* word = text_.take(q, Kind::kMonthPart)) return set(Part::kDays, word->a, word->b);
  if (text_.take(q, Kind::kMonthEdgeAlone)) return set(Part::kEdge, 0, 0);
  if (const DateWord* word = text_.take(q, Kind::kSeasonYear)) {
    const auto year = resolver_.relative(DateAnchor::kPublication, DateUnit::kYear, word->b);
    if (year) point.year = year->year();
    point.unresolved = !year;
    point.relative = true;
    return set(Part::kSeason, word->a, 0);
  }
  return false;
}

bool DateReader::duration(std::size_t& p, int& count, char& unit) const {
  std::size_t q = p;
  const auto number = text_.take_number(q);
  if (!number || number->value < 1 || number->value > 500) return false;
  text_.skip_spaces(q);
  const DateWord* word = text_.take(q, Kind::kDuration);
  if (!word) return false;
  count = number->value;
  unit = static_cast<char>(word->a);
  p = q;
  return true;
}

bool DateReader::anchored_duration(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  int count = 0;
  char unit = 0;
  if (text_.take(q, Kind::kFollowing)) {
    if (!duration(q, count, unit)) return false;
    const bool within = text_.take(q, Kind::kWithin);
    if (!within && text_.ends_with(q, Kind::kDayUnit)) return false;  // "on the 30th after that"
    point.moment = resolver_.following(count, unit, !within);
  } else {
    if (text_.after_number(p) || !duration(q, count, unit)) return false;
    // "the third and before" in Arabic digits is a day of the month
    const auto number = text_.number(p);
    if (number->style == DateNumber::Style::kArabic && text_.ends_with(q, Kind::kDayUnit)) return false;
    const bool ago = text_.take(q, Kind::kAgo);
    if (!ago && !text_.take(q, Kind::kLater)) return false;
    point.moment = resolver_.shifted(ago ? -count : count, unit, ago);
    point.aside = ago;
  }
  point.relative = true;
  point.unresolved = !point.moment;
  p = q;
  return true;
}

bool DateReader::span(std::size_t& p, DatePoint& point) const {
  if (text_.ends_with(p, Kind::kNotAfterSpan)) return false;
  std::size_t q = p;
  const bool past = text_.take(q, Kind::kPastSpan);
  if (!past) {
    q = p;
    if (!text_.take(q, Kind::kFutureSpan)) return false;
  }
  text_.skip_spaces(q);
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

bool DateReader::unresolved(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  const DateWord* word = text_.take(q, Kind::kUnresolved);
  // Words that also end a phrase (after, before) are a time of their own only where a clause begins.
  if (!word || (!text_.clause_start(p) && text_.at(p, Kind::kAfter)) ||
      (!text_.clause_start(p) && text_.at(p, Kind::kBefore))) {
    return false;
  }
  point.unresolved = true;
  point.relative = true;
  p = q;
  return true;
}

bool DateReader::clock_time(std::size_t& p) const {
  std::size_t q = p;
  const auto hour = text_.take_number(q);
  if (!hour || hour->digits > 3 || hour->value > 24) return false;
  if (text_.take(q, Kind::kColon)) {
    if (!text_.take_number(q)) return false;
    if (text_.take(q, Kind::kColon)) text_.take_number(q);
  } else {
    if (!text_.take_after_spaces(q, Kind::kHour)) return false;
    if (!text_.take(q, Kind::kHalfHour) && !text_.take(q, Kind::kQuarterHour)) {
      std::size_t end = q;
      const auto minute = text_.take_number(end);
      const bool unit = minute && text_.take(end, Kind::kMinute);
      if (minute && minute->value < 60 && (unit || text_.boundary(end))) {
        q = end;
        if (text_.take_number(end) && text_.take(end, Kind::kSecond)) q = end;
      }
    }
  }
  text_.take(q, Kind::kSharp);
  p = q;
  return true;
}

bool DateReader::clock(std::size_t& p) const {
  std::size_t q = p;
  text_.skip_spaces(q);
  bool day_part = text_.take(q, Kind::kTimeOfDay);
  while (text_.take(q, Kind::kTimeOfDay)) day_part = true;
  text_.skip_spaces(q);
  const bool time = clock_time(q);
  if (!day_part && !time) {
    // "0-24时"
    std::size_t end = q;
    const auto hour = text_.take_number(end);
    if (!hour || hour->value > 24 || !to(end) || !clock_time(end)) return false;
    q = end;
  }
  // An end in clock time alone is of the same day.
  std::size_t end = q;
  if (to(end)) {
    text_.take(end, Kind::kTimeOfDay);
    if (clock_time(end)) q = end;
  }
  p = q;
  return true;
}

void DateReader::after_day(std::size_t& p, DatePoint& point) const {
  if (point.unresolved && !point.relative) return;
  DatePoint other;
  if (gloss(p, other) && (point.lunar || point.holiday || point.relative) && !other.relative) {
    // The date by the calendar is the surer one.
    if (!other.year) other.year = point.year;
    other.from_today = point.from_today;
    other.to_come = point.to_come;
    point = other;
    return;
  }
  // "25 April (2015)"
  if (point.day != 0 && !point.year && other.year && other.month == 0) {
    point.year = other.year;
    point.told_year = true;
  }
  const bool day = point.day != 0 || point.holiday || point.lunar_eve ||
                   (point.moment && point.moment->grain == Grain::kDay) || point.day_word;
  if (!day) return;
  // "the twelfth, Monday"
  std::size_t q = p;
  if (!text_.take_text(q, "，")) text_.skip_spaces(q);
  if (point.day != 0 && text_.take(q, Kind::kWeekUnit) && text_.take(q, Kind::kWeekday) && text_.boundary(q))
    p = q;
  // "4 April Qingming Festival"
  DatePoint feast_day;
  if (point.day != 0 && !point.lunar) feast(p, feast_day) || lunar(p, feast_day);
  clock(p);
  if (text_.take(p, Kind::kSameDay)) clock(p);
}

// A date or weekday in brackets behind a date, that tells the same day another way.
bool DateReader::gloss(std::size_t& p, DatePoint& point) const {
  std::size_t q = p;
  const bool wide = text_.take_text(q, "（");
  if (!wide && !text_.take_text(q, "(")) return false;
  DatePoint read;
  std::size_t end = q;
  const bool weekday = text_.take(end, Kind::kWeekUnit) && text_.take(end, Kind::kWeekday);
  if (!weekday && !this->point(end = q, read)) {  // the number alone
    const auto number = text_.take_number(end = q);
    if (!number || number->value < 1 || number->value > 31) return false;
    read.day = number->value;
  }
  if (!text_.take_text(end, wide ? "）" : ")")) return false;
  if (!weekday) point = read;
  p = end;
  return !weekday;
}

}  // namespace guanxi
