// Ranks of entities: who stands in the middle of things.
//
// By degree (with how many others), by contacts (how many statements), by PageRank (Page and Brin 1998,
// damping 0.85, until no rank moves by 1e-9) and by betweenness (Brandes 2001: on how many shortest paths; as
// a share of all pairs). All on the PairGraph, with Boost's algorithms where it has them.
#pragma once

#include <cstdint>
#include <vector>

#include "query/analysis/pair_graph.h"

namespace guanxi {

enum class RankBy { kDegree, kContacts, kPagerank, kBetweenness };

struct Ranked {
  Id entity;
  double score = 0;
  std::uint64_t degree = 0;
  std::uint64_t contacts = 0;
};

// Highest first, equal ones by id. Betweenness takes time proportional to entities times pairs: Error(kUsage)
// says so where it would be more than `most_steps`.
std::vector<Ranked> rank(const PairGraph& graph, RankBy by, double most_steps = 2e10);

}  // namespace guanxi
