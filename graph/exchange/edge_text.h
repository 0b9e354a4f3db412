// What several graph formats say of an edge or a node in the same words.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "graph/exchange/graph_sink.h"

namespace guanxi {

// From the first day of the first to the last day of the last; unlimited where there is none.
DayRange span_of(const std::vector<ExportedTime>& times);
// "2020-01-22; 2020-03"
std::string join_times(const std::vector<ExportedTime>& times);
// How large a node is drawn: grows with the logarithm of its degree, so that a hub does not cover the rest.
double node_size(std::uint64_t degree);

}  // namespace guanxi
