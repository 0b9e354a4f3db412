// GraphAccess: all that the query engine asks of a graph.
//
// Nodes and relationships are 64-bit ids of the graph's choice. All lists come in a stable order. Reading
// methods may be called from any thread while nobody writes. Throws Error(kStore) when the graph is damaged.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/cypher/value/value.h"

namespace guanxi::cypher {

enum class Sides : std::uint8_t { kOutgoing, kIncoming, kBoth };

struct Ends {
  Node start;
  Node end;
};

// One relationship as seen from a node.
struct Hop {
  Relationship relationship;
  Node other;
};

class GraphAccess {
 public:
  virtual ~GraphAccess() = default;

  // How many there are; an estimate will do.
  virtual std::uint64_t node_count() const = 0;
  // How many bear the label; 0 only when none does.
  virtual std::uint64_t label_count(std::string_view label) const = 0;
  // Nodes, or those with a label; the callback returns false to stop.
  virtual void each_node(std::optional<std::string_view> label,
                         const std::function<bool(Node)>& visit) const = 0;

  // Whether an index finds nodes by the value of a property, or by one item of a property that is a list.
  virtual bool has_index(std::string_view property) const = 0;
  virtual bool has_item_index(std::string_view property) const = 0;
  // Through that index: at least all nodes whose property equals the value or holds it as an item, each once.
  virtual std::vector<Node> find_nodes(std::string_view property, const Value& value) const = 0;

  // Relationships at a node. types empty: all. A self loop comes once, whatever the sides.
  virtual void expand(Node node, Sides sides, const std::vector<std::string>& types,
                      const std::function<bool(const Hop&)>& visit) const = 0;
  virtual std::uint64_t degree(Node node, Sides sides) const = 0;

  virtual std::vector<std::string> labels(Node node) const = 0;
  virtual bool has_label(Node node, std::string_view label) const = 0;
  virtual std::string type(Relationship relationship) const = 0;
  virtual Ends ends(Relationship relationship) const = 0;

  // Null where there is no such property.
  virtual Value property(Node node, std::string_view name) const = 0;
  virtual Value property(Relationship relationship, std::string_view name) const = 0;
  virtual Map properties(Node node) const = 0;
  virtual Map properties(Relationship relationship) const = 0;

  // For CALL db.labels() and its kin, completion and messages; sorted.
  virtual std::vector<std::string> all_labels() const = 0;
  virtual std::vector<std::string> all_types() const = 0;
  virtual std::vector<std::string> all_property_keys() const = 0;

  // What elementId() prints.
  virtual std::string print(Node node) const = 0;
  virtual std::string print(Relationship relationship) const = 0;
};

}  // namespace guanxi::cypher
