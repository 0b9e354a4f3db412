#include "extract/rules/pattern_matcher.h"

#include <algorithm>

namespace guanxi {
namespace {

// Which matcher was where, of all of a thread: a new one need not clear what those before it left.
struct Seen {
  std::vector<std::uint32_t> places;
  std::uint32_t matchers = 0;

  std::uint32_t begin(std::size_t size) {
    if (places.size() < size) places.resize(size);
    if (++matchers == 0) {
      std::fill(places.begin(), places.end(), 0);
      matchers = 1;
    }
    return matchers;
  }
};

Seen& seen_of_thread() {
  static thread_local Seen seen;
  return seen;
}

}  // namespace

PatternWords::PatternWords(std::vector<std::u32string> words) : words_(std::move(words)) {
  std::sort(words_.begin(), words_.end(), [](const std::u32string& a, const std::u32string& b) {
    return a[0] != b[0] ? a[0] < b[0] : a.size() > b.size();
  });
  for (const std::u32string& word : words_) first_.set(word[0] % first_.size());
}

std::vector<std::u32string>::const_iterator PatternWords::first_word(char32_t first) const {
  return std::lower_bound(words_.begin(), words_.end(), first,
                          [](const std::u32string& word, char32_t key) { return word[0] < key; });
}

PatternMatcher::PatternMatcher(const std::vector<PatternPart>& parts, const PatternPart* opening,
                               std::size_t notes, const PatternText& text)
    : parts_(parts),
      opening_(opening),
      text_(text),
      notes_(notes),
      seen_(seen_of_thread().places),
      me_(seen_of_thread().begin((text.size() + 1) * parts.size() * kSteps)) {}

bool PatternMatcher::find(std::size_t from, Found& found) {
  for (std::size_t at = from; at <= text_.size(); ++at) {
    if (!read(0, at)) continue;
    found.whole = {at, end_};
    found.notes = notes_;
    return true;
  }
  return false;
}

// Whether the rest was tried there before, and so failed; from now on it was.
bool PatternMatcher::seen(std::size_t k, std::size_t at, Step step) {
  std::uint32_t& place = seen_[(at * parts_.size() + k) * kSteps + step];
  return std::exchange(place, me_) == me_;
}

// The parts from k on, skip words before them: as many as there are, else fewer.
bool PatternMatcher::rest(std::size_t k, std::size_t at) {
  if (k == parts_.size()) {
    end_ = at;
    return true;
  }
  std::size_t last = at;
  while (last < text_.size() && text_.is(last, PatternText::kSkip) && !seen(k, last, kSkipping)) ++last;
  for (;; --last) {
    if (read(k, last)) return true;
    if (last == at) return false;
  }
}

bool PatternMatcher::read(std::size_t k, std::size_t at) {
  if (seen(k, at, kReading)) return false;
  const PatternPart& next = part(k);
  if (next.need == PatternPart::Need::kAtWorst && rest(k + 1, at)) return true;
  if (read_part(next, k, at)) return true;
  if (next.need != PatternPart::Need::kRather) return false;
  if (next.note != PatternPart::kNotNoted) notes_[next.note] = {};
  return rest(k + 1, at);
}

bool PatternMatcher::behind(const PatternPart& part, std::size_t k, std::size_t at, std::size_t end) {
  if (part.note != PatternPart::kNotNoted) notes_[part.note] = {at, end};
  return rest(k + 1, end);
}

bool PatternMatcher::read_part(const PatternPart& part, std::size_t k, std::size_t at) {
  const bool at_end = at == text_.size();
  switch (part.type) {
    case PatternPart::Type::kWords:
      return part.words.at(text_.characters().substr(at),
                           [&](std::size_t length) { return behind(part, k, at, at + length); });
    case PatternPart::Type::kMarkers:
      return !at_end && text_.is(at, PatternText::kMarker) && part.markers.test(text_.symbol(at)) &&
             behind(part, k, at, at + 1);
    case PatternPart::Type::kEntities:
      return read_entities(part, k, at);
    case PatternPart::Type::kGap:
      return read_gap(part, k, at);
    case PatternPart::Type::kClauseBegin:
      if (at == 0 && rest(k + 1, at)) return true;
      return !at_end && text_.is(at, PatternText::kClauseMark | PatternText::kSaying) && rest(k + 1, at + 1);
    case PatternPart::Type::kClauseEnd:
      if (at_end) return rest(k + 1, at);
      return text_.is(at, PatternText::kClauseMark) && rest(k + 1, at + 1);
  }
  return false;
}

// A quick look at a character: false where the part cannot stand there, nor a skip word before it.
bool PatternMatcher::may_begin(std::size_t k, std::size_t at) const {
  if (k == parts_.size() || parts_[k].need != PatternPart::Need::kMust) return true;
  const PatternPart& next = parts_[k];
  if (next.type == PatternPart::Type::kGap || next.type >= PatternPart::Type::kClauseBegin) return true;
  if (at == text_.size()) return false;
  if (next.type == PatternPart::Type::kWords)
    return next.words.may_begin(text_.characters()[at]) || text_.is(at, PatternText::kSkip);
  return text_.is(at, PatternText::kEntity | PatternText::kMarker | PatternText::kSkip);
}

// The shortest gap behind which the rest matches.
bool PatternMatcher::read_gap(const PatternPart& part, std::size_t k, std::size_t at) {
  for (;; ++at) {
    if (may_begin(k + 1, at) && rest(k + 1, at)) return true;
    if (at == text_.size() || text_.is(at, part.stops) || seen(k, at + 1, kReading)) return false;
  }
}

// The longest list behind which the rest matches; one of its members is of the kinds that the part asks for.
bool PatternMatcher::read_entities(const PatternPart& part, std::size_t k, std::size_t at) {
  const auto is_one = [&](std::size_t i, const std::bitset<256>& kinds) {
    return i < text_.size() && text_.is(i, PatternText::kEntity) && kinds.test(text_.symbol(i));
  };
  if (!part.lists) return is_one(at, part.kinds) && behind(part, k, at, at + 1);
  if (!is_one(at, part.members)) return false;
  std::vector<std::size_t> ends;  // of the lists that the part may be
  for (std::size_t member = at;;) {
    if (!ends.empty() || is_one(member, part.kinds)) ends.push_back(member + 1);
    const std::size_t beside = part.unseparated ? member + 1 : PatternText::kNone;
    const std::size_t next = is_one(beside, part.members) ? beside : text_.next_in_list(member);
    if (next == PatternText::kNone || !is_one(next, part.members)) break;
    member = next;
    if (seen(k, member, kReading) && is_one(member, part.kinds)) break;  // all ends from there on failed
  }
  for (auto end = ends.rbegin(); end != ends.rend(); ++end) {
    for (std::size_t tail = text_.tail(*end); tail != PatternText::kNone;
         tail = text_.shorter_tail(*end, tail))
      if (behind(part, k, at, tail)) return true;
    if (behind(part, k, at, *end)) return true;
  }
  return false;
}

}  // namespace guanxi
