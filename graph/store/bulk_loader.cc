#include "graph/store/bulk_loader.h"

#include <fmt/format.h>

#include <mutex>
#include <optional>

#include "extract/statement/error.h"
#include "graph/store/rocks_store.h"
#include "graph/store/sink.h"
#include "graph/store/transaction.h"

namespace guanxi {
namespace {

// While statements and entities are merged, six sorters fill, each with one buffer filling and one being
// written; the two merged keep theirs. Fresh memory costs more than the few more runs of smaller buffers.
constexpr std::size_t kBuffersAtOnce = 16;

RocksStore& require_rocks(Store& store) {
  auto* rocks = dynamic_cast<RocksStore*>(&store);
  if (rocks == nullptr) throw Error(ErrorKind::kUsage, "only a store on disk can be loaded in bulk");
  rocks->require_writable();
  return *rocks;
}

// The folder for sorting, which goes with the object.
class WorkFolder {
 public:
  explicit WorkFolder(std::filesystem::path path) : path_(std::move(path)) {
    std::error_code failure;
    std::filesystem::remove_all(path_, failure);
    std::filesystem::create_directories(path_, failure);
    if (failure)
      throw Error(ErrorKind::kSystem,
                  fmt::format("{}: cannot be made: {}", path_.string(), failure.message()));
  }
  ~WorkFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace

struct BulkLoader::Work {
  Work(RocksStore& store, std::size_t memory)
      : store(store),
        lock(store.writing()),
        folder(store.database().path() / kBulkFolder),
        transaction(store.database(), store.pack_fingerprint(),
                    {memory / kBuffersAtOnce, folder.path(), Sorter::make_spares()}) {}

  RocksStore& store;
  std::lock_guard<std::mutex> lock;
  WorkFolder folder;
  Transaction transaction;
};

BulkLoader::BulkLoader(Store& store, std::size_t memory)
    : work_(std::make_unique<Work>(require_rocks(store), memory)) {}
BulkLoader::~BulkLoader() = default;

AddOutcome BulkLoader::add(const DocumentRecord& record, const std::optional<std::string>& pack) {
  return work_->transaction.add(record, pack);
}

AddOutcome BulkLoader::add_part(const DocumentRecord& part) {
  return work_->transaction.add_part(part);
}

bool BulkLoader::remove(std::string_view path) {
  return work_->transaction.remove(path);
}

void BulkLoader::add_rows(std::span<const StreamRow> rows) {
  work_->transaction.add_rows(rows);
}

StoreCounts BulkLoader::finish() {
  SstSink sink(work_->store.database(), work_->folder.path());
  work_->transaction.write(sink);
  sink.commit();
  StoreCounts counts = work_->transaction.counts();
  work_.reset();
  return counts;
}

}  // namespace guanxi
