// The store that a query reads.
#pragma once

#include <memory>

#include "graph/store/store.h"
#include "tools/commands/options.h"

namespace guanxi::cli {

struct AskedStore {
  std::unique_ptr<Store> store;
  std::shared_ptr<const Snapshot> snapshot;

  const Snapshot& operator*() const { return *snapshot; }
  const Snapshot* operator->() const { return snapshot.get(); }
};

// Opens the store that --store names, for reading only.
inline AskedStore open_asked_store(const Arguments& arguments) {
  AskedStore asked;
  asked.store = Store::open(arguments.store(), Store::Mode::kReadOnly);
  asked.snapshot = asked.store->snapshot();
  return asked;
}

}  // namespace guanxi::cli
