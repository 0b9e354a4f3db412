#include "graph/exchange/csv_writer.h"

#include <algorithm>

#include "extract/statement/day_text.h"
#include "graph/exchange/csv_text.h"
#include "graph/exchange/edge_text.h"

namespace guanxi {
namespace {

void field(std::string_view text, OutputBuffer& out) {
  out << ",";
  append_csv_field(text, out.text());
}

}  // namespace

void CsvWriter::begin(const GraphOutline& outline) {
  outline_ = outline;
  nodes_ << ":ID,name,kind,degree:long,:LABEL\n";
  edges_ << ":START_ID,:END_ID,id,weight:long,start:date,end:date,dates,evidence,:TYPE\n";
}

void CsvWriter::node(const ExportedNode& node) {
  const Entity& entity = node.stored.entity;
  const auto kind =
      std::find_if(outline_.kinds.begin(), outline_.kinds.end(),
                   [&](const KindDeclaration& declared) { return declared.name == entity.kind; });
  nodes_ << node.stored.id.print('Q');
  field(entity.name, nodes_);
  field(entity.kind, nodes_);
  nodes_ << "," << node.degree;
  field(kind != outline_.kinds.end() ? kind->label : entity.kind, nodes_);
  nodes_ << "\n";
  nodes_.passed();
}

void CsvWriter::edge(const ExportedEdge& edge) {
  const DayRange span = span_of(edge.times);
  edges_.print(edge.source, 'Q') << ",";
  edges_.print(edge.target, 'Q') << "," << edge.id << "," << edge.weight;
  field(print_first(span), edges_);
  field(print_last(span), edges_);
  field(join_times(edge.times), edges_);
  field(edge.evidence, edges_);
  field(edge.relation, edges_);
  edges_ << "\n";
  edges_.passed();
}

void CsvWriter::end() {
  nodes_.flush();
  edges_.flush();
}

}  // namespace guanxi
