// The store: statements a second and bytes a statement in bulk and document by document, beside plain RocksDB
// (one key an edge, three orders, sorted batches, no evidence), and what a reader of a large store waits for.
// GUANXI_BENCH_STATEMENTS sets the size (100,000 unless said).
// libs: guanxi::store guanxi_random_graph RocksDB::rocksdb-shared
#include <benchmark/benchmark.h>
#include <rocksdb/db.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <span>

#include "graph/store/bulk_loader.h"
#include "tools/bench/random_graph.h"

namespace guanxi {
namespace {

namespace fs = std::filesystem;

std::size_t statement_count() {
  const char* given = std::getenv("GUANXI_BENCH_STATEMENTS");
  return given == nullptr ? 100'000 : std::strtoull(given, nullptr, 10);
}

fs::path folder() {
  return fs::temp_directory_path() / ("guanxi-store-bench-" + std::to_string(::getpid()));
}

const std::vector<StreamRow>& rows() {
  static const std::vector<StreamRow> made = [] {
    bench::RandomGraph graph(statement_count() / 10 + 1, 1);
    std::vector<StreamRow> result;
    for (std::size_t i = 0; i < statement_count(); ++i) result.push_back(graph.next());
    return result;
  }();
  return made;
}

std::vector<DocumentRecord> records() {
  std::map<std::string, DocumentRecord> documents;
  for (const StreamRow& row : rows()) {
    DocumentRecord& record = documents[row.document];
    record.path = row.document;
    record.statements.push_back({row.statement, row.evidence});
    for (const Entity& entity : {row.subject, row.object}) record.entities.push_back(entity);
  }
  std::vector<DocumentRecord> result;
  for (auto& [path, record] : documents) {
    auto before = [](const Entity& a, const Entity& b) { return a.id() < b.id(); };
    std::sort(record.entities.begin(), record.entities.end(), before);
    record.entities.erase(std::unique(record.entities.begin(), record.entities.end()), record.entities.end());
    result.push_back(std::move(record));
  }
  return result;
}

std::uintmax_t bytes_of(const fs::path& path) {
  std::uintmax_t bytes = 0;
  for (const auto& entry : fs::directory_iterator(path))
    bytes += entry.is_regular_file() ? entry.file_size() : 0;
  return bytes;
}

void report(benchmark::State& state, const fs::path& path) {
  auto count = static_cast<double>(statement_count());
  state.counters["statements/s"] = benchmark::Counter(count, benchmark::Counter::kIsIterationInvariantRate);
  state.counters["bytes/statement"] = static_cast<double>(bytes_of(path)) / count;
  fs::remove_all(path);
}

// Times what is done with rows, not how they are made: they come in chunks, as a reader of files has them.
class Clock {
 public:
  template <typename Work>
  void time(const Work& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  }
  template <typename Use>
  void each_chunk(const Use& use) {
    bench::RandomGraph graph(statement_count() / 10 + 1, 1);
    std::vector<StreamRow> chunk(kChunk);
    for (std::size_t done = 0; done < statement_count(); done += chunk.size()) {
      chunk.resize(std::min(kChunk, statement_count() - done));
      for (StreamRow& row : chunk) row = graph.next();
      time([&] { use(std::span<const StreamRow>(chunk)); });
    }
  }
  double seconds() const { return seconds_; }

 private:
  static constexpr std::size_t kChunk = 4096;

  double seconds_ = 0;
};

void BulkLoad(benchmark::State& state) {
  for (auto unused : state) {
    fs::remove_all(folder());
    Clock clock;
    auto store = Store::open(folder(), Store::Mode::kWrite);
    BulkLoader loader(*store);
    clock.each_chunk([&](std::span<const StreamRow> chunk) { loader.add_rows(chunk); });
    clock.time([&] {
      loader.finish();
      store.reset();
    });
    state.SetIterationTime(clock.seconds());
  }
  report(state, folder());
}
BENCHMARK(BulkLoad)->Unit(benchmark::kMillisecond)->UseManualTime();

void AddInGroups(benchmark::State& state) {
  const std::vector<DocumentRecord> documents = records();
  constexpr std::size_t kGroup = 100;
  for (auto unused : state) {
    fs::remove_all(folder());
    auto store = Store::open(folder(), Store::Mode::kWrite);
    for (std::size_t from = 0; from < documents.size(); from += kGroup)
      store->add_all(std::span(documents).subspan(from, std::min(kGroup, documents.size() - from)));
  }
  report(state, folder());
}
BENCHMARK(AddInGroups)->Unit(benchmark::kMillisecond)->UseRealTime();

bool put_edges(std::span<const StreamRow> rows, rocksdb::DB& db) {
  rocksdb::WriteBatch batch;
  for (const StreamRow& row : rows) {
    std::string subject = row.statement.subject.print('Q'), object = row.statement.object.print('Q');
    const std::string& relation = row.statement.relation;
    for (const std::string& key : {"s" + subject + relation + object, "p" + relation + object + subject,
                                   "o" + object + subject + relation})
      batch.Put(key, row.statement.time).PermitUncheckedError();
  }
  return db.Write({}, &batch).ok();
}

void PlainRocksDb(benchmark::State& state) {
  for (auto unused : state) {
    Clock clock;
    fs::remove_all(folder());
    rocksdb::Options options;
    options.create_if_missing = true;
    options.compression = rocksdb::kLZ4Compression;
    rocksdb::DB* opened = nullptr;
    if (!rocksdb::DB::Open(options, folder().string(), &opened).ok())
      return state.SkipWithError("cannot open");
    std::unique_ptr<rocksdb::DB> db(opened);
    bool fine = true;
    clock.each_chunk([&](std::span<const StreamRow> chunk) { fine = fine && put_edges(chunk, *db); });
    clock.time([&] { fine = fine && db->Flush({}).ok(); });
    if (!fine) return state.SkipWithError("cannot write");
    state.SetIterationTime(clock.seconds());
  }
  report(state, folder());
}
BENCHMARK(PlainRocksDb)->Unit(benchmark::kMillisecond)->UseManualTime();

// Opening and the neighbours of one entity: what a command waits for, but for starting the process.
void OpenAndNeighbours(benchmark::State& state) {
  fs::remove_all(folder());
  {
    auto store = Store::open(folder(), Store::Mode::kWrite);
    BulkLoader loader(*store);
    loader.add_rows(rows());
    loader.finish();
  }
  std::size_t found = 0;
  for (auto unused : state) {
    auto snapshot = Store::open(folder(), Store::Mode::kReadOnly)->snapshot();
    for (Id id : snapshot->named(bench::RandomGraph::name_of(3)))
      found += snapshot->neighbours(id, Direction::kBoth).size();
  }
  if (found == 0) state.SkipWithError("found nobody");
  fs::remove_all(folder());
}
BENCHMARK(OpenAndNeighbours)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace guanxi
