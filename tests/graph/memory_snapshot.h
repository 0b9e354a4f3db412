// MemorySnapshot: a test double of Snapshot that a test fills by hand.
//
//   MemorySnapshot graph;
//   graph.add({"person", "A"}, "met", {"person", "B"}, "2020-01-02");
//
// It answers as Snapshot promises, slowly and plainly. Names are compared exactly.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/store/store.h"

namespace guanxi::test {

Entity person(std::string_view name);
Entity country(std::string_view name);

class MemorySnapshot : public Snapshot {
 public:
  MemorySnapshot();

  // An ontology with the kinds person, institution, country and the relations met, phoned, wrote_to
  // (contacts) and praised, holds_office (not).
  static Ontology sample_ontology();

  Id add(const Entity& subject, std::string_view relation, const Entity& object, std::string_view time = "");
  Id add(const Entity& subject, const Entity& object, Statement qualifiers,
         std::string_view document = "test.txt", Evidence evidence = {});
  void add_entity(const Entity& entity, std::vector<std::string> aliases = {});

  StoreCounts counts() const override;
  const Ontology& ontology() const override { return ontology_; }
  const std::string& relation_name(std::uint32_t relation) const override {
    return relations_.at(relation - kFirstCode);
  }
  std::optional<StoredEntity> entity(Id id) const override;
  std::optional<StoredStatement> statement(Id id) const override;
  std::vector<StoredEvidence> evidence(Id statement) const override;
  std::vector<Neighbour> neighbours(Id id, Direction direction) const override;
  std::uint64_t degree(Id id, Direction direction) const override { return neighbours(id, direction).size(); }
  std::vector<Id> named(std::string_view name) const override;
  std::vector<NameHit> search(std::string_view text, std::size_t limit) const override;
  std::vector<NameHit> nearest(std::string_view name, std::size_t limit) const override;
  std::vector<StoredNameUse> name_uses(Id entity) const override;
  void each_entity(const std::function<bool(const StoredEntity&)>& visit) const override;
  void each_statement(const std::function<bool(const StoredStatement&)>& visit) const override;
  void each_in_time(std::string_view relation, DayRange range,
                    const std::function<bool(const StoredStatement&)>& visit) const override;
  void each_document(const std::function<void(StoredDocument)>& visit) const override;
  std::optional<StoredDocument> document(std::string_view path) const override;
  std::string document_bytes(std::string_view) const override { return {}; }

 private:
  // Codes of relations are large, as a store's are, so that nobody takes them for places in a list.
  static constexpr std::uint32_t kFirstCode = 0xF0000000;

  std::uint32_t relation_index(const std::string& name);
  Neighbour seen_from(Id owner, bool outgoing, const StoredStatement& stored) const;

  Ontology ontology_;
  std::vector<std::string> relations_;
  std::map<Id, StoredEntity> entities_;
  std::map<Id, StoredStatement> statements_;
  std::map<Id, std::vector<StoredEvidence>> evidence_;
  std::map<Id, std::vector<Id>> out_;
  std::map<Id, std::vector<Id>> in_;
};

}  // namespace guanxi::test
