// guanxi ask: plain questions in Chinese and English.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "extract/questions/question_reader.h"
#include "extract/statement/error.h"
#include "query/ask/ask_query.h"
#include "query/cypher/answer_writer.h"
#include "query/cypher/engine.h"
#include "query/cypher/jolt.h"
#include "query/cypher/snapshot_graph.h"
#include "tools/commands/asked_store.h"
#include "tools/commands/commands.h"
#include "tools/commands/graph_options.h"
#include "tools/commands/pack_path.h"

namespace guanxi::cli {
namespace {

std::optional<Arguments> parse(int argc, char** argv) {
  Options options("ask", "QUESTION",
                  "Answers a plain question in Chinese (either script) or English, as "
                  "谁在2020年1月联系过世界卫生组织？ or "
                  "\"When did Merkel and Xi Jinping talk?\". The question becomes a query in openCypher.");
  options.flag("show-query", "print the query and its parameters instead of the answer")
      .value("date", "DATE",
             "the day on which the question is asked, for dates without a year (default: the last "
             "day that the store tells of)");
  options.store().schema().format().evidence().operands(1);
  add_budget(options);
  return options.parse(argc, argv);
}

// The names of a store.
class StoreNames : public NameBook {
 public:
  explicit StoreNames(const Snapshot& snapshot) : snapshot_(snapshot) {}

  std::vector<BookName> named(std::string_view name) const override {
    std::vector<BookName> known;
    for (const Id id : snapshot_.named(name))
      if (const auto entity = snapshot_.entity(id))
        known.push_back({entity->entity.name, entity->entity.kind});
    return known;
  }

  std::vector<std::string> nearest(std::string_view name) const override {
    constexpr std::size_t kProposals = 5;
    std::vector<std::string> names;
    for (NameHit& hit : snapshot_.nearest(name, kProposals)) names.push_back(std::move(hit.name));
    return names;
  }

  void each(const std::function<bool(std::string_view, const BookName&)>& visit) const override {
    snapshot_.each_entity([&](const StoredEntity& stored) {
      const BookName known{stored.entity.name, stored.entity.kind};
      if (!visit(known.name, known)) return false;
      return std::all_of(stored.aliases.begin(), stored.aliases.end(),
                         [&](const std::string& alias) { return visit(alias, known); });
    });
  }

  std::optional<Day> last_day() const override {
    std::optional<Day> last;
    snapshot_.each_in_time("", {}, [&](const StoredStatement& stored) {
      if (stored.statement.time.empty()) return false;  // these come last
      if (stored.days.last != kNoLastDay) last = std::max(last.value_or(stored.days.last), stored.days.last);
      return true;
    });
    return last;
  }

 private:
  const Snapshot& snapshot_;
};

Question read(const Arguments& arguments, const Snapshot& snapshot) {
  std::string text;
  for (const std::string& word : arguments.operands()) text += (text.empty() ? "" : " ") + word;
  std::vector<std::filesystem::path> folders = chosen_packs(arguments);
  folders.push_back(packs_folder() / "ask");
  const QuestionReader reader(Pack::load(folders, {packs_folder()}), snapshot.ontology());
  return reader.read(text, StoreNames(snapshot), arguments.text("date"));
}

void show_query(const AskQuery& query, const cypher::GraphAccess& graph, OutputFormat format) {
  std::string parameters;
  cypher::append_json(cypher::Value(query.parameters), graph, parameters);
  if (format == OutputFormat::kTable) {
    std::cout << query.text << "\n\nparameters  " << parameters << '\n';
    return;
  }
  write_table({{"query", "parameters"}, {{query.text, JsonCell{parameters}}}}, format, std::cout);
}

}  // namespace

int run_ask(int argc, char** argv) {
  const auto arguments = parse(argc, argv);
  if (!arguments) return 0;
  const OutputFormat format = arguments->format();
  const AskedStore store = open_asked_store(*arguments);
  const Question question = read(*arguments, *store);
  const AskQuery query = write_ask_query(question, store->ontology(), arguments->has("evidence"));
  const cypher::SnapshotGraph graph(store.snapshot);
  if (arguments->has("show-query")) return show_query(query, graph, format), 0;
  const cypher::Answer answer =
      cypher::answer_query(graph, query.text, query.parameters, budget_of(*arguments));
  const auto writer =
      cypher::make_answer_writer(arguments->text("format", "table"), graph, std::cout, arguments->layout());
  writer->begin(answer.columns);
  for (const cypher::List& row : answer.rows) writer->row(row);
  writer->finish();
  for (const std::string& word : question.ignored)
    std::cerr << fmt::format("guanxi: \"{}\" does not narrow the answer: statements do not tell it\n", word);
  if (answer.rows.empty() && answer.cut.empty()) std::cerr << "guanxi: nothing in the store says so\n";
  tell_cut(answer.cut);
  return answer.rows.empty() ? 1 : 0;
}

}  // namespace guanxi::cli
