#include "extract/pack/tsv.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <fstream>

#include "extract/statement/error.h"

namespace guanxi {

std::vector<TsvRow> load_tsv(const std::filesystem::path& file, std::size_t least, std::size_t most) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Error(ErrorKind::kInput, fmt::format("{}: cannot be read as a word list", file.string()));
  std::vector<TsvRow> rows;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    auto fail = [&](const std::string& message) {
      throw Error(ErrorKind::kInput, fmt::format("{}:{}: {}", file.string(), number, message));
    };
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty() || line.front() == '#') continue;
    if (!simdjson::validate_utf8(line)) fail("not UTF-8");
    TsvRow row{file, number, {}};
    std::size_t begin = 0;
    for (std::size_t tab; (tab = line.find('\t', begin)) != std::string::npos; begin = tab + 1) {
      row.cells.push_back(line.substr(begin, tab - begin));
    }
    row.cells.push_back(line.substr(begin));
    if (row.cells.size() < least || row.cells.size() > most) {
      fail(fmt::format("expected {} to {} cells parted by tabs, found {}", least, most, row.cells.size()));
    }
    row.cells.resize(most);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace guanxi
