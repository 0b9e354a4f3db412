// guanxi merge: stores built apart into one.
#include "graph/store/merge.h"

#include <fmt/format.h>

#include <iostream>

#include "tools/commands/commands.h"
#include "tools/commands/options.h"

namespace guanxi::cli {

int run_merge(int argc, char** argv) {
  Options options(
      "merge", "STORE...",
      "Takes every document of the named stores into the one of --store, which is made when it is not\n"
      "there. The result is what one build of all documents would have made. Of a document that is in\n"
      "several stores, the last one named counts. The stores must have been built with one pack.");
  options.store().operands(1);
  std::optional<Arguments> arguments = options.parse(argc, argv);
  if (!arguments) return 0;
  std::vector<std::unique_ptr<Store>> sources;  // all are opened before anything is changed
  for (const std::string& path : arguments->operands())
    sources.push_back(Store::open(path, Store::Mode::kReadOnly));
  std::unique_ptr<Store> into = Store::open(arguments->store(), Store::Mode::kWrite);
  for (std::size_t i = 0; i < sources.size(); ++i) {
    MergeCounts counts = merge_store(*into, *sources[i]);
    std::cout << fmt::format("{}: {} documents added, {} replaced, {} unchanged\n", arguments->operands()[i],
                             counts.added, counts.replaced, counts.unchanged);
  }
  StoreCounts counts = into->snapshot()->counts();
  std::cout << fmt::format("store       {} documents, {} entities, {} statements\n", counts.documents,
                           counts.entities, counts.statements);
  return 0;
}

}  // namespace guanxi::cli
