// RocksStore: the Store (store.h) on RocksDB.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "graph/store/database.h"
#include "graph/store/store.h"

namespace guanxi {

class RocksStore : public Store {
 public:
  explicit RocksStore(std::shared_ptr<Database> database) : database_(std::move(database)) {}

  std::string pack_fingerprint() const override;
  void set_pack(const Ontology& ontology, std::string_view fingerprint) override;
  AddOutcome add(const DocumentRecord& record) override;
  std::vector<AddOutcome> add_all(std::span<const DocumentRecord> records) override;
  bool remove(std::string_view path) override;
  std::shared_ptr<const Snapshot> snapshot() const override;

  Database& database() { return *database_; }
  const Database& database() const { return *database_; }
  // Held by whoever writes.
  std::mutex& writing() { return writing_; }
  // Throws unless the store was opened for writing.
  void require_writable() const;

 private:
  std::shared_ptr<Database> database_;
  std::mutex writing_;
};

}  // namespace guanxi
