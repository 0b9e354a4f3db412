// DateLexicon: the words of dates that a schema pack declares (schemas/zh/dates.yaml), ready for matching.
//
// Every word has a kind, which tells the parser where it may stand, and up to three numbers, which mean what
// the kind says. Words are UTF-8. Immutable after loading, so any number of threads may read it.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi {

class YamlNode;

enum class DateWordKind : std::uint8_t {
  kYearUnit,
  kMonthUnit,
  kDayUnit,
  kSpokenDay,
  kWeekUnit,
  kCountUnit,
  kOrdinal,
  kFirstYear,
  kOf,
  kDuration,  // a: the unit, one of d w m y
  kRelative,  // a: DateAnchor, b: DateUnit, c: offset
  kShift,     // a: offset
  kWeekday,   // a: 1 is Monday
  kWeekend,
  kBracketed,  // a: offset
  kBracketedDay,
  kUnresolved,
  kFollowing,
  kMonthPart,  // a: first day, b: last day
  kMonthEdge,
  kMonthEdgeAlone,
  kYearEdge,       // a: month
  kYearEdgeAlone,  // a: month
  kMonthsOfYear,   // a: first month, b: last month
  kHalfUnit,
  kQuarter,  // a: 1 to 4
  kQuarterUnit,
  kSeason,      // a: 1 is spring
  kSeasonYear,  // a: season, b: offset of the year
  kHalfWeek,    // a: first weekday, b: last weekday
  kCentury,
  kDecade,
  kDecadeEdge,
  kFirst,
  kLast,
  kLastWeekday,
  kPastSpan,
  kFutureSpan,
  kEra,  // a: the year before its first, b: 1 when its months are Gregorian
  kBeforeChrist,
  kBeforeChristShort,
  kLunarCalendar,
  kLunarMonth,  // a: month
  kMonthName,   // a: month
  kLunarDayPrefix,
  kLunarLeap,
  kNewYear,
  kNewYearEve,
  kHoliday,  // a: index in holidays()
  kHolidaySpan,
  kTimeOfDay,
  kHour,
  kMinute,
  kSecond,
  kHalfHour,
  kQuarterHour,
  kSharp,
  kColon,
  kSameDay,
  kFrom,
  kUntil,
  kTo,
  kToMark,
  kBetween,
  kBetweenEnd,
  kList,
  kSince,
  kSinceBefore,
  kAfter,
  kBefore,
  kInclusive,
  kInclusiveBefore,
  kAboutBefore,
  kAboutAfter,
  kAgo,
  kLater,
  kWithin,
  kLasting,
  kLastingStart,
  kFuture,
  kIntended,
  kDateline,
  kDatelineBefore,
  kNotDate,
  kNotAfterDay,
  kNotBeforeDay,
  kNotBeforeMonth,
  kNotAfterYear,
  kNotBeforeYear,
  kYearAfter,
  kYearIssue,
  kSpokenDayNext,
  kNotAfterNumber,
  kNotAfterSpan,
  kQuestion,
  kOnlyThen,
  kCount
};

enum class DateAnchor { kPublication, kNarrative };
enum class DateUnit { kDay, kWeek, kMonth, kYear, kAbout, kPeriod };

struct DateWord {
  std::string text;
  DateWordKind kind = DateWordKind::kCount;
  int a = 0;
  int b = 0;
  int c = 0;
  bool starts = false;                  // a date expression can begin with it
  std::vector<std::string> not_after;   // passed over when the text before it ends with one of these
  std::vector<std::string> not_before;  // or the text after it begins with one of these
};

struct Holiday {
  enum class Rule { kFixed, kLunar, kNthWeekday, kSolarTerm } rule = Rule::kFixed;
  int month = 0;
  int day = 0;           // kFixed, kLunar
  int nth = 0;           // kNthWeekday
  int weekday = 0;       // kNthWeekday
  double twentieth = 0;  // kSolarTerm: the constants of the 20th and the 21st century
  double twenty_first = 0;
};

// A number as it stands in the text.
struct DateNumber {
  enum class Style { kArabic, kPlaces, kStructured } style = Style::kArabic;
  int value = 0;
  int digits = 0;  // characters that it takes
  std::size_t end = 0;
};

class DateLexicon {
 public:
  // Throws Error(kInput) as "file:line:column: ..." when the file is not what it must be.
  explicit DateLexicon(const std::filesystem::path& file);

  // The longest word of a kind that begins at an offset and passes its guards; null without one.
  const DateWord* at(std::string_view text, std::size_t offset, DateWordKind kind) const;
  // The longest word of a kind that ends at an offset; empty without one.
  std::string_view before(std::string_view text, std::size_t offset, DateWordKind kind) const;

  // A number at an offset: digits of any width, or number characters. At most nine characters.
  std::optional<DateNumber> number(std::string_view text, std::size_t offset) const;

  // The year before the first of the era in which years of three digits count.
  int short_era() const { return short_era_; }

  const Holiday& holiday(int index) const { return holidays_[static_cast<std::size_t>(index)]; }

  // The offset, from the given one on, of the next character with which a date expression or a word that only
  // looks like one may begin; text.size() when there is none.
  std::size_t next_start(std::string_view text, std::size_t offset) const;
  // The offset behind the number or the character at an offset.
  std::size_t behind(std::string_view text, std::size_t offset) const;

 private:
  // The words that begin with one character.
  struct Bucket {
    std::vector<DateWord> words;  // the longest first
    // Which kinds they have, and, for those that a date can begin with, a bit for each second character (by
    // its code point's last six bits) and for "none": most characters of a text are dismissed by these two.
    std::bitset<static_cast<std::size_t>(DateWordKind::kCount)> kinds;
    std::uint64_t second = 0;
    bool alone = false;
  };

  void read(const YamlNode& root);
  void read_numerals(const YamlNode& node);
  void read_lists(const YamlNode& root);
  void read_numbers(const YamlNode& root);
  void read_relative(const YamlNode& node);
  void read_eras(const YamlNode& root);
  void read_holidays(const YamlNode& node);
  void read_guards(const YamlNode& node, bool after);
  void add(std::string text, DateWordKind kind, int a = 0, int b = 0, int c = 0);
  void index();
  bool is_number_character(char32_t c) const;
  static std::size_t end_of(std::string_view text);
  bool begins(std::string_view text, std::size_t offset) const;
  bool goes_on(const DateWord& word, std::string_view text, std::size_t behind) const;

  std::array<std::uint8_t, 0x10000>
      characters_{};  // what a character of the basic plane can be: see the .cc file
  std::array<std::uint16_t, 0x10000> buckets_{};  // 0, or the bucket of the words that begin with it
  std::vector<Bucket> words_;
  std::vector<DateWord> loaded_;  // while loading
  std::array<std::vector<std::string>, static_cast<std::size_t>(DateWordKind::kCount)> by_kind_;
  // Of each kind: the last six bits of the last two bytes of its words. Nearly every place is dismissed by
  // it.
  std::array<std::bitset<4096>, static_cast<std::size_t>(DateWordKind::kCount)> ends_;
  std::vector<Holiday> holidays_;
  int short_era_ = 0;
};

}  // namespace guanxi
