// Turns RocksDB's status into Guanxi's Error.
//
// What the system refuses (no space, no permission, no file handles, an I/O error) becomes Error(kSystem),
// damage and everything else Error(kStore). RocksDB's own text, which names the file, is kept in the message.
#pragma once

#include <filesystem>

namespace rocksdb {
class Status;
}

namespace guanxi {

// Does nothing when the status is good. store is named where RocksDB names no file.
void check(const rocksdb::Status& status, const std::filesystem::path& store = {});

}  // namespace guanxi
