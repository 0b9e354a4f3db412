// GridWriter: rows as a table for people. See table.h.
#pragma once

#include "query/output/table.h"

namespace guanxi {

class GridWriter : public RowWriter {
 public:
  GridWriter(std::vector<std::string> columns, TableLayout layout, std::ostream& out);

  void row(const Row& row) override;
  void finish() override;

 private:
  struct Line {
    std::vector<std::string> cells;
    std::vector<bool> right;  // set to the right
  };

  void start();
  void fit();
  void print(const Line& line);
  void print_cells(const std::vector<std::string>& cells, const std::vector<bool>& right);

  std::vector<std::string> columns_;
  TableLayout layout_;
  std::ostream& out_;
  std::vector<std::size_t> widths_;
  std::vector<Line> waiting_;  // rows that wait for the widths
  bool started_ = false;
};

}  // namespace guanxi
