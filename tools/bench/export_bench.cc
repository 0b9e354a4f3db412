// guanxi-export-bench: times the export of a store in each format, written to nowhere, and tells peak memory.
//
//   guanxi-export-bench STORE [FORMAT]   graphml, graphml-bare (without evidence), gexf, dot, jsonl, nquads
// libs: guanxi::store guanxi::exchange
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <ostream>
#include <streambuf>
#include <string>

#include "extract/statement/error.h"
#include "graph/exchange/dot_writer.h"
#include "graph/exchange/export_statements.h"
#include "graph/exchange/gexf_writer.h"
#include "graph/exchange/graphml_writer.h"
#include "graph/exchange/statement_writers.h"

namespace {

using namespace guanxi;

// Counts what is written to it.
class Nowhere : public std::streambuf {
 public:
  std::uint64_t bytes = 0;

 protected:
  int_type overflow(int_type c) override {
    ++bytes;
    return traits_type::not_eof(c);
  }
  std::streamsize xsputn(const char*, std::streamsize size) override {
    bytes += static_cast<std::uint64_t>(size);
    return size;
  }
};

void write(const Snapshot& snapshot, const std::string& format, std::ostream& out) {
  ExportSelection selection;
  selection.evidence = format != "graphml-bare";
  const auto graph = [&](auto writer) { export_graph(snapshot, selection, *writer); };
  const auto statements = [&](auto writer) { export_statements(snapshot, selection, *writer); };
  if (format == "graphml" || format == "graphml-bare") return graph(std::make_unique<GraphmlWriter>(out));
  if (format == "gexf") return graph(std::make_unique<GexfWriter>(out));
  if (format == "dot") return graph(std::make_unique<DotWriter>(out));
  if (format == "jsonl") return statements(std::make_unique<JsonlStatements>(out));
  if (format == "nquads")
    return statements(std::make_unique<RdfStatements>(out, RdfStatements::Syntax::kNquads));
  throw Error(ErrorKind::kUsage, format + " is no format of this benchmark");
}

void time(const Snapshot& snapshot, const std::string& format) {
  Nowhere nowhere;
  std::ostream out(&nowhere);
  const auto begin = std::chrono::steady_clock::now();
  write(snapshot, format, out);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("%-14s %7.2f s %9.1f MB written, peak memory so far %ld MiB\n", format.c_str(), took.count(),
              static_cast<double>(nowhere.bytes) / 1e6, usage.ru_maxrss / 1024);
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "Usage: guanxi-export-bench STORE [FORMAT]\n");
    return 2;
  }
  try {
    const auto store = Store::open(argv[1], Store::Mode::kReadOnly);
    const auto snapshot = store->snapshot();
    if (argc > 2) {
      time(*snapshot, argv[2]);
    } else {
      for (const char* format : {"graphml-bare", "graphml", "gexf", "dot", "jsonl", "nquads"})
        time(*snapshot, format);
    }
    return 0;
  } catch (const guanxi::Error& error) {
    std::fprintf(stderr, "guanxi-export-bench: %s\n", error.what());
    return error.exit_status();
  }
}
