// SchemaTest: runs the examples that the rules of a pack carry.
//
// Each rule's examples say what the sentence states, and nothing more: "SUBJECT relation OBJECT key=value
// ...", with the keys time, initiator, factuality, office, claimed_by where they are set. An example without
// statements is a negative one. A rule needs one of each sort. An example counts as its rule's own only when
// that rule fired (positive) or its trigger stands in the text (negative).
#pragma once

#include <cstddef>
#include <string>
#include <vector>

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

// What the sentences of a text state, in the notation of examples, sorted. date: the reference date; may be
// empty.
std::vector<std::string> statements_of(const Extractor& extractor, const std::string& text,
                                       const std::string& date);

SchemaReport test_schema(const Extractor& extractor);

}  // namespace guanxi
