// SchemaTest: a pack proves itself by the examples that its rules carry.
//
// Each rule's examples say what a text states, and nothing more: "SUBJECT relation OBJECT key=value ...",
// with the keys time, initiator, office, claimed_by and factuality where they are set. An example without
// statements is a negative one. A rule needs one of each sort that is its own: in a positive one the rule
// itself states something, in a negative one its trigger stands in the text.
//
// Coverage: patterns by which no example (and, with gold documents, no gold statement) states anything.
// Mutants: each pattern with one change (PatternVariant) against its rule's examples; a mutant under which
// all of them hold survives, which shows what the examples leave open.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "extract/evaluate.h"
#include "extract/extractor.h"

namespace guanxi {

struct ExampleResult {
  std::string rule;
  std::string where;  // file:line:column of the example
  std::string text;
  std::vector<std::string> missing;     // expected, not stated
  std::vector<std::string> unexpected;  // stated, not expected
  bool held() const { return missing.empty() && unexpected.empty(); }
};

struct SchemaReport {
  std::size_t rules = 0;
  std::size_t examples = 0;
  std::vector<ExampleResult> failures;
  std::vector<std::string> without_positive;  // rules that no positive example of their own exercises
  std::vector<std::string> without_negative;
  bool held() const { return failures.empty() && without_positive.empty() && without_negative.empty(); }
};

// A pattern, for reports.
struct PatternPlace {
  std::string rule, where, pattern;
};

struct Mutant {
  PatternPlace place;
  std::string what;  // what was changed
};

struct MutationReport {
  std::size_t mutants = 0;
  std::vector<Mutant> survivors;
};

// What the sentences of a text state, in the notation of examples, sorted. date: the reference date; may be
// empty. change: a pattern to take for another; null: none.
std::vector<std::string> statements_of(const Extractor& extractor, const std::string& text,
                                       const std::string& date, const PatternChange* change = nullptr);
// One statement in the notation of examples.
std::string print_statement(const Entity& subject, const Statement& statement, const Entity& object);

// Runs the examples of rules whose name has `only` in it; empty: of all.
SchemaReport test_schema(const Extractor& extractor, std::string_view only = "");

// Which patterns have stated something.
class PatternCoverage {
 public:
  explicit PatternCoverage(const Extractor& extractor) : extractor_(extractor) {}

  void add_examples();
  // A document with gold statements: only what is in the gold counts.
  void add_document(const TextDocument& document, const Evaluation& gold);
  std::vector<PatternPlace> uncovered() const;
  std::size_t patterns() const;

 private:
  void add(const SentenceAnalysis& analysis, const Evaluation* gold);

  const Extractor& extractor_;
  std::set<std::pair<std::size_t, std::size_t>> seen_;  // rule, pattern
};

// Rules whose examples fail are left out: their mutants would tell nothing.
MutationReport test_mutants(const Extractor& extractor, std::string_view only = "");

}  // namespace guanxi
