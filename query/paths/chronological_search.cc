#include "query/paths/chronological_search.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace guanxi {
namespace {

struct Arrival {
  Day day = kNoFirstDay;
  Id from;
  const Neighbour* seen = nullptr;
};

class Search {
 public:
  Search(const StoreGraph& graph, const BoundFilter& filter, const ChronologicalQuery& query,
         BudgetMeter& meter)
      : graph_(graph),
        filter_(filter),
        query_(query),
        meter_(meter),
        avoid_(query.avoid.begin(), query.avoid.end()),
        admit_(query.admit.begin(), query.admit.end()) {
    admit_.insert(query.target);
  }

  std::optional<std::vector<ChronologicalStep>> run() {
    rounds_.push_back({{query_.source, {query_.start, {}, nullptr}}});
    best_.emplace(query_.source, query_.start);
    std::vector<Id> frontier{query_.source};
    std::size_t reached = 0;  // the round with the best arrival at the target
    while (!frontier.empty()) {
      rounds_.emplace_back();
      for (const Id entity : frontier) {
        if (!meter_.visit()) return std::nullopt;
        expand(entity);
      }
      frontier = order(rounds_.back());
      if (rounds_.back().contains(query_.target)) {
        reached = rounds_.size() - 1;
        if (query_.best == ChronologicalQuery::Best::kFewestHops) break;
      }
    }
    if (reached == 0) return std::nullopt;
    return trace(reached);
  }

 private:
  using Round = std::unordered_map<Id, Arrival>;

  static std::vector<Id> order(const Round& round) {
    std::vector<Id> ids;
    ids.reserve(round.size());
    for (const auto& [id, arrival] : round) ids.push_back(id);
    std::sort(ids.begin(), ids.end());
    return ids;
  }

  void expand(Id entity) {
    const Day day = rounds_[rounds_.size() - 2].at(entity).day;
    relax(entity, day, graph_.out_row(entity));
    if (!query_.directed) relax(entity, day, graph_.in_row(entity));
  }

  void relax(Id entity, Day day, std::span<const Neighbour> row) {
    for (const Neighbour& entry : row) {
      if (entry.days.last < day || !usable(entry)) continue;
      const Day then = std::max(day, entry.days.first);
      const auto target = best_.find(query_.target);
      if (target != best_.end() && then >= target->second) continue;
      const auto [at, first] = best_.try_emplace(entry.other, then);
      if (!first && then >= at->second) continue;
      at->second = then;
      rounds_.back()[entry.other] = {then, entity, &entry};
    }
  }

  bool usable(const Neighbour& entry) const {
    if (!filter_.passes(entry) || avoid_.contains(entry.other)) return false;
    if (unlimited(entry.days) && !query_.undated) return false;
    return admit_.contains(entry.other) || filter_.admits(entry.other);
  }

  std::vector<ChronologicalStep> trace(std::size_t round) const {
    std::vector<ChronologicalStep> steps;
    Id at = query_.target;
    for (; round > 0; --round) {
      const Arrival& arrival = rounds_[round].at(at);
      steps.push_back({arrival.from, at, arrival.seen, arrival.day});
      at = arrival.from;
    }
    std::reverse(steps.begin(), steps.end());
    return steps;
  }

  const StoreGraph& graph_;
  const BoundFilter& filter_;
  const ChronologicalQuery& query_;
  BudgetMeter& meter_;
  std::unordered_set<Id> avoid_;
  std::unordered_set<Id> admit_;
  std::vector<Round> rounds_;  // what each round reached earlier than any before
  std::unordered_map<Id, Day> best_;
};

}  // namespace

std::optional<std::vector<ChronologicalStep>> find_chronological(const StoreGraph& graph,
                                                                 const BoundFilter& filter,
                                                                 const ChronologicalQuery& query,
                                                                 BudgetMeter& meter) {
  if (query.source == query.target) return std::vector<ChronologicalStep>();
  return Search(graph, filter, query, meter).run();
}

}  // namespace guanxi
