#include "tools/commands/batch_file.h"

#include <fmt/format.h>

#include <iostream>

#include "extract/statement/error.h"

namespace guanxi::cli {

BatchFile::BatchFile(const std::string& path, std::size_t names)
    : path_(path), names_(names), in_(&std::cin) {
  if (path == "-") return;
  file_.open(path);
  if (!file_) throw Error(ErrorKind::kInput, fmt::format("{}: cannot be read", path));
  in_ = &file_;
}

std::optional<std::vector<std::string>> BatchFile::next() {
  std::string text;
  while (std::getline(*in_, text)) {
    ++line_;
    if (!text.empty() && text.back() == '\r') text.pop_back();
    if (text.empty()) continue;
    std::vector<std::string> names;
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find('\t', begin), text.size());
      names.push_back(text.substr(begin, end - begin));
      begin = end + 1;
    }
    if (names.size() == names_) return names;
    throw Error(ErrorKind::kInput, fmt::format("{}:{}: {} names with tabs between were expected, not {}",
                                               path_, line_, names_, names.size()));
  }
  return std::nullopt;
}

void BatchFile::answer(const std::function<void()>& run) const {
  try {
    run();
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kNotFound && error.kind() != ErrorKind::kUsage) throw;
    std::cerr << fmt::format("guanxi: {}:{}: {}\n", path_, line_, error.what());
  }
}

}  // namespace guanxi::cli
