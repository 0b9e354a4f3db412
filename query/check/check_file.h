// CheckFile: scripted queries as tests, written in YAML.
//
//   store: ../contacts.store        # relative to the file; or
//   graph: |                        # a small graph, made by CREATE statements; or
//     CREATE (:Person {name: 'A'})-[:met]->(:Person {name: 'B'})
//   text: |                         # sentences to extract from (or a list of {name, text})
//     ...
//   cases:
//     - name: who met whom
//       query: MATCH (p)-[:met]->(q) WHERE p.name = $who RETURN p.name, q.name
//       params: {who: A}
//       rows:                       # all of them, in any order; in_order: true minds the order
//         - [A, B]
//     - name: contacts of A
//       command: contacts --who A   # of guanxi, with its options; not with `graph`
//       at_least: 1
//
// A case may expect: rows, contains (some of the rows), columns, count, at_least, at_most, empty: true, error
// (a part of the message). A row is a list of values in the order of the columns, or a map of some columns.
// Dates and other temporal values are written as strings, nodes and relationships as Cypher prints them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/cypher/value/value.h"

namespace guanxi::check {

struct Expectation {
  std::optional<std::vector<cypher::Value>> rows;  // each a list or a map
  std::optional<std::vector<cypher::Value>> contains;
  std::optional<std::vector<std::string>> columns;
  std::optional<std::uint64_t> count;
  std::optional<std::uint64_t> at_least;
  std::optional<std::uint64_t> at_most;
  std::optional<std::string> error;
  bool in_order = false;
  bool empty = false;
};

struct Case {
  std::string name;
  std::uint32_t line = 0;  // 1-based, where the case begins
  std::string query;       // one of these two
  std::vector<std::string> command;
  cypher::Map parameters;
  Expectation expect;
};

struct Document {
  std::string name;
  std::string text;
};

struct CheckFile {
  std::string path;
  std::string store;  // as written; at most one of these three
  std::string graph;
  std::vector<Document> documents;
  std::vector<Case> cases;
};

// Throws Error(kInput) that names path, line and what was expected.
CheckFile parse_check_file(const std::string& path, std::string_view yaml);
CheckFile read_check_file(const std::string& path);

// The words of a command line, parted at blanks outside of quotes.
std::vector<std::string> split_command(std::string_view text);

}  // namespace guanxi::check
