// RuleSet: the rules of a pack, compiled, and what matches in an encoded sentence.
//
// A sentence pays only for rules whose trigger words it has: one index of the triggers finds those, and
// each runs alone. Where the triggers of two matches overlap, the longer one stands; so the order of rules
// and of files never changes a result. Immutable after loading; any number of threads may match.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/pack/pack.h"
#include "extract/rules/encoded_sentence.h"
#include "extract/rules/pattern.h"
#include "extract/rules/word_index.h"

namespace guanxi {

// What an example of a rule must state: "SUBJECT relation OBJECT key=value ...".
struct RuleExample {
  std::string text;
  std::string date;                 // the reference date, EDTF; may be empty
  std::vector<std::string> states;  // sorted
  std::string where;                // file:line:column
};

// Whom a pattern without an object means.
enum class Unsaid : std::uint8_t {
  kOther,  // who stands across from the subject
  kGuest,  // who went somewhere last, else as kOther
  kOwn,    // what the document is about
};

struct Rule {
  std::string name;  // pack/id
  std::string relation;
  std::vector<Pattern> patterns;
  std::map<std::string, std::vector<std::string>> kinds;  // what a slot takes that does not say so itself
  Initiator initiator = Initiator::kUnstated;             // kUnstated: as the pattern says
  std::optional<Factuality> factuality;                   // nothing: as the markers of the clause say
  bool nothing = false;            // it only keeps shorter triggers from stating something
  bool mutual = false;             // each side did it to the other
  bool swap = false;               // the pattern's subject is the statement's object
  bool timeless = false;           // the statement has no time
  Unsaid unsaid = Unsaid::kOther;  // whom a pattern without an object means
  std::string office;              // fixed qualifier; may be empty
  std::vector<RuleExample> examples;
  std::string where;  // file:line:column
};

struct RuleMatch {
  std::size_t rule = 0;     // index in RuleSet::rules
  std::size_t pattern = 0;  // index in Rule::patterns
  PatternMatch match;
};

// One pattern taken for another, to see what a rule would do if it were written so.
struct PatternChange {
  std::size_t rule = 0, pattern = 0;  // as in RuleMatch
  const Pattern* instead = nullptr;   // its trigger words must be among those of the pattern
};

class RuleSet {
 public:
  // alphabet and grammar must outlive it.
  RuleSet(const Pack& pack, const Alphabet& alphabet, const Grammar& grammar);
  ~RuleSet();
  RuleSet(RuleSet&&) noexcept;

  const std::vector<Rule>& rules() const { return rules_; }

  // A trigger or another word of some pattern, of two characters or more, stands in the text.
  bool uses_word_in(std::string_view text) const;
  // Where such words stand, begin and end in bytes: at each place the longest.
  std::vector<std::pair<std::size_t, std::size_t>> words_in(std::string_view text) const;

  // Patterns whose triggers stand in the sentence as it is written, packed; empty: no rule can match.
  std::vector<std::size_t> candidates(std::string_view sentence) const;
  // Matches of the candidates, by place of the trigger, then rule name.
  std::vector<RuleMatch> match(const EncodedSentence& sentence, const std::vector<std::size_t>& candidates,
                               const PatternChange* change = nullptr) const;
  // The rule and the pattern (see RuleMatch) of a candidate.
  std::pair<std::size_t, std::size_t> at(std::size_t candidate) const { return patterns_[candidate]; }
  // A pattern as it would be compiled in a rule. Throws Error(kInput) with what was expected.
  Pattern compile(std::size_t rule, std::string_view source) const;

 private:
  class Prefilter;
  void bind_outlines();
  bool outranks(const RuleMatch& a, const RuleMatch& b) const;
  void add(const Pack& pack, const YamlNode& node, std::string_view owner, const Alphabet& alphabet,
           const Grammar& grammar);

  const Alphabet* alphabet_;  // both outlive the rules
  const Grammar* grammar_;
  WordIndex words_;                                            // of all patterns, see uses_word_in
  std::vector<Rule> rules_;                                    // sorted by name
  std::vector<std::pair<std::size_t, std::size_t>> patterns_;  // packed index -> rule, pattern
  std::unique_ptr<Prefilter> prefilter_;
  OutlineReader letters_;
};

}  // namespace guanxi
