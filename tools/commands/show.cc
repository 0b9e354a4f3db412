// guanxi show: all that a store knows of an entity.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <map>

#include "query/names/resolve.h"
#include "tools/commands/asked_store.h"
#include "tools/commands/commands.h"
#include "tools/commands/options.h"

namespace guanxi::cli {
namespace {

// A name under which documents speak of the entity, by one rule: the log of its merges.
struct SeenName {
  std::uint64_t count = 0;
  std::uint64_t documents = 0;
  std::string first;  // document:line
};

struct Portrait {
  StoredEntity entity;
  Table names{{"name", "rule", "times", "documents", "first seen"}, {}};
  Table offices{{"office", "in", "time", "factuality", "evidences", "source"}, {}};
  Table relations{{"relation", "as", "statements"}, {}};
};

std::string source(const std::string& document, std::uint32_t line) {
  return fmt::format("{}:{}", document, line);
}

void add_names(const Snapshot& snapshot, Portrait& portrait) {
  std::map<std::pair<std::string, std::string>, SeenName> seen;
  for (const StoredNameUse& stored : snapshot.name_uses(portrait.entity.id)) {
    SeenName& name = seen[{stored.use.name, stored.use.rule}];
    name.count += stored.use.count;
    ++name.documents;
    if (name.first.empty()) name.first = source(stored.document, stored.use.line);
  }
  std::vector<std::pair<std::pair<std::string, std::string>, SeenName>> sorted(seen.begin(), seen.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second.count > b.second.count; });
  for (const auto& [name, use] : sorted) {
    portrait.names.rows.push_back({name.first, name.second, static_cast<std::int64_t>(use.count),
                                   static_cast<std::int64_t>(use.documents), use.first});
  }
}

void add_office(const Snapshot& snapshot, const StoredStatement& stored, Portrait& portrait) {
  std::vector<StoredEvidence> evidence = snapshot.evidence(stored.id);
  std::string first = evidence.empty() ? "" : source(evidence[0].document, evidence[0].evidence.line);
  std::optional<StoredEntity> body = snapshot.entity(stored.statement.object);
  portrait.offices.rows.push_back(
      {stored.statement.office, body ? body->entity.name : stored.statement.object.print('Q'),
       text_or_null(stored.statement.time), std::string(to_string(stored.statement.factuality)),
       static_cast<std::int64_t>(evidence.size()), first});
}

void add_statements(const Snapshot& snapshot, Portrait& portrait) {
  std::map<std::pair<std::string, bool>, std::int64_t> counts;
  for (const Neighbour& neighbour : snapshot.neighbours(portrait.entity.id, Direction::kBoth)) {
    ++counts[{snapshot.relation_name(neighbour.relation), !neighbour.outgoing}];
    if (!neighbour.outgoing) continue;
    std::optional<StoredStatement> stored = snapshot.statement(neighbour.statement);
    if (stored && !stored->statement.office.empty()) add_office(snapshot, *stored, portrait);
  }
  for (const auto& [key, count] : counts)
    portrait.relations.rows.push_back({key.first, std::string(key.second ? "object" : "subject"), count});
}

Portrait portray(const Snapshot& snapshot, StoredEntity entity) {
  Portrait portrait{std::move(entity)};
  add_names(snapshot, portrait);
  add_statements(snapshot, portrait);
  return portrait;
}

void print_section(std::string_view title, const Table& table, const TableLayout& layout) {
  if (table.rows.empty()) return;
  std::cout << fmt::format("\n{}\n\n", title);
  write_table(table, OutputFormat::kTable, std::cout, layout);
}

void print_portrait(const Portrait& portrait, const TableLayout& layout) {
  std::cout << fmt::format("{}  {}\n", describe(portrait.entity), portrait.entity.id.print('Q'));
  print_section("Names seen, and the rule that led each here", portrait.names, layout);
  print_section("Offices", portrait.offices, layout);
  print_section("Statements", portrait.relations, layout);
}

// The sections as rows of one table, for programs.
void write_rows(const Portrait& portrait, RowWriter& writer) {
  std::string id = portrait.entity.id.print('Q');
  auto null = std::monostate();
  for (const Row& row : portrait.names.rows)
    writer.row({id, "name", row[0], null, null, row[1], row[2], row[4]});
  for (const Row& row : portrait.offices.rows)
    writer.row({id, "office", row[0], row[1], row[2], row[3], row[4], row[5]});
  for (const Row& row : portrait.relations.rows)
    writer.row({id, "relation", row[0], null, null, row[1], row[2], null});
}

}  // namespace

int run_show(int argc, char** argv) {
  Options options("show", "NAME",
                  "What the store knows of an entity: the names under which documents speak of it and the "
                  "rule that led each\n"
                  "name to it, offices with their dates and sources, and its statements counted.");
  options.store().format().operands(1, 1);
  std::optional<Arguments> arguments = options.parse(argc, argv);
  if (!arguments) return 0;
  OutputFormat format = arguments->format();
  AskedStore store = open_asked_store(*arguments);
  std::vector<StoredEntity> entities = resolve_all(*store, arguments->operands().front(), {});
  if (format == OutputFormat::kTable) {
    for (std::size_t i = 0; i < entities.size(); ++i) {
      if (i > 0) std::cout << '\n';
      print_portrait(portray(*store, entities[i]), arguments->layout());
    }
    return 0;
  }
  auto writer =
      make_row_writer(format, {"id", "what", "name", "in", "time", "by", "count", "source"}, std::cout);
  for (const StoredEntity& entity : entities) write_rows(portray(*store, entity), *writer);
  writer->finish();
  return 0;
}

}  // namespace guanxi::cli
