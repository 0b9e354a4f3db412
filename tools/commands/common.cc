// guanxi common: whom two entities both had to do with.
#include "query/analysis/common.h"

#include <iostream>

#include "extract/statement/day_text.h"
#include "tools/commands/asked_store.h"
#include "tools/commands/commands.h"
#include "tools/commands/graph_options.h"
#include "tools/commands/name_reader.h"

namespace guanxi::cli {
namespace {

std::string list(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace

int run_common(int argc, char** argv) {
  Options options("common", "A B", "Whom A and B both had to do with, the best tied first.");
  options.flag("contacts", "only relations that are contacts");
  add_filter(options);
  options.store().format().limit(100).operands(2, 2);
  const auto arguments = options.parse(argc, argv);
  if (!arguments) return 0;
  const AskedStore store = open_asked_store(*arguments);
  const NameReader names(*store, *arguments);
  EdgeFilter filter = filter_of(*arguments, *store);
  filter.contacts_only = arguments->has("contacts");
  const auto found = find_common(StoreGraph(store.snapshot), names.one(arguments->operands()[0]).id,
                                 names.one(arguments->operands()[1]).id, filter);
  const auto writer = make_row_writer(arguments->format(),
                                      {"name", "kind", "with_a", "relations_a", "first_a", "last_a", "with_b",
                                       "relations_b", "first_b", "last_b", "id"},
                                      std::cout, arguments->layout());
  const std::uint64_t limit = arguments->number("limit", 100);
  const std::size_t shown = limit == 0 ? found.size() : std::min<std::size_t>(limit, found.size());
  for (std::size_t at = 0; at < shown; ++at) {
    const CommonNeighbour& entry = found[at];
    writer->row({entry.entity.entity.name, entry.entity.entity.kind, static_cast<std::int64_t>(entry.with_a),
                 list(entry.relations_a), text_or_null(print_first(entry.days_a)),
                 text_or_null(print_last(entry.days_a)), static_cast<std::int64_t>(entry.with_b),
                 list(entry.relations_b), text_or_null(print_first(entry.days_b)),
                 text_or_null(print_last(entry.days_b)), entry.entity.id.print('Q')});
  }
  writer->finish();
  tell_more(found.size() - shown);
  return found.empty() ? 1 : 0;
}

}  // namespace guanxi::cli
