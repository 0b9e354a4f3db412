// libs: guanxi::exchange LibXml2::LibXml2
// Any bytes as names, relations, qualifiers and places of a graph of a few edges: what the writers of GraphML
// and GEXF make of it is XML for libxml2, and a name that XML can hold is read back as it was.
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "graph/exchange/gexf_writer.h"
#include "graph/exchange/graphml_writer.h"

namespace {

using guanxi::EdgeGrouping;
using guanxi::ExportedEdge;
using guanxi::ExportedNode;
using guanxi::GraphSink;
using guanxi::Statement;
using guanxi::StoredEntity;

void require(bool holds) {
  if (!holds) std::abort();
}

struct Graph {
  EdgeGrouping edges = EdgeGrouping::kStatements;
  std::vector<StoredEntity> entities;
  std::vector<ExportedEdge> ties;
  std::vector<Statement> statements;
};

// Fields end at a byte 0xFE, which no text has; each five of them are an entity and its tie to the one
// before.
Graph graph_of(std::string_view input) {
  std::vector<std::string> fields;
  while (!input.empty() && fields.size() < 60) {
    const std::size_t end = std::min(input.find('\xfe'), input.size());
    fields.emplace_back(input.substr(0, end));
    input.remove_prefix(std::min(end + 1, input.size()));
  }
  Graph graph;
  for (std::size_t at = 0; at + 5 <= fields.size(); at += 5) {
    const guanxi::Entity entity{fields[at + 1], fields[at], ""};
    graph.entities.push_back({guanxi::Id{at}, entity, {}});
    Statement statement;
    statement.relation = fields[at + 2];
    statement.office = fields[at + 3];
    statement.claimed_by = fields[at + 4];
    graph.statements.push_back(statement);
  }
  for (std::size_t at = 0; at < graph.statements.size(); ++at) {
    ExportedEdge edge;
    edge.id = "E" + std::to_string(at);
    edge.source = graph.entities[at].id;
    edge.target = graph.entities[at / 2].id;
    edge.relation = edge.label = graph.statements[at].relation;
    edge.times = {
        {graph.statements[at].office, {static_cast<guanxi::Day>(at), static_cast<guanxi::Day>(at * 99)}}};
    edge.evidence = {graph.statements[at].claimed_by};
    edge.statement = &graph.statements[at];
    graph.ties.push_back(std::move(edge));
  }
  return graph;
}

std::string write(const Graph& graph, GraphSink& sink, const std::ostringstream& out) {
  guanxi::GraphOutline outline;
  outline.edges = graph.edges;
  sink.begin(outline);
  for (const StoredEntity& stored : graph.entities)
    sink.node(ExportedNode{stored, stored.entity.kind, stored.entity.kind, 3});
  for (const ExportedEdge& edge : graph.ties) sink.edge(edge);
  sink.end();
  return out.str();
}

bool xml_holds(const std::string& text) {
  if (text.find('\0') != std::string::npos) return false;
  const auto* at = reinterpret_cast<const unsigned char*>(text.c_str());
  if (xmlCheckUTF8(at) == 0) return false;
  for (const unsigned char* end = at + text.size(); at < end;) {
    int length = static_cast<int>(end - at);
    const int c = xmlGetUTF8Char(at, &length);
    if (c < 0 || !IS_CHAR(static_cast<unsigned>(c))) return false;
    const int shortest = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    if (length != shortest) return false;  // libxml2 takes longer forms too
    at += length;
  }
  return true;
}

// Content of every element or attribute called name, in the order of the document.
void collect(xmlNode* node, const std::string& element, const char* attribute,
             std::vector<std::string>& found) {
  for (; node != nullptr; node = node->next) {
    if (node->type == XML_ELEMENT_NODE && element == reinterpret_cast<const char*>(node->name)) {
      xmlChar* text = attribute != nullptr ? xmlGetProp(node, reinterpret_cast<const xmlChar*>(attribute))
                                           : xmlNodeGetContent(node->children);
      found.emplace_back(text != nullptr ? reinterpret_cast<const char*>(text) : "");
      xmlFree(text);
    }
    collect(node->children, element, attribute, found);
  }
}

// attribute: of <node>, that holds the name; null: its first <data> does.
void check(const std::string& xml, const Graph& graph, const char* attribute) {
  xmlDoc* document =
      xmlReadMemory(xml.data(), static_cast<int>(xml.size()), "f", nullptr,
                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE);
  require(document != nullptr);
  std::vector<std::string> names, edges;
  collect(xmlDocGetRootElement(document), "node", attribute, names);
  collect(xmlDocGetRootElement(document), "edge", "id", edges);
  xmlFreeDoc(document);
  require(names.size() == graph.entities.size() && edges.size() == graph.ties.size());
  for (std::size_t at = 0; at < names.size(); ++at) {
    const std::string& name = graph.entities[at].entity.name;
    if (!name.empty() && xml_holds(name)) require(names[at] == name);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Graph graph = graph_of({reinterpret_cast<const char*>(data), size});
  {
    std::ostringstream out;
    guanxi::GraphmlWriter writer(out);
    check(write(graph, writer, out), graph, nullptr);
  }
  std::ostringstream out;
  guanxi::GexfWriter writer(out);
  check(write(graph, writer, out), graph, "label");
  return 0;
}
