// Common: whom two entities both had to do with.
#pragma once

#include <string>
#include <vector>

#include "graph/view/edge_filter.h"
#include "graph/view/store_graph.h"

namespace guanxi {

struct CommonNeighbour {
  StoredEntity entity;
  std::uint64_t with_a = 0;  // statements that tie it to each
  std::uint64_t with_b = 0;
  std::vector<std::string> relations_a;  // sorted, each once
  std::vector<std::string> relations_b;
  DayRange days_a;  // from the first to the last; unlimited where none has a time
  DayRange days_b;
};

// Best tied first: by the smaller of both counts, then by their sum, then by name.
std::vector<CommonNeighbour> find_common(const StoreGraph& graph, Id a, Id b, const EdgeFilter& filter);

}  // namespace guanxi
