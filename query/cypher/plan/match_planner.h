// One MATCH to steps: where to start, in which order to expand, which predicate to check where.
#pragma once

#include "query/cypher/plan/plan.h"

namespace guanxi::cypher {

void plan_match(const bound::Match& match, const GraphAccess& graph, plan::Steps& steps);

}  // namespace guanxi::cypher
