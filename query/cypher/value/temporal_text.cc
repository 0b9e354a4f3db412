// Printing and parsing of temporal values, in ISO 8601's forms.
#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <optional>

#include "query/cypher/value/calendar.h"
#include "query/cypher/value/temporal.h"
#include "query/cypher/value/zone.h"

namespace guanxi::cypher {
namespace {

// Reads digits and marks from the front of a text; every parser below is built from it.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool done() const { return at_ == text_.size(); }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  std::string_view rest() const { return text_.substr(at_); }
  std::string_view take_rest() {
    const std::string_view all = rest();
    at_ = text_.size();
    return all;
  }

  std::size_t digits_ahead() const {
    std::size_t count = 0;
    while (peek(count) >= '0' && peek(count) <= '9') ++count;
    return count;
  }
  // Exactly so many digits.
  std::optional<int> number(std::size_t digits) {
    if (digits_ahead() < digits || digits == 0 || digits > 9) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) value = value * 10 + (text_[at_++] - '0');
    return value;
  }
  // ".142" as nanoseconds; 0 where there is none.
  std::optional<std::int64_t> fraction() {
    if (peek() != '.' && peek() != ',') return 0;
    ++at_;
    const std::size_t count = digits_ahead();
    if (count == 0 || count > 9) return std::nullopt;
    std::int64_t value = *number(count);
    for (std::size_t i = count; i < 9; ++i) value *= 10;
    return value;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

[[noreturn]] void refuse(std::string_view text, std::string_view what) {
  throw ValueError(fmt::format("'{}' is not {}", text, what));
}

bool in(int value, int low, int high) {
  return value >= low && value <= high;
}

// The part of a date behind the year. Basic forms have no '-'.
std::optional<std::int64_t> rest_of_date(std::int64_t year, Scanner& scan) {
  if (scan.done()) return days_from_civil(year, 1, 1);
  const bool dash = scan.take('-');
  if (scan.take('W')) {
    const auto week = scan.number(2);
    if (!week || !in(*week, 1, weeks_in_year(year))) return std::nullopt;
    int day = 1;
    if (!scan.done()) {
      if (dash && !scan.take('-')) return std::nullopt;
      const auto given = scan.number(1);
      if (!given || !in(*given, 1, 7)) return std::nullopt;
      day = *given;
    }
    return first_day_of_week_year(year) + (*week - 1) * 7 + day - 1;
  }
  if (scan.take('Q')) {
    const auto which = scan.number(1);
    if (!which || !in(*which, 1, 4)) return std::nullopt;
    int day = 1;
    if (!scan.done()) {
      if (dash && !scan.take('-')) return std::nullopt;
      const auto given = scan.number(2);
      if (!given || !in(*given, 1, 92)) return std::nullopt;
      day = *given;
    }
    const std::int64_t result = first_day_of_quarter(year, *which) + day - 1;
    return quarter(civil_from_days(result).month) == *which ? std::optional(result) : std::nullopt;
  }
  const std::size_t digits = scan.digits_ahead();
  if (digits == 3) {
    const int day = *scan.number(3);
    return in(day, 1, year_length(year)) ? std::optional(days_from_civil(year, 1, day)) : std::nullopt;
  }
  const auto month = scan.number(2);
  if (!month || !in(*month, 1, 12)) return std::nullopt;
  int day = 1;
  if (!scan.done()) {
    if (dash && !scan.take('-')) return std::nullopt;
    const auto given = scan.number(2);
    if (!given || !in(*given, 1, month_length(year, *month))) return std::nullopt;
    day = *given;
  }
  return days_from_civil(year, *month, day);
}

std::optional<Date> read_date(std::string_view text) {
  Scanner scan(text);
  const bool negative = scan.peek() == '-';
  const bool sign = negative || scan.peek() == '+';
  if (sign) scan.take(scan.peek());
  const std::size_t digits = scan.digits_ahead();
  // A signed year may have up to nine digits, and then the rest needs its '-'.
  const auto year = scan.number(sign && digits > 4 && digits <= 9 ? digits : 4);
  if (!year) return std::nullopt;
  const auto days = rest_of_date(negative ? -*year : *year, scan);
  if (!days || !scan.done()) return std::nullopt;
  return Date{*days};
}

std::optional<LocalTime> read_time(Scanner& scan) {
  const auto hour = scan.number(2);
  if (!hour || !in(*hour, 0, 23)) return std::nullopt;
  int minute = 0;
  int second = 0;
  std::int64_t nanos = 0;
  const bool colon = scan.take(':');
  if (colon || scan.digits_ahead() > 0) {
    const auto given = scan.number(2);
    if (!given || !in(*given, 0, 59)) return std::nullopt;
    minute = *given;
    if (colon ? scan.take(':') : scan.digits_ahead() > 0) {
      const auto seconds = scan.number(2);
      if (!seconds || !in(*seconds, 0, 59)) return std::nullopt;
      second = *seconds;
      const auto fraction = scan.fraction();
      if (!fraction) return std::nullopt;
      nanos = *fraction;
    }
  }
  return LocalTime{((*hour * 60 + minute) * 60 + second) * kNanosPerSecond + nanos};
}

// "+02:00[Europe/Stockholm]", "[Europe/London]", "Z", "-04" or nothing.
Zone read_zone(std::string_view text, const LocalDateTime* local) {
  if (text.empty()) return {};
  const std::size_t bracket = text.find('[');
  if (bracket == std::string_view::npos) return parse_zone(text);
  if (text.back() != ']' || local == nullptr) throw ValueError(fmt::format("bad time zone '{}'", text));
  const Zone named = parse_zone(text.substr(bracket + 1, text.size() - bracket - 2));
  if (bracket > 0) {
    const Zone fixed = parse_zone(text.substr(0, bracket));
    const std::int64_t instant =
        local->date.days * kSecondsPerDay + local->time.nanos / kNanosPerSecond - fixed.offset;
    if (!fixed.name.empty() || offset_at_instant(named, instant) != fixed.offset) {
      throw ValueError(fmt::format("offset and zone of '{}' do not agree", text));
    }
  }
  return named;
}

std::string print_year(std::int64_t year) {
  if (year > 9999) return fmt::format("+{}", year);
  return year < 0 ? fmt::format("-{:04}", -year) : fmt::format("{:04}", year);
}

// One number of a duration, kept exact where it has no fraction.
struct Amount {
  long double value = 0;
  std::int64_t nanos = 0;  // fraction of the seconds
};

std::optional<Amount> read_amount(Scanner& scan) {
  const bool negative = scan.peek() == '-';
  if (negative || scan.peek() == '+') scan.take(scan.peek());
  const std::size_t count = scan.digits_ahead();
  if (count == 0 || count > 18) return std::nullopt;
  Amount amount;
  for (std::size_t i = 0; i < count; ++i) {
    amount.value = amount.value * 10 + (scan.peek() - '0');
    scan.take(scan.peek());
  }
  const auto fraction = scan.fraction();
  if (!fraction) return std::nullopt;
  amount.nanos = negative ? -*fraction : *fraction;
  if (negative) amount.value = -amount.value;
  return amount;
}

long double with_fraction(const Amount& amount) {
  return amount.value + static_cast<long double>(amount.nanos) / kNanosPerSecond;
}

// P2012-02-02T14:37:21.545
std::optional<Duration> read_date_like_duration(std::string_view text, int sign) {
  const std::size_t t = text.find('T');
  Scanner scan(text.substr(0, t));
  const auto years = scan.number(4);
  if (!years || !scan.take('-')) return std::nullopt;
  const auto months = scan.number(2);
  if (!months || !scan.take('-')) return std::nullopt;
  const auto days = scan.number(2);
  if (!days || !scan.done()) return std::nullopt;
  LocalTime time;
  if (t != std::string_view::npos) {
    Scanner clock(text.substr(t + 1));
    const auto read = read_time(clock);
    if (!read || !clock.done()) return std::nullopt;
    time = *read;
  }
  return make_duration(static_cast<std::int64_t>(sign) * (*years * 12 + *months),
                       static_cast<std::int64_t>(sign) * *days, std::int64_t{0}, sign * time.nanos);
}

std::optional<Duration> read_unit_duration(std::string_view text, int sign) {
  long double months = 0;
  long double days = 0;
  long double seconds = 0;
  std::int64_t nanos = 0;
  Scanner scan(text);
  constexpr std::string_view kUnits = "YMWDHMS";
  std::size_t next = 0;  // units come once and in order
  bool clock = false;
  bool any = false;
  while (!scan.done()) {
    if (!clock && scan.take('T')) {
      clock = true;
      next = 4;
      any = false;
      continue;
    }
    const auto amount = read_amount(scan);
    const std::size_t unit = kUnits.find(scan.peek(), next);
    if (!amount || scan.done() || unit == std::string_view::npos || (unit >= 4) != clock) return std::nullopt;
    scan.take(scan.peek());
    next = unit + 1;
    any = true;
    switch (unit) {
      case 0:
        months += with_fraction(*amount) * 12;
        break;
      case 1:
        months += with_fraction(*amount);
        break;
      case 2:
        days += with_fraction(*amount) * 7;
        break;
      case 3:
        days += with_fraction(*amount);
        break;
      case 4:
        seconds += with_fraction(*amount) * 3600;
        break;
      case 5:
        seconds += with_fraction(*amount) * 60;
        break;
      default:
        seconds += amount->value;
        nanos = amount->nanos;
    }
  }
  if (!any) return std::nullopt;
  const Duration result = make_duration(months, days, seconds, nanos);
  return sign < 0 ? negate(result) : result;
}

}  // namespace

std::string print(const Date& value) {
  const Civil civil = civil_from_days(value.days);
  return fmt::format("{}-{:02}-{:02}", print_year(civil.year), civil.month, civil.day);
}

std::string print(const LocalTime& value) {
  const std::int64_t seconds = value.nanos / kNanosPerSecond;
  const std::int64_t nanos = value.nanos % kNanosPerSecond;
  std::string text = fmt::format("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
  if (seconds % 60 != 0 || nanos != 0) text += fmt::format(":{:02}", seconds % 60);
  if (nanos == 0) return text;
  if (nanos % 1'000'000 == 0) return text + fmt::format(".{:03}", nanos / 1'000'000);
  if (nanos % 1'000 == 0) return text + fmt::format(".{:06}", nanos / 1'000);
  return text + fmt::format(".{:09}", nanos);
}

std::string print_offset(std::int32_t offset) {
  if (offset == 0) return "Z";
  const std::int32_t size = std::abs(offset);
  std::string text = fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+', size / 3600, size / 60 % 60);
  if (size % 60 != 0) text += fmt::format(":{:02}", size % 60);
  return text;
}

std::string print(const Time& value) {
  return print(value.local) + print_offset(value.offset);
}

std::string print(const LocalDateTime& value) {
  return print(value.date) + "T" + print(value.time);
}

std::string print(const DateTime& value) {
  std::string text = print(value.local) + print_offset(value.offset);
  if (!value.zone.empty()) text += "[" + value.zone + "]";
  return text;
}

std::string print(const Duration& value) {
  std::string date;
  const auto put = [](std::string& to, std::int64_t amount, char unit) {
    if (amount != 0) to += fmt::format("{}{}", amount, unit);
  };
  put(date, value.months / 12, 'Y');
  put(date, value.months % 12, 'M');
  put(date, value.days, 'D');
  // Seconds and nanoseconds have the sign of their sum; -1.5 s is kept as -2 s and 500,000,000 ns.
  std::int64_t seconds = value.seconds;
  std::int64_t nanos = value.nanos;
  if (seconds < 0 && nanos > 0) {
    ++seconds;
    nanos -= kNanosPerSecond;
  }
  std::string time;
  put(time, seconds / 3600, 'H');
  put(time, seconds / 60 % 60, 'M');
  const std::int64_t rest = seconds % 60;
  if (nanos != 0) {
    std::string fraction = fmt::format("{:09}", std::abs(nanos));
    fraction.erase(fraction.find_last_not_of('0') + 1);
    time += fmt::format("{}{}.{}S", nanos < 0 ? "-" : "", std::abs(rest), fraction);
  } else {
    put(time, rest, 'S');
  }
  if (date.empty() && time.empty()) return "PT0S";
  return "P" + date + (time.empty() ? "" : "T" + time);
}

Date parse_date(std::string_view text) {
  const auto date = read_date(text);
  if (!date) refuse(text, "a date; write it as '2020-01-22', '2020-W04-3' or '2020-022'");
  return *date;
}

LocalTime parse_local_time(std::string_view text) {
  Scanner scan(text);
  const auto time = read_time(scan);
  if (!time || !scan.done()) refuse(text, "a local time; write it as '21:40:32.142'");
  return *time;
}

Time parse_time(std::string_view text) {
  Scanner scan(text);
  const auto time = read_time(scan);
  if (!time) refuse(text, "a time; write it as '21:40:32.142+08:00'");
  return {*time, read_zone(scan.rest(), nullptr).offset};
}

LocalDateTime parse_local_date_time(std::string_view text) {
  const std::size_t t = text.find('T');
  if (t == std::string_view::npos) return {parse_date(text), {}};
  return {parse_date(text.substr(0, t)), parse_local_time(text.substr(t + 1))};
}

DateTime parse_date_time(std::string_view text) {
  const std::size_t t = text.find('T');
  LocalDateTime local;
  std::string_view zone;
  local.date = parse_date(text.substr(0, t));
  if (t != std::string_view::npos) {
    Scanner scan(text.substr(t + 1));
    const auto time = read_time(scan);
    if (!time) refuse(text, "a date and time; write it as '2020-01-22T21:40:32+08:00'");
    local.time = *time;
    zone = scan.rest();
  }
  return at_local(local, read_zone(zone, &local));
}

Duration parse_duration(std::string_view text) {
  std::string_view rest = text;
  int sign = 1;
  if (!rest.empty() && (rest[0] == '-' || rest[0] == '+')) {
    sign = rest[0] == '-' ? -1 : 1;
    rest.remove_prefix(1);
  }
  if (rest.size() > 1 && rest[0] == 'P') {
    rest.remove_prefix(1);
    auto duration = read_date_like_duration(rest, sign);
    if (!duration) duration = read_unit_duration(rest, sign);
    if (duration) return *duration;
  }
  refuse(text, "a duration; write it as 'P1Y2M3DT4H5M6.7S'");
}

}  // namespace guanxi::cypher
