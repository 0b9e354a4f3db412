#include "graph/view/id_index.h"

#include <bit>
#include <utility>

namespace guanxi {

IdIndex::IdIndex(std::vector<Id> ids) : ids_(std::move(ids)) {
  if (ids_.empty()) return;
  const int bits = std::max(1, static_cast<int>(std::bit_width(ids_.size())) - 1);
  shift_ = 64 - bits;
  directory_.assign((std::size_t{1} << bits) + 1, 0);
  for (const Id id : ids_) ++directory_[(id.value >> shift_) + 1];
  for (std::size_t bucket = 1; bucket < directory_.size(); ++bucket)
    directory_[bucket] += directory_[bucket - 1];
}

}  // namespace guanxi
