// PathSearch: paths on a TieGraph, by number of hops or by strength of ties.
//
// In ISO GQL's words: any() is ANY SHORTEST, all() is ALL SHORTEST, k() is SHORTEST k over ACYCLIC paths (no
// entity twice). By hops every tie is 1 long; by contacts a tie of n statements is 1/n long, so that a chain
// of people who talk often is shorter than one of strangers. The meter of the query's budget stops a search;
// what was found stands.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "query/budget/budget.h"
#include "query/paths/bidirectional_search.h"
#include "query/paths/tie_graph.h"

namespace guanxi {

struct FoundPath {
  VertexPath vertices;  // empty: none
  double length = 0;

  bool operator==(const FoundPath&) const = default;
};

// What a search must go round.
struct Blocked {
  std::set<std::uint32_t> vertices;
  std::set<std::pair<std::uint32_t, std::uint32_t>> ties;

  bool stops(std::uint32_t from, std::uint32_t to) const {
    return vertices.contains(to) || ties.contains({from, to});
  }
};

class PathSearch {
 public:
  enum class Length { kHops, kContacts };

  PathSearch(const TieGraph& graph, Length length, BudgetMeter& meter)
      : graph_(graph), length_(length), meter_(meter) {}

  FoundPath any(std::uint32_t source, std::uint32_t target, const Blocked& blocked = {});
  // All shortest by hops, at most limit.
  std::vector<FoundPath> all(std::uint32_t source, std::uint32_t target, std::size_t limit);
  // The k shortest, shortest first (Yen, "Finding the k shortest loopless paths in a network", 1971).
  std::vector<FoundPath> k(std::uint32_t source, std::uint32_t target, std::size_t k);

 private:
  FoundPath by_hops(std::uint32_t source, std::uint32_t target, const Blocked& blocked);
  FoundPath by_contacts(std::uint32_t source, std::uint32_t target, const Blocked& blocked);
  double length_of(const VertexPath& vertices) const;

  const TieGraph& graph_;
  Length length_;
  BudgetMeter& meter_;
  BidirectionalSearch search_;
};

}  // namespace guanxi
