// Values as Neo4j's strict Jolt, as plain JSON, and as text; and parameters from JSON.
#pragma once

#include <string>
#include <string_view>

#include "query/cypher/graph_access.h"

namespace guanxi::cypher {

// Appends the value in strict Jolt: every value with its sigil, nodes and relationships with their
// properties. Temporal values are {"T": "..."}.
void append_jolt(const Value& value, const GraphAccess& graph, std::string& out);

// Appends plain JSON: nodes, relationships and paths as objects, temporal values as strings, NaN and
// infinities as null.
void append_json(const Value& value, const GraphAccess& graph, std::string& out);

// A cell of a table: strings as they are, everything else as Cypher would write it.
std::string print_cell(const Value& value, const GraphAccess& graph);
// As Cypher would write it, strings in quotes.
std::string print_literal(const Value& value, const GraphAccess& graph);

// {"name": value, ...}; throws Error(kUsage) that names where when the text is no JSON object.
Map parse_parameters(std::string_view json, std::string_view where);
// One value of -p: JSON where it is JSON, else the text itself.
Value parse_parameter(std::string_view text);

}  // namespace guanxi::cypher
