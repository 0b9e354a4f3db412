// DelimitedWriter: rows as CSV (RFC 4180) or TSV. See table.h.
#pragma once

#include "query/output/table.h"

namespace guanxi {

class DelimitedWriter : public RowWriter {
 public:
  enum class Dialect { kCsv, kTsv };

  // Writes the header.
  DelimitedWriter(const std::vector<std::string>& columns, Dialect dialect, std::ostream& out);

  void row(const Row& row) override;
  void finish() override {}

 private:
  Dialect dialect_;
  std::ostream& out_;
  std::string buffer_;
};

}  // namespace guanxi
