// BatchFile: a file of names, a question a line, for --batch.
#pragma once

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <functional>
#include <istream>
#include <optional>
#include <string>
#include <vector>

namespace guanxi::cli {

// How many rows of a StoreGraph a batch keeps between its questions.
inline constexpr std::size_t kRowsKept = 200'000;

class BatchFile {
 public:
  // "-" is standard input. Each line has `names` names with tabs between. Throws Error(kInput) when it cannot
  // be read.
  BatchFile(const std::string& path, std::size_t names);

  // The names of the next line that is not empty; nothing at the end. Throws Error(kInput) that names file
  // and line where there are more or fewer names.
  std::optional<std::vector<std::string>> next();

  // Runs the answer to the line; a name that is not in the store is told on standard error and the batch goes
  // on.
  void answer(const std::function<void()>& run) const;

 private:
  std::string path_;
  std::size_t names_;
  std::ifstream file_;
  std::istream* in_;
  std::uint64_t line_ = 0;
};

}  // namespace guanxi::cli
