#include "graph/store/dump.h"

#include <fmt/format.h>

#include <unordered_map>

#include "extract/statement/error.h"
#include "extract/statement/stream.h"

namespace guanxi {
namespace {

constexpr std::size_t kPiece = 64 * 1024;

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
  snapshot.each_statement([&](const StoredStatement& stored) {
    const Statement& statement = stored.statement;
    for (const StoredEvidence& evidence : snapshot.evidence(stored.id))
      append_stream_row({entity(statement.subject), entity(statement.object), statement, evidence.document,
                         evidence.evidence},
                        lines);
    if (lines.size() >= kPiece) {
      write(lines);
      lines.clear();
    }
    return true;
  });
  write(lines);
}

}  // namespace guanxi
