// GexfWriter: GEXF 1.3 with time, for Gephi's timeline.
//
// A dynamic graph with dates and intervals: every edge carries a spell for each contact, `kind` names the
// relation (so that Gephi keeps parallel edges of different relations) and `weight` counts the contacts. A
// time that is known to the month or year is a spell of that length; an edge without any time stays visible
// always. Gephi unites the spells of parallel edges of one kind, which is why one edge for each subject,
// relation and object is the right form.
#pragma once

#include <ostream>

#include "graph/exchange/graph_sink.h"
#include "graph/exchange/output_buffer.h"

namespace guanxi {

class GexfWriter : public GraphSink {
 public:
  explicit GexfWriter(std::ostream& out) : out_(out) {}

  void begin(const GraphOutline& outline) override;
  void node(const ExportedNode& node) override;
  void edge(const ExportedEdge& edge) override;
  void end() override;
  std::uint64_t left_out() const override { return left_out_; }

 private:
  void attribute(std::string_view name, std::string_view value);
  void value(std::string_view column, std::string_view value);
  void spells(const ExportedEdge& edge);

  OutputBuffer out_;
  std::uint64_t left_out_ = 0;
  bool edges_begun_ = false;
};

}  // namespace guanxi
