// guanxi path: how two entities are connected.
#include <fmt/format.h>

#include <iostream>

#include "extract/statement/error.h"
#include "graph/view/store_graph.h"
#include "query/paths/path_query.h"
#include "tools/commands/asked_store.h"
#include "tools/commands/batch_file.h"
#include "tools/commands/commands.h"
#include "tools/commands/graph_options.h"
#include "tools/commands/name_reader.h"

namespace guanxi::cli {
namespace {

std::optional<Arguments> parse(int argc, char** argv) {
  Options options(
      "path", "A B",
      "How A and B are connected: any shortest path, all of them, or the K shortest without a repeated "
      "entity. --chronological: each step no earlier than the one before, so that a message could have "
      "gone that way; a statement with an uncertain time gets the benefit of the doubt, one without a "
      "time is left out unless --undated is given.");
  options.flag("all", "all shortest paths (ALL SHORTEST)")
      .value("shortest,k", "K", "the K shortest paths (SHORTEST K)")
      .flag("by-contacts", "a tie of n statements is 1/n long: frequent contacts are near")
      .flag("directed", "follow statements from subject to object only")
      .repeated("via", "NAME", "pass by NAME; repeat for several, in order")
      .repeated("avoid", "NAME", "go round NAME")
      .flag("chronological", "no step earlier than the one before; fewest steps")
      .flag("earliest", "chronological, with the earliest arrival")
      .flag("undated", "chronological paths may use statements without a time")
      .flag("contacts", "only relations that are contacts")
      .value("batch", "FILE", "answer each line A TAB B of FILE (- for standard input)");
  add_filter(options);
  options.store().format().evidence().operands(0, 2);
  add_budget(options);
  return options.parse(argc, argv);
}

PathQuery::Chronological chronological_of(const Arguments& arguments) {
  if (arguments.has("earliest")) return PathQuery::Chronological::kEarliestArrival;
  return arguments.has("chronological") ? PathQuery::Chronological::kFewestHops
                                        : PathQuery::Chronological::kNo;
}

// Everything but the two ends.
PathQuery query_of(const Arguments& arguments, const Snapshot& snapshot, const NameReader& names) {
  PathQuery query;
  query.which = arguments.has("all") ? PathQuery::Which::kAll : PathQuery::Which::kAny;
  if (arguments.has("shortest")) {
    if (arguments.has("all")) throw Error(ErrorKind::kUsage, "--all and --shortest exclude each other");
    query.which = PathQuery::Which::kShortest;
    query.k = arguments.number("shortest", 1, 1, 100'000);
  }
  query.length = arguments.has("by-contacts") ? PathQuery::Length::kContacts : PathQuery::Length::kHops;
  query.chronological = chronological_of(arguments);
  query.directed = arguments.has("directed");
  query.undated = arguments.has("undated");
  for (const std::string& name : arguments.list("via")) query.via.push_back(names.one(name).id);
  query.avoid = names.all(arguments.list("avoid"));
  query.filter = filter_of(arguments, snapshot);
  query.filter.contacts_only = arguments.has("contacts");
  query.evidence = arguments.has("evidence");
  return query;
}

class PathPrinter {
 public:
  PathPrinter(const Snapshot& snapshot, const PathQuery& query, bool batch, const Arguments& arguments)
      : snapshot_(snapshot), evidence_(query.evidence), batch_(batch) {
    chronological_ = query.chronological != PathQuery::Chronological::kNo;
    std::vector<std::string> columns;
    if (batch) columns = {"source", "target"};
    for (const char* name : {"path", "step", "date", "from", "how", "to", "statements"})
      columns.emplace_back(name);
    if (chronological_) columns.emplace_back("earliest");
    if (evidence_) {
      for (std::string& name : evidence_columns()) columns.push_back(std::move(name));
    }
    writer_ = make_row_writer(arguments.format(), columns, std::cout, arguments.layout());
  }

  void print(std::string_view source, std::string_view target, const PathAnswer& answer) {
    std::int64_t number = 0;
    for (const Path& path : answer.paths) {
      ++number;
      std::int64_t step = 0;
      for (const Hop& hop : path.hops) print_hop(source, target, number, ++step, hop);
    }
  }

  void finish() { writer_->finish(); }

 private:
  void print_hop(std::string_view source, std::string_view target, std::int64_t path, std::int64_t step,
                 const Hop& hop) {
    Row row;
    if (batch_) row = {std::string(source), std::string(target)};
    const Statement& statement = hop.stored.statement;
    row.insert(row.end(), {path, step, text_or_null(statement.time), name(hop.from), how(hop), name(hop.to),
                           static_cast<std::int64_t>(hop.statements)});
    if (chronological_) row.push_back(hop.earliest ? Cell(print_day(*hop.earliest)) : Cell());
    if (!evidence_) return writer_->row(row);
    if (hop.evidence.empty()) append_evidence(nullptr, row);
    for (const StoredEvidence& evidence : hop.evidence) {
      Row with_evidence = row;
      append_evidence(&evidence, with_evidence);
      writer_->row(with_evidence);
    }
  }

  Cell name(Id id) const {
    const auto stored = snapshot_.entity(id);
    return stored ? stored->entity.name : id.print('Q');
  }

  // "phoned", or "<- wrote_to" where the statement runs against the way of the path.
  std::string how(const Hop& hop) const {
    const Statement& statement = hop.stored.statement;
    const RelationDeclaration* relation = snapshot_.ontology().relation(statement.relation);
    std::string text = statement.relation;
    if (!hop.forward && (relation == nullptr || relation->directed)) text = "<- " + text;
    if (!statement.claimed_by.empty()) text += fmt::format(" (claimed by {})", statement.claimed_by);
    return text;
  }

  const Snapshot& snapshot_;
  bool evidence_;
  bool batch_;
  bool chronological_ = false;
  std::unique_ptr<RowWriter> writer_;
};

// To people who see an empty table; programs have the exit status.
void tell_outcome(const PathAnswer& answer, std::string_view source, std::string_view target) {
  tell_cut(answer.cut);
  if (answer.paths.empty() && answer.cut.empty())
    std::cerr << fmt::format("guanxi: no such path from {} to {}\n", source, target);
}

int run_one(const Arguments& arguments, const AskedStore& store, const NameReader& names, PathQuery query) {
  if (arguments.operands().size() != 2)
    throw Error(ErrorKind::kUsage, "guanxi path takes two names; see guanxi help path");
  const StoredEntity source = names.one(arguments.operands()[0]);
  const StoredEntity target = names.one(arguments.operands()[1]);
  query.source = source.id;
  query.target = target.id;
  const PathAnswer answer = find_paths(StoreGraph(store.snapshot), query, budget_of(arguments));
  PathPrinter printer(*store, query, false, arguments);
  printer.print(source.entity.name, target.entity.name, answer);
  printer.finish();
  tell_outcome(answer, source.entity.name, target.entity.name);
  return answer.paths.empty() ? 1 : 0;
}

int run_batch(const Arguments& arguments, const AskedStore& store, const NameReader& names, PathQuery query) {
  if (!arguments.operands().empty()) throw Error(ErrorKind::kUsage, "--batch takes the names from its file");
  PathPrinter printer(*store, query, true, arguments);
  StoreGraph graph(store.snapshot);
  bool any = false;
  BatchFile batch(arguments.text("batch"), 2);
  while (const auto ends = batch.next()) {
    if (graph.rows() > kRowsKept) graph.clear();
    batch.answer([&] {
      query.source = names.one((*ends)[0]).id;
      query.target = names.one((*ends)[1]).id;
      const PathAnswer answer = find_paths(graph, query, budget_of(arguments));
      printer.print((*ends)[0], (*ends)[1], answer);
      tell_outcome(answer, (*ends)[0], (*ends)[1]);
      any = any || !answer.paths.empty();
    });
  }
  printer.finish();
  return any ? 0 : 1;
}

}  // namespace

int run_path(int argc, char** argv) {
  const auto arguments = parse(argc, argv);
  if (!arguments) return 0;
  const AskedStore store = open_asked_store(*arguments);
  const NameReader names(*store, *arguments);
  PathQuery query = query_of(*arguments, *store, names);
  return arguments->has("batch") ? run_batch(*arguments, store, names, std::move(query))
                                 : run_one(*arguments, store, names, std::move(query));
}

}  // namespace guanxi::cli
