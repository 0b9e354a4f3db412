// guanxi-generate-store: makes a store, a statement stream or a CSV of random statements, the same for the
// same options, for benchmarks and tests of scale.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cxxopts.hpp>
#include <iostream>
#include <vector>

#include "extract/statement/error.h"
#include "graph/store/bulk_loader.h"
#include "tools/bench/random_graph.h"

namespace {

using guanxi::BulkLoader;
using guanxi::Store;
using guanxi::StoreCounts;
using guanxi::StreamRow;
using guanxi::bench::RandomGraph;

constexpr std::size_t kRowsAtOnce = 10'000;

void generate_store(const std::string& path, RandomGraph& graph, std::uint64_t statements) {
  auto begin = std::chrono::steady_clock::now();
  auto store = Store::open(path, Store::Mode::kWrite);
  store->set_pack(RandomGraph::ontology(), "random");
  BulkLoader loader(*store);
  std::chrono::duration<double> making{};
  std::vector<StreamRow> rows(kRowsAtOnce);
  for (std::uint64_t done = 0; done < statements; done += rows.size()) {
    const auto started = std::chrono::steady_clock::now();
    rows.resize(std::min<std::uint64_t>(kRowsAtOnce, statements - done));
    for (StreamRow& row : rows) row = graph.next();
    making += std::chrono::steady_clock::now() - started;
    loader.add_rows(rows);
  }
  StoreCounts counts = loader.finish();
  store.reset();
  std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  std::cerr << fmt::format(
      "{}: {} entities, {} statements, {} documents; rows made in {:.1f} s, stored in {:.1f} s\n", path,
      counts.entities, counts.statements, counts.documents, making.count(), (took - making).count());
}

void print_stream(RandomGraph& graph, std::uint64_t statements) {
  std::string out;
  for (std::uint64_t i = 0; i < statements; ++i) {
    guanxi::append_stream_row(graph.next(), out);
    if (out.size() < 1u << 16 && i + 1 < statements) continue;
    std::cout << out;
    out.clear();
  }
}

void print_csv(RandomGraph& graph, std::uint64_t statements) {
  std::cout << "subject,relation,object,date\n";
  for (std::uint64_t i = 0; i < statements; ++i) {
    const guanxi::StreamRow& row = graph.next();
    std::cout << row.subject.name << ',' << row.statement.relation << ',' << row.object.name << ','
              << row.statement.time << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) {
  cxxopts::Options options("guanxi-generate-store", "Makes random statements: a store, a stream or a CSV");
  options.add_options()("store", "the store to make", cxxopts::value<std::string>())(
      "format", "instead of a store, to standard output: jsonl or csv", cxxopts::value<std::string>())(
      "statements", "how many", cxxopts::value<std::uint64_t>()->default_value("1000000"))(
      "entities", "how many at most", cxxopts::value<std::uint64_t>())(
      "seed", "another seed, another graph", cxxopts::value<std::uint64_t>()->default_value("1"));
  try {
    auto arguments = options.parse(argc, argv);
    auto statements = arguments["statements"].as<std::uint64_t>();
    auto entities =
        arguments.count("entities") ? arguments["entities"].as<std::uint64_t>() : statements / 10 + 1;
    RandomGraph graph(entities, arguments["seed"].as<std::uint64_t>());
    std::string format = arguments.count("format") ? arguments["format"].as<std::string>() : "";
    std::ios::sync_with_stdio(false);
    if (format == "jsonl") {
      print_stream(graph, statements);
    } else if (format == "csv") {
      print_csv(graph, statements);
    } else if (format.empty() && arguments.count("store")) {
      generate_store(arguments["store"].as<std::string>(), graph, statements);
    } else {
      std::cerr << options.help();
      return 2;
    }
  } catch (const cxxopts::exceptions::exception& error) {
    std::cerr << "guanxi-generate-store: " << error.what() << '\n';
    return 2;
  } catch (const guanxi::Error& error) {
    std::cerr << "guanxi-generate-store: " << error.what() << '\n';
    return error.exit_status();
  }
  return 0;
}
