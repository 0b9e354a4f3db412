// guanxi dump: a store as a statement stream.
#include "graph/store/dump.h"

#include <iostream>

#include "tools/commands/asked_store.h"
#include "tools/commands/commands.h"
#include "tools/commands/options.h"

namespace guanxi::cli {

int run_dump(int argc, char** argv) {
  Options options(
      "dump", "",
      "Writes everything that a store states as JSON Lines, one line for each evidence, in the form of\n"
      "guanxi extract and always in the same order. The exit status is 1 when there is nothing.");
  options.store().operands(0, 0);
  std::optional<Arguments> arguments = options.parse(argc, argv);
  if (!arguments) return 0;
  AskedStore store = open_asked_store(*arguments);
  dump_stream(*store, [](std::string_view lines) { std::cout << lines; });
  return store->counts().statements > 0 ? 0 : 1;
}

}  // namespace guanxi::cli
