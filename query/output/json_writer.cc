#include "query/output/json_writer.h"

#include "extract/statement/stream.h"

namespace guanxi {

JsonWriter::JsonWriter(const std::vector<std::string>& columns, Shape shape, std::ostream& out)
    : shape_(shape), out_(out) {
  for (const std::string& column : columns) {
    std::string key;
    append_json_string(column, key);
    keys_.push_back(key + ":");
  }
}

void JsonWriter::row(const Row& row) {
  buffer_.clear();
  if (shape_ == Shape::kArray) buffer_ += first_ ? "[\n" : ",\n";
  first_ = false;
  buffer_ += '{';
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (i > 0) buffer_ += ',';
    buffer_ += keys_[i];
    append_json_cell(row[i], buffer_);
  }
  buffer_ += '}';
  if (shape_ == Shape::kLines) buffer_ += '\n';
  out_ << buffer_;
}

void JsonWriter::finish() {
  if (shape_ == Shape::kArray) out_ << (first_ ? "[]\n" : "\n]\n");
}

}  // namespace guanxi
