#include "query/paths/path_query.h"

#include <algorithm>
#include <utility>

#include "extract/statement/error.h"
#include "query/paths/chronological_search.h"
#include "query/paths/path_search.h"

namespace guanxi {
namespace {

void check(const PathQuery& query) {
  const bool chronological = query.chronological != PathQuery::Chronological::kNo;
  if (query.which != PathQuery::Which::kAny && (chronological || !query.via.empty())) {
    throw Error(ErrorKind::kUsage, "--all and -k do not go together with --chronological or --via");
  }
  if (query.length == PathQuery::Length::kContacts &&
      (chronological || query.which == PathQuery::Which::kAll)) {
    throw Error(ErrorKind::kUsage,
                "paths by contacts do not go together with --chronological or --all; use -k");
  }
}

class PathFinder {
 public:
  PathFinder(const StoreGraph& graph, const PathQuery& query, const Budget& budget)
      : store_(graph), query_(query), filter_(graph.snapshot(), query.filter), meter_(budget) {}

  PathAnswer run() {
    PathAnswer answer;
    if (query_.chronological != PathQuery::Chronological::kNo) {
      if (auto path = chronological()) answer.paths.push_back(std::move(*path));
    } else {
      answer.paths = by_length();
    }
    answer.cut = meter_.why();
    return answer;
  }

 private:
  // The ends of each leg: source, via …, target.
  std::vector<Id> stops() const {
    std::vector<Id> stops{query_.source};
    stops.insert(stops.end(), query_.via.begin(), query_.via.end());
    stops.push_back(query_.target);
    return stops;
  }

  std::vector<Path> by_length() {
    TieGraph ties(store_, filter_, query_.directed);
    for (const Id id : query_.avoid) ties.avoid(id);
    for (const Id id : stops()) ties.admit(id);
    const auto length =
        query_.length == PathQuery::Length::kHops ? PathSearch::Length::kHops : PathSearch::Length::kContacts;
    PathSearch search(ties, length, meter_);
    std::vector<Path> paths;
    for (const FoundPath& found : search_ties(search, ties)) paths.push_back(make_path(found, ties));
    return paths;
  }

  std::vector<FoundPath> search_ties(PathSearch& search, const TieGraph& ties) {
    const std::uint32_t source = ties.vertex(query_.source);
    const std::uint32_t target = ties.vertex(query_.target);
    switch (query_.which) {
      case PathQuery::Which::kAll:
        return search.all(source, target, static_cast<std::size_t>(-1));
      case PathQuery::Which::kShortest:
        return search.k(source, target, query_.k);
      case PathQuery::Which::kAny:
        break;
    }
    FoundPath whole = legs(search, ties);
    if (whole.vertices.empty()) return {};
    return {std::move(whole)};
  }

  FoundPath legs(PathSearch& search, const TieGraph& ties) {
    const std::vector<Id> at = stops();
    FoundPath whole{{ties.vertex(at.front())}, 0};
    for (std::size_t leg = 1; leg < at.size(); ++leg) {
      const FoundPath found = search.any(ties.vertex(at[leg - 1]), ties.vertex(at[leg]));
      if (found.vertices.empty()) return {};
      whole.vertices.insert(whole.vertices.end(), found.vertices.begin() + 1, found.vertices.end());
      whole.length += found.length;
    }
    return whole;
  }

  Path make_path(const FoundPath& found, const TieGraph& ties) const {
    Path path;
    path.length = found.length;
    for (std::size_t at = 1; at < found.vertices.size(); ++at) {
      const auto statements = ties.statements(found.vertices[at - 1], found.vertices[at]);
      path.hops.push_back(make_hop(ties.id(found.vertices[at - 1]), ties.id(found.vertices[at]), statements));
    }
    return path;
  }

  // The first statement that the document itself tells; a claim of somebody only where there is no other.
  Hop make_hop(Id from, Id to, const std::vector<const Neighbour*>& statements) const {
    Hop hop;
    for (const Neighbour* seen : statements) {
      auto stored = store_.snapshot().statement(seen->statement);
      if (!stored || (hop.stored.id && !stored->statement.claimed_by.empty())) continue;
      hop = make_hop(from, to, *seen, std::move(*stored));
      if (hop.stored.statement.claimed_by.empty()) break;
    }
    hop.statements = static_cast<std::uint32_t>(statements.size());
    return hop;
  }

  Hop make_hop(Id from, Id to, const Neighbour& seen, StoredStatement stored) const {
    Hop hop;
    hop.from = from;
    hop.to = to;
    hop.forward = seen.outgoing;
    hop.stored = std::move(stored);
    if (query_.evidence) hop.evidence = store_.snapshot().evidence(hop.stored.id);
    return hop;
  }

  std::optional<Path> chronological() {
    ChronologicalQuery leg;
    leg.best = query_.chronological == PathQuery::Chronological::kEarliestArrival
                   ? ChronologicalQuery::Best::kEarliestArrival
                   : ChronologicalQuery::Best::kFewestHops;
    // Whoever must be passed on the way must be reached as early as can be: the rest of the way starts there.
    if (!query_.via.empty()) leg.best = ChronologicalQuery::Best::kEarliestArrival;
    leg.directed = query_.directed;
    leg.undated = query_.undated;
    leg.start = query_.filter.days.first;
    leg.avoid = query_.avoid;
    leg.admit = stops();
    Path path;
    const std::vector<Id> at = stops();
    for (std::size_t i = 1; i < at.size(); ++i) {
      leg.source = at[i - 1];
      leg.target = at[i];
      const auto steps = find_chronological(store_, filter_, leg, meter_);
      if (!steps) return std::nullopt;
      for (const ChronologicalStep& step : *steps) append(step, path);
      if (!steps->empty()) leg.start = steps->back().earliest;
    }
    path.length = static_cast<double>(path.hops.size());
    return path;
  }

  void append(const ChronologicalStep& step, Path& path) const {
    auto stored = store_.snapshot().statement(step.seen->statement);
    if (!stored) return;
    path.hops.push_back(make_hop(step.from, step.to, *step.seen, std::move(*stored)));
    if (step.earliest != kNoFirstDay) path.hops.back().earliest = step.earliest;
  }

  const StoreGraph& store_;
  const PathQuery& query_;
  BoundFilter filter_;
  BudgetMeter meter_;
};

}  // namespace

PathAnswer find_paths(const StoreGraph& graph, const PathQuery& query, const Budget& budget) {
  check(query);
  return PathFinder(graph, query, budget).run();
}

}  // namespace guanxi
