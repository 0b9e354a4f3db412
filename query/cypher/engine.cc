#include "query/cypher/engine.h"

#include "query/cypher/bind/binder.h"
#include "query/cypher/parse/parser.h"
#include "query/cypher/plan/planner.h"

namespace guanxi::cypher {

std::string stream_query(const GraphAccess& graph, std::string_view query, const Map& parameters,
                         const Budget& budget,
                         const std::function<void(const std::vector<std::string>&)>& begin,
                         const RowSink& sink) {
  const syntax::Query parsed = parse_query(query);
  const auto statement = std::make_shared<const bound::Statement>(bind(parsed, parameters));
  const plan::Plan plan = make_plan(statement, graph);
  if (!statement->explain) {
    begin(plan.columns());
    return execute(plan, graph, budget, sink);
  }
  begin({"plan"});
  for (const std::string& line : plan::describe(plan)) sink({Value(line)});
  return "";
}

Answer answer_query(const GraphAccess& graph, std::string_view query, const Map& parameters,
                    const Budget& budget) {
  Answer answer;
  answer.cut = stream_query(
      graph, query, parameters, budget,
      [&](const std::vector<std::string>& columns) { answer.columns = columns; },
      [&](const List& row) {
        answer.rows.push_back(row);
        return true;
      });
  return answer;
}

void run_script(const GraphAccess& graph, GraphWriter& writer, std::string_view script,
                const Map& parameters) {
  for (const syntax::Query& query : parse_script(script)) {
    const auto statement = std::make_shared<const bound::Statement>(bind(query, parameters, true));
    execute(
        make_plan(statement, graph), graph, {}, [](const List&) { return true; }, &writer);
  }
}

}  // namespace guanxi::cypher
