// libs: guanxi::exchange simdjson::simdjson
// Reads any bytes as the CSV or TSV of others: the first byte says which, and whether there is a header.
// Reading ends, a row is refused with an Error(kInput) or is whole, and its names written as CSV come back
// the same.
#include <simdjson.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "extract/statement/error.h"
#include "graph/exchange/csv_text.h"
#include "graph/exchange/triple_reader.h"

namespace {

using guanxi::StreamRow;
using guanxi::TripleColumns;
using guanxi::TripleReader;

void require(bool holds) {
  if (!holds) std::abort();
}

// What CSV can hold as it is.
bool is_plain(const std::string& text) {
  return text.find('\0') == std::string::npos && simdjson::validate_utf8(text.data(), text.size());
}

void check_written(const StreamRow& row) {
  std::string text = "subject,relation,object\n";
  for (const std::string* field : {&row.subject.name, &row.statement.relation, &row.object.name}) {
    if (!is_plain(*field) || field->find('\r') != std::string::npos) return;
    guanxi::append_csv_field(*field, text);
    text += field == &row.object.name ? '\n' : ',';
  }
  std::istringstream input(text);
  TripleReader reader(input, "again", TripleReader::Dialect::kCsv, {});
  StreamRow back;
  require(reader.next(back));
  require(back.subject.name == row.subject.name && back.object.name == row.object.name);
  require(back.statement.relation == row.statement.relation);
  require(!reader.next(back));
}

void read_all(const std::string& text, TripleReader::Dialect dialect, bool header) {
  std::istringstream input(text);
  TripleColumns columns;
  columns.header = header;
  TripleReader reader(input, "f", dialect, columns);
  for (std::size_t reads = 0;; ++reads) {
    require(reads <= text.size() + 1);
    try {
      StreamRow row;
      if (!reader.next(row)) return;
      require(!row.subject.name.empty() && !row.object.name.empty() && !row.statement.relation.empty());
      require(row.evidence.begin <= row.evidence.end && row.evidence.line >= 1);
      check_written(row);
    } catch (const guanxi::Error& error) {
      require(error.kind() == guanxi::ErrorKind::kInput);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const bool csv = (data[0] & 1) != 0, header = (data[0] & 2) != 0;
  try {
    read_all(std::string(reinterpret_cast<const char*>(data) + 1, size - 1),
             csv ? TripleReader::Dialect::kCsv : TripleReader::Dialect::kTsv, header);
  } catch (const guanxi::Error& error) {
    require(error.kind() == guanxi::ErrorKind::kInput);
  }
  return 0;
}
