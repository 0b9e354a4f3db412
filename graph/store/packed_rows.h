// Packed rows: sorted lists of short entries of one size, kept in chunks under a common prefix.
//
// A row (all statements of one subject, say) is a list of entries in the order of their bytes. It stands in
// one or more keys: prefix alone for its beginning, prefix and first entry for every further chunk. Where a
// chunk begins is decided by the entry itself (its hash; content-defined chunking, as rsync and backup
// programs use it): one entry in 128 begins a chunk. So a change touches one chunk however long the row is,
// and the same entries give the same bytes in whatever order they came. A chunk stores its entries by columns
// of bytes and keeps a column that is the same throughout only once.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace rocksdb {
class Iterator;
}

namespace guanxi {

bool begins_chunk(std::string_view entry);

// entries is a whole number of entries, one behind the other; at least one.
std::string encode_chunk(std::string_view entries, std::size_t entry_size);
// Appends the entries. Throws Error(kStore) on a damaged chunk.
void decode_chunk(std::string_view chunk, std::size_t entry_size, std::string& entries);
std::uint64_t chunk_count(std::string_view chunk);

// Appends all entries of a row.
void read_row(rocksdb::Iterator& iterator, std::string_view prefix, std::size_t entry_size,
              std::string& entries);
std::uint64_t count_row(rocksdb::Iterator& iterator, std::string_view prefix);

// Changes rows. Edits must come in ascending order of prefix and entry, each (prefix, entry) once; what has
// to be written comes out in ascending order of keys. Adding an entry that is there and removing one that is
// not change nothing.
class PackedEditor {
 public:
  struct Output {
    std::function<void(std::string_view key, std::string_view value)> put;
    std::function<void(std::string_view key)> remove;
  };

  // iterator walks the rows as they are; null where there are none yet.
  PackedEditor(rocksdb::Iterator* iterator, std::size_t entry_size, Output output);

  void edit(std::string_view prefix, std::string_view entry, bool add);
  void finish();

 private:
  bool in_reach(std::string_view entry) const;
  void open_region(std::string_view entry, bool add);
  void load_chunk();
  void close_region();
  void drain();
  void push(std::string_view entry);
  void close_chunk();
  void remove_old_keys_before(std::string_view key);
  bool at_row() const;

  rocksdb::Iterator* iterator_;
  std::size_t entry_size_;
  Output output_;
  std::string prefix_;
  bool region_ = false;
  std::string loaded_;  // entries of the chunk under change, not yet copied from loaded_at_ on
  std::size_t loaded_at_ = 0;
  bool has_next_ = false;   // a chunk follows in the row ...
  std::string next_entry_;  // ... that begins with this entry
  std::string open_;        // entries of the chunk being written
  std::string open_key_;
  std::vector<std::string>
      old_keys_;  // of loaded chunks, ascending, from old_at_ on neither written nor removed
  std::size_t old_at_ = 0;
};

}  // namespace guanxi
