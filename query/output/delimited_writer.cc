#include "query/output/delimited_writer.h"

namespace guanxi {
namespace {

void append_csv(const Cell& cell, std::string& out) {
  if (std::holds_alternative<std::monostate>(cell)) return;
  std::string text = print_cell(cell);
  bool edge_space = !text.empty() && (text.front() == ' ' || text.back() == ' ');
  if (!text.empty() && !edge_space && text.find_first_of(",\"\r\n") == std::string::npos) {
    out += text;
    return;
  }
  out += '"';
  for (char c : text) out.append(c == '"' ? 2 : 1, c);
  out += '"';
}

void append_tsv(const Cell& cell, std::string& out) {
  for (char c : print_cell(cell)) {
    switch (c) {
      case '\t':
        out += "\\t";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\\':
        out += "\\\\";
        break;
      default:
        out += c;
    }
  }
}

}  // namespace

DelimitedWriter::DelimitedWriter(const std::vector<std::string>& columns, Dialect dialect, std::ostream& out)
    : dialect_(dialect), out_(out) {
  row(Row(columns.begin(), columns.end()));
}

void DelimitedWriter::row(const Row& row) {
  bool csv = dialect_ == Dialect::kCsv;
  buffer_.clear();
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0) buffer_ += csv ? ',' : '\t';
    csv ? append_csv(row[i], buffer_) : append_tsv(row[i], buffer_);
  }
  buffer_ += csv ? "\r\n" : "\n";
  out_ << buffer_;
}

}  // namespace guanxi
