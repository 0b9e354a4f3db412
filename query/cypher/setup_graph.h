// SetupGraph: a small graph in memory, made by the CREATE statements of a script. For tests and for trying
// things.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "query/cypher/graph_access.h"
#include "query/cypher/graph_writer.h"

namespace guanxi::cypher {

class SetupGraph : public GraphAccess, public GraphWriter {
 public:
  std::uint64_t node_count() const override { return alive_; }
  std::uint64_t label_count(std::string_view label) const override;
  void each_node(std::optional<std::string_view> label,
                 const std::function<bool(Node)>& visit) const override;
  bool has_index(std::string_view property) const override;
  bool has_item_index(std::string_view property) const override;
  std::vector<Node> find_nodes(std::string_view property, const Value& value) const override;
  void expand(Node node, Sides sides, const std::vector<std::string>& types,
              const std::function<bool(const Hop&)>& visit) const override;
  std::uint64_t degree(Node node, Sides sides) const override;
  std::vector<std::string> labels(Node node) const override;
  bool has_label(Node node, std::string_view label) const override;
  std::string type(Relationship relationship) const override;
  Ends ends(Relationship relationship) const override;
  Value property(Node node, std::string_view name) const override;
  Value property(Relationship relationship, std::string_view name) const override;
  Map properties(Node node) const override;
  Map properties(Relationship relationship) const override;
  std::vector<std::string> all_labels() const override;
  std::vector<std::string> all_types() const override;
  std::vector<std::string> all_property_keys() const override;
  std::string print(Node node) const override { return std::to_string(node.id); }
  std::string print(Relationship relationship) const override { return std::to_string(relationship.id); }

  Node create_node(const std::vector<std::string>& labels, const Map& properties) override;
  Relationship create_relationship(Node from, Node to, const std::string& type,
                                   const Map& properties) override;
  void remove(Relationship relationship) override;
  void remove(Node node) override;

 private:
  struct NodeData {
    std::vector<std::string> labels;  // as given, each once
    Map properties;
    std::vector<std::uint64_t> out;
    std::vector<std::uint64_t> in;
    bool alive = true;
  };
  struct RelationshipData {
    Node from;
    Node to;
    std::string type;
    Map properties;
    bool alive = true;
  };

  const NodeData& data(Node node) const { return nodes_.at(node.id); }
  const RelationshipData& data(Relationship relationship) const { return relationships_.at(relationship.id); }

  std::vector<NodeData> nodes_;
  std::vector<RelationshipData> relationships_;
  std::uint64_t alive_ = 0;
};

}  // namespace guanxi::cypher
