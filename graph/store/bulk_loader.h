// BulkLoader: many documents, or a statement stream, into a store at once, by sorting instead of by many
// small writes.
//
// Everything is sorted in memory or, past the limit, in files inside the store's folder, written as sorted
// tables and taken in by RocksDB in one step: until finish returns nothing of it is in the store, then all of
// it is, and it is what add() would have put there. The time for a statement does not grow with the load.
// Other writers wait while a BulkLoader exists; readers do not. One thread uses it. Throws what Store::add
// throws; the store is then as before.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "extract/statement/stream.h"
#include "graph/store/store.h"

namespace guanxi {

class BulkLoader {
 public:
  // The store must be open for writing and outlive the loader. memory: bytes, roughly, that sorting may use.
  explicit BulkLoader(Store& store, std::size_t memory = std::size_t{256} << 20);
  ~BulkLoader();
  BulkLoader(const BulkLoader&) = delete;
  BulkLoader& operator=(const BulkLoader&) = delete;

  // Each document at most once. pack: the fingerprint of the pack that it was read with, where that is not
  // the store's.
  AddOutcome add(const DocumentRecord& record, const std::optional<std::string>& pack = std::nullopt);
  // A document too large for memory, in parts of one path: each has the next bytes of the file, and what the
  // text in them tells. The store then holds what add() of the whole would have put there.
  AddOutcome add_part(const DocumentRecord& part);
  bool remove(std::string_view path);
  // Lines of a statement stream; two threads take in many at once. Rows come in any order; a document that
  // rows name is replaced by what they say, and keeps no bytes.
  void add_rows(std::span<const StreamRow> rows);
  void add_row(const StreamRow& row) { add_rows({&row, 1}); }

  // Durable when it returns. The loader is used up. Returns what the store holds now.
  StoreCounts finish();

 private:
  struct Work;
  std::unique_ptr<Work> work_;
};

}  // namespace guanxi
