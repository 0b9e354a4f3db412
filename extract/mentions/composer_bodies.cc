// Composer: the names of bodies, their sittings and meetings, and of what a quotation or an office tells.
#include <algorithm>

#include "extract/mentions/composer.h"

namespace guanxi {
namespace {

constexpr std::size_t kLongestBody = 14;       // units in a body's name
constexpr std::size_t kLongestGathering = 20;  // units in the name of a meeting behind a verb
constexpr std::size_t kShortestGathering = 3;  // characters before the noun of a meeting behind a verb
constexpr std::size_t kTellingSuffix = 3;      // characters of a suffix before which verbs belong to the name
constexpr std::size_t kLongestEmployer = 5;    // units in a company's name before an office
constexpr std::size_t kShortestOffice = 3;     // characters of a body's name that only an office tells
constexpr std::size_t kShortestHouse = 3;      // characters of a house's noun that only an office tells
constexpr char32_t kEnumerationComma = U'\u3001', kDash = U'\u2014', kShortDash = U'\u2013', kHyphen = U'-',
                   kQuoteOpen = U'\u201c', kQuoteClose = U'\u201d', kBracketOpen = U'\uff08',
                   kBracketClose = U'\uff09';

}  // namespace

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

// Whether the top is a short name of a body's organ right behind another body: (a party's) central committee.
bool Composer::organ_of_body(const Work& work) const {
  const Unit& top = work.stack.back();
  const Unit& before = work.stack[work.stack.size() - 2];
  if (!is(top, MentionKind::kInstitution) || entry(top)->institution_suffix == 0 || top.name == kNone)
    return false;
  if (!is(before, MentionKind::kInstitution) || before.end != top.begin) return false;
  const std::string& full = lexicon_.names()[top.name].canonical;
  return full != surface(work, top) && !full.starts_with(canonical_of(work, before));
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

// Whether a unit cannot belong to the name that began right of it, since it tells what somebody does or whose
// body it is.
bool Composer::ends_reach(const Work& work, std::size_t at, const Reach& reach) const {
  const auto& stack = work.stack;
  const Unit& unit = stack[at];
  if (at == 0) return false;
  const Unit& before = stack[at - 1];
  // (At a place) inspects the company.
  if (flagged(unit, LexiconEntry::kVisits) && unit.kind == kNoKind && unit.end - unit.begin == 2 &&
      (reach.anchor != kNone || reach.particular != kNone) && geographic(before))
    return true;
  // What the body does.
  const bool behind_it = reach.anchor == at + 1 || reach.level == at + 1;
  if (unit.composed == kNone && is(before, MentionKind::kInstitution) &&
      (flagged(unit, LexiconEntry::kActs) || (behind_it && joins_another(work, unit))))
    return true;
  if (!flagged(unit, LexiconEntry::kEach) || unit.kind != kNoKind || !geographic(before)) return false;
  // Of a list of countries: the government of each of the three; (A, B and) C, the three countries'
  // delegations.
  const bool listed = at > 1 && work.text[stack[at - 2].begin] == kEnumerationComma;
  return listed || before.name == kNone || lexicon_.names()[before.name].members.empty();
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
    if (batch(work, unit)) {
      if (i + 1 == top) break;
      continue;
    }
    if (unit.split != 0) {  // "stationed in China", "aiding Africa" inside the name of a team
      if (e == nullptr || !e->has(LexiconEntry::kInside)) break;
      ++reach.modifiers;
    } else if (ends_reach(work, i, reach)) {
      break;
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
    } else if (const std::size_t bracket = legal ? bracketed_place(work, i) : kNone; bracket != kNone) {
      i = bracket;  // a company's branch: A (China), limited
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

// Whether a unit is a word for acting together, which between two bodies is no part of a name.
bool Composer::joins_another(const Work& work, const Unit& unit) const {
  const auto& words = lexicon_.acts_with();
  return std::find(words.begin(), words.end(), work.text.substr(unit.begin, unit.end - unit.begin)) !=
         words.end();
}

// Whether a unit is a batch of those whom a body is made up of: the third batch.
bool Composer::batch(const Work& work, const Unit& unit) const {
  const LexiconEntry* e = entry(unit);
  return unit.kind == kNoKind && work.text[unit.end - 1] == lexicon_.batch_unit() &&
         (unit.type == Token::Type::kOrdinal || (e != nullptr && e->word_class == 'm'));
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

// Where a country or place in brackets begins that ends at a unit, right before the legal form on top.
std::size_t Composer::bracketed_place(const Work& work, std::size_t close) const {
  const auto& stack = work.stack;
  if (close + 2 != stack.size() || close < 3 || !geographic(stack[close - 1])) return kNone;
  const char32_t left = work.text[stack[close - 2].begin], right = work.text[stack[close].begin];
  const bool brackets = (left == kBracketOpen && right == kBracketClose) || (left == U'(' && right == U')');
  return brackets ? close - 2 : kNone;
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
    if (batch(work, unit)) continue;
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

}  // namespace guanxi
