// StatementBuilder: from the matches of rules in one sentence to statements.
//
// Fills the slots (members of lists, pronouns, a subject carried over), reads the factuality, the initiator,
// the time and the claimant off the clause, makes one statement for every pair, and keeps the discourse up to
// date. Stateless but for what it is given; any number of threads may use one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/rules/discourse.h"
#include "extract/rules/encoded_sentence.h"
#include "extract/rules/grammar.h"
#include "extract/rules/rule_set.h"
#include "extract/rules/sentence_input.h"
#include "extract/rules/unit.h"
#include "extract/statement/ontology.h"
#include "extract/statement/statement.h"

namespace guanxi {

// What a sentence states, before it is tied to a document.
struct StatedMatch {
  Entity subject, object;
  Statement statement;  // ids filled in
  std::string rule;
  std::size_t begin = 0, end = 0;  // bytes of the sentence that the rule matched
};

// How a match came to its statements, for `explain`.
struct MatchTrace {
  RuleMatch match;
  std::vector<Entity> subjects, objects;
  std::string verdict;  // "states", or why it states nothing
};

class StatementBuilder {
 public:
  StatementBuilder(const Ontology& ontology, const Grammar& grammar, const Alphabet& alphabet,
                   const RuleSet& rules);

  // Appends what the sentence states. traces may be null.
  void build(const SentenceInput& input, const std::vector<std::size_t>& candidates, Discourse& discourse,
             std::vector<StatedMatch>& stated, std::vector<MatchTrace>* traces) const;

 private:
  class Sentence;
  const Ontology& ontology_;
  const Grammar& grammar_;
  const Alphabet& alphabet_;
  const RuleSet& rules_;
};

}  // namespace guanxi
