// guanxi shell: an interactive prompt for the query language, with history and completion.
#include <fmt/format.h>
#include <readline/history.h>
#include <readline/readline.h>
#include <stdio.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "extract/statement/error.h"
#include "query/cypher/answer_writer.h"
#include "query/cypher/engine.h"
#include "query/cypher/functions/function.h"
#include "query/cypher/jolt.h"
#include "query/cypher/setup_graph.h"
#include "query/cypher/snapshot_graph.h"
#include "tools/commands/asked_store.h"
#include "tools/commands/commands.h"
#include "tools/commands/graph_options.h"

namespace guanxi::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kHelp =
    "A query ends with ';' or with an empty line. Tab completes names, relations and words.\n"
    "  :format NAME      table, json, jsonl, csv, tsv or jolt\n"
    "  :param NAME VALUE sets $NAME\n"
    "  :labels :types    what the graph holds\n"
    "  :help :quit\n";

// What Tab can offer; readline's callbacks have no argument of their own.
struct Completion {
  std::vector<std::string> words;    // keywords, functions, labels, types, properties
  const Snapshot* names = nullptr;   // for names in quotes; null without a store
  std::vector<std::string> matches;  // of the present word
};
Completion& completion() {
  static Completion kCompletion;
  return kCompletion;
}

volatile std::sig_atomic_t interrupted = 0;

void on_interrupt(int) {
  interrupted = 1;
}

// Control-C drops the line that is being typed.
int drop_line() {
  if (interrupted == 0) return 0;
  rl_replace_line("", 0);
  rl_done = 1;
  return 0;
}

bool starts_with_any_case(std::string_view word, std::string_view prefix) {
  return word.size() >= prefix.size() && strncasecmp(word.data(), prefix.data(), prefix.size()) == 0;
}

char* next_match(const char*, int state) {
  static std::size_t next = 0;
  if (state == 0) next = 0;
  const auto& matches = completion().matches;
  return next < matches.size() ? strdup(matches[next++].c_str()) : nullptr;
}

char** complete(const char* text, int start, int) {
  Completion& all = completion();
  all.matches.clear();
  rl_completion_append_character = '\0';  // readline puts a blank here before each call
  const bool in_quotes = start > 0 && (rl_line_buffer[start - 1] == '\'' || rl_line_buffer[start - 1] == '"');
  if (in_quotes && all.names != nullptr) {
    constexpr std::size_t kMost = 50;
    for (const NameHit& hit : all.names->search(text, kMost)) {
      if (std::string_view(hit.name).starts_with(text)) all.matches.push_back(hit.name);
    }
  } else {
    for (const std::string& word : all.words) {
      if (starts_with_any_case(word, text)) all.matches.push_back(word);
    }
  }
  rl_attempted_completion_over = 1;
  return rl_completion_matches(text, next_match);
}

fs::path history_path() {
  if (const char* state = std::getenv("XDG_STATE_HOME"); state != nullptr && *state != '\0')
    return fs::path(state) / "guanxi" / "history";
  const char* home = std::getenv("HOME");
  return home != nullptr && *home != '\0' ? fs::path(home) / ".local" / "state" / "guanxi" / "history"
                                          : fs::path();
}

// Lines from a terminal with editing, from a pipe as they are.
class Input {
 public:
  explicit Input(const cypher::GraphAccess& graph, const Snapshot* names)
      : terminal_(isatty(STDIN_FILENO) != 0) {
    if (!terminal_) return;
    Completion& all = completion();
    all.names = names;
    for (const auto& list : {graph.all_labels(), graph.all_types(), graph.all_property_keys()}) {
      all.words.insert(all.words.end(), list.begin(), list.end());
    }
    for (const std::string_view name : cypher::function_names()) all.words.emplace_back(name);
    for (const char* word :
         {"MATCH", "OPTIONAL", "WHERE", "WITH", "UNWIND", "RETURN", "DISTINCT", "ORDER", "BY", "SKIP",
          "LIMIT", "UNION", "EXISTS", "COUNT", "EXPLAIN", "CONTAINS", "STARTS", "ENDS", "shortestPath"}) {
      all.words.emplace_back(word);
    }
    std::sort(all.words.begin(), all.words.end());
    all.words.erase(std::unique(all.words.begin(), all.words.end()), all.words.end());
    rl_readline_name = "guanxi";
    rl_attempted_completion_function = complete;
    rl_completer_word_break_characters = " \t\n\"'`()[]{}:;,.|<>=+-*/%";
    rl_event_hook = drop_line;
    std::signal(SIGINT, on_interrupt);
    using_history();
    history_ = history_path();
    std::error_code ignored;
    if (!history_.empty()) fs::create_directories(history_.parent_path(), ignored);
    if (!history_.empty()) read_history(history_.c_str());
  }

  ~Input() {
    if (!terminal_ || history_.empty()) return;
    constexpr int kLines = 2000;
    stifle_history(kLines);
    write_history(history_.c_str());
    completion().names = nullptr;
  }

  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  bool terminal() const { return terminal_; }

  // Nothing at the end of the input.
  std::optional<std::string> line(bool first) {
    std::string text;
    if (!terminal_) {
      if (!std::getline(std::cin, text)) return std::nullopt;
      return text;
    }
    char* typed = readline(first ? "guanxi> " : "   ...> ");
    if (typed == nullptr) return std::nullopt;
    text = typed;
    std::free(typed);
    return text;
  }

  void remember(const std::string& query) const {
    if (terminal_ && !query.empty()) add_history(query.c_str());
  }

  // Whether Control-C was pressed since the last call.
  static bool take_interrupt() {
    const bool was = interrupted != 0;
    interrupted = 0;
    return was;
  }

 private:
  bool terminal_;
  fs::path history_;
};

class Shell {
 public:
  Shell(const cypher::GraphAccess& graph, const Arguments& arguments, Input& input)
      : graph_(graph), arguments_(arguments), input_(input) {}

  // The exit status: that of the last query, as a script wants it.
  int run() {
    if (input_.terminal()) std::cout << "Ask in openCypher; :help says how, :quit leaves.\n";
    std::string query;
    while (const auto line = input_.line(query.empty())) {
      if (Input::take_interrupt()) {
        query.clear();
        std::cout << '\n';
        continue;
      }
      if (query.empty() && line->starts_with(":")) {
        if (!command(*line)) return status_;
        continue;
      }
      query += (query.empty() ? "" : "\n") + *line;
      const std::size_t last = query.find_last_not_of(" \t\n");
      if (last == std::string::npos) {
        query.clear();
      } else if (query[last] == ';' || line->empty()) {
        finish(query);
      }
    }
    if (!query.empty()) finish(query);
    return status_;
  }

 private:
  void finish(std::string& query) {
    std::string one_line = query.substr(0, query.find_last_not_of(" \t\n") + 1);
    std::replace(one_line.begin(), one_line.end(), '\n', ' ');
    input_.remember(one_line);
    guarded([&] { answer(query); });
    query.clear();
  }

  template <typename Body>
  void guarded(Body body) {
    try {
      body();
    } catch (const Error& error) {
      std::cout.flush();
      std::cerr << error.what() << '\n';
      status_ = error.exit_status();
      if (error.kind() == ErrorKind::kStore || error.kind() == ErrorKind::kSystem) throw;
    }
  }

  void answer(const std::string& query) {
    const auto writer = cypher::make_answer_writer(format_, graph_, std::cout, arguments_.layout());
    std::uint64_t rows = 0;
    const std::string cut = cypher::stream_query(
        graph_, query, parameters_, budget_of(arguments_),
        [&](const std::vector<std::string>& columns) { writer->begin(columns); },
        [&](const cypher::List& values) {
          writer->row(values);
          ++rows;
          return interrupted == 0;
        });
    writer->finish();
    if (input_.terminal()) std::cout << fmt::format("{} row{}\n", rows, rows == 1 ? "" : "s");
    std::cout.flush();
    tell_cut(Input::take_interrupt() ? "interrupted" : cut);
    status_ = rows == 0 ? 1 : 0;
  }

  // False to leave.
  bool command(const std::string& line) {
    const std::size_t blank = line.find(' ');
    const std::string name = line.substr(1, blank - 1);
    const std::string rest = blank == std::string::npos ? "" : line.substr(blank + 1);
    if (name == "quit" || name == "q" || name == "exit") return false;
    guarded([&] {
      if (name == "format") {
        cypher::make_answer_writer(rest, graph_, std::cout, {});  // refuses what it does not know
        format_ = rest;
      } else if (name == "param") {
        const std::size_t space = rest.find(' ');
        if (space == 0 || space == std::string::npos)
          throw Error(ErrorKind::kUsage, ":param takes a name and a value");
        parameters_[rest.substr(0, space)] =
            cypher::parse_parameter(std::string_view(rest).substr(space + 1));
      } else if (name == "labels" || name == "types") {
        for (const std::string& word : name == "labels" ? graph_.all_labels() : graph_.all_types())
          std::cout << word << '\n';
      } else if (name == "help") {
        std::cout << kHelp;
      } else {
        throw Error(ErrorKind::kUsage, fmt::format("there is no :{}; :help lists what there is", name));
      }
    });
    std::cout.flush();
    return true;
  }

  const cypher::GraphAccess& graph_;
  const Arguments& arguments_;
  Input& input_;
  std::string format_ = "table";
  cypher::Map parameters_;
  int status_ = 0;
};

int converse(const cypher::GraphAccess& graph, const Snapshot* names, const Arguments& arguments) {
  Input input(graph, names);
  return Shell(graph, arguments, input).run();
}

}  // namespace

int run_shell(int argc, char** argv) {
  Options options(
      "shell", "",
      "An interactive prompt for openCypher queries, with history and completion of names and relations. "
      "Reads queries from a pipe too.");
  options
      .value("setup", "FILE",
             "a graph in memory, made by the CREATE statements of a file, instead of a store")
      .flag("wide", "never cut a table to the terminal's width");
  options.store().operands(0, 0);
  add_budget(options);
  const auto arguments = options.parse(argc, argv);
  if (!arguments) return 0;
  if (const auto setup = arguments->find("setup")) {
    std::ifstream file(*setup, std::ios::binary);
    const std::string script{std::istreambuf_iterator<char>(file), {}};
    if (!file) throw Error(ErrorKind::kInput, fmt::format("{}: cannot be read", *setup));
    cypher::SetupGraph graph;
    cypher::run_script(graph, script, {});
    return converse(graph, nullptr, *arguments);
  }
  const AskedStore store = open_asked_store(*arguments);
  const cypher::SnapshotGraph graph(store.snapshot);
  return converse(graph, store.snapshot.get(), *arguments);
}

}  // namespace guanxi::cli
