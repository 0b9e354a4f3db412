// What the commands that look at the whole graph share: the store, the graph in memory, the pairs that the
// filter leaves.
#pragma once

#include <memory>

#include "graph/view/memory_graph.h"
#include "query/analysis/pair_graph.h"
#include "tools/commands/asked_store.h"
#include "tools/commands/graph_options.h"

namespace guanxi::cli {

struct WholeGraph {
  WholeGraph(const Arguments& arguments, const AskedStore& store)
      : filter(*store, filter_with_contacts(arguments, *store)), memory(*store), pairs(memory, filter) {}

  static EdgeFilter filter_with_contacts(const Arguments& arguments, const Snapshot& snapshot) {
    EdgeFilter filter = filter_of(arguments, snapshot);
    filter.contacts_only = arguments.has("contacts");
    return filter;
  }

  BoundFilter filter;
  MemoryGraph memory;
  PairGraph pairs;
};

}  // namespace guanxi::cli
