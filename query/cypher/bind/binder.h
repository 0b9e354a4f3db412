// Binder: checks what the parser read and resolves names.
//
// Scopes are as openCypher has them: MATCH and UNWIND add variables, WITH begins a new scope, ORDER BY and
// the WHERE of a WITH see both sides of it. Throws QueryError with the TCK's details (UndefinedVariable,
// VariableTypeConflict, ...).
#pragma once

#include "query/cypher/bind/bound.h"
#include "query/cypher/parse/syntax.h"
#include "query/cypher/value/value.h"

namespace guanxi::cypher {

// Parameters are constants of the statement. writes: CREATE and DELETE are allowed, and no RETURN is needed.
bound::Statement bind(const syntax::Query& query, const Map& parameters, bool writes = false);

}  // namespace guanxi::cypher
