// AnswerWriter: prints an answer of the query language in one of the formats.
//
// jolt is Neo4j's strict Jolt in JSON lines: {"header":{"fields":[...]}}, {"data":[...]} a row,
// {"summary":{}}. The others are those of query/output/table.h, where lists, maps, nodes, relationships and
// paths are JSON (in table, csv and tsv as Cypher writes them).
#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "query/cypher/graph_access.h"
#include "query/output/table.h"

namespace guanxi::cypher {

class AnswerWriter {
 public:
  virtual ~AnswerWriter() = default;

  virtual void begin(const std::vector<std::string>& columns) = 0;
  virtual void row(const List& values) = 0;
  virtual void finish() = 0;
};

// format: "jolt" or a row format; throws Error(kUsage) that names them. graph and out must outlive the
// writer.
std::unique_ptr<AnswerWriter> make_answer_writer(std::string_view format, const GraphAccess& graph,
                                                 std::ostream& out, const TableLayout& layout);

// A value as a cell of a table; as_json as make_answer_writer's json formats have it.
Cell to_cell(const Value& value, const GraphAccess& graph, bool as_json);

}  // namespace guanxi::cypher
