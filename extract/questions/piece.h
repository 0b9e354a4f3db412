// Piece: a stretch of a question that is one word, one name or one time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "extract/questions/name_book.h"
#include "extract/questions/wording.h"
#include "extract/statement/edtf.h"

namespace guanxi {

struct Piece {
  enum class Type : std::uint8_t {
    kWord,
    kName,         // known to the name book
    kUnknownName,  // a name, and nobody bears it
    kTitle,        // an office that the wording does not list
    kTime,
    kUnknown,  // nothing that is understood
  };
  Type type = Type::kUnknown;
  std::size_t begin = 0, end = 0;                  // bytes of the question
  std::string text = {};                           // as it was read
  const std::vector<WordSense>* senses = nullptr;  // kWord
  std::vector<BookName> names = {};                // kName; kUnknownName: which of them is not told
  std::optional<DayRange> days = {};               // kTime; nothing where the year is not known
  bool year_told = true;                           // kTime: by the question itself

  const WordSense* sense(WordRole role) const {
    if (senses == nullptr) return nullptr;
    for (const WordSense& each : *senses)
      if (each.role == role) return &each;
    return nullptr;
  }
  bool is(WordRole role) const { return sense(role) != nullptr; }
};

}  // namespace guanxi
