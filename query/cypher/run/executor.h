// Executor: runs a plan. Rows are pushed from step to step; steps that must see all rows first (sorting,
// grouping) keep what they need of them.
#pragma once

#include <functional>
#include <string>

#include "query/budget/budget.h"
#include "query/cypher/graph_access.h"
#include "query/cypher/graph_writer.h"
#include "query/cypher/plan/plan.h"

namespace guanxi::cypher {

// A row of the answer; false stops the query.
using RowSink = std::function<bool(const List&)>;

// Why the answer is not whole (the budget is spent: rows that were already handed on stand, nothing that
// aggregates comes after them); empty when it is whole. Throws QueryError where a value is not what it must
// be. writer is needed for plans with CREATE or DELETE.
std::string execute(const plan::Plan& plan, const GraphAccess& graph, const Budget& budget,
                    const RowSink& sink, GraphWriter* writer = nullptr);

}  // namespace guanxi::cypher
