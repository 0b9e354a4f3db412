// EdgeFilter: which statements a query follows, and BoundFilter, the same made ready for one snapshot.
//
// One filter for contacts, paths, neighbourhoods, rankings and exports, so that --relation, --since and the
// like mean the same everywhere. A statement without a time passes only where no day is asked for: it cannot
// be shown to lie inside the range.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "graph/store/store.h"

namespace guanxi {

struct EdgeFilter {
  std::vector<std::string> relations = {};  // names of relations; empty: all
  bool contacts_only = false;               // only relations of the family "contact"
  DayRange days = {};                       // statements whose days touch this range
  bool asserted = true;
  bool planned = false;
  bool negated = false;
  bool claimed = false;                 // also what somebody claims in quoted speech
  std::vector<std::string> kinds = {};  // kinds that both ends may have; empty: any

  bool operator==(const EdgeFilter&) const = default;
};

// Not thread-safe: it remembers what it looked up. Keeps a reference to the snapshot.
class BoundFilter {
 public:
  // Throws Error(kUsage) for a relation or kind that neither the ontology nor the store knows, naming those
  // that are.
  BoundFilter(const Snapshot& snapshot, EdgeFilter filter);

  // Relation, days and factuality of the statement; not the kinds of its ends.
  bool passes(const Neighbour& neighbour) const;
  bool passes(const StoredStatement& stored) const;
  // Whether the filter lets an entity of this kind be an end.
  bool admits_kind(std::string_view kind) const;
  // The same for an entity; reads it once.
  bool admits(Id entity) const;

  const EdgeFilter& filter() const { return filter_; }

 private:
  bool passes_relation(std::uint32_t relation) const;
  bool relation_wanted(std::string_view name) const;
  bool passes_rest(Factuality factuality, bool claimed, DayRange days) const;

  const Snapshot* snapshot_;
  EdgeFilter filter_;
  bool any_relation_;
  bool any_day_;
  mutable std::unordered_map<std::uint32_t, bool> by_relation_;
  mutable std::unordered_map<Id, bool> by_entity_;
};

// True where the range has no limit on either side, as the days of a statement without a time.
inline bool unlimited(DayRange days) {
  return days == DayRange{};
}

}  // namespace guanxi
