#include "graph/exchange/export_statements.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "extract/statement/day_text.h"

namespace guanxi {
namespace {

constexpr std::size_t kBatch = 100'000;  // statements

class StatementExporter {
 public:
  StatementExporter(const Snapshot& snapshot, const ExportSelection& selection, StatementSink& sink)
      : snapshot_(snapshot), selection_(selection), sink_(sink), filter_(snapshot, selection.filter) {}

  ExportSummary run() {
    sink_.begin();
    if (selection_.within) {
      for (const Id id : *selection_.within) take_statements_of(id);
    } else {
      snapshot_.each_statement([&](const StoredStatement& stored) {
        take(stored);
        return true;
      });
    }
    write_batch();
    sink_.end();
    return summary_;
  }

 private:
  bool inside(Id entity) const {
    return !selection_.within ||
           std::binary_search(selection_.within->begin(), selection_.within->end(), entity);
  }

  void take_statements_of(Id id) {
    for (const Neighbour& entry : snapshot_.neighbours(id, Direction::kOut)) {
      if (const auto stored = snapshot_.statement(entry.statement)) take(*stored);
    }
  }

  void take(const StoredStatement& stored) {
    const Statement& statement = stored.statement;
    if (!filter_.passes(stored) || !inside(statement.subject) || !inside(statement.object)) return;
    batch_.push_back(stored);
    if (batch_.size() == kBatch) write_batch();
  }

  // What the statements of a batch need is read in the order of ids, which is far quicker than one by one.
  void write_batch() {
    read_entities();
    std::erase_if(batch_, [&](const StoredStatement& stored) {
      return !filter_.admits_kind(entity(stored.statement.subject).entity.kind) ||
             !filter_.admits_kind(entity(stored.statement.object).entity.kind);
    });
    const std::vector<std::vector<StoredEvidence>> evidence = read_evidence();
    for (std::size_t i = 0; i < batch_.size(); ++i) write(batch_[i], evidence[i]);
    batch_.clear();
  }

  void write(const StoredStatement& stored, const std::vector<StoredEvidence>& evidence) {
    const Statement& statement = stored.statement;
    ++summary_.edges;
    ++summary_.relations[statement.relation];
    if (statement.time.empty()) ++summary_.undated;
    widen_span(stored.days, summary_.span);
    sink_.statement({stored, entity(statement.subject), entity(statement.object),
                     snapshot_.ontology().relation(statement.relation), evidence});
  }

  void read_entities() {
    std::vector<Id> ids;
    for (const StoredStatement& stored : batch_) {
      ids.push_back(stored.statement.subject);
      ids.push_back(stored.statement.object);
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    entities_.clear();
    for (const Id id : ids) entities_.push_back({id, {}, {}});
    snapshot_.read_entities(ids,
                            [&](std::size_t at, StoredEntity found) { entities_[at] = std::move(found); });
  }

  const StoredEntity& entity(Id id) const {
    return *std::lower_bound(entities_.begin(), entities_.end(), id,
                             [](const StoredEntity& entity, Id wanted) { return entity.id < wanted; });
  }

  std::vector<std::vector<StoredEvidence>> read_evidence() const {
    std::vector<std::pair<Id, std::size_t>> order;
    for (std::size_t i = 0; i < batch_.size(); ++i) order.emplace_back(batch_[i].id, i);
    std::sort(order.begin(), order.end());
    std::vector<Id> ids;
    for (const auto& [id, place] : order) ids.push_back(id);
    std::vector<std::vector<StoredEvidence>> evidence(batch_.size());
    snapshot_.read_evidence(ids, true, [&](std::size_t at, std::vector<StoredEvidence> found) {
      evidence[order[at].second] = std::move(found);
    });
    return evidence;
  }

  const Snapshot& snapshot_;
  const ExportSelection& selection_;
  StatementSink& sink_;
  BoundFilter filter_;
  ExportSummary summary_;
  std::vector<StoredStatement> batch_;
  std::vector<StoredEntity> entities_;  // those of the batch, by id
};

}  // namespace

ExportSummary export_statements(const Snapshot& snapshot, const ExportSelection& selection,
                                StatementSink& sink) {
  return StatementExporter(snapshot, selection, sink).run();
}

}  // namespace guanxi
