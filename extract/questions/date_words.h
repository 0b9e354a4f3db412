// DateWords: the times that a question names, by the pack's date recogniser and the wording's date
// expressions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/dates/date_recognizer.h"
#include "extract/questions/piece.h"

namespace guanxi {

class DateWords {
 public:
  // today: as EDTF; empty: the last day that the book tells of. A date without a year is the last one before
  // it.
  DateWords(const DateRecognizer& recognizer, const Wording& wording, const NameBook& book,
            std::string_view today);

  // Pieces of the type kTime, in any order; they may overlap.
  std::vector<Piece> find(std::string_view reading) const;

 private:
  DateContext context() const;
  void find_with(const re2::RE2& expression, std::string_view lower_text, std::vector<Piece>& pieces) const;
  std::optional<DayRange> days_of(std::string_view year, std::string_view month, std::string_view day) const;

  const DateRecognizer& recognizer_;
  const Wording& wording_;
  const NameBook& book_;
  std::string today_;
};

}  // namespace guanxi
