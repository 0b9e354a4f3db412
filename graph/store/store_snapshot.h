// StoreSnapshot: the Snapshot (store.h) of a store on RocksDB.
//
// It holds the database open for as long as it lives, and RocksDB keeps what it sees.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>

#include "graph/store/database.h"
#include "graph/store/store.h"

namespace guanxi {

class StoreSnapshot : public Snapshot {
 public:
  explicit StoreSnapshot(std::shared_ptr<const Database> database);
  ~StoreSnapshot() override;

  StoreCounts counts() const override { return counts_; }
  const Ontology& ontology() const override { return ontology_; }
  const std::string& relation_name(std::uint32_t relation) const override;

  std::optional<StoredEntity> entity(Id id) const override;
  std::optional<StoredStatement> statement(Id id) const override;
  std::vector<StoredEvidence> evidence(Id statement) const override;

  std::vector<Neighbour> neighbours(Id id, Direction direction) const override;
  std::uint64_t degree(Id id, Direction direction) const override;
  void each_row(const std::function<bool(Id subject, std::span<const Neighbour> out)>& visit) const override;
  void each_row_between(
      Id first, Id last,
      const std::function<bool(Id subject, std::span<const Neighbour> out)>& visit) const override;

  void each_entity_row(
      const std::function<bool(const StoredEntity&, std::span<const Neighbour> both)>& visit) const override;
  void read_entities(std::span<const Id> ids,
                     const std::function<void(std::size_t at, StoredEntity)>& visit) const override;
  void read_statements(std::span<const Id> ids,
                       const std::function<void(std::size_t at, StoredStatement)>& visit) const override;
  void read_evidence(
      std::span<const Id> statements, bool texts,
      const std::function<void(std::size_t at, std::vector<StoredEvidence>)>& visit) const override;
  void read_sources(std::span<const Id> statements,
                    const std::function<void(std::size_t at, std::span<const Source>)>& visit) const override;

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
  std::string document_path(Id id) const override;
  std::string document_bytes(std::string_view path) const override;
  std::vector<StatedEvidence> statements_of(std::string_view path) const override;
  DocumentRecord record(std::string_view path) const override;
  std::string content_digest() const override;

 private:
  std::unique_ptr<rocksdb::Iterator> iterate(Family family, Walk walk = Walk::kFew) const;
  std::optional<std::string> get(Family family, std::string_view key) const;
  StoredStatement stored_statement(Id id, std::string_view row) const;
  Evidence resolve(Id document, EvidencePlace place) const;
  std::string bytes_between(Id document, std::uint64_t begin, std::uint64_t end) const;
  const std::string& path_of(Id document, std::unordered_map<Id, std::string>& known) const;
  std::vector<Id> ids_of(Family family, Id document) const;
  StoredDocument required(std::string_view path) const;
  // An evidence whose text is still to be read: its place in lists of evidences.
  struct Unresolved {
    Id document;
    std::uint64_t begin;
    std::size_t list;
    std::size_t place;
  };
  template <typename Find>
  void resolve(std::vector<Unresolved>& unresolved, const Find& find) const;
  std::uint32_t rank(std::uint32_t relation) const;
  void append_by_name(std::span<const Neighbour> by_code, std::vector<Neighbour>& out) const;

  std::shared_ptr<const Database> database_;
  const rocksdb::Snapshot* snapshot_;
  StoreCounts counts_;
  Ontology ontology_;
  std::unordered_map<std::uint32_t, std::string> relations_;
  std::unordered_map<std::uint32_t, std::uint32_t> ranks_;  // of relations, by name
};

}  // namespace guanxi
