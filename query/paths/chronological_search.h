// ChronologicalSearch: paths on which each step happens no earlier than the one before: "could it have
// reached him?"
//
// A statement with days [first, last] can carry something that is there on day d if last >= d, and then it is
// there on max(d, first) at the earliest: the benefit of the doubt goes to the path, since a month may mean
// any of its days. Statements without a time are left out unless `undated` is set; then they may have
// happened on any day. Two steps on one day may follow each other.
//
// Arrival days are relaxed hop by hop (Bellman-Ford; Wu et al., "Path Problems in Temporal Graphs", VLDB
// 2014), which answers both questions exactly: fewest hops is the first round that reaches the target,
// earliest arrival the least day of any round, with the fewest hops for that day. A path never needs an
// entity twice.
#pragma once

#include <optional>
#include <vector>

#include "graph/view/edge_filter.h"
#include "graph/view/store_graph.h"
#include "query/budget/budget.h"

namespace guanxi {

struct ChronologicalQuery {
  enum class Best { kFewestHops, kEarliestArrival };

  Id source;
  Id target;
  Best best = Best::kFewestHops;
  bool directed = false;
  bool undated = false;
  Day start = kNoFirstDay;  // nothing happens before
  std::vector<Id> avoid = {};
  std::vector<Id> admit = {};  // entities that may be passed though the filter's kinds leave them out
};

struct ChronologicalStep {
  Id from;
  Id to;
  const Neighbour* seen;  // the statement, as seen from `from`; lives in the StoreGraph
  Day earliest;           // the first day by which it can have happened; kNoFirstDay where nothing bounds it
};

// Nothing where there is no such path or the budget is spent (the meter tells which).
std::optional<std::vector<ChronologicalStep>> find_chronological(const StoreGraph& graph,
                                                                 const BoundFilter& filter,
                                                                 const ChronologicalQuery& query,
                                                                 BudgetMeter& meter);

}  // namespace guanxi
