// guanxi-paths-bench: times the graph in memory and shortest paths on it and on the store.
//
//   guanxi-paths-bench STORE [PAIRS]
//
// Prints the time to load all statements, bytes for each, and the median and 99th percentile of a shortest
// path between random entities, warm: on the graph in memory and straight on the store. tools/bench/graph
// runs it beside igraph.
// libs: guanxi::store guanxi::view guanxi::paths
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

#include "extract/statement/error.h"
#include "graph/store/store.h"
#include "graph/view/memory_graph.h"
#include "graph/view/store_graph.h"
#include "query/paths/bidirectional_search.h"
#include "query/paths/path_query.h"

namespace {

using namespace guanxi;
using Clock = std::chrono::steady_clock;

double since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

void report(const char* what, std::vector<double> seconds, std::size_t found, std::uint64_t hops) {
  std::sort(seconds.begin(), seconds.end());
  std::printf("%-34s median %.4f ms, p99 %.4f ms, %zu of %zu connected, %.2f hops\n", what,
              1e3 * seconds[seconds.size() / 2], 1e3 * seconds[seconds.size() * 99 / 100], found,
              seconds.size(), found == 0 ? 0.0 : static_cast<double>(hops) / static_cast<double>(found));
}

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

Pairs random_pairs(const MemoryGraph& graph, std::size_t count) {
  std::mt19937 random(1);
  Pairs pairs;
  for (std::size_t i = 0; i < count; ++i)
    pairs.emplace_back(random() % graph.entities(), random() % graph.entities());
  return pairs;
}

void time_in_memory(const MemoryGraph& graph, const Pairs& pairs) {
  const auto& csr = graph.csr();
  const auto adjacent = [&](std::uint32_t vertex, bool, auto&& sink) {
    for (auto [at, end] = out_edges(vertex, csr); at != end; ++at) {
      if (!sink(target(*at, csr))) return;
    }
    for (auto [at, end] = in_edges(vertex, csr); at != end; ++at) {
      if (!sink(source(*at, csr))) return;
    }
  };
  BidirectionalSearch search;
  std::vector<double> seconds;
  std::size_t found = 0;
  std::uint64_t hops = 0;
  for (const auto& [a, b] : pairs) {
    const auto begin = Clock::now();
    const VertexPath path = search.any_shortest(a, b, adjacent, [] { return true; });
    seconds.push_back(since(begin));
    if (path.empty()) continue;
    ++found;
    hops += path.size() - 1;
  }
  report("shortest path, graph in memory", seconds, found, hops);
}

void time_on_store(const std::shared_ptr<const Snapshot>& snapshot, const MemoryGraph& memory,
                   const Pairs& pairs) {
  std::vector<double> seconds;
  std::size_t found = 0;
  std::uint64_t hops = 0;
  for (const auto& [a, b] : pairs) {
    const StoreGraph graph(snapshot);
    PathQuery query;
    query.source = memory.id(a);
    query.target = memory.id(b);
    const auto begin = Clock::now();
    const PathAnswer answer = find_paths(graph, query, {});
    seconds.push_back(since(begin));
    if (answer.paths.empty()) continue;
    ++found;
    hops += answer.paths.front().hops.size();
  }
  report("shortest path, straight on the store", seconds, found, hops);
}

int run(const char* path, std::size_t count) {
  const auto store = Store::open(path, Store::Mode::kReadOnly);
  const auto snapshot = store->snapshot();
  const auto begin = Clock::now();
  const MemoryGraph graph(*snapshot);
  const double loaded = since(begin);
  std::printf(
      "%zu entities, %zu statements loaded in %.2f s, %.1f bytes a statement\n", graph.entities(),
      graph.statements(), loaded,
      static_cast<double>(graph.bytes()) / static_cast<double>(std::max<std::size_t>(1, graph.statements())));
  if (graph.entities() == 0) return 1;
  const Pairs pairs = random_pairs(graph, count);
  time_in_memory(graph, pairs);
  time_on_store(snapshot, graph,
                Pairs(pairs.begin(), pairs.begin() + static_cast<std::ptrdiff_t>(pairs.size() / 10)));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "Usage: guanxi-paths-bench STORE [PAIRS]\n");
    return 2;
  }
  try {
    return run(argv[1], argc > 2 ? std::max<std::size_t>(10, std::strtoull(argv[2], nullptr, 10)) : 2000);
  } catch (const guanxi::Error& error) {
    std::fprintf(stderr, "guanxi-paths-bench: %s\n", error.what());
    return error.exit_status();
  }
}
