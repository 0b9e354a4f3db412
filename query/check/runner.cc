#include "query/check/runner.h"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>

#include "extract/statement/error.h"
#include "query/cypher/engine.h"
#include "query/cypher/jolt.h"
#include "query/cypher/setup_graph.h"
#include "query/cypher/snapshot_graph.h"

namespace guanxi::check {
namespace {

using cypher::Type;
using cypher::Value;

// Plain data as it is, everything else as it prints.
Value plain(const Value& value, const cypher::GraphAccess& graph) {
  switch (value.type()) {
    case Type::kNull:
    case Type::kBoolean:
    case Type::kInteger:
    case Type::kFloat:
    case Type::kString:
      return value;
    case Type::kList: {
      cypher::List list;
      for (const Value& item : value.list()) list.push_back(plain(item, graph));
      return Value(std::move(list));
    }
    case Type::kMap: {
      cypher::Map map;
      for (const auto& [key, item] : value.map()) map[key] = plain(item, graph);
      return Value(std::move(map));
    }
    default:
      return Value(cypher::print_cell(value, graph));
  }
}

class Runner {
 public:
  Runner(const CheckFile& file, const std::string& store, const Callbacks& callbacks)
      : file_(file), callbacks_(callbacks) {
    if (!file.graph.empty()) {
      auto made = std::make_unique<cypher::SetupGraph>();
      try {
        cypher::run_script(*made, file.graph, {});
      } catch (const Error& error) {
        throw Error(ErrorKind::kInput, fmt::format("{}: graph: {}", file.path, error.what()));
      }
      graph_ = std::move(made);
      return;
    }
    store_path_ = store;
    if (!file.documents.empty()) {
      store_path_ = callbacks.build_store(file.documents);
    } else if (!file.store.empty()) {
      store_path_ = (std::filesystem::path(file.path).parent_path() / file.store).string();
    }
    if (store_path_.empty()) {
      throw Error(ErrorKind::kInput,
                  fmt::format("{}: names no store, graph or text; give --store PATH", file.path));
    }
    store_ = Store::open(store_path_, Store::Mode::kReadOnly);
    graph_ = std::make_unique<cypher::SnapshotGraph>(store_->snapshot());
  }

  Result run(const Case& test) {
    Result result;
    result.test = &test;
    const auto start = std::chrono::steady_clock::now();
    try {
      result.outcome = test.query.empty() ? command(test) : query(test);
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::kStore || error.kind() == ErrorKind::kSystem) throw;
      result.outcome.error = error.what();
    }
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    result.problems = compare(test.expect, result.outcome);
    return result;
  }

 private:
  Outcome query(const Case& test) const {
    cypher::Answer answer = cypher::answer_query(*graph_, test.query, test.parameters, Budget{});
    Outcome outcome;
    outcome.columns = std::move(answer.columns);
    for (const cypher::List& row : answer.rows) {
      cypher::List values;
      for (const Value& value : row) values.push_back(plain(value, *graph_));
      outcome.rows.push_back(std::move(values));
    }
    if (!answer.cut.empty()) outcome.error = answer.cut;
    return outcome;
  }

  Outcome command(const Case& test) const {
    if (store_path_.empty()) {
      throw Error(ErrorKind::kInput,
                  fmt::format("{}:{}: commands need a store or a text, not a graph", file_.path, test.line));
    }
    return callbacks_.run_command(test.command, store_path_);
  }

  const CheckFile& file_;
  const Callbacks& callbacks_;
  std::string store_path_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<cypher::GraphAccess> graph_;
};

}  // namespace

std::vector<Result> run_checks(const CheckFile& file, const std::string& store, const Callbacks& callbacks,
                               const std::function<bool(const Case&)>& wanted) {
  std::vector<Result> results;
  std::unique_ptr<Runner> runner;
  for (const Case& test : file.cases) {
    if (!wanted(test)) continue;
    if (!test.command.empty() && !file.graph.empty()) {
      throw Error(ErrorKind::kInput,
                  fmt::format("{}:{}: commands need a store or a text, not a graph", file.path, test.line));
    }
    if (!runner) runner = std::make_unique<Runner>(file, store, callbacks);
    results.push_back(runner->run(test));
  }
  return results;
}

}  // namespace guanxi::check
