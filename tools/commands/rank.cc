// guanxi rank: who stands in the middle of things.
#include "query/analysis/rank.h"

#include <fmt/format.h>

#include <iostream>

#include "extract/statement/error.h"
#include "query/analysis/timeline.h"
#include "tools/commands/commands.h"
#include "tools/commands/graph_query.h"

namespace guanxi::cli {
namespace {

std::optional<Arguments> parse(int argc, char** argv) {
  Options options("rank", "",
                  "Entities in the order of their standing in the graph, as a whole or in each period.");
  options
      .value(
          "by", "WORD",
          "degree (with how many others, default), contacts (how many statements), pagerank or betweenness")
      .value("period", "WORD", "a rank for each month or year")
      .flag("contacts", "only relations that are contacts");
  add_filter(options);
  options.store().format().limit(20).operands(0, 0);
  return options.parse(argc, argv);
}

RankBy by_of(const Arguments& arguments) {
  const std::string word = arguments.text("by", "degree");
  if (word == "degree") return RankBy::kDegree;
  if (word == "contacts") return RankBy::kContacts;
  if (word == "pagerank") return RankBy::kPagerank;
  if (word == "betweenness") return RankBy::kBetweenness;
  throw Error(ErrorKind::kUsage, "--by takes degree, contacts, pagerank or betweenness, not '" + word + "'");
}

// The months or years in which anything happens; one empty word for the whole.
std::vector<std::string> periods(const Arguments& arguments, const Snapshot& snapshot,
                                 const EdgeFilter& filter) {
  const std::string word = arguments.text("period");
  if (word.empty()) return {""};
  if (word != "month" && word != "year")
    throw Error(ErrorKind::kUsage, "--period takes month or year, not '" + word + "'");
  std::vector<std::string> found;
  std::uint64_t undated = 0;
  for (const Month& month : count_by_month(snapshot, filter, &undated)) {
    const std::string period =
        word == "month" ? month.month : month.month.substr(0, month.month.find('-', 1));
    if (month.statements > 0 && (found.empty() || found.back() != period)) found.push_back(period);
  }
  return found;
}

class RankPrinter {
 public:
  RankPrinter(const Snapshot& snapshot, const Arguments& arguments)
      : snapshot_(snapshot), by_(by_of(arguments)), limit_(arguments.number("limit", 20)) {
    std::vector<std::string> columns;
    if (arguments.has("period")) columns.emplace_back("period");
    for (const char* name : {"rank", "name", "kind", "score", "degree", "contacts", "id"})
      columns.emplace_back(name);
    writer_ = make_row_writer(arguments.format(), columns, std::cout, arguments.layout());
  }

  // Returns how many were ranked.
  std::size_t print(const std::string& period, const PairGraph& graph) {
    const std::vector<Ranked> ranked = rank(graph, by_);
    const std::size_t shown = limit_ == 0 ? ranked.size() : std::min<std::size_t>(limit_, ranked.size());
    for (std::size_t at = 0; at < shown; ++at) print_row(period, at + 1, ranked[at]);
    if (period.empty()) more_ = ranked.size() - shown;
    return ranked.size();
  }

  void finish() {
    writer_->finish();
    tell_more(more_);
  }

 private:
  void print_row(const std::string& period, std::size_t place, const Ranked& entry) {
    const auto stored = snapshot_.entity(entry.entity).value_or(StoredEntity{entry.entity, {}, {}});
    const bool whole = by_ == RankBy::kDegree || by_ == RankBy::kContacts;
    Row row;
    if (!period.empty()) row.emplace_back(period);
    row.insert(row.end(), {static_cast<std::int64_t>(place), stored.entity.name, stored.entity.kind,
                           whole ? Cell(static_cast<std::int64_t>(entry.score)) : Cell(entry.score),
                           static_cast<std::int64_t>(entry.degree), static_cast<std::int64_t>(entry.contacts),
                           entry.entity.print('Q')});
    writer_->row(row);
  }

  const Snapshot& snapshot_;
  RankBy by_;
  std::uint64_t limit_;
  std::uint64_t more_ = 0;
  std::unique_ptr<RowWriter> writer_;
};

}  // namespace

int run_rank(int argc, char** argv) {
  const auto arguments = parse(argc, argv);
  if (!arguments) return 0;
  const AskedStore store = open_asked_store(*arguments);
  EdgeFilter filter = WholeGraph::filter_with_contacts(*arguments, *store);
  const MemoryGraph memory(*store);
  RankPrinter printer(*store, *arguments);
  std::size_t ranked = 0;
  for (const std::string& period : periods(*arguments, *store, filter)) {
    if (!period.empty()) filter.days = Edtf::parse(period)->days();
    ranked += printer.print(period, PairGraph(memory, BoundFilter(*store, filter)));
  }
  printer.finish();
  return ranked == 0 ? 1 : 0;
}

}  // namespace guanxi::cli
