// SnapshotGraph: a store as the query language sees it.
//
// Entities are nodes: the label is the kind's label in the ontology (Person, Institution, ...), the
// properties are name, aliases, kind, id and, for homonyms, discriminator. Statements are relationships: the
// type is the relation, the properties are time (EDTF), start and end (dates; null where open or unknown),
// factuality, initiator, office, place, claimed_by, id and evidence (a list of maps: document, line, begin,
// end, text, rule). Planned, negated and claimed statements are there too: a query that wants only facts says
// c.factuality = 'asserted'.
//
// name is the canonical name; other names stand in aliases, and both are found through the store's index of
// names. For one thread at a time: it keeps what it has read.
#pragma once

#include <memory>
#include <unordered_map>

#include "graph/store/store.h"
#include "query/cypher/graph_access.h"

namespace guanxi::cypher {

class SnapshotGraph : public GraphAccess {
 public:
  explicit SnapshotGraph(std::shared_ptr<const Snapshot> snapshot);

  std::uint64_t node_count() const override { return counts_.entities; }
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
  std::string print(Node node) const override { return Id{node.id}.print('Q'); }
  std::string print(Relationship relationship) const override { return Id{relationship.id}.print('S'); }

 private:
  // What a packed row tells of a statement without reading it.
  struct Known {
    Ends ends;
    std::uint32_t relation = 0;
    DayRange days;
  };

  const StoredEntity& entity(Node node) const;
  const StoredStatement& statement(Relationship relationship) const;
  std::string label_of(std::string_view kind) const;
  Value evidence(Relationship relationship) const;

  std::shared_ptr<const Snapshot> snapshot_;
  StoreCounts counts_;
  mutable std::unordered_map<std::uint64_t, StoredEntity> entities_;
  mutable std::unordered_map<std::uint64_t, StoredStatement> statements_;
  mutable std::unordered_map<std::uint64_t, Known> known_;
};

}  // namespace guanxi::cypher
