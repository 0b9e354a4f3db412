// Name search: names that contain a text, and names nearest to one that is not there.
//
// Both walk the name index (format.h), in its order, and compare name keys (name_key.h).
#pragma once

#include <string_view>
#include <vector>

#include "graph/store/store.h"

namespace rocksdb {
class Iterator;
}

namespace guanxi {

// Names that begin with text first, then those that contain it; both in the order of keys.
std::vector<NameHit> search_names(rocksdb::Iterator& names, std::string_view text, std::size_t limit);

// By Levenshtein distance in code points, then by key. Names farther away than half of the longer one are not
// near.
std::vector<NameHit> nearest_names(rocksdb::Iterator& names, std::string_view name, std::size_t limit);

}  // namespace guanxi
