// Grammar: the small words of a language that rules, lists and coreference stand on, as data (grammar.yaml).
//
// The manual of the file is schemas/README.md. Immutable after loading; any number of threads may read it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "extract/mentions/word_spans.h"
#include "extract/pack/pack.h"
#include "extract/pack/yaml_node.h"
#include "extract/rules/alphabet.h"
#include "extract/rules/filtered_expression.h"
#include "extract/rules/word_index.h"
#include "extract/statement/statement.h"

namespace guanxi {

// How a word that names nobody by itself finds whom it means.
enum class Reference : std::uint8_t {
  kNobody,   // names nobody: it may stand in a list and gives no statement
  kPerson,   // the last person that was a subject
  kParties,  // both sides of the last contact
  kFormer,   // the first of the last two
  kLatter,   // the last of the last two
  kKind,   // the last entity of a kind (this country, this hospital); with `endings`, one whose name ends so
  kOther,  // the other side of the last contact
  kSpeaker,  // who speaks in an interview (NAME: ...)
  kList,     // the members of the last list
  kTopic,    // what the document or the last statement is about
  kGuest,    // who went somewhere last, else whom somebody received; else as kPerson
};

struct TextSpan {
  std::size_t begin = 0, end = 0;
};

class Grammar {
 public:
  Grammar() = default;
  explicit Grammar(const Pack& pack);

  // What a word of the grammar is.
  enum class Role : std::uint8_t { kPlain, kSkip, kMarker, kPronoun, kJoint };
  struct Word {
    std::string text;
    Role role = Role::kPlain;
    std::string marker;  // kMarker: its class; kJoint: what rules see in its place
    Reference reference = Reference::kNobody;
    std::string kind;                       // kPronoun: the kind as which it stands in a sentence
    std::vector<std::string> endings = {};  // Reference::kKind: one ends the name of what it means; none: any
    bool sticky = false;                    // Reference::kPerson: it goes on meaning whom it meant first
    bool own = false;                       // Reference::kKind: rather the body of the person spoken of
    std::vector<std::string> offices = {};  // Reference::kParties: rather the last two who hold one of them
    std::vector<std::string> unlike = {};   // Reference::kKind: how the name of what it means does not end
    bool guest = false;                     // Reference::kKind: where no such name was told, as kGuest
    std::size_t count = 2;                  // Reference::kParties with offices: so many of them

    bool fits(std::string_view name) const;  // Reference::kKind: it ends so
  };

  // The longest word that begins at text[at]; null when there is none.
  const Word* longest_at(std::string_view text, std::size_t at) const;
  // The same in a sentence, where a marker, a word to skip or a pronoun is none when it is only a piece of a
  // longer word of the dictionary; null then.
  const Word* longest_at(std::string_view text, std::size_t at, const WordSpans& words) const;

  // Whether one of the grammar's words, or a word of oblique:, ends right before text[at].
  bool word_ends_at(std::string_view text, std::size_t at) const;

  const std::vector<std::string>& markers() const { return markers_; }
  // RE2 sources: what stands between the members of a list, and what may follow a list.
  const std::string& list_separator() const { return list_separator_; }
  bool joins_list(std::string_view between) const;
  // Whether it is the mark that parts the names of a list.
  bool enumerates(std::string_view between) const { return !mark_.empty() && between == mark_; }
  // Whether it stands between titled persons who act as one, each in a clause of its own.
  bool chains(std::string_view between) const;
  // Whether the expressions of lists spell the word.
  bool is_list_word(std::string_view word) const { return list_words_.contains(word); }
  const std::string& list_tail() const { return list_tail_; }
  // The bytes of the longest tail of a list with which the text begins; 0 when there is none.
  std::size_t tail_at(std::string_view text) const;
  // Of the separators, those that join somebody who acts on the same side. Rules see another character in
  // their place, so that no word of a rule stands inside them.
  const std::vector<std::string>& jointly() const { return jointly_; }
  // Words that join a last object to the one before, where the clause ends behind it: (visits A) and (B).
  const std::vector<std::string>& joins_last() const { return joins_last_; }
  // Words before a list of titled persons each of whom may stand in a clause of its own.
  const std::vector<std::string>& each_of() const { return each_of_; }
  const std::vector<std::string>& severally() const { return severally_; }
  const std::string& list_mark() const { return mark_; }
  // Behind the name of who speaks at the beginning of a paragraph; empty: none.
  const std::string& speaker_mark() const { return speaker_mark_; }
  // Words that join two titles of one person; words between a possessor and what it has; the word before a
  // place where somebody is posted.
  const std::vector<std::string>& title_joints() const { return title_joints_; }
  const std::vector<std::string>& possessives() const { return possessives_; }
  const std::vector<std::string>& posted() const { return posted_; }
  // Words before a title and its holder (then serving as president DE somebody); verbs behind which a title
  // is what somebody takes up, in the body named last.
  const std::vector<std::string>& served() const { return served_; }
  const std::vector<std::string>& taken() const { return taken_; }
  // Words before a body in which somebody held an office (former American president somebody).
  const std::vector<std::string>& former() const { return former_; }
  // Endings of titles that the names listed behind one share (vice-chairmen A, B).
  const std::vector<std::string>& shared() const { return shared_; }
  // Words between a list of persons and the body and office that all of them hold (A, B and C, three ...).
  const std::vector<std::string>& counted() const { return counted_; }
  // Words behind what an office deals with (the envoy for the affairs of a place).
  const std::vector<std::string>& concerns() const { return concerns_; }
  // Words that begin no field of an office: (a body) sends (its deputy director).
  const std::vector<std::string>& apart() const { return apart_; }
  // Words between a place and a smaller one in it that is meant (the capital, the port of).
  const std::vector<std::string>& appositions() const { return appositions_; }
  // Words that put a place before what lies there (lying in A, B), and a leader before those led (A led B):
  // such an A only describes B.
  // Words behind a name in quotation marks that make it the name of a thing (a ship).
  const std::vector<std::string>& things() const { return things_; }
  // Words before what 'both' talk about: who is named behind them is no third party.
  const std::vector<std::string>& about() const { return about_; }
  // Words at the end of a clause whose subject the next one names.
  const std::vector<std::string>& subordinate() const { return subordinate_; }
  const std::vector<std::string>& located() const { return located_; }
  const std::vector<std::string>& led() const { return led_; }
  // Ends of what tells, between a country and a name, what that is: (the country's battery) maker (A).
  const std::vector<std::string>& trades() const { return trades_; }
  // Words after which an entity is no subject (in, at, for, with).
  const std::vector<std::string>& oblique() const { return oblique_; }
  // Characters that end a clause, and those that end a sentence; pairs of brackets and of quotation marks.
  const std::string& clause_marks() const { return clause_marks_; }
  const std::string& sentence_marks() const { return sentence_marks_; }
  bool has_clause_mark(std::string_view text) const;
  bool is_clause_mark(char32_t character) const {
    return clause_characters_.find(character) != std::u32string::npos;
  }
  bool is_sentence_mark(char32_t character) const {
    return sentence_characters_.find(character) != std::u32string::npos;
  }
  // The relation and the rule name of what titles in apposition state; empty: nothing.
  const std::string& title_relation() const { return title_relation_; }
  const std::string& title_rule() const { return title_rule_; }
  // Where a title is held that needs no body named beside it; null when the pack does not say.
  const Entity* body_of_title(const std::string& title) const;
  // Where these titles are held in a document at home there: it names one of `named`, and none of `unless`.
  struct TitleHome {
    Entity body;
    std::vector<std::string> titles, named, unless;
    std::map<std::string, std::string> names = {};  // words that mean another body there, and its name
  };
  const std::vector<TitleHome>& title_homes() const { return title_homes_; }
  // An unnamed representative (spokesman) who holds an office when a name follows.
  bool title_when_named(std::string_view representative) const;
  // A title that by itself means whoever was last said to hold it.
  bool means_holder(std::string_view title) const;
  // The title, or the one that the pack says is the same office.
  const std::string& same_title(const std::string& title) const;
  // Of what kind, and with what endings, the body is that was named before a title without one; null: not
  // known.
  struct TitleSeek {
    std::vector<std::string> titles, kinds, endings;
    bool received = false;  // of the country that somebody went to last, whose holder received him
  };
  const TitleSeek* seek_of_title(std::string_view title) const;
  // The state or body that a widely known person served, of whom its name is not said; null: not known.
  const Entity* state_of(const std::string& person) const;
  // ... or in such an office, which without his name tells no state (chairman A).
  const Entity* state_held(const std::string& person, const std::string& title) const;
  struct Pair {
    std::string open, close;
  };
  const std::vector<Pair>& brackets() const { return brackets_; }
  const std::vector<Pair>& quotes() const { return quotes_; }
  // Words for going right before where somebody goes (come to).
  const std::vector<std::string>& going() const { return going_; }
  // A phrase that sets a qualifier of the contact that follows it in the sentence.
  struct Phrase {
    std::string key, value;
    FilteredExpression expression;
    bool found_in(std::string_view text) const { return !expression.in(text).empty(); }
  };
  const std::vector<Phrase>& phrases() const { return phrases_; }
  // Where phrases that set read=value stand in the text.
  std::vector<TextSpan> read_as(std::string_view value, std::string_view text) const;
  // What stands for a phrase of read=nobody.
  static const Word& nobody();

 private:
  void add(const YamlNode& root);
  void drop_redeclared(std::size_t before);
  void add_words(const YamlNode& node, Role role, std::string_view marker);
  void add_pronoun(const YamlNode& node);
  void add_phrase(const YamlNode& node);
  void index();

  std::vector<Word> words_;  // sorted by text
  WordIndex index_;          // of words_
  std::vector<std::string> markers_;
  std::string list_separator_, list_tail_, mark_, clause_marks_, sentence_marks_, speaker_mark_;
  std::vector<std::string> jointly_, joins_last_, each_of_, severally_, things_, subordinate_, about_;
  std::vector<std::string> title_joints_, possessives_, posted_, concerns_, apart_, oblique_, appositions_,
      located_, led_, trades_;
  std::vector<std::string> going_;
  std::set<std::string, std::less<>> list_words_;
  std::u32string clause_characters_, sentence_characters_;
  std::shared_ptr<const re2::RE2> separator_expression_, tail_expression_, chain_expression_;
  std::string title_relation_, title_rule_;
  std::vector<Pair> brackets_, quotes_;
  std::vector<Phrase> phrases_;
  std::map<std::string, Entity> title_bodies_, statesmen_;
  std::map<std::pair<std::string, std::string>, Entity> known_holders_;  // by person and title
  std::vector<TitleSeek> title_seeks_;
  std::vector<TitleHome> title_homes_;
  std::vector<std::string> counted_, holder_titles_, named_titles_, served_, taken_, former_, shared_;
  std::map<std::string, std::string> same_titles_;
};

}  // namespace guanxi
