#include "graph/exchange/csv_text.h"

#include <unicode/utf8.h>

namespace guanxi {

void append_csv_field(std::string_view field, std::string& out) {
  const bool quoted = field.empty() || field.find_first_of(",\"\r\n\\ ") != std::string_view::npos;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(field.data());
  const auto size = static_cast<std::int64_t>(field.size());
  if (quoted && !field.empty()) out.push_back('"');
  for (std::int64_t at = 0; at < size;) {
    const std::int64_t begin = at;
    UChar32 point = 0;
    U8_NEXT(bytes, at, size, point);
    if (point == 0) continue;
    if (point == '"') out.push_back('"');
    if (point < 0) {
      out.append("\xEF\xBF\xBD");
    } else {
      out.append(field.substr(begin, at - begin));
    }
  }
  if (quoted && !field.empty()) out.push_back('"');
}

}  // namespace guanxi
