// Path: a chain of entities, each tied to the next by a statement.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "graph/store/store.h"

namespace guanxi {

struct Hop {
  Id from;
  Id to;
  StoredStatement stored;        // the first of those that tie the two
  bool forward = true;           // whether `from` is the subject
  std::uint32_t statements = 1;  // how many tie the two
  std::optional<Day> earliest;   // chronological paths: the first day by which this step can have happened
  std::vector<StoredEvidence> evidence;  // only where asked for
};

struct Path {
  std::vector<Hop> hops;  // empty: from an entity to itself
  double length = 0;      // hops, or the sum of their lengths where weighted
};

struct PathAnswer {
  std::vector<Path> paths;  // shortest first
  std::string cut;          // why the answer is cut; empty: it is whole
};

}  // namespace guanxi
