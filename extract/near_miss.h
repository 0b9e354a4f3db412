// Near misses: rules whose trigger stands in a sentence but which do not match there, and what is missing.
//
// Each pattern that does not match is tried with one thing less asked of it, then with two (PatternVariant);
// the change with which it matches names the part that failed. For `explain`: costs milliseconds a sentence.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "extract/extractor.h"

namespace guanxi {

struct NearMiss {
  std::size_t rule = 0, pattern = 0;  // as in RuleMatch
  std::string trigger;                // the word that stands in the sentence
  std::size_t changes = 0;            // how many parts fail; 0: more than two, or in no simple way
  std::string why;                    // "no {object} (person, country) between 同 and 通话"
};

// The nearest first. Rules that fired in the sentence are not among them.
std::vector<NearMiss> near_misses(const Extractor& extractor, const SentenceAnalysis& analysis);

}  // namespace guanxi
