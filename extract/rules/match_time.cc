#include "extract/rules/match_time.h"

#include <algorithm>

#include "extract/statement/edtf.h"

namespace guanxi {
namespace {

constexpr std::size_t kOneCharacter = 3;
constexpr std::size_t kYear = 4;  // characters of a year alone as EDTF

}  // namespace

std::string MatchTime::of(const PatternMatch& match, Factuality factuality) const {
  std::size_t trigger = encoded_.to_sentence(match.trigger.begin);
  std::size_t clause_end =
      encoded_.to_sentence(encoded_.clause_end(match.trigger.end, grammar_.clause_marks()));
  const DatedSpan* before = nullptr;
  const DatedSpan* after = nullptr;
  for (const DatedSpan& date : *input_.dates) {
    if (input_.bracketed(date.begin) || inside_unit(date) || of_noun_before(date, trigger)) continue;
    if ((date.edtf.empty() && owned_before(date, trigger)) || background(date, trigger)) continue;
    if (date.begin < trigger) before = &date;
    if (date.begin >= trigger && date.begin < clause_end && !after && !behind_wish(match, date.begin) &&
        !of_thing(date))
      after = &date;
  }
  // 'Before that' and the like: the text tells that it was another time, not which.
  std::string time = before                               ? before->edtf
                     : after && !after->edtf.empty()      ? after->edtf
                     : another_time(trigger)              ? std::string()
                     : factuality == Factuality::kPlanned ? input_.plan_time
                                                          : input_.default_time;
  return begun(closed_by_bracket(time, trigger), trigger);
}

// Years inside an earlier clause (since it could not for the past three years,) are no time of this one.
bool MatchTime::background(const DatedSpan& date, std::size_t trigger) const {
  if (date.end >= trigger || date.edtf.find('/') == std::string::npos) return false;
  const auto time = Edtf::parse(date.edtf);
  if (!time || !time->years()) return false;
  const std::string_view between = input_.text.substr(date.end, trigger - date.end);
  return grammar_.has_clause_mark(between) && !grammar_.has_clause_mark(between.substr(0, kOneCharacter));
}

bool MatchTime::to_come(const std::string& time) const {
  return std::any_of(input_.dates->begin(), input_.dates->end(),
                     [&](const DatedSpan& date) { return date.to_come && date.edtf == time; });
}

// What is not known belongs to a noun before the trigger: thanks for the help (given) for many years.
bool MatchTime::owned_before(const DatedSpan& date, std::size_t trigger) const {
  if (date.end >= trigger) return false;
  const std::string_view between = input_.text.substr(date.end, trigger - date.end);
  const auto& words = grammar_.possessives();
  return !grammar_.has_clause_mark(between) &&
         std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return between.find(word) != between.npos; });
}

// A date that belongs to a noun of an earlier clause (his journey of last April) is no time of this one,
// unless that clause begins with it.
bool MatchTime::of_noun_before(const DatedSpan& date, std::size_t trigger) const {
  if (!date.attributive || date.begin >= trigger) return false;
  if (!grammar_.has_clause_mark(input_.text.substr(date.end, trigger - date.end))) return false;
  std::size_t at = encoded_.to_encoded(date.begin);
  return at - encoded_.clause_begin(at, grammar_.clause_marks()) > kOneCharacter;
}

// A year alone right before a noun is a thing's: (told them of) the 2014 games.
bool MatchTime::of_thing(const DatedSpan& date) const {
  const std::string_view behind = input_.text.substr(date.end);
  return date.edtf.size() == kYear && !behind.empty() &&
         !grammar_.has_clause_mark(behind.substr(0, kOneCharacter)) &&
         !grammar_.has_clause_mark(behind.substr(0, 1));
}

// A wish or plan that the deed was about stands between it and a date: (asked him in a letter) to come next
// year.
bool MatchTime::behind_wish(const PatternMatch& match, std::size_t date) const {
  const std::size_t end = encoded_.to_encoded(date);
  return encoded_.has_marker(match.trigger.end, end, "wish") ||
         encoded_.has_marker(match.trigger.end, end, "plan");
}

// The sentence tells of some time before, without a day of its own.
bool MatchTime::another_time(std::size_t trigger) const {
  std::string_view before = input_.text.substr(0, trigger);
  return std::any_of(grammar_.phrases().begin(), grammar_.phrases().end(), [&](const auto& phrase) {
    return phrase.key == "time" && phrase.value == "none" && phrase.found_in(before);
  });
}

// What began that day and went on: (began to report daily).
std::string MatchTime::begun(const std::string& time, std::size_t trigger) const {
  std::string_view before = input_.text.substr(0, trigger);
  bool open = std::any_of(grammar_.phrases().begin(), grammar_.phrases().end(), [&](const auto& phrase) {
    return phrase.key == "time" && phrase.value == "open" && phrase.found_in(before);
  });
  return open && !time.empty() && time.find('/') == std::string::npos ? time + "/.." : time;
}

// A date in parentheses behind it that only says until when: (to the 14th).
std::string MatchTime::closed_by_bracket(const std::string& time, std::size_t trigger) const {
  for (const DatedSpan& date : *input_.dates) {
    if (date.begin < trigger || !input_.bracketed(date.begin)) continue;
    if (date.edtf.starts_with(time + "/")) return date.edtf;
    if (date.edtf.starts_with("../") && Edtf::parse(time + date.edtf.substr(2)))
      return time + date.edtf.substr(2);
  }
  return time;
}

bool MatchTime::inside_unit(const DatedSpan& date) const {
  return std::any_of(input_.units->begin(), input_.units->end(),
                     [&](const Unit& unit) { return date.begin >= unit.begin && date.end <= unit.end; });
}

}  // namespace guanxi
