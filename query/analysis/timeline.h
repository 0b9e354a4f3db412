// Timeline: what is stated of an entity, in the order of time; and how many statements fall into each month.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "graph/view/edge_filter.h"
#include "query/budget/budget.h"

namespace guanxi {

struct TimelineEntry {
  StoredStatement stored;
  bool outgoing = true;  // the entity is the subject
  StoredEntity other;
  std::vector<StoredEvidence> evidence;  // only where asked for
};

struct Timeline {
  std::vector<TimelineEntry> entries;  // by first day, last day, relation, other; undated ones last
  std::uint64_t more = 0;              // further ones that the limit left out
  std::string cut;
};

// A statement of an entity about itself comes once. limit 0: all.
Timeline find_timeline(const Snapshot& snapshot, Id entity, const EdgeFilter& filter, bool evidence,
                       std::size_t limit, const Budget& budget);

struct Month {
  std::string month;  // "2020-01"
  std::uint64_t statements = 0;
};

// Statements that pass, by the month of their first day, every month from the first to the last with any;
// `undated` counts those without one.
std::vector<Month> count_by_month(const Snapshot& snapshot, const EdgeFilter& filter, std::uint64_t* undated);

}  // namespace guanxi
