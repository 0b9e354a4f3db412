// guanxi components and guanxi communities: which groups the graph falls into.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <utility>

#include "query/analysis/groups.h"
#include "tools/commands/commands.h"
#include "tools/commands/graph_query.h"

namespace guanxi::cli {
namespace {

constexpr std::size_t kNamed = 5;  // members whose names stand for a group

Options& add_shared(Options& options) {
  options.flag("contacts", "only relations that are contacts")
      .flag("members", "a row for each member instead of one for each group");
  add_filter(options);
  return options.store().format().limit(20).operands(0, 0);
}

// Members of one group, those with most statements first.
std::vector<std::pair<std::uint64_t, StoredEntity>> by_weight(const Snapshot& snapshot,
                                                              const std::vector<Id>& group) {
  std::vector<std::pair<std::uint64_t, Id>> weights;
  for (const Id id : group) weights.emplace_back(snapshot.degree(id, Direction::kBoth), id);
  std::sort(weights.begin(), weights.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  std::vector<std::pair<std::uint64_t, StoredEntity>> members;
  for (const auto& [weight, id] : weights) {
    members.emplace_back(weight, snapshot.entity(id).value_or(StoredEntity{id, {}, {}}));
  }
  return members;
}

void print_members(const Snapshot& snapshot, const Groups& groups, std::size_t shown, RowWriter& writer) {
  for (std::size_t at = 0; at < shown; ++at) {
    for (const auto& [weight, member] : by_weight(snapshot, groups[at])) {
      writer.row({static_cast<std::int64_t>(at + 1), member.entity.name, member.entity.kind,
                  static_cast<std::int64_t>(weight), member.id.print('Q')});
    }
  }
}

void print_groups(const Snapshot& snapshot, const Groups& groups, std::size_t shown, RowWriter& writer) {
  for (std::size_t at = 0; at < shown; ++at) {
    std::string names;
    const auto members = by_weight(snapshot, groups[at]);
    for (std::size_t i = 0; i < std::min(kNamed, members.size()); ++i) {
      names += (i == 0 ? "" : ", ") + members[i].second.entity.name;
    }
    writer.row({static_cast<std::int64_t>(at + 1), static_cast<std::int64_t>(groups[at].size()), names});
  }
}

int print(const Arguments& arguments, const Snapshot& snapshot, const Groups& groups) {
  const std::uint64_t limit = arguments.number("limit", 20);
  const std::size_t shown = limit == 0 ? groups.size() : std::min<std::size_t>(limit, groups.size());
  const bool members = arguments.has("members");
  const auto writer =
      make_row_writer(arguments.format(),
                      members ? std::vector<std::string>{"group", "name", "kind", "statements", "id"}
                              : std::vector<std::string>{"group", "size", "members"},
                      std::cout, arguments.layout());
  members ? print_members(snapshot, groups, shown, *writer) : print_groups(snapshot, groups, shown, *writer);
  writer->finish();
  tell_more(groups.size() - shown);
  return groups.empty() ? 1 : 0;
}

}  // namespace

int run_components(int argc, char** argv) {
  Options options(
      "components", "",
      "The parts of the graph between which there is no path, the largest first. --directed: entities that "
      "reach each other along statements from subject to object.");
  options.flag("directed", "strongly connected components");
  const auto arguments = add_shared(options).parse(argc, argv);
  if (!arguments) return 0;
  const AskedStore store = open_asked_store(*arguments);
  const WholeGraph graph(*arguments, store);
  return print(
      *arguments, *store,
      arguments->has("directed") ? strong_components(graph.memory, graph.filter) : components(graph.pairs));
}

int run_communities(int argc, char** argv) {
  Options options(
      "communities", "",
      "Groups that have more to do with each other than with the rest (Louvain's method), the largest "
      "first. The same content gives the same groups.");
  options.value("resolution", "PERCENT", "more: smaller groups; less: larger ones (default: 100)");
  const auto arguments = add_shared(options).parse(argc, argv);
  if (!arguments) return 0;
  const AskedStore store = open_asked_store(*arguments);
  const WholeGraph graph(*arguments, store);
  const double resolution = static_cast<double>(arguments->number("resolution", 100, 1, 10'000)) / 100;
  const Communities found = communities(graph.pairs, resolution);
  const int status = print(*arguments, *store, found.groups);
  std::cerr << fmt::format("{} communities, modularity {:.4f}\n", found.groups.size(), found.modularity);
  return status;
}

}  // namespace guanxi::cli
