// GraphmlWriter: GraphML that Gephi, NetworkX, igraph, graphology and Cytoscape all open alike.
//
// The subset that every one of them reads: keys for node or edge only, types string, double and float, all
// keys first, nodes before edges, unique stable ids, one edgedefault and no direction on an edge, nothing on
// the graph itself. Gephi takes label, size and color of nodes and label and weight of edges by these names,
// and the XML attribute `label` of an edge as its kind, so that parallel edges of different relations stay
// apart; Cytoscape reads `name` and `interaction`. Times are xs:date strings, since GraphML has no time of
// its own. The document is written by hand: Boost's writer lets control characters through and cuts doubles
// to six digits.
//
//   node keys: label name kind size color
//   edge keys: label weight interaction start end dates evidence, and with an edge for each statement
//              initiator factuality office place claimed_by
#pragma once

#include <cstdint>
#include <ostream>

#include "graph/exchange/graph_sink.h"
#include "graph/exchange/output_buffer.h"

namespace guanxi {

class GraphmlWriter : public GraphSink {
 public:
  explicit GraphmlWriter(std::ostream& out) : out_(out) {}

  void begin(const GraphOutline& outline) override;
  void node(const ExportedNode& node) override;
  void edge(const ExportedEdge& edge) override;
  void end() override;
  std::uint64_t left_out() const override { return left_out_; }

 private:
  // opening: the start tag.
  void data(std::string_view opening, std::string_view value);
  void text(std::string_view value);
  void qualifiers(const Statement& statement);

  OutputBuffer out_;
  std::uint64_t left_out_ = 0;
};

}  // namespace guanxi
