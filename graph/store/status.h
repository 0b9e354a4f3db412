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

// Does nothing when the status is good. place: the store, named where RocksDB names no file in it; or the
// table
// (*.sst) that it is about.
void check(const rocksdb::Status& status, const std::filesystem::path& place = {});

}  // namespace guanxi
