// Writers of statements: JSON Lines, CSV with event codes, and RDF.
//
// JsonlStatements   the statement stream (extract/statement/stream.h), a line for each evidence: `guanxi
// import` reads
//                   it back without loss
// CsvStatements     statements.csv: one row a statement with all qualifiers, CAMEO code and PLOVER type,
// number of
//                   evidences and the first of them
// RdfStatements     Turtle or N-Quads. Statements are nodes (rdf:Statement) with their qualifiers; evidence
// is a
//                   prov:Entity quoted from the document that it was derived from; what a document states as
//                   a fact is given as a plain triple too. In N-Quads the graph of a quad is the document, so
//                   that what only one document tells can be told. Vocabulary: urn:guanxi:vocabulary: for
//                   what no other has; times are typed as EDTF (http://id.loc.gov/datatypes/edtf).
#pragma once

#include <ostream>
#include <string>
#include <string_view>

#include "graph/exchange/output_buffer.h"
#include "graph/exchange/statement_sink.h"

namespace guanxi {

class JsonlStatements : public StatementSink {
 public:
  explicit JsonlStatements(std::ostream& out) : out_(out) {}
  void statement(const ExportedStatement& statement) override;
  void end() override { out_.flush(); }

 private:
  OutputBuffer out_;
};

class CsvStatements : public StatementSink {
 public:
  explicit CsvStatements(std::ostream& out) : out_(out) {}
  void begin() override;
  void statement(const ExportedStatement& statement) override;
  void end() override { out_.flush(); }

 private:
  OutputBuffer out_;
};

class RdfStatements : public StatementSink {
 public:
  enum class Syntax { kTurtle, kNquads };

  RdfStatements(std::ostream& out, Syntax syntax) : out_(out), syntax_(syntax) {}
  void begin() override;
  void statement(const ExportedStatement& statement) override;
  void end() override { out_.flush(); }

 private:
  // One triple; graph is an IRI and only written in N-Quads. Terms are written out already.
  void triple(std::string_view subject, std::string_view predicate, std::string_view object,
              std::string_view graph);
  void entity(const StoredEntity& entity, const std::string& graph);
  void qualifiers(const ExportedStatement& statement, const std::string& node, const std::string& graph);
  void evidence(const StoredEvidence& evidence, const std::string& statement, const std::string& graph);

  OutputBuffer out_;
  Syntax syntax_;
};

}  // namespace guanxi
