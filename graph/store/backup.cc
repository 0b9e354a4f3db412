#include "graph/store/backup.h"

#include <fmt/format.h>
#include <rocksdb/utilities/checkpoint.h>

#include <memory>
#include <mutex>

#include "extract/statement/error.h"
#include "graph/store/commit_mark.h"
#include "graph/store/rocks_store.h"
#include "graph/store/status.h"

namespace guanxi {

void backup_store(Store& store, const std::filesystem::path& target) {
  auto* rocks = dynamic_cast<RocksStore*>(&store);
  if (rocks == nullptr) throw Error(ErrorKind::kUsage, "only a store on disk can be backed up");
  rocks->require_writable();
  if (std::filesystem::exists(target))
    throw Error(ErrorKind::kUsage,
                fmt::format("{}: is there already; name a folder that is not", target.string()));
  std::lock_guard lock(rocks->writing());
  rocksdb::Checkpoint* made = nullptr;
  check(rocksdb::Checkpoint::Create(&rocks->database().db(), &made));
  std::unique_ptr<rocksdb::Checkpoint> checkpoint(made);
  std::uint64_t sequence = 0;
  check(checkpoint->CreateCheckpoint(target.string(), 0, &sequence));
  CommitMarkFile(target).write(CommitMark::of(target, rocks->database().db().GetLatestSequenceNumber()));
}

}  // namespace guanxi
