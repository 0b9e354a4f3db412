#include "query/analysis/pair_graph.h"

#include <algorithm>
#include <utility>

namespace guanxi {
namespace {

using Ends = std::pair<std::uint32_t, std::uint32_t>;

Neighbour as_neighbour(const MemoryEdge& edge, Id other) {
  Neighbour seen;
  seen.other = other;
  seen.statement = edge.statement;
  seen.relation = edge.relation;
  seen.days = edge.days();
  seen.factuality = edge.factuality;
  seen.claimed = edge.claimed;
  return seen;
}

// Both directions of every pair, sorted, a pair as often as statements tie it. Self loops are left out.
std::vector<Ends> passing_ends(const MemoryGraph& memory, const BoundFilter& filter) {
  const auto& csr = memory.csr();
  std::vector<Ends> ends;
  for (auto [at, end] = edges(csr); at != end; ++at) {
    const std::uint32_t a = source(*at, csr);
    const std::uint32_t b = target(*at, csr);
    if (a == b || !filter.passes(as_neighbour(csr[*at], memory.id(b)))) continue;
    if (!filter.admits(memory.id(a)) || !filter.admits(memory.id(b))) continue;
    ends.emplace_back(a, b);
    ends.emplace_back(b, a);
  }
  std::sort(ends.begin(), ends.end());
  return ends;
}

}  // namespace

PairGraph::PairGraph(const MemoryGraph& memory, const BoundFilter& filter) : memory_(&memory) {
  std::vector<Ends> ends = passing_ends(memory, filter);
  for (const Ends& pair : ends) {
    if (vertices_.empty() || vertices_.back() != pair.first) vertices_.push_back(pair.first);
  }
  const auto number = [&](std::uint32_t vertex) {
    return static_cast<std::uint32_t>(std::lower_bound(vertices_.begin(), vertices_.end(), vertex) -
                                      vertices_.begin());
  };
  std::vector<PairEdge> weights;
  std::size_t kept = 0;
  for (std::size_t begin = 0; begin < ends.size();) {
    std::size_t end = begin;
    while (end < ends.size() && ends[end] == ends[begin]) ++end;
    weights.push_back({static_cast<std::uint32_t>(end - begin)});
    ends[kept++] = {number(ends[begin].first), number(ends[begin].second)};
    begin = end;
  }
  ends.resize(kept);
  csr_ = Csr(boost::edges_are_sorted, ends.begin(), ends.end(), weights.begin(),
             static_cast<std::uint32_t>(vertices_.size()), kept);
}

}  // namespace guanxi
