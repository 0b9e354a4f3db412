#include "query/analysis/common.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace guanxi {
namespace {

struct Side {
  std::uint64_t statements = 0;
  std::set<std::string> relations;
  DayRange days;

  void add(const Neighbour& entry, const std::string& relation) {
    ++statements;
    relations.insert(relation);
    if (unlimited(entry.days)) return;
    const bool first = unlimited(days);
    days.first = first ? entry.days.first : std::min(days.first, entry.days.first);
    days.last = first ? entry.days.last : std::max(days.last, entry.days.last);
  }
};

std::map<Id, Side> around(const StoreGraph& graph, Id centre, const BoundFilter& filter) {
  std::map<Id, Side> sides;
  const auto take = [&](std::span<const Neighbour> row) {
    for (const Neighbour& entry : row) {
      if (entry.other == centre || !filter.passes(entry) || !filter.admits(entry.other)) continue;
      sides[entry.other].add(entry, graph.snapshot().relation_name(entry.relation));
    }
  };
  take(graph.out_row(centre));
  take(graph.in_row(centre));
  return sides;
}

}  // namespace

std::vector<CommonNeighbour> find_common(const StoreGraph& graph, Id a, Id b, const EdgeFilter& filter) {
  const BoundFilter bound(graph.snapshot(), filter);
  const auto of_a = around(graph, a, bound);
  const auto of_b = around(graph, b, bound);
  std::vector<CommonNeighbour> common;
  for (const auto& [id, side] : of_a) {
    const auto other = of_b.find(id);
    if (other == of_b.end() || id == b) continue;
    CommonNeighbour found;
    found.entity = graph.snapshot().entity(id).value_or(StoredEntity{id, {}, {}});
    found.with_a = side.statements;
    found.with_b = other->second.statements;
    found.relations_a.assign(side.relations.begin(), side.relations.end());
    found.relations_b.assign(other->second.relations.begin(), other->second.relations.end());
    found.days_a = side.days;
    found.days_b = other->second.days;
    common.push_back(std::move(found));
  }
  const auto order = [](const CommonNeighbour& entry) {
    return std::tuple(std::min(entry.with_a, entry.with_b), entry.with_a + entry.with_b);
  };
  std::stable_sort(common.begin(), common.end(), [&](const CommonNeighbour& x, const CommonNeighbour& y) {
    if (order(x) != order(y)) return order(x) > order(y);
    return x.entity.entity.name < y.entity.entity.name;
  });
  return common;
}

}  // namespace guanxi
