#include "graph/store/store.h"

#include <fmt/format.h>

#include "extract/statement/error.h"

namespace guanxi {

DocumentRecord Snapshot::record(std::string_view path) const {
  throw Error(ErrorKind::kUsage, fmt::format("{}: this graph is not a store and keeps no documents", path));
}

std::string Snapshot::content_digest() const {
  throw Error(ErrorKind::kUsage, "this graph is not a store and has no digest");
}

}  // namespace guanxi
