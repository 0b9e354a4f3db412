#include "query/output/table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <sstream>

#include "extract/statement/error.h"

namespace guanxi {
namespace {

std::string print(const Table& table, OutputFormat format, const TableLayout& layout = {}) {
  std::ostringstream out;
  write_table(table, format, out, layout);
  return out.str();
}

const Table& contacts() {
  static const Table table = {{"time", "who", "count"},
                              {{std::string("2020-01-22"), std::string("习近平"), std::int64_t{2}},
                               {std::monostate(), std::string("谭德塞, \"WHO\"\n"), std::int64_t{10}}}};
  return table;
}

TEST(Table, AlignsWideCharacters) {
  EXPECT_EQ(print(contacts(), OutputFormat::kTable),
            "time        who             count\n"
            "──────────  ──────────────  ─────\n"
            "2020-01-22  习近平              2\n"
            "            谭德塞, \"WHO\"      10\n");
}

TEST(Table, FitsTheTerminal) {
  TableLayout layout;
  layout.width = 26;
  EXPECT_EQ(print(contacts(), OutputFormat::kTable, layout),
            "time      who        count\n"
            "────────  ─────────  ─────\n"
            "2020-01…  习近平         2\n"
            "          谭德塞, …     10\n");
}

TEST(Table, WrapsWhenAsked) {
  TableLayout layout;
  layout.width = 8;
  layout.wrap = true;
  Table table = {{"quote"}, {{std::string("中国国家主席")}}};
  EXPECT_EQ(print(table, OutputFormat::kTable, layout), "quote\n────────\n中国国家\n主席\n");
}

TEST(Table, CutsNothingInAPipe) {
  std::string text(5000, 'x');
  Table table = {{"quote"}, {{text}}};
  EXPECT_THAT(print(table, OutputFormat::kTable), testing::HasSubstr(text));
}

TEST(Table, StreamsAfterThousandRows) {
  std::ostringstream out;
  auto writer = make_row_writer(OutputFormat::kTable, {"n"}, out);
  for (std::int64_t i = 0; i < 999; ++i) writer->row({i});
  EXPECT_EQ(out.str(), "");
  for (std::int64_t i = 999; i < 1500; ++i) writer->row({i});
  std::string early = out.str();
  EXPECT_THAT(early, testing::EndsWith("1499\n"));
  writer->finish();
  EXPECT_EQ(out.str(), early);
}

TEST(Table, WritesCsvAsTheRfcSays) {
  EXPECT_EQ(print(contacts(), OutputFormat::kCsv),
            "time,who,count\r\n2020-01-22,习近平,2\r\n,\"谭德塞, \"\"WHO\"\"\n\",10\r\n");
  Table empty = {{"a", "b"}, {{std::string(), std::monostate()}}};
  EXPECT_EQ(print(empty, OutputFormat::kCsv), "a,b\r\n\"\",\r\n");
}

TEST(Table, WritesTsvOneRowALine) {
  Table table = {{"a", "b"}, {{std::string("x\ty\\"), std::string("1\r\n2")}}};
  EXPECT_EQ(print(table, OutputFormat::kTsv), "a\tb\nx\\ty\\\\\t1\\r\\n2\n");
}

TEST(Table, WritesJson) {
  Table table = {{"a", "b\""},
                 {{true, 1.0}, {std::monostate(), std::string("\x01\n")}, {JsonCell{"[1,2]"}, std::nan("")}}};
  EXPECT_EQ(
      print(table, OutputFormat::kJsonl),
      "{\"a\":true,\"b\\\"\":1.0}\n{\"a\":null,\"b\\\"\":\"\\u0001\\n\"}\n{\"a\":[1,2],\"b\\\"\":null}\n");
  EXPECT_EQ(print({{"a"}, {{std::int64_t{1}}, {std::int64_t{2}}}}, OutputFormat::kJson),
            "[\n{\"a\":1},\n{\"a\":2}\n]\n");
  EXPECT_EQ(print({{"a"}, {}}, OutputFormat::kJson), "[]\n");
}

TEST(Table, PrintsDoublesThatReadBack) {
  EXPECT_EQ(print_cell(0.1), "0.1");
  EXPECT_EQ(print_cell(3.0), "3.0");
  EXPECT_EQ(print_cell(1e100), "1e+100");
  EXPECT_EQ(print_cell(std::numeric_limits<double>::infinity()), "inf");
}

TEST(Table, NamesTheFormats) {
  EXPECT_EQ(parse_output_format("tsv"), OutputFormat::kTsv);
  EXPECT_THROW(parse_output_format("xml"), Error);
}

}  // namespace
}  // namespace guanxi
