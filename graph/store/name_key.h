// NameKey: the spelling under which a name is looked up.
//
// Unicode's NFKC with case folding (UAX #44, NFKC_Casefold: full and half width, ligatures and letter case
// come together, invisible characters go), and runs of white space become one blank. Scripts are not
// converted here: the store knows nothing of text; whoever adds names adds their spellings in both scripts,
// and whoever asks converts the question the same way.
#pragma once

#include <string>
#include <string_view>

namespace guanxi {

// Safe to call from any thread. Bytes that are not UTF-8 become U+FFFD.
std::string name_key(std::string_view name);

}  // namespace guanxi
