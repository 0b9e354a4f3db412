// JsonWriter: rows as JSON objects, in one array or one a line. See table.h.
#pragma once

#include "query/output/table.h"

namespace guanxi {

class JsonWriter : public RowWriter {
 public:
  enum class Shape { kArray, kLines };

  JsonWriter(const std::vector<std::string>& columns, Shape shape, std::ostream& out);

  void row(const Row& row) override;
  void finish() override;

 private:
  std::vector<std::string> keys_;  // as JSON strings, with the colon
  Shape shape_;
  std::ostream& out_;
  bool first_ = true;
  std::string buffer_;
};

}  // namespace guanxi
