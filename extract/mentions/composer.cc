#include "extract/mentions/composer.h"

#include <algorithm>

namespace guanxi {
namespace {

constexpr float kRareWord = 11.5f;  // cost of a word that may be a place's particular name
constexpr float kLoneCharacter = 7.6f;
constexpr float kRareCharacter = 12;  // alone before a suffix

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
      (!e->named() || office_of_place(work) || office_of_local(work) || organ_of_body(work) ||
       joined_office(work))) {
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
  if (is(last, MentionKind::kEvent) && before.type == Token::Type::kOrdinal && !batch(work, before)) {
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
      if (const std::uint32_t state = lexicon_.state_of_body(unit.name); state != kNone)
        mention.state = lexicon_.names()[state].canonical;
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
