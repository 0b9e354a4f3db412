// GraphSink: what a graph format must be able to take: nodes first, then edges, one after the other.
//
// export_graph() reads a snapshot and feeds a sink; the writers (GraphML, GEXF, DOT, CSV) are sinks that keep
// nothing, so that memory does not grow with the graph. Calls come one after the other, though not all from
// one thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "extract/statement/ontology.h"
#include "graph/store/store.h"

namespace guanxi {

// What an edge stands for.
enum class EdgeGrouping {
  kRelations,   // subject, relation, object: weighted by how often it was stated to have happened
  kStatements,  // each occurrence
  kPairs,       // two entities, whatever ties them; without direction
};

struct ExportedNode {
  const StoredEntity& stored;
  std::string kind_label;    // as the pack labels it
  std::string color;         // "#RRGGBB"
  std::uint64_t degree = 0;  // statements of this export in which it stands
};

struct ExportedTime {
  std::string text;  // EDTF
  DayRange days;
};

struct ExportedEdge {
  std::string id;  // unique in the file and the same in every export of the same content
  Id source;
  Id target;
  std::string relation;  // kPairs: every relation of the two, joined by ", "
  std::string label;     // the relation as the pack labels it
  std::uint64_t weight = 1;
  std::vector<ExportedTime> times;       // one for each occurrence with a time, by first day
  std::string evidence;                  // "document:line; document:line"; empty where it was not asked for
  const Statement* statement = nullptr;  // kStatements only
};

struct GraphOutline {
  EdgeGrouping edges = EdgeGrouping::kRelations;
  std::vector<KindDeclaration> kinds;
  std::uint64_t statements = 0;  // in the store, before any filter
};

class GraphSink {
 public:
  virtual ~GraphSink() = default;

  virtual void begin(const GraphOutline& outline) = 0;
  virtual void node(const ExportedNode& node) = 0;
  virtual void edge(const ExportedEdge& edge) = 0;
  // Writes what is still to be written.
  virtual void end() = 0;
  // Characters that the format cannot hold and that were left out.
  virtual std::uint64_t left_out() const { return 0; }
};

}  // namespace guanxi
