#include "graph/exchange/export_graph.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <future>
#include <memory>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "extract/statement/day_text.h"
#include "graph/store/run_both.h"
#include "graph/view/id_index.h"

namespace guanxi {
namespace {

constexpr std::string_view kOtherColor = "#999999";  // of a kind that no pack declares
// Statements of which more is read at once than rows tell: as many as bounded memory holds, for each time
// the whole store is passed through.
constexpr std::size_t kSourceBatch = std::size_t{1} << 20;
constexpr std::size_t kStatementBatch = std::size_t{1} << 19;

class Exporter {
 public:
  Exporter(const Snapshot& snapshot, const ExportSelection& selection, GraphSink& sink)
      : snapshot_(snapshot),
        selection_(selection),
        sink_(sink),
        filter_(snapshot, selection.filter),
        node_filter_(snapshot, selection.filter) {}

  ExportSummary run() {
    sink_.begin({selection_.edges, snapshot_.ontology().kinds(), snapshot_.counts().statements});
    writing_nodes_ = std::async(std::launch::async, [this] { write_nodes(); });
    write_edges();
    write_batch();
    sink_.end();
    summary_.left_out = sink_.left_out();
    return summary_;
  }

 private:
  bool inside(Id entity) const {
    return !selection_.within ||
           std::binary_search(selection_.within->begin(), selection_.within->end(), entity);
  }

  bool exported(const Neighbour& entry, const BoundFilter& filter) const {
    return filter.passes(entry) && inside(entry.other) && filter.admits(entry.other);
  }

  template <typename Visit>
  void each_selected_entity(const BoundFilter& filter, Visit&& visit) {
    if (selection_.within) {
      for (const Id id : *selection_.within) {
        if (const auto stored = snapshot_.entity(id); stored && filter.admits_kind(stored->entity.kind))
          visit(*stored);
      }
      return;
    }
    snapshot_.each_entity([&](const StoredEntity& stored) {
      if (filter.admits_kind(stored.entity.kind)) visit(stored);
      return true;
    });
  }

  void write_nodes() {
    if (selection_.within) {
      return each_selected_entity(node_filter_, [&](const StoredEntity& stored) {
        write_node(stored, snapshot_.neighbours(stored.id, Direction::kBoth));
      });
    }
    snapshot_.each_entity_row([&](const StoredEntity& stored, std::span<const Neighbour> row) {
      if (node_filter_.admits_kind(stored.entity.kind)) write_node(stored, row);
      return true;
    });
  }

  void write_node(const StoredEntity& stored, std::span<const Neighbour> row) {
    const auto degree = std::count_if(row.begin(), row.end(),
                                      [&](const Neighbour& entry) { return exported(entry, node_filter_); });
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
      each_selected_entity(filter_, [&](const StoredEntity& stored) {
        take_pairs(stored.id, snapshot_.neighbours(stored.id, Direction::kBoth));
      });
    } else if (selection_.within) {
      for (const Id id : *selection_.within) {
        if (filter_.admits(id)) take_row(id, snapshot_.neighbours(id, Direction::kOut));
      }
    } else {
      snapshot_.each_row([&](Id subject, std::span<const Neighbour> row) {
        if (filter_.admits(subject)) take_row(subject, row);
        return true;
      });
    }
  }

  void take_row(Id subject, std::span<const Neighbour> all) {
    make_room(all.size());
    for (const Neighbour& entry : all)
      if (exported(entry, filter_)) batch_.push_back(entry);
    if (selection_.edges == EdgeGrouping::kRelations) {
      std::sort(batch_.begin() + batched_, batch_.end(), [](const Neighbour& a, const Neighbour& b) {
        return std::tie(a.relation, a.other, a.days.first, a.statement) <
               std::tie(b.relation, b.other, b.days.first, b.statement);
      });
    }
    take(subject);
  }

  // Each pair is written from its lesser end; a self loop once.
  void take_pairs(Id entity, std::span<const Neighbour> all) {
    make_room(all.size());
    for (const Neighbour& entry : all)
      if (entity <= entry.other && exported(entry, filter_) && (entry.other != entity || entry.outgoing))
        batch_.push_back(entry);
    std::stable_sort(batch_.begin() + batched_, batch_.end(),
                     [](const Neighbour& a, const Neighbour& b) { return a.other < b.other; });
    take(entity);
  }

  // What rows do not tell themselves is read for many of them at once, in the order of ids: that is many
  // times quicker than statement by statement, and memory still does not grow with the graph.
  void make_room(std::size_t entries) {
    const std::size_t most = needs_statements() ? kStatementBatch : kSourceBatch;
    if (batch_.size() + entries > most) write_batch();
    if (batch_.capacity() == 0 && (needs_statements() || selection_.evidence))
      batch_.reserve(std::min<std::size_t>(most, snapshot_.counts().statements));
  }

  // The entries behind those that wait are a row.
  void take(Id end) {
    rows_.push_back({end, batch_.size() - batched_});
    batched_ = static_cast<std::ptrdiff_t>(batch_.size());
    if (!needs_statements() && !selection_.evidence) write_batch();
  }

  bool needs_statements() const { return selection_.edges == EdgeGrouping::kStatements; }

  void write_batch() {
    if (needs_statements() || selection_.evidence) read_told();
    if (writing_nodes_.valid()) writing_nodes_.get();
    std::size_t place = 0;
    for (const auto& [end, size] : rows_) {
      write_row(end, std::span(batch_).subspan(place, size), place);
      place += size;
    }
    rows_.clear();
    batch_.clear();
    batched_ = 0;
  }

  // A document by its number, 0 for none, and the line; or where several stand: kMoreSources less the number
  // of the list, and the place.
  struct NumberedSource {
    std::uint32_t document = 0;
    std::uint32_t line = 0;
  };
  static constexpr std::uint32_t kMoreSources = ~std::uint32_t{0};

  // The statements of a batch that are asked about, in the order of ids, and where each stands in it. Keeps
  // its memory from batch to batch: the system would not get it back in between, nor could others use it.
  struct Asked {
    std::vector<std::pair<Id, std::uint32_t>> sorted;
    std::vector<Id> ids;

    std::uint32_t place(std::size_t at) const { return sorted[at].second; }
  };

  template <typename Wanted>
  void ask(const Wanted& wanted) {
    asked_.sorted.clear();
    asked_.sorted.reserve(batch_.capacity());
    for (std::uint32_t place = 0; place < batch_.size(); ++place)
      if (wanted(batch_[place])) asked_.sorted.emplace_back(batch_[place].statement, place);
    std::sort(asked_.sorted.begin(), asked_.sorted.end());
    asked_.ids.clear();
    asked_.ids.reserve(batch_.capacity());
    for (const auto& [id, place] : asked_.sorted) asked_.ids.push_back(id);
  }

  void read_told() {
    told_.clear();
    told_.resize(needs_statements() ? batch_.size() : 0);
    times_.clear();
    ask([&](const Neighbour& entry) { return needs_statements() || !entry.plain_time; });
    snapshot_.read_statements(asked_.ids, [&](std::size_t at, StoredStatement stored) {
      const std::uint32_t place = asked_.place(at);
      if (needs_statements()) {
        told_[place] = std::make_unique<StoredStatement>(std::move(stored));
      } else {
        times_.emplace(place, std::move(stored.statement.time));
      }
    });
    if (selection_.evidence) read_sources();
  }

  // Two threads read a half of the ids each.
  void read_sources() {
    if (path_begins_.empty()) read_documents();
    sources_.reserve(batch_.capacity());
    sources_.assign(batch_.size(), {});
    ask([](const Neighbour&) { return true; });
    const std::size_t middle = asked_.ids.size() / 2;
    run_both([&] { read_sources(0, middle, 0); },
             [&] { read_sources(middle, asked_.ids.size() - middle, 1); });
  }

  void read_sources(std::size_t begin, std::size_t count, std::uint32_t half) {
    std::vector<NumberedSource>& more = more_sources_[half];
    more.clear();
    const auto ids = std::span(asked_.ids).subspan(begin, count);
    snapshot_.read_sources(ids, [&](std::size_t at, std::span<const Source> found) {
      NumberedSource& first = sources_[asked_.place(begin + at)];
      if (found.size() == 1) {
        first = numbered(found.front());
        return;
      }
      first = {kMoreSources - half, static_cast<std::uint32_t>(more.size())};
      for (const Source& source : found) more.push_back(numbered(source));
      more.push_back({});
    });
  }

  // The place of the document among all, from 1.
  NumberedSource numbered(const Source& source) const {
    const auto number = documents_.find(source.document);
    if (!number) snapshot_.document_path(source.document);  // throws
    return {number.value_or(0) + 1, source.line};
  }

  void read_documents() {
    std::vector<Id> ids;
    snapshot_.each_document([&](const StoredDocument& document) {
      ids.push_back(document.id);
      path_begins_.push_back(paths_.size());
      paths_ += document.path;
    });
    path_begins_.push_back(paths_.size());
    documents_ = IdIndex(std::move(ids));
  }

  void append_sources(std::size_t place, std::string& text) const {
    const NumberedSource& first = sources_[place];
    if (first.document < kMoreSources - 1) return append_source(first, text);
    const auto& more = more_sources_[kMoreSources - first.document];
    for (std::size_t at = first.line; more[at].document != 0; ++at) append_source(more[at], text);
  }

  void append_source(const NumberedSource& source, std::string& text) const {
    if (source.document == 0) return;
    if (!text.empty()) text.append("; ");
    const std::uint64_t begin = path_begins_[source.document - 1];
    text.append(paths_, begin, path_begins_[source.document] - begin).push_back(':');
    char digits[10];
    text.append(digits, std::to_chars(digits, digits + sizeof digits, source.line).ptr);
  }

  // place: where the first entry stands in the batch.
  void write_row(Id end, std::span<const Neighbour> row, std::size_t place) {
    edge_.source = end;
    switch (selection_.edges) {
      case EdgeGrouping::kStatements:
        for (const Neighbour& entry : row) write_statement(entry, place++);
        break;
      case EdgeGrouping::kRelations:
        each_group(
            row,
            [](const Neighbour& a, const Neighbour& b) {
              return a.relation == b.relation && a.other == b.other;
            },
            [&](std::span<const Neighbour> group) {
              write_relation(group, place);
              place += group.size();
            });
        break;
      case EdgeGrouping::kPairs:
        each_group(
            row, [](const Neighbour& a, const Neighbour& b) { return a.other == b.other; },
            [&](std::span<const Neighbour> group) {
              write_pair(group, place);
              place += group.size();
            });
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

  // What is the same for all edges of a relation.
  struct RelationText {
    std::string name;
    std::string label;
  };

  const RelationText& text_of(std::uint32_t relation) {
    const auto [entry, is_new] = relations_.try_emplace(relation);
    RelationText& text = entry->second;
    if (is_new) {
      text.name = snapshot_.relation_name(relation);
      const RelationDeclaration* declared = snapshot_.ontology().relation(text.name);
      text.label = declared != nullptr && !declared->label_zh.empty() ? declared->label_zh : text.name;
    }
    return text;
  }

  void begin_edge(Id target) {
    edge_.target = target;
    edge_.times.clear();
    edge_.evidence.clear();
  }

  void write_relation(std::span<const Neighbour> group, std::size_t place) {
    const RelationText& text = text_of(group.front().relation);
    begin_edge(group.front().other);
    edge_.relation = text.name;
    edge_.label = text.label;
    edge_.id = Id::of({edge_.source.print('Q'), edge_.relation, edge_.target.print('Q')}).print('E');
    write_grouped(group, place);
  }

  void write_pair(std::span<const Neighbour> group, std::size_t place) {
    begin_edge(group.front().other);
    std::set<std::string> relations, labels;
    for (const Neighbour& entry : group) {
      const RelationText& text = text_of(entry.relation);
      relations.insert(text.name);
      labels.insert(text.label);
    }
    edge_.relation = fmt::format("{}", fmt::join(relations, ", "));
    edge_.label = fmt::format("{}", fmt::join(labels, ", "));
    edge_.id = Id::of({edge_.source.print('Q'), edge_.target.print('Q')}).print('E');
    write_grouped(group, place);
  }

  // Where evidence is asked for, a time is written as it stands in the statement.
  void write_grouped(std::span<const Neighbour> group, std::size_t place) {
    edge_.weight = group.size();
    for (const Neighbour& entry : group) {
      const bool as_days = entry.plain_time || !selection_.evidence;
      add_time(as_days ? print_days(entry.days) : times_[static_cast<std::uint32_t>(place)], entry.days);
      if (selection_.evidence) append_sources(place, edge_.evidence);
      ++place;
    }
    if (group.size() > 1) {
      std::stable_sort(
          edge_.times.begin(), edge_.times.end(),
          [](const ExportedTime& a, const ExportedTime& b) { return a.days.first < b.days.first; });
    }
    write();
  }

  void add_time(std::string time, DayRange days) {
    if (!time.empty()) edge_.times.push_back({std::move(time), days});
  }

  void write_statement(const Neighbour& entry, std::size_t place) {
    if (told_[place] == nullptr) return;
    const RelationText& text = text_of(entry.relation);
    begin_edge(entry.other);
    edge_.id = entry.statement.print('S');
    edge_.relation = text.name;
    edge_.label = text.label;
    edge_.statement = &told_[place]->statement;
    add_time(edge_.statement->time, told_[place]->days);
    if (selection_.evidence) append_sources(place, edge_.evidence);
    write();
  }

  void write() {
    ++summary_.edges;
    ++count_of(edge_.relation);
    if (edge_.times.empty()) ++summary_.undated;
    for (const ExportedTime& time : edge_.times) widen_span(time.days, summary_.span);
    sink_.edge(edge_);
  }

  // Edges of one relation mostly follow one another.
  std::uint64_t& count_of(const std::string& relation) {
    if (count_ == nullptr || counted_ != relation) {
      count_ = &summary_.relations[relation];
      counted_ = relation;
    }
    return *count_;
  }

  const Snapshot& snapshot_;
  const ExportSelection& selection_;
  GraphSink& sink_;
  BoundFilter filter_;
  ExportSummary summary_;
  std::unordered_map<std::uint32_t, RelationText> relations_;
  ExportedEdge edge_;  // the one being written
  std::string counted_;
  std::uint64_t* count_ = nullptr;  // of edges of that relation

  std::vector<Neighbour> batch_;                  // entries of rows that wait
  std::ptrdiff_t batched_ = 0;                    // where the last of them ends
  std::vector<std::pair<Id, std::size_t>> rows_;  // their ends and sizes
  Asked asked_;
  // What is known of the entries beyond themselves, by their place in the batch:
  std::vector<std::unique_ptr<StoredStatement>> told_;    // kStatements only
  std::unordered_map<std::uint32_t, std::string> times_;  // other than their days print
  std::vector<NumberedSource> sources_;
  std::array<std::vector<NumberedSource>, 2> more_sources_;  // of statements with several, each up to a 0
  IdIndex documents_;
  std::string paths_;                       // of documents_, one behind the other
  std::vector<std::uint64_t> path_begins_;  // of each of them, and the end of the last

  // Nodes go to the sink while the first edges are read. Last: it must not outlive what it uses.
  BoundFilter node_filter_;
  std::future<void> writing_nodes_;
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
