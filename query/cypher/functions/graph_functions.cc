// Functions on nodes, relationships and paths.
#include "query/cypher/functions/tables.h"
#include "query/cypher/graph_access.h"

namespace guanxi::cypher {
namespace {

using Args = std::span<const Value>;
using Context = FunctionContext;

constexpr TypeMask kNode = bit(Type::kNode);
constexpr TypeMask kRelationship = bit(Type::kRelationship);
constexpr TypeMask kPath = bit(Type::kPath);
constexpr TypeMask kEntity = kNode | kRelationship;
constexpr TypeMask kInteger = bit(Type::kInteger);
constexpr TypeMask kString = bit(Type::kString);
constexpr TypeMask kList = bit(Type::kList);
constexpr TypeMask kMap = bit(Type::kMap);

List strings(const std::vector<std::string>& texts) {
  return List(texts.begin(), texts.end());
}

Map properties_of(const Value& value, const Context& context) {
  if (value.is(Type::kNode)) return context.graph.properties(value.node());
  if (value.is(Type::kRelationship)) return context.graph.properties(value.relationship());
  return value.map();
}

Value id(Args args, const Context&) {
  const std::uint64_t id = args[0].is(Type::kNode) ? args[0].node().id : args[0].relationship().id;
  return Value(static_cast<std::int64_t>(id));
}

Value element_id(Args args, const Context& context) {
  if (args[0].is(Type::kNode)) return Value(context.graph.print(args[0].node()));
  return Value(context.graph.print(args[0].relationship()));
}

Value labels(Args args, const Context& context) {
  return Value(strings(context.graph.labels(args[0].node())));
}
Value type(Args args, const Context& context) {
  return Value(context.graph.type(args[0].relationship()));
}
Value start_node(Args args, const Context& context) {
  return Value(context.graph.ends(args[0].relationship()).start);
}
Value end_node(Args args, const Context& context) {
  return Value(context.graph.ends(args[0].relationship()).end);
}

Value properties(Args args, const Context& context) {
  return Value(properties_of(args[0], context));
}

Value keys(Args args, const Context& context) {
  List names;
  for (const auto& [name, value] : properties_of(args[0], context)) names.emplace_back(name);
  return Value(std::move(names));
}

Value nodes(Args args, const Context&) {
  const Path& path = args[0].path();
  return Value(List(path.nodes.begin(), path.nodes.end()));
}

Value relationships(Args args, const Context&) {
  const Path& path = args[0].path();
  return Value(List(path.relationships.begin(), path.relationships.end()));
}

Value length(Args args, const Context&) {
  return Value(static_cast<std::int64_t>(args[0].path().relationships.size()));
}

}  // namespace

const std::vector<Function>& graph_functions() {
  static const std::vector<Function> kTable = {
      {"id", 1, 1, {kEntity}, kInteger, true, true, id},
      {"elementid", 1, 1, {kEntity}, kString, true, true, element_id},
      {"labels", 1, 1, {kNode}, kList, true, true, labels},
      {"type", 1, 1, {kRelationship}, kString, true, true, type},
      {"startnode", 1, 1, {kRelationship}, kNode, true, true, start_node},
      {"endnode", 1, 1, {kRelationship}, kNode, true, true, end_node},
      {"properties", 1, 1, {kEntity | kMap}, kMap, true, true, properties},
      {"keys", 1, 1, {kEntity | kMap}, kList, true, true, keys},
      {"nodes", 1, 1, {kPath}, kList, true, true, nodes},
      {"relationships", 1, 1, {kPath}, kList, true, true, relationships},
      {"length", 1, 1, {kPath}, kInteger, true, true, length},
  };
  return kTable;
}

}  // namespace guanxi::cypher
