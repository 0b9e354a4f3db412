#include "extract/pack/tsv.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <fstream>
#include <string_view>
#include <utility>

#include "extract/statement/error.h"

namespace guanxi {
namespace {

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  if (!in || error)
    throw Error(ErrorKind::kInput, fmt::format("{}: cannot be read as a word list", file.string()));
  std::string text(size, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

}  // namespace

std::string TsvRow::where() const {
  return fmt::format("{}:{}", *file, line);
}

std::vector<TsvRow> load_tsv(const std::filesystem::path& file, std::size_t least, std::size_t most) {
  const std::string text = read_file(file);
  const bool valid = simdjson::validate_utf8(text);
  const auto name = std::make_shared<const std::string>(file.string());
  std::vector<TsvRow> rows;
  std::size_t number = 0;
  for (std::string_view rest = text; !rest.empty();) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    TsvRow row{name, ++number, {}};
    const auto fail = [&](const std::string& message) {
      throw Error(ErrorKind::kInput, fmt::format("{}: {}", row.where(), message));
    };
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    if (!valid && !simdjson::validate_utf8(line.data(), line.size())) fail("not UTF-8");
    row.cells.reserve(most);
    for (std::size_t tab; (tab = line.find('\t')) != std::string_view::npos; line.remove_prefix(tab + 1))
      row.cells.emplace_back(line.substr(0, tab));
    row.cells.emplace_back(line);
    if (row.cells.size() < least || row.cells.size() > most) {
      fail(fmt::format("expected {} to {} cells parted by tabs, found {}", least, most, row.cells.size()));
    }
    row.cells.resize(most);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace guanxi
