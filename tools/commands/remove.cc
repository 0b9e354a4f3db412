// guanxi remove: documents out of a store.
#include <fmt/format.h>

#include <iostream>

#include "graph/store/store.h"
#include "tools/commands/commands.h"
#include "tools/commands/options.h"

namespace guanxi::cli {

int run_remove(int argc, char** argv) {
  Options options(
      "remove", "PATH...",
      "Takes documents out of a store, by the paths under which they were added. Their evidence goes\n"
      "with them, and statements and entities that rest on nothing else. The exit status is 1 when\n"
      "none of them is there.");
  options.store().operands(1);
  std::optional<Arguments> arguments = options.parse(argc, argv);
  if (!arguments) return 0;
  Store::open(arguments->store(), Store::Mode::kReadOnly);  // a store must be there: removing makes none
  std::unique_ptr<Store> store = Store::open(arguments->store(), Store::Mode::kWrite);
  std::size_t removed = 0;
  for (const std::string& path : arguments->operands()) {
    if (store->remove(path)) {
      ++removed;
    } else {
      std::cerr << fmt::format("guanxi: {}: no such document in the store\n", path);
    }
  }
  std::cout << fmt::format("documents   {} removed, {} left\n", removed,
                           store->snapshot()->counts().documents);
  return removed > 0 ? 0 : 1;
}

}  // namespace guanxi::cli
