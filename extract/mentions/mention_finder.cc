#include "extract/mentions/mention_finder.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "extract/mentions/composer.h"
#include "extract/mentions/lexicon.h"
#include "extract/mentions/segmenter.h"
#include "extract/mentions/utf.h"

namespace guanxi {
namespace {

constexpr char32_t kEnumerationComma = U'\u3001';
constexpr std::size_t kLongestDeclaration = 120;  // bytes behind a name in which an abbreviation is declared
constexpr float kCommonCharacter = 7.7f;  // cost of a character that is too common a word to mean a country
constexpr std::size_t kShortestPart = 5;  // characters by which a body of a body is known alone
constexpr float kCommonWord = 11;         // cost of a word that is too common to be a company's short name

}  // namespace

struct MentionFinder::Parts {
  Parts(const std::filesystem::path& dir, const LexiconExtension& more)
      : lexicon(dir, more), segmenter(lexicon), composer(lexicon) {}

  Lexicon lexicon;
  Segmenter segmenter;
  Composer composer;
};

// Names as they are learnt, then the tables that finding uses.
struct MentionFinder::Document::State {
  struct Told {
    std::set<std::pair<std::string, MentionKind>> meanings;  // canonical name and kind
    std::uint16_t flags = Mention::kFromDocument;
    std::uint8_t split = 0;

    void add(const std::string& canonical, MentionKind kind, std::uint16_t more = 0) {
      meanings.emplace(canonical, kind);
      flags |= more;
    }
    bool of_countries() const {
      return (flags & Mention::kAbbreviated) != 0 &&
             std::all_of(meanings.begin(), meanings.end(),
                         [](const auto& meaning) { return meaning.second == MentionKind::kCountry; });
    }
  };
  std::map<std::u32string, Told> told;                      // surfaces to be known everywhere
  std::map<std::u32string, std::set<std::string>> shorts;   // persons by the last part of their names
  std::map<std::u32string, std::set<std::string>> holders;  // persons by surname
  std::map<std::u32string, std::u32string> guessed;         // by surname, who is told without support first
  std::map<std::u32string, std::set<std::string>> titled;   // ... and title beside the name
  std::set<std::pair<std::u32string, std::string>> companies;  // short names and what they name
  std::map<char32_t, std::set<std::string>> initials;          // countries by their first character
  std::map<char32_t, std::set<std::string>> common_initials;   // ... that is a word of its own
  std::set<std::pair<std::string, std::string>> countries;     // names and canonical names that were learnt
  struct Shared {
    std::set<std::string> countries;
    std::string nearest;  // the one named last
  };
  std::map<std::string, Shared> shared;  // short forms that several countries of the document share
  std::map<std::string, std::vector<Shared*>> sharers;             // the same by country
  std::map<char32_t, std::string> homes;                           // the first county, city .. named
  bool home_told = false;                                          // one of them was
  std::map<char32_t, std::pair<std::string, MentionKind>> houses;  // the first school, hospital .. named

  // Whether a name of the document stands in the sentence where no mention covers it or another thing was
  // seen.
  bool tells_more(std::string_view sentence, const std::vector<Mention>& mentions) const;

  CharTrie trie;
  DocumentNames names;
  // Surnames and countries' characters that a title may follow, and the bytes of the longest.
  std::set<std::string, std::less<>> before_titles;
  std::size_t longest_before_title = 0;
  std::set<char32_t> row_heads;  // surnames and countries' characters that stand for a name in a row of such
};

bool MentionFinder::Document::State::tells_more(std::string_view sentence,
                                                const std::vector<Mention>& mentions) const {
  for (const Mention& mention : mentions) {
    if (mention.kind != MentionKind::kTitle) continue;
    const std::string_view head = sentence.substr(0, mention.begin);
    for (std::size_t size = 1; size <= std::min(longest_before_title, head.size()); ++size)
      if (before_titles.contains(head.substr(head.size() - size))) return true;
  }
  for (const Mention& mention : mentions) {  // a pair of countries, one of which the document names in full
    for (const MentionPart& member : mention.members) {
      const std::u32string letter = to_utf32(sentence.substr(member.begin, member.end - member.begin));
      for (const auto& [c, country] : names.letters)
        if (letter.size() == 1 && letter[0] == c && country != member.canonical) return true;
    }
  }
  bool more = false;
  auto covering = mentions.begin();
  static thread_local CodePoints points;
  points.assign(sentence);
  const std::u32string_view text = points.text;
  const auto heads_row = [&](std::size_t i) {
    const auto holds = [&](const Mention& mention) {
      return mention.begin <= points.offsets[i] && points.offsets[i] < mention.end;
    };
    return row_heads.contains(text[i]) && std::none_of(mentions.begin(), mentions.end(), holds);
  };
  for (std::size_t i = 0; i < text.size() && !more; ++i) {
    more =
        i > 0 && i + 1 < text.size() && text[i] == kEnumerationComma && heads_row(i - 1) && heads_row(i + 1);
    if (!trie.starts(text[i])) continue;
    trie.prefixes(text.substr(i), [&](std::size_t length, std::uint32_t index) {
      const std::size_t begin = points.offsets[i], end = points.offsets[i + length];
      while (covering != mentions.end() && covering->end <= begin) ++covering;
      const bool covered = covering != mentions.end() && covering->begin <= begin && end <= covering->end;
      const bool same = covered && covering->begin == begin && covering->end == end &&
                        covering->kind == names.known[index].kind &&
                        covering->canonical == names.known[index].canonical;
      // A surname that stands for its holder may have other words behind it.
      const bool surname = covered && covering->begin == begin && covering->kind == MentionKind::kPerson &&
                           shorts.contains(std::u32string(text.substr(i, length)));
      const bool inside_longer = covered && covering->end - covering->begin > end - begin && !surname;
      more = more || !(same || inside_longer);
    });
  }
  return more;
}

MentionFinder::Document::Document() : state_(std::make_unique<State>()) {}
MentionFinder::Document::~Document() = default;
MentionFinder::Document::Document(Document&&) noexcept = default;
MentionFinder::Document& MentionFinder::Document::operator=(Document&&) noexcept = default;

std::vector<std::pair<std::string, MentionKind>> MentionFinder::Document::own_bodies() const {
  std::vector<std::pair<std::string, MentionKind>> own;
  for (const auto& [word, body] : state_->houses) own.push_back(body);
  return own;
}

void MentionFinder::Document::settle() {
  State& s = *state_;
  s.trie = CharTrie();
  s.names.known.clear();
  for (const auto& [surname, name] : s.guessed) {
    if (s.shorts.contains(surname) || s.holders.contains(surname)) continue;
    s.told[name].add(to_utf8(name), MentionKind::kPerson);
    s.shorts[surname].insert(to_utf8(name));
  }
  // A last part alone is the person named in full, although the part was also seen alone; not when two
  // persons share it.
  for (const auto& [surface, persons] : s.shorts) {
    State::Told& told = s.told[surface];
    std::erase_if(told.meanings,
                  [written = to_utf8(surface)](const auto& meaning) { return meaning.first == written; });
    for (const std::string& person : persons) told.add(person, MentionKind::kPerson);
  }
  // A character before somebody's short name is a word of its own (and A).
  std::erase_if(s.told, [&](const auto& told) {
    return told.first.size() > 2 && s.shorts.contains(told.first.substr(1)) &&
           told.second.meanings.contains({to_utf8(told.first), MentionKind::kPerson});
  });
  // What stands for a longer name is no name of its own.
  for (auto& [surface, told] : s.told) {
    if (told.meanings.size() > 1) told.meanings.erase({to_utf8(surface), MentionKind::kInstitution});
  }
  const auto in_full = [&](const std::string& company) {
    const auto told = s.told.find(to_utf32(company));
    const bool one = told != s.told.end() && told->second.meanings.size() == 1;
    return one ? told->second.meanings.begin()->first : company;
  };
  // A company's short name is no person's name.
  for (const auto& [surface, company] : s.companies) {
    State::Told& told = s.told[surface];
    std::erase_if(told.meanings, [](const auto& meaning) { return meaning.second == MentionKind::kPerson; });
    told.add(in_full(company), MentionKind::kInstitution);
  }
  for (const auto& [surface, told] : s.told) {
    auto [canonical, kind] = *told.meanings.begin();
    if (told.meanings.size() != 1) {
      if (!told.of_countries()) continue;  // it stands for two things here: none is better than the wrong one
      canonical = to_utf8(surface);
      State::Shared& shared = s.shared[canonical];
      for (const auto& [country, same] : told.meanings)
        if (shared.countries.insert(country).second) s.sharers[country].push_back(&shared);
    }
    s.trie.set(surface, static_cast<std::uint32_t>(s.names.known.size()));
    s.names.known.push_back({canonical, kind, told.flags, told.split});
  }
  s.names.surnames.clear();
  s.before_titles.clear();
  s.names.titled.clear();
  for (const auto& [address, persons] : s.titled)
    if (persons.size() == 1) s.names.titled.emplace_back(address, *persons.begin());
  for (const auto& [surname, persons] : s.holders) {
    if (persons.size() > 1) s.before_titles.insert(to_utf8(surname));  // one of them may be told by his title
    if (persons.size() != 1) continue;
    s.names.surnames.emplace_back(surname, *persons.begin());
    s.before_titles.insert(to_utf8(surname));
  }
  s.names.letters.clear();
  s.names.row_letters.clear();
  s.row_heads.clear();
  for (const auto& [letter, countries] : s.common_initials) {
    if (countries.size() != 1) continue;
    s.names.row_letters.emplace_back(letter, *countries.begin());
    s.row_heads.insert(letter);
  }
  for (const auto& [surname, person] : s.names.surnames)
    if (surname.size() == 1) s.row_heads.insert(surname[0]);
  for (const auto& [letter, countries] : s.initials) {
    if (countries.size() != 1) continue;
    s.names.letters.emplace_back(letter, *countries.begin());
    s.before_titles.insert(to_utf8({&letter, 1}));
    s.row_heads.insert(letter);
  }
  for (const std::string& name : s.before_titles)
    s.longest_before_title = std::max(s.longest_before_title, name.size());
}

MentionFinder::MentionFinder(const std::filesystem::path& zh_dir, const LexiconExtension& more)
    : parts_(std::make_unique<Parts>(zh_dir, more)) {}
MentionFinder::~MentionFinder() = default;
MentionFinder::MentionFinder(MentionFinder&&) noexcept = default;
MentionFinder& MentionFinder::operator=(MentionFinder&&) noexcept = default;

std::vector<Mention> MentionFinder::find(std::string_view sentence) const {
  std::vector<Mention> mentions = find_raw(sentence, nullptr).mentions;
  std::erase_if(mentions, [](const Mention& mention) { return mention.has(Mention::kLocal); });
  return mentions;
}

std::vector<Mention> MentionFinder::find(std::string_view sentence, const Document& document) const {
  std::vector<Mention> mentions = find_raw(sentence, document.state_.get()).mentions;
  std::erase_if(mentions, [](const Mention& mention) { return mention.has(Mention::kLocal); });
  return mentions;
}

// With what the county's bodies are, which only find_all can place.
SentenceMentions MentionFinder::find_raw(std::string_view sentence, const Document::State* state) const {
  static thread_local CodePoints points;
  static thread_local std::vector<Token> tokens;
  points.assign(sentence);
  parts_->segmenter.cut(points.text, state ? &state->trie : nullptr, tokens);
  SentenceMentions found;
  for (const Token& token : tokens) {
    if (token.type == Token::Type::kWord && token.end - token.begin > 1)
      found.words.add(points.offsets[token.begin], points.offsets[token.end]);
  }
  parts_->composer.compose(points, tokens, state ? &state->names : nullptr, found.mentions);
  return found;
}

// A short form that several countries share means the one named last before it; no mention where none was.
void MentionFinder::place_shared(std::vector<Mention>& mentions, Document::State& state) const {
  if (state.shared.empty()) return;
  const auto of_countries = [](MentionKind kind) {
    return kind == MentionKind::kCountry || kind == MentionKind::kPlace;
  };
  // False: nobody was named whose short form it is.
  const auto place = [&](MentionKind kind, std::string& canonical) {
    const auto shared = of_countries(kind) ? state.shared.find(canonical) : state.shared.end();
    if (shared != state.shared.end()) canonical = shared->second.nearest;
    return !canonical.empty();
  };
  std::erase_if(mentions, [&](Mention& mention) {
    for (auto* pieces : {&mention.parts, &mention.members})
      std::erase_if(*pieces, [&](MentionPart& piece) { return !place(piece.kind, piece.canonical); });
    if (!of_countries(mention.kind)) return false;
    if (const auto sharers = state.sharers.find(mention.canonical); sharers != state.sharers.end())
      for (Document::State::Shared* shared : sharers->second) shared->nearest = mention.canonical;
    return state.shared.contains(mention.canonical) && !place(mention.kind, mention.canonical);
  });
}

// The county, the city and their bodies get the place's name: of the one named before in the sentence, else
// of the first that the document named. Where none was named they are no mentions.
void MentionFinder::place_locals(std::vector<Mention>& mentions, Document::State& state) const {
  const Lexicon& lexicon = parts_->lexicon;
  std::map<char32_t, std::string> nearest;
  const auto note = [&](MentionKind kind, const std::string& canonical, bool itself) {
    if (kind != MentionKind::kPlace) return;
    const char32_t last = to_utf32(canonical).back();
    if ((lexicon.char_class(last) & Lexicon::kLocal) == 0) return;
    state.homes.emplace(last, canonical);
    if (itself) nearest[last] = canonical;
  };
  for (Mention& mention : mentions) {
    if (mention.canonical.empty()) continue;
    if (!mention.has(Mention::kLocal)) {
      note(mention.kind, mention.canonical, true);
      for (const MentionPart& part : mention.parts) note(part.kind, part.canonical, false);
      continue;
    }
    const std::u32string name = to_utf32(mention.canonical);
    mention.canonical.clear();
    if (const auto house = state.houses.find(name[0]); house != state.houses.end() && name.size() == 1)
      std::tie(mention.canonical, mention.kind) = house->second;
    else if (house != state.houses.end())  // our school's delegation
      mention.canonical = house->second.first + to_utf8(name.substr(1));
    for (const auto* places : {&nearest, &state.homes}) {
      const auto place = places->find(name[0]);
      if (!mention.canonical.empty() || place == places->end()) continue;
      mention.canonical = place->second + to_utf8(name.substr(1));
      break;
    }
    if (mention.canonical.empty()) continue;
    const std::uint32_t known = lexicon.find_name(to_utf32(mention.canonical));
    if (known != LexiconEntry::kNoName) mention.canonical = lexicon.names()[known].canonical;
    mention.parts.clear();
  }
  std::erase_if(mentions, [](const Mention& mention) {
    return mention.has(Mention::kLocal) && mention.canonical.empty();
  });
}

// The first school, hospital that a document names is what "the school" means there without a name; rather
// one that no sentence names beside "our school", which is another.
void MentionFinder::note_houses(const std::vector<SentenceMentions>& all, Document::State& state) const {
  struct Candidate {
    std::string canonical;
    MentionKind kind;
    std::size_t beside = 0;  // how often it stands beside the word
  };
  std::map<char32_t, std::vector<Candidate>> named;
  std::set<char32_t> here, used;  // the words of a sentence, of all of them
  const auto local = [](const Mention& mention) { return mention.has(Mention::kLocal); };
  if (std::none_of(all.begin(), all.end(), [&](const SentenceMentions& sentence) {
        return std::any_of(sentence.mentions.begin(), sentence.mentions.end(), local);
      }))
    return;
  const auto note = [&](const std::string& canonical, MentionKind kind) {
    if (kind != MentionKind::kInstitution && kind != MentionKind::kPlace) return;
    for (const auto& [ending, word] : parts_->lexicon.local_bodies()) {
      if (!canonical.ends_with(ending)) continue;
      auto& candidates = named[word];
      auto at = std::find_if(candidates.begin(), candidates.end(),
                             [&](const Candidate& one) { return one.canonical == canonical; });
      if (at == candidates.end()) at = candidates.insert(at, {canonical, kind});
      if (here.contains(word)) ++at->beside;
    }
  };
  for (const SentenceMentions& sentence : all) {
    here.clear();
    for (const Mention& mention : sentence.mentions)
      if (local(mention) && !mention.canonical.empty()) here.insert(to_utf32(mention.canonical)[0]);
    used.insert(here.begin(), here.end());
    for (const Mention& mention : sentence.mentions) {
      if (mention.has(Mention::kLocal) || mention.canonical.empty()) continue;
      note(mention.canonical, mention.kind);
      for (const MentionPart& part : mention.parts)
        note(part.canonical, part.kind);  // the school's delegation
    }
  }
  for (const auto& [word, candidates] : named) {
    if (!used.contains(word)) continue;
    const auto own = std::min_element(
        candidates.begin(), candidates.end(),
        [](const Candidate& one, const Candidate& other) { return one.beside < other.beside; });
    state.houses.emplace(word, std::pair(own->canonical, own->kind));
  }
}

const std::string* MentionFinder::state_of_place(std::string_view place) const {
  return parts_->lexicon.state_of_place(place);
}

void MentionFinder::learn(std::string_view sentence, const std::vector<Mention>& mentions,
                          Document& document) const {
  Document::State& state = *document.state_;
  for (const Mention& mention : mentions) {
    if (mention.kind == MentionKind::kInstitution || mention.kind == MentionKind::kEvent ||
        mention.kind == MentionKind::kWork) {
      learn_declared(sentence, mention, state);
    }
    const bool lettered = mention.kind == MentionKind::kPlace && parts_->lexicon.lettered(mention.canonical);
    const bool told = mention.has(Mention::kFromLexicon) || mention.rule == std::string_view("country-voice");
    if ((mention.kind == MentionKind::kCountry || lettered) && told && !mention.has(Mention::kAbbreviated) &&
        mention.members.empty()) {
      const std::string_view name = sentence.substr(mention.begin, mention.end - mention.begin);
      if (state.countries.emplace(name, mention.canonical).second)
        learn_country(to_utf32(name), mention, state);
    }
    if (mention.has(Mention::kLocal)) continue;
    if (mention.kind == MentionKind::kPlace && !mention.has(Mention::kGuess)) learn_place(mention, state);
    if (mention.kind == MentionKind::kInstitution) {
      learn_company(sentence, mention, state);
      learn_part(sentence, mention, state);
    }
    if (mention.kind != MentionKind::kPerson || mention.has(Mention::kSurnameOnly)) continue;
    const std::u32string name = to_utf32(sentence.substr(mention.begin, mention.end - mention.begin));
    if (given_is_word(name)) continue;
    if (mention.has(Mention::kGuess)) {
      learn_guessed(name, state);
      continue;
    }
    learn_person(name, mention, state);
    if (&mention != &mentions.front()) learn_titled(sentence, name, mention, *(&mention - 1), state);
    if (&mention != &mentions.back()) learn_titled(sentence, name, mention, *(&mention + 1), state);
  }
}

// A title right beside a name: the surname before it means this person, even where others share it.
void MentionFinder::learn_titled(std::string_view sentence, const std::u32string& name, const Mention& person,
                                 const Mention& title, Document::State& state) const {
  constexpr std::size_t kLongestName = 3;
  if (title.kind != MentionKind::kTitle || (title.end != person.begin && title.begin != person.end)) return;
  const std::u32string surname = name.substr(0, 1);
  if (name.size() > kLongestName || parts_->lexicon.surname_cost(surname) < 0) return;
  state.titled[surname + to_utf32(sentence.substr(title.begin, title.end - title.begin))].insert(
      person.canonical);
}

// A person told with support is known everywhere; one with a dotted name by its last part too, one with a
// surname by it before an office.
void MentionFinder::learn_person(const std::u32string& name, const Mention& mention,
                                 Document::State& state) const {
  const Lexicon& lexicon = parts_->lexicon;
  if (!mention.has(Mention::kFromLexicon))
    state.told[name].add(mention.canonical, MentionKind::kPerson, mention.flags & Mention::kForeign);
  std::size_t dot = name.size();
  while (dot > 0 && (lexicon.char_class(name[dot - 1]) & Lexicon::kDot) == 0) --dot;
  if (dot > 0) {
    if (name.size() - dot >= 2) state.shorts[name.substr(dot)].insert(mention.canonical);
    return;
  }
  for (std::size_t length = std::min<std::size_t>(name.size() - 1, 2); length >= 1; --length) {
    const std::u32string surname = name.substr(0, length);
    if (lexicon.surname_cost(surname) < 0) continue;
    state.holders[surname].insert(mention.canonical);
    // A surname of two characters before a given name of two stands alone for its holder too.
    const std::uint32_t known = lexicon.trie().find(surname);
    const bool named = known != CharTrie::kNone && lexicon.entries()[known].named();
    if (length == 2 && name.size() >= 4 && !named) state.shorts[surname].insert(mention.canonical);
    break;
  }
}

// Whether what stands behind a surname of two characters is a word that names are not made of (A | acts).
bool MentionFinder::given_is_word(const std::u32string& name) const {
  const Lexicon& lexicon = parts_->lexicon;
  if (name.size() != 4 || lexicon.surname_cost(name.substr(0, 2)) < 0) return false;
  const std::uint32_t given = lexicon.trie().find(name.substr(2));
  if (given == CharTrie::kNone) return false;
  const char word_class = lexicon.entries()[given].word_class;
  return word_class == 'v' || word_class == 'd' || word_class == 'p' || word_class == 'm';
}

// A surname of two characters and a given name of two or more, without support: who is introduced so first is
// meant by the surname, where nobody is told with support.
void MentionFinder::learn_guessed(const std::u32string& name, Document::State& state) const {
  const std::u32string surname = name.substr(0, 2);
  if (name.size() < 4 || parts_->lexicon.surname_cost(surname) < 0) return;
  state.guessed.emplace(surname, name);
}

// A country named in full is meant by its first character before "side", before an office of state, and
// behind a verb of visiting.
void MentionFinder::learn_country(const std::u32string& name, const Mention& mention,
                                  Document::State& state) const {
  const Lexicon& lexicon = parts_->lexicon;
  if (name.ends_with(lexicon.side_word())) return;  // that is short for a country itself
  const std::u32string letter = name.substr(0, 1);
  const std::uint32_t word = lexicon.trie().find(letter);
  const bool letter_of_pack = (lexicon.char_class(letter[0]) & Lexicon::kCountryLetter) != 0;
  const bool common =
      !letter_of_pack && word != CharTrie::kNone && lexicon.entries()[word].cost < kCommonCharacter;
  auto tell = [&](const std::u32string& surface, std::size_t split) {
    const std::uint32_t entry = lexicon.trie().find(surface);
    if (entry != CharTrie::kNone && (common || !lexicon.entries()[entry].named())) return;
    Document::State::Told& told = state.told[surface];
    told.add(mention.canonical, mention.kind, Mention::kAbbreviated);
    told.split = static_cast<std::uint8_t>(split);
  };
  tell(letter + lexicon.side_word(), 0);
  if (!lexicon.state_word().empty()) tell(letter + lexicon.state_word(), 0);
  if (mention.kind == MentionKind::kCountry) {
    auto& initials = common ? state.common_initials : state.initials;
    initials[letter[0]].insert(mention.canonical);
  }
  if (common) return;
  for (const std::u32string& verb : lexicon.visit_verbs()) tell(verb + letter, verb.size());
}

// A company named in full is known by its name without the ending, unless that is a name or word of its own.
void MentionFinder::learn_company(std::string_view sentence, const Mention& mention,
                                  Document::State& state) const {
  const Lexicon& lexicon = parts_->lexicon;
  std::size_t begin = mention.begin;
  if (!mention.parts.empty() && mention.parts[0].begin == begin && mention.parts[0].end < mention.end &&
      mention.parts[0].kind != MentionKind::kInstitution) {
    begin = mention.parts[0].end;  // the country or place before it
  }
  const std::u32string name = to_utf32(sentence.substr(begin, mention.end - begin));
  for (const std::u32string& ending : lexicon.company_endings()) {
    if (!name.ends_with(ending) || name.size() < ending.size() + 2) continue;
    const std::u32string shorter = name.substr(0, name.size() - ending.size());
    if (!learn_short(shorter, name, mention.canonical, state)) return;
    state.told[name].add(mention.canonical, MentionKind::kInstitution);
    if (const std::u32string own = own_part(shorter); own != shorter)
      learn_short(own, name, mention.canonical, state);
    if (begin != mention.begin)  // its place may be named again
      learn_short(to_utf32(sentence.substr(mention.begin, begin - mention.begin)) + shorter, name,
                  mention.canonical, state);
    return;
  }
}

// The first part of a full name stands for it, alone and with a short ending; alone not where it is a name or
// word of its own. False: it is a name of its own.
bool MentionFinder::learn_short(const std::u32string& part, const std::u32string& full,
                                const std::string& canonical, Document::State& state) const {
  const Lexicon& lexicon = parts_->lexicon;
  const std::uint32_t entry = lexicon.trie().find(part);
  if (entry != CharTrie::kNone && lexicon.entries()[entry].named()) {
    const LexiconName& name = lexicon.names()[lexicon.entries()[entry].name];
    const bool short_of_place = name.kind == MentionKind::kPlace && name.canonical != to_utf8(part);
    if (!short_of_place) return false;
  }
  for (const auto& [ending, other] : lexicon.short_endings()) {
    if (!full.ends_with(ending) || full == part + other) continue;
    const std::uint32_t known = lexicon.trie().find(part + other);
    if (known == CharTrie::kNone) state.told[part + other].add(canonical, MentionKind::kInstitution);
  }
  const bool common = entry != CharTrie::kNone && lexicon.entries()[entry].cost < kCommonWord;
  if (!common) state.companies.emplace(part, canonical);
  return !common;
}

// A company's name without the nouns at its end that tell its trade.
std::u32string MentionFinder::own_part(const std::u32string& name) const {
  const Lexicon& lexicon = parts_->lexicon;
  std::u32string own = name;
  constexpr std::size_t kLongestTrade = 4, kShortestOwn = 2;
  for (std::size_t length = kLongestTrade; length >= 2; --length) {
    if (own.size() < length + kShortestOwn) continue;
    const std::uint32_t entry = lexicon.trie().find(own.substr(own.size() - length));
    if (entry == CharTrie::kNone || lexicon.entries()[entry].named()) continue;
    if (lexicon.entries()[entry].word_class != 'n') continue;
    own.resize(own.size() - length);
    length = kLongestTrade + 1;
  }
  return own;
}

// A county or city named in full is known without the word county, unless that is a name or word of its own.
void MentionFinder::learn_place(const Mention& mention, Document::State& state) const {
  const Lexicon& lexicon = parts_->lexicon;
  const std::u32string name = to_utf32(mention.canonical);
  if (name.size() < 3 || (lexicon.char_class(name.back()) & Lexicon::kLocal) == 0) return;
  const bool home = !std::exchange(state.home_told, true);
  for (const std::u32string& verb : lexicon.visit_verbs()) {  // (arrives in) its first character
    if (!home) break;
    const std::u32string surface = verb + name.substr(0, 1);
    if (lexicon.trie().find(surface) != CharTrie::kNone) continue;
    state.told[surface].add(mention.canonical, MentionKind::kPlace, Mention::kAbbreviated);
    state.told[surface].split = static_cast<std::uint8_t>(verb.size());
  }
  const std::u32string shorter = name.substr(0, name.size() - 1);
  // The place of that name which is known otherwise is not meant, unless it is so well known that its word is
  // more likely than a name told.
  const std::uint32_t known = lexicon.trie().find(shorter);
  if (known != CharTrie::kNone) {
    const LexiconEntry& e = lexicon.entries()[known];
    if (!e.named() || lexicon.names()[e.name].kind != MentionKind::kPlace ||
        lexicon.names()[e.name].canonical == mention.canonical)
      return;
  }
  state.told[shorter].add(mention.canonical, MentionKind::kPlace);
}

// A body of a body is known by its own part too: the institute of an academy.
void MentionFinder::learn_part(std::string_view sentence, const Mention& mention,
                               Document::State& state) const {
  const Lexicon& lexicon = parts_->lexicon;
  const std::u32string name = to_utf32(sentence.substr(mention.begin, mention.end - mention.begin));
  std::size_t owner = 0;
  if (!mention.parts.empty() && mention.parts[0].begin == mention.begin) {
    if (mention.parts[0].kind == MentionKind::kInstitution)
      owner = to_utf32(sentence.substr(mention.begin, mention.parts[0].end - mention.begin)).size();
  } else {
    lexicon.trie().prefixes(name, [&](std::size_t length, std::uint32_t entry) {
      const LexiconEntry& e = lexicon.entries()[entry];
      if (length < name.size() && e.named() && lexicon.names()[e.name].kind == MentionKind::kInstitution)
        owner = length;
    });
  }
  if (owner == 0 || name.size() < owner + kShortestPart) return;
  const std::u32string own = name.substr(owner);
  if (lexicon.trie().find(own) != CharTrie::kNone) return;
  state.told[own].add(mention.canonical, MentionKind::kInstitution);
  state.told[name].add(mention.canonical, MentionKind::kInstitution);
}

// "(hereinafter X)" behind a name, X in quotation marks or not; or "(X)" where X is Latin letters.
void MentionFinder::learn_declared(std::string_view sentence, const Mention& mention,
                                   Document::State& state) const {
  static constexpr std::u32string_view open = U"\uff08(", close = U"\uff09)",
                                       marks = U"\u201c\u201d\u300c\u300d\"\uff1a: ";
  const Lexicon& lexicon = parts_->lexicon;
  const std::u32string text = to_utf32(sentence.substr(mention.end, kLongestDeclaration));
  const std::u32string full = to_utf32(sentence.substr(mention.begin, mention.end - mention.begin));
  if (text.empty() || open.find(text[0]) == std::u32string_view::npos) return;
  const std::size_t end = text.find_first_of(close);
  if (end == std::u32string::npos) return;
  std::size_t at = 1, declares = 0;
  lexicon.trie().prefixes(std::u32string_view(text).substr(1), [&](std::size_t length, std::uint32_t entry) {
    if (lexicon.entries()[entry].has(LexiconEntry::kDeclares)) declares = length;
  });
  at += declares;
  std::u32string name = text.substr(at, end - at);
  std::erase_if(name, [](char32_t c) { return marks.find(c) != std::u32string_view::npos; });
  const bool latin = std::all_of(name.begin(), name.end(), [&](char32_t c) {
    return (lexicon.char_class(c) & (Lexicon::kLatin | Lexicon::kDigit)) != 0;
  });
  const bool words =
      std::all_of(name.begin(), name.end(), [&](char32_t c) { return lexicon.char_class(c) != 0; });
  if (name.size() < 2 || name.size() > 12 || !words || (declares == 0 && !latin)) return;
  state.told[name].add(mention.canonical, mention.kind, Mention::kDeclared);
  state.told[full].add(mention.canonical, mention.kind);  // so that the short form is not seen inside it
}

std::vector<SentenceMentions> MentionFinder::find_all(std::span<const std::string_view> sentences) const {
  Document document;
  return find_all(sentences, document);
}

std::vector<SentenceMentions> MentionFinder::find_all(std::span<const std::string_view> sentences,
                                                      Document& document) const {
  std::vector<SentenceMentions> all;
  all.reserve(sentences.size());
  if (document.state_->told.size() + document.state_->holders.size() > kMostNames) document = Document();
  for (std::string_view sentence : sentences) {
    all.push_back(find_raw(sentence, nullptr));
    learn(sentence, all.back().mentions, document);
  }
  document.settle();
  const DocumentNames& names = document.state_->names;
  const bool told =
      !names.known.empty() || !names.surnames.empty() || !names.letters.empty() || !names.row_letters.empty();
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    if (told && document.state_->tells_more(sentences[i], all[i].mentions))
      all[i] = find_raw(sentences[i], document.state_.get());
  }
  note_houses(all, *document.state_);
  for (SentenceMentions& found : all) {
    place_shared(found.mentions, *document.state_);
    place_locals(found.mentions, *document.state_);
  }
  return all;
}

}  // namespace guanxi
