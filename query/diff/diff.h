// Diff: where two tellings of the same events agree and where they differ.
//
// Statements that are the same on both sides agree. What is left is paired where it plainly tells one thing
// in two ways: the same two and the same relation on another date, the same day (or both without one) and
// relation with one end named otherwise, another office, or another relation. Pairs that share more come
// first; among equals the one whose sentences are most alike. What finds no partner stands on one side only.
// The result does not depend on the order of the input.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "graph/store/store.h"

namespace guanxi {

// A statement with the names and the sentence that the comparison shows.
struct ToldStatement {
  Statement statement;
  Entity subject;
  Entity object;
  DayRange days;
  std::string document;
  Evidence evidence;
};

enum class Difference { kAgree, kDate, kName, kOffice, kRelation, kQualifier, kOnlyA, kOnlyB };

// "agree", "date", "name", "office", "relation", "qualifier", "only in A", "only in B"
std::string_view to_string(Difference difference);

struct DiffRow {
  Difference difference = Difference::kAgree;
  const ToldStatement* a = nullptr;  // null: only in B
  const ToldStatement* b = nullptr;  // null: only in A
};

struct DiffCounts {
  std::uint64_t agree = 0;
  std::uint64_t differ = 0;
  std::uint64_t only_a = 0;
  std::uint64_t only_b = 0;
};

// A statement told several times on one side is taken once, where it is told first. The ends of a relation
// without direction may be exchanged. The rows point into a and b; sorted by first day, then place in the
// text.
std::vector<DiffRow> diff(const std::vector<ToldStatement>& a, const std::vector<ToldStatement>& b,
                          const Ontology& ontology);
DiffCounts count(const std::vector<DiffRow>& rows);

// What a document of a snapshot tells, in the order of the text.
std::vector<ToldStatement> told_by(const Snapshot& snapshot, std::string_view document);
// All that a snapshot tells, with the first evidence of each.
std::vector<ToldStatement> told_by(const Snapshot& snapshot);

}  // namespace guanxi
