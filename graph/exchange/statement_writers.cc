#include "graph/exchange/statement_writers.h"

#include <fmt/format.h>
#include <unicode/utf8.h>

#include <cctype>

#include "extract/statement/day_text.h"
#include "extract/statement/stream.h"
#include "graph/exchange/csv_text.h"

namespace guanxi {
namespace {

void field(std::string_view text, OutputBuffer& out) {
  out << ",";
  append_csv_field(text, out.text());
}

constexpr std::string_view kRdfType = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";

std::string rdf(std::string_view name) {
  return fmt::format("<http://www.w3.org/1999/02/22-rdf-syntax-ns#{}>", name);
}
std::string prov(std::string_view name) {
  return fmt::format("<http://www.w3.org/ns/prov#{}>", name);
}
std::string oa(std::string_view name) {
  return fmt::format("<http://www.w3.org/ns/oa#{}>", name);
}
std::string rdfs(std::string_view name) {
  return fmt::format("<http://www.w3.org/2000/01/rdf-schema#{}>", name);
}

// What an IRI cannot hold is written in percent.
std::string iri(std::string_view space, std::string_view name) {
  std::string text = fmt::format("<urn:guanxi:{}:", space);
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain =
        byte < 0x80 && (std::isalnum(byte) != 0 || byte == '_' || byte == '-' || byte == '.' || byte == '/');
    text += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return text + ">";
}

std::string own(std::string_view name) {
  return iri("vocabulary", name);
}

// A string literal: control characters as \uXXXX, what is not UTF-8 as U+FFFD. U+0000 is left out: no reader
// takes it.
std::string literal(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int64_t>(text.size());
  std::string out = "\"";
  for (std::int64_t at = 0; at < size;) {
    const std::int64_t begin = at;
    UChar32 point = 0;
    U8_NEXT(bytes, at, size, point);
    if (point == '"') {
      out.append("\\\"");
    } else if (point == '\\') {
      out.append("\\u005C");  // rdflib (6.1) reads \\\\b in N-Quads as a backslash and a backspace
    } else if (point < 0) {
      out.append("\xEF\xBF\xBD");
    } else if (point < 0x20 || point == 0x7F) {
      if (point != 0) out += fmt::format("\\u{:04X}", point);
    } else {
      out.append(text.substr(begin, at - begin));
    }
  }
  return out + "\"";
}

std::string number(std::uint64_t value) {
  return fmt::format("\"{}\"^^<http://www.w3.org/2001/XMLSchema#integer>", value);
}

}  // namespace

void JsonlStatements::statement(const ExportedStatement& exported) {
  StreamRow row;
  row.subject = exported.subject.entity;
  row.object = exported.object.entity;
  row.statement = exported.stored.statement;
  for (const StoredEvidence& found : exported.evidence) {
    row.document = found.document;
    row.evidence = found.evidence;
    append_stream_row(row, out_.text());
    out_.passed();
  }
}

void CsvStatements::begin() {
  out_ << "id,subject,subject_name,subject_kind,relation,object,object_name,object_kind,time,start,end,"
          "initiator,"
          "factuality,office,place,claimed_by,cameo,plover,evidences,document,line,quote,rule\n";
}

void CsvStatements::statement(const ExportedStatement& exported) {
  const Statement& statement = exported.stored.statement;
  out_ << exported.stored.id.print('S') << "," << exported.subject.id.print('Q');
  field(exported.subject.entity.name, out_);
  field(exported.subject.entity.kind, out_);
  field(statement.relation, out_);
  out_ << "," << exported.object.id.print('Q');
  field(exported.object.entity.name, out_);
  field(exported.object.entity.kind, out_);
  field(statement.time, out_);
  field(print_first(exported.stored.days), out_);
  field(print_last(exported.stored.days), out_);
  field(to_string(statement.initiator), out_);
  field(to_string(statement.factuality), out_);
  field(statement.office, out_);
  field(statement.place, out_);
  field(statement.claimed_by, out_);
  field(exported.relation != nullptr ? exported.relation->cameo : "", out_);
  field(exported.relation != nullptr ? exported.relation->plover : "", out_);
  out_ << "," << exported.evidence.size();
  const StoredEvidence first = exported.evidence.empty() ? StoredEvidence() : exported.evidence.front();
  field(first.document, out_);
  out_ << "," << first.evidence.line;
  field(first.evidence.text, out_);
  field(first.evidence.rule, out_);
  out_ << "\n";
  out_.passed();
}

void RdfStatements::begin() {
  if (syntax_ == Syntax::kTurtle) out_ << "# Statements with their evidence, from Guanxi\n";
}

void RdfStatements::triple(std::string_view subject, std::string_view predicate, std::string_view object,
                           std::string_view graph) {
  out_ << subject << " " << predicate << " " << object;
  if (syntax_ == Syntax::kNquads) out_ << " " << graph;
  out_ << " .\n";
  out_.passed();
}

void RdfStatements::entity(const StoredEntity& entity, const std::string& graph) {
  const std::string node = iri("entity", entity.id.print('Q'));
  triple(node, kRdfType, iri("kind", entity.entity.kind), graph);
  triple(node, rdfs("label"), literal(entity.entity.name), graph);
}

void RdfStatements::qualifiers(const ExportedStatement& exported, const std::string& node,
                               const std::string& graph) {
  const Statement& statement = exported.stored.statement;
  if (!statement.time.empty()) {
    triple(node, own("time"), literal(statement.time) + "^^<http://id.loc.gov/datatypes/edtf>", graph);
  }
  triple(node, own("factuality"), literal(to_string(statement.factuality)), graph);
  const std::pair<std::string_view, std::string_view> texts[] = {
      {"initiator", to_string(statement.initiator)},
      {"office", statement.office},
      {"place", statement.place},
      {"claimedBy", statement.claimed_by},
      {"cameo", exported.relation != nullptr ? std::string_view(exported.relation->cameo) : ""},
      {"plover", exported.relation != nullptr ? std::string_view(exported.relation->plover) : ""},
  };
  for (const auto& [name, text] : texts) {
    if (!text.empty()) triple(node, own(name), literal(text), graph);
  }
}

void RdfStatements::evidence(const StoredEvidence& found, const std::string& statement,
                             const std::string& graph) {
  const Evidence& place = found.evidence;
  const std::string node =
      iri("evidence", fmt::format("{}/{}-{}/{}", statement.substr(22, statement.size() - 23), place.begin,
                                  place.end, found.document));
  triple(statement, prov("wasDerivedFrom"), node, graph);
  triple(node, kRdfType, prov("Entity"), graph);
  triple(node, prov("hadPrimarySource"), iri("document", found.document), graph);
  triple(node, oa("exact"), literal(place.text), graph);
  triple(node, oa("start"), number(place.begin), graph);
  triple(node, oa("end"), number(place.end), graph);
  triple(node, own("line"), number(place.line), graph);
  triple(node, own("rule"), literal(place.rule), graph);
}

void RdfStatements::statement(const ExportedStatement& exported) {
  const Statement& statement = exported.stored.statement;
  const std::string node = iri("statement", exported.stored.id.print('S'));
  const std::string subject = iri("entity", exported.subject.id.print('Q'));
  const std::string object = iri("entity", exported.object.id.print('Q'));
  const std::string relation = iri("relation", statement.relation);
  std::string last;  // documents come one after the other
  for (const StoredEvidence& found : exported.evidence) {
    const std::string graph = iri("document", found.document);
    const bool first = last.empty();
    if (graph != last && (first || syntax_ == Syntax::kNquads)) {
      entity(exported.subject, graph);
      entity(exported.object, graph);
      triple(node, kRdfType, rdf("Statement"), graph);
      triple(node, rdf("subject"), subject, graph);
      triple(node, rdf("predicate"), relation, graph);
      triple(node, rdf("object"), object, graph);
      qualifiers(exported, node, graph);
      const bool fact = statement.factuality == Factuality::kAsserted && statement.claimed_by.empty();
      if (fact) triple(subject, relation, object, graph);
    }
    last = graph;
    evidence(found, node, graph);
  }
}

}  // namespace guanxi
