// A graph with every name that has broken some graph reader, and what is to be read of it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "graph/exchange/graph_sink.h"
#include "tests/graph/memory_snapshot.h"

namespace guanxi::test {

struct NastyName {
  std::string raw;
  std::string kept;  // what XML can hold of it
};

const std::vector<NastyName>& nasty_names();

// People with nasty names who met, phoned and wrote to each other: parallel edges, a self loop, times of
// every form.
MemorySnapshot nasty_graph();

// What a reader must find of an export of it, as JSON:
//   {"directed": …, "nodes": {id: {"name", "kind"}}, "edges": {id: {"source", "target", "relation", "weight",
//   "dates"}}}
std::string expected_json(const Snapshot& snapshot, EdgeGrouping edges);

// A folder of this process for the files of a test; emptied first.
std::filesystem::path fresh_folder(std::string_view name);
void write_file(const std::filesystem::path& path, std::string_view text);
std::string read_file(const std::filesystem::path& path);

// Runs a program; its output on standard output and error, and its exit status.
struct Ran {
  int status = -1;
  std::string output;
};
Ran run(const std::string& command);

}  // namespace guanxi::test
