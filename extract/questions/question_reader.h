// QuestionReader: a plain question in, what it asks out.
//
//   const QuestionReader reader(pack, snapshot.ontology());
//   Question question = reader.read("谁在2020年1月联系过世界卫生组织？", book);
//
// The pack is the one that the documents were read with, together with the one that holds the wording of
// questions (schemas/ask). Reading goes in three steps: pieces (words, names, times; PieceFinder), items
// (terms, relations, small words; question_items.h), and here the sides that the terms take: by the words
// beside them, else by their order about the relation. Immutable; any number of threads may use it.
#pragma once

#include <string>
#include <string_view>

#include "extract/pack/pack.h"
#include "extract/questions/name_book.h"
#include "extract/questions/piece_finder.h"
#include "extract/questions/question.h"

namespace guanxi {

class QuestionReader {
 public:
  // ontology: of the store that is asked; its relations may be asked for by their labels. Throws
  // Error(kInput) when a file of the pack is faulty.
  QuestionReader(const Pack& pack, const Ontology& ontology);

  // today: as EDTF, the day on which the question is asked; empty: the last day that the book tells of.
  // Throws Error(kUsage) that names the part that is not understood, with examples of what is;
  // Error(kNotFound) with the nearest names for a name that nobody bears.
  Question read(std::string_view question, const NameBook& book, std::string_view today = "") const;

 private:
  Ontology ontology_;
  std::string office_relation_;
  PieceFinder pieces_;
};

}  // namespace guanxi
