// guanxi query: read-only openCypher over a store, or over a small graph made by a script.
#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>

#include "extract/statement/error.h"
#include "query/cypher/answer_writer.h"
#include "query/cypher/engine.h"
#include "query/cypher/jolt.h"
#include "query/cypher/setup_graph.h"
#include "query/cypher/snapshot_graph.h"
#include "tools/commands/asked_store.h"
#include "tools/commands/commands.h"
#include "tools/commands/graph_options.h"

namespace guanxi::cli {
namespace {

// Answers up to this size are printed only when they are whole: a query that fails has then printed nothing.
constexpr std::size_t kHeldBack = 1 << 20;

std::optional<Arguments> parse(int argc, char** argv) {
  Options options(
      "query", "[QUERY]",
      "Answers a query in openCypher, which only reads: entities are nodes, statements are relationships. "
      "EXPLAIN before a query prints how it would be answered.");
  options.value("file,f", "FILE", "read the query from a file; - is standard input")
      .repeated("parameter,p", "NAME=VALUE", "$NAME in the query; JSON where it is JSON, else text")
      .value("params", "FILE", "a JSON object of parameters")
      .value("setup", "FILE",
             "ask a graph in memory, made by the CREATE statements of a file, instead of a store");
  options.value("format", "FORMAT", "table (default), json, jsonl, csv, tsv or jolt (Neo4j's strict Jolt)")
      .flag("wide", "never cut a table to the terminal's width");
  options.store().operands(0, 1);
  add_budget(options);
  return options.parse(argc, argv);
}

std::string read_text(const std::string& path) {
  if (path == "-") return {std::istreambuf_iterator<char>(std::cin), {}};
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (!file) throw Error(ErrorKind::kInput, fmt::format("{}: cannot be read", path));
  return text;
}

std::string query_text(const Arguments& arguments) {
  const auto file = arguments.find("file");
  if (file.has_value() == !arguments.operands().empty()) {
    throw Error(ErrorKind::kUsage, "give one query, as an argument or with --file FILE");
  }
  return file ? read_text(*file) : arguments.operands()[0];
}

cypher::Map parameters_of(const Arguments& arguments) {
  cypher::Map parameters;
  if (const auto path = arguments.find("params"))
    parameters = cypher::parse_parameters(read_text(*path), *path);
  for (const std::string& given : arguments.list("parameter")) {
    const std::size_t equals = given.find('=');
    if (equals == 0 || equals == std::string::npos) {
      throw Error(ErrorKind::kUsage, fmt::format("-p takes NAME=VALUE, not '{}'", given));
    }
    parameters[given.substr(0, equals)] = cypher::parse_parameter(std::string_view(given).substr(equals + 1));
  }
  return parameters;
}

int answer(const cypher::GraphAccess& graph, const Arguments& arguments, const std::string& query,
           const cypher::Map& parameters) {
  std::ostringstream held;
  const auto writer =
      cypher::make_answer_writer(arguments.text("format", "table"), graph, held, arguments.layout());
  const auto release = [&](std::size_t beyond) {
    if (static_cast<std::size_t>(held.tellp()) <= beyond) return;
    std::cout << held.str();
    held.str("");
  };
  std::uint64_t rows = 0;
  const std::string cut = cypher::stream_query(
      graph, query, parameters, budget_of(arguments),
      [&](const std::vector<std::string>& columns) { writer->begin(columns); },
      [&](const cypher::List& values) {
        writer->row(values);
        ++rows;
        release(kHeldBack);
        return true;
      });
  writer->finish();
  release(0);
  tell_cut(cut);
  return rows == 0 ? 1 : 0;
}

}  // namespace

int run_query(int argc, char** argv) {
  const auto arguments = parse(argc, argv);
  if (!arguments) return 0;
  const std::string query = query_text(*arguments);
  const cypher::Map parameters = parameters_of(*arguments);
  if (const auto setup = arguments->find("setup")) {
    cypher::SetupGraph graph;
    const std::string script = read_text(*setup);
    try {
      cypher::run_script(graph, script, parameters);
    } catch (const Error& error) {
      throw Error(error.kind(), fmt::format("{}: {}", *setup, error.what()));
    }
    return answer(graph, *arguments, query, parameters);
  }
  const AskedStore store = open_asked_store(*arguments);
  const cypher::SnapshotGraph graph(store.snapshot);
  return answer(graph, *arguments, query, parameters);
}

}  // namespace guanxi::cli
