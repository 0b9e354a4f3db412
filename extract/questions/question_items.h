// QuestionItems: what stands in a question, in its order: terms, relations and the small words between them.
//
// The step between pieces and roles: times, question words and what they ask are taken out; a kind's noun
// with its question word, an office with its body, the members of a list have become one term.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/questions/piece.h"
#include "extract/questions/question.h"

namespace guanxi {

struct QuestionItem {
  enum class Type : std::uint8_t { kTerm, kTitle, kRelation, kMark };
  Type type = Type::kMark;
  Piece piece;                             // where it begins
  std::vector<QuestionTerm> members = {};  // kTerm: one, or those of a list
  bool person = false;                     // kTerm: names persons only
  bool noun = false;                       // kTerm: the noun of a kind, no question word with it
  bool bare = false;                       // kTerm: a question word, no noun with it
  const WordSense* relation = nullptr;     // kRelation
  std::vector<std::string> offices = {};   // kTitle; none: any

  bool is(WordRole role) const { return type == Type::kMark && piece.is(role); }
  bool open() const { return type == Type::kTerm && members.size() == 1 && members[0].open; }
};

struct QuestionItems {
  std::vector<QuestionItem> items;
  std::optional<DayRange> time;
  std::vector<std::string> ignored;
  Pick pick = Pick::kAll;
  bool when = false, times = false, counted = false, whether = false, connection = false, office = false,
       initiator = false, statements = false;
};

// Throws Error(kUsage) that names the part that is not understood and examples of what is, Error(kNotFound)
// for a name that nobody bears.
QuestionItems read_items(std::vector<Piece> pieces, const Wording& wording, const NameBook& book);

// Throws Error(kUsage): the part, why, and examples of questions that are understood.
[[noreturn]] void refuse_question(const Wording& wording, std::string_view part, std::string_view why);

}  // namespace guanxi
