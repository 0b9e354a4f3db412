// CommitMark: the file COMMITTED beside RocksDB's files, which tells how far the store had come.
//
// RocksDB cannot tell a log that lost its end to damage from one that a crash cut short, and so would open
// without the last documents and say nothing. After every durable write the mark therefore notes RocksDB's
// sequence number and the size of the manifest; a store that opens with less than that has lost something, or
// (seen by a reader) was read while the writer moved on. The mark is written after the data, so it never
// promises too much.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace guanxi {

struct CommitMark {
  std::uint64_t sequence = 0;       // RocksDB's latest sequence number
  std::uint64_t manifest = 0;       // number of the manifest that CURRENT names ...
  std::uint64_t manifest_size = 0;  // ... and its size in bytes

  // The present manifest of a store, with this sequence number.
  static CommitMark of(const std::filesystem::path& store, std::uint64_t sequence);
  // Nothing when there is no such file; an empty one promises nothing; Error(kStore) when it is damaged,
  // Error(kSystem) when it cannot be read.
  static std::optional<CommitMark> read(const std::filesystem::path& store);
  // False when a store in this state has not lost anything that the mark promises.
  bool promises_more_than(const CommitMark& state) const;

  bool operator==(const CommitMark&) const = default;
};

// Keeps the file open for the writer. Throws Error(kSystem).
class CommitMarkFile {
 public:
  explicit CommitMarkFile(const std::filesystem::path& store);
  ~CommitMarkFile();
  CommitMarkFile(const CommitMarkFile&) = delete;
  CommitMarkFile& operator=(const CommitMarkFile&) = delete;

  void write(const CommitMark& mark);

 private:
  std::filesystem::path path_;
  int file_ = -1;
};

}  // namespace guanxi
