#include "query/output/table.h"

#include <fmt/format.h>

#include <cassert>
#include <cmath>
#include <utility>

#include "extract/statement/error.h"
#include "extract/statement/stream.h"
#include "query/output/delimited_writer.h"
#include "query/output/grid_writer.h"
#include "query/output/json_writer.h"

namespace guanxi {
namespace {

std::string print_double(double value) {
  std::string text = fmt::format("{}", value);
  bool whole = std::isfinite(value) && text.find_first_of(".e") == std::string::npos;
  return whole ? text + ".0" : text;
}

struct CellPrinter {
  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }
  std::string operator()(double value) const { return print_double(value); }
  std::string operator()(const std::string& value) const { return value; }
  std::string operator()(const JsonCell& value) const { return value.text; }
};

}  // namespace

Cell text_or_null(std::string_view text) {
  if (text.empty()) return std::monostate();
  return std::string(text);
}

OutputFormat parse_output_format(std::string_view name) {
  if (name == "table") return OutputFormat::kTable;
  if (name == "json") return OutputFormat::kJson;
  if (name == "jsonl") return OutputFormat::kJsonl;
  if (name == "csv") return OutputFormat::kCsv;
  if (name == "tsv") return OutputFormat::kTsv;
  throw Error(ErrorKind::kUsage,
              fmt::format("there is no output format '{}'; use table, json, jsonl, csv or tsv", name));
}

std::unique_ptr<RowWriter> make_row_writer(OutputFormat format, std::vector<std::string> columns,
                                           std::ostream& out, const TableLayout& layout) {
  switch (format) {
    case OutputFormat::kJson:
      return std::make_unique<JsonWriter>(std::move(columns), JsonWriter::Shape::kArray, out);
    case OutputFormat::kJsonl:
      return std::make_unique<JsonWriter>(std::move(columns), JsonWriter::Shape::kLines, out);
    case OutputFormat::kCsv:
      return std::make_unique<DelimitedWriter>(columns, DelimitedWriter::Dialect::kCsv, out);
    case OutputFormat::kTsv:
      return std::make_unique<DelimitedWriter>(columns, DelimitedWriter::Dialect::kTsv, out);
    case OutputFormat::kTable:
      break;
  }
  return std::make_unique<GridWriter>(std::move(columns), layout, out);
}

void write_table(const Table& table, OutputFormat format, std::ostream& out, const TableLayout& layout) {
  auto writer = make_row_writer(format, table.columns, out, layout);
  for (const Row& row : table.rows) {
    assert(row.size() == table.columns.size());
    writer->row(row);
  }
  writer->finish();
}

std::string print_cell(const Cell& cell) {
  return std::visit(CellPrinter(), cell);
}

void append_json_cell(const Cell& cell, std::string& out) {
  if (std::holds_alternative<std::monostate>(cell)) {
    out += "null";
  } else if (const auto* text = std::get_if<std::string>(&cell)) {
    append_json_string(*text, out);
  } else if (const auto* number = std::get_if<double>(&cell); number && !std::isfinite(*number)) {
    out += "null";
  } else {
    out += print_cell(cell);
  }
}

}  // namespace guanxi
