// CsvWriter: nodes.csv and edges.csv with the headers of neo4j-admin database import.
//
// nodes.csv: :ID, name, kind, degree, :LABEL (the kind's label). edges.csv: :START_ID, :END_ID, id, weight,
// start, end, dates, evidence, :TYPE (the relation). Lines end with a line feed alone.
#pragma once

#include <ostream>

#include "graph/exchange/graph_sink.h"
#include "graph/exchange/output_buffer.h"

namespace guanxi {

class CsvWriter : public GraphSink {
 public:
  CsvWriter(std::ostream& nodes, std::ostream& edges) : nodes_(nodes), edges_(edges) {}

  void begin(const GraphOutline& outline) override;
  void node(const ExportedNode& node) override;
  void edge(const ExportedEdge& edge) override;
  void end() override;

 private:
  OutputBuffer nodes_;
  OutputBuffer edges_;
  GraphOutline outline_;
};

}  // namespace guanxi
