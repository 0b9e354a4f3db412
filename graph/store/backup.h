// Backup: a second store with the same content, made at once.
//
// RocksDB's checkpoint: tables are linked where the target is on the same file system (no copy, no space),
// copied where not. The store must be open for writing, so that nobody else writes meanwhile; adding may go
// on.
#pragma once

#include <filesystem>

#include "graph/store/store.h"

namespace guanxi {

// target must not exist. Throws Error(kUsage) when it does, Error(kSystem) when the system refuses.
void backup_store(Store& store, const std::filesystem::path& target);

}  // namespace guanxi
