#include "graph/view/memory_graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "extract/statement/error.h"

namespace guanxi {
namespace {

// What one pass over the rows yields: statements in the order of their subjects.
struct Rows {
  std::vector<Id> subjects;
  std::vector<std::uint32_t> lengths;
  std::vector<Id> objects;
  std::vector<MemoryEdge> edges;
};

void check_size(std::uint64_t statements) {
  if (statements >= std::numeric_limits<std::uint32_t>::max()) {
    throw Error(ErrorKind::kUsage, fmt::format("{} statements are more than the graph in memory can number; "
                                               "narrow the question with --relation, --since or --around",
                                               statements));
  }
}

Rows read_rows(const Snapshot& snapshot) {
  const StoreCounts counts = snapshot.counts();
  check_size(counts.statements);
  Rows rows;
  rows.objects.reserve(counts.statements);
  rows.edges.reserve(counts.statements);
  snapshot.each_row([&](Id subject, std::span<const Neighbour> row) {
    rows.subjects.push_back(subject);
    rows.lengths.push_back(static_cast<std::uint32_t>(row.size()));
    for (const Neighbour& entry : row) {
      rows.objects.push_back(entry.other);
      rows.edges.push_back({.statement = entry.statement,
                            .first = entry.days.first,
                            .last = entry.days.last,
                            .relation = entry.relation,
                            .factuality = entry.factuality,
                            .claimed = entry.claimed});
    }
    return true;
  });
  check_size(rows.edges.size());
  return rows;
}

// Subjects and those objects that are the subject of nothing.
IdIndex index_of(const Rows& rows) {
  const IdIndex subjects(rows.subjects);
  std::vector<Id> others;
  for (const Id object : rows.objects) {
    if (!subjects.find(object)) others.push_back(object);
  }
  std::sort(others.begin(), others.end());
  others.erase(std::unique(others.begin(), others.end()), others.end());
  std::vector<Id> all;
  all.reserve(rows.subjects.size() + others.size());
  std::merge(rows.subjects.begin(), rows.subjects.end(), others.begin(), others.end(),
             std::back_inserter(all));
  return IdIndex(std::move(all));
}

using Ends = std::pair<std::uint32_t, std::uint32_t>;

std::vector<Ends> number_ends(const Rows& rows, const IdIndex& index) {
  std::vector<Ends> ends;
  ends.reserve(rows.objects.size());
  std::size_t at = 0;
  for (std::size_t row = 0; row < rows.subjects.size(); ++row) {
    const std::uint32_t subject = *index.find(rows.subjects[row]);
    for (std::uint32_t i = 0; i < rows.lengths[row]; ++i)
      ends.emplace_back(subject, *index.find(rows.objects[at++]));
  }
  return ends;
}

}  // namespace

MemoryGraph::MemoryGraph(const Snapshot& snapshot) {
  Rows rows = read_rows(snapshot);
  index_ = IdIndex(index_of(rows));
  const std::vector<Ends> ends = number_ends(rows, index_);
  rows.objects = {};
  csr_ = Csr(boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), rows.edges.begin(),
             static_cast<std::uint32_t>(index_.size()));
}

std::size_t MemoryGraph::bytes() const {
  const auto& forward = csr_.m_forward;
  const auto& backward = csr_.m_backward;
  return index_.bytes() +
         (forward.m_rowstart.capacity() + forward.m_column.capacity() + backward.m_rowstart.capacity() +
          backward.m_column.capacity() + backward.m_edge_properties.capacity()) *
             sizeof(std::uint32_t) +
         forward.m_edge_properties.capacity() * sizeof(MemoryEdge);
}

}  // namespace guanxi
