#include "tools/commands/graph_output.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <vector>

#include "extract/statement/error.h"
#include "graph/exchange/graphml_writer.h"

namespace guanxi::cli {
namespace {

namespace fs = std::filesystem;

using MakeSink = std::unique_ptr<GraphSink> (*)(std::ostream& out);

template <typename Writer>
std::unique_ptr<GraphSink> make_sink(std::ostream& out) {
  return std::make_unique<Writer>(out);
}

struct Format {
  std::string_view name;
  MakeSink make;
};

constexpr Format kFormats[] = {
    {"graphml", make_sink<GraphmlWriter>},
};

const Format* find_format(std::string_view name) {
  const auto* found = std::find_if(std::begin(kFormats), std::end(kFormats),
                                   [&](const Format& format) { return format.name == name; });
  return found == std::end(kFormats) ? nullptr : found;
}

// A file that takes its name only when it is whole.
class WholeFile {
 public:
  explicit WholeFile(const fs::path& path)
      : path_(path), part_(fmt::format("{}.part-{}", path.string(), getpid())) {
    stream_.open(part_, std::ios::binary | std::ios::trunc);
    if (!stream_) throw Error(ErrorKind::kSystem, fmt::format("{}: cannot be written", path.string()));
  }
  ~WholeFile() {
    std::error_code ignored;
    if (!kept_) fs::remove(part_, ignored);
  }
  std::ostream& stream() { return stream_; }
  void keep() {
    stream_.close();
    std::error_code error;
    if (stream_) fs::rename(part_, path_, error);
    if (!stream_ || error)
      throw Error(ErrorKind::kSystem, fmt::format("{}: cannot be written", path_.string()));
    kept_ = true;
  }

 private:
  fs::path path_;
  fs::path part_;
  std::ofstream stream_;
  bool kept_ = false;
};

}  // namespace

bool is_graph_format(std::string_view format) {
  return find_format(format) != nullptr;
}

std::string graph_formats() {
  std::string text;
  for (const Format& format : kFormats) text.append(text.empty() ? "" : ", ").append(format.name);
  return text;
}

int write_graph(const Snapshot& snapshot, const ExportSelection& selection, std::string_view format,
                const std::string& path) {
  const Format& chosen = *find_format(format);
  ExportSummary summary;
  if (path.empty() || path == "-") {
    summary = export_graph(snapshot, selection, *chosen.make(std::cout));
  } else {
    WholeFile file(path);
    summary = export_graph(snapshot, selection, *chosen.make(file.stream()));
    file.keep();
  }
  std::cerr << describe(summary);
  return summary.nodes == 0 ? 1 : 0;
}

}  // namespace guanxi::cli
