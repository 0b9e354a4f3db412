// Engine: a query's text to rows, through all stages.
//
//   const SetupGraph graph = ...;
//   const Answer answer = answer_query(graph, "MATCH (n) RETURN count(*) AS nodes", {}, {});
//
// Throws QueryError (ErrorKind::kUsage) for a query that is wrong or that a value stops, Error for a graph
// that cannot be read. Threads: any number of queries may read one graph at a time.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/budget/budget.h"
#include "query/cypher/graph_access.h"
#include "query/cypher/graph_writer.h"
#include "query/cypher/run/executor.h"

namespace guanxi::cypher {

struct Answer {
  std::vector<std::string> columns;
  std::vector<List> rows;
  std::string cut;  // why there may be more rows; empty when this is all
};

Answer answer_query(const GraphAccess& graph, std::string_view query, const Map& parameters,
                    const Budget& budget);

// The same, a row at a time: begin gets the columns before the first row. Returns why the answer was cut.
std::string stream_query(const GraphAccess& graph, std::string_view query, const Map& parameters,
                         const Budget& budget,
                         const std::function<void(const std::vector<std::string>&)>& begin,
                         const RowSink& sink);

// Statements with ';' between them that CREATE and DELETE, each seeing what those before it did.
template <typename Graph>
void run_script(Graph& graph, std::string_view script, const Map& parameters) {
  run_script(graph, graph, script, parameters);
}
void run_script(const GraphAccess& graph, GraphWriter& writer, std::string_view script,
                const Map& parameters);

}  // namespace guanxi::cypher
