// Parser: tokens to the syntax tree, by recursive descent over openCypher 9's grammar.
//
// Clauses that write (CREATE, MERGE, SET, DELETE, REMOVE, FOREACH, LOAD CSV) are refused by name, but for
// CREATE and DELETE in a setup script. Nesting is bounded, so that no input overflows the stack.
#pragma once

#include <string_view>
#include <vector>

#include "query/cypher/parse/syntax.h"

namespace guanxi::cypher {

// One query; a ';' at its end is allowed. Throws QueryError.
syntax::Query parse_query(std::string_view text);

// Statements with ';' between them, which may CREATE and DELETE. Throws QueryError.
std::vector<syntax::Query> parse_script(std::string_view text);

}  // namespace guanxi::cypher
