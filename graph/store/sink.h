// Sink: where a transaction writes its rows; within a family in ascending order of keys, each key once. One
// thread writes a family.
//
// BatchSink gathers one RocksDB batch, for documents as they come. SstSink writes sorted files, for bulk
// loads. Nothing shows in the store before commit, and then everything does.
#pragma once

#include <rocksdb/write_batch.h>

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/store/database.h"
#include "graph/store/format.h"

namespace guanxi {

class Sink {
 public:
  virtual ~Sink() = default;
  virtual void put(Family family, std::string_view key, std::string_view value) = 0;
  virtual void remove(Family family, std::string_view key) = 0;
  // No more rows of the family come: what is left of it may be written now.
  virtual void close(Family) {}
  virtual void commit() = 0;
  // Whether different threads may write different families at once.
  virtual bool parallel() const { return false; }
};

class BatchSink : public Sink {
 public:
  explicit BatchSink(Database& database) : database_(database) {}
  void put(Family family, std::string_view key, std::string_view value) override;
  void remove(Family family, std::string_view key) override;
  void commit() override;

 private:
  Database& database_;
  rocksdb::WriteBatch batch_;
};

// Each family's tables are made by a thread of their own, a megabyte behind.
class SstSink : public Sink {
 public:
  // Files are made in folder, which must be on the store's file system.
  SstSink(Database& database, std::filesystem::path folder);
  ~SstSink() override;
  void put(Family family, std::string_view key, std::string_view value) override;
  void remove(Family family, std::string_view key) override;
  void close(Family family) override;
  void commit() override;
  bool parallel() const override { return true; }

 private:
  class FamilyFiles;
  FamilyFiles& files(Family family);

  Database& database_;
  std::filesystem::path folder_;
  std::array<std::unique_ptr<FamilyFiles>, kFamilyCount> files_;
};

}  // namespace guanxi
