// guanxi timeline: what is stated of an entity, in the order of time.
#include "query/analysis/timeline.h"

#include <iostream>

#include "tools/commands/asked_store.h"
#include "tools/commands/commands.h"
#include "tools/commands/graph_options.h"
#include "tools/commands/name_reader.h"

namespace guanxi::cli {
namespace {

void print(const TimelineEntry& entry, const std::string& name, bool evidence, RowWriter& writer) {
  const Statement& statement = entry.stored.statement;
  const std::string& other = entry.other.entity.name;
  const Row row = {text_or_null(statement.time),
                   entry.outgoing ? name : other,
                   statement.relation,
                   entry.outgoing ? other : name,
                   text_or_null(statement.office),
                   std::string(to_string(statement.factuality)),
                   text_or_null(statement.claimed_by)};
  if (!evidence) return writer.row(row);
  for (const StoredEvidence& found : entry.evidence) {
    Row with_evidence = row;
    append_evidence(&found, with_evidence);
    writer.row(with_evidence);
  }
}

}  // namespace

int run_timeline(int argc, char** argv) {
  Options options("timeline", "NAME",
                  "What is stated of NAME, in the order of time; what has no time comes last.");
  options.flag("contacts", "only relations that are contacts");
  add_filter(options);
  options.store().format().evidence().limit(0).operands(1, 1);
  add_budget(options);
  const auto arguments = options.parse(argc, argv);
  if (!arguments) return 0;
  const AskedStore store = open_asked_store(*arguments);
  const StoredEntity entity = NameReader(*store, *arguments).one(arguments->operands().front());
  EdgeFilter filter = filter_of(*arguments, *store);
  filter.contacts_only = arguments->has("contacts");
  const bool evidence = arguments->has("evidence");
  const Timeline found = find_timeline(*store, entity.id, filter, evidence, arguments->number("limit", 0),
                                       budget_of(*arguments));
  std::vector<std::string> columns = {"date",   "subject",    "relation",  "object",
                                      "office", "factuality", "claimed_by"};
  if (evidence) {
    for (std::string& name : evidence_columns()) columns.push_back(std::move(name));
  }
  const auto writer = make_row_writer(arguments->format(), columns, std::cout, arguments->layout());
  for (const TimelineEntry& entry : found.entries) print(entry, entity.entity.name, evidence, *writer);
  writer->finish();
  tell_more(found.more);
  tell_cut(found.cut);
  return found.entries.empty() ? 1 : 0;
}

}  // namespace guanxi::cli
