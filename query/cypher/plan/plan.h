// The plan: the steps that answer a query, in the order in which a row passes through them.
//
// A step takes a row and hands on none, one or many; MATCH becomes a scan or an index lookup at the most
// selective node and expansions from there. A plan points into the bound statement that it keeps. Immutable;
// many threads may run one plan.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "query/cypher/bind/bound.h"
#include "query/cypher/graph_access.h"

namespace guanxi::cypher::plan {

struct Step;
using Steps = std::vector<Step>;

// Nodes with a label, or all.
struct ScanNodes {
  int slot;
  std::optional<std::string> label;
  std::string name;
  std::uint64_t estimate = 0;
};

// Nodes whose property may equal a value, through the graph's index; the predicate itself is still checked.
struct FindNodes {
  int slot;
  std::string property;
  const bound::Expression* value;
  bool any_of;  // value is a list of values
  std::string name;
};

// A node that an earlier clause bound: it must be a node, null ends the row.
struct CheckNode {
  int slot;
  const bound::LabelExpression* labels;
  std::string name;
};

// The two ends of a relationship that an earlier clause bound.
struct RelationshipEnds {
  const bound::Relationship* relationship;
  const bound::Node* left;
  const bound::Node* right;
  std::vector<int> others;
};

// One relationship from a node to the next, also of variable length.
struct Expand {
  const bound::Relationship* relationship;
  const bound::Node* from;
  const bound::Node* to;
  bool to_bound;                   // the other end is known already
  bool reversed;                   // from is the pattern's right side
  Sides sides;                     // seen from `from`
  std::vector<std::string> types;  // empty: all
  bool check_types;                // types do not say all that the pattern asks for
  std::vector<int> others;         // slots of this MATCH's other relationships, which must differ
};

// Both ends are known.
struct ShortestPath {
  const bound::Relationship* relationship;
  const bound::Node* from;
  const bound::Node* to;
  Sides sides;
  std::vector<std::string> types;
  bool check_types;
};

struct BuildPath {
  const bound::Path* path;
};

struct Filter {
  std::vector<const bound::Expression*> predicates;
};

// The inner steps' rows, or one row with nulls where they find none.
struct Optional {
  std::unique_ptr<Steps> inner;
  std::vector<int> slots;
};

struct Unwind {
  const bound::Unwind* clause;
};

struct Project {
  std::vector<const bound::Item*> items;
};

struct Aggregate {
  const bound::Projection* projection;
};

struct Distinct {
  std::vector<int> slots;
};

struct Sort {
  const bound::Projection* projection;
  std::vector<int> slots;  // what a later step still reads
};

struct Slice {
  const bound::Expression* skip;   // may be null
  const bound::Expression* limit;  // may be null
};

struct Create {
  const bound::Create* clause;
};

struct Delete {
  const bound::Delete* clause;
};

struct Call {
  const bound::Call* clause;
};

struct Step
    : std::variant<ScanNodes, FindNodes, CheckNode, RelationshipEnds, Expand, ShortestPath, BuildPath, Filter,
                   Optional, Unwind, Project, Aggregate, Distinct, Sort, Slice, Create, Delete, Call> {
  using variant::variant;
};

struct Part {
  Steps steps;
  std::vector<int> columns;  // slots
};

struct Query {
  std::vector<Part> parts;
  bool union_all = false;
};

struct Plan {
  std::shared_ptr<const bound::Statement> statement;
  Query query;
  std::vector<Query> subplans;  // by bound::Subquery::id

  const std::vector<std::string>& columns() const { return statement->query.columns; }
};

// What EXPLAIN prints: a step a line, what is nested indented.
std::vector<std::string> describe(const Plan& plan);

}  // namespace guanxi::cypher::plan
