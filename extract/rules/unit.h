// Unit: what a rule sees as one thing: an entity with its titles, a bare title, a quoted name, a word that
// stands for somebody. Units of a sentence do not overlap and stand in the order of the text; offsets are
// bytes of the sentence.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "extract/rules/alphabet.h"
#include "extract/rules/grammar.h"
#include "extract/statement/statement.h"

namespace guanxi {

// An office that a unit's person is said to hold.
struct OfficeHeld {
  std::string title;
  std::vector<Entity> in;  // where; empty where the text does not say
  std::size_t begin = 0, end = 0;
};

// "body|title": how a document remembers who holds it.
std::string office_key(const OfficeHeld& office);

struct Unit {
  std::size_t begin = 0, end = 0;
  KindIndex kind = 0;
  std::vector<Entity>
      members;  // more than one for 中美 and the like; none for a pronoun until it is resolved
  std::vector<OfficeHeld> offices;
  std::string title;                       // the bare title, or the title of the unnamed representative
  bool representative = false;             // an unnamed person stands for the member
  const Grammar::Word* pronoun = nullptr;  // how to find whom it means
};

}  // namespace guanxi
