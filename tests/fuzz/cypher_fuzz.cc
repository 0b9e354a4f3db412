// libs: guanxi::cypher
// The query language on any text: parsed, bound, planned and run on a small graph within a small budget.
// Nothing but an Error may come out.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "extract/statement/error.h"
#include "query/cypher/engine.h"
#include "query/cypher/setup_graph.h"

namespace {

const guanxi::cypher::SetupGraph& graph() {
  static const guanxi::cypher::SetupGraph kGraph = [] {
    guanxi::cypher::SetupGraph made;
    guanxi::cypher::run_script(
        made,
        "CREATE (a:A {name: 'a', n: 1})-[:R {w: 2}]->(b:B {d: date('2020-01-22')})-[:S]->(a), "
        "(b)-[:R]->(b)",
        {});
    return made;
  }();
  return kGraph;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  guanxi::Budget budget;
  budget.time = std::chrono::milliseconds(200);
  budget.visited = 2'000;
  budget.rows = 100;
  try {
    guanxi::cypher::answer_query(graph(), std::string_view(reinterpret_cast<const char*>(data), size),
                                 {{"p", guanxi::cypher::Value(1)}}, budget);
  } catch (const guanxi::Error&) {
    // A query that is wrong.
  }
  return 0;
}
