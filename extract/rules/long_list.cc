#include "extract/rules/long_list.h"

#include <algorithm>

namespace guanxi {
namespace {

constexpr std::size_t kCharacter = 3;     // bytes of a Chinese one
constexpr std::size_t kLeast = 3;         // persons of a list that no word announces
constexpr std::size_t kLongestBody = 36;  // bytes
constexpr std::size_t kLongestTail = 48;  // bytes

class LongLists {
 public:
  LongLists(std::string_view sentence, std::vector<Unit>& units, const Grammar& grammar)
      : text_(sentence), units_(units), grammar_(grammar) {}

  std::optional<std::string> read() {
    for (std::size_t first = 0; first < units_.size();) first = read_from(first);
    return std::move(changed_);
  }

 private:
  static bool person(const Unit& unit) {
    return !unit.pronoun && !unit.members.empty() && unit.members[0].kind == "person";
  }
  static bool titled(const Unit& unit) { return person(unit) && !unit.offices.empty(); }
  static bool office_first(const Unit& unit) {
    return titled(unit) && unit.offices.front().begin == unit.begin;
  }
  // A title of the person behind it, whom further titles name.
  static bool title(const Unit& unit) { return unit.members.empty() && !unit.title.empty(); }

  std::string_view behind(std::size_t unit) const {
    return text_.substr(units_[unit].end, units_[unit + 1].begin - units_[unit].end);
  }

  // A comma stands behind a unit, and before the next no more than the body of its office.
  bool comma(std::size_t unit) const {
    const std::string_view all = behind(unit);
    const std::string_view gap = all.substr(0, grammar_.list_mark().size()), body = all.substr(gap.size());
    if (!body.empty() && (!office_first(units_[unit + 1]) || !plain(body))) return false;
    return gap.size() == grammar_.list_mark().size() && grammar_.chains(gap) && !grammar_.joins_list(gap);
  }

  // A part of the sentence in which nothing is said.
  bool plain(std::string_view part) const {
    if (part.size() > kLongestBody || grammar_.has_clause_mark(part)) return false;
    for (const std::string& word : grammar_.possessives())
      if (part.find(word) != part.npos) return false;
    for (std::size_t at = 0; at < part.size(); at += kCharacter) {
      if ((static_cast<unsigned char>(part[at]) & 0xF0) != 0xE0) return false;
      if (grammar_.joins_list(part.substr(at, kCharacter))) return false;
    }
    return true;
  }

  // Reads the list that begins with a unit; returns the unit behind it.
  std::size_t read_from(std::size_t first) {
    std::size_t last = first, persons = titled(units_[first]) ? 1 : 0;
    std::vector<std::size_t> commas;  // units before them
    for (; last + 1 < units_.size(); ++last) {
      const Unit& next = units_[last + 1];
      if (comma(last)) {
        if (!person(units_[last]) || !(titled(next) || title(next))) break;
        commas.push_back(last);
      } else if (!grammar_.joins_list(behind(last)) || !(person(next) || title(next))) {
        break;
      }
      if (person(next)) ++persons;
    }
    const bool ends_named = person(units_[last]);
    if (!commas.empty() && ends_named && persons > commas.size() &&
        (announced(units_[first].begin) || commas.size() > 1 || (persons >= kLeast && closed(last)))) {
      if (!changed_) changed_ = std::string(text_);
      for (std::size_t at : commas) {
        const std::size_t mark = units_[at].end;
        changed_->replace(mark, grammar_.list_mark().size(), grammar_.list_mark());
        units_[at + 1].begin = mark + grammar_.list_mark().size();
      }
    }
    return last + 1;
  }

  // A word such as "severally" stands before the list in its clause.
  bool announced(std::size_t begin) const {
    std::size_t from = begin;
    while (from > 0 && !grammar_.has_clause_mark(text_.substr(from - 1, begin - from + 1))) --from;
    const std::string_view clause = text_.substr(from, begin - from);
    const auto& words = grammar_.each_of();
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return clause.find(word) != clause.npos; });
  }

  // The clause ends behind the list.
  bool closed(std::size_t last) const {
    const std::string_view rest = text_.substr(units_[last].end);
    const std::string_view behind = rest.substr(grammar_.tail_at(rest.substr(0, kLongestTail)));
    return behind.empty() || grammar_.has_clause_mark(behind.substr(0, grammar_.list_mark().size()));
  }

  std::string_view text_;
  std::vector<Unit>& units_;
  const Grammar& grammar_;
  std::optional<std::string> changed_;
};

}  // namespace

std::optional<std::string> read_long_lists(std::string_view sentence, std::vector<Unit>& units,
                                           const Grammar& grammar) {
  if (units.size() < 2 || grammar.list_mark().empty()) return std::nullopt;
  return LongLists(sentence, units, grammar).read();
}

}  // namespace guanxi
