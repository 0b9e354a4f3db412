// NameReader: the entities that names on the command line mean, in any alias and either script.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/store/store.h"
#include "tools/commands/options.h"

namespace guanxi::cli {

class NameReader {
 public:
  // Keeps a reference to the snapshot.
  NameReader(const Snapshot& snapshot, const Arguments& arguments);

  // The one entity that the name means; Error(kUsage) lists them where there are several.
  StoredEntity one(std::string_view name) const;
  // Whom the names mean; a name borne by several means all of them, and standard error says so.
  std::vector<Id> all(const std::vector<std::string>& names) const;

 private:
  const Snapshot& snapshot_;
  std::function<std::string(std::string_view)> simplify_;
};

}  // namespace guanxi::cli
