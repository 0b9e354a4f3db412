#include "graph/store/merge.h"

#include <fmt/format.h>

#include "extract/statement/error.h"
#include "graph/store/bulk_loader.h"

namespace guanxi {

MergeCounts merge_store(Store& into, const Store& from) {
  auto source = from.snapshot();
  std::string pack = from.pack_fingerprint();
  if (into.pack_fingerprint().empty() && !pack.empty()) into.set_pack(source->ontology(), pack);
  if (into.pack_fingerprint() != pack && source->counts().documents > 0)
    throw Error(
        ErrorKind::kStore,
        fmt::format("the stores were built with different packs ({} and {}); build one of them anew with the "
                    "pack of the other",
                    into.pack_fingerprint(), pack.empty() ? "none" : pack));
  MergeCounts counts;
  BulkLoader loader(into);
  for (const StoredDocument& document : source->documents()) {
    switch (loader.add(source->record(document.path), document.pack)) {
      case AddOutcome::kAdded:
        ++counts.added;
        break;
      case AddOutcome::kReplaced:
        ++counts.replaced;
        break;
      case AddOutcome::kUnchanged:
        ++counts.unchanged;
        break;
    }
  }
  loader.finish();
  return counts;
}

}  // namespace guanxi
