// PieceFinder: a question cut into words, names and times.
//
// Words come from the wording, names from the name book and the mention finder, times from the date
// recogniser and the wording's date expressions. Of all the ways to cut the question the cheapest stands: few
// pieces, and as little as can be that is not understood (a shortest path, as for words in the mention
// finder). Linear in the length of the question but for the look-ups of names. Immutable; any number of
// threads may use it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "extract/pack/pack.h"
#include "extract/questions/name_book.h"
#include "extract/questions/piece.h"
#include "extract/questions/wording.h"

namespace guanxi {

class PieceFinder {
 public:
  // Throws Error(kInput) when a file of the pack is faulty. ontology: of the store that is asked.
  PieceFinder(const Pack& pack, const Ontology& ontology);
  ~PieceFinder();

  const Wording& wording() const;
  // The Simplified reading, which pieces are cut from.
  std::string read(std::string_view question) const;
  // The pieces of such a reading, without gaps but for blanks. today: as EDTF, the day on which the question
  // is asked; empty: the last day that the book tells of.
  std::vector<Piece> find(std::string_view reading, const NameBook& book, std::string_view today) const;

 private:
  struct Parts;
  std::unique_ptr<const Parts> parts_;
};

}  // namespace guanxi
