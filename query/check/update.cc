#include "query/check/update.h"

#include <fmt/format.h>

#include <algorithm>

namespace guanxi::check {
namespace {

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    lines.emplace_back(text.substr(from, end - from));
    from = end + 1;
  }
  return lines;
}

std::size_t indent_of(const std::string& line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

bool blank(const std::string& line) {
  return line.find_first_not_of(" \t\r") == std::string::npos;
}

// Where a case's lines and the value of one of its keys stand.
struct Extent {
  std::size_t first = 0;
  std::size_t last = 0;  // behind the last line
};

class Editor {
 public:
  explicit Editor(std::string_view yaml)
      : lines_(lines_of(yaml)), ends_with_line_feed_(yaml.ends_with('\n')) {}

  void apply(const Result& result) {
    const Expectation& expect = result.test->expect;
    const Outcome& outcome = result.outcome;
    if (!outcome.error.empty()) {
      if (expect.error) replace(*result.test, "error", {print_yaml(cypher::Value(outcome.error))}, false);
      return;
    }
    if (expect.rows) {
      std::vector<std::string> rows;
      for (const cypher::List& row : outcome.rows) rows.push_back(print_yaml(cypher::Value(row)));
      replace(*result.test, "rows", rows, true);
    }
    if (expect.count) replace(*result.test, "count", {fmt::format("{}", outcome.rows.size())}, false);
    if (expect.columns) {
      cypher::List names(outcome.columns.begin(), outcome.columns.end());
      replace(*result.test, "columns", {print_yaml(cypher::Value(std::move(names)))}, false);
    }
  }

  std::string text() const {
    std::string text;
    for (const std::string& line : lines_) text += line + '\n';
    if (!ends_with_line_feed_ && !text.empty()) text.pop_back();
    return text;
  }

 private:
  // From the line of the case to where its indentation ends. Cases are edited from the last to the first, so
  // the lines before still stand where they were read.
  Extent case_lines(const Case& test) const {
    Extent extent{test.line - 1, test.line};
    const std::size_t dash = indent_of(lines_[extent.first]);
    while (extent.last < lines_.size() &&
           (blank(lines_[extent.last]) || indent_of(lines_[extent.last]) > dash))
      ++extent.last;
    return extent;
  }

  // The column at which the case's keys stand: behind "- ".
  std::size_t key_column(const Extent& extent) const {
    const std::string& line = lines_[extent.first];
    std::size_t at = indent_of(line);
    if (line[at] == '-') at = line.find_first_not_of(' ', at + 1);
    return at;
  }

  void replace(const Case& test, const std::string& key, const std::vector<std::string>& items, bool block) {
    const Extent extent = case_lines(test);
    const std::size_t column = key_column(extent);
    for (std::size_t i = extent.first; i < extent.last; ++i) {
      if (lines_[i].size() <= column || lines_[i].compare(column, key.size() + 1, key + ":") != 0) continue;
      if (i != extent.first && indent_of(lines_[i]) != column) continue;
      // The value goes on over deeper lines, and over items of a list that stand as deep as their key.
      std::size_t end = i + 1;
      while (end < extent.last && !blank(lines_[end]) &&
             (indent_of(lines_[end]) > column ||
              (indent_of(lines_[end]) == column && lines_[end][column] == '-'))) {
        ++end;
      }
      std::string head = lines_[i].substr(0, column) + key + ":";
      std::vector<std::string> fresh;
      if (!block) {
        fresh.push_back(head + " " + items.front());
      } else if (items.empty()) {
        fresh.push_back(head + " []");
      } else {
        fresh.push_back(head);
        for (const std::string& item : items) fresh.push_back(std::string(column + 2, ' ') + "- " + item);
      }
      lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(i),
                   lines_.begin() + static_cast<std::ptrdiff_t>(end));
      lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(i), fresh.begin(), fresh.end());
      return;
    }
  }

  std::vector<std::string> lines_;
  bool ends_with_line_feed_;
};

}  // namespace

std::string updated_text(std::string_view yaml, const std::vector<Result>& results) {
  std::vector<const Result*> failed;
  for (const Result& result : results) {
    if (!result.problems.empty()) failed.push_back(&result);
  }
  std::sort(failed.begin(), failed.end(),
            [](const Result* a, const Result* b) { return a->test->line > b->test->line; });
  Editor editor(yaml);
  for (const Result* result : failed) editor.apply(*result);
  return editor.text();
}

}  // namespace guanxi::check
