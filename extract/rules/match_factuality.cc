#include "extract/rules/match_factuality.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "extract/text/utf8.h"

namespace guanxi {
namespace {

// Encoded bytes at the beginning of a clause within which a marker speaks for all of it.
constexpr std::size_t kNear = 9;

bool has(const std::vector<std::string_view>& markers, std::string_view name) {
  return std::find(markers.begin(), markers.end(), name) != markers.end();
}

}  // namespace

Factuality MatchFactuality::marked(const PatternMatch& match, const Rule& rule, bool subject,
                                   const Told& last, const std::vector<std::string_view>& markers) const {
  if (rule.factuality) return *rule.factuality;
  if (has(markers, "negate")) return Factuality::kNegated;
  const bool goes_on =
      last.factuality == Factuality::kPlanned && !subject && last.trigger <= match.trigger.begin;
  return has(markers, "plan") || goes_on ? Factuality::kPlanned : Factuality::kAsserted;
}

std::optional<Factuality> MatchFactuality::of(const PatternMatch& match, const Rule& rule, bool subject,
                                              const Told& last) const {
  std::size_t begin = encoded_.clause_begin(match.trigger.begin, grammar_.clause_marks());
  begin = std::min(begin, match.slots.count("subject") ? match.slots.at("subject").end : begin);
  const auto markers = operative_markers(begin, match.trigger.end);
  Factuality factuality = marked(match, rule, subject, last, markers);
  const bool greets = has(operative_markers(begin, std::max(begin, match.trigger.begin)), "greet");
  if (wished(begin, match.trigger.end) || greets) return std::nullopt;
  if ((has(markers, "recap") && !dated_apart(begin, match.trigger.begin)) || looks_back(match))
    return std::nullopt;
  if (asked_before(begin)) return std::nullopt;
  if (subject || match.slots.count("parties")) return factuality;
  // The wish of an earlier clause goes on over commas as long as no new subject stands there.
  std::size_t sentence = encoded_.clause_begin(match.trigger.begin, grammar_.sentence_marks());
  for (std::size_t at = begin; at > sentence;) {
    std::size_t previous = encoded_.clause_begin(at - 1, grammar_.clause_marks());
    if (previous >= at) break;
    if (wished(previous, at)) return std::nullopt;
    // So does a plan that nothing has been told of yet: plans (during the meeting), to see her.
    const auto before = operative_markers(previous, at);
    const bool planned = has(before, "plan") && !has(before, "negate");
    if (factuality == Factuality::kAsserted && !rule.factuality && last.trigger <= previous && planned)
      factuality = Factuality::kPlanned;
    at = previous;
    if (last.trigger >= previous && last.trigger > 0) break;
  }
  return factuality;
}

// The clause before ends with a word of wishing, whose wish is told here: (he called on them,) A should do
// it.
bool MatchFactuality::asked_before(std::size_t clause) const {
  const std::size_t own = encoded_.clause_begin(clause, grammar_.clause_marks());
  const std::size_t last = own - std::min(own, 2 * Alphabet::kSymbolBytes);  // before the mark
  return encoded_.has_marker(last, own, "wish") &&
         wished(encoded_.clause_begin(last, grammar_.clause_marks()), own);
}

// The sentence opens as a look back: this is, since (the year), the first time that ...
bool MatchFactuality::looks_back(const PatternMatch& match) const {
  const std::size_t begin = encoded_.clause_begin(match.trigger.begin, grammar_.sentence_marks());
  const std::size_t end = std::min(begin + kNear, match.trigger.begin);
  return encoded_.has_marker(begin, end, "recap") && !dated_apart(begin, match.trigger.begin);
}

// A clause behind the first one begins with a date (behind a comma, a dash): it tells what happened on that
// day.
bool MatchFactuality::dated_apart(std::size_t begin, std::size_t trigger) const {
  return std::any_of(input_.dates->begin(), input_.dates->end(), [&](const DatedSpan& date) {
    const bool before = date.begin > encoded_.to_sentence(begin) && date.end <= encoded_.to_sentence(trigger);
    return before && !date.edtf.empty() &&
           u_ispunct(static_cast<UChar32>(utf8::previous(input_.text, date.begin)));
  });
}

// The markers that speak for the trigger: those behind the last relative clause, and one right at the
// beginning, whose clause may hold it all (he will at the meeting held today ...).
std::vector<std::string_view> MatchFactuality::operative_markers(std::size_t begin, std::size_t end) const {
  std::string_view text = std::string_view(encoded_.text()).substr(begin, end - begin);
  std::size_t behind = 0;
  for (const std::string& word : grammar_.possessives())
    if (std::size_t at = text.rfind(word); at != text.npos) behind = std::max(behind, at + word.size());
  std::vector<std::string_view> markers = encoded_.markers_in(begin + behind, end);
  for (std::string_view near : encoded_.markers_in(begin, begin + std::min(behind, kNear)))
    markers.push_back(near);
  return markers;
}

// A word of wishing stands there, other than in a phrase such as 'at the invitation of'.
bool MatchFactuality::wished(std::size_t begin, std::size_t end) const {
  if (!has(operative_markers(begin, end), "wish")) return false;
  std::size_t from = encoded_.to_sentence(begin);
  std::string_view text = input_.text.substr(from, encoded_.to_sentence(end) - from);
  return std::none_of(
      grammar_.phrases().begin(), grammar_.phrases().end(),
      [&](const Grammar::Phrase& phrase) { return phrase.key == "initiator" && phrase.found_in(text); });
}

}  // namespace guanxi
