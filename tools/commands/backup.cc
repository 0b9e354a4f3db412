// guanxi backup: a second store with the same content.
#include "graph/store/backup.h"

#include <fmt/format.h>

#include <iostream>

#include "tools/commands/commands.h"
#include "tools/commands/options.h"

namespace guanxi::cli {

int run_backup(int argc, char** argv) {
  Options options(
      "backup", "FOLDER",
      "Makes a copy of a store in a folder that is not there yet. On the same file system it takes no\n"
      "time and no space. To restore, use the folder as the store, or copy it back.");
  options.store().operands(1, 1);
  std::optional<Arguments> arguments = options.parse(argc, argv);
  if (!arguments) return 0;
  Store::open(arguments->store(), Store::Mode::kReadOnly);  // a store must be there: a backup makes none
  std::unique_ptr<Store> store = Store::open(arguments->store(), Store::Mode::kWrite);
  backup_store(*store, arguments->operands().front());
  std::cout << fmt::format("{}: {} documents\n", arguments->operands().front(),
                           store->snapshot()->counts().documents);
  return 0;
}

}  // namespace guanxi::cli
