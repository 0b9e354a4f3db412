// guanxi neighbours: who stands around an entity.
#include <algorithm>
#include <iostream>

#include "extract/statement/day_text.h"
#include "extract/statement/error.h"
#include "graph/view/store_graph.h"
#include "query/analysis/neighbourhood.h"
#include "tools/commands/asked_store.h"
#include "tools/commands/batch_file.h"
#include "tools/commands/commands.h"
#include "tools/commands/graph_options.h"
#include "tools/commands/graph_output.h"
#include "tools/commands/name_reader.h"

namespace guanxi::cli {
namespace {

std::optional<Arguments> parse(int argc, char** argv) {
  Options options(
      "neighbours", "NAME",
      "Who stands around NAME, the closest and best tied first. With --format graphml, gexf, dot, "
      "svg, turtle or nquads it writes the neighbourhood as a graph.");
  options.value("hops", "N", "how far to go (default: 1)")
      .value("direction", "WORD", "out (NAME is the subject), in or both (default)")
      .flag("contacts", "only relations that are contacts")
      .value("batch", "FILE", "answer for the name on each line of FILE (- for standard input)")
      .value("output,o", "PATH", "where a graph is written to (default: standard output)");
  add_filter(options);
  options.store().format().limit(100).operands(0, 1);
  add_budget(options);
  return options.parse(argc, argv);
}

Direction direction_of(const Arguments& arguments) {
  const std::string word = arguments.text("direction", "both");
  if (word == "both") return Direction::kBoth;
  if (word == "out") return Direction::kOut;
  if (word == "in") return Direction::kIn;
  throw Error(ErrorKind::kUsage, "--direction takes out, in or both, not '" + word + "'");
}

NeighbourhoodQuery query_of(const Arguments& arguments, const Snapshot& snapshot) {
  NeighbourhoodQuery query;
  query.hops = static_cast<std::uint32_t>(arguments.number("hops", 1, 1, 1000));
  query.direction = direction_of(arguments);
  query.filter = filter_of(arguments, snapshot);
  query.filter.contacts_only = arguments.has("contacts");
  query.limit = arguments.number("limit", 100);
  return query;
}

class NeighbourPrinter {
 public:
  NeighbourPrinter(const Snapshot& snapshot, const NeighbourhoodQuery& query, bool batch,
                   const Arguments& arguments)
      : snapshot_(snapshot), far_(query.hops > 1), batch_(batch) {
    std::vector<std::string> columns;
    if (batch) columns.emplace_back("of");
    if (far_) columns.emplace_back("hops");
    for (const char* name : {"name", "kind", "relations", "statements", "first", "last"})
      columns.emplace_back(name);
    if (far_) columns.emplace_back("through");
    columns.emplace_back("id");
    writer_ = make_row_writer(arguments.format(), columns, std::cout, arguments.layout());
  }

  void print(std::string_view of, const Neighbourhood& found) {
    for (const NeighbourhoodMember& member : found.members) {
      Row row;
      if (batch_) row.emplace_back(std::string(of));
      if (far_) row.emplace_back(static_cast<std::int64_t>(member.hops));
      row.insert(row.end(), {member.entity.entity.name, member.entity.entity.kind, list(member.relations),
                             static_cast<std::int64_t>(member.statements),
                             text_or_null(print_first(member.days)), text_or_null(print_last(member.days))});
      if (far_) row.push_back(name(member.through));
      row.emplace_back(member.entity.id.print('Q'));
      writer_->row(row);
    }
    tell_more(found.more);
    tell_cut(found.cut);
  }

  void finish() { writer_->finish(); }

 private:
  static std::string list(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
  }

  Cell name(Id id) const {
    const auto stored = snapshot_.entity(id);
    return stored ? stored->entity.name : id.print('Q');
  }

  const Snapshot& snapshot_;
  bool far_;
  bool batch_;
  std::unique_ptr<RowWriter> writer_;
};

int write_neighbourhood(const Arguments& arguments, const Snapshot& snapshot, const NeighbourhoodQuery& query,
                        const Neighbourhood& found) {
  ExportSelection selection;
  selection.filter = query.filter;
  selection.filter.kinds.clear();  // the members are chosen already, and the centre may be of any kind
  selection.within.emplace({query.centre});
  for (const NeighbourhoodMember& member : found.members) selection.within->push_back(member.entity.id);
  std::sort(selection.within->begin(), selection.within->end());
  tell_more(found.more);
  tell_cut(found.cut);
  return write_graph(snapshot, selection, arguments.text("format"), arguments.text("output"));
}

int run_batch(const Arguments& arguments, const AskedStore& store, const NameReader& names,
              NeighbourhoodQuery query) {
  if (!arguments.operands().empty()) throw Error(ErrorKind::kUsage, "--batch takes the names from its file");
  NeighbourPrinter printer(*store, query, true, arguments);
  StoreGraph graph(store.snapshot);
  bool any = false;
  BatchFile batch(arguments.text("batch"), 1);
  while (const auto line = batch.next()) {
    if (graph.rows() > kRowsKept) graph.clear();
    batch.answer([&] {
      query.centre = names.one(line->front()).id;
      const Neighbourhood found = find_neighbourhood(graph, query, budget_of(arguments));
      printer.print(line->front(), found);
      any = any || !found.members.empty();
    });
  }
  printer.finish();
  return any ? 0 : 1;
}

}  // namespace

int run_neighbours(int argc, char** argv) {
  const auto arguments = parse(argc, argv);
  if (!arguments) return 0;
  // csv and jsonl are formats of rows here.
  const std::string format = arguments->text("format");
  const bool graph = is_graph_format(format) && format != "csv" && format != "jsonl";
  if (!graph) arguments->format();
  const AskedStore store = open_asked_store(*arguments);
  const NameReader names(*store, *arguments);
  NeighbourhoodQuery query = query_of(*arguments, *store);
  if (arguments->has("batch")) return run_batch(*arguments, store, names, query);
  if (arguments->operands().empty()) throw Error(ErrorKind::kUsage, "guanxi neighbours needs a name");
  const StoredEntity centre = names.one(arguments->operands().front());
  query.centre = centre.id;
  if (graph && !arguments->has("limit")) query.limit = 0;
  const Neighbourhood found = find_neighbourhood(StoreGraph(store.snapshot), query, budget_of(*arguments));
  if (graph) return write_neighbourhood(*arguments, *store, query, found);
  NeighbourPrinter printer(*store, query, false, *arguments);
  printer.print(centre.entity.name, found);
  printer.finish();
  return found.members.empty() ? 1 : 0;
}

}  // namespace guanxi::cli
