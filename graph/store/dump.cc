#include "graph/store/dump.h"

#include <fmt/format.h>

#include <unordered_map>
#include <vector>

#include "extract/statement/error.h"
#include "extract/statement/stream.h"

namespace guanxi {
namespace {

constexpr std::size_t kPiece = 64 * 1024;
constexpr std::size_t kBatch = 50'000;  // statements whose evidence is read at once

}  // namespace

void dump_stream(const Snapshot& snapshot, const std::function<void(std::string_view lines)>& write) {
  std::unordered_map<Id, Entity> entities;
  snapshot.each_entity([&](const StoredEntity& stored) {
    entities.emplace(stored.id, stored.entity);
    return true;
  });
  auto entity = [&](Id id) -> const Entity& {
    auto found = entities.find(id);
    if (found == entities.end())
      throw Error(ErrorKind::kStore,
                  fmt::format("the store is damaged: a statement is about the entity {}, which is "
                              "not there; run guanxi verify --repair",
                              id.print('Q')));
    return found->second;
  };
  std::string lines;
  std::vector<StoredStatement> batch;
  std::vector<Id> ids;
  auto write_batch = [&] {
    snapshot.read_evidence(ids, true, [&](std::size_t at, const std::vector<StoredEvidence>& found) {
      const Statement& statement = batch[at].statement;
      for (const StoredEvidence& evidence : found)
        append_stream_row({entity(statement.subject), entity(statement.object), statement, evidence.document,
                           evidence.evidence},
                          lines);
      if (lines.size() < kPiece) return;
      write(lines);
      lines.clear();
    });
    batch.clear();
    ids.clear();
  };
  snapshot.each_statement([&](const StoredStatement& stored) {
    ids.push_back(stored.id);
    batch.push_back(stored);
    if (batch.size() == kBatch) write_batch();
    return true;
  });
  write_batch();
  write(lines);
}

}  // namespace guanxi
