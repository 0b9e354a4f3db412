// guanxi export: the graph, or a part of it, in the formats of other programs.
#include <algorithm>
#include <iostream>

#include "extract/statement/error.h"
#include "graph/view/store_graph.h"
#include "query/analysis/neighbourhood.h"
#include "tools/commands/asked_store.h"
#include "tools/commands/commands.h"
#include "tools/commands/graph_options.h"
#include "tools/commands/graph_output.h"
#include "tools/commands/name_reader.h"

namespace guanxi::cli {
namespace {

constexpr std::uint64_t kEvidenceByDefault =
    100'000;  // statements of a store up to which edges name their evidence

std::optional<Arguments> parse(int argc, char** argv) {
  Options options("export", "",
                  "Writes the graph, or the part of it that the filters leave, as " + graph_formats() +
                      ". GraphML opens in Gephi, NetworkX, igraph and Cytoscape; GEXF in Gephi with a "
                      "timeline.");
  options.value("format,f", "FORMAT", graph_formats())
      .value("output,o", "PATH", "a file, or a folder for csv (default: standard output)")
      .value("edges", "WORD",
             "what an edge is: relations (default: one for each subject, relation and object, weighted), "
             "statements "
             "(each occurrence) or pairs (one for two entities, without direction)")
      .repeated("around", "NAME", "only what stands around NAME")
      .value("hops", "N", "how far around (default: 1)")
      .flag("contacts", "only relations that are contacts")
      .flag("isolated", "also entities that no edge leads to")
      .flag("evidence,e", "document and line of every statement, also on a large store, where it takes long")
      .flag("no-evidence", "leave document and line of statements out");
  add_filter(options);
  options.store();
  add_budget(options);
  return options.parse(argc, argv);
}

EdgeGrouping edges_of(const Arguments& arguments) {
  const std::string word = arguments.text("edges", "relations");
  if (word == "relations") return EdgeGrouping::kRelations;
  if (word == "statements") return EdgeGrouping::kStatements;
  if (word == "pairs") return EdgeGrouping::kPairs;
  throw Error(ErrorKind::kUsage, "--edges takes relations, statements or pairs, not '" + word + "'");
}

// On a large store only where it is asked for: each piece of evidence is looked up in its document.
bool evidence_wanted(const Arguments& arguments, const Snapshot& snapshot, std::string_view format) {
  if (arguments.has("evidence") || arguments.has("no-evidence")) return arguments.has("evidence");
  const bool affordable = snapshot.counts().statements <= kEvidenceByDefault || arguments.has("around");
  if (!affordable && !is_statement_format(format)) {
    std::cerr << "guanxi: document and line of statements are left out; --evidence writes them\n";
  }
  return affordable;
}

// Everybody within reach of one of the names, sorted.
std::vector<Id> surroundings(const Arguments& arguments, const AskedStore& store, const EdgeFilter& filter) {
  const StoreGraph graph(store.snapshot);
  std::vector<Id> within;
  for (const Id centre : NameReader(*store, arguments).all(arguments.list("around"))) {
    NeighbourhoodQuery query;
    query.centre = centre;
    query.hops = static_cast<std::uint32_t>(arguments.number("hops", 1, 1, 1000));
    query.filter = filter;
    const Neighbourhood found = find_neighbourhood(graph, query, budget_of(arguments));
    tell_cut(found.cut);
    within.push_back(centre);
    for (const NeighbourhoodMember& member : found.members) within.push_back(member.entity.id);
  }
  std::sort(within.begin(), within.end());
  within.erase(std::unique(within.begin(), within.end()), within.end());
  return within;
}

}  // namespace

int run_export(int argc, char** argv) {
  const auto arguments = parse(argc, argv);
  if (!arguments) return 0;
  const std::string format = arguments->text("format", "graphml");
  if (!is_graph_format(format)) {
    throw Error(ErrorKind::kUsage, "--format takes " + graph_formats() + ", not '" + format + "'");
  }
  const AskedStore store = open_asked_store(*arguments);
  ExportSelection selection;
  selection.filter = filter_of(*arguments, *store);
  // A format of statements loses nothing unless it is asked to.
  if (is_statement_format(format) && !arguments->has("factuality")) {
    selection.filter.planned = selection.filter.negated = selection.filter.claimed = true;
  }
  selection.filter.contacts_only = arguments->has("contacts");
  selection.edges = edges_of(*arguments);
  selection.isolated = arguments->has("isolated");
  selection.evidence = evidence_wanted(*arguments, *store, format);
  if (arguments->has("around")) selection.within = surroundings(*arguments, store, selection.filter);
  return write_graph(*store, selection, format, arguments->text("output"));
}

}  // namespace guanxi::cli
