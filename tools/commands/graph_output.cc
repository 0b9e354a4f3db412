#include "tools/commands/graph_output.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <system_error>

#include "extract/statement/error.h"
#include "graph/exchange/csv_writer.h"
#include "graph/exchange/dot_writer.h"
#include "graph/exchange/export_statements.h"
#include "graph/exchange/gexf_writer.h"
#include "graph/exchange/graphml_writer.h"
#include "graph/exchange/statement_writers.h"

namespace guanxi::cli {
namespace {

namespace fs = std::filesystem;

using Write = ExportSummary (*)(const Snapshot&, const ExportSelection&, std::ostream& out);

template <typename Writer>
ExportSummary write_as_graph(const Snapshot& snapshot, const ExportSelection& selection, std::ostream& out) {
  Writer writer(out);
  return export_graph(snapshot, selection, writer);
}

ExportSummary write_jsonl(const Snapshot& snapshot, const ExportSelection& selection, std::ostream& out) {
  JsonlStatements writer(out);
  return export_statements(snapshot, selection, writer);
}

template <RdfStatements::Syntax syntax>
ExportSummary write_rdf(const Snapshot& snapshot, const ExportSelection& selection, std::ostream& out) {
  RdfStatements writer(out, syntax);
  return export_statements(snapshot, selection, writer);
}

struct Format {
  std::string_view name;
  Write write;      // null: written to a folder or by another program
  bool statements;  // one of statements rather than of a graph
};

constexpr Format kFormats[] = {
    {"graphml", write_as_graph<GraphmlWriter>, false},
    {"gexf", write_as_graph<GexfWriter>, false},
    {"dot", write_as_graph<DotWriter>, false},
    {"svg", nullptr, false},
    {"csv", nullptr, true},
    {"jsonl", write_jsonl, true},
    {"turtle", write_rdf<RdfStatements::Syntax::kTurtle>, true},
    {"nquads", write_rdf<RdfStatements::Syntax::kNquads>, true},
};

// A file that takes its name only when it is whole. What a link leads to is written, not the link; a device
// or a pipe is written as it stands.
class WholeFile {
 public:
  explicit WholeFile(const fs::path& path) : given_(path), path_(path) {
    std::error_code none;
    const fs::file_status status = fs::status(path, none);
    in_place_ = fs::exists(status) && !fs::is_regular_file(status);
    if (!in_place_ && fs::exists(status)) path_ = fs::canonical(path);
    part_ = path_;
    if (!in_place_) part_ += fmt::format(".part-{}", getpid());
    errno = 0;
    stream_.open(part_, std::ios::binary | std::ios::trunc);
    if (!stream_) fail(errno);
  }
  ~WholeFile() {
    std::error_code ignored;
    if (!kept_ && !in_place_) fs::remove(part_, ignored);
  }
  std::ostream& stream() { return stream_; }
  void keep() {
    if (stream_) {
      errno = 0;
      stream_.close();
    }
    if (!stream_) fail(errno);
    std::error_code error;
    if (!in_place_) fs::rename(part_, path_, error);
    if (error) fail(error.value());
    kept_ = true;
  }

 private:
  [[noreturn]] void fail(int reason) const {
    throw Error(ErrorKind::kSystem, fmt::format("{}: cannot be written: {}", given_.string(),
                                                std::generic_category().message(reason == 0 ? EIO : reason)));
  }

  fs::path given_;
  fs::path path_;  // where links end
  fs::path part_;
  bool in_place_ = false;
  std::ofstream stream_;
  bool kept_ = false;
};

const Format* find_format(std::string_view name) {
  const auto* found = std::find_if(std::begin(kFormats), std::end(kFormats),
                                   [&](const Format& format) { return format.name == name; });
  return found == std::end(kFormats) ? nullptr : found;
}

ExportSummary write_file(const Snapshot& snapshot, const ExportSelection& selection, Write write,
                         const std::string& path) {
  if (path.empty() || path == "-") return write(snapshot, selection, std::cout);
  WholeFile file(path);
  const ExportSummary summary = write(snapshot, selection, file.stream());
  file.keep();
  return summary;
}

// nodes.csv, edges.csv and statements.csv.
ExportSummary write_csv_folder(const Snapshot& snapshot, const ExportSelection& selection,
                               const std::string& path) {
  if (path.empty() || path == "-") {
    throw Error(ErrorKind::kUsage, "csv is three files: name the folder for them with --output");
  }
  std::error_code error;
  fs::create_directories(path, error);
  if (error) throw Error(ErrorKind::kSystem, fmt::format("{}: {}", path, error.message()));
  WholeFile nodes(fs::path(path) / "nodes.csv");
  WholeFile edges(fs::path(path) / "edges.csv");
  WholeFile statements(fs::path(path) / "statements.csv");
  CsvWriter graph(nodes.stream(), edges.stream());
  const ExportSummary summary = export_graph(snapshot, selection, graph);
  CsvStatements rows(statements.stream());
  export_statements(snapshot, selection, rows);
  nodes.keep();
  edges.keep();
  statements.keep();
  return summary;
}

// A folder of its own for files that nobody is to keep.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (fs::temp_directory_path() / "guanxi-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw Error(ErrorKind::kSystem, name + ": cannot be made");
    path_ = name;
  }
  ~ScratchFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// Graphviz draws what DotWriter writes.
ExportSummary write_svg(const Snapshot& snapshot, const ExportSelection& selection, const std::string& path) {
  const ScratchFolder scratch;
  const fs::path dot = scratch.path() / "graph.dot";
  const fs::path svg = scratch.path() / "graph.svg";
  const ExportSummary summary = write_file(snapshot, selection, write_as_graph<DotWriter>, dot.string());
  const std::string command = fmt::format("dot -Tsvg -o '{}' '{}'", svg.string(), dot.string());
  if (std::system(command.c_str()) != 0) {
    throw Error(ErrorKind::kSystem, "Graphviz's dot failed; is the package graphviz installed?");
  }
  std::ifstream drawn(svg, std::ios::binary);
  if (path.empty() || path == "-") {
    std::cout << drawn.rdbuf();
  } else {
    WholeFile file(path);
    file.stream() << drawn.rdbuf();
    file.keep();
  }
  return summary;
}

ExportSummary write_format(const Snapshot& snapshot, const ExportSelection& selection,
                           std::string_view format, const std::string& path) {
  const Format& chosen = *find_format(format);
  if (chosen.write != nullptr) return write_file(snapshot, selection, chosen.write, path);
  if (format == "svg") return write_svg(snapshot, selection, path);
  return write_csv_folder(snapshot, selection, path);
}

}  // namespace

bool is_graph_format(std::string_view format) {
  return find_format(format) != nullptr;
}

bool is_statement_format(std::string_view format) {
  const Format* found = find_format(format);
  return found != nullptr && found->statements;
}

std::string graph_formats() {
  std::string text;
  for (const Format& format : kFormats) text.append(text.empty() ? "" : ", ").append(format.name);
  return text;
}

int write_graph(const Snapshot& snapshot, const ExportSelection& selection, std::string_view format,
                const std::string& path) {
  ExportSummary summary;
  try {
    summary = write_format(snapshot, selection, format, path);
  } catch (const Error& error) {
    // The writers know of a stream that failed, and not of what.
    if (error.kind() != ErrorKind::kSystem || path.empty() ||
        std::string_view(error.what()).starts_with(path))
      throw;
    throw Error(ErrorKind::kSystem, fmt::format("{}: {}", path, error.what()));
  }
  std::cerr << describe(summary);
  return summary.nodes + summary.edges == 0 ? 1 : 0;
}

}  // namespace guanxi::cli
