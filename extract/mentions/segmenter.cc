#include "extract/mentions/segmenter.h"

#include <algorithm>
#include <limits>

namespace guanxi {
namespace {

// Costs in nats, set by hand on development text and kept away from the edge of what works.
constexpr float kUnknownCost = 16;  // a Han character outside the word lists
constexpr float kPersonCost = 6;    // that a word is a person's name
constexpr float kOneGivenCost = 3;  // names of two characters are often chance
constexpr float kCompoundPersonCost = 3;
constexpr float kCompoundOneGivenCost = 5;
constexpr float kGivenTailCost = 2;  // of a third character of a given name
constexpr float kRareGiven = 6;      // cost of a character that ends few given names
constexpr float kOddCharacter = 8;   // of one that begins a dotted part and is not usual in foreign names
constexpr float kNoGiven = 12;       // from here on the lists know no such given name
constexpr float kForeignCost = 7.5f;
constexpr float kShortForeignCost = 3;  // transliterations of two characters are often chance
constexpr float kOrdinalCost = 6;
constexpr float kTitleGain = 6;          // an office right before a name says more than other words
constexpr float kDotGain = 9;            // a dot between transliterated parts
constexpr float kSupportGain = 2.5f;     // for each side that speaks for a person
constexpr float kClauseGain = 2;         // where persons act in the clause that a name begins
constexpr float kCutTitleCost = 5;       // of a name whose end is the begin of an office
constexpr float kCutVerbCost = 4;        // of a foreign name whose end is the begin of what persons do
constexpr std::size_t kTellingBody = 3;  // characters of a body's noun that a name before it may not cut
constexpr float kKnownCost = 5;          // of a name that the document told
constexpr float kKnownPairCost = 8;      // of one of two characters
constexpr float kVisitCost = 12;         // of a verb of visiting with a country's first character
constexpr std::size_t kLongestForeign = 24;

constexpr char32_t kWorkOpen = U'\u300a', kWorkClose = U'\u300b', kEnumerationComma = U'\u3001';
constexpr std::size_t kLongestWork = 300;

}  // namespace

// The cheapest path to each position of one block. Positions count from the block's first character.
struct Segmenter::Lattice {
  std::u32string_view text;
  const CharTrie* known = nullptr;
  std::vector<float> cost;
  std::vector<Token> last;  // the token that ends at a position on the cheapest path
  // Of the clause that was asked for last: where it ends, and where the last word in it begins that says what
  // persons do.
  std::size_t clause_end = 0, last_act = 0;
  std::vector<std::int8_t>
      follows;  // whether what stands at a position follows persons; negative: not looked up yet

  void reset(std::u32string_view block) {
    text = block;
    cost.assign(block.size() + 1, std::numeric_limits<float>::infinity());
    last.resize(block.size() + 1);
    follows.assign(block.size() + 1, -1);
    cost[0] = 0;
    clause_end = last_act = 0;
  }
  void relax(std::size_t begin, std::size_t end, float step, Token::Type type, std::uint32_t entry) {
    const float total = cost[begin] + step;
    if (total < cost[end]) {
      cost[end] = total;
      last[end] = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), entry, type};
    }
  }
};

void Segmenter::cut(std::u32string_view text, const CharTrie* known, std::vector<Token>& tokens) const {
  tokens.clear();
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t end = std::min(text.size(), begin + kBlock);
    if (end < text.size()) {  // a long text is cut behind a mark, so that no name is
      std::size_t mark = end;
      while (mark > begin && lexicon_.char_class(text[mark - 1]) != 0) --mark;
      if (mark > begin) end = mark;
    }
    cut_block(text, begin, end, known, tokens);
    begin = end;
  }
}

void Segmenter::cut_block(std::u32string_view text, std::size_t begin, std::size_t end, const CharTrie* known,
                          std::vector<Token>& tokens) const {
  static thread_local Lattice lattice;
  lattice.reset(text.substr(begin, end - begin));
  lattice.known = known;
  const std::u32string_view block = lattice.text;
  for (std::size_t i = 0; i < block.size(); ++i) {
    if (lattice.cost[i] == std::numeric_limits<float>::infinity()) continue;  // inside a Latin word or a work
    const std::uint16_t cls = lexicon_.char_class(block[i]);
    if ((cls & (Lexicon::kLatin | Lexicon::kDigit)) != 0) {
      latin_at(lattice, i);
    } else if ((cls & Lexicon::kHan) == 0) {
      std::size_t stop = i + 1;
      if (block[i] == kWorkOpen) {
        std::size_t depth = 1;
        const std::size_t limit = std::min(block.size(), i + kLongestWork);
        for (std::size_t j = i + 1; j < limit && stop == i + 1; ++j) {
          if (block[j] == kWorkOpen) ++depth;
          if (block[j] == kWorkClose && --depth == 0) stop = j + 1;
        }
      }
      lattice.relax(i, stop, 1, stop > i + 2 ? Token::Type::kWork : Token::Type::kPunctuation,
                    Token::kNoEntry);
    } else {
      words_at(lattice, i);
      if (block[i] == lexicon_.ordinal_prefix()) ordinal_at(lattice, i);
      if ((cls & Lexicon::kSurname) != 0) persons_at(lattice, i);
      if ((cls & Lexicon::kTransliteration) != 0) foreign_at(lattice, i);
    }
  }
  const std::size_t first = tokens.size();
  for (std::size_t at = block.size(); at > 0;) {
    Token token = lattice.last[at];
    at = token.begin;
    token.begin += static_cast<std::uint32_t>(begin);
    token.end += static_cast<std::uint32_t>(begin);
    tokens.push_back(token);
  }
  std::reverse(tokens.begin() + static_cast<std::ptrdiff_t>(first), tokens.end());
}

void Segmenter::words_at(Lattice& lattice, std::size_t i) const {
  const std::u32string_view rest = lattice.text.substr(i);
  const float* costs = lexicon_.costs().data();
  lattice.relax(i, i + 1, kUnknownCost, Token::Type::kUnknown, Token::kNoEntry);
  const bool visits = lexicon_.visits(rest[0]);
  lexicon_.trie().prefixes(rest, [&](std::size_t length, std::uint32_t entry) {
    // Most words are short: their entries need not be looked at, which are a cache miss each.
    const bool cuts =
        length > 3 &&
        (lexicon_.entries()[entry].named() || lexicon_.entries()[entry].has(LexiconEntry::kTitle)) &&
        cuts_title(rest, length);
    const bool cuts_place =
        visits && length == 2 && lexicon_.entries()[entry].split != 0 && begins_place(rest.substr(1), 1);
    // A word before the dot of a foreign name is a part of that name.
    const bool dotted =
        length > 2 && length < rest.size() && (lexicon_.char_class(rest[length]) & Lexicon::kDot) != 0;
    lattice.relax(i, i + length, costs[entry] + (cuts || cuts_place || dotted ? kCutTitleCost : 0),
                  Token::Type::kWord, entry);
  });
  if (lattice.known != nullptr && lattice.known->starts(rest[0])) {
    lattice.known->prefixes(rest, [&](std::size_t length, std::uint32_t index) {
      const bool visit = length == 2 && visits;
      const bool pair = length == 2 && lexicon_.surname_cost(rest.substr(0, 2)) < 0;
      float cost = visit ? kVisitCost : pair ? kKnownPairCost : kKnownCost;
      if (visit) {  // what the document means goes before what the pack means by it
        const std::uint32_t entry = lexicon_.trie().find(rest.substr(0, length));
        if (entry != CharTrie::kNone && lexicon_.entries()[entry].split != 0)
          cost = std::min(cost, costs[entry] - 1);
      }
      const bool cuts = (length > 2 && (cuts_title(rest, length) || inside_place(lattice.text, i))) ||
                        (visit && begins_place(rest.substr(1), 1));
      lattice.relax(i, i + length, cost + (cuts ? kCutTitleCost : 0), Token::Type::kKnown, index);
    });
  }
}

// Whether the name of a place of two characters begins one character before.
bool Segmenter::inside_place(std::u32string_view text, std::size_t at) const {
  if (at == 0) return false;
  const std::uint32_t entry = lexicon_.trie().find(text.substr(at - 1, 2));
  if (entry == CharTrie::kNone) return false;
  const LexiconEntry& e = lexicon_.entries()[entry];
  return e.named() && e.split == 0 && lexicon_.names()[e.name].kind == MentionKind::kPlace;
}

// Whether a longer name of a place stands where a verb of visiting has the first character of a country or
// place.
bool Segmenter::begins_place(std::u32string_view text, std::size_t length) const {
  bool longer = false;
  lexicon_.trie().prefixes(text, [&](std::size_t size, std::uint32_t entry) {
    const LexiconEntry& e = lexicon_.entries()[entry];
    longer = longer || (size > length && e.named() && e.split == 0 &&
                        lexicon_.names()[e.name].kind == MentionKind::kPlace);
  });
  return longer;
}

// Whether an office, of a person or of a city, begins inside the name at the head of the text and goes on by
// one character behind it: the minister of a country's ministry is of the country.
bool Segmenter::cuts_title(std::u32string_view text, std::size_t length) const {
  if (length >= text.size()) return false;
  for (std::size_t begin = 1; begin < length; ++begin) {
    const std::uint32_t entry = lexicon_.trie().find(text.substr(begin, length + 1 - begin));
    if (entry == CharTrie::kNone) continue;
    const LexiconEntry& e = lexicon_.entries()[entry];
    if (e.has(LexiconEntry::kTitle)) return true;
    if (e.institution_suffix == 0) continue;
    const Suffix& suffix = lexicon_.institution_suffixes()[e.institution_suffix - 1];
    // A city's committee, the delegation of a trade.
    if (suffix.strength == Suffix::Strength::kOffice ||
        (suffix.strength == Suffix::Strength::kAnchor && suffix.text.size() >= kTellingBody)) {
      return true;
    }
  }
  return false;
}

// Whether a character and the next are a verb before which persons stand (comes to); any verb, where a name
// hardly ends with that character.
bool Segmenter::cuts_verb(std::u32string_view text, std::size_t at, bool any) const {
  if (at + 1 >= text.size() || (lexicon_.char_class(text[at + 1]) & Lexicon::kHan) == 0) return false;
  const std::uint32_t entry = lexicon_.trie().find(text.substr(at, 2));
  if (entry == CharTrie::kNone) return false;
  const LexiconEntry& verb = lexicon_.entries()[entry];
  return verb.has(LexiconEntry::kAfterPerson) || (any && verb.word_class == 'v');
}

// Whether the last two characters of a name say when: tomorrow.
bool Segmenter::ends_with_time(std::u32string_view name) const {
  if (name.size() < 4) return false;
  const std::uint32_t entry = lexicon_.trie().find(name.substr(name.size() - 2));
  return entry != CharTrie::kNone && lexicon_.entries()[entry].word_class == 't';
}

// Words and numbers of Latin letters and digits; the lexicon may have them (WHO, G20), then only as a whole.
void Segmenter::latin_at(Lattice& lattice, std::size_t i) const {
  const std::u32string_view text = lattice.text;
  auto is = [&](std::size_t at, std::uint16_t wanted) {
    return at < text.size() && (lexicon_.char_class(text[at]) & wanted) != 0;
  };
  std::size_t stop = i;
  bool letters = false;
  while (is(stop, Lexicon::kLatin | Lexicon::kDigit) ||
         (stop > i && stop + 1 < text.size() && (text[stop] == '.' || text[stop] == ',') &&
          is(stop + 1, Lexicon::kDigit) && is(stop - 1, Lexicon::kDigit))) {
    letters = letters || is(stop, Lexicon::kLatin);
    ++stop;
  }
  lattice.relax(i, stop, 8, letters ? Token::Type::kLatin : Token::Type::kNumber, Token::kNoEntry);
  auto whole = [&](std::size_t length) {
    return !is(i + length, Lexicon::kLatin) || !is(i + length - 1, Lexicon::kLatin);
  };
  lexicon_.trie().prefixes(text.substr(i), [&](std::size_t length, std::uint32_t entry) {
    if (i + length >= stop && whole(length)) {
      lattice.relax(i, i + length, std::min(lexicon_.entries()[entry].cost, 7.0f), Token::Type::kWord, entry);
    }
  });
  if (lattice.known != nullptr) {
    lattice.known->prefixes(text.substr(i), [&](std::size_t length, std::uint32_t index) {
      if (i + length >= stop && whole(length)) lattice.relax(i, i + length, 5, Token::Type::kKnown, index);
    });
  }
}

// What the neighbours say for a person between begin and end, in nats.
float Segmenter::support(Lattice& lattice, std::size_t begin, std::size_t end, bool foreign) const {
  constexpr std::uint32_t before =
      LexiconEntry::kTitle | LexiconEntry::kBeforePerson | LexiconEntry::kRepresentative;
  constexpr std::uint32_t after = LexiconEntry::kAfterPerson | LexiconEntry::kForm | LexiconEntry::kRegnal;
  float gain = 0;
  bool office = false;
  if (begin > 0) {
    const Token& last = lattice.last[begin];
    const bool names_before =
        last.type == Token::Type::kPunctuation && lattice.text[begin - 1] == kEnumerationComma;
    const bool word = last.type == Token::Type::kWord && (lexicon_.entries()[last.entry].flags & before) != 0;
    if (names_before || word) gain += kSupportGain;
    office = word && (lexicon_.entries()[last.entry].flags & LexiconEntry::kTitle) != 0;
    if (office) gain += kTitleGain - kSupportGain;
  }
  if (end < lattice.text.size()) {
    std::int8_t& follows = lattice.follows[end];
    if (follows < 0) {
      bool any = lattice.text[end] == kEnumerationComma, place = false, title = false;
      lexicon_.trie().prefixes(lattice.text.substr(end), [&](std::size_t, std::uint32_t entry) {
        const LexiconEntry& e = lexicon_.entries()[entry];
        any = any || (e.flags & after) != 0;
        title = title || e.has(LexiconEntry::kTitle);
        place = place || (e.place_suffix != 0 && e.length > 1 && !e.named());
      });
      follows = static_cast<std::int8_t>((any ? 1 : 0) + (place ? 2 : 0) + (title ? 4 : 0));
    }
    // An office on one side is enough: behind a name that has one before, another begins the next clause.
    const bool titled = (follows & 4) != 0 && !office;
    if ((follows & 1) != 0 || titled || (foreign && (follows & 2) != 0)) gain += kSupportGain;
    if ((follows & 1) != 0 && begins_clause(lattice, begin) && acts_behind(lattice, end)) gain += kClauseGain;
  }
  return gain;
}

// Behind a mark, or a word of time behind which clauses go on as they begin.
bool Segmenter::begins_clause(const Lattice& lattice, std::size_t at) const {
  if (at == 0 || lattice.last[at].type == Token::Type::kPunctuation) return true;
  if (lattice.last[at].type != Token::Type::kWord) return false;
  const char word_class = lexicon_.entries()[lattice.last[at].entry].word_class;
  return word_class == 't' || word_class == 'm';
}

// Whether a word further on in the clause says what persons do.
bool Segmenter::acts_behind(Lattice& lattice, std::size_t at) const {
  const std::u32string_view text = lattice.text;
  if (at >= lattice.clause_end) {
    lattice.last_act = 0;
    std::size_t i = at;
    for (; i < text.size() && (lexicon_.char_class(text[i]) & Lexicon::kHan) != 0; ++i) {
      lexicon_.trie().prefixes(text.substr(i), [&](std::size_t length, std::uint32_t entry) {
        if (length > 1 && lexicon_.entries()[entry].has(LexiconEntry::kAfterPerson)) lattice.last_act = i;
      });
    }
    lattice.clause_end = i;
  }
  return lattice.last_act > at;
}

void Segmenter::ordinal_at(Lattice& lattice, std::size_t i) const {
  const std::u32string_view text = lattice.text;
  std::size_t at = i + 1;
  while (at < text.size() && at < i + 8 && (lexicon_.char_class(text[at]) & Lexicon::kNumeral) != 0) ++at;
  if (at == i + 1 || at == text.size() || (lexicon_.char_class(text[at]) & Lexicon::kOrdinalUnit) == 0)
    return;
  lattice.relax(i, at + 1, kOrdinalCost, Token::Type::kOrdinal, Token::kNoEntry);
}

// Whether a surname is a word behind which persons stand (to, with) and a name that the document told
// follows.
bool Segmenter::before_known(const Lattice& lattice, std::size_t i, std::size_t length) const {
  if (length != 1 || lattice.known == nullptr || !lattice.known->starts(lattice.text[i + 1])) return false;
  const std::uint32_t entry = lexicon_.trie().find(lattice.text.substr(i, 1));
  if (entry == CharTrie::kNone || !lexicon_.entries()[entry].has(LexiconEntry::kBeforePerson)) return false;
  bool known = false;
  lattice.known->prefixes(lattice.text.substr(i + 1),
                          [&](std::size_t size, std::uint32_t) { known = known || size > 1; });
  return known;
}

void Segmenter::persons_at(Lattice& lattice, std::size_t i) const {
  const std::u32string_view text = lattice.text;
  auto han = [&](std::size_t at) {
    return at < text.size() && (lexicon_.char_class(text[at]) & Lexicon::kHan) != 0;
  };
  lexicon_.surnames().prefixes(text.substr(i), [&](std::size_t length, std::uint32_t index) {
    if (!han(i + length) || before_known(lattice, i, length)) return;
    const float surname = lexicon_.surname_costs()[index];
    if (!lexicon_.may_be_given(text[i + length])) return;
    const auto first = lexicon_.given_costs(text[i + length]);
    const bool compound = length > 1;  // a surname of two characters is a sign of a name by itself
    const float base = (compound ? kCompoundPersonCost : kPersonCost) + surname;
    const float gain = support(lattice, i, i + length + 1, false);
    const std::uint32_t word = lexicon_.trie().find(text.substr(i + length, 1));
    const bool address = word != CharTrie::kNone && first.only > kRareGiven &&
                         lexicon_.entries()[word].has(LexiconEntry::kTitlePrefix);  // chief Zhang
    if (!address && (compound || first.only < kNoGiven || gain > kSupportGain)) {
      const float one = compound             ? kCompoundOneGivenCost
                        : gain >= kTitleGain ? kOneGivenCost / 2
                                             : kOneGivenCost;
      lattice.relax(i, i + length + 1, base + first.only + one - gain, Token::Type::kPerson, Token::kNoEntry);
    }
    if (!han(i + length + 1) || !lexicon_.may_be_given(text[i + length + 1])) return;
    const std::uint32_t given = lexicon_.trie().find(text.substr(i + length, 2));
    if (given != CharTrie::kNone && (lexicon_.entries()[given].has(LexiconEntry::kTitle) ||
                                     (compound && lexicon_.entries()[given].word_class == 'm')))
      return;  // premier Zhao; Sato and party
    const float second = lexicon_.given_costs(text[i + length + 1]).second;
    const float cut = cuts_verb(text, i + length + 1, second > kRareGiven) ? kCutVerbCost : 0;
    lattice.relax(i, i + length + 2,
                  base + first.first + second + cut - support(lattice, i, i + length + 2, false),
                  Token::Type::kPerson, Token::kNoEntry);
    if (!compound || !han(i + length + 2) ||
        (lexicon_.char_class(text[i + length + 2]) & Lexicon::kGivenTail) == 0) {
      return;
    }
    lattice.relax(i, i + length + 3,
                  base + first.first + second + kGivenTailCost - support(lattice, i, i + length + 3, false),
                  Token::Type::kPerson, Token::kNoEntry);
  });
}

void Segmenter::foreign_at(Lattice& lattice, std::size_t i) const {
  const std::u32string_view text = lattice.text;
  float cost = kForeignCost;
  std::size_t letters = 0, since_dot = 0;
  const std::size_t limit = std::min(text.size(), i + kLongestForeign);
  const auto foreign = [&](std::size_t at) {
    return at < limit && (lexicon_.char_class(text[at]) & Lexicon::kTransliteration) != 0;
  };
  for (std::size_t at = i; at < limit; ++at) {
    const std::uint16_t cls = lexicon_.char_class(text[at]);
    if ((cls & Lexicon::kTransliteration) != 0) {
      cost += lexicon_.transliteration_cost(text[at]);
      ++letters;
      ++since_dot;
    } else if ((cls & (Lexicon::kDot | Lexicon::kHyphen)) != 0 && letters > 0 &&
               (foreign(at + 1) || (foreign(at + 2) && (cls & Lexicon::kDot) != 0))) {
      if ((cls & Lexicon::kDot) != 0) cost -= kDotGain;
      since_dot = 0;
      continue;
    } else if (since_dot == 0 && letters > 1 && (cls & Lexicon::kHan) != 0 && foreign(at + 1)) {
      cost += kOddCharacter;
      ++letters;
      ++since_dot;
      continue;
    } else if (letters > 0 && (cls & Lexicon::kHan) != 0 && at + 2 < limit && foreign(at + 2) &&
               (lexicon_.char_class(text[at + 1]) & Lexicon::kDot) != 0) {
      cost += kOddCharacter;  // right before a dot, as behind one, any character is part of the name
      ++letters;
      ++since_dot;
      continue;
    } else {
      break;
    }
    if (letters < 2 || since_dot == 0) continue;
    if (lattice.known != nullptr && lattice.known->find(text.substr(i, at + 1 - i)) != CharTrie::kNone)
      continue;
    const float step =
        cost + (letters == 2 ? kShortForeignCost : 0) +
        (cuts_verb(text, at, false) || ends_with_time(text.substr(i, at + 1 - i)) ? kCutVerbCost : 0) -
        support(lattice, i, at + 1, true);
    lattice.relax(i, at + 1, std::max(step, 3.0f), Token::Type::kForeign, Token::kNoEntry);
  }
}

}  // namespace guanxi
