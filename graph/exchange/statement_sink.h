// StatementSink: what a format of statements (rather than of a graph) must be able to take, one after the
// other.
#pragma once

#include <cstdint>
#include <vector>

#include "graph/store/store.h"

namespace guanxi {

struct ExportedStatement {
  const StoredStatement& stored;
  const StoredEntity& subject;
  const StoredEntity& object;
  const RelationDeclaration* relation = nullptr;  // null where no pack declares it
  const std::vector<StoredEvidence>& evidence;    // at least one in a sound store
};

class StatementSink {
 public:
  virtual ~StatementSink() = default;

  virtual void begin() {}
  virtual void statement(const ExportedStatement& statement) = 0;
  // Writes what is still to be written.
  virtual void end() = 0;
};

}  // namespace guanxi
