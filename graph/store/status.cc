#include "graph/store/status.h"

#include <fmt/format.h>
#include <rocksdb/status.h>

#include <string_view>

#include "extract/statement/error.h"

namespace guanxi {
namespace {

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

bool refused_by_system(const rocksdb::Status& status) {
  if (status.IsNoSpace()) return true;
  std::string text = status.ToString();
  for (std::string_view reason :
       {"No space left", "Permission denied", "Too many open files", "Read-only file system",
        "Disk quota exceeded", "File too large", "Input/output error", "Operation not permitted"})
    if (contains(text, reason)) return true;
  return false;
}

}  // namespace

void check(const rocksdb::Status& status, const std::filesystem::path& place) {
  if (status.ok()) return;
  std::string text = status.ToString();
  if (place.extension() == ".sst")
    text = fmt::format("{}: {}", place.string(), text);
  else if (!place.empty() && !contains(text, place.string()))
    text = fmt::format("{} (its log, *.log, or manifest, MANIFEST-*): {}", place.string(), text);
  if (refused_by_system(status))
    throw Error(
        ErrorKind::kSystem,
        fmt::format("the system refused to work on the store: {}; mend that and run the command again, "
                    "nothing that was reported as added is lost",
                    text));
  throw Error(ErrorKind::kStore, fmt::format("the store is damaged: {}; run guanxi verify, and guanxi verify "
                                             "--repair or a backup to mend it",
                                             text));
}

}  // namespace guanxi
