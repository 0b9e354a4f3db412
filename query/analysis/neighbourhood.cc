#include "query/analysis/neighbourhood.h"

#include <algorithm>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/pending/queue.hpp>
#include <boost/property_map/vector_property_map.hpp>
#include <deque>
#include <set>
#include <tuple>
#include <utility>

#include "query/paths/tie_graph.h"

namespace guanxi {
namespace {

struct Reached {
  std::uint32_t vertex;
  std::uint32_t through;
  std::uint32_t hops;
  std::uint32_t statements;
};

struct Done {};

// Notes each vertex as breadth-first search discovers it. Vertices are examined in the order of their
// distance, so when the first one at the last hop comes up, everybody within reach has been seen and the
// search may end.
class Collect : public boost::default_bfs_visitor {
 public:
  Collect(std::uint32_t hops, BudgetMeter& meter, std::vector<Reached>& reached,
          std::vector<std::uint32_t>& distance)
      : hops_(hops), meter_(&meter), reached_(&reached), distance_(&distance) {}

  void examine_vertex(std::uint32_t vertex, const TieGraph&) const {
    if (distance(vertex) >= hops_ || !meter_->visit()) throw Done{};
  }
  void tree_edge(const Tie& tie, const TieGraph&) const {
    const std::uint32_t hops = distance(tie.source) + 1;
    if (tie.target >= distance_->size()) distance_->resize(2 * tie.target + 1, 0);
    (*distance_)[tie.target] = hops;
    reached_->push_back({tie.target, tie.source, hops, tie.statements});
  }

 private:
  std::uint32_t distance(std::uint32_t vertex) const {
    return vertex < distance_->size() ? (*distance_)[vertex] : 0;
  }

  std::uint32_t hops_;
  BudgetMeter* meter_;
  std::vector<Reached>* reached_;
  std::vector<std::uint32_t>* distance_;
};

// TieGraph seen against its direction.
struct Backwards : TieGraph {
  using TieGraph::TieGraph;
};
std::pair<const Tie*, const Tie*> out_edges(std::uint32_t vertex, const Backwards& graph) {
  const auto ties = graph.in(vertex);
  return {ties.data(), ties.data() + ties.size()};
}

template <typename Graph>
std::vector<Reached> search(const Graph& graph, std::uint32_t centre, std::uint32_t hops,
                            BudgetMeter& meter) {
  std::vector<Reached> reached;
  std::vector<std::uint32_t> distance;
  boost::vector_property_map<boost::default_color_type> color;
  boost::queue<std::uint32_t> queue;
  try {
    boost::breadth_first_visit(graph, centre, queue, Collect(hops, meter, reached, distance), color);
  } catch (const Done&) {
  }
  return reached;
}

NeighbourhoodMember describe(const TieGraph& ties, const Reached& found, bool backwards) {
  NeighbourhoodMember member;
  const Snapshot& snapshot = ties.snapshot();
  member.entity =
      snapshot.entity(ties.id(found.vertex)).value_or(StoredEntity{ties.id(found.vertex), {}, {}});
  member.hops = found.hops;
  member.through = ties.id(found.through);
  member.statements = found.statements;
  const auto statements =
      backwards ? ties.statements(found.vertex, found.through) : ties.statements(found.through, found.vertex);
  std::set<std::string> relations;
  bool dated = false;
  for (const Neighbour* entry : statements) {
    relations.insert(snapshot.relation_name(entry->relation));
    if (unlimited(entry->days)) continue;
    member.days.first = dated ? std::min(member.days.first, entry->days.first) : entry->days.first;
    member.days.last = dated ? std::max(member.days.last, entry->days.last) : entry->days.last;
    dated = true;
  }
  member.relations.assign(relations.begin(), relations.end());
  return member;
}

}  // namespace

Neighbourhood find_neighbourhood(const StoreGraph& graph, const NeighbourhoodQuery& query,
                                 const Budget& budget) {
  const BoundFilter filter(graph.snapshot(), query.filter);
  BudgetMeter meter(budget);
  const bool backwards = query.direction == Direction::kIn;
  Backwards ties(graph, filter, query.direction != Direction::kBoth);
  ties.admit(query.centre);
  const std::uint32_t centre = ties.vertex(query.centre);
  std::vector<Reached> reached =
      backwards ? search(ties, centre, query.hops, meter) : search<TieGraph>(ties, centre, query.hops, meter);
  std::stable_sort(reached.begin(), reached.end(), [](const Reached& a, const Reached& b) {
    return std::tuple(a.hops, b.statements) < std::tuple(b.hops, a.statements);
  });
  Neighbourhood answer;
  const std::size_t listed = query.limit == 0 ? reached.size() : std::min(query.limit, reached.size());
  for (std::size_t at = 0; at < listed && meter.row(); ++at) {
    answer.members.push_back(describe(ties, reached[at], backwards));
  }
  answer.more = reached.size() - answer.members.size();
  std::stable_sort(answer.members.begin(), answer.members.end(),
                   [](const NeighbourhoodMember& a, const NeighbourhoodMember& b) {
                     return std::tie(a.hops, b.statements, a.entity.entity.name) <
                            std::tie(b.hops, a.statements, b.entity.entity.name);
                   });
  answer.cut = meter.why();
  return answer;
}

}  // namespace guanxi
