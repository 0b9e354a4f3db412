// Sentence: the unit of extraction.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "extract/text/source_map.h"

namespace guanxi {

struct Sentence {
  std::string text;  // Simplified, joined, punctuation folded: what all later stages read
  SourceMap map;     // offsets in text to bytes of the original file

  std::uint64_t begin = 0;  // bytes of the original file, page furniture between joined lines included
  std::uint64_t end = 0;
  std::uint32_t line = 0;   // line of the original file on which it begins, from 1
  std::uint32_t block = 0;  // index into TextDocument::blocks

  // Where the clauses after the first begin in text: behind each semicolon outside of quotation marks and
  // brackets.
  std::vector<std::uint32_t> clauses;

  // Bytes of the original file for [from, to) of text, as evidence wants them.
  std::uint64_t source_begin(std::uint64_t from) const { return map.source_begin(from); }
  std::uint64_t source_end(std::uint64_t to) const { return map.source_end(to); }
};

}  // namespace guanxi
