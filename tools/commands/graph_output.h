// Graph formats on the command line: which there are, and writing one.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "graph/exchange/export_graph.h"
#include "tools/commands/options.h"

namespace guanxi::cli {

// Whether the word names a format of a graph rather than of rows.
bool is_graph_format(std::string_view format);
// Whether it is one of statements, which lose nothing, rather than a drawing of them.
bool is_statement_format(std::string_view format);
// "graphml, gexf, …"
std::string graph_formats();

// Exports the selection in the format to a path: a file, or for csv a folder; "-" or empty is standard
// output. Nothing is left behind where the export fails. Tells on standard error what a reader will show.
// Returns the exit status: 1 where the selection is empty.
int write_graph(const Snapshot& snapshot, const ExportSelection& selection, std::string_view format,
                const std::string& path);

}  // namespace guanxi::cli
