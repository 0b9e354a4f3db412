#include "query/output/grid_writer.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "query/output/text_width.h"

namespace guanxi {
namespace {

constexpr std::size_t kRowsBeforeWidths = 1000;
constexpr std::size_t kGap = 2;
constexpr std::size_t kNarrowest = 4;  // no column is cut below this

bool is_number(const Cell& cell) {
  return std::holds_alternative<std::int64_t>(cell) || std::holds_alternative<double>(cell);
}

}  // namespace

GridWriter::GridWriter(std::vector<std::string> columns, TableLayout layout, std::ostream& out)
    : columns_(std::move(columns)), layout_(std::move(layout)), out_(out) {
  for (std::string& column : columns_) {
    column = one_line(column);
    widths_.push_back(display_width(column));
  }
}

void GridWriter::row(const Row& row) {
  Line line;
  for (const Cell& cell : row) {
    bool null = std::holds_alternative<std::monostate>(cell);
    line.cells.push_back(one_line(null ? layout_.null_text : print_cell(cell)));
    line.right.push_back(is_number(cell));
  }
  if (started_) {
    print(line);
    return;
  }
  for (std::size_t i = 0; i < widths_.size(); ++i)
    widths_[i] = std::max(widths_[i], display_width(line.cells[i]));
  waiting_.push_back(std::move(line));
  if (waiting_.size() == kRowsBeforeWidths) start();
}

void GridWriter::finish() {
  if (!started_) start();
}

void GridWriter::start() {
  started_ = true;
  if (layout_.width > 0) fit();
  print_cells(columns_, std::vector<bool>(columns_.size(), false));
  std::vector<std::string> rules;
  for (std::size_t width : widths_) {
    std::string rule;
    for (std::size_t i = 0; i < width; ++i) rule += "─";
    rules.push_back(std::move(rule));
  }
  print_cells(rules, std::vector<bool>(columns_.size(), false));
  for (const Line& line : waiting_) print(line);
  waiting_.clear();
}

// Takes from the widest column until the table fits.
void GridWriter::fit() {
  if (widths_.empty()) return;
  std::size_t total = std::accumulate(widths_.begin(), widths_.end(), kGap * (widths_.size() - 1));
  while (total > layout_.width) {
    auto widest = std::max_element(widths_.begin(), widths_.end());
    if (*widest <= kNarrowest) return;
    --*widest;
    --total;
  }
}

void GridWriter::print(const Line& line) {
  if (!layout_.wrap || layout_.width == 0) {
    print_cells(line.cells, line.right);
    return;
  }
  std::vector<std::vector<std::string>> wrapped;
  std::size_t height = 1;
  for (std::size_t i = 0; i < line.cells.size(); ++i) {
    wrapped.push_back(wrap_to_width(line.cells[i], widths_[i]));
    height = std::max(height, wrapped.back().size());
  }
  for (std::size_t at = 0; at < height; ++at) {
    std::vector<std::string> cells;
    for (const auto& lines : wrapped) cells.push_back(at < lines.size() ? lines[at] : std::string());
    print_cells(cells, line.right);
  }
}

void GridWriter::print_cells(const std::vector<std::string>& cells, const std::vector<bool>& right) {
  std::string text;
  std::size_t gap = 0;  // spaces owed before the next cell, so that no line ends in spaces
  for (std::size_t i = 0; i < cells.size(); ++i) {
    std::string cell = layout_.width > 0 ? cut_to_width(cells[i], widths_[i]) : cells[i];
    std::size_t width = display_width(cell);
    std::size_t fill = widths_[i] > width ? widths_[i] - width : 0;
    if (!cell.empty()) {
      text.append(gap + (right[i] ? fill : 0), ' ');
      text += cell;
      gap = right[i] ? 0 : fill;
    } else {
      gap += fill;
    }
    gap += kGap;
  }
  out_ << text << '\n';
}

}  // namespace guanxi
