// Groups of entities: connected components, strongly connected ones, and communities.
#pragma once

#include <cstdint>
#include <vector>

#include "query/analysis/pair_graph.h"

namespace guanxi {

// Members sorted by id; groups by size, the largest first, then by their first member.
using Groups = std::vector<std::vector<Id>>;

// Entities that are connected, whatever the direction (Boost's disjoint sets).
Groups components(const PairGraph& graph);

// Entities that can reach each other along statements from subject to object (Boost's strong_components,
// Tarjan).
Groups strong_components(const MemoryGraph& memory, const BoundFilter& filter);

struct Communities {
  Groups groups;
  double modularity = 0;  // Newman's Q with weights; 0: no better than chance, 1: the most
};

// Communities by the Louvain method (Blondel et al. 2008) on the number of statements of each pair. Boost has
// none. Deterministic: vertices are tried in their order, and of equally good communities the one with the
// least number is taken, so that the same content gives the same groups.
Communities communities(const PairGraph& graph, double resolution = 1.0);

}  // namespace guanxi
