#include "graph/exchange/graphml_writer.h"

#include <fmt/format.h>

#include "extract/statement/day_text.h"
#include "graph/exchange/edge_text.h"
#include "graph/exchange/xml_text.h"

namespace guanxi {
namespace {

struct Key {
  std::string_view id;
  std::string_view where;  // "node" or "edge"
  std::string_view name;
  std::string_view type;
};

// Ids are one name space for nodes and edges; Gephi goes by attr.name too.
constexpr Key kKeys[] = {
    {"label", "node", "label", "string"},   {"name", "node", "name", "string"},
    {"kind", "node", "kind", "string"},     {"size", "node", "size", "float"},
    {"color", "node", "color", "string"},   {"edgelabel", "edge", "label", "string"},
    {"weight", "edge", "weight", "double"}, {"interaction", "edge", "interaction", "string"},
    {"start", "edge", "start", "string"},   {"end", "edge", "end", "string"},
    {"dates", "edge", "dates", "string"},   {"evidence", "edge", "evidence", "string"},
};
constexpr Key kStatementKeys[] = {
    {"initiator", "edge", "initiator", "string"},   {"factuality", "edge", "factuality", "string"},
    {"office", "edge", "office", "string"},         {"place", "edge", "place", "string"},
    {"claimed_by", "edge", "claimed_by", "string"},
};

void declare(const Key& key, OutputBuffer& out) {
  out << "  <key id=\"" << key.id << "\" for=\"" << key.where << "\" attr.name=\"" << key.name
      << "\" attr.type=\"" << key.type << "\"/>\n";
}

}  // namespace

void GraphmlWriter::begin(const GraphOutline& outline) {
  out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\"\n"
          "         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
          "         xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns "
          "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n";
  for (const Key& key : kKeys) declare(key, out_);
  if (outline.edges == EdgeGrouping::kStatements) {
    for (const Key& key : kStatementKeys) declare(key, out_);
  }
  out_ << "  <graph id=\"guanxi\" edgedefault=\""
       << (outline.edges == EdgeGrouping::kPairs ? "undirected" : "directed") << "\">\n";
}

void GraphmlWriter::text(std::string_view value) {
  left_out_ += append_xml(value, out_.text());
}

// In few long pieces: there are ten of these to an edge, and millions of edges.
void GraphmlWriter::data(std::string_view opening, std::string_view value) {
  if (value.empty()) return;
  out_ << opening;
  text(value);
  out_ << "</data>";
}

void GraphmlWriter::node(const ExportedNode& node) {
  const Entity& entity = node.stored.entity;
  out_ << "    <node id=\"";
  out_.print(node.stored.id, 'Q') << "\">";
  data("<data key=\"label\">", entity.name);
  data("<data key=\"name\">", entity.name);
  data("<data key=\"kind\">", entity.kind);
  data("<data key=\"size\">", fmt::format("{:.2f}", node_size(node.degree)));
  data("<data key=\"color\">", node.color);
  out_ << "</node>\n";
  out_.passed();
}

void GraphmlWriter::edge(const ExportedEdge& edge) {
  out_ << "    <edge id=\"" << edge.id << "\" source=\"";
  out_.print(edge.source, 'Q') << "\" target=\"";
  out_.print(edge.target, 'Q') << "\" label=\"";
  text(edge.relation);
  out_ << "\">";
  data("<data key=\"edgelabel\">", edge.label);
  out_ << "<data key=\"weight\">" << edge.weight << ".0</data>";
  data("<data key=\"interaction\">", edge.relation);
  const DayRange span = span_of(edge.times);
  data("<data key=\"start\">", print_first(span));
  data("<data key=\"end\">", print_last(span));
  data("<data key=\"dates\">", join_times(edge.times));
  data("<data key=\"evidence\">", edge.evidence);
  if (edge.statement != nullptr) qualifiers(*edge.statement);
  out_ << "</edge>\n";
  out_.passed();
}

void GraphmlWriter::qualifiers(const Statement& statement) {
  data("<data key=\"initiator\">", to_string(statement.initiator));
  data("<data key=\"factuality\">", to_string(statement.factuality));
  data("<data key=\"office\">", statement.office);
  data("<data key=\"place\">", statement.place);
  data("<data key=\"claimed_by\">", statement.claimed_by);
}

void GraphmlWriter::end() {
  out_ << "  </graph>\n</graphml>\n";
  out_.flush();
}

}  // namespace guanxi
