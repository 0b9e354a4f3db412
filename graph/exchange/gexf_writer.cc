#include "graph/exchange/gexf_writer.h"

#include <fmt/format.h>

#include <charconv>

#include "extract/statement/day_text.h"
#include "graph/exchange/edge_text.h"
#include "graph/exchange/xml_text.h"

namespace guanxi {

void GexfWriter::begin(const GraphOutline& outline) {
  out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\"\n"
          "      xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
          "      xsi:schemaLocation=\"http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd\" version=\"1.3\">\n"
          "  <meta><creator>Guanxi</creator><description>Who contacted whom, and when</description></meta>\n"
          "  <graph mode=\"dynamic\" defaultedgetype=\""
       << (outline.edges == EdgeGrouping::kPairs ? "undirected" : "directed")
       << "\" timeformat=\"date\" timerepresentation=\"interval\">\n"
          "    <attributes class=\"node\" mode=\"static\">\n"
          "      <attribute id=\"kind\" title=\"kind\" type=\"string\"/>\n"
          "    </attributes>\n"
          "    <attributes class=\"edge\" mode=\"static\">\n"
          "      <attribute id=\"interaction\" title=\"interaction\" type=\"string\"/>\n"
          "      <attribute id=\"dates\" title=\"dates\" type=\"string\"/>\n"
          "      <attribute id=\"evidence\" title=\"evidence\" type=\"string\"/>\n"
          "    </attributes>\n"
          "    <nodes>\n";
}

void GexfWriter::attribute(std::string_view name, std::string_view value) {
  out_ << " " << name << "=\"";
  left_out_ += append_xml(value, out_.text());
  out_ << "\"";
}

void GexfWriter::value(std::string_view column, std::string_view value) {
  if (value.empty()) return;
  out_ << "<attvalue for=\"" << column << "\"";
  attribute("value", value);
  out_ << "/>";
}

void GexfWriter::node(const ExportedNode& node) {
  out_ << "      <node id=\"" << node.stored.id.print('Q') << "\"";
  attribute("label", node.stored.entity.name);
  out_ << "><attvalues>";
  value("kind", node.stored.entity.kind);
  out_ << "</attvalues>";
  unsigned rgb = 0x999999;
  if (node.color.size() == 7) std::from_chars(node.color.data() + 1, node.color.data() + 7, rgb, 16);
  fmt::format_to(std::back_inserter(out_.text()),
                 "<viz:color r=\"{}\" g=\"{}\" b=\"{}\"/><viz:size value=\"{:.2f}\"/></node>\n",
                 rgb >> 16 & 0xFFU, rgb >> 8 & 0xFFU, rgb & 0xFFU, node_size(node.degree));
  out_.passed();
}

void GexfWriter::spells(const ExportedEdge& edge) {
  if (edge.times.empty()) return;
  out_ << "<spells>";
  for (const ExportedTime& time : edge.times) {
    out_ << "<spell";
    if (time.days.first != kNoFirstDay) attribute("start", print_first(time.days));
    if (time.days.last != kNoLastDay) attribute("end", print_last(time.days));
    out_ << "/>";
  }
  out_ << "</spells>";
}

void GexfWriter::edge(const ExportedEdge& edge) {
  if (!edges_begun_) out_ << "    </nodes>\n    <edges>\n";
  edges_begun_ = true;
  out_ << "      <edge id=\"" << edge.id << "\" source=\"";
  out_.print(edge.source, 'Q') << "\" target=\"";
  out_.print(edge.target, 'Q') << "\"";
  attribute("kind", edge.relation);
  attribute("label", edge.label);
  out_ << " weight=\"" << edge.weight << ".0\"><attvalues>";
  value("interaction", edge.relation);
  value("dates", join_times(edge.times));
  value("evidence", edge.evidence);
  out_ << "</attvalues>";
  spells(edge);
  out_ << "</edge>\n";
  out_.passed();
}

void GexfWriter::end() {
  if (!edges_begun_) out_ << "    </nodes>\n    <edges>\n";
  out_ << "    </edges>\n  </graph>\n</gexf>\n";
  out_.flush();
}

}  // namespace guanxi
