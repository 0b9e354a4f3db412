// export_graph: walks a snapshot and hands its nodes and edges to a sink, in an order that depends on content
// alone.
//
// Streams: one entity's row is in memory at a time, or where more of a statement is asked for than a row
// tells (its evidence, its qualifiers) some hundred thousand statements.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "graph/exchange/graph_sink.h"
#include "graph/view/edge_filter.h"

namespace guanxi {

struct ExportSelection {
  EdgeFilter filter = {};
  EdgeGrouping edges = EdgeGrouping::kRelations;
  bool evidence = true;   // name document and line of every statement, and its time as it was written
  bool isolated = false;  // also entities in no statement of this export
  std::optional<std::vector<Id>> within = {};  // only these entities and what ties them, sorted
};

// What a reader will show.
struct ExportSummary {
  std::uint64_t nodes = 0;
  std::uint64_t edges = 0;
  std::map<std::string, std::uint64_t> kinds;      // nodes by kind
  std::map<std::string, std::uint64_t> relations;  // edges by relation
  DayRange span;                                   // of all times; unlimited where there is none
  std::uint64_t undated = 0;                       // edges without any time
  std::uint64_t left_out = 0;                      // characters that the format cannot hold
};

// Throws Error(kUsage) for an unknown relation or kind, Error(kSystem) where the output cannot be written.
ExportSummary export_graph(const Snapshot& snapshot, const ExportSelection& selection, GraphSink& sink);

// Makes the span reach over these days too; an unlimited span is one of nothing.
void widen_span(DayRange days, DayRange& span);

// Lines for people: nodes by kind, edges by relation, time span, characters left out.
std::string describe(const ExportSummary& summary);

}  // namespace guanxi
