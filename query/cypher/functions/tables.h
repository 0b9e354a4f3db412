// The tables of functions by subject; find_function looks through all of them.
#pragma once

#include "query/cypher/functions/function.h"

namespace guanxi::cypher {

const std::vector<Function>& graph_functions();
const std::vector<Function>& list_functions();
const std::vector<Function>& conversion_functions();
const std::vector<Function>& math_functions();
const std::vector<Function>& string_functions();
const std::vector<Function>& temporal_function_table();

}  // namespace guanxi::cypher
