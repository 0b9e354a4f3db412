#include "graph/exchange/edge_text.h"

#include <algorithm>
#include <cmath>

namespace guanxi {

DayRange span_of(const std::vector<ExportedTime>& times) {
  if (times.empty()) return {};
  DayRange span = times.front().days;
  for (const ExportedTime& time : times) {
    span.first = std::min(span.first, time.days.first);
    span.last = std::max(span.last, time.days.last);
  }
  return span;
}

std::string join_times(const std::vector<ExportedTime>& times) {
  std::string text;
  for (const ExportedTime& time : times) text.append(text.empty() ? "" : "; ").append(time.text);
  return text;
}

double node_size(std::uint64_t degree) {
  return 5 + 5 * std::log2(1 + static_cast<double>(degree));
}

}  // namespace guanxi
