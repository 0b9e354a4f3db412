// Text made fit for XML 1.0, for attributes and contents alike.
//
// Markup (& < > " and ') is escaped, and so are tab, line feed and carriage return, which a reader would
// otherwise turn into spaces. What XML 1.0 cannot hold at all is left out and counted: other control
// characters, U+FFFE, U+FFFF, surrogates (as WTF-8 may have them) and bytes that are not UTF-8. One such
// character makes every reader refuse the whole file (gephi/gephi#2923, igraph/igraph#794).
//
// Not libxml2's xmlTextWriter: it took 4.8 s for a million edges where 2 s is the bar, and lets illegal ones
// through.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace guanxi {

// Appends text to out; returns how many characters (or stray bytes) were left out.
std::uint64_t append_xml(std::string_view text, std::string& out);

}  // namespace guanxi
