// guanxi diff: where two documents, or two stores, agree and differ.
#include "query/diff/diff.h"

#include <fmt/format.h>

#include <filesystem>
#include <iostream>

#include "extract/statement/error.h"
#include "tools/commands/asked_store.h"
#include "tools/commands/commands.h"
#include "tools/commands/graph_options.h"

namespace guanxi::cli {
namespace {

std::optional<Arguments> parse(int argc, char** argv) {
  Options options(
      "diff", "A B",
      "Where two documents of the store agree, differ (the same contact with another date, name, office or "
      "relation) and stand alone. Where A and B are stores themselves, all that they hold is compared.");
  options.flag("all", "also what agrees").flag("contacts", "only relations that are contacts");
  add_filter(options);
  options.store().format().evidence().operands(2, 2);
  return options.parse(argc, argv);
}

// The store's document of that path, or the only one whose path ends with it.
std::string document_named(const Snapshot& snapshot, const std::string& name) {
  if (snapshot.document(name)) return name;
  std::vector<std::string> found;
  for (const StoredDocument& document : snapshot.documents()) {
    if (document.path.size() > name.size() && document.path.ends_with(name)) found.push_back(document.path);
  }
  if (found.size() == 1) return found.front();
  throw Error(ErrorKind::kNotFound, found.empty()
                                        ? fmt::format("there is no document {} in the store", name)
                                        : fmt::format("{} may be {} or {}", name, found[0], found[1]));
}

// What passes the filter.
std::vector<ToldStatement> narrowed(std::vector<ToldStatement> told, const Snapshot& snapshot,
                                    const EdgeFilter& filter) {
  const BoundFilter bound(snapshot, filter);
  std::erase_if(told, [&](const ToldStatement& entry) {
    return !bound.passes(StoredStatement{{}, entry.statement, entry.days}) ||
           !bound.admits_kind(entry.subject.kind) || !bound.admits_kind(entry.object.kind);
  });
  return told;
}

EdgeFilter filter_for(const Arguments& arguments, const Snapshot& snapshot) {
  EdgeFilter filter = filter_of(arguments, snapshot);
  if (!arguments.has("factuality")) filter.planned = filter.negated = filter.claimed = true;
  filter.contacts_only = arguments.has("contacts");
  return filter;
}

std::string tell(const ToldStatement* told) {
  if (told == nullptr) return "";
  const Statement& statement = told->statement;
  std::string text = fmt::format("{} {} {} {}", statement.time.empty() ? "?" : statement.time,
                                 told->subject.name, statement.relation, told->object.name);
  if (!statement.office.empty()) text += fmt::format(" [{}]", statement.office);
  if (statement.factuality != Factuality::kAsserted)
    text += fmt::format(" ({})", to_string(statement.factuality));
  if (!statement.claimed_by.empty()) text += fmt::format(" (claimed by {})", statement.claimed_by);
  return text;
}

Cell line_of(const ToldStatement* told) {
  return told == nullptr ? Cell() : Cell(static_cast<std::int64_t>(told->evidence.line));
}

Cell quote_of(const ToldStatement* told) {
  return told == nullptr ? Cell() : Cell(told->evidence.text);
}

int print(const Arguments& arguments, const std::vector<DiffRow>& rows) {
  const bool evidence = arguments.has("evidence");
  std::vector<std::string> columns = {"difference", "a", "line_a", "b", "line_b"};
  if (evidence) columns.insert(columns.end(), {"quote_a", "quote_b"});
  const auto writer = make_row_writer(arguments.format(), columns, std::cout, arguments.layout());
  for (const DiffRow& row : rows) {
    if (row.difference == Difference::kAgree && !arguments.has("all")) continue;
    Row cells = {std::string(to_string(row.difference)), text_or_null(tell(row.a)), line_of(row.a),
                 text_or_null(tell(row.b)), line_of(row.b)};
    if (evidence) cells.insert(cells.end(), {quote_of(row.a), quote_of(row.b)});
    writer->row(cells);
  }
  writer->finish();
  const DiffCounts counts = count(rows);
  std::cerr << fmt::format("{} agree, {} differ, {} only in A, {} only in B\n", counts.agree, counts.differ,
                           counts.only_a, counts.only_b);
  return counts.differ + counts.only_a + counts.only_b > 0 ? 0 : 1;
}

bool is_store(const std::string& path) {
  return std::filesystem::exists(std::filesystem::path(path) / "CURRENT");
}

}  // namespace

int run_diff(int argc, char** argv) {
  const auto arguments = parse(argc, argv);
  if (!arguments) return 0;
  const std::string& a = arguments->operands()[0];
  const std::string& b = arguments->operands()[1];
  if (is_store(a) && is_store(b)) {
    const auto store_a = Store::open(a, Store::Mode::kReadOnly);
    const auto store_b = Store::open(b, Store::Mode::kReadOnly);
    const auto of_a = store_a->snapshot();
    const auto of_b = store_b->snapshot();
    const auto told_a = narrowed(told_by(*of_a), *of_a, filter_for(*arguments, *of_a));
    const auto told_b = narrowed(told_by(*of_b), *of_b, filter_for(*arguments, *of_b));
    return print(*arguments, diff(told_a, told_b, of_a->ontology()));
  }
  const AskedStore store = open_asked_store(*arguments);
  const EdgeFilter filter = filter_for(*arguments, *store);
  const auto told_a = narrowed(told_by(*store, document_named(*store, a)), *store, filter);
  const auto told_b = narrowed(told_by(*store, document_named(*store, b)), *store, filter);
  return print(*arguments, diff(told_a, told_b, store->ontology()));
}

}  // namespace guanxi::cli
