// guanxi check: scripted queries as tests.
#include <fmt/format.h>
#include <re2/re2.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>

#include "extract/statement/error.h"
#include "query/check/report.h"
#include "query/check/runner.h"
#include "query/check/update.h"
#include "query/cypher/jolt.h"
#include "tools/commands/commands.h"
#include "tools/commands/options.h"

namespace guanxi::cli {
namespace {

namespace fs = std::filesystem;

std::optional<Arguments> parse(int argc, char** argv) {
  Options options(
      "check", "FILE...",
      "Runs the cases of YAML files: a query or a command of guanxi, and what must hold. Exit status: 0 all "
      "hold, 1 some do not, 2 a file is wrong, 3 the store or the system failed.");
  options.value("format", "FORMAT", "text (default), tap, junit, json or github")
      .value("run", "REGEX", "only cases whose names match")
      .flag("update", "write the present answers into the files, where cases do not hold");
  options.store().operands(1);
  return options.parse(argc, argv);
}

// Standard output or error into a string for as long as it lives.
class Captured {
 public:
  explicit Captured(std::ostream& stream) : stream_(stream), before_(stream.rdbuf(text_.rdbuf())) {}
  ~Captured() { stream_.rdbuf(before_); }
  Captured(const Captured&) = delete;
  Captured& operator=(const Captured&) = delete;

  std::string text() const { return text_.str(); }

 private:
  std::ostream& stream_;
  std::ostringstream text_;
  std::streambuf* before_;
};

int run_in_process(const std::vector<std::string>& words) {
  const Command* command = find_command(words.front());
  if (command == nullptr)
    throw Error(ErrorKind::kUsage, fmt::format("there is no command '{}'; see guanxi help", words.front()));
  std::vector<std::string> owned = words;
  std::vector<char*> argv;
  for (std::string& word : owned) argv.push_back(word.data());
  argv.push_back(nullptr);
  return command->run(static_cast<int>(words.size()), argv.data());
}

// The rows of JSON Lines. The keys of an object stand in the order of the columns.
void read_rows(const std::string& jsonl, check::Outcome& outcome) {
  std::istringstream lines(jsonl);
  for (std::string line; std::getline(lines, line);) {
    const auto object = nlohmann::ordered_json::parse(line);
    cypher::List row;
    for (const auto& [key, value] : object.items()) {
      if (outcome.rows.empty()) outcome.columns.push_back(key);
      row.push_back(cypher::parse_parameter(value.dump()));
    }
    outcome.rows.push_back(std::move(row));
  }
}

check::Outcome run_command(const std::vector<std::string>& command, const std::string& store) {
  check::Outcome outcome;
  if (command.front() == "check") throw Error(ErrorKind::kUsage, "a case cannot run check");
  std::vector<std::string> words = command;
  for (const char* extra : {"--format", "jsonl", "--store"}) words.emplace_back(extra);
  words.push_back(store);
  const Captured out(std::cout);
  const Captured err(std::cerr);
  const int status = run_in_process(words);
  if (status > 1) {
    outcome.error = err.text();
  } else {
    read_rows(out.text(), outcome);
  }
  return outcome;
}

// Stores made from the texts of check files; they go with it.
class TextStores {
 public:
  ~TextStores() {
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
  }

  std::string build(const std::vector<check::Document>& documents) {
    if (folder_.empty()) {
      std::string name = (fs::temp_directory_path() / "guanxi-check-XXXXXX").string();
      if (mkdtemp(name.data()) == nullptr)
        throw Error(ErrorKind::kSystem, fmt::format("{}: cannot be made", name));
      folder_ = name;
    }
    const fs::path own = folder_ / std::to_string(count_++);
    std::vector<std::string> words = {"build", "--store", (own / "store").string()};
    for (const check::Document& document : documents) {
      const fs::path path = (own / "text" / fs::path(document.name).relative_path()).lexically_normal();
      if (!path.string().starts_with((own / "text/").string()))
        throw Error(ErrorKind::kInput, fmt::format("text \"{}\": expected a name without ..", document.name));
      fs::create_directories(path.parent_path());
      std::ofstream out(path, std::ios::binary);
      out << document.text;
      out.close();
      if (!out) throw Error(ErrorKind::kSystem, fmt::format("{}: cannot be written", path.string()));
      words.push_back(path.string());
    }
    const Captured out(std::cout);
    const Captured err(std::cerr);
    if (run_in_process(words) > 1)
      throw Error(ErrorKind::kInput, fmt::format("the text cannot be read: {}", err.text()));
    return (own / "store").string();
  }

 private:
  fs::path folder_;
  int count_ = 0;
};

std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Whole or not at all: a new file takes the place of the old one.
void update_file(const check::CheckFile& file, const std::vector<check::Result>& results) {
  const std::string before = read_text(file.path);
  const std::string after = check::updated_text(before, results);
  if (after == before) return;
  const std::string fresh = file.path + ".new";
  std::ofstream out(fresh, std::ios::binary);
  out << after;
  out.close();
  std::error_code error;
  if (out) fs::rename(fresh, file.path, error);
  if (!out || error) throw Error(ErrorKind::kSystem, fmt::format("{}: cannot be written", file.path));
  std::cerr << file.path << ": updated\n";
}

}  // namespace

int run_check(int argc, char** argv) {
  const auto arguments = parse(argc, argv);
  if (!arguments) return 0;
  const check::ReportFormat format = check::parse_report_format(arguments->text("format", "text"));
  const re2::RE2 wanted(arguments->text("run"), re2::RE2::Quiet);
  if (!wanted.ok()) throw Error(ErrorKind::kUsage, fmt::format("--run: {}", wanted.error()));
  std::vector<check::CheckFile> files;
  for (const std::string& path : arguments->operands()) files.push_back(check::read_check_file(path));

  TextStores stores;
  const check::Callbacks callbacks{
      run_command, [&](const std::vector<check::Document>& documents) { return stores.build(documents); }};
  const std::string store = arguments->has("store") ? arguments->store().string() : "";
  std::vector<check::FileResults> all;
  bool held = true;
  for (const check::CheckFile& file : files) {
    check::FileResults results{&file, check::run_checks(file, store, callbacks, [&](const check::Case& test) {
                                 return re2::RE2::PartialMatch(test.name, wanted);
                               })};
    for (const check::Result& result : results.results) held &= result.problems.empty();
    if (arguments->has("update")) update_file(file, results.results);
    all.push_back(std::move(results));
  }
  check::write_report(format, all, std::cout);
  return held ? 0 : 1;
}

}  // namespace guanxi::cli
