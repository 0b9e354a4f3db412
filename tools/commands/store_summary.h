// What a store holds, counted: for `stats` and for the summary of a build.
#pragma once

#include <cstdint>
#include <map>
#include <ostream>
#include <string>

#include "graph/store/store.h"
#include "query/output/table.h"

namespace guanxi::cli {

struct StoreSummary {
  StoreCounts counts;
  std::map<std::string, std::uint64_t> kinds;      // entities
  std::map<std::string, std::uint64_t> relations;  // statements
  std::map<std::string, std::uint64_t> months;     // statements whose time lies in one month, "2020-01"
  std::uint64_t undated = 0;                       // statements without a time
  std::optional<Day> first, last;                  // of the times, open ends left out
};

// Reads every entity and statement once.
StoreSummary summarize(const Snapshot& snapshot);

// "2020-01-03 to 2020-09-06", or "no dates".
std::string print_span(const StoreSummary& summary);
// "41 persons, 30 institutions" by number, most first.
std::string print_counts(const std::map<std::string, std::uint64_t>& counts);
// Rows of (section, name, number), for programs.
Table summary_table(const StoreSummary& summary);

}  // namespace guanxi::cli
