// FilteredExpression: an RE2 expression that is only tried where the words stand without which it cannot
// match.
//
// An expression with counted gaps between characters of three bytes becomes an automaton of thousands of
// states: trying it costs a hundred times what looking for its words does, and most sentences have none of
// them. Which words it needs, RE2 itself tells (FilteredRE2). Immutable; any number of threads may read it.
#pragma once

#include <re2/filtered_re2.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi {

class FilteredExpression {
 public:
  // Throws Error(kInput) with RE2's words for a source that it cannot read.
  explicit FilteredExpression(const std::string& source);

  // Where it stands first in the text; empty: nowhere.
  std::string_view in(std::string_view text) const;

 private:
  bool may_match(std::string_view text) const;

  std::shared_ptr<const re2::FilteredRE2> filter_;
  std::shared_ptr<const re2::RE2> expression_;
  std::vector<std::string> words_;  // FilteredRE2 knows them by number
  bool unfiltered_ = false;
};

}  // namespace guanxi
