// guanxi search: names that contain a text.
#include <iostream>

#include "graph/store/store.h"
#include "tools/commands/asked_store.h"
#include "tools/commands/commands.h"
#include "tools/commands/options.h"

namespace guanxi::cli {

int run_search(int argc, char** argv) {
  Options options(
      "search", "TEXT",
      "Entities with a name that contains a text, in either script; those that begin with it first.");
  options.store().format().limit(50).operands(1, 1);
  std::optional<Arguments> arguments = options.parse(argc, argv);
  if (!arguments) return 0;
  AskedStore store = open_asked_store(*arguments);
  std::uint64_t limit = arguments->number("limit", 50);
  auto hits = store->search(arguments->operands().front(), limit == 0 ? SIZE_MAX : limit);
  auto writer = make_row_writer(arguments->format(), {"found", "name", "kind", "statements", "id"}, std::cout,
                                arguments->layout());
  for (const NameHit& hit : hits) {
    StoredEntity found = store->entity(hit.entity).value();
    writer->row({hit.name, found.entity.name, found.entity.kind,
                 static_cast<std::int64_t>(store->degree(hit.entity, Direction::kBoth)),
                 hit.entity.print('Q')});
  }
  writer->finish();
  return hits.empty() ? 1 : 0;
}

}  // namespace guanxi::cli
