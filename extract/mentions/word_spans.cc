#include "extract/mentions/word_spans.h"

#include <algorithm>

namespace guanxi {

bool WordSpans::cut(std::size_t begin, std::size_t end) const {
  auto word = std::upper_bound(spans_.begin(), spans_.end(), begin,
                               [](std::size_t at, const Span& span) { return at < span.end; });
  for (; word != spans_.end() && word->begin < end; ++word) {
    const bool before = word->begin<begin, behind = word->end> end;
    if ((before && word->end < end) || (behind && word->begin > begin)) return true;
    if ((before || behind) && word->closed) return true;
  }
  return false;
}

void WordSpans::open(const std::vector<std::pair<std::size_t, std::size_t>>& stretches) {
  std::size_t next = 0, until = 0;
  for (Span& span : spans_) {
    for (; next < stretches.size() && stretches[next].first < span.end; ++next)
      until = std::max(until, stretches[next].second);
    if (until > span.begin) span.closed = false;
  }
}

std::size_t WordSpans::closed_end(std::size_t begin) const {
  auto word = std::lower_bound(spans_.begin(), spans_.end(), begin,
                               [](const Span& span, std::size_t at) { return span.begin < at; });
  return word != spans_.end() && word->begin == begin && word->closed ? word->end : 0;
}

}  // namespace guanxi
