// Merge: takes every document of one store into another.
//
// Stores built apart from different documents with one pack become what one build of all would have made. A
// document that both hold is replaced by the one that comes. Each document, or in a large merge all of them
// together, goes in atomically; running an interrupted merge again completes it.
#pragma once

#include <cstdint>

#include "graph/store/store.h"

namespace guanxi {

struct MergeCounts {
  std::uint64_t added = 0;
  std::uint64_t replaced = 0;
  std::uint64_t unchanged = 0;
};

// Throws Error(kStore) when the two were built with different packs: their statements would not mean the
// same.
MergeCounts merge_store(Store& into, const Store& from);

}  // namespace guanxi
