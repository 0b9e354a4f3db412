#include "graph/exchange/export_statements.h"

#include <algorithm>
#include <unordered_map>

#include "graph/exchange/day_text.h"

namespace guanxi {
namespace {

constexpr std::size_t kRemembered = 50'000;  // entities

class StatementExporter {
 public:
  StatementExporter(const Snapshot& snapshot, const ExportSelection& selection, StatementSink& sink)
      : snapshot_(snapshot), selection_(selection), sink_(sink), filter_(snapshot, selection.filter) {}

  ExportSummary run() {
    sink_.begin();
    if (selection_.within) {
      for (const Id id : *selection_.within) {
        for (const Neighbour& entry : snapshot_.neighbours(id, Direction::kOut)) {
          if (const auto stored = snapshot_.statement(entry.statement)) take(*stored);
        }
      }
    } else {
      snapshot_.each_statement([&](const StoredStatement& stored) {
        take(stored);
        return true;
      });
    }
    sink_.end();
    return summary_;
  }

 private:
  bool inside(Id entity) const {
    return !selection_.within ||
           std::binary_search(selection_.within->begin(), selection_.within->end(), entity);
  }

  void take(const StoredStatement& stored) {
    const Statement& statement = stored.statement;
    if (!filter_.passes(stored) || !inside(statement.subject) || !inside(statement.object)) return;
    if (known_.size() > kRemembered) known_.clear();
    const StoredEntity& subject = entity(statement.subject);
    const StoredEntity& object = entity(statement.object);
    if (!filter_.admits_kind(subject.entity.kind) || !filter_.admits_kind(object.entity.kind)) return;
    ++summary_.edges;
    ++summary_.relations[statement.relation];
    if (statement.time.empty()) ++summary_.undated;
    widen_span(stored.days, summary_.span);
    sink_.statement({stored, subject, object, snapshot_.ontology().relation(statement.relation),
                     snapshot_.evidence(stored.id)});
  }

  const StoredEntity& entity(Id id) {
    const auto found = known_.find(id);
    if (found != known_.end()) return found->second;
    return known_.emplace(id, snapshot_.entity(id).value_or(StoredEntity{id, {}, {}})).first->second;
  }

  const Snapshot& snapshot_;
  const ExportSelection& selection_;
  StatementSink& sink_;
  BoundFilter filter_;
  ExportSummary summary_;
  std::unordered_map<Id, StoredEntity> known_;  // references into it stay valid until it is cleared
};

}  // namespace

ExportSummary export_statements(const Snapshot& snapshot, const ExportSelection& selection,
                                StatementSink& sink) {
  return StatementExporter(snapshot, selection, sink).run();
}

}  // namespace guanxi
