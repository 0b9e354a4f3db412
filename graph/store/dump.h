// Dump: everything a store states, as the statement stream (extract/statement/stream.h).
//
// One line for each evidence of each statement, in the order of statement ids, then of documents: the same
// store content gives the same bytes. Loading the stream into an empty store (graph/exchange/stream_reader.h,
// BulkLoader) and dumping that gives the same stream again. The stream holds no document bytes and no
// aliases.
#pragma once

#include <functional>
#include <string_view>

#include "graph/store/store.h"

namespace guanxi {

// write gets the stream in pieces of whole lines. Memory does not grow with the store, but for the names of
// entities.
void dump_stream(const Snapshot& snapshot, const std::function<void(std::string_view lines)>& write);

}  // namespace guanxi
