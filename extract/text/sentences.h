// Sentences of a block.
//
// A sentence ends behind a full stop, question or exclamation mark that stands outside of quotation marks and
// brackets, and at the end of its block. A full stop inside a quotation ends it only where the quotation
// closes right there and no continuation follows. A point inside a number, a name or an address ends nothing.
// Semicolons divide clauses. A sentence longer than LayoutPack::longest_sentence is cut behind its last
// comma, else between two characters, and a quotation longer than LayoutPack::longest_quotation does not hold
// its sentences together. Linear time.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "extract/text/decode.h"
#include "extract/text/layout.h"
#include "extract/text/script.h"
#include "extract/text/sentence.h"

namespace guanxi {

// Appends the sentences of one block of a decoded text. text_map leads from the text to the file's bytes.
void split_sentences(std::string_view text, const SourceMap& text_map, const Block& block,
                     std::uint32_t block_index, const LayoutPack& pack, const ScriptReader& reader,
                     Script script, std::vector<Sentence>* sentences);

}  // namespace guanxi
