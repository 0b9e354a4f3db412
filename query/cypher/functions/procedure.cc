#include "query/cypher/functions/procedure.h"

namespace guanxi::cypher {
namespace {

std::vector<List> rows_of(const std::vector<std::string>& names) {
  std::vector<List> rows;
  for (const std::string& name : names) rows.push_back({Value(name)});
  return rows;
}

const std::vector<Procedure>& procedures() {
  static const std::vector<Procedure> kAll = {
      {"db.labels", {"label"}, [](const GraphAccess& graph) { return rows_of(graph.all_labels()); }},
      {"db.propertyKeys",
       {"propertyKey"},
       [](const GraphAccess& graph) { return rows_of(graph.all_property_keys()); }},
      {"db.relationshipTypes",
       {"relationshipType"},
       [](const GraphAccess& graph) { return rows_of(graph.all_types()); }},
  };
  return kAll;
}

}  // namespace

const Procedure* find_procedure(std::string_view name) {
  for (const Procedure& procedure : procedures()) {
    if (procedure.name == name) return &procedure;
  }
  return nullptr;
}

std::vector<std::string_view> procedure_names() {
  std::vector<std::string_view> names;
  for (const Procedure& procedure : procedures()) names.push_back(procedure.name);
  return names;
}

}  // namespace guanxi::cypher
