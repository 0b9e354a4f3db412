#include "query/cypher/setup_graph.h"

#include <algorithm>

namespace guanxi::cypher {
namespace {

Map without_nulls(const Map& properties) {
  Map kept;
  for (const auto& [name, value] : properties) {
    if (!value.null()) kept.emplace(name, value);
  }
  return kept;
}

Value find_property(const Map& properties, std::string_view name) {
  const auto found = properties.find(name);
  return found == properties.end() ? Value() : found->second;
}

std::vector<std::string> sorted(const std::set<std::string>& names) {
  return {names.begin(), names.end()};
}

}  // namespace

std::uint64_t SetupGraph::label_count(std::string_view label) const {
  std::uint64_t count = 0;
  each_node(label, [&](Node) {
    ++count;
    return true;
  });
  return count;
}

void SetupGraph::each_node(std::optional<std::string_view> label,
                           const std::function<bool(Node)>& visit) const {
  // By index: a script may add nodes while it reads them, and does not see those.
  const std::size_t end = nodes_.size();
  for (std::size_t i = 0; i < end; ++i) {
    if (!nodes_[i].alive || (label && !has_label(Node{i}, *label))) continue;
    if (!visit(Node{i})) return;
  }
}

bool SetupGraph::has_index(std::string_view) const {
  return false;
}

bool SetupGraph::has_item_index(std::string_view) const {
  return false;
}

std::vector<Node> SetupGraph::find_nodes(std::string_view, const Value&) const {
  return {};
}

void SetupGraph::expand(Node node, Sides sides, const std::vector<std::string>& types,
                        const std::function<bool(const Hop&)>& visit) const {
  const auto wanted = [&](std::uint64_t id) {
    const RelationshipData& r = relationships_[id];
    return r.alive && (types.empty() || std::find(types.begin(), types.end(), r.type) != types.end());
  };
  if (sides != Sides::kIncoming) {
    for (std::size_t i = 0; i < data(node).out.size(); ++i) {
      const std::uint64_t id = data(node).out[i];
      if (wanted(id) && !visit({Relationship{id}, relationships_[id].to})) return;
    }
  }
  if (sides == Sides::kOutgoing) return;
  for (std::size_t i = 0; i < data(node).in.size(); ++i) {
    const std::uint64_t id = data(node).in[i];
    const bool seen = sides == Sides::kBoth && relationships_[id].from == node;
    if (wanted(id) && !seen && !visit({Relationship{id}, relationships_[id].from})) return;
  }
}

std::uint64_t SetupGraph::degree(Node node, Sides sides) const {
  return (sides != Sides::kIncoming ? data(node).out.size() : 0) +
         (sides != Sides::kOutgoing ? data(node).in.size() : 0);
}

std::vector<std::string> SetupGraph::labels(Node node) const {
  return data(node).labels;
}

bool SetupGraph::has_label(Node node, std::string_view label) const {
  const auto& labels = data(node).labels;
  return std::find(labels.begin(), labels.end(), label) != labels.end();
}

std::string SetupGraph::type(Relationship relationship) const {
  return data(relationship).type;
}

Ends SetupGraph::ends(Relationship relationship) const {
  return {data(relationship).from, data(relationship).to};
}

Value SetupGraph::property(Node node, std::string_view name) const {
  return find_property(data(node).properties, name);
}

Value SetupGraph::property(Relationship relationship, std::string_view name) const {
  return find_property(data(relationship).properties, name);
}

Map SetupGraph::properties(Node node) const {
  return data(node).properties;
}

Map SetupGraph::properties(Relationship relationship) const {
  return data(relationship).properties;
}

std::vector<std::string> SetupGraph::all_labels() const {
  std::set<std::string> names;
  for (const NodeData& node : nodes_) {
    if (node.alive) names.insert(node.labels.begin(), node.labels.end());
  }
  return sorted(names);
}

std::vector<std::string> SetupGraph::all_types() const {
  std::set<std::string> names;
  for (const RelationshipData& r : relationships_) {
    if (r.alive) names.insert(r.type);
  }
  return sorted(names);
}

std::vector<std::string> SetupGraph::all_property_keys() const {
  std::set<std::string> names;
  for (const NodeData& node : nodes_) {
    for (const auto& [name, value] : node.properties) names.insert(name);
  }
  for (const RelationshipData& r : relationships_) {
    for (const auto& [name, value] : r.properties) names.insert(name);
  }
  return sorted(names);
}

Node SetupGraph::create_node(const std::vector<std::string>& labels, const Map& properties) {
  NodeData node;
  for (const std::string& label : labels) {
    if (std::find(node.labels.begin(), node.labels.end(), label) == node.labels.end())
      node.labels.push_back(label);
  }
  node.properties = without_nulls(properties);
  nodes_.push_back(std::move(node));
  ++alive_;
  return Node{nodes_.size() - 1};
}

Relationship SetupGraph::create_relationship(Node from, Node to, const std::string& type,
                                             const Map& properties) {
  const Relationship id{relationships_.size()};
  relationships_.push_back({from, to, type, without_nulls(properties), true});
  nodes_.at(from.id).out.push_back(id.id);
  nodes_.at(to.id).in.push_back(id.id);
  return id;
}

void SetupGraph::remove(Relationship relationship) {
  relationships_.at(relationship.id).alive = false;
}

void SetupGraph::remove(Node node) {
  NodeData& gone = nodes_.at(node.id);
  if (gone.alive) --alive_;
  gone.alive = false;
  for (const auto* ids : {&gone.out, &gone.in}) {
    for (const std::uint64_t id : *ids) relationships_[id].alive = false;
  }
}

}  // namespace guanxi::cypher
