#include "graph/view/store_graph.h"

#include <algorithm>

namespace guanxi {

const StoreGraph::Row& StoreGraph::row(Id entity) const {
  const auto known = rows_.find(entity);
  if (known != rows_.end()) return known->second;
  Row row;
  row.entries = snapshot_->neighbours(entity, Direction::kBoth);
  const auto middle = std::stable_partition(row.entries.begin(), row.entries.end(),
                                            [](const Neighbour& entry) { return entry.outgoing; });
  row.outgoing = static_cast<std::size_t>(middle - row.entries.begin());
  return rows_.emplace(entity, std::move(row)).first->second;
}

std::span<const Neighbour> StoreGraph::out_row(Id entity) const {
  const Row& found = row(entity);
  return {found.entries.data(), found.outgoing};
}

std::span<const Neighbour> StoreGraph::in_row(Id entity) const {
  const Row& found = row(entity);
  return std::span<const Neighbour>(found.entries).subspan(found.outgoing);
}

}  // namespace guanxi
