// Table: rows of an answer, and the writers that print them.
//
// Every command answers in rows; a RowWriter prints them as a table for people, or as JSON, JSON Lines, CSV
// or TSV for programs. All formats but the table print a row as soon as they get it; the table looks at the
// first thousand rows to find its columns' widths and then streams too, so memory does not grow with the
// answer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace guanxi {

// A cell that is a list or a map: its JSON text.
struct JsonCell {
  std::string text;

  bool operator==(const JsonCell&) const = default;
};

// std::monostate is null: a value that is not known.
using Cell = std::variant<std::monostate, bool, std::int64_t, double, std::string, JsonCell>;
using Row = std::vector<Cell>;

// A text, or null where it is empty.
Cell text_or_null(std::string_view text);

struct Table {
  std::vector<std::string> columns;
  std::vector<Row> rows;
};

enum class OutputFormat { kTable, kJson, kJsonl, kCsv, kTsv };

// Throws Error(kUsage) that names the formats.
OutputFormat parse_output_format(std::string_view name);

struct TableLayout {
  std::size_t width = 0;  // columns of the terminal; 0: no limit, as into a pipe, and nothing is cut
  bool wrap = false;      // wrap long cells instead of cutting them with an ellipsis
  std::string null_text;  // how null is shown in a table
};

class RowWriter {
 public:
  virtual ~RowWriter() = default;

  // As many cells as there are columns.
  virtual void row(const Row& row) = 0;
  // Writes what is still to be written. Must be called once, after the last row; the stream is not flushed.
  virtual void finish() = 0;
};

// out must outlive the writer.
//   table  columns parted by two spaces, a header with a line under it, numbers to the right
//   json   one array of objects, one object a line
//   jsonl  one object a line
//   csv    RFC 4180: header, CRLF, quotes where needed; null is an empty field and an empty text is ""
//   tsv    header; tab, line feed, carriage return and backslash are written \t \n \r \\; null is an empty
//   field
std::unique_ptr<RowWriter> make_row_writer(OutputFormat format, std::vector<std::string> columns,
                                           std::ostream& out, const TableLayout& layout = {});

void write_table(const Table& table, OutputFormat format, std::ostream& out, const TableLayout& layout = {});

// A cell as text: as CSV and tables show it. Doubles are printed so that they read back the same, with ".0"
// when whole.
std::string print_cell(const Cell& cell);
// A cell as JSON. NaN and infinities, which JSON lacks, become null.
void append_json_cell(const Cell& cell, std::string& out);

}  // namespace guanxi
