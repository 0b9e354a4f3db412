// Strings by characters (code points): what length, substring and reverse count.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "query/cypher/value/value.h"

namespace guanxi::cypher {

std::size_t text_length(std::string_view text);
std::string text_reversed(std::string_view text);
// Characters from `from` on, at most `count`.
std::string text_slice(std::string_view text, std::size_t from, std::size_t count);

// What toString prints; throws ValueError for values that have no text.
std::string value_text(const Value& value);

}  // namespace guanxi::cypher
