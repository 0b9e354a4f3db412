// Long lists: persons with their titles, parted by commas as clauses are (received A, president of this, B,
// chairman of that, and C). Rules read them as they read short lists, once the commas are list marks.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/rules/grammar.h"
#include "extract/rules/unit.h"

namespace guanxi {

// The sentence with the commas of such lists as list marks, every other byte in its place; nothing where it
// has none. A list has at least three persons of whom two are parted by commas, or a word such as "severally"
// before it, or ends where a clause does: B of "received A, B said" is no second guest.
// The body of an office of a later person that no list knows becomes part of his unit.
std::optional<std::string> read_long_lists(std::string_view sentence, std::vector<Unit>& units,
                                           const Grammar& grammar);

}  // namespace guanxi
