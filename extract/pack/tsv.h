// Word lists of a schema pack: UTF-8, one entry a line, cells parted by tabs, "#" begins a comment line,
// empty lines count for nothing.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace guanxi {

struct TsvRow {
  std::shared_ptr<const std::string> file;
  std::size_t line = 0;  // from 1
  std::vector<std::string> cells;

  std::string where() const;  // "file:line"
};

// Throws Error(kInput) as "file:line: ..." when a row has fewer than least or more than most cells or is not
// UTF-8. Missing cells up to most are empty, so every row has exactly most cells.
std::vector<TsvRow> load_tsv(const std::filesystem::path& file, std::size_t least, std::size_t most);

}  // namespace guanxi
