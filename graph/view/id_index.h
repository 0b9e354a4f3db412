// IdIndex: a sorted list of ids, numbered 0..n-1, that finds the number of an id in constant time.
//
// Ids are hashes and so spread evenly: a directory over their leading bits leads to a stretch of one or two
// ids. 12 bytes an id, half of what a hash table takes, and ordered. Immutable; any number of threads may
// read it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "extract/statement/id.h"

namespace guanxi {

class IdIndex {
 public:
  IdIndex() = default;
  // ids sorted, each once, fewer than 2^32.
  explicit IdIndex(std::vector<Id> ids);

  std::optional<std::uint32_t> find(Id id) const {
    if (ids_.empty()) return std::nullopt;
    const std::size_t bucket = id.value >> shift_;
    for (std::uint32_t at = directory_[bucket]; at < directory_[bucket + 1]; ++at) {
      if (ids_[at] == id) return at;
    }
    return std::nullopt;
  }
  Id id(std::uint32_t number) const { return ids_[number]; }
  const std::vector<Id>& ids() const { return ids_; }
  std::size_t size() const { return ids_.size(); }
  std::size_t bytes() const {
    return ids_.capacity() * sizeof(Id) + directory_.capacity() * sizeof(std::uint32_t);
  }

 private:
  std::vector<Id> ids_;
  std::vector<std::uint32_t>
      directory_;  // first id whose leading bits are at least the place in the directory
  int shift_ = 63;
};

}  // namespace guanxi
