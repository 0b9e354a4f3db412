// What standard output and standard error are connected to.
#pragma once

#include <cstddef>

namespace guanxi::cli {

// Columns of the terminal on standard output ($COLUMNS where it is set); 0 when it is no terminal.
std::size_t terminal_width();

// Colours are wanted on standard output: a terminal that is not dumb, and NO_COLOR is not set.
bool colour_wanted();

// Standard error is a terminal: progress may be drawn there.
bool progress_wanted();

}  // namespace guanxi::cli
