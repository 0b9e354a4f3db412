#include "extract/dates/date_lexicon.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <utility>

#include "extract/pack/yaml_node.h"

namespace guanxi {
namespace {

using Kind = DateWordKind;

// characters_: the numeral in the low four bits (0: none, 1 to 10: the digits 0 to 9, then tens, hundred and
// thousand), whether a date can begin here, and behind which short words and numbers one can go on here.
constexpr std::uint8_t kNumeralMask = 0x0f;
constexpr std::uint8_t kTen = 11;  // 12: twenty, 13: thirty
constexpr std::uint8_t kHundred = 14;
constexpr std::uint8_t kThousand = 15;
constexpr std::uint8_t kStart = 0x80;
constexpr std::uint8_t kAfterNumber = 0x40;
constexpr std::uint8_t kAfterShift = 0x20;
constexpr std::uint8_t kAfterWeek = 0x10;

// Lists of words without a value, by their key under the root or, with a point, under a map of the root.
const std::pair<const char*, Kind> kLists[] = {
    {"units.year", Kind::kYearUnit},
    {"units.month", Kind::kMonthUnit},
    {"units.day", Kind::kDayUnit},
    {"units.spoken_day", Kind::kSpokenDay},
    {"units.week", Kind::kWeekUnit},
    {"units.count", Kind::kCountUnit},
    {"units.ordinal", Kind::kOrdinal},
    {"units.first_year", Kind::kFirstYear},
    {"units.of", Kind::kOf},
    {"weekend", Kind::kWeekend},
    {"bracketed_day", Kind::kBracketedDay},
    {"unresolved", Kind::kUnresolved},
    {"following", Kind::kFollowing},
    {"edges_of_month", Kind::kMonthEdge},
    {"month_edge_alone", Kind::kMonthEdgeAlone},
    {"half_unit", Kind::kHalfUnit},
    {"quarter_unit", Kind::kQuarterUnit},
    {"century", Kind::kCentury},
    {"decade", Kind::kDecade},
    {"decade_edges", Kind::kDecadeEdge},
    {"firsts", Kind::kFirst},
    {"lasts", Kind::kLast},
    {"last_weekday", Kind::kLastWeekday},
    {"past_spans", Kind::kPastSpan},
    {"future_spans", Kind::kFutureSpan},
    {"before_christ", Kind::kBeforeChrist},
    {"before_christ_short", Kind::kBeforeChristShort},
    {"lunar_calendar", Kind::kLunarCalendar},
    {"lunar_day_prefix", Kind::kLunarDayPrefix},
    {"lunar_leap", Kind::kLunarLeap},
    {"new_year_prefix", Kind::kNewYear},
    {"new_year_eve", Kind::kNewYearEve},
    {"holiday_spans", Kind::kHolidaySpan},
    {"times_of_day", Kind::kTimeOfDay},
    {"clock.hour", Kind::kHour},
    {"clock.minute", Kind::kMinute},
    {"clock.second", Kind::kSecond},
    {"clock.half", Kind::kHalfHour},
    {"clock.quarter", Kind::kQuarterHour},
    {"clock.sharp", Kind::kSharp},
    {"clock.colon", Kind::kColon},
    {"same_day", Kind::kSameDay},
    {"from", Kind::kFrom},
    {"until", Kind::kUntil},
    {"to", Kind::kTo},
    {"to_marks", Kind::kToMark},
    {"between", Kind::kBetween},
    {"between_end", Kind::kBetweenEnd},
    {"list", Kind::kList},
    {"since", Kind::kSince},
    {"since_before", Kind::kSinceBefore},
    {"after", Kind::kAfter},
    {"before", Kind::kBefore},
    {"inclusive", Kind::kInclusive},
    {"inclusive_before", Kind::kInclusiveBefore},
    {"about_before", Kind::kAboutBefore},
    {"about_after", Kind::kAboutAfter},
    {"ago", Kind::kAgo},
    {"later", Kind::kLater},
    {"within", Kind::kWithin},
    {"lasting", Kind::kLasting},
    {"lasting_start", Kind::kLastingStart},
    {"future", Kind::kFuture},
    {"intended", Kind::kIntended},
    {"dateline", Kind::kDateline},
    {"dateline_before", Kind::kDatelineBefore},
    {"not_dates", Kind::kNotDate},
    {"not_after_day", Kind::kNotAfterDay},
    {"not_before_day", Kind::kNotBeforeDay},
    {"not_before_month", Kind::kNotBeforeMonth},
    {"not_after_year", Kind::kNotAfterYear},
    {"not_before_year", Kind::kNotBeforeYear},
    {"year_after", Kind::kYearAfter},
    {"year_issue", Kind::kYearIssue},
    {"spoken_day_next", Kind::kSpokenDayNext},
    {"not_after_number", Kind::kNotAfterNumber},
    {"not_after_span", Kind::kNotAfterSpan},
    {"question", Kind::kQuestion},
    {"only_then", Kind::kOnlyThen},
};

// Maps from a word to a number, or to a list of two.
const std::pair<const char*, Kind> kNumbers[] = {
    {"shifts", Kind::kShift},
    {"weekdays", Kind::kWeekday},
    {"parts_of_month", Kind::kMonthPart},
    {"edges_of_year", Kind::kYearEdge},
    {"year_edge_alone", Kind::kYearEdgeAlone},
    {"months_of_year", Kind::kMonthsOfYear},
    {"month_names", Kind::kMonthName},
    {"bracketed", Kind::kBracketed},
    {"quarters", Kind::kQuarter},
    {"seasons", Kind::kSeason},
    {"half_week", Kind::kHalfWeek},
    {"lunar_months", Kind::kLunarMonth},
};

// The kinds with which a date expression can begin, numbers aside.
constexpr Kind kStarters[] = {
    Kind::kRelative,
    Kind::kShift,
    Kind::kWeekUnit,
    Kind::kUnresolved,
    Kind::kFollowing,
    Kind::kMonthPart,
    Kind::kMonthEdgeAlone,
    Kind::kYearEdgeAlone,
    Kind::kMonthsOfYear,
    Kind::kQuarter,
    Kind::kSeasonYear,
    Kind::kHalfWeek,
    Kind::kPastSpan,
    Kind::kFutureSpan,
    Kind::kEra,
    Kind::kBeforeChrist,
    Kind::kBeforeChristShort,
    Kind::kLunarCalendar,
    Kind::kLunarMonth,
    Kind::kNewYear,
    Kind::kNewYearEve,
    Kind::kHoliday,
    Kind::kNotDate,
    Kind::kLasting,
    Kind::kLunarLeap,
    Kind::kMonthName,
    Kind::kBracketed,
};

// The kinds that go on behind a number, and behind "last" and "next".
constexpr Kind kBehindNumber[] = {
    Kind::kYearUnit, Kind::kMonthUnit, Kind::kDayUnit, Kind::kCentury, Kind::kDecade,
    Kind::kDuration, Kind::kTo,        Kind::kToMark,  Kind::kList,
};
constexpr Kind kBehindShift[] = {Kind::kCountUnit, Kind::kWeekUnit, Kind::kCentury, Kind::kQuarterUnit,
                                 Kind::kHalfUnit};

template <std::size_t count>
bool is_one_of(Kind kind, const Kind (&kinds)[count]) {
  return std::find(std::begin(kinds), std::end(kinds), kind) != std::end(kinds);
}

struct Decoded {
  char32_t character = 0;
  std::size_t length = 1;
};

// A character of well-formed UTF-8; any other byte stands for itself.
Decoded decode(std::string_view text, std::size_t offset) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[offset + i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  if (lead >= 0xe0 && lead < 0xf0 && offset + 3 <= text.size()) {
    return {static_cast<char32_t>((lead & 0x0f) << 12 | (byte(1) & 0x3f) << 6 | (byte(2) & 0x3f)), 3};
  }
  if (lead >= 0xc0 && lead < 0xe0 && offset + 2 <= text.size()) {
    return {static_cast<char32_t>((lead & 0x1f) << 6 | (byte(1) & 0x3f)), 2};
  }
  if (lead >= 0xf0 && offset + 4 <= text.size()) return {0, 4};  // beyond the basic plane: no date word
  return {0, 1};
}

std::uint64_t second_bit(char32_t c) {
  return std::uint64_t{1} << (c & 63U);
}

int arabic_digit(char32_t c) {
  if (c >= U'0' && c <= U'9') return static_cast<int>(c - U'0');
  if (c >= 0xff10 && c <= 0xff19) return static_cast<int>(c - 0xff10);  // full width
  return -1;
}

YamlNode find_path(const YamlNode& root, std::string_view path) {
  const std::size_t point = path.find('.');
  return point == std::string_view::npos ? root.at(path)
                                         : root.at(path.substr(0, point)).at(path.substr(point + 1));
}

double decimal(const YamlNode& node, const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) node.fail("expected a number, found " + text);
  return value;
}

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find(at, begin), text.size());
    if (end > begin) parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

bool month_and_day(const std::string& text, int& month, int& day) {
  if (text.size() != 5 || text[2] != '-') return false;
  for (const int i : {0, 1, 3, 4}) {
    if (text[static_cast<std::size_t>(i)] < '0' || text[static_cast<std::size_t>(i)] > '9') return false;
  }
  month = (text[0] - '0') * 10 + text[1] - '0';
  day = (text[3] - '0') * 10 + text[4] - '0';
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

Holiday read_holiday(const YamlNode& node) {
  const std::vector<std::string> parts = split(node.text(), ' ');
  const auto count = parts.size();
  const auto whole = [&](std::size_t i) { return static_cast<int>(decimal(node, parts[i])); };
  const auto in = [](int value, int least, int most) { return value >= least && value <= most; };
  Holiday holiday;
  if (count == 1 && month_and_day(parts[0], holiday.month, holiday.day)) return holiday;
  if (count == 2 && parts[0] == "lunar" && month_and_day(parts[1], holiday.month, holiday.day)) {
    holiday.rule = Holiday::Rule::kLunar;
    return holiday;
  }
  if (count == 4 && parts[0] == "nth") {
    holiday = {Holiday::Rule::kNthWeekday, whole(1), 0, whole(2), whole(3), 0, 0};
    if (in(holiday.month, 1, 12) && in(holiday.nth, 1, 4) && in(holiday.weekday, 1, 7)) return holiday;
  }
  if (count == 4 && parts[0] == "term") {
    holiday = {Holiday::Rule::kSolarTerm, whole(1), 0, 0, 0, decimal(node, parts[2]),
               decimal(node, parts[3])};
    if (in(holiday.month, 1, 12) && in(static_cast<int>(holiday.twenty_first), 1, 27)) return holiday;
  }
  node.fail("expected a holiday: MM-DD, lunar MM-DD, nth MONTH COUNT WEEKDAY or term MONTH C20 C21");
}

// The words that a key with classes of characters stands for: a[bc]d is abd and acd.
std::vector<std::string> spelled_out(const std::string& key, const YamlNode& node) {
  const std::size_t open = key.find('['), close = key.find(']');
  if (open == std::string::npos && close == std::string::npos) return {key};
  if (open == std::string::npos || close == std::string::npos || close <= open + 1)
    node.fail("expected [ and ] around characters, one of which stands there");
  std::vector<std::string> words;
  for (const std::string& rest : spelled_out(key.substr(close + 1), node)) {
    for (std::size_t at = open + 1; at < close;) {
      std::size_t next = at + 1;
      while (next < close && (static_cast<unsigned char>(key[next]) & 0xC0) == 0x80) ++next;
      words.push_back(key.substr(0, open) + key.substr(at, next - at) + rest);
      at = next;
    }
  }
  return words;
}

}  // namespace

DateLexicon::DateLexicon(const std::filesystem::path& file) {
  read(YamlNode::load(file));
}

void DateLexicon::read(const YamlNode& root) {
  root.allow_keys({"numerals",
                   "units",
                   "durations",
                   "relative",
                   "shifts",
                   "weekdays",
                   "weekend",
                   "unresolved",
                   "following",
                   "parts_of_month",
                   "edges_of_month",
                   "edges_of_year",
                   "month_edge_alone",
                   "year_edge_alone",
                   "half_unit",
                   "quarters",
                   "quarter_unit",
                   "seasons",
                   "season_years",
                   "half_week",
                   "century",
                   "decade",
                   "decade_edges",
                   "firsts",
                   "lasts",
                   "last_weekday",
                   "past_spans",
                   "future_spans",
                   "eras",
                   "modern_eras",
                   "before_christ",
                   "lunar_calendar",
                   "lunar_months",
                   "lunar_day_prefix",
                   "lunar_leap",
                   "new_year_prefix",
                   "new_year_eve",
                   "holidays",
                   "holiday_spans",
                   "times_of_day",
                   "clock",
                   "same_day",
                   "from",
                   "until",
                   "to",
                   "between",
                   "between_end",
                   "list",
                   "since",
                   "after",
                   "before",
                   "inclusive",
                   "inclusive_before",
                   "about_before",
                   "about_after",
                   "ago",
                   "later",
                   "within",
                   "lasting",
                   "lasting_start",

                   "future",
                   "intended",
                   "dateline",
                   "dateline_before",
                   "not_dates",
                   "not_after",
                   "not_before",
                   "not_after_day",
                   "not_before_day",
                   "not_before_month",
                   "not_after_year",
                   "not_before_year",
                   "year_after",
                   "year_issue",
                   "spoken_day_next",
                   "not_after_number",
                   "not_after_span",
                   "question",
                   "only_then",
                   "since_before",
                   "bracketed",
                   "bracketed_day",
                   "month_names",
                   "short_year_era",
                   "months_of_year",
                   "to_marks",
                   "before_christ_short"});
  read_numerals(root.at("numerals"));
  read_lists(root);
  read_numbers(root);
  read_relative(root.at("relative"));
  read_eras(root);
  read_holidays(root.at("holidays"));
  read_guards(root.at("not_after"), true);
  read_guards(root.at("not_before"), false);
  index();
}

void DateLexicon::read_numerals(const YamlNode& node) {
  node.allow_keys({"digits", "tens", "hundreds", "thousands"});
  const auto set = [&](const YamlNode& where, const std::string& text, int code) {
    const Decoded decoded = decode(text, 0);
    if (text.empty() || decoded.length != text.size() || decoded.character == 0)
      where.fail("expected one character");
    characters_[decoded.character] = static_cast<std::uint8_t>(code);
  };
  for (const auto& [text, value] : node.at("digits").map()) {
    if (value.number() < 0 || value.number() > 9) value.fail("expected a digit, 0 to 9");
    set(value, text, value.number() + 1);
  }
  for (const auto& [text, value] : node.at("tens").map()) {
    if (value.number() < 1 || value.number() > 3) value.fail("expected 1, 2 or 3 tens");
    set(value, text, kTen - 1 + value.number());
  }
  for (const YamlNode& word : node.at("hundreds").list()) set(word, word.text(), kHundred);
  for (const YamlNode& word : node.at("thousands").list()) set(word, word.text(), kThousand);
}

void DateLexicon::read_lists(const YamlNode& root) {
  for (const auto& [path, kind] : kLists) {
    for (const YamlNode& word : find_path(root, path).list()) {
      if (word.text().empty()) word.fail("expected a word");
      add(word.text(), kind);
    }
  }
}

void DateLexicon::read_numbers(const YamlNode& root) {
  for (const auto& [path, kind] : kNumbers) {
    for (const auto& [word, value] : find_path(root, path).map()) {
      const std::vector<YamlNode> numbers = value.list();
      if (numbers.empty() || numbers.size() > 2) value.fail("expected one number or two");
      add(word, kind, numbers[0].number(), numbers.size() == 2 ? numbers[1].number() : 0);
    }
  }
  // The season of a year: the first character is the year's, the second the season's.
  for (const auto& [word, value] : root.at("season_years").map()) {
    int season = 0;
    for (const auto& [name, number] : root.at("seasons").map()) {
      if (word.ends_with(name)) season = number.number();
    }
    if (season == 0) value.fail("expected a word that ends with one of seasons");
    add(word, Kind::kSeasonYear, season, value.number());
  }
  for (const auto& [word, value] : root.at("durations").map()) {
    const std::string unit = value.text();
    if (unit != "d" && unit != "w" && unit != "m" && unit != "y") value.fail("expected d, w, m or y");
    add(word, Kind::kDuration, unit[0]);
  }
}

void DateLexicon::read_relative(const YamlNode& node) {
  static const std::map<std::string, DateUnit> kUnits = {
      {"day", DateUnit::kDay},   {"week", DateUnit::kWeek},   {"month", DateUnit::kMonth},
      {"year", DateUnit::kYear}, {"about", DateUnit::kAbout}, {"period", DateUnit::kPeriod}};
  for (const auto& [word, value] : node.map()) {
    const std::vector<YamlNode> parts = value.list();
    if (parts.size() != 3) value.fail("expected [publication or narrative, unit, offset]");
    const std::string anchor = parts[0].text();
    if (anchor != "publication" && anchor != "narrative") parts[0].fail("expected publication or narrative");
    const auto unit = kUnits.find(parts[1].text());
    if (unit == kUnits.end()) parts[1].fail("expected day, week, month, year, about or period");
    const DateAnchor from = anchor == "narrative" ? DateAnchor::kNarrative : DateAnchor::kPublication;
    for (const std::string& one : spelled_out(word, value))
      add(one, Kind::kRelative, static_cast<int>(from), static_cast<int>(unit->second), parts[2].number());
  }
}

void DateLexicon::read_eras(const YamlNode& root) {
  std::set<std::string> modern;
  for (const std::string& word : root.at("modern_eras").texts()) modern.insert(word);
  for (const auto& [word, value] : root.at("eras").map()) {
    add(word, Kind::kEra, value.number(), modern.contains(word) ? 1 : 0);
    if (word == root.at("short_year_era").text()) short_era_ = value.number();
  }
}

void DateLexicon::read_holidays(const YamlNode& node) {
  for (const auto& [word, value] : node.map()) {
    holidays_.push_back(read_holiday(value));
    add(word, Kind::kHoliday, static_cast<int>(holidays_.size()) - 1);
  }
}

void DateLexicon::read_guards(const YamlNode& node, bool after) {
  for (const auto& [word, value] : node.map()) {
    bool found = false;
    for (DateWord& loaded : loaded_) {
      if (loaded.text != word) continue;
      found = true;
      auto& guards = after ? loaded.not_after : loaded.not_before;
      for (const std::string& text : value.texts()) guards.push_back(text);
    }
    if (!found) value.fail("expected a word of this file, found " + word);
  }
}

void DateLexicon::add(std::string text, DateWordKind kind, int a, int b, int c) {
  by_kind_[static_cast<std::size_t>(kind)].push_back(text);
  loaded_.push_back({std::move(text), kind, a, b, c, is_one_of(kind, kStarters), {}, {}});
}

void DateLexicon::index() {
  words_.emplace_back();  // bucket 0 is empty
  for (DateWord& word : loaded_) {
    const char32_t first = decode(word.text, 0).character;
    std::uint16_t& bucket = buckets_[first];
    if (bucket == 0) {
      bucket = static_cast<std::uint16_t>(words_.size());
      words_.emplace_back();
    }
    if (word.starts) characters_[first] |= kStart;
    if (is_one_of(word.kind, kBehindNumber)) characters_[first] |= kAfterNumber;
    if (is_one_of(word.kind, kBehindShift)) characters_[first] |= kAfterShift;
    if (word.kind == Kind::kWeekday || word.kind == Kind::kWeekend) characters_[first] |= kAfterWeek;
    if (word.starts) {
      const std::size_t length = decode(word.text, 0).length;
      words_[bucket].alone |= length == word.text.size();
      if (length < word.text.size()) words_[bucket].second |= second_bit(decode(word.text, length).character);
    }
    words_[bucket].kinds.set(static_cast<std::size_t>(word.kind));
    words_[bucket].words.push_back(std::move(word));
  }
  loaded_.clear();
  const auto longer = [](const auto& a, const auto& b) { return a.size() > b.size(); };
  for (auto& bucket : words_) {
    std::stable_sort(bucket.words.begin(), bucket.words.end(),
                     [&](const auto& a, const auto& b) { return longer(a.text, b.text); });
  }
  for (auto& words : by_kind_) std::stable_sort(words.begin(), words.end(), longer);
  for (std::size_t kind = 0; kind < by_kind_.size(); ++kind) {
    for (const std::string& word : by_kind_[kind]) {
      if (word.size() < 2) {
        ends_[kind].set();
      } else {
        ends_[kind].set(end_of(word));
      }
    }
  }
  characters_[U'《'] |= kStart;  // a title is passed over
  for (const char c : {'-', '/', '.', ' '}) characters_[static_cast<unsigned char>(c)] |= kAfterNumber;
  for (char32_t c = 0; c < characters_.size(); ++c) {
    if (is_number_character(c)) characters_[c] |= kStart;
  }
}

const DateWord* DateLexicon::at(std::string_view text, std::size_t offset, DateWordKind kind) const {
  if (offset >= text.size()) return nullptr;
  const std::string_view rest = text.substr(offset);
  const Bucket& bucket = words_[buckets_[decode(text, offset).character]];
  if (!bucket.kinds.test(static_cast<std::size_t>(kind))) return nullptr;
  for (const DateWord& word : bucket.words) {
    if (word.kind != kind || !rest.starts_with(word.text)) continue;
    const std::string_view head = text.substr(0, offset);
    const std::string_view tail = rest.substr(word.text.size());
    const bool guarded = std::any_of(word.not_after.begin(), word.not_after.end(),
                                     [&](const auto& t) { return head.ends_with(t); }) ||
                         std::any_of(word.not_before.begin(), word.not_before.end(),
                                     [&](const auto& t) { return tail.starts_with(t); });
    if (!guarded) return &word;
  }
  return nullptr;
}

std::size_t DateLexicon::end_of(std::string_view text) {
  const auto bits = [&](std::size_t back) {
    return static_cast<unsigned char>(text[text.size() - back]) & 0x3fu;
  };
  return bits(2) << 6 | bits(1);
}

std::string_view DateLexicon::before(std::string_view text, std::size_t offset, DateWordKind kind) const {
  const std::string_view head = text.substr(0, offset);
  if (head.size() >= 2 && !ends_[static_cast<std::size_t>(kind)].test(end_of(head))) return {};
  for (const std::string& word : by_kind_[static_cast<std::size_t>(kind)]) {
    if (head.ends_with(word)) return word;
  }
  return {};
}

bool DateLexicon::is_number_character(char32_t c) const {
  return (characters_[c] & kNumeralMask) != 0 || arabic_digit(c) >= 0;
}

std::optional<DateNumber> DateLexicon::number(std::string_view text, std::size_t offset) const {
  if (offset >= text.size() || !is_number_character(decode(text, offset).character)) return std::nullopt;
  constexpr int kMostDigits = 9;
  DateNumber number;
  number.end = offset;
  // Structured: what stands before the last ten, hundred or thousand is counted; the rest waits in digit.
  int structured = 0;
  int digit = -1;
  bool places = true;
  bool chinese = false;
  while (number.end < text.size() && number.digits < kMostDigits) {
    const Decoded decoded = decode(text, number.end);
    const int arabic = arabic_digit(decoded.character);
    const int code = characters_[decoded.character] & kNumeralMask;
    const bool zero = chinese && arabic == 0;  // a zero typed among Chinese digits
    if (arabic >= 0 && !zero && chinese) break;
    if (arabic < 0 && code == 0) break;
    if (code != 0 && number.digits > 0 && !chinese) break;
    ++number.digits;
    number.end += decoded.length;
    if (arabic >= 0 && !zero) {
      number.value = number.value * 10 + arabic;
      continue;
    }
    chinese = true;
    const int value = zero ? 0 : code - 1;
    if (zero || code <= 10) {
      number.value = number.value * 10 + value;
      digit = value;
      continue;
    }
    places = false;
    const int unit = code == kHundred ? 100 : code == kThousand ? 1000 : 10;
    const int tens = code < kHundred ? code - kTen + 1 : 1;
    structured += (digit > 0 ? digit : 1) * unit * tens;
    digit = -1;
  }
  if (number.digits == 0) return std::nullopt;
  if (!chinese) return number;
  number.style = places && number.digits > 1 ? DateNumber::Style::kPlaces : DateNumber::Style::kStructured;
  if (!places) number.value = structured + (digit > 0 ? digit : 0);
  return number;
}

std::size_t DateLexicon::next_start(std::string_view text, std::size_t offset) const {
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  const std::size_t size = text.size();
  std::size_t i = offset;
  while (i < size) {
    const unsigned char lead = bytes[i];
    std::size_t length = 1;
    std::size_t character = lead;
    if (lead >= 0xe0 && lead < 0xf0 && i + 3 <= size) {
      character = (lead & 0x0fU) << 12 | (bytes[i + 1] & 0x3fU) << 6 | (bytes[i + 2] & 0x3fU);
      length = 3;
    } else if (lead >= 0x80) {
      ++i;  // no date begins with any other character; bytes within one fall through here too
      continue;
    }
    if ((characters_[character] & kStart) == 0) {
      i += length;
      continue;
    }
    if (begins(text, i)) return i;
    i = behind(text, i);
  }
  return size;
}

std::size_t DateLexicon::behind(std::string_view text, std::size_t offset) const {
  const auto read = number(text, offset);
  return read ? read->end : offset + decode(text, offset).length;
}

// A quick look whether a date, a title or a word that only looks like a date can begin here.
bool DateLexicon::begins(std::string_view text, std::size_t offset) const {
  const auto [first, length] = decode(text, offset);
  if (first == U'《') return true;
  if (const auto read = number(text, offset)) {
    if (read->end >= text.size()) return false;
    if (characters_[decode(text, read->end).character] & kAfterNumber) return true;
  }
  const Bucket& bucket = words_[buckets_[first]];
  const char32_t second = offset + length < text.size() ? decode(text, offset + length).character : 0;
  if (!bucket.alone && (bucket.second & second_bit(second)) == 0) return false;
  const std::string_view rest = text.substr(offset);
  for (const DateWord& word : bucket.words) {
    if (!word.starts || !rest.starts_with(word.text)) continue;
    if (goes_on(word, text, offset + word.text.size())) return true;
  }
  return false;
}

// The words of one character stand in many others: only some characters make a date of them.
bool DateLexicon::goes_on(const DateWord& word, std::string_view text, std::size_t behind) const {
  const char32_t next = behind < text.size() ? decode(text, behind).character : U' ';
  switch (word.kind) {
    case Kind::kShift:
      return next == U' ' || (characters_[next] & kAfterShift) != 0;
    case Kind::kWeekUnit:
      return (characters_[next] & kAfterWeek) != 0;
    case Kind::kBracketed:
      return next == U'（' || next == U'(';
    case Kind::kPastSpan:
    case Kind::kBeforeChristShort:
    case Kind::kFutureSpan:
    case Kind::kFollowing:
    case Kind::kLasting:
      return next == U' ' || is_number_character(next);
    default:
      return true;
  }
}

}  // namespace guanxi
