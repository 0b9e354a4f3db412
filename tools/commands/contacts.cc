// guanxi contacts: who contacted whom, when, how, and at whose wish.
#include "query/contacts/contacts.h"

#include <iostream>

#include "extract/statement/error.h"
#include "query/names/resolve.h"
#include "tools/commands/asked_store.h"
#include "tools/commands/commands.h"
#include "tools/commands/graph_options.h"
#include "tools/commands/name_reader.h"

namespace guanxi::cli {
namespace {

std::optional<Arguments> parse(int argc, char** argv) {
  Options options(
      "contacts", "[NAME...]",
      "Who contacted whom, when, how, and at whose wish, in the order of time. NAMEs: contacts in which "
      "one of them takes part.");
  options.repeated("who", "NAME", "who contacts; either side where the relation has no direction")
      .repeated("whom", "NAME", "who is contacted")
      .value("between", "A,B", "contacts of A and B with each other")
      .repeated("how", "RELATION", "the same as --relation")
      .repeated("country", "NAME", "a side is the country or holds an office in it");
  add_filter(options);
  options.store().format().evidence().limit(0).operands(0);
  add_budget(options);
  return options.parse(argc, argv);
}

void set_sides(const Arguments& arguments, const NameReader& names, ContactQuery& query) {
  query.who = names.all(arguments.list("who"));
  query.whom = names.all(arguments.list("whom"));
  query.countries = names.all(arguments.list("country"));
  query.of = names.all(arguments.operands());
  if (!arguments.has("between")) return;
  const auto ends = split_list({arguments.text("between")});
  if (ends.size() != 2 || !query.of.empty()) {
    throw Error(ErrorKind::kUsage,
                "--between takes two names with a comma, as --between A,B, and no name besides");
  }
  query.of = names.all({ends[0]});
  query.and_of = names.all({ends[1]});
}

ContactQuery query_of(const Arguments& arguments, const Snapshot& snapshot) {
  ContactQuery query;
  query.filter = filter_of(arguments, snapshot);
  for (const std::string& word : split_list(arguments.list("how"))) {
    query.filter.relations.push_back(resolve_relation(snapshot.ontology(), word));
  }
  set_sides(arguments, NameReader(snapshot, arguments), query);
  query.evidence = arguments.has("evidence");
  query.limit = arguments.number("limit", 0);
  return query;
}

std::vector<std::string> columns(const ContactQuery& query) {
  std::vector<std::string> names = {"date", "who", "how", "whom", "initiator", "factuality"};
  if (query.filter.claimed) names.emplace_back("claimed_by");
  if (query.evidence) {
    for (std::string& name : evidence_columns()) names.push_back(std::move(name));
  }
  return names;
}

void write_row(const ContactQuery& query, const ContactRow& found, RowWriter& writer) {
  const StoredEntity* initiator = initiator_of(found);
  Row row = {text_or_null(found.time),
             found.who->entity.name,
             found.relation,
             found.whom->entity.name,
             initiator != nullptr ? text_or_null(initiator->entity.name) : Cell(),
             std::string(to_string(found.factuality))};
  if (query.filter.claimed) row.push_back(text_or_null(found.claimed_by));
  if (!query.evidence) return writer.row(row);
  for (const StoredEvidence& evidence : found.evidence) {
    Row with_evidence = row;
    append_evidence(&evidence, with_evidence);
    writer.row(with_evidence);
  }
}

}  // namespace

int run_contacts(int argc, char** argv) {
  const auto arguments = parse(argc, argv);
  if (!arguments) return 0;
  const OutputFormat format = arguments->format();
  const AskedStore store = open_asked_store(*arguments);
  const ContactQuery query = query_of(*arguments, *store);
  const ContactAnswer answer = find_contacts(*store, query, budget_of(*arguments));
  const auto writer = make_row_writer(format, columns(query), std::cout, arguments->layout());
  for (const ContactRow& row : answer.rows) write_row(query, row, *writer);
  writer->finish();
  tell_more(answer.more);
  tell_cut(answer.cut);
  return answer.rows.empty() ? 1 : 0;
}

}  // namespace guanxi::cli
