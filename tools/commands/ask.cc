// guanxi ask: plain questions in Chinese and English.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
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
                  "\"When did Merkel and Xi Jinping talk?\". The question becomes a query in openCypher.");
  options.flag("show-query", "print the query and its parameters instead of the answer")
      .value("date", "DATE",
             "the day on which the question is asked, for dates without a year (default: the last "
             "day that the store tells of)");
  options.value("file", "FILE", "answer the questions of a file, one a line; - is standard input");
  options.store().schema().format().evidence().operands(0);
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

  std::vector<std::string> written(std::string_view canonical) const override {
    std::vector<std::string> names;
    for (const Id id : snapshot_.named(canonical)) {
      const auto stored = snapshot_.entity(id);
      if (!stored || stored->entity.name != canonical) continue;
      names.push_back(stored->entity.name);
      names.insert(names.end(), stored->aliases.begin(), stored->aliases.end());
    }
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

// Answers questions one after another; the packs are read once.
class Asker {
 public:
  explicit Asker(const Arguments& arguments)
      : arguments_(arguments),
        store_(open_asked_store(arguments)),
        graph_(store_.snapshot),
        names_(*store_),
        reader_(pack(arguments), store_->ontology()) {}

  // The exit status. named: rows begin with the question.
  int ask(const std::string& text, bool named) {
    const Question question = reader_.read(text, names_, arguments_.text("date"));
    const AskQuery query = write_ask_query(question, store_->ontology(), arguments_.has("evidence"));
    if (arguments_.has("show-query")) return show(query), 0;
    const cypher::Answer answer =
        cypher::answer_query(graph_, query.text, query.parameters, budget_of(arguments_));
    write(answer, named ? text : "");
    for (const std::string& word : question.ignored)
      std::cerr << fmt::format("guanxi: \"{}\" does not narrow the answer: statements do not tell it\n",
                               word);
    if (answer.rows.empty() && answer.cut.empty()) std::cerr << "guanxi: " << why_empty(question) << '\n';
    tell_cut(answer.cut);
    return answer.rows.empty() ? 1 : 0;
  }

 private:
  std::string why_empty(const Question& question) const {
    for (const QuestionTerm* term : {&question.subject, &question.object}) {
      if (!term->held()) continue;
      const AskQuery query = write_holder_query(question, *term, store_->ontology());
      const auto holders = cypher::answer_query(graph_, query.text, query.parameters, budget_of(arguments_));
      if (holders.rows.empty() && holders.cut.empty())
        return fmt::format(
            "the store knows nobody who is {} of {}",
            term->any_office ? "an official" : fmt::format("{}", fmt::join(term->offices, "/")),
            term->bodies.empty() ? "any body" : fmt::format("{}", fmt::join(term->bodies, "/")));
    }
    return "nothing in the store says so";
  }

  static Pack pack(const Arguments& arguments) {
    std::vector<std::filesystem::path> folders = chosen_packs(arguments);
    folders.push_back(packs_folder() / "ask");
    return Pack::load(folders, {packs_folder()});
  }

  void show(const AskQuery& query) const {
    std::string parameters;
    cypher::append_json(cypher::Value(query.parameters), graph_, parameters);
    if (arguments_.format() == OutputFormat::kTable) {
      std::cout << query.text << "\n\nparameters  " << parameters << '\n';
    } else {
      write_table({{"query", "parameters"}, {{query.text, JsonCell{parameters}}}}, arguments_.format(),
                  std::cout);
    }
  }

  void write(const cypher::Answer& answer, const std::string& question) const {
    const auto writer = cypher::make_answer_writer(arguments_.text("format", "table"), graph_, std::cout,
                                                   arguments_.layout());
    std::vector<std::string> columns = answer.columns;
    if (!question.empty()) columns.insert(columns.begin(), "question");
    writer->begin(columns);
    for (cypher::List row : answer.rows) {
      if (!question.empty()) row.insert(row.begin(), cypher::Value(question));
      writer->row(row);
    }
    writer->finish();
  }

  const Arguments& arguments_;
  AskedStore store_;
  cypher::SnapshotGraph graph_;
  StoreNames names_;
  QuestionReader reader_;
};

// A question a line. What one of them comes to does not end the others.
int ask_lines(Asker& asker, std::istream& lines, OutputFormat format) {
  if (format != OutputFormat::kTable && format != OutputFormat::kJsonl)
    throw Error(ErrorKind::kUsage,
                "--file goes with --format table or jsonl: answers differ in their columns");
  int worst = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty()) continue;
    const bool table = format == OutputFormat::kTable;
    if (table) std::cout << line << "\n\n";
    int status = 0;
    try {
      status = asker.ask(line, !table);
    } catch (const Error& error) {
      status = error.exit_status();
      if (error.kind() == ErrorKind::kStore || error.kind() == ErrorKind::kSystem) throw;
      if (table) {
        std::cout << error.what() << '\n';
      } else {
        write_table(
            {{"question", "status", "error"}, {{line, std::int64_t{status}, std::string(error.what())}}},
            format, std::cout);
      }
    }
    if (table) std::cout << '\n';
    worst = std::max(worst, status);
  }
  return worst;
}

}  // namespace

int run_ask(int argc, char** argv) {
  const auto arguments = parse(argc, argv);
  if (!arguments) return 0;
  const OutputFormat format = arguments->format();
  const auto file = arguments->find("file");
  if (file.has_value() == !arguments->operands().empty())
    throw Error(ErrorKind::kUsage, "give one question, or questions with --file FILE");
  std::ifstream lines;
  if (file && *file != "-") {
    lines.open(*file);
    if (!lines) throw Error(ErrorKind::kInput, fmt::format("{}: cannot be read", *file));
  }
  Asker asker(*arguments);
  if (file) return ask_lines(asker, *file == "-" ? std::cin : lines, format);
  std::string question;
  for (const std::string& word : arguments->operands()) question += (question.empty() ? "" : " ") + word;
  return asker.ask(question, false);
}

}  // namespace guanxi::cli
