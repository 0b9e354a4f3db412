// Function: one function of the language, with what it takes and gives.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "query/cypher/bind/static_type.h"
#include "query/cypher/value/value.h"

namespace guanxi::cypher {

class GraphAccess;

// What a function may use beside its arguments.
struct FunctionContext {
  const GraphAccess& graph;
};

struct Function {
  std::string_view name;  // lower case
  std::size_t least = 0;  // number of arguments
  std::size_t most = 0;
  std::vector<TypeMask> takes;  // of each argument; the last one repeats. Null is always let through.
  TypeMask gives = kAnyType;
  bool null_in_null_out = true;  // not called when an argument is null
  bool constant = true;          // the same arguments give the same value
  // Throws ValueError when an argument is not what it must be.
  Value (*call)(std::span<const Value> args, const FunctionContext& context) = nullptr;
};

// Null when there is no such function; the name is compared without letter case.
const Function* find_function(std::string_view name);

// The names most like a wrong one, for messages; and all names, for completion.
std::vector<std::string_view> function_names();

}  // namespace guanxi::cypher
