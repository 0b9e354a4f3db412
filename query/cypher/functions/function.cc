#include "query/cypher/functions/function.h"

#include <algorithm>
#include <unordered_map>

#include "query/cypher/functions/tables.h"

namespace guanxi::cypher {
namespace {

const std::unordered_map<std::string_view, const Function*>& all() {
  static const auto kAll = [] {
    std::unordered_map<std::string_view, const Function*> index;
    for (const auto* table : {&graph_functions(), &list_functions(), &conversion_functions(),
                              &math_functions(), &string_functions(), &temporal_function_table()}) {
      for (const Function& function : *table) index.emplace(function.name, &function);
    }
    return index;
  }();
  return kAll;
}

}  // namespace

const Function* find_function(std::string_view name) {
  std::string lower;
  for (const char c : name) lower += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  const auto found = all().find(lower);
  return found == all().end() ? nullptr : found->second;
}

std::vector<std::string_view> function_names() {
  std::vector<std::string_view> names;
  for (const auto& [name, function] : all()) names.push_back(name);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace guanxi::cypher
