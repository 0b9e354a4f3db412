#include "query/paths/tie_graph.h"

#include <algorithm>
#include <tuple>

namespace guanxi {

std::uint32_t TieGraph::vertex(Id entity) const {
  const auto [at, added] = numbers_.try_emplace(entity, static_cast<std::uint32_t>(nodes_.size()));
  if (added) {
    nodes_.emplace_back().id = entity;
    place_.push_back(0);
  }
  return at->second;
}

bool TieGraph::passes(const Neighbour& entry) const {
  if (!filter_->passes(entry) || avoided_.contains(entry.other)) return false;
  return admitted_.contains(entry.other) || filter_->admits(entry.other);
}

// Adds the row's statements to ties, those to one entity together, in the order in which the row first names
// them.
void TieGraph::collect(std::uint32_t vertex, std::span<const Neighbour> row, std::vector<Tie>& ties) const {
  for (const Neighbour& entry : row) {
    if (!passes(entry)) continue;
    const std::uint32_t other = this->vertex(entry.other);
    if (other == vertex) continue;
    if (place_[other] == 0) {
      ties.push_back({vertex, other, 0});
      place_[other] = static_cast<std::uint32_t>(ties.size());
    }
    ++ties[place_[other] - 1].statements;
  }
}

std::span<const Tie> TieGraph::out(std::uint32_t vertex) const {
  Node& node = nodes_[vertex];
  if (node.read_out) return node.out;
  std::vector<Tie> ties;
  collect(vertex, store_->out_row(node.id), ties);
  if (!directed_) collect(vertex, store_->in_row(node.id), ties);
  for (const Tie& tie : ties) place_[tie.target] = 0;
  node.out = std::move(ties);
  node.read_out = true;
  return node.out;
}

std::span<const Tie> TieGraph::in(std::uint32_t vertex) const {
  if (!directed_) return out(vertex);
  Node& node = nodes_[vertex];
  if (node.read_in) return node.in;
  std::vector<Tie> ties;
  collect(vertex, store_->in_row(node.id), ties);
  for (const Tie& tie : ties) place_[tie.target] = 0;
  node.in = std::move(ties);
  node.read_in = true;
  return node.in;
}

std::vector<const Neighbour*> TieGraph::statements(std::uint32_t source, std::uint32_t target) const {
  std::vector<const Neighbour*> found;
  const auto take = [&](std::span<const Neighbour> row) {
    for (const Neighbour& entry : row) {
      if (entry.other == id(target) && passes(entry)) found.push_back(&entry);
    }
  };
  take(store_->out_row(id(source)));
  if (!directed_) take(store_->in_row(id(source)));
  std::sort(found.begin(), found.end(), [](const Neighbour* a, const Neighbour* b) {
    return std::tuple(unlimited(a->days), a->days.first, a->statement) <
           std::tuple(unlimited(b->days), b->days.first, b->statement);
  });
  return found;
}

}  // namespace guanxi
