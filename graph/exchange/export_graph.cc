#include "graph/exchange/export_graph.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <set>
#include <tuple>
#include <utility>

#include "graph/exchange/day_text.h"

namespace guanxi {
namespace {

constexpr std::string_view kOtherColor = "#999999";   // of a kind that no pack declares
constexpr std::size_t kBatch = std::size_t{1} << 19;  // statements that are read at once

class Exporter {
 public:
  Exporter(const Snapshot& snapshot, const ExportSelection& selection, GraphSink& sink)
      : snapshot_(snapshot), selection_(selection), sink_(sink), filter_(snapshot, selection.filter) {}

  ExportSummary run() {
    sink_.begin({selection_.edges, snapshot_.ontology().kinds(), snapshot_.counts().statements});
    write_nodes();
    write_edges();
    write_batch();
    sink_.end();
    summary_.left_out = sink_.left_out();
    return summary_;
  }

 private:
  bool inside(Id entity) const {
    return (!selection_.within ||
            std::binary_search(selection_.within->begin(), selection_.within->end(), entity)) &&
           filter_.admits(entity);
  }

  bool exported(const Neighbour& entry) const { return filter_.passes(entry) && inside(entry.other); }

  template <typename Visit>
  void each_selected_entity(Visit&& visit) {
    if (selection_.within) {
      for (const Id id : *selection_.within) {
        if (const auto stored = snapshot_.entity(id); stored && filter_.admits_kind(stored->entity.kind))
          visit(*stored);
      }
      return;
    }
    snapshot_.each_entity([&](const StoredEntity& stored) {
      if (filter_.admits_kind(stored.entity.kind)) visit(stored);
      return true;
    });
  }

  void write_nodes() {
    if (selection_.within) {
      return each_selected_entity([&](const StoredEntity& stored) {
        write_node(stored, snapshot_.neighbours(stored.id, Direction::kBoth));
      });
    }
    snapshot_.each_entity_row([&](const StoredEntity& stored, std::span<const Neighbour> row) {
      if (filter_.admits_kind(stored.entity.kind)) write_node(stored, row);
      return true;
    });
  }

  void write_node(const StoredEntity& stored, std::span<const Neighbour> row) {
    const auto degree =
        std::count_if(row.begin(), row.end(), [&](const Neighbour& entry) { return exported(entry); });
    if (degree == 0 && !selection_.isolated) return;
    const KindDeclaration* kind = snapshot_.ontology().kind(stored.entity.kind);
    ++summary_.nodes;
    ++summary_.kinds[stored.entity.kind];
    sink_.node({stored, kind != nullptr ? kind->label_zh : stored.entity.kind,
                kind != nullptr && !kind->color.empty() ? kind->color : std::string(kOtherColor),
                static_cast<std::uint64_t>(degree)});
  }

  void write_edges() {
    if (selection_.edges == EdgeGrouping::kPairs) {
      each_selected_entity([&](const StoredEntity& stored) {
        take_pairs(stored.id, snapshot_.neighbours(stored.id, Direction::kBoth));
      });
    } else if (selection_.within) {
      for (const Id id : *selection_.within) {
        if (filter_.admits(id)) take_row(id, snapshot_.neighbours(id, Direction::kOut));
      }
    } else {
      snapshot_.each_row([&](Id subject, std::span<const Neighbour> row) {
        if (filter_.admits(subject)) take_row(subject, {row.begin(), row.end()});
        return true;
      });
    }
  }

  void take_row(Id subject, std::vector<Neighbour> row) {
    std::erase_if(row, [&](const Neighbour& entry) { return !exported(entry); });
    if (selection_.edges == EdgeGrouping::kRelations) {
      std::stable_sort(row.begin(), row.end(), [](const Neighbour& a, const Neighbour& b) {
        return std::tie(a.relation, a.other) < std::tie(b.relation, b.other);
      });
    }
    take(subject, std::move(row));
  }

  // Each pair is written from its lesser end; a self loop once.
  void take_pairs(Id entity, std::vector<Neighbour> row) {
    std::erase_if(row, [&](const Neighbour& entry) {
      return entry.other < entity || !exported(entry) || (entry.other == entity && !entry.outgoing);
    });
    std::stable_sort(row.begin(), row.end(),
                     [](const Neighbour& a, const Neighbour& b) { return a.other < b.other; });
    take(entity, std::move(row));
  }

  // What rows do not tell themselves is read for many of them at once, in the order of ids: that is many
  // times quicker than statement by statement, and memory still does not grow with the graph.
  void take(Id end, std::vector<Neighbour> row) {
    if (!needs_statements() && !selection_.evidence) return write_row(end, row);
    batched_ += row.size();
    batch_.push_back({end, std::move(row)});
    if (batched_ >= kBatch) write_batch();
  }

  bool needs_statements() const { return selection_.edges == EdgeGrouping::kStatements; }

  void write_batch() {
    read_told();
    for (const auto& [end, row] : batch_) write_row(end, row);
    batch_.clear();
    batched_ = 0;
  }

  void read_told() {
    told_ids_.clear();
    for (const auto& [end, row] : batch_)
      for (const Neighbour& entry : row) told_ids_.push_back(entry.statement);
    std::sort(told_ids_.begin(), told_ids_.end());
    told_ids_.erase(std::unique(told_ids_.begin(), told_ids_.end()), told_ids_.end());
    told_ = std::vector<Told>(told_ids_.size());
    snapshot_.read_statements(told_ids_, [&](std::size_t at, StoredStatement stored) {
      told_[at].time = stored.statement.time;
      if (needs_statements()) told_[at].stored = std::make_unique<StoredStatement>(std::move(stored));
    });
    if (!selection_.evidence) return;
    snapshot_.read_evidence(told_ids_, false, [&](std::size_t at, const std::vector<StoredEvidence>& found) {
      for (const StoredEvidence& one : found)
        told_[at].evidence.push_back(one.document + ':' + std::to_string(one.evidence.line));
    });
  }

  void write_row(Id end, std::span<const Neighbour> row) {
    switch (selection_.edges) {
      case EdgeGrouping::kStatements:
        for (const Neighbour& entry : row) write_statement(end, entry);
        break;
      case EdgeGrouping::kRelations:
        each_group(
            row,
            [](const Neighbour& a, const Neighbour& b) {
              return a.relation == b.relation && a.other == b.other;
            },
            [&](std::span<const Neighbour> group) { write_relation(end, group); });
        break;
      case EdgeGrouping::kPairs:
        each_group(
            row, [](const Neighbour& a, const Neighbour& b) { return a.other == b.other; },
            [&](std::span<const Neighbour> group) { write_pair(end, group); });
        break;
    }
  }

  template <typename Same, typename Visit>
  static void each_group(std::span<const Neighbour> row, Same&& same, Visit&& visit) {
    for (std::size_t begin = 0; begin < row.size();) {
      std::size_t end = begin + 1;
      while (end < row.size() && same(row[begin], row[end])) ++end;
      visit(row.subspan(begin, end - begin));
      begin = end;
    }
  }

  std::string label_of(const std::string& relation) const {
    const RelationDeclaration* declared = snapshot_.ontology().relation(relation);
    return declared != nullptr && !declared->label_zh.empty() ? declared->label_zh : relation;
  }

  void write_relation(Id subject, std::span<const Neighbour> group) {
    ExportedEdge edge;
    edge.source = subject;
    edge.target = group.front().other;
    edge.relation = snapshot_.relation_name(group.front().relation);
    edge.label = label_of(edge.relation);
    edge.id = Id::of({subject.print('Q'), edge.relation, edge.target.print('Q')}).print('E');
    write_grouped(edge, group);
  }

  void write_pair(Id entity, std::span<const Neighbour> group) {
    ExportedEdge edge;
    edge.source = entity;
    edge.target = group.front().other;
    std::set<std::string> relations, labels;
    for (const Neighbour& entry : group) relations.insert(snapshot_.relation_name(entry.relation));
    for (const std::string& relation : relations) labels.insert(label_of(relation));
    edge.relation = fmt::format("{}", fmt::join(relations, ", "));
    edge.label = fmt::format("{}", fmt::join(labels, ", "));
    edge.id = Id::of({entity.print('Q'), edge.target.print('Q')}).print('E');
    write_grouped(edge, group);
  }

  void write_grouped(ExportedEdge& edge, std::span<const Neighbour> group) {
    edge.weight = group.size();
    for (const Neighbour& entry : group) {
      if (selection_.evidence) {
        add_occurrence(edge, told(entry.statement), entry.days);
      } else if (std::string time = print_days(entry.days); !time.empty()) {
        edge.times.push_back({std::move(time), entry.days});
      }
    }
    std::stable_sort(edge.times.begin(), edge.times.end(), [](const ExportedTime& a, const ExportedTime& b) {
      return a.days.first < b.days.first;
    });
    write(edge);
  }

  void write_statement(Id subject, const Neighbour& entry) {
    const Told& told = this->told(entry.statement);
    if (told.stored == nullptr) return;
    ExportedEdge edge;
    edge.id = entry.statement.print('S');
    edge.source = subject;
    edge.target = entry.other;
    edge.relation = told.stored->statement.relation;
    edge.label = label_of(edge.relation);
    edge.statement = &told.stored->statement;
    add_occurrence(edge, told, told.stored->days);
    write(edge);
  }

  // What is known of a statement beyond its row.
  struct Told {
    std::string time;
    std::vector<std::string> evidence;        // "document:line"
    std::unique_ptr<StoredStatement> stored;  // kStatements only
  };

  const Told& told(Id statement) const {
    const auto at = std::lower_bound(told_ids_.begin(), told_ids_.end(), statement);
    return told_[static_cast<std::size_t>(at - told_ids_.begin())];
  }

  static void add_occurrence(ExportedEdge& edge, const Told& told, DayRange days) {
    if (!told.time.empty()) edge.times.push_back({told.time, days});
    edge.evidence.insert(edge.evidence.end(), told.evidence.begin(), told.evidence.end());
  }

  void write(const ExportedEdge& edge) {
    ++summary_.edges;
    ++summary_.relations[edge.relation];
    if (edge.times.empty()) ++summary_.undated;
    for (const ExportedTime& time : edge.times) widen_span(time.days, summary_.span);
    sink_.edge(edge);
  }

  const Snapshot& snapshot_;
  const ExportSelection& selection_;
  GraphSink& sink_;
  BoundFilter filter_;
  ExportSummary summary_;
  std::vector<std::pair<Id, std::vector<Neighbour>>> batch_;  // rows that wait
  std::size_t batched_ = 0;                                   // statements in them
  std::vector<Id> told_ids_;
  std::vector<Told> told_;  // of told_ids_
};

std::string list_counts(const std::map<std::string, std::uint64_t>& counts) {
  std::string text;
  for (const auto& [word, count] : counts)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", word, count);
  return text.empty() ? "none" : text;
}

}  // namespace

// An open end is no end of the span.
void widen_span(DayRange days, DayRange& span) {
  if (days.first != kNoFirstDay) {
    span.first = span.first == kNoFirstDay ? days.first : std::min(span.first, days.first);
  }
  const Day last = days.last != kNoLastDay ? days.last : days.first;
  if (last != kNoFirstDay) span.last = span.last == kNoLastDay ? last : std::max(span.last, last);
}

ExportSummary export_graph(const Snapshot& snapshot, const ExportSelection& selection, GraphSink& sink) {
  return Exporter(snapshot, selection, sink).run();
}

std::string describe(const ExportSummary& summary) {
  std::string text;
  if (summary.nodes > 0 || summary.edges == 0) {
    text = fmt::format("{} nodes ({})\n", summary.nodes, list_counts(summary.kinds));
  }
  text += summary.relations.size() <= 30
              ? fmt::format("{} edges ({})\n", summary.edges, list_counts(summary.relations))
              : fmt::format("{} edges of {} kinds\n", summary.edges, summary.relations.size());
  const std::string first = print_first(summary.span);
  text += first.empty() ? "no times" : fmt::format("times {} to {}", first, print_last(summary.span));
  text += summary.undated == 0 ? "\n" : fmt::format("; {} edges without a time\n", summary.undated);
  if (summary.left_out > 0) {
    text += fmt::format("{} characters that the format cannot hold were left out\n", summary.left_out);
  }
  return text;
}

}  // namespace guanxi
