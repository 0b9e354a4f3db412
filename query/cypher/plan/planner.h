// Planner: a bound statement to steps.
#pragma once

#include "query/cypher/plan/plan.h"

namespace guanxi::cypher {

// The graph is asked for counts and indexes only.
plan::Plan make_plan(std::shared_ptr<const bound::Statement> statement, const GraphAccess& graph);

}  // namespace guanxi::cypher
