// Composer: what names that no list has name: persons by what stands beside them, else places.
#include <algorithm>

#include "extract/mentions/composer.h"

namespace guanxi {
namespace {

constexpr float kRareGiven = 7.6f;  // cost of a character that hardly ends a given name
constexpr float kRarestWord = 13;   // cost of one that may be a name by chance
constexpr char32_t kEnumerationComma = U'\u3001';

}  // namespace

// Whether the neighbours of a possible person speak for one: an office on either side, a verb of saying
// behind.
bool Composer::person_supported(const Work& work, std::size_t at, bool strongly) const {
  const auto& stack = work.stack;
  if (at > 0) {
    const Unit& before = stack[at - 1];
    if (is(before, MentionKind::kTitle) || is(before, MentionKind::kRepresentative)) return true;
    if (!strongly && flagged(before, LexiconEntry::kBeforePerson)) return true;
    if (before.type == Token::Type::kPunctuation && at > 1 && work.text[before.begin] == kEnumerationComma &&
        is(stack[at - 2], MentionKind::kPerson)) {
      return true;
    }
  }
  if (at + 2 < stack.size() && work.text[stack[at + 1].begin] == kEnumerationComma) {
    const Unit& next = stack[at + 2];  // the next of a list
    if (is(next, MentionKind::kPerson) || next.type == Token::Type::kPerson) return true;
  }
  if (at + 1 < stack.size()) {
    const Unit& after = stack[at + 1];
    if (is(after, MentionKind::kTitle) || flagged(after, LexiconEntry::kForm)) return true;
    if (flagged(after, LexiconEntry::kAfterPerson)) {
      const LexiconEntry* e = entry(after);
      if (!strongly || e->length >= 2) return true;
    }
  }
  return strongly && acts_in_clause(work, at);
}

// Whether what stands behind a name makes a people or tongue of it.
bool Composer::of_people(const Work& work, std::size_t at) const {
  return at + 1 < work.stack.size() && (flagged(work.stack[at + 1], LexiconEntry::kForeignTail) ||
                                        flagged(work.stack[at + 1], LexiconEntry::kPeople));
}

// The 3rd, yesterday: clauses go on behind it as they begin.
bool Composer::of_time(const Unit& unit) const {
  const LexiconEntry* e = entry(unit);
  return e != nullptr && (e->word_class == 't' || e->word_class == 'm');
}

// Whether the clause says that a name acts (A, in a city, meets ...) or is met (meets A; holds with A a
// talk).
bool Composer::acts_in_clause(const Work& work, std::size_t at) const {
  const auto& stack = work.stack;
  const auto verb = [&](std::size_t i, LexiconEntry::Flag flag) {
    return flagged(stack[i], flag) && entry(stack[i])->length >= 2;
  };
  const bool met = at > 0 && flagged(stack[at - 1], LexiconEntry::kBeforePerson);
  if (met &&
      (verb(at - 1, LexiconEntry::kBeforePerson) || (at > 1 && verb(at - 2, LexiconEntry::kBeforePerson))))
    return true;
  const bool first = at == 0 || stack[at - 1].type == Token::Type::kPunctuation || of_time(stack[at - 1]);
  const bool acts = first && at + 1 < stack.size() && flagged(stack[at + 1], LexiconEntry::kAfterPerson);
  if (!met && !acts) return false;
  for (std::size_t i = at + 1; i < stack.size() && stack[i].type != Token::Type::kPunctuation; ++i)
    if (verb(i, LexiconEntry::kAfterPerson)) return true;
  return false;
}

// A surname and two characters, each a common word that has no place beside names, stand at a unit.
bool Composer::named_of_common(const Work& work, std::size_t at) const {
  const auto& stack = work.stack;
  if (at + 3 > stack.size() || lexicon_.surname_cost(work.text.substr(stack[at].begin, 1)) < 0) return false;
  constexpr std::uint32_t beside = LexiconEntry::kBeforePerson | LexiconEntry::kAfterPerson |
                                   LexiconEntry::kBeforePlace | LexiconEntry::kJoiner;
  // Where the name ends with the clause or a list goes on, its middle may be any character.
  const bool closed = at + 3 == stack.size() || stack[at + 3].type == Token::Type::kPunctuation ||
                      flagged(stack[at + 3], LexiconEntry::kJoiner);
  for (std::size_t i = at; i < at + 3; ++i) {
    const Unit& unit = stack[i];
    const LexiconEntry* e = entry(unit);
    if (unit.kind != kNoKind || unit.end - unit.begin != 1 || unit.type != Token::Type::kWord) return false;
    // An adverb that stands behind persons may begin the given name: no sentence goes on so.
    const std::uint32_t middle = closed ? LexiconEntry::kJoiner : beside & ~LexiconEntry::kAfterPerson;
    const std::uint32_t never = i == at + 1 ? middle : beside;
    if (e != nullptr && (e->flags & never) != 0) return false;
  }
  return true;
}

// A surname and a word of two characters, with the end of the clause or a list behind them, stand at a unit.
bool Composer::named_by_word(const Work& work, std::size_t at) const {
  const auto& stack = work.stack;
  if (at + 2 > stack.size() || stack[at].end - stack[at].begin != 1 || stack[at].kind != kNoKind ||
      lexicon_.surname_cost(work.text.substr(stack[at].begin, 1)) < 0)
    return false;
  const Unit& given = stack[at + 1];
  const LexiconEntry* e = entry(given);
  if (given.kind != kNoKind || given.end - given.begin != 2 || e == nullptr || e->flags != 0) return false;
  if (e->institution_suffix != 0 || e->place_suffix != 0 || e->event_suffix != 0) return false;
  const auto last = [&](std::uint32_t i) {
    return (lexicon_.char_class(work.text[i]) & Lexicon::kGiven) != 0;
  };
  if (!last(given.begin) || !last(given.end - 1) || at + 2 == stack.size()) return false;
  const Unit& behind = stack[at + 2];
  const LexiconEntry* next = entry(behind);
  return behind.type == Token::Type::kPunctuation || is(behind, MentionKind::kTitle) ||
         flagged(behind, LexiconEntry::kJoiner) ||
         (next != nullptr && next->length == 1 && flagged(behind, LexiconEntry::kAfterPerson));
}

// Three or four characters that make no words, right behind an office: a name whose surname no list has.
bool Composer::join_unlisted_person(Work& work, std::size_t at) const {
  auto& stack = work.stack;
  if (at == 0) return false;
  const bool listed = at > 1 && work.text[stack[at - 1].begin] == kEnumerationComma &&
                      is(stack[at - 2], MentionKind::kPerson) &&
                      lexicon_.surname_cost(work.text.substr(stack[at].begin, 1)) >= 0;
  if (!is(stack[at - 1], MentionKind::kTitle) && !listed) return false;
  std::size_t end = at;
  while (end < stack.size() && end - at < 5 && lone_character(stack[end])) ++end;
  if (end - at < 3 && named_of_common(work, at)) end = at + 3;
  if (end - at < 3 && named_by_word(work, at)) end = at + 2;
  const std::size_t length = end == at ? 0 : stack[end - 1].end - stack[at].begin;
  if (length < 3 || length > (listed ? 3 : 4)) return false;
  if (end < stack.size() && stack[end].type != Token::Type::kPunctuation &&
      stack[end].type != Token::Type::kNumber && !is(stack[end], MentionKind::kTitle) &&
      !flagged(stack[end], LexiconEntry::kAfterPerson)) {
    return false;
  }
  stack[at].end = stack[end - 1].end;
  stack[at].type = Token::Type::kPerson;
  stack[at].entry = Token::kNoEntry;
  stack.erase(stack.begin() + static_cast<std::ptrdiff_t>(at) + 1,
              stack.begin() + static_cast<std::ptrdiff_t>(end));
  return true;
}

// Whether the last character ends names of places and no given name; one that ends few of them, where nothing
// speaks for a person.
bool Composer::ends_as_place(const Work& work, const Unit& unit, bool supported) const {
  const char32_t last = work.text[unit.end - 1];
  const std::uint32_t index = lexicon_.trie().find({&last, 1});
  const bool given = (lexicon_.char_class(last) & Lexicon::kGiven) != 0 &&
                     (supported || lexicon_.given_costs(last).second < kRareGiven);
  return index != CharTrie::kNone && !given && lexicon_.entries()[index].place_suffix != 0;
}

// A place of the lists that is a person's name where it stands alone right behind a body's office.
bool Composer::place_as_person(const Work& work, std::size_t at) const {
  const auto& stack = work.stack;
  const Unit& unit = stack[at];
  if (at < 2 || !is(unit, MentionKind::kPlace) || unit.type != Token::Type::kWord || unit.composed != kNone ||
      unit.split != 0 ||  // (goes to) the capital
      !is(stack[at - 1], MentionKind::kTitle) || !is(stack[at - 2], MentionKind::kInstitution))
    return false;
  const bool ends = at + 1 == stack.size() || stack[at + 1].type == Token::Type::kPunctuation ||
                    flagged(stack[at + 1], LexiconEntry::kAfterPerson);
  const auto foreign =
      std::count_if(work.text.begin() + unit.begin, work.text.begin() + unit.end,
                    [&](char32_t c) { return (lexicon_.char_class(c) & Lexicon::kTransliteration) != 0; });
  return ends && foreign + 1 >= static_cast<std::ptrdiff_t>(unit.end - unit.begin);
}

// A word of the lists that is a transliterated name where an office stands before it or it acts as persons
// do.
bool Composer::foreign_word(const Work& work, std::size_t at) const {
  const Unit& unit = work.stack[at];
  const LexiconEntry* e = entry(unit);
  if (unit.type != Token::Type::kWord || unit.kind != kNoKind || e == nullptr || e->length < 2 ||
      e->flags != 0 || e->place_suffix != 0 || e->institution_suffix != 0 || e->event_suffix != 0) {
    return false;
  }
  const bool office = at > 0 && is(work.stack[at - 1], MentionKind::kTitle);
  if (!office && (of_people(work, at) || !acts_in_clause(work, at))) return false;
  if (e->length == 2 && (office || e->cost < kRarestWord)) return false;
  return std::all_of(work.text.begin() + unit.begin, work.text.begin() + unit.end,
                     [&](char32_t c) { return (lexicon_.char_class(c) & Lexicon::kTransliteration) != 0; });
}

void Composer::judge_persons(Work& work) const {
  for (std::size_t i = 0; i < work.stack.size(); ++i) {
    Unit& unit = work.stack[i];
    if (lone_character(unit) || named_of_common(work, i) || named_by_word(work, i))
      join_unlisted_person(work, i);
    if (place_as_person(work, i)) {
      unit.name = unit.entry = kNone;
      unit.kind = kNoKind;
      unit.flags = 0;
      unit.type = Token::Type::kForeign;
    }
    if (unit.kind != kNoKind) continue;
    if (i + 1 < work.stack.size() && lone_character(unit) && lone_character(work.stack[i + 1]) &&
        listed_behind_place(work, i) &&
        (i + 2 == work.stack.size() || work.stack[i + 2].type == Token::Type::kPunctuation)) {
      unit.end = work.stack[i + 1].end;  // (marched to) A, B
      unit.type = Token::Type::kForeign;
      unit.entry = Token::kNoEntry;
      unit.kind = static_cast<std::int8_t>(MentionKind::kPlace);
      unit.flags |= Mention::kGuess;
      work.stack.erase(work.stack.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      continue;
    }
    if (foreign_word(work, i)) unit.type = Token::Type::kForeign;
    if (unit.type == Token::Type::kPerson) {
      const std::size_t before = work.stack.size();
      take_surname(work, i);
      i -= before - work.stack.size();
      judge_person(work, i);
      continue;
    }
    if (unit.type == Token::Type::kForeign) judge_foreign(work, i);
    if (unit.type == Token::Type::kWord) judge_surname(work, i);
    judge_surname_row(work, i);
  }
}

// A married name: the husband's surname stands between an office and a full name.
void Composer::take_surname(Work& work, std::size_t at) const {
  auto& stack = work.stack;
  if (at < 2 || stack[at].end - stack[at].begin != 3 || !is(stack[at - 2], MentionKind::kTitle)) return;
  const Unit& surname = stack[at - 1];
  if (surname.end - surname.begin != 1 || surname.kind != kNoKind ||
      flagged(surname, LexiconEntry::kBeforePerson) ||
      lexicon_.surname_cost(work.text.substr(surname.begin, 1)) < 0)
    return;
  stack[at].begin = surname.begin;
  stack.erase(stack.begin() + static_cast<std::ptrdiff_t>(at) - 1);
}

void Composer::judge_person(Work& work, std::size_t at) const {
  Unit& unit = work.stack[at];
  const std::size_t length = unit.end - unit.begin;
  const bool supported = person_supported(work, at, length == 2);
  const bool office = at > 0 && is(work.stack[at - 1], MentionKind::kTitle);
  if (supported && length == 2) take_joiner(work, at);
  const bool compound = length == 3 && lexicon_.surname_cost(work.text.substr(unit.begin, 2)) >= 0;
  if (office && (length == 2 || compound)) take_last(work, at);
  const bool listed =
      listed_behind_place(work, at) && (lexicon_.char_class(work.text[unit.end - 1]) & Lexicon::kLocal) != 0;
  const bool named_place =
      listed_behind_place(work, at) && !supported &&
      (at + 1 == work.stack.size() || work.stack[at + 1].type == Token::Type::kPunctuation);
  const bool as_place = length == 2 ? named_place  // (marched to) A, B
                                    : length >= 3 && (listed || ends_as_place(work, unit, supported));
  if (!office && as_place) {
    unit.kind = static_cast<std::int8_t>(MentionKind::kPlace);
    unit.flags |= Mention::kGuess;
  } else if (supported || length >= 3) {
    unit.kind = static_cast<std::int8_t>(MentionKind::kPerson);
    if (!supported) unit.flags |= Mention::kGuess;
  }
}

// Whether a list of places goes on with a unit: (to) a village, a town.
bool Composer::listed_behind_place(const Work& work, std::size_t at) const {
  const auto& stack = work.stack;
  if (at < 2 || !is(stack[at - 2], MentionKind::kPlace)) return false;
  return flagged(stack[at - 1], LexiconEntry::kJoiner) || work.text[stack[at - 1].begin] == kEnumerationComma;
}

// A word such as "and" between a name and a mark or what persons do joins nothing: it is the name's last
// character.
void Composer::take_joiner(Work& work, std::size_t at) const {
  auto& stack = work.stack;
  if (at + 2 >= stack.size() || stack[at + 1].begin != stack[at].end) return;
  const Unit& joiner = stack[at + 1];
  if (!flagged(joiner, LexiconEntry::kJoiner) || joiner.end - joiner.begin != 1) return;
  const Unit& behind = stack[at + 2];
  if (behind.type != Token::Type::kPunctuation && !flagged(behind, LexiconEntry::kAfterPerson)) return;
  stack[at].end = joiner.end;
  stack.erase(stack.begin() + static_cast<std::ptrdiff_t>(at) + 1);
}

// A character that is no word between a name behind an office and what persons do is the name's last
// character.
void Composer::take_last(Work& work, std::size_t at) const {
  auto& stack = work.stack;
  if (at + 2 >= stack.size() || stack[at + 1].begin != stack[at].end) return;
  const Unit &last = stack[at + 1], &behind = stack[at + 2];
  if (!lone_character(last)) return;
  const bool pair = stack[at].end - stack[at].begin == 2;
  if (!flagged(behind, LexiconEntry::kAfterPerson) || (pair && entry(behind)->length < 2)) return;
  stack[at].end = last.end;
  stack.erase(stack.begin() + static_cast<std::ptrdiff_t>(at) + 1);
}

// Whether a name stands behind a place as what lies in it: a state's city, born in a country's village.
bool Composer::inside_place(const Work& work, std::size_t at) const {
  const auto& stack = work.stack;
  if (at < 2) return false;
  if (geographic(stack[at - 1])) return flagged(stack[at - 2], LexiconEntry::kBeforePlace);
  const LexiconEntry* particle = entry(stack[at - 1]);
  return particle != nullptr && particle->length == 1 && particle->word_class == 'f' &&
         !flagged(stack[at - 1], LexiconEntry::kJoiner) && is(stack[at - 2], MentionKind::kPlace);
}

void Composer::judge_foreign(Work& work, std::size_t at) const {
  const auto& stack = work.stack;
  Unit& unit = work.stack[at];
  const std::size_t length = unit.end - unit.begin;
  const bool dotted = std::any_of(work.text.begin() + unit.begin, work.text.begin() + unit.end,
                                  [&](char32_t c) { return (lexicon_.char_class(c) & Lexicon::kDot) != 0; });
  const bool supported = person_supported(work, at, true);
  const bool weakly = supported || person_supported(work, at, false);
  if (!supported && !dotted && at + 1 < stack.size() && flagged(stack[at + 1], LexiconEntry::kForeignTail))
    return;
  const bool place =
      !dotted && !supported &&
      ((at > 0 && flagged(stack[at - 1], LexiconEntry::kBeforePlace)) || listed_behind_place(work, at) ||
       (!supported && inside_place(work, at)) || lexicon_.place_ending(work.text.substr(unit.begin, length)));
  if (place && length >= 3) {
    unit.kind = static_cast<std::int8_t>(MentionKind::kPlace);
    unit.flags |= Mention::kGuess;
  } else if (dotted || supported || length >= 3 || weakly) {
    unit.kind = static_cast<std::int8_t>(MentionKind::kPerson);
    unit.flags |= Mention::kForeign;
    if (!supported && !dotted) unit.flags |= Mention::kGuess;
  }
}

// The person whom the document names in full and means by the surname; null without one.
const std::string* Composer::person_of_surname(const Work& work, const Unit& unit) const {
  const std::u32string_view text = work.text.substr(unit.begin, unit.end - unit.begin);
  if (work.names == nullptr || text.size() > 2 || lexicon_.surname_cost(text) < 0) return nullptr;
  const auto& surnames = work.names->surnames;
  auto full = std::find_if(surnames.begin(), surnames.end(), [&](const auto& s) { return s.first == text; });
  return full == surnames.end() ? nullptr : &full->second;
}

// A row of surnames alone, each of somebody whom the document names in full. at: its first.
void Composer::judge_surname_row(Work& work, std::size_t at) const {
  auto& stack = work.stack;
  const auto comma = [&](std::size_t i) {
    return i < stack.size() && stack[i].end - stack[i].begin == 1 &&
           work.text[stack[i].begin] == kEnumerationComma;
  };
  const auto bare = [&](std::size_t i) {
    return i < stack.size() && stack[i].kind == kNoKind && stack[i].end - stack[i].begin == 1 &&
           person_of_surname(work, stack[i]) != nullptr;
  };
  if (!bare(at) || (at > 0 && comma(at - 1))) return;
  std::size_t end = at + 1;
  while (comma(end) && bare(end + 1)) end += 2;
  if (end == at + 1 || comma(end)) return;
  for (std::size_t i = at; i < end; i += 2) mean_person(work, i, *person_of_surname(work, stack[i]));
}

void Composer::mean_person(Work& work, std::size_t at, const std::string& name) const {
  Unit& unit = work.stack[at];
  unit.kind = static_cast<std::int8_t>(MentionKind::kPerson);
  unit.flags |= Mention::kSurnameOnly | Mention::kFromDocument;
  unit.composed = static_cast<std::uint32_t>(work.composed.size());
  work.composed.push_back({name, "surname-title", {}, {}});
}

// A surname before an office: who it is, the document may tell.
void Composer::judge_surname(Work& work, std::size_t at) const {
  Unit& unit = work.stack[at];
  if (unit.end - unit.begin > 2 || at + 1 >= work.stack.size()) return;
  const Unit& next = work.stack[at + 1];
  if (!is(next, MentionKind::kTitle) && !flagged(next, LexiconEntry::kForm)) return;
  const std::string* name = person_of_surname(work, unit);
  if (name == nullptr && work.names != nullptr && unit.end - unit.begin == 1) {
    const std::u32string_view address = work.text.substr(unit.begin, next.end - unit.begin);
    for (const auto& [titled, person] : work.names->titled)
      if (titled == address) name = &person;
  }
  if (name != nullptr) mean_person(work, at, *name);
}

// What may be an office is none between two persons: A (speaks for) B, for president B.
void Composer::judge_titles(Work& work) const {
  auto& stack = work.stack;
  const auto adjacent = [&](std::size_t at) {
    return at < stack.size() && stack[at - 1].end == stack[at].begin;
  };
  for (std::size_t i = 1; i + 1 < stack.size(); ++i) {
    if (!flagged(stack[i], LexiconEntry::kSpeaksFor) || !is(stack[i - 1], MentionKind::kPerson)) continue;
    const std::size_t next = is(stack[i + 1], MentionKind::kTitle) && adjacent(i + 1) ? i + 2 : i + 1;
    if (adjacent(next) && is(stack[next], MentionKind::kPerson)) stack[i].kind = kNoKind;
  }
}

// A row of single characters with a word such as "three countries" behind it: each is a country.
void Composer::judge_letters(Work& work) const {
  auto& stack = work.stack;
  for (std::size_t end = 3; end < stack.size(); ++end) {
    if (!flagged(stack[end], LexiconEntry::kEach)) continue;
    std::size_t first = end;
    while (first > 0 && stack[first - 1].kind == kNoKind &&
           stack[first - 1].end - stack[first - 1].begin == 1 &&
           (first == end || work.text[stack[first].begin] == kEnumerationComma)) {
      --first;
      if (first == 0 || work.text[stack[first - 1].begin] != kEnumerationComma) break;
      --first;
    }
    if (first < end && work.text[stack[first].begin] == kEnumerationComma) ++first;
    if (first == end || (end - first < 3 && (first < 2 || !geographic(stack[first - 2])))) continue;
    for (std::size_t i = first; i < end; i += 2) {
      MentionKind kind;
      std::string country = country_of_letter(work, stack[i], kind, true);
      if (country.empty()) continue;
      stack[i].kind = static_cast<std::int8_t>(kind);
      stack[i].flags = Mention::kAbbreviated;
      stack[i].composed = static_cast<std::uint32_t>(work.composed.size());
      work.composed.push_back({std::move(country), "country-letter", {}, {}});
    }
  }
}

// The country that one character before an office of state stands for: one that the document names in full,
// else the pack's; empty when there is none.
std::string Composer::country_of_letter(const Work& work, const Unit& unit, MentionKind& kind,
                                        bool row) const {
  const char32_t c = work.text[unit.begin];
  kind = MentionKind::kCountry;
  const char32_t before = unit.begin > 0 ? work.text[unit.begin - 1] : 0;
  if (before >= U'0' && before <= U'9') return {};  // (on the 19th) day, not Japan
  if (work.names != nullptr) {
    for (const auto& [letter, country] : work.names->letters)
      if (letter == c) return country;
    for (const auto& [letter, country] : work.names->row_letters)
      if (row && letter == c) return country;
  }
  if ((lexicon_.char_class(c) & Lexicon::kCountryLetter) == 0) return "";
  const LexiconName& name = lexicon_.names()[lexicon_.country_letter(c)];
  kind = name.kind;
  return name.canonical;
}

}  // namespace guanxi
