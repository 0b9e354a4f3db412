// Lexicon: what a pack's word lists know, made ready for cutting sentences.
//
// One trie of all surfaces: plain words with their frequency and class, names with what they name, titles,
// suffixes and the words that say what stands beside them. Countries come from ICU (countries.h). Immutable
// after loading; any number of threads may read it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "extract/mentions/char_trie.h"
#include "extract/mentions/mention.h"

namespace guanxi {

// What a name of the pack names.
struct LexiconName {
  std::string canonical;
  MentionKind kind = MentionKind::kPlace;
  std::string within;  // country code or canonical name of the place that contains it; empty: not told
  std::vector<std::uint32_t> members;  // names that a compound stands for
};

// One surface: a row of the word lists, or several that agree.
struct LexiconEntry {
  static constexpr std::uint32_t kNoName = 0xffffffff;
  enum Flag : std::uint32_t {
    kTitle = 1u << 0,           // an office
    kCountryOffice = 1u << 1,   // an office of a state, which may follow a one-character country name
    kRepresentative = 1u << 2,  // an unnamed representative
    kTitlePrefix = 1u << 3,     // deputy, former, acting
    kAfterPerson = 1u << 4,     // says, points out: a person may stand before it
    kBeforePerson = 1u << 5,    // meets, by: a person may stand behind it
    kBeforePlace = 1u << 6,     // in, arrives at
    kInside = 1u << 7,          // may stand inside a body's name although its class speaks against it
    kOutside = 1u << 8,         // never stands inside a body's name
    kVoice = 1u << 9,           // the government of, the side of: with a country before it, the country
    kJoiner = 1u << 10,         // and: may join two nouns inside a body's name
    kCompoundTail = 1u << 11,   // what follows a compound of country characters: relations, both countries
    kNeedsTail = 1u << 12,      // a compound that only counts before such a word
    kLevel = 1u << 13,          // national, central: begins a body's name
    kDeclares = 1u << 14,       // hereinafter
    kGeneric =
        1u << 15,  // a body of a state (ministry of ...): another country's name before it makes another body
    kForm = 1u << 16,         // a form of address, which stands behind names
    kForeignTail = 1u << 18,  // behind a transliterated name: it names a people or language
    kFounds = 1u << 19,       // sets up: a body may be named behind it without an anchor
    kRegnal = 1u << 20,       // the second, the fourth: behind the names of kings
    kWorld = 1u << 17,        // a body of many states: no country before it belongs to its name
    kActs = 1u << 21,         // a noun of bodies' names that is a verb behind the full name of a body
    kGathers = 1u << 22,      // attends, holds: a meeting may be named behind it by any words
    kGathersAt = 1u << 23,    // at: the same where one of gathering_ends() stands behind the name
    kEach = 1u << 24,         // both countries: the body behind it is one of each
    kFirmOffice = 1u << 25,  // an office of a company: its name may stand before it though nothing else tells
    kOfState = 1u << 27,     // the nation's: right before the name of a ministry it adds nothing
    kPeople = 1u << 29,      // people: behind a country, which is not meant then
    kTongue = 1u << 30,      // tongue: behind a country or place
    kVisits = 1u << 28,      // inspected: what stands behind it is a body's whole name
    kSpeaksFor = 1u << 31,   // represents: an office, or what a person does for another
    kLocalName = 1u << 26,   // our county, (comes to) the school: the one that the document is about
  };

  float cost = 0;           // -ln of its probability as a word
  char word_class = 'n';    // as in the word lists; 'N' for names
  std::uint8_t split = 0;   // of "visit China" in two characters: where the country begins; else 0
  std::uint8_t length = 0;  // code points
  std::uint16_t institution_suffix = 0;  // 1 + index, 0: none
  std::uint16_t place_suffix = 0;
  std::uint16_t event_suffix = 0;
  std::uint32_t flags = 0;
  std::uint32_t name = kNoName;  // index of names()

  bool has(Flag flag) const { return (flags & flag) != 0; }
  bool named() const { return name != kNoName; }
};

// A word that ends names, as "hospital" or "river".
struct Suffix {
  enum class Strength : std::uint8_t {
    kCall,      // as modified; behind a pair of bodies that a dash joins it is no name: they call each other
    kNever,     // only looks like a suffix
    kAnchor,    // any name or level word before it, at any distance of modifiers
    kModified,  // a country alone before it is not enough
    kOffice,    // as kAnchor, and a place before it stands in its full form
    kProper,    // unknown characters before it are enough
    kSession,   // the sitting of a body, which stands for the body
    kWeak,      // only in quotation marks or behind a verb of founding
    kDistrict,  // as kProper, of places that are named with the city in which they lie
    kCity,      // as kProper; behind a place of the list it adds nothing to its name
  };
  std::u32string text;
  Strength strength = Strength::kAnchor;
  std::string full;  // the suffix written in full
  std::u32string full_text;
};

// What packs that extend a language pack add to its word lists: rows of files of the same names in their
// folders, and lists of their own (lexicon/KIND.tsv) for the kinds that they declare.
struct LexiconExtension {
  std::vector<std::filesystem::path> folders;
  std::vector<std::pair<std::string, MentionKind>> kinds;  // the kind, and as what its names are found

  bool optional(const std::string& list) const;  // the language pack need not have it
  bool within(const std::string& where) const;   // "file:line" stands in one of the folders
};

class Lexicon {
 public:
  enum CharClass : std::uint16_t {
    kHan = 1,
    kSurname = 2,
    kGiven = 4,
    kTransliteration = 8,
    kCountryLetter = 16,
    kLatin = 32,
    kDigit = 64,
    kDot = 128,  // joins the parts of a foreign name
    kSpace = 256,
    kHyphen = 512,
    kNumeral = 1024,  // of an ordinal
    kOrdinalUnit = 2048,
    kLocal = 4096,        // the county: stands for the one that the document is about
    kBeforeLocal = 8192,  // comes to (the county)
    kNeverLocal = 16384,  // each (county)
    kGivenTail = 32768,   // ends given names of three characters behind a surname of two
  };
  struct GivenCosts {
    float only, first, second;
  };

  explicit Lexicon(const std::filesystem::path& zh_dir, const LexiconExtension& more = {});

  const CharTrie& trie() const { return trie_; }
  const std::vector<LexiconEntry>& entries() const { return entries_; }
  // Costs of the entries once more, close together for the segmenter.
  const std::vector<float>& costs() const { return costs_; }
  const std::vector<LexiconName>& names() const { return names_; }
  char32_t ordinal_prefix() const { return ordinal_prefix_; }
  char32_t batch_unit() const { return batch_unit_; }
  // What stands behind the first character of a country that a document names in full, or before it.
  const std::u32string& side_word() const { return side_word_; }
  const std::u32string& state_word() const { return state_word_; }
  // Whether a document that names the place means it by its first character, as it does countries.
  bool lettered(const std::string& place) const { return lettered_.count(place) > 0; }
  const std::vector<std::u32string>& visit_verbs() const { return visit_verbs_; }
  bool visits(char32_t c) const;  // is such a verb of one character
  // Endings that names of companies lose when they are named again, longest first.
  const std::vector<std::u32string>& company_endings() const { return company_endings_; }
  // Whether a company's name that ends so is a legal one: the words before it are all part of it.
  bool legal_form(std::u32string_view ending) const {
    return std::find(legal_forms_.begin(), legal_forms_.end(), ending) != legal_forms_.end();
  }
  const std::vector<Suffix>& institution_suffixes() const { return institution_suffixes_; }
  const std::vector<Suffix>& place_suffixes() const { return place_suffixes_; }
  const std::vector<Suffix>& event_suffixes() const { return event_suffixes_; }
  // How a full name ends, and an ending that its first part may get instead.
  const std::vector<std::pair<std::u32string, std::u32string>>& short_endings() const {
    return short_endings_;
  }
  // Endings of bodies' names, and the character by which a document calls the first body that has one.
  const std::vector<std::pair<std::string, char32_t>>& local_bodies() const { return local_bodies_; }
  // What stands behind a meeting at which something is done.
  const std::vector<std::u32string>& gathering_ends() const { return gathering_ends_; }
  // What tells behind a meeting at the beginning of a clause that it was held.
  const std::vector<std::u32string>& gathering_held() const { return gathering_held_; }
  // jointly: between two bodies no part of a name.
  const std::vector<std::u32string>& acts_with() const { return acts_with_; }

  std::uint16_t char_class(char32_t c) const { return c < classes_.size() ? classes_[c] : 0; }
  const CharTrie& surnames() const { return surnames_; }
  const std::vector<float>& surname_costs() const { return surname_costs_; }  // by number in surnames()
  // Cost of a surname (one to four characters), or a negative number when it is none.
  float surname_cost(std::u32string_view surname) const;
  GivenCosts given_costs(char32_t c) const;
  float transliteration_cost(char32_t c) const { return c < translit_.size() ? translit_[c] : 0; }
  // The country of a one-character name, or kNoName.
  std::uint32_t country_letter(char32_t c) const;
  // The name with this canonical form and kind, or kNoName.
  std::uint32_t find_name(std::u32string_view surface) const;
  // The body that an office is of, where its word tells: of the longest known office that ends the title;
  // else null.
  const std::string* office_body(std::u32string_view title) const;
  // Whether place lies in container (a code or canonical name), directly or not.
  bool lies_within(std::uint32_t place, std::uint32_t container) const;
  // The country with whose name a body's canonical name begins; kNoName when with none.
  std::uint32_t state_of_body(std::uint32_t name) const { return name_states_[name]; }
  // The country in which a place lies; null where that is not told.
  const std::string* state_of_place(std::string_view place) const;
  // Whether a transliterated name ends as places do.
  bool place_ending(std::u32string_view name) const;
  // Whether a character stands in given names, or at least is no common word.
  bool may_be_given(char32_t c) const { return c < never_given_.size() && !never_given_[c]; }

 private:
  friend class LexiconLoader;

  CharTrie trie_;
  std::vector<LexiconEntry> entries_;
  std::vector<float> costs_;
  std::vector<LexiconName> names_;
  std::vector<Suffix> institution_suffixes_, place_suffixes_, event_suffixes_;
  std::vector<std::uint16_t> classes_;
  CharTrie surnames_;
  std::vector<float> surname_costs_;
  std::vector<GivenCosts> given_;
  std::vector<float> translit_;
  std::vector<std::pair<char32_t, std::uint32_t>> letters_;
  std::vector<std::uint32_t> name_containers_;  // by name: the containing name, or kNoName
  std::vector<std::uint32_t>
      name_states_;  // by name: the country whose name a body's begins with, or kNoName
  std::vector<std::u32string> place_endings_;
  std::vector<std::u32string> gathering_ends_, gathering_held_, acts_with_;
  std::vector<bool> never_given_;
  std::vector<std::pair<std::u32string, std::string>> office_bodies_;  // longest first
  char32_t ordinal_prefix_ = 0, batch_unit_ = 0;
  std::u32string side_word_, state_word_;
  std::set<std::string> lettered_;
  std::vector<std::u32string> visit_verbs_, company_endings_, legal_forms_;
  std::vector<std::pair<std::string, char32_t>> local_bodies_;
  std::vector<std::pair<std::u32string, std::u32string>> short_endings_;
};

}  // namespace guanxi
