// Procedure: what CALL can call. All of them list what the graph holds.
#pragma once

#include <string_view>
#include <vector>

#include "query/cypher/graph_access.h"

namespace guanxi::cypher {

struct Procedure {
  std::string_view name;
  std::vector<std::string> columns;
  // The rows, each a value a column.
  std::vector<List> (*call)(const GraphAccess& graph) = nullptr;
};

// Null when there is no such procedure; letter case counts as in Neo4j.
const Procedure* find_procedure(std::string_view name);
std::vector<std::string_view> procedure_names();

}  // namespace guanxi::cypher
