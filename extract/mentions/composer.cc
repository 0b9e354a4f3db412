#include "extract/mentions/composer.h"

#include <algorithm>

namespace guanxi {
namespace {

constexpr std::size_t kLongestBody = 14;       // units in a body's name
constexpr std::size_t kLongestGathering = 20;  // units in the name of a meeting behind a verb
constexpr std::size_t kShortestGathering = 3;  // characters before the noun of a meeting behind a verb
constexpr std::size_t kTellingSuffix = 3;      // characters of a suffix before which verbs belong to the name
constexpr std::size_t kLongestEmployer = 5;    // units in a company's name before an office
constexpr std::size_t kShortestOffice = 3;     // characters of a body's name that only an office tells
constexpr std::size_t kShortestHouse = 3;      // characters of a house's noun that only an office tells
constexpr float kRareWord = 11.5f;             // cost of a word that may be a place's particular name
constexpr float kLoneCharacter = 7.6f;
constexpr float kRareGiven = 7.6f;    // cost of a character that hardly ends a given name
constexpr float kRareCharacter = 12;  // alone before a suffix
constexpr float kRarestWord = 13;     // cost of one that may be a name by chance
constexpr char32_t kEnumerationComma = U'\u3001', kDash = U'\u2014', kShortDash = U'\u2013', kHyphen = U'-',
                   kQuoteOpen = U'\u201c', kQuoteClose = U'\u201d';

}  // namespace

std::string_view kind_name(MentionKind kind) {
  switch (kind) {
    case MentionKind::kPerson:
      return "person";
    case MentionKind::kInstitution:
      return "institution";
    case MentionKind::kCountry:
      return "country";
    case MentionKind::kPlace:
      return "place";
    case MentionKind::kWork:
      return "work";
    case MentionKind::kEvent:
      return "event";
    case MentionKind::kTitle:
      return "title";
    case MentionKind::kRepresentative:
      return "representative";
  }
  return "";
}

void Composer::compose(const CodePoints& sentence, const std::vector<Token>& tokens,
                       const DocumentNames* names, std::vector<Mention>& mentions) const {
  static thread_local Work work;
  work.text = sentence.text;
  work.sentence = &sentence;
  work.names = names;
  work.stack.clear();
  work.composed.clear();
  for (const Token& token : tokens) {
    const Unit unit = unit_of(work, token);
    // A pair of countries that has another meaning counts only before a word such as "relations".
    if (!work.stack.empty() && flagged(work.stack.back(), LexiconEntry::kNeedsTail) &&
        !flagged(unit, LexiconEntry::kCompoundTail)) {
      work.stack.back().kind = kNoKind;
    }
    work.stack.push_back(unit);
    if (local_place(work)) {
      work.stack.back().kind = static_cast<std::int8_t>(MentionKind::kPlace);
      work.stack.back().flags = Mention::kLocal;
    }
    reduce(work);
  }
  if (!work.stack.empty() && flagged(work.stack.back(), LexiconEntry::kNeedsTail))
    work.stack.back().kind = kNoKind;
  name_quoted(work);
  judge_letters(work);
  judge_persons(work);
  judge_titles(work);
  name_employers(work);
  emit(work, mentions);
}

Composer::Unit Composer::unit_of(const Work& work, const Token& token) const {
  Unit unit{token.begin, token.end};
  unit.type = token.type;
  switch (token.type) {
    case Token::Type::kWord: {
      unit.entry = token.entry;
      const LexiconEntry& e = lexicon_.entries()[token.entry];
      if (e.named()) {
        unit.name = e.name;
        unit.kind = static_cast<std::int8_t>(lexicon_.names()[e.name].kind);
        unit.flags = Mention::kFromLexicon;
        unit.split = e.split;
        if (e.split != 0 || !lexicon_.names()[e.name].members.empty()) unit.flags |= Mention::kAbbreviated;
        if (e.has(LexiconEntry::kLocalName)) unit.flags |= Mention::kLocal;
      } else if (e.has(LexiconEntry::kTitle) && !e.has(LexiconEntry::kForm)) {
        unit.kind = static_cast<std::int8_t>(MentionKind::kTitle);
      } else if (e.has(LexiconEntry::kRepresentative)) {
        unit.kind = static_cast<std::int8_t>(MentionKind::kRepresentative);
      }
      break;
    }
    case Token::Type::kKnown:
      unit.kind = static_cast<std::int8_t>(work.names->known[token.entry].kind);
      unit.composed = token.entry;
      unit.flags = work.names->known[token.entry].flags;
      unit.split = work.names->known[token.entry].split;
      if (unit.split != 0) unit.entry = lexicon_.trie().find(work.text.substr(unit.begin, unit.split));
      break;
    case Token::Type::kWork:
      unit.kind = static_cast<std::int8_t>(MentionKind::kWork);
      break;
    default:
      break;
  }
  return unit;
}

bool Composer::proper(const Unit& unit) const {
  switch (unit.type) {
    case Token::Type::kUnknown:
    case Token::Type::kPerson:
    case Token::Type::kForeign:
    case Token::Type::kLatin:
      return true;
    case Token::Type::kKnown:
      return is(unit, MentionKind::kPerson) || is(unit, MentionKind::kPlace);
    case Token::Type::kWord: {
      const LexiconEntry* e = entry(unit);
      if (unit.kind != kNoKind) return is(unit, MentionKind::kPerson);
      if (e->has(LexiconEntry::kOutside)) return false;
      return e->word_class == 'z' || e->word_class == 'g' || (e->length == 1 && e->word_class == 'n');
    }
    default:
      return false;
  }
}

// Whether a unit is made of characters that are no word: a name that no list has.
bool Composer::odd_name(const Unit& unit) {
  return unit.type == Token::Type::kForeign || unit.type == Token::Type::kPerson;
}

bool Composer::modifier(const Unit& unit) const {
  if (unit.type == Token::Type::kNumber) return true;
  if (unit.type != Token::Type::kWord || unit.kind != kNoKind) return false;
  const LexiconEntry* e = entry(unit);
  if (e->has(LexiconEntry::kOutside)) return false;
  if (e->has(LexiconEntry::kInside)) return true;
  constexpr std::uint32_t verbal = LexiconEntry::kBeforePerson | LexiconEntry::kAfterPerson;
  if ((e->flags & verbal) != 0) return false;
  if (e->has(LexiconEntry::kBeforePlace) && e->word_class != 'n') return false;
  switch (e->word_class) {
    case 'n':
    case 'z':
    case 'j':
    case 'b':
    case 'w':
    case 'g':
    case 'l':
    case 's':
      return true;
    case 'i':
      return e->length <= 3;
    default:
      return false;
  }
}

std::string Composer::surface(const Work& work, const Unit& unit) const {
  return to_utf8(work.text.substr(unit.begin, unit.end - unit.begin));
}

std::string Composer::canonical_of(const Work& work, const Unit& unit) const {
  if (unit.type == Token::Type::kKnown) return work.names->known[unit.composed].canonical;
  if (unit.composed != kNone) return work.composed[unit.composed].canonical;
  if (unit.name != kNone) return lexicon_.names()[unit.name].canonical;
  return surface(work, unit);
}

void Composer::add_part(const Work& work, const Unit& unit, std::vector<MentionPart>& parts) const {
  if (unit.kind == kNoKind) return;
  const auto kind = static_cast<MentionKind>(unit.kind);
  if (kind == MentionKind::kTitle || kind == MentionKind::kRepresentative) return;
  const auto& offsets = work.sentence->offsets;
  const std::uint32_t begin = unit.begin + unit.split;
  if (unit.name != kNone && !lexicon_.names()[unit.name].members.empty()) {
    add_members(work, unit, parts);
    return;
  }
  parts.push_back({offsets[begin], offsets[unit.end], kind, canonical_of(work, unit)});
}

// What a compound stands for: each character is one of them, or all of them share its place.
void Composer::add_members(const Work& work, const Unit& unit, std::vector<MentionPart>& members) const {
  const auto& offsets = work.sentence->offsets;
  const std::vector<std::uint32_t>& names = lexicon_.names()[unit.name].members;
  const bool each = names.size() == unit.end - unit.begin;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::size_t begin = each ? unit.begin + i : unit.begin;
    const std::size_t end = each ? begin + 1 : unit.end;
    const LexiconName& name = lexicon_.names()[names[i]];
    members.push_back({offsets[begin], offsets[end], name.kind, name.canonical});
    // In a pair that might be another, a country that the document names in full goes before.
    if (!each || work.names == nullptr || !flagged(unit, LexiconEntry::kNeedsTail)) continue;
    for (const auto& [letter, country] : work.names->letters) {
      if (letter != work.text[begin]) continue;
      members.back().kind = MentionKind::kCountry;
      members.back().canonical = country;
    }
  }
}

// Replaces the units from `from` on by one.
void Composer::join(Work& work, std::size_t from, MentionKind kind, std::string canonical,
                    const char* rule) const {
  Composed composed{std::move(canonical), rule, {}, {}};
  for (std::size_t i = from; i < work.stack.size(); ++i) add_part(work, work.stack[i], composed.parts);
  Unit unit{work.stack[from].begin, work.stack.back().end};
  unit.kind = static_cast<std::int8_t>(kind);
  unit.type = Token::Type::kWord;
  if (kind == MentionKind::kTitle) unit.entry = work.stack.back().entry;  // keeps its uses
  unit.composed = static_cast<std::uint32_t>(work.composed.size());
  if (kind != MentionKind::kTitle) {
    const std::uint32_t name = lexicon_.find_name(work.text.substr(unit.begin, unit.end - unit.begin));
    if (name != LexiconEntry::kNoName && lexicon_.names()[name].kind == kind) {
      composed.canonical = lexicon_.names()[name].canonical;
      unit.flags |= Mention::kFromLexicon;
    }
  }
  work.composed.push_back(std::move(composed));
  work.stack.resize(from);
  work.stack.push_back(unit);
}

void Composer::reduce(Work& work) const {
  const Unit& top = work.stack.back();
  if (top.type == Token::Type::kPunctuation) return;
  if (work.stack.size() < 2) {
    Reach first;
    first.leftmost = 0;
    reduce_local(work, first);
    return;
  }
  const LexiconEntry* e = entry(top);
  if (e != nullptr && top.composed == kNone &&
      (!e->named() || office_of_place(work) || office_of_local(work) || joined_office(work))) {
    const std::size_t place =
        e->place_suffix != 0 ? lexicon_.place_suffixes()[e->place_suffix - 1].text.size() : 0;
    const std::size_t body = e->institution_suffix != 0
                                 ? lexicon_.institution_suffixes()[e->institution_suffix - 1].text.size()
                                 : 0;
    const std::size_t event =
        e->event_suffix != 0 ? lexicon_.event_suffixes()[e->event_suffix - 1].text.size() : 0;
    bool done = false;
    if (event > 0 && event >= body) done = reduce_gathering(work) || reduce_body(work, MentionKind::kEvent);
    if (!done && body > 0 && body >= place) done = reduce_body(work, MentionKind::kInstitution);
    const auto names_country = [&](const Unit& before) {
      return is(before, MentionKind::kCountry) && (before.flags & Mention::kAbbreviated) == 0;
    };
    const bool voice =
        !done && e->has(LexiconEntry::kVoice) && names_country(work.stack[work.stack.size() - 2]);
    if (!done && !voice && place > 0) done = reduce_place(work);
    if (!done && body > 0 && body < place) done = reduce_body(work, MentionKind::kInstitution);
    if (!done && voice) {
      const std::size_t country = work.stack.size() - 2;
      join(work, country, MentionKind::kCountry, canonical_of(work, work.stack[country]), "country-voice");
      return;
    }
  }
  if (work.stack.size() < 2) {  // all of it became one name
    if (is(work.stack.back(), MentionKind::kTitle)) reduce_title(work);
    return;
  }
  const Unit& last = work.stack.back();
  Unit& before = work.stack[work.stack.size() - 2];
  if (flagged(last, LexiconEntry::kRegnal) &&
      (before.type == Token::Type::kForeign || is(before, MentionKind::kPerson))) {
    before.end = last.end;  // Charles the Fourth
    before.type = Token::Type::kForeign;
    before.kind = static_cast<std::int8_t>(MentionKind::kPerson);
    before.name = before.entry = before.composed = 0xffffffff;
    work.stack.pop_back();
    return;
  }
  if (is(last, MentionKind::kEvent) && before.type == Token::Type::kOrdinal) {
    join(work, work.stack.size() - 2, MentionKind::kEvent, surface(work, before) + canonical_of(work, last),
         "event-ordinal");
    return;
  }
  if (is(top, MentionKind::kInstitution) && top.split == 0 && top.end - top.begin > 2 && top.name != kNone &&
      (before.type == Token::Type::kOrdinal || flagged(before, LexiconEntry::kOfState)) &&
      before.kind == kNoKind) {
    Unit whole = top;  // the ninth congress, the nation's ministry
    whole.begin = before.begin;
    work.stack.pop_back();
    work.stack.back() = whole;
  }
  while (reduce_adjacent(work)) {
  }
  if (is(work.stack.back(), MentionKind::kTitle)) reduce_title(work);
}

// Whether a verb of founding stands right before a unit, or with a particle between them.
bool Composer::founded_behind(const Work& work, std::size_t at) const {
  if (at == 0) return false;
  if (flagged(work.stack[at - 1], LexiconEntry::kFounds)) return true;
  const LexiconEntry* particle = entry(work.stack[at - 1]);
  return at > 1 && particle != nullptr && particle->word_class == 'f' && particle->length == 1 &&
         flagged(work.stack[at - 2], LexiconEntry::kFounds);
}

// Whether the words up to the body on top are its name because somebody visits it, or names it behind one
// that he visits: a laboratory needs no place then.
bool Composer::visited(const Work& work, const Reach& reach) const {
  constexpr std::size_t kShortest = 5;  // characters
  const auto& stack = work.stack;
  const std::size_t at = reach.leftmost;
  if (at == 0 || stack.back().end - stack[at].begin < kShortest || at + 1 == stack.size()) return false;
  const LexiconEntry* first = entry(stack[at]);
  if (first != nullptr && first->institution_suffix != 0) return false;  // the company's, the school's
  if (stack[at].kind != kNoKind) return false;
  const Unit& before = stack[at - 1];
  if (flagged(before, LexiconEntry::kVisits)) return true;
  const bool joins = flagged(before, LexiconEntry::kJoiner) || work.text[before.begin] == kEnumerationComma;
  return joins && at > 1 && is(stack[at - 2], MentionKind::kInstitution) && stack[at - 2].composed != kNone;
}

// Whether the top is a ministry that is only the end of a longer name: a country's ministry of one thing and
// another.
bool Composer::joined_office(const Work& work) const {
  const auto& stack = work.stack;
  const Unit& top = stack.back();
  const Unit& before = stack[stack.size() - 2];
  if (!is(top, MentionKind::kInstitution) || !flagged(top, LexiconEntry::kGeneric) ||
      entry(top)->institution_suffix == 0 || before.kind != kNoKind ||
      (!modifier(before) && !flagged(before, LexiconEntry::kJoiner))) {
    return false;
  }
  const Reach reach = reach_left(work, false);
  if (reach.anchor == kNone || !is(stack[reach.anchor], MentionKind::kCountry)) return false;
  return std::any_of(stack.begin() + static_cast<std::ptrdiff_t>(reach.anchor), stack.end(),
                     [&](const Unit& unit) { return flagged(unit, LexiconEntry::kJoiner); });
}

// Whether the top is the character of a county, a city behind a word such as "comes to".
bool Composer::local_place(const Work& work) const {
  const auto& stack = work.stack;
  const Unit& top = stack.back();
  if (stack.size() < 2 || !local_word(work, top)) return false;
  const Unit& before = stack[stack.size() - 2];
  return before.kind == kNoKind && before.type == Token::Type::kWord &&
         (lexicon_.char_class(work.text[before.end - 1]) & Lexicon::kBeforeLocal) != 0;
}

// Whether a body's name says of its place only that it is the county, the city (the county's hospital).
bool Composer::local_body(const Work& work, const Reach& reach, const Suffix& suffix) const {
  const auto& stack = work.stack;
  if (reach.anchor != kNone || reach.level != kNone || suffix.strength == Suffix::Strength::kWeak)
    return false;
  const Unit& first = stack[reach.leftmost];
  const bool alone = reach.leftmost + 1 == stack.size();
  if (first.kind != kNoKind || first.type != Token::Type::kWord) return false;
  if ((lexicon_.char_class(work.text[first.begin]) & Lexicon::kLocal) == 0) return false;
  if (alone ? suffix.strength != Suffix::Strength::kOffice || suffix.text.size() < 2
            : !local_word(work, first)) {
    return false;
  }
  if (first.begin == 0) return true;
  const bool of_place = reach.leftmost > 0 && geographic(stack[reach.leftmost - 1]);
  const char32_t before = work.text[first.begin - 1];
  return !of_place && (lexicon_.char_class(before) & Lexicon::kNeverLocal) == 0;
}

bool Composer::reduce_local(Work& work, const Reach& reach) const {
  const LexiconEntry* e = entry(work.stack.back());
  if (e == nullptr || e->institution_suffix == 0) return false;
  if (e->named() && (work.stack.size() < 2 || !office_of_local(work))) return false;
  const Suffix& suffix = lexicon_.institution_suffixes()[e->institution_suffix - 1];
  if (!local_body(work, reach, suffix)) return false;
  join(work, reach.leftmost, MentionKind::kInstitution, body_name(work, reach.leftmost, suffix),
       "local-body");
  work.stack.back().flags |= Mention::kLocal;
  return true;
}

// Whether the suffix on top is rather a particle: what (he) builds.
bool Composer::owned_by_verb(const Work& work) const {
  const Unit& top = work.stack.back();
  const LexiconEntry& head = *entry(top);
  if (head.length != 1 || head.word_class != 'f') return false;
  bool verb = false;
  lexicon_.trie().prefixes(work.text.substr(top.end), [&](std::size_t, std::uint32_t index) {
    verb = verb || lexicon_.entries()[index].word_class == 'v';
  });
  return verb;
}

// Whether a unit is a company's name without its ending.
bool Composer::short_company(const Work& work, const Unit& unit) const {
  if (!is(unit, MentionKind::kInstitution) || unit.name == kNone) return false;
  const std::u32string full = to_utf32(lexicon_.names()[unit.name].canonical);
  const std::u32string_view name = work.text.substr(unit.begin, unit.end - unit.begin);
  if (!full.starts_with(name)) return false;
  const auto& endings = lexicon_.company_endings();
  return std::find(endings.begin(), endings.end(), full.substr(name.size())) != endings.end();
}

// Whether the units behind a company that the pack or the document names are only the ending of its full
// name.
bool Composer::company_in_full(const Work& work, std::size_t from) const {
  const Unit& company = work.stack[from];
  if (!is(company, MentionKind::kInstitution)) return false;
  const std::u32string_view rest = work.text.substr(company.end, work.stack.back().end - company.end);
  if (company.type == Token::Type::kKnown) return canonical_of(work, company).ends_with(to_utf8(rest));
  if (company.name == kNone) return false;
  const auto& endings = lexicon_.company_endings();
  return std::find(endings.begin(), endings.end(), rest) != endings.end();
}

// Whether the top is a short name of a national office: behind a place, or the word county or city by itself,
// it means the place's own office.
bool Composer::national_office(const Work& work) const {
  const Unit& top = work.stack.back();
  const LexiconEntry& e = *entry(top);
  if (!is(top, MentionKind::kInstitution) || e.institution_suffix == 0) return false;
  const Suffix& suffix = lexicon_.institution_suffixes()[e.institution_suffix - 1];
  return suffix.strength == Suffix::Strength::kOffice && suffix.text.size() == e.length;
}

bool Composer::office_of_place(const Work& work) const {
  return national_office(work) && is(work.stack[work.stack.size() - 2], MentionKind::kPlace);
}

bool Composer::office_of_local(const Work& work) const {
  return national_office(work) && local_word(work, work.stack[work.stack.size() - 2]);
}

// and, with: only between two plain nouns of one name, never between two names.
bool Composer::joiner_between(const Work& work, std::size_t at, std::size_t leftmost) const {
  if (at == 0 || !flagged(work.stack[at], LexiconEntry::kJoiner)) return false;
  const Unit& left = work.stack[at - 1];
  const Unit& right = work.stack[leftmost];
  const bool ministry = leftmost + 1 == work.stack.size() && flagged(right, LexiconEntry::kGeneric);
  if ((right.kind != kNoKind && !ministry) || left.kind != kNoKind) return false;
  if (!modifier(left) || (!ministry && !modifier(right))) return false;
  const LexiconEntry* e = entry(left);
  const bool body = e != nullptr && e->institution_suffix != 0 &&
                    lexicon_.institution_suffixes()[e->institution_suffix - 1].text.size() == e->length;
  return !body;  // two bodies, as "schools and hospitals"
}

// Goes left from a suffix over what may belong to the name and notes where its parts begin.
Composer::Reach Composer::reach_left(const Work& work, bool event) const {
  const auto& stack = work.stack;
  const std::size_t top = stack.size() - 1;
  Reach reach, unenumerated;
  bool joined = false, enumerated = false;
  const bool legal =
      !event && lexicon_.legal_form(work.text.substr(stack[top].begin, stack[top].end - stack[top].begin));
  reach.leftmost = top;
  for (std::size_t i = top; i-- > 0 && top - i <= kLongestBody;) {
    const Unit& unit = stack[i];
    const LexiconEntry* e = entry(unit);
    if (unit.split != 0) {  // "stationed in China", "aiding Africa" inside the name of a team
      if (e == nullptr || !e->has(LexiconEntry::kInside)) break;
      ++reach.modifiers;
    } else if (flagged(unit, LexiconEntry::kVisits) && unit.kind == kNoKind && unit.end - unit.begin == 2 &&
               (reach.anchor != kNone || reach.particular != kNone) && i > 0 && geographic(stack[i - 1])) {
      break;  // (at a place) inspects the company
    } else if (unit.kind == kNoKind && flagged(unit, LexiconEntry::kEach) && i > 1 &&
               work.text[stack[i - 2].begin] == kEnumerationComma && geographic(stack[i - 1])) {
      break;  // of a list of countries: the government of each of the three
    } else if (unit.composed == kNone && flagged(unit, LexiconEntry::kActs) && i > 0 &&
               is(stack[i - 1], MentionKind::kInstitution)) {
      break;  // what the body does
    } else if (unit.kind == kNoKind && flagged(unit, LexiconEntry::kEach) && i > 0 &&
               geographic(stack[i - 1]) &&
               (stack[i - 1].name == kNone || lexicon_.names()[stack[i - 1].name].members.empty())) {
      break;  // (A, B and) C, the three countries' delegations
    } else if (((is(unit, MentionKind::kRepresentative) || (is(unit, MentionKind::kTitle) && i + 1 == top)) &&
                flagged(unit, LexiconEntry::kInside)) ||
               (unit.kind == kNoKind && flagged(unit, LexiconEntry::kEach))) {
      ++reach.modifiers;  // a team of experts; both countries' body
    } else if (geographic(unit) || is(unit, MentionKind::kInstitution) || is(unit, MentionKind::kWork) ||
               (!event && i + 1 == top && is(unit, MentionKind::kEvent))) {  // a festival's committee
      reach.anchor = i;
      if (is(unit, MentionKind::kWork) || is(unit, MentionKind::kEvent)) {
        reach.leftmost = i;
        break;
      }
    } else if (unit.type == Token::Type::kOrdinal || (e != nullptr && e->has(LexiconEntry::kLevel))) {
      reach.level = i;
      ++reach.modifiers;
    } else if (proper(unit) &&
               (unit.type != Token::Type::kWord || e->word_class != 'n' || proper(stack[i + 1]))) {
      reach.particular = i;
      ++reach.modifiers;
    } else if (event && is(unit, MentionKind::kTitle) && i > 0 && stack[i - 1].kind != kNoKind) {
      ++reach.modifiers;  // a meeting of the leaders of a body
    } else if (!event && is(unit, MentionKind::kTitle) && flagged(unit, LexiconEntry::kInside) && i > 0 &&
               stack[i - 1].kind != kNoKind && !proper(stack[i + 1])) {
      ++reach.modifiers;  // the society of those who practise a profession
    } else if (lone_character(unit) &&
               (i + 1 == top || lone_character(stack[i + 1]) ||
                (i > 0 && stack[i - 1].end == unit.begin && lone_character(stack[i - 1])))) {
      if (e != nullptr && e->word_class == 'v' && i > 0 &&
          (is(stack[i - 1], MentionKind::kInstitution) || stack[i - 1].type == Token::Type::kForeign))
        break;
      reach.particular = i;
      ++reach.modifiers;
    } else if (reach.particular == i + 1 && i > 0 && geographic(stack[i - 1]) && unit.kind == kNoKind &&
               (e == nullptr || e->word_class != 'f') && unit.end - unit.begin == 1 &&
               stack[i - 1].end == unit.begin && unit.type != Token::Type::kPunctuation &&
               lone_character(stack[i + 1])) {
      reach.particular = i;  // a frequent character and a rare one between a place and the noun: a name
      ++reach.modifiers;
    } else if (modifier(unit) || local_word(work, unit) || (legal && trade(unit)) ||
               (reach.anchor == kNone && stack[top].end - stack[top].begin >= kTellingSuffix &&
                behind_level(work, i)) ||
               (!event && reach.anchor == kNone && behind_country(work, i))) {
      ++reach.modifiers;
    } else if (const std::size_t open = quotation_open(work, i); open != kNone) {
      reach.particular = open;
      ++reach.modifiers;
      i = open;
    } else if (joiner_between(work, i, reach.leftmost)) {
      joined = true;
    } else if (joined && work.text[unit.begin] == kEnumerationComma && i > 0 && modifier(stack[i - 1])) {
      if (!enumerated) unenumerated = reach;
      enumerated = true;
    } else if (!dash_between(work, i, reach.anchor)) {
      break;
    }
    reach.leftmost = i;
  }
  // A list of fields (A, B and C) is part of the name when it has an anchor before it.
  if (enumerated && reach.anchor == unenumerated.anchor) reach = unenumerated;
  while (reach.leftmost < top && !among_words(work, reach.leftmost))
    ++reach.leftmost;  // a joiner or dash at the very left joins nothing
  return reach;
}

// Whether a unit is a word that tells a company's trade before its legal form.
bool Composer::trade(const Unit& unit) const {
  const LexiconEntry* e = entry(unit);
  return unit.kind == kNoKind && e != nullptr && e->length >= 2 && e->flags == 0 && e->word_class != 'f' &&
         e->word_class != 'd';
}

// Whether a unit is a verb or adverb that a word such as national makes part of a name: national synchrotron
// radiation research centre.
bool Composer::behind_level(const Work& work, std::size_t at) const {
  if (work.stack[at + 1].type == Token::Type::kNumber) return false;  // it sends 29 of them
  for (;; --at) {
    const LexiconEntry* e = entry(work.stack[at]);
    if (e == nullptr || work.stack[at].kind != kNoKind || at == 0) return false;
    if (e->has(LexiconEntry::kLevel)) return true;
    const bool acts = e->word_class == 'v' || e->word_class == 'd';
    if (!acts || e->length < 2 || e->flags != 0) return false;
  }
}

// Whether the words from a country to the suffix on top are one name whatever they are: an office follows, or
// the country stands where an object does (received a country's against-the-war delegation).
bool Composer::behind_country(const Work& work, std::size_t at) const {
  constexpr std::uint32_t barred =
      LexiconEntry::kBeforePlace | LexiconEntry::kGathers | LexiconEntry::kFounds | LexiconEntry::kActs;
  const auto& stack = work.stack;
  for (; !geographic(stack[at]); --at) {
    const LexiconEntry* e = entry(stack[at]);
    if (e == nullptr || stack[at].kind != kNoKind || at == 0) return false;
    if (at < stack.size() - 2 && flagged(stack[at], LexiconEntry::kJoiner)) continue;
    const bool acts = e->word_class == 'v' || e->word_class == 'd' || e->word_class == 'a';
    if (!modifier(stack[at]) && (!acts || e->length < 2 || (e->flags & barred) != 0)) return false;
  }
  const Unit& top = stack.back();
  if (before_office(work, top.end)) return true;
  if (at == 0 || top.end - top.begin < kTellingSuffix) return false;
  const LexiconEntry* before = entry(stack[at - 1]);
  const bool particle = before != nullptr && before->length == 1 && before->word_class == 'f';
  return (flagged(stack[at - 1], LexiconEntry::kBeforePerson) && before->length > 1) ||
         (particle && !flagged(stack[at - 1], LexiconEntry::kJoiner));
}

// Whether an office of more than one character stands at a place of the text, behind prefixes of offices or
// none.
bool Composer::before_office(const Work& work, std::size_t at) const {
  bool office = false;
  std::size_t prefix = 0;
  lexicon_.trie().prefixes(work.text.substr(at), [&](std::size_t length, std::uint32_t index) {
    const LexiconEntry& e = lexicon_.entries()[index];
    office = office || (length > 1 && e.has(LexiconEntry::kTitle) && !e.has(LexiconEntry::kForm));
    if (e.has(LexiconEntry::kTitlePrefix)) prefix = length;
  });
  return office || (prefix > 0 && before_office(work, at + prefix));
}

// Whether a body's name may begin with a unit.
bool Composer::among_words(const Work& work, std::size_t at) const {
  const Unit& unit = work.stack[at];
  return unit.kind != kNoKind || modifier(unit) || proper(unit) || unit.type == Token::Type::kOrdinal ||
         work.text[unit.begin] == kQuoteOpen || unit.split != 0 || local_word(work, unit);
}

// Whether a unit is the word county, city by itself.
bool Composer::local_word(const Work& work, const Unit& unit) const {
  return unit.end - unit.begin == 1 && unit.kind == kNoKind && unit.type == Token::Type::kWord &&
         (lexicon_.char_class(work.text[unit.begin]) & Lexicon::kLocal) != 0;
}

// Where the quotation opens that closes at a unit, when it is short; else kNone.
std::size_t Composer::quotation_open(const Work& work, std::size_t close) const {
  const auto& stack = work.stack;
  constexpr std::uint16_t joins = Lexicon::kDot | Lexicon::kHyphen;
  if (work.text[stack[close].begin] != kQuoteClose) return kNone;
  for (std::size_t i = close; i-- > 0 && close - i <= 8;) {
    if (stack[i].type != Token::Type::kPunctuation) continue;
    if ((lexicon_.char_class(work.text[stack[i].begin]) & joins) != 0) continue;
    return work.text[stack[i].begin] == kQuoteOpen && i + 1 < close ? i : kNone;
  }
  return kNone;
}

// A dash between two names of one joint body.
bool Composer::dash_between(const Work& work, std::size_t at, std::size_t anchor) const {
  const Unit& unit = work.stack[at];
  const char32_t c = work.text[unit.begin];
  return unit.end - unit.begin == 1 && (c == kDash || c == kShortDash || c == kHyphen) && at > 0 &&
         work.stack[at - 1].kind != kNoKind && anchor == at + 1;
}

// A call or meeting of one body "and" another is no event with a name: the two are its parties.
bool Composer::joined_parties(const Work& work, std::size_t at) const {
  const auto& stack = work.stack;
  const auto body = [&](const Unit& unit) { return geographic(unit) || is(unit, MentionKind::kInstitution); };
  return at >= 2 && body(stack[at]) && flagged(stack[at - 1], LexiconEntry::kJoiner) && body(stack[at - 2]);
}

// Two bodies with a dash between them stand in the name from a unit on.
bool Composer::dashed_parties(const Work& work, std::size_t from) const {
  const auto& stack = work.stack;
  const auto body = [&](const Unit& unit) { return geographic(unit) || is(unit, MentionKind::kInstitution); };
  for (std::size_t i = from + 1; i + 1 < stack.size(); ++i)
    if (dash_between(work, i, i + 1) && body(stack[i - 1]) && body(stack[i + 1])) return true;
  return false;
}

bool Composer::reduce_body(Work& work, MentionKind kind) const {
  auto& stack = work.stack;
  const std::size_t top = stack.size() - 1;
  const LexiconEntry& head = *entry(stack[top]);
  const bool event = kind == MentionKind::kEvent;
  const Suffix& suffix = event ? lexicon_.event_suffixes()[head.event_suffix - 1]
                               : lexicon_.institution_suffixes()[head.institution_suffix - 1];
  const bool plain = head.length == suffix.text.size();  // the word is nothing but the suffix
  const Reach reach = reach_left(work, event);
  const std::size_t modifiers = reach.modifiers + (plain ? 0 : 1);
  if (suffix.strength == Suffix::Strength::kSession && plain) {
    const std::size_t body = sitting_body(work);
    if (body != kNone) {
      join(work, body, MentionKind::kInstitution, canonical_of(work, stack[body]), "session");
      return true;
    }
  }
  if (!event && owned_by_verb(work)) return false;
  if (!event && reduce_local(work, reach)) return true;
  const bool founded = founded_behind(work, reach.leftmost);
  if (!founded && !event && counted(work, reach.leftmost)) return false;
  std::size_t from = kNone;
  if (suffix.strength == Suffix::Strength::kWeak) {
    if (founded && modifiers >= 2) from = reach.leftmost;
  } else if (reach.anchor != kNone) {
    from = reach.level != kNone && reach.level < reach.anchor ? reach.level : reach.anchor;
  } else if (reach.level != kNone && (modifiers >= 2 || !plain)) {
    from =
        flagged(stack[reach.level + 1], LexiconEntry::kJoiner) ? kNone : reach.level;  // national and other
  } else if (reach.particular != kNone &&
             (suffix.strength == Suffix::Strength::kProper ||
              (suffix.strength == Suffix::Strength::kModified && odd_name(stack[reach.particular]))) &&
             top - reach.particular <= 5 && stack[top].begin - stack[reach.particular].begin >= 2) {
    from = reach.particular;
  }
  if (founded && !event && modifiers >= 1 && reach.anchor == kNone) from = reach.leftmost;
  if (!event && reach.anchor == kNone && suffix.strength != Suffix::Strength::kWeak && visited(work, reach))
    from = reach.leftmost;
  if (from == kNone && suffix.strength == Suffix::Strength::kProper && modifiers >= 2 &&
      work.text[stack[reach.leftmost].begin] == lexicon_.ordinal_prefix()) {
    from = reach.leftmost;  // the second cotton mill
  }
  if (from == kNone || from == top) return false;
  const bool only_country = from + 1 == top && is(stack[from], MentionKind::kCountry) && plain;
  if (from + 1 == top && plain && head.word_class == 'v')
    return false;  // a ministry organizes, it is no organization
  if (only_country && (suffix.strength == Suffix::Strength::kModified || event)) return false;
  if (suffix.strength == Suffix::Strength::kCall && dashed_parties(work, from)) return false;
  if (suffix.strength == Suffix::Strength::kSession && modifiers < 2) return false;
  if (event && (modifiers == 0 || joined_parties(work, from))) return false;
  if (!event && reduce_each(work, from)) return true;
  const std::uint16_t local = stack[from].flags & Mention::kLocal;
  std::string name =
      company_in_full(work, from) ? canonical_of(work, stack[from]) : body_name(work, from, suffix);
  if (local != 0 && stack[from].split == 0 && stack[from].name != kNone) {  // our school's: the school's
    const std::string own = surface(work, stack[from]);
    if (name.starts_with(own)) name.replace(0, own.size(), canonical_of(work, stack[from]));
  }
  join(work, from, kind, std::move(name), event ? "event-suffix" : "institution-suffix");
  stack.back().flags |= local;
  return true;
}

// Whether a count of such bodies stands before it (346 medical teams): none of them is named.
bool Composer::counted(const Work& work, std::size_t at) const {
  if (at < 2) return false;
  const LexiconEntry* unit = entry(work.stack[at - 1]);
  if (unit == nullptr || unit->word_class != 'q') return false;
  const Unit& number = work.stack[at - 2];
  return number.type == Token::Type::kNumber ||
         (entry(number) != nullptr && entry(number)->word_class == 'm');
}

// The body whose sitting the top may be: right before it, or before an ordinal.
std::size_t Composer::sitting_body(const Work& work) const {
  std::size_t body = work.stack.size() - 2;
  if (work.stack[body].type == Token::Type::kOrdinal && body > 0) --body;
  return is(work.stack[body], MentionKind::kInstitution) ? body : kNone;
}

// Behind a verb of attending or holding, all the words up to the noun are the meeting's name, whatever they
// are.
bool Composer::reduce_gathering(Work& work) const {
  const Suffix& suffix = lexicon_.event_suffixes()[entry(work.stack.back())->event_suffix - 1];
  if (suffix.strength == Suffix::Strength::kNever) return false;
  if (suffix.strength == Suffix::Strength::kSession) {
    const LexiconEntry* before = entry(work.stack[work.stack.size() - 2]);
    const bool of_body = before != nullptr && before->institution_suffix != 0;
    if (of_body || sitting_body(work) != kNone) return false;
  }
  const std::size_t from = gathering_from(work);
  if (from == kNone || (suffix.strength == Suffix::Strength::kCall && dashed_parties(work, from)))
    return false;
  const Unit& top = work.stack.back();
  std::string name = to_utf8(work.text.substr(work.stack[from].begin, top.end - work.stack[from].begin));
  join(work, from, MentionKind::kEvent, std::move(name), "gathering");
  return true;
}

// Where the name of a meeting begins whose noun is on top; kNone when no such verb stands before it.
std::size_t Composer::gathering_from(const Work& work) const {
  const auto& stack = work.stack;
  const std::size_t top = stack.size() - 1;
  const std::u32string_view behind = work.text.substr(stack[top].end);
  const auto& ends = lexicon_.gathering_ends();
  const bool at_it = std::any_of(ends.begin(), ends.end(),
                                 [&](const std::u32string& end) { return behind.starts_with(end); });
  for (std::size_t i = top; i-- > 0 && top - i <= kLongestGathering;) {
    const Unit& unit = stack[i];
    const LexiconEntry* e = entry(unit);
    const bool particle = e != nullptr && e->length == 1 && i > 0 &&
                          (e->word_class == 'f' || work.text[unit.begin] == kEnumerationComma);
    const bool verb = unit.kind == kNoKind && flagged(unit, LexiconEntry::kGathers);
    const bool opens =
        verb || (at_it && flagged(unit, LexiconEntry::kGathersAt)) ||
        (particle && flagged(stack[i - 1], LexiconEntry::kGathers)) ||
        (flagged(unit, LexiconEntry::kJoiner) && i > 0 && is(stack[i - 1], MentionKind::kEvent));
    if (opens) {
      const std::size_t length = stack[top].begin - stack[i + 1].begin;
      const bool fits = length >= kShortestGathering && length <= 2 * kLongestGathering;
      return fits && stack[i + 1].type != Token::Type::kOrdinal ? i + 1 : kNone;
    }
    const bool mark = unit.type == Token::Type::kPunctuation && unit.end - unit.begin == 1 &&
                      work.text[unit.begin] != kDash && work.text[unit.begin] != kShortDash &&
                      work.text[unit.begin] != kHyphen;
    if (mark) return held_at(work, i + 1) ? i + 1 : kNone;
    if (is(unit, MentionKind::kPerson) || is(unit, MentionKind::kEvent)) return kNone;
  }
  return top <= kLongestGathering && held_at(work, 0) ? 0 : kNone;
}

// Whether a meeting that begins with the clause was held, as what follows its noun tells.
bool Composer::held_at(const Work& work, std::size_t from) const {
  const Unit& top = work.stack.back();
  const std::size_t length = top.begin - work.stack[from].begin;
  if (length < kShortestGathering || length > 2 * kLongestGathering) return false;
  if (work.stack[from].type == Token::Type::kOrdinal) return false;
  const std::u32string_view behind = work.text.substr(top.end);
  const auto& held = lexicon_.gathering_held();
  return std::any_of(held.begin(), held.end(),
                     [&](const std::u32string& word) { return behind.starts_with(word); });
}

// The body of each country of a compound: with a word such as "both countries" between them, or where all
// of them are known.
bool Composer::reduce_each(Work& work, std::size_t from) const {
  const Unit& compound = work.stack[from];
  if (compound.name == kNone || lexicon_.names()[compound.name].members.empty()) return false;
  const bool each = flagged(work.stack[from + 1], LexiconEntry::kEach);
  const std::size_t rest = from + (each ? 2 : 1);
  if (rest >= work.stack.size()) return false;
  const std::u32string_view body =
      work.text.substr(work.stack[rest].begin, work.stack.back().end - work.stack[rest].begin);
  const auto& offsets = work.sentence->offsets;
  std::vector<MentionPart> members;
  for (std::uint32_t country : lexicon_.names()[compound.name].members) {
    const std::string full = lexicon_.names()[country].canonical + to_utf8(body);
    const std::uint32_t known = lexicon_.find_name(to_utf32(full));
    if (known == LexiconEntry::kNoName && !each) return false;
    members.push_back({offsets[compound.begin], offsets[work.stack.back().end], MentionKind::kInstitution,
                       known == LexiconEntry::kNoName ? full : lexicon_.names()[known].canonical});
  }
  join(work, from, MentionKind::kInstitution,
       to_utf8(work.text.substr(compound.begin, work.stack.back().end - compound.begin)), "each");
  work.composed.back().members = std::move(members);
  return true;
}

// The name of units `from`.. in full: short names of bodies and suffixes written out.
std::string Composer::body_name(const Work& work, std::size_t from, const Suffix& suffix) const {
  const auto& stack = work.stack;
  std::string name;
  const std::size_t top = stack.size() - 1;
  for (std::size_t i = from; i < top; ++i) {
    const Unit& unit = stack[i];
    // Abbreviations of two characters stay in longer names as they are.
    const bool full_form = (unit.end - unit.begin > 2 || unit.composed != kNone || unit.name == kNone) &&
                           !short_company(work, unit);
    const bool country =
        is(unit, MentionKind::kCountry) && unit.split == 0 && (unit.flags & Mention::kAbbreviated) == 0;
    const bool full_place =
        is(unit, MentionKind::kPlace) && suffix.strength == Suffix::Strength::kOffice && i + 1 == top;
    if (full_place && of_district(work, unit)) {
      for (const MentionPart& part : work.composed[unit.composed].parts) name += part.canonical;
    } else if ((is(unit, MentionKind::kInstitution) && full_form) || country || full_place) {
      name += canonical_of(work, unit);
      // A city's committee: its full form ends with the word that the suffix begins with.
      const std::string last = to_utf8({&suffix.full_text[0], 1});
      if (full_place && name.ends_with(last) && suffix.full_text.size() == 2)
        name.resize(name.size() - last.size());
    } else if (const char32_t c = work.text[unit.begin]; c != kQuoteOpen && c != kQuoteClose) {
      name += surface(work, unit);
    }
  }
  const std::size_t plain = stack[top].end - stack[top].begin - suffix.text.size();
  return name + to_utf8(work.text.substr(stack[top].begin, plain)) + suffix.full;
}

// Whether a place is a district together with its city.
bool Composer::of_district(const Work& work, const Unit& place) const {
  if (place.composed == kNone || work.composed[place.composed].parts.size() != 2) return false;
  const std::u32string_view text = work.text.substr(place.begin, place.end - place.begin);
  const auto& suffixes = lexicon_.place_suffixes();
  return std::any_of(suffixes.begin(), suffixes.end(), [&](const Suffix& suffix) {
    return suffix.strength == Suffix::Strength::kDistrict && text.ends_with(suffix.text);
  });
}

// A character that stands alone between words and is no frequent word itself.
bool Composer::lone_character(const Unit& unit) const {
  if (unit.end - unit.begin != 1 || unit.kind != kNoKind) return false;
  if (unit.type == Token::Type::kUnknown) return true;
  const LexiconEntry* e = entry(unit);
  return e != nullptr && e->cost > kLoneCharacter && e->word_class != 'f' && e->word_class != 'd' &&
         e->word_class != 't';
}

bool Composer::reduce_place(Work& work) const {
  auto& stack = work.stack;
  const std::size_t top = stack.size() - 1;
  const LexiconEntry& head = *entry(stack[top]);
  const Suffix& suffix = lexicon_.place_suffixes()[head.place_suffix - 1];
  const Unit& last = stack[top - 1];
  const bool plain = head.length == suffix.text.size();
  const bool national = flagged(last, LexiconEntry::kLevel);
  if (!plain && !(head.length > 2 && (geographic(last) || national))) return false;
  std::size_t from = top;
  if (geographic(last) && (last.flags & Mention::kAbbreviated) == 0) {
    if (is(last, MentionKind::kCountry) && suffix.text.size() == 1) return false;
    from = top - 1;
  } else if (suffix.strength == Suffix::Strength::kProper || suffix.strength == Suffix::Strength::kDistrict ||
             suffix.strength == Suffix::Strength::kCity) {
    from = particular_of_place(work);
  }
  if (from == top && plain && suffix.text.size() == 1) from = part_of_place(work);
  if (from == top && !plain && national) from = top - 1;  // the national history museum
  if (from == top && suffix.text.size() > 1) {            // a museum of a country, a national park
    const Reach reach = reach_left(work, false);
    if (reach.anchor != kNone && top - reach.anchor <= 4 && !acts_between(work, reach.anchor))
      from = reach.anchor;
    if (from == top && reach.level != kNone && reach.modifiers >= 2 && top - reach.level <= 4)
      from = reach.level;
    for (std::size_t i = from; i < top; ++i)  // houses and parks are two
      if (flagged(stack[i], LexiconEntry::kJoiner)) return false;
  }
  if (from == top) return false;
  std::string name = without_country(work, from);
  const bool city =
      suffix.strength == Suffix::Strength::kCity && plain && from + 1 == top && listed_place(name);
  if (!city) name += to_utf8(work.text.substr(stack[from].end, stack[top].end - stack[from].end));
  join(work, from, MentionKind::kPlace, std::move(name), "place-suffix");
  return true;
}

// Where the name of a village or town on top begins that stands right behind the town, county it lies in: up
// to three characters, whatever words they are; the top when there is none.
std::size_t Composer::part_of_place(const Work& work) const {
  constexpr std::size_t kLongest = 3;
  const auto& stack = work.stack;
  const std::size_t top = stack.size() - 1;
  for (std::size_t from = top; from > 1 && stack[top].begin - stack[from - 1].begin <= kLongest; --from) {
    const Unit &unit = stack[from - 1], &before = stack[from - 2];
    const LexiconEntry* e = entry(unit);
    const bool free = e != nullptr && (e->flags & ~std::uint32_t{LexiconEntry::kInside}) == 0;
    if (unit.kind != kNoKind || unit.end != stack[from].begin || !free) break;
    if (e->word_class == 'f' || (e->length > 1 && (e->word_class == 'a' || e->word_class == 'm'))) break;
    if (!is(before, MentionKind::kPlace) || before.end != unit.begin) continue;
    const bool town = (lexicon_.char_class(work.text[before.end - 1]) & Lexicon::kLocal) != 0;
    return town && stack[top].begin - unit.begin >= 2 ? from - 1 : top;
  }
  return top;
}

// A unit as it is written, without the country or place in which it lies.
std::string Composer::without_country(const Work& work, std::size_t at) const {
  const Unit& unit = work.stack[at];
  std::string written = surface(work, unit);
  if (unit.composed == kNone || unit.type == Token::Type::kKnown) return written;
  const std::string& name = work.composed[unit.composed].canonical;
  return written.ends_with(name) ? name : written;
}

// Whether the pack lists a place by this very name.
bool Composer::listed_place(const std::string& name) const {
  const std::uint32_t found = lexicon_.find_name(to_utf32(name));
  return found != LexiconEntry::kNoName && lexicon_.names()[found].kind == MentionKind::kPlace &&
         lexicon_.names()[found].canonical == name;
}

// Whether a verb of going or saying stands behind a unit: (to a country) inspects its market.
bool Composer::acts_between(const Work& work, std::size_t at) const {
  const LexiconEntry* e = entry(work.stack[at + 1]);
  return e != nullptr && work.stack[at + 1].kind == kNoKind && e->has(LexiconEntry::kAfterPerson) &&
         e->length >= 2;
}

// Where the particular part of a place's name begins before its suffix, which is on top; the top when there
// is none: a run of what is no common word, two or three characters that make no word, or one rare word or
// character.
std::size_t Composer::particular_of_place(const Work& work) const {
  const auto& stack = work.stack;
  const std::size_t top = stack.size() - 1;
  const Unit& last = stack[top - 1];
  std::size_t from = top;
  while (from > 0 && top - from < 4 && proper(stack[from - 1]) && !is(stack[from - 1], MentionKind::kPerson))
    --from;
  if (from == top || (from + 1 == top && stack[from].end - stack[from].begin == 1)) {
    std::size_t single = top;
    while (single > 0 && top - single < 3 && lone_character(stack[single - 1])) --single;
    if (top - single >= 2) from = single;
  }
  if (from == top && last.type == Token::Type::kWord && last.kind == kNoKind) {
    const LexiconEntry* e = entry(last);
    if (e->length == 2 && e->cost > kRareWord && !e->has(LexiconEntry::kOutside) && modifier(last)) --from;
  }
  const std::size_t length = stack[top].begin - stack[from].begin;
  if (length == 1 && (last.type == Token::Type::kUnknown ||
                      (entry(last) != nullptr && entry(last)->cost > kRareCharacter))) {
    return from;
  }
  const bool fits = length >= 2 && (length <= 5 || stack[from].type == Token::Type::kForeign);
  return fits ? from : top;
}

// Two names side by side that are one: a place in its country, a body behind its country.
bool Composer::reduce_adjacent(Work& work) const {
  auto& stack = work.stack;
  if (stack.size() < 2) return false;
  const Unit& left = stack[stack.size() - 2];
  const Unit& right = stack.back();
  if (left.end != right.begin || !geographic(left) || (left.flags & Mention::kAbbreviated) != 0) return false;
  if (right.split != 0) return false;
  if (is(right, MentionKind::kPlace)) {
    bool inside = right.name != kNone && left.name != kNone && lexicon_.lies_within(right.name, left.name);
    const bool left_full = left.name != kNone && lexicon_.names()[left.name].canonical == surface(work, left);
    if (!inside && is(left, MentionKind::kPlace)) {
      inside = (left_full || left.composed != kNone) &&
               (right.name == kNone || lexicon_.names()[right.name].within.empty());
    }
    if (!inside) inside = is(left, MentionKind::kCountry) && right.name == kNone;
    if (!inside) return false;
    join(work, stack.size() - 2, MentionKind::kPlace, canonical_of(work, right), "place-within");
    return true;
  }
  if (!is(right, MentionKind::kInstitution)) return false;
  std::string name = canonical_of(work, right);
  if (right.name != kNone && !lexicon_.names()[right.name].within.empty()) {
    const std::string& within = lexicon_.names()[right.name].within;
    if (flagged(right, LexiconEntry::kWorld)) return false;
    const bool own = left.name != kNone && (lexicon_.lies_within(right.name, left.name));
    (void)within;
    if (!own) name = canonical_of(work, left) + name;
  } else if (right.name == kNone && !name.starts_with(surface(work, left))) {
    name = surface(work, left) + name;
  }
  join(work, stack.size() - 2, MentionKind::kInstitution, std::move(name), "institution-of");
  return true;
}

// A whole quotation that ends as names of bodies or events do names one.
void Composer::name_quoted(Work& work) const {
  auto& stack = work.stack;
  for (std::size_t open = 0; open + 2 < stack.size(); ++open) {
    if (work.text[stack[open].begin] != kQuoteOpen || stack[open].type != Token::Type::kPunctuation) continue;
    std::size_t close = open + 1;
    while (close < stack.size() && close - open <= kLongestBody + 1 &&
           (stack[close].type != Token::Type::kPunctuation || dash_between(work, close, close + 1))) {
      ++close;
    }
    if (close >= stack.size() || close < open + 2 || work.text[stack[close].begin] != kQuoteClose) continue;
    const LexiconEntry* e = entry(stack[close - 1]);
    const bool event = is(stack[close - 1], MentionKind::kEvent) || (e != nullptr && e->event_suffix != 0);
    const bool body =
        is(stack[close - 1], MentionKind::kInstitution) || (e != nullptr && e->institution_suffix != 0);
    const std::size_t length = stack[close].begin - stack[open + 1].begin;
    if (!(body || event) || length < 5 || (close == open + 2 && stack[open + 1].kind != kNoKind)) continue;
    std::vector<Unit> rest(stack.begin() + static_cast<std::ptrdiff_t>(close), stack.end());
    stack.resize(close);
    std::string name = to_utf8(work.text.substr(stack[open + 1].begin, length));
    join(work, open + 1, event ? MentionKind::kEvent : MentionKind::kInstitution, std::move(name), "quoted");
    stack.insert(stack.end(), rest.begin(), rest.end());
    open += 2;
  }
}

// The company before an office that only companies have, with its holder behind it: its name need not end as
// bodies' names do.
void Composer::name_employers(Work& work) const {
  for (std::size_t i = 1; i + 1 < work.stack.size(); ++i) {
    const Unit& title = work.stack[i];
    // The holder stands before the office: (the company's) A, manager.
    if (is(title, MentionKind::kPerson) && is(work.stack[i + 1], MentionKind::kTitle) &&
        title.end == work.stack[i + 1].begin) {
      if (const std::size_t from = name_office(work, i); from != kNone) i = from + 2;
      continue;
    }
    const bool office = is(title, MentionKind::kTitle) || is(title, MentionKind::kRepresentative);
    if (!office || !is(work.stack[i + 1], MentionKind::kPerson)) continue;
    const std::size_t from = name_office(work, i);
    if (from != kNone) {
      i = from + 1;
    } else if (flagged(title, LexiconEntry::kFirmOffice) && name_employer(work, i)) {
      --i;
    }
  }
}

// A body of plain words before an office with its holder behind it: nothing else says which one it is
// (liaison bureau director A). Returns its unit, or kNone.
std::size_t Composer::name_office(Work& work, std::size_t title) const {
  auto& stack = work.stack;
  const LexiconEntry* head = entry(stack[title - 1]);
  if (stack[title - 1].kind != kNoKind || head == nullptr || stack[title - 1].end != stack[title].begin)
    return kNone;
  const bool body = head->institution_suffix != 0;
  if (!body && head->place_suffix == 0) return kNone;
  const Suffix& suffix = body ? lexicon_.institution_suffixes()[head->institution_suffix - 1]
                              : lexicon_.place_suffixes()[head->place_suffix - 1];
  if (!body && suffix.text.size() < kShortestHouse) return kNone;  // a museum, a library
  if (suffix.strength == Suffix::Strength::kNever || suffix.strength == Suffix::Strength::kWeak) return kNone;
  const auto inside = [&](const Unit& unit) {
    return (in_employer(unit) || flagged(unit, LexiconEntry::kJoiner)) &&
           !flagged(unit, LexiconEntry::kTitlePrefix);
  };
  std::size_t from = title - 1;
  while (from > 0 && title - from < kLongestEmployer && inside(stack[from - 1])) --from;
  while (from + 1 < title && flagged(stack[from], LexiconEntry::kJoiner)) ++from;
  const LexiconEntry* first = entry(stack[from]);
  const bool bare = first != nullptr && first->institution_suffix != 0;  // the company's, the school's
  const std::size_t length = stack[title].begin - stack[from].begin;
  if (bare || length < kShortestOffice || (from > 0 && geographic(stack[from - 1]))) return kNone;
  if (!body && !opens_name(work, from)) return kNone;
  std::vector<Unit> rest(stack.begin() + static_cast<std::ptrdiff_t>(title), stack.end());
  stack.resize(title);
  join(work, from, body ? MentionKind::kInstitution : MentionKind::kPlace, body_name(work, from, suffix),
       "office-body");
  stack.back().flags |= Mention::kGuess;
  stack.insert(stack.end(), rest.begin(), rest.end());
  return from;
}

// Whether the unit before leaves no doubt that a name begins here.
bool Composer::opens_name(const Work& work, std::size_t at) const {
  return at == 0 || work.stack[at - 1].type == Token::Type::kPunctuation ||
         flagged(work.stack[at - 1], LexiconEntry::kJoiner) ||
         flagged(work.stack[at - 1], LexiconEntry::kBeforePerson);
}

bool Composer::in_employer(const Unit& unit) const {
  if (modifier(unit) || proper(unit) || lone_character(unit)) return true;
  const LexiconEntry* e = entry(unit);
  return unit.kind == kNoKind && e != nullptr && e->length == 1 && e->flags == 0 && e->word_class == 'a';
}

bool Composer::name_employer(Work& work, std::size_t title) const {
  auto& stack = work.stack;
  std::size_t from = title;
  bool odd = false;  // it is not made of plain words alone
  while (from > 0 && title - from < kLongestEmployer && stack[from - 1].end == stack[from].begin &&
         in_employer(stack[from - 1])) {
    --from;
    odd = odd || proper(stack[from]) || lone_character(stack[from]);
  }
  if (!odd || (from > 0 && stack[from - 1].kind != kNoKind)) return false;
  const Unit& first = stack[from];
  const std::size_t length = stack[title].begin - first.begin;
  if (!opens_name(work, from) || length < 3 || length > 2 * kLongestEmployer) return false;
  std::vector<Unit> rest(stack.begin() + static_cast<std::ptrdiff_t>(title), stack.end());
  std::string name = to_utf8(work.text.substr(first.begin, length));
  stack.resize(title);
  join(work, from, MentionKind::kInstitution, std::move(name), "employer");
  stack.back().flags |= Mention::kGuess;
  stack.insert(stack.end(), rest.begin(), rest.end());
  return true;
}

// A prefix of offices that ends the name of a body when words stand right before it (the labour party's
// chairman).
bool Composer::ends_body(const Work& work, std::size_t at) const {
  const Unit& unit = work.stack[at];
  const LexiconEntry* e = entry(unit);
  if (at == 0 || e == nullptr || e->institution_suffix == 0) return false;
  const Unit& before = work.stack[at - 1];
  return before.end == unit.begin && before.kind == kNoKind && in_employer(before);
}

// Deputy, former, acting before an office, and an office before an office (minister's assistant).
bool Composer::reduce_title(Work& work) const {
  auto& stack = work.stack;
  std::size_t from = stack.size() - 1;
  // A, its director, stands for a body: no title is built with a representative behind a person's name.
  if (from > 1 && flagged(stack[from], LexiconEntry::kRepresentative) &&
      is(stack[from - 1], MentionKind::kTitle) &&
      (is(stack[from - 2], MentionKind::kPerson) || stack[from - 2].type == Token::Type::kPerson)) {
    stack[from].kind = kNoKind;
    return false;
  }
  // A (speaks) for president B: what stands behind a person begins no title.
  const auto of_person = [&](std::size_t at) {
    return at > 0 && stack[at - 1].end == stack[at].begin && is(stack[at], MentionKind::kTitle) &&
           (is(stack[at - 1], MentionKind::kPerson) || stack[at - 1].type == Token::Type::kPerson);
  };
  while (from > 0 && !of_person(from - 1) &&
         (flagged(stack[from - 1], LexiconEntry::kTitlePrefix) || is(stack[from - 1], MentionKind::kTitle)) &&
         (stack[from - 1].kind == kNoKind || is(stack[from - 1], MentionKind::kTitle)) &&
         stack[from - 1].end == stack[from].begin && !ends_body(work, from - 1)) {
    --from;
  }
  if (from == stack.size() - 1) return false;
  join(work, from, MentionKind::kTitle,
       to_utf8(work.text.substr(stack[from].begin, stack.back().end - stack[from].begin)), "title");
  return true;
}

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
  if (office && length == 2) take_last(work, at);
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
  if (stack[at].end - stack[at].begin != 2 || !lone_character(last)) return;
  if (!flagged(behind, LexiconEntry::kAfterPerson) || entry(behind)->length < 2) return;
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

void Composer::emit(const Work& work, std::vector<Mention>& mentions) const {
  const auto& offsets = work.sentence->offsets;
  for (std::size_t i = 0; i < work.stack.size(); ++i) {
    const Unit& unit = work.stack[i];
    // The people or tongue of a place is not the place.
    if (geographic(unit) && i + 1 < work.stack.size() && work.stack[i + 1].begin == unit.end &&
        (flagged(work.stack[i + 1], LexiconEntry::kTongue) ||
         (is(unit, MentionKind::kCountry) && flagged(work.stack[i + 1], LexiconEntry::kPeople))))
      continue;
    if (unit.kind == kNoKind) {
      // One character for a country before an office of state.
      if (unit.end - unit.begin != 1 || i + 1 >= work.stack.size() ||
          !flagged(work.stack[i + 1], LexiconEntry::kCountryOffice)) {
        continue;
      }
      MentionKind kind;
      std::string country = country_of_letter(work, unit, kind);
      if (country.empty()) continue;
      Mention& mention = mentions.emplace_back();
      mention.begin = offsets[unit.begin];
      mention.end = offsets[unit.end];
      mention.kind = kind;
      mention.flags = Mention::kAbbreviated | Mention::kFromLexicon;
      mention.canonical = std::move(country);
      mention.rule = "country-letter";
      continue;
    }
    Mention& mention = mentions.emplace_back();
    mention.begin = offsets[unit.begin + unit.split];
    mention.end = offsets[unit.end];
    mention.kind = static_cast<MentionKind>(unit.kind);
    mention.flags = unit.flags;
    mention.canonical = canonical_of(work, unit);
    if (mention.kind == MentionKind::kTitle && !flagged(unit, LexiconEntry::kCountryOffice)) {
      if (const std::string* body =
              lexicon_.office_body(work.text.substr(unit.begin, unit.end - unit.begin))) {
        mention.members.push_back({mention.begin, mention.end, MentionKind::kInstitution, *body});
      }
    }
    if (unit.type == Token::Type::kWork) {
      mention.canonical = to_utf8(work.text.substr(unit.begin + 1, unit.end - unit.begin - 2));
      mention.rule = "work";
    } else if (unit.type == Token::Type::kKnown) {
      mention.rule = "document";
    } else if (unit.composed != kNone) {
      mention.rule = work.composed[unit.composed].rule;
      mention.parts = work.composed[unit.composed].parts;
      if (!work.composed[unit.composed].members.empty())
        mention.members = work.composed[unit.composed].members;
    } else if (unit.name != kNone) {
      mention.rule = unit.flags & Mention::kAbbreviated ? "country-letter" : "lexicon";
      if (!lexicon_.names()[unit.name].members.empty()) add_members(work, unit, mention.members);
    } else if (unit.type == Token::Type::kPerson) {
      mention.rule = "person";
    } else if (unit.type == Token::Type::kForeign) {
      mention.rule = "transliteration";
    } else {
      mention.rule = mention.kind == MentionKind::kTitle ? "title" : "representative";
    }
  }
}

}  // namespace guanxi
