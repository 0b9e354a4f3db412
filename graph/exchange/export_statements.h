// export_statements: walks the statements of a snapshot with both ends and all evidence, in the order of ids.
#pragma once

#include "graph/exchange/export_graph.h"
#include "graph/exchange/statement_sink.h"

namespace guanxi {

// Of the selection, `edges`, `evidence` and `isolated` mean nothing here. Memory does not grow with the
// store. In the summary, nodes are the ends of statements as they come: an entity that comes again much later
// counts once only while it is remembered, so `nodes` and `kinds` are left empty.
ExportSummary export_statements(const Snapshot& snapshot, const ExportSelection& selection,
                                StatementSink& sink);

}  // namespace guanxi
