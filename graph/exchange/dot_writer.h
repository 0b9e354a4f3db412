// DotWriter: Graphviz' DOT, with kinds as colours and relations as labels of edges.
#pragma once

#include <ostream>

#include "graph/exchange/graph_sink.h"
#include "graph/exchange/output_buffer.h"

namespace guanxi {

class DotWriter : public GraphSink {
 public:
  explicit DotWriter(std::ostream& out) : out_(out) {}

  void begin(const GraphOutline& outline) override;
  void node(const ExportedNode& node) override;
  void edge(const ExportedEdge& edge) override;
  void end() override;
  std::uint64_t left_out() const override { return left_out_; }

 private:
  void quoted(std::string_view text);

  OutputBuffer out_;
  bool directed_ = true;
  std::uint64_t left_out_ = 0;
};

}  // namespace guanxi
