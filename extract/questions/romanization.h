// Romanization: names by how they are written in Latin letters, as an ICU transform does it.
//
// Made when a question has a name in Latin letters that nobody bears; it reads the names of the book once.
// Spaces, hyphens and case do not count, the family name may stand last, and it is enough by itself where
// only one person bears it.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "extract/questions/name_book.h"

namespace guanxi {

class Romanization {
 public:
  // transform: an ICU transform id. Throws Error(kInput) when ICU does not know it.
  Romanization(const std::string& transform, const NameBook& book);

  // Who is called so; words in lower case.
  std::vector<BookName> find(const std::vector<std::string>& words) const;
  // Persons whose name begins so.
  std::vector<BookName> family(const std::string& word) const;

 private:
  using Bearers = std::unordered_map<std::string, std::vector<BookName>>;
  static void add(Bearers& names, const std::string& key, const BookName& known);

  Bearers names_, families_;
};

}  // namespace guanxi
