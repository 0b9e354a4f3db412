// Database: the RocksDB directory of a store, opened for one purpose, with the checks that RocksDB leaves to
// others.
//
// Opening compares what is there with the commit mark (commit_mark.h) and refuses a store that lost
// something. Reading opens nothing for writing and makes no file, so it works on a read-only mount and beside
// a writer; it is tried again when the writer moved files under it. Everything throws Error(kStore) on
// damage, Error(kSystem) when the system refuses.
#pragma once

#include <rocksdb/db.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/store/commit_mark.h"
#include "graph/store/format.h"
#include "graph/store/store.h"

namespace guanxi {

// The folder inside a store where bulk loads sort; cleared whenever a writer opens the store.
inline constexpr const char* kBulkFolder = "bulk";

// What an iterator is for.
enum class Walk {
  kFew,   // a few rows, perhaps soon again: their blocks stay in the cache
  kMany,  // many rows, here and there, each block once: not kept, so that one block's memory serves the next
  kAll,   // most of a family: read ahead, and not kept
};

class Database {
 public:
  static std::shared_ptr<Database> open(const std::filesystem::path& path, Store::Mode mode);
  // Opens a copy of a damaged store, to read what can be read. Rewrites RocksDB's own files where these are
  // damaged or tell less than was promised.
  static std::shared_ptr<Database> open_damaged(const std::filesystem::path& path);
  // Writes tables from a writer's log unless that is short.
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  const std::filesystem::path& path() const { return path_; }
  rocksdb::DB& db() const { return *db_; }
  rocksdb::ColumnFamilyHandle* handle(Family family) const {
    return handles_[static_cast<std::size_t>(family)];
  }
  bool writable() const { return mark_ != nullptr; }
  // Of a damaged store: the end of the log, which the commit mark promises, could not be read.
  bool lost_end() const { return lost_end_; }

  std::optional<std::string> get(Family family, std::string_view key,
                                 const rocksdb::Snapshot* snapshot = nullptr) const;
  // all: the walk is long; it reads ahead and leaves the cache to others.
  std::unique_ptr<rocksdb::Iterator> iterate(Family family, const rocksdb::Snapshot* snapshot = nullptr,
                                             Walk walk = Walk::kFew) const;
  bool empty(Family family) const;

  // Durable when it returns.
  void commit(rocksdb::WriteBatch& batch);
  // Takes finished SST files in, all or none, durable when it returns. The files move away.
  void ingest(const std::vector<std::pair<Family, std::vector<std::string>>>& files);
  // Options with which files for ingest must be made.
  rocksdb::Options sst_options(Family family) const;

 private:
  Database() = default;
  void open_for_writing();
  void open_for_reading();
  rocksdb::Status try_reading(const rocksdb::DBOptions& options);
  void close();
  void prepare_folder() const;
  void write_first_rows();
  void note_committed();
  std::uint64_t log_size() const;

  std::filesystem::path path_;
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;
  std::unique_ptr<CommitMarkFile> mark_;  // the writer's
  bool lost_end_ = false;
};

}  // namespace guanxi
