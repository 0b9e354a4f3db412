// find_paths: answers "how are A and B connected", with every choice that `guanxi path` offers.
#pragma once

#include <optional>
#include <vector>

#include "graph/view/edge_filter.h"
#include "graph/view/store_graph.h"
#include "query/budget/budget.h"
#include "query/paths/path.h"

namespace guanxi {

struct PathQuery {
  enum class Which { kAny, kAll, kShortest };                       // ANY SHORTEST, ALL SHORTEST, SHORTEST k
  enum class Length { kHops, kContacts };                           // see PathSearch
  enum class Chronological { kNo, kFewestHops, kEarliestArrival };  // see ChronologicalSearch

  Id source;
  Id target;
  Which which = Which::kAny;
  std::size_t k = 1;  // for kShortest
  Length length = Length::kHops;
  Chronological chronological = Chronological::kNo;
  bool directed = false;
  bool undated = false;      // chronological paths may use statements without a time
  std::vector<Id> via = {};  // to be passed in this order: a walk, which may come through an entity twice
  std::vector<Id> avoid = {};
  EdgeFilter filter = {};
  bool evidence = false;
};

// Throws Error(kUsage) where choices exclude each other: via or chronological with anything but kAny,
// chronological with kContacts.
PathAnswer find_paths(const StoreGraph& graph, const PathQuery& query, const Budget& budget);

}  // namespace guanxi
