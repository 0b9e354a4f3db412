// Runs the cases of a check file and tells what held.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "graph/store/store.h"
#include "query/check/check_file.h"

namespace guanxi::check {

// What a query or command answered. Values that are not plain data (nodes, dates, ...) are their printed
// form.
struct Outcome {
  std::vector<std::string> columns;
  std::vector<cypher::List> rows;
  std::string error;  // its message, where it failed
};

struct Result {
  const Case* test = nullptr;
  std::vector<std::string> problems;  // empty: it held. A line each, as a readable diff.
  Outcome outcome;
  double seconds = 0;
};

// What the layer above lends: query knows nothing of extraction and of other commands.
struct Callbacks {
  // Runs a command of guanxi in this process on the store and returns its rows.
  std::function<Outcome(const std::vector<std::string>& command, const std::string& store)> run_command;
  // Extracts the documents into a new store and returns its path, which lasts as long as the callbacks do.
  std::function<std::string(const std::vector<Document>& documents)> build_store;
};

// store: where files name none; may be empty. wanted: which cases run. Throws Error: kInput when the file
// asks for what it has not, kStore when the store fails.
std::vector<Result> run_checks(const CheckFile& file, const std::string& store, const Callbacks& callbacks,
                               const std::function<bool(const Case&)>& wanted);

// What does not hold, a line each; a difference of rows as "- expected" and "+ answered".
std::vector<std::string> compare(const Expectation& expect, const Outcome& outcome);

// A value as check files write it.
std::string print_yaml(const cypher::Value& value);

}  // namespace guanxi::check
