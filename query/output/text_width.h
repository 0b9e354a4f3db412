// How many columns of a terminal a text takes, and how to make it fit.
//
// Unicode's East_Asian_Width as ICU has it: wide and full-width characters take two columns, combining marks
// and format characters none, ambiguous ones (“, ·, …) one, as terminals outside East Asian locales draw
// them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi {

// Columns taken by UTF-8 text; a byte that is not UTF-8 counts as one (it is drawn as U+FFFD).
std::size_t display_width(std::string_view text);

// The text made safe for one line of a terminal: line feeds and tabs become spaces, other control characters
// their visible pictures (U+2400...), marks that turn the writing direction and bytes that are not UTF-8
// become U+FFFD.
std::string one_line(std::string_view text);

// The text itself when it takes at most columns, else its beginning and an ellipsis.
std::string cut_to_width(std::string_view text, std::size_t columns);

// The text in lines of at most columns (at least two), broken at a space where there is one.
std::vector<std::string> wrap_to_width(std::string_view text, std::size_t columns);

}  // namespace guanxi
