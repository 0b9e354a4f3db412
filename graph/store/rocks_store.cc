#include "graph/store/rocks_store.h"

#include <fmt/format.h>

#include "extract/statement/error.h"
#include "graph/store/sink.h"
#include "graph/store/store_snapshot.h"
#include "graph/store/transaction.h"

namespace guanxi {

std::unique_ptr<Store> Store::open(const std::filesystem::path& path, Mode mode) {
  return std::make_unique<RocksStore>(Database::open(path, mode));
}

void RocksStore::require_writable() const {
  if (!database_->writable())
    throw Error(ErrorKind::kStore,
                fmt::format("{}: the store was opened for reading only", database_->path().string()));
}

std::string RocksStore::pack_fingerprint() const {
  return database_->get(Family::kMeta, kPackKey).value_or("");
}

void RocksStore::set_pack(const Ontology& ontology, std::string_view fingerprint) {
  require_writable();
  std::lock_guard lock(writing_);
  BatchSink sink(*database_);
  sink.put(Family::kMeta, kOntologyKey, ontology.to_json());
  sink.put(Family::kMeta, kPackKey, fingerprint);
  sink.commit();
}

AddOutcome RocksStore::add(const DocumentRecord& record) {
  return add_all({&record, 1}).front();
}

std::vector<AddOutcome> RocksStore::add_all(std::span<const DocumentRecord> records) {
  require_writable();
  std::lock_guard lock(writing_);
  Transaction transaction(*database_, pack_fingerprint(), {});
  std::vector<AddOutcome> outcomes;
  bool changes = false;
  for (const DocumentRecord& record : records) {
    outcomes.push_back(transaction.add(record));
    changes = changes || outcomes.back() != AddOutcome::kUnchanged;
  }
  if (!changes) return outcomes;
  BatchSink sink(*database_);
  transaction.write(sink);
  sink.commit();
  return outcomes;
}

bool RocksStore::remove(std::string_view path) {
  require_writable();
  std::lock_guard lock(writing_);
  Transaction transaction(*database_, pack_fingerprint(), {});
  if (!transaction.remove(path)) return false;
  BatchSink sink(*database_);
  transaction.write(sink);
  sink.commit();
  return true;
}

std::shared_ptr<const Snapshot> RocksStore::snapshot() const {
  return std::make_shared<StoreSnapshot>(database_);
}

}  // namespace guanxi
