#include "query/cypher/answer_writer.h"

#include "extract/statement/stream.h"
#include "query/cypher/jolt.h"

namespace guanxi::cypher {
namespace {

class JoltWriter : public AnswerWriter {
 public:
  JoltWriter(const GraphAccess& graph, std::ostream& out) : graph_(graph), out_(out) {}

  void begin(const std::vector<std::string>& columns) override {
    std::string line = R"({"header":{"fields":[)";
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (i > 0) line += ',';
      append_json_string(columns[i], line);
    }
    out_ << line << "]}}\n";
  }

  void row(const List& values) override {
    std::string line = R"({"data":[)";
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) line += ',';
      append_jolt(values[i], graph_, line);
    }
    out_ << line << "]}\n";
  }

  void finish() override { out_ << "{\"summary\":{}}\n"; }

 private:
  const GraphAccess& graph_;
  std::ostream& out_;
};

class TableWriter : public AnswerWriter {
 public:
  TableWriter(OutputFormat format, const GraphAccess& graph, std::ostream& out, const TableLayout& layout)
      : format_(format), graph_(graph), out_(out), layout_(layout) {}

  void begin(const std::vector<std::string>& columns) override {
    writer_ = make_row_writer(format_, columns, out_, layout_);
  }

  void row(const List& values) override {
    const bool json = format_ == OutputFormat::kJson || format_ == OutputFormat::kJsonl;
    guanxi::Row cells;
    cells.reserve(values.size());
    for (const Value& value : values) cells.push_back(to_cell(value, graph_, json));
    writer_->row(cells);
  }

  void finish() override { writer_->finish(); }

 private:
  OutputFormat format_;
  const GraphAccess& graph_;
  std::ostream& out_;
  TableLayout layout_;
  std::unique_ptr<RowWriter> writer_;
};

}  // namespace

Cell to_cell(const Value& value, const GraphAccess& graph, bool as_json) {
  switch (value.type()) {
    case Type::kNull:
      return {};
    case Type::kBoolean:
      return value.boolean();
    case Type::kInteger:
      return value.integer();
    case Type::kFloat:
      return value.floating();
    case Type::kList:
    case Type::kMap:
    case Type::kNode:
    case Type::kRelationship:
    case Type::kPath:
      if (as_json) {
        JsonCell cell;
        append_json(value, graph, cell.text);
        return cell;
      }
      break;
    default:
      break;
  }
  return print_cell(value, graph);
}

std::unique_ptr<AnswerWriter> make_answer_writer(std::string_view format, const GraphAccess& graph,
                                                 std::ostream& out, const TableLayout& layout) {
  if (format == "jolt") return std::make_unique<JoltWriter>(graph, out);
  return std::make_unique<TableWriter>(parse_output_format(format), graph, out, layout);
}

}  // namespace guanxi::cypher
