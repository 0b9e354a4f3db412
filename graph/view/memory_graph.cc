#include "graph/view/memory_graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <numeric>
#include <utility>

#include "extract/statement/error.h"
#include "graph/store/run_both.h"

namespace guanxi {
namespace {

// The statements of some subjects, in the order of these.
struct Part {
  std::vector<Id> subjects;
  std::vector<std::uint32_t> lengths;  // of their rows
  std::vector<Id> objects;
  std::vector<MemoryEdge> edges;
  std::vector<std::uint32_t> columns;  // the numbers of the objects
  std::vector<Id> others;              // objects that are the subject of nothing
};

constexpr std::uint32_t kNoNumber = ~std::uint32_t{0};

void check_size(std::uint64_t statements) {
  if (statements >= std::numeric_limits<std::uint32_t>::max()) {
    throw Error(ErrorKind::kUsage, fmt::format("{} statements are more than the graph in memory can number; "
                                               "narrow the question with --relation, --since or --around",
                                               statements));
  }
}

// room: for how many statements.
Part read_part(const Snapshot& snapshot, Id first, Id last, std::uint64_t room) {
  Part part;
  part.objects.reserve(room);
  part.edges.reserve(room);
  snapshot.each_row_between(first, last, [&](Id subject, std::span<const Neighbour> row) {
    part.subjects.push_back(subject);
    part.lengths.push_back(static_cast<std::uint32_t>(row.size()));
    for (const Neighbour& entry : row) {
      part.objects.push_back(entry.other);
      part.edges.push_back({.statement = entry.statement,
                            .first = entry.days.first,
                            .last = entry.days.last,
                            .relation = entry.relation,
                            .factuality = entry.factuality,
                            .claimed = entry.claimed});
    }
    return true;
  });
  return part;
}

void number_objects(const IdIndex& subjects, Part& part) {
  part.columns.reserve(part.objects.size());
  for (const Id object : part.objects) {
    const auto number = subjects.find(object);
    part.columns.push_back(number.value_or(kNoNumber));
    if (!number) part.others.push_back(object);
  }
  std::sort(part.others.begin(), part.others.end());
  part.others.erase(std::unique(part.others.begin(), part.others.end()), part.others.end());
}

// From numbers among the subjects to numbers among all entities. renumbered: of the subjects.
void renumber(const IdIndex& all, const std::vector<std::uint32_t>& renumbered, Part& part) {
  for (std::size_t at = 0; at < part.columns.size(); ++at) {
    std::uint32_t& column = part.columns[at];
    column = column == kNoNumber ? *all.find(part.objects[at]) : renumbered[column];
  }
}

template <typename T>
std::vector<T> joined(std::vector<T>& first, std::vector<T>& second) {
  std::vector<T> all = std::move(first);
  all.insert(all.end(), second.begin(), second.end());
  second = {};
  return all;
}

// Writes the rows of the targets from first to before end: their sources, in the order of the edges.
void fill_backward(const MemoryGraph::Csr& graph, std::uint32_t first, std::uint32_t end,
                   std::vector<std::uint32_t>& next, std::vector<std::uint32_t>& sources,
                   std::vector<std::uint32_t>& edges) {
  const auto& rows = graph.m_forward.m_rowstart;
  const auto& columns = graph.m_forward.m_column;
  for (std::uint32_t source = 0; source + 1 < rows.size(); ++source) {
    for (std::uint32_t edge = rows[source]; edge < rows[source + 1]; ++edge) {
      if (columns[edge] < first || columns[edge] >= end) continue;
      const std::uint32_t at = next[columns[edge]]++;
      sources[at] = source;
      edges[at] = edge;
    }
  }
}

// What Boost's constructor makes of the forward edges, for which it takes four times as long.
void add_backward(MemoryGraph::Csr& graph) {
  const auto& columns = graph.m_forward.m_column;
  const auto entities = static_cast<std::uint32_t>(graph.m_forward.m_rowstart.size() - 1);
  auto& backward = graph.m_backward;
  backward.m_rowstart.assign(entities + 1, 0);
  for (const std::uint32_t target : columns) ++backward.m_rowstart[target + 1];
  for (std::uint32_t entity = 0; entity < entities; ++entity)
    backward.m_rowstart[entity + 1] += backward.m_rowstart[entity];
  backward.m_column.resize(columns.size());
  backward.m_edge_properties.resize(columns.size());
  std::vector<std::uint32_t> next(backward.m_rowstart.begin(), backward.m_rowstart.end());
  const auto fill = [&](std::uint32_t first, std::uint32_t end) {
    fill_backward(graph, first, end, next, backward.m_column, backward.m_edge_properties);
  };
  run_both([&] { fill(0, entities / 2); }, [&] { fill(entities / 2, entities); });
}

}  // namespace

// In two halves, which two threads read and number.
MemoryGraph::MemoryGraph(const Snapshot& snapshot) {
  constexpr std::uint64_t kMiddle = std::uint64_t{1} << 63;
  const std::uint64_t statements = snapshot.counts().statements;
  check_size(statements);
  Part low, high;
  run_both([&] { low = read_part(snapshot, Id{0}, Id{kMiddle - 1}, statements); },
           [&] { high = read_part(snapshot, Id{kMiddle}, Id{~std::uint64_t{0}}, statements / 8 * 5); });
  check_size(low.edges.size() + high.edges.size());
  const std::vector<std::uint32_t> lengths = joined(low.lengths, high.lengths);
  const IdIndex subjects(joined(low.subjects, high.subjects));
  low.columns.reserve(statements);
  run_both([&] { number_objects(subjects, low); }, [&] { number_objects(subjects, high); });
  number_all(subjects, low.others, high.others);
  std::vector<std::uint32_t> renumbered;
  csr_.m_forward.m_rowstart.assign(index_.size() + 1, 0);
  for (std::uint32_t subject = 0; subject < subjects.size(); ++subject) {
    renumbered.push_back(*index_.find(subjects.id(subject)));
    csr_.m_forward.m_rowstart[renumbered.back() + 1] = lengths[subject];
  }
  auto& rowstart = csr_.m_forward.m_rowstart;
  std::partial_sum(rowstart.begin(), rowstart.end(), rowstart.begin());
  if (index_.size() > subjects.size())
    run_both([&] { renumber(index_, renumbered, low); }, [&] { renumber(index_, renumbered, high); });
  low.objects = high.objects = {};
  run_both([&] { csr_.m_forward.m_column = joined(low.columns, high.columns); },
           [&] { csr_.m_forward.m_edge_properties = joined(low.edges, high.edges); });
  add_backward(csr_);
}

// Subjects and those objects that are the subject of nothing.
void MemoryGraph::number_all(const IdIndex& subjects, const std::vector<Id>& low_others,
                             const std::vector<Id>& high_others) {
  std::vector<Id> others, all;
  std::set_union(low_others.begin(), low_others.end(), high_others.begin(), high_others.end(),
                 std::back_inserter(others));
  all.reserve(subjects.size() + others.size());
  std::merge(subjects.ids().begin(), subjects.ids().end(), others.begin(), others.end(),
             std::back_inserter(all));
  index_ = IdIndex(std::move(all));
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
