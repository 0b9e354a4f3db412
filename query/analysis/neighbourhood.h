// Neighbourhood: who stands within some hops of an entity, and the statements that tie them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "graph/view/edge_filter.h"
#include "graph/view/store_graph.h"
#include "query/budget/budget.h"

namespace guanxi {

struct NeighbourhoodQuery {
  Id centre = {};
  std::uint32_t hops = 1;
  Direction direction = Direction::kBoth;  // kOut: who the statements lead to; kIn: where they come from
  EdgeFilter filter = {};
  std::size_t limit = 0;  // members listed, the closest and best tied first; 0: all
};

struct NeighbourhoodMember {
  StoredEntity entity;
  std::uint32_t hops = 0;              // from the centre
  Id through;                          // the entity one hop closer through which it was reached first
  std::uint32_t statements = 0;        // that tie it to `through`
  std::vector<std::string> relations;  // of those, each once, sorted
  DayRange days;                       // from the first to the last of those; unlimited where none has a time
};

struct Neighbourhood {
  std::vector<NeighbourhoodMember> members;  // by hops, statements (most first), name; without the centre
  std::uint64_t more = 0;                    // further ones that `limit` left out
  std::string cut;                           // why it is cut; empty: it is whole
};

Neighbourhood find_neighbourhood(const StoreGraph& graph, const NeighbourhoodQuery& query,
                                 const Budget& budget);

}  // namespace guanxi
