// Fields of CSV as RFC 4180 has them, and as neo4j-admin, pandas and spreadsheets read them.
#pragma once

#include <string>
#include <string_view>

namespace guanxi {

// Appends the field, quoted where it holds a comma, a quote or a line break; NUL bytes, which no reader
// takes, are left out and bytes that are not UTF-8 become U+FFFD.
void append_csv_field(std::string_view field, std::string& out);

}  // namespace guanxi
