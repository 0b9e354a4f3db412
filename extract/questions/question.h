// Question: what a plain question asks, as the reader understood it. Plain values.
//
// It stands in `extract` because reading it takes the mentions, dates and trigger words of extraction;
// query/ask, which turns it into a query, knows this struct and nothing else of extraction, as it knows
// extract/statement.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "extract/statement/edtf.h"

namespace guanxi {

enum class Asked : std::uint8_t {
  kNames,       // who, which: whatever stands in the open term
  kWhen,        // the times of the statements
  kTimes,       // how often
  kHowMany,     // how many different ones stand in the open term
  kWhether,     // did it happen
  kStatements,  // all that is stated
  kConnection,  // the shortest paths between two given terms
  kInitiator,   // at whose wish a contact came about
  kOffice,      // which office is held
};

// Which of the answers.
enum class Pick : std::uint8_t { kAll, kFirst, kLast, kMost };

// One side of a statement: open, given by names or by an office, or (with kinds alone) something of a kind.
// An open one with an office asks for the body: the leaders of which countries.
struct QuestionTerm {
  bool open = false;
  std::vector<std::string> kinds;    // where it is not given, or of an open body; empty: any
  std::vector<std::string> named;    // parts of names, one of which it must have; empty: any name
  std::vector<std::string> told;     // parts of names, all of which it must have
  std::vector<std::string> among;    // of an open one: the names that it is one of; empty: any
  std::vector<std::string> names;    // canonical names of the store
  std::vector<std::string> offices;  // whoever holds one of these offices ...
  std::vector<std::string> bodies;   // ... in one of these; empty: in any

  bool represented = false;  // of an open one of a kind: whoever holds an office there stands for it
  bool any_office = false;   // whoever holds any office in one of the bodies
  bool person = false;       // of an open one with an office: asks for its holder

  bool held() const { return any_office || !offices.empty(); }
  // Of which countries the leaders; where a person is asked for, which leaders.
  bool asks_body() const { return open && held() && !person; }
  bool given() const { return !names.empty() || held(); }
  bool stands() const { return open || given() || !kinds.empty(); }
  bool operator==(const QuestionTerm&) const = default;
};

struct Question {
  Asked asked = Asked::kNames;
  Pick pick = Pick::kAll;
  // What is asked for stands in the open term; where both are open, in both.
  QuestionTerm subject, object;
  bool either = false;  // the two may change places
  // Of which relations; all three empty or false: of any.
  std::vector<std::string> relations;
  std::vector<std::string> families;  // every relation of these families
  std::vector<std::string> offices;   // where the relation is one of office: which; empty: any
  std::string office_relation;        // the relation between a person and where an office is held
  bool lasting = false;               // a state: one whose time is not known may hold at any time
  std::optional<DayRange> time;       // only what happened then
  // Only what happened there: the place's canonical names, and every way in which it is written.
  std::vector<std::string> place, place_words;
  std::vector<std::string> ignored;  // words that narrow the question, and nothing in the graph answers to

  bool operator==(const Question&) const = default;
};

}  // namespace guanxi
