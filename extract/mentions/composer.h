// Composer: joins the tokens of a sentence to names.
//
// A shift-reduce pass from left to right: each token is put on a stack, and one that ends names of places,
// institutions or events takes the words before it that belong to the name, which may be names composed
// before (a city in its health commission, that in its office). What is left are the mentions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/mentions/lexicon.h"
#include "extract/mentions/mention.h"
#include "extract/mentions/segmenter.h"
#include "extract/mentions/utf.h"

namespace guanxi {

// A name that a document makes known, which the segmenter finds as Token::Type::kKnown.
struct ToldName {
  std::string canonical;
  MentionKind kind = MentionKind::kPerson;
  std::uint16_t flags = Mention::kFromDocument;
  std::uint8_t split = 0;  // of "visit" with a country's first character: where the country begins; else 0
};

// What one document makes known about names.
struct DocumentNames {
  std::vector<ToldName> known;                                   // by the segmenter's index
  std::vector<std::pair<std::u32string, std::string>> surnames;  // full names of persons, where unique
  std::vector<std::pair<std::u32string, std::string>> titled;    // ... by surname and title, where unique
  std::vector<std::pair<char32_t, std::string>> letters;      // countries by their first character, likewise
  std::vector<std::pair<char32_t, std::string>> row_letters;  // by one that is a word too: only in a row
};

class Composer {
 public:
  explicit Composer(const Lexicon& lexicon) : lexicon_(lexicon) {}

  // names: what the document tells; may be null.
  void compose(const CodePoints& sentence, const std::vector<Token>& tokens, const DocumentNames* names,
               std::vector<Mention>& mentions) const;

 private:
  static constexpr int kNoKind = -1;
  static constexpr std::size_t kNone = 0xffffffff;

  // A token, or several that were joined.
  struct Unit {
    std::uint32_t begin, end;
    std::uint32_t entry = Token::kNoEntry;       // of a lexicon word
    std::uint32_t name = LexiconEntry::kNoName;  // of a lexicon name
    std::uint32_t composed = 0xffffffff;         // of Work::composed
    std::int8_t kind = kNoKind;                  // a MentionKind
    Token::Type type = Token::Type::kPunctuation;
    std::uint16_t flags = 0;
    std::uint8_t split = 0;  // characters before the country in "visit China"
  };
  struct Composed {
    std::string canonical;
    const char* rule;
    std::vector<MentionPart> parts;
    std::vector<MentionPart> members;
  };
  struct Work {
    std::u32string_view text;
    const CodePoints* sentence;
    const DocumentNames* names;
    std::vector<Unit> stack;
    std::vector<Composed> composed;
  };

  Unit unit_of(const Work& work, const Token& token) const;
  const LexiconEntry* entry(const Unit& unit) const {
    return unit.entry == kNone ? nullptr : &lexicon_.entries()[unit.entry];
  }
  bool flagged(const Unit& unit, std::uint32_t flags) const {
    const LexiconEntry* e = entry(unit);
    return e != nullptr && (e->flags & flags) != 0;
  }
  static bool is(const Unit& unit, MentionKind kind) { return unit.kind == static_cast<int>(kind); }
  bool geographic(const Unit& unit) const {
    return is(unit, MentionKind::kCountry) || is(unit, MentionKind::kPlace);
  }
  bool proper(
      const Unit& unit) const;  // may be the particular part of a name: unknown, foreign, a person's name
  static bool odd_name(const Unit& unit);
  bool modifier(const Unit& unit) const;  // may stand between the anchor and the suffix
  bool joiner_between(const Work& work, std::size_t at, std::size_t leftmost) const;

  // What stands to the left of a suffix, as indexes of units; kNone where there is none.
  struct Reach {
    std::size_t anchor = kNone;      // leftmost name
    std::size_t level = kNone;       // leftmost word such as national, or ordinal
    std::size_t particular = kNone;  // leftmost unit that is no common word
    std::size_t leftmost = kNone;    // leftmost unit that may belong to the name
    std::size_t modifiers = 0;
  };
  Reach reach_left(const Work& work, bool event) const;
  bool ends_reach(const Work& work, std::size_t at, const Reach& reach) const;
  bool lone_character(const Unit& unit) const;
  bool behind_level(const Work& work, std::size_t at) const;
  bool behind_country(const Work& work, std::size_t at) const;
  bool before_office(const Work& work, std::size_t at) const;
  bool among_words(const Work& work, std::size_t at) const;
  std::size_t quotation_open(const Work& work, std::size_t close) const;
  std::size_t bracketed_place(const Work& work, std::size_t close) const;
  bool dash_between(const Work& work, std::size_t at, std::size_t anchor) const;
  bool dashed_parties(const Work& work, std::size_t from) const;
  bool joined_parties(const Work& work, std::size_t at) const;

  void reduce(Work& work) const;
  bool national_office(const Work& work) const;
  bool office_of_place(const Work& work) const;
  bool founded_behind(const Work& work, std::size_t at) const;
  bool of_district(const Work& work, const Unit& place) const;
  bool counted(const Work& work, std::size_t at) const;
  bool held_at(const Work& work, std::size_t from) const;
  std::size_t sitting_body(const Work& work) const;
  bool local_body(const Work& work, const Reach& reach, const Suffix& suffix) const;
  bool reduce_local(Work& work, const Reach& reach) const;
  bool batch(const Work& work, const Unit& unit) const;
  bool local_word(const Work& work, const Unit& unit) const;
  bool local_place(const Work& work) const;
  bool joined_office(const Work& work) const;
  bool owned_by_verb(const Work& work) const;
  bool ends_body(const Work& work, std::size_t at) const;
  bool short_company(const Work& work, const Unit& unit) const;
  bool company_in_full(const Work& work, std::size_t from) const;
  std::size_t gathering_from(const Work& work) const;
  bool reduce_gathering(Work& work) const;
  bool reduce_each(Work& work, std::size_t from) const;
  bool reduce_place(Work& work) const;
  std::size_t particular_of_place(const Work& work) const;
  std::string without_country(const Work& work, std::size_t at) const;
  bool listed_place(const std::string& name) const;
  bool acts_between(const Work& work, std::size_t at) const;
  bool joins_another(const Work& work, const Unit& unit) const;
  bool reduce_body(Work& work, MentionKind kind) const;
  bool reduce_adjacent(Work& work) const;
  bool reduce_title(Work& work) const;
  void name_quoted(Work& work) const;
  void name_employers(Work& work) const;
  bool name_employer(Work& work, std::size_t title) const;
  std::size_t name_office(Work& work, std::size_t title) const;
  bool opens_name(const Work& work, std::size_t at) const;
  bool in_employer(const Unit& unit) const;
  void join(Work& work, std::size_t from, MentionKind kind, std::string canonical, const char* rule) const;
  std::string canonical_of(const Work& work, const Unit& unit) const;
  std::string surface(const Work& work, const Unit& unit) const;
  std::string body_name(const Work& work, std::size_t from, const Suffix& suffix) const;
  void add_members(const Work& work, const Unit& unit, std::vector<MentionPart>& members) const;
  void add_part(const Work& work, const Unit& unit, std::vector<MentionPart>& parts) const;

  bool inside_place(const Work& work, std::size_t at) const;
  bool ends_as_place(const Work& work, const Unit& unit, bool supported) const;
  bool named_of_common(const Work& work, std::size_t at) const;
  bool join_unlisted_person(Work& work, std::size_t at) const;
  bool foreign_word(const Work& work, std::size_t at) const;
  bool visited(const Work& work, const Reach& reach) const;
  bool listed_behind_place(const Work& work, std::size_t at) const;
  std::size_t part_of_place(const Work& work) const;
  bool trade(const Unit& unit) const;
  bool office_of_local(const Work& work) const;
  bool organ_of_body(const Work& work) const;
  bool named_by_word(const Work& work, std::size_t at) const;
  bool place_as_person(const Work& work, std::size_t at) const;
  void take_surname(Work& work, std::size_t at) const;
  void judge_titles(Work& work) const;
  void judge_letters(Work& work) const;
  void judge_surname_row(Work& work, std::size_t at) const;
  void mean_person(Work& work, std::size_t at, const std::string& name) const;
  const std::string* person_of_surname(const Work& work, const Unit& unit) const;
  void judge_persons(Work& work) const;
  void judge_person(Work& work, std::size_t at) const;
  void take_joiner(Work& work, std::size_t at) const;
  void take_last(Work& work, std::size_t at) const;
  void judge_foreign(Work& work, std::size_t at) const;
  void judge_surname(Work& work, std::size_t at) const;
  std::string country_of_letter(const Work& work, const Unit& unit, MentionKind& kind,
                                bool row = false) const;
  bool acts_in_clause(const Work& work, std::size_t at) const;
  bool of_people(const Work& work, std::size_t at) const;
  bool of_time(const Unit& unit) const;
  bool person_supported(const Work& work, std::size_t at, bool strongly) const;
  void emit(const Work& work, std::vector<Mention>& mentions) const;

  const Lexicon& lexicon_;
};

}  // namespace guanxi
