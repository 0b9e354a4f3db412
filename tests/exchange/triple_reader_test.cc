#include "graph/exchange/triple_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "extract/statement/error.h"

namespace guanxi {
namespace {

using Dialect = TripleReader::Dialect;

std::vector<std::string> read(const std::string& text, Dialect dialect, const TripleColumns& columns = {}) {
  std::istringstream input(text);
  TripleReader reader(input, "t.csv", dialect, columns);
  std::vector<std::string> rows;
  StreamRow row;
  while (reader.next(row)) {
    rows.push_back(row.subject.kind + ":" + row.subject.name + "|" + row.statement.relation + "|" +
                   row.object.kind + ":" + row.object.name + "|" + row.statement.time + "|" +
                   std::to_string(row.evidence.line));
    EXPECT_EQ(row.statement.subject, row.subject.id());
    EXPECT_EQ(text.compare(row.evidence.begin, row.evidence.text.size(), row.evidence.text), 0);
  }
  return rows;
}

std::string refusal(const std::string& text, const TripleColumns& columns = {}) {
  try {
    read(text, Dialect::kCsv, columns);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    return error.what();
  }
  return "";
}

TEST(TripleReader, ReadsCsvWithQuotesAndLineBreaks) {
  EXPECT_THAT(
      read("subject,relation,object,date\nA,met,\"B, the \"\"second\"\"\",2020-01-22\n\n"
           "\"two\nlines\",phoned,C,2020-01-22T08:00:00Z\nD,met,E,\n",
           Dialect::kCsv),
      testing::ElementsAre("entity:A|met|entity:B, the \"second\"|2020-01-22|2",
                           "entity:two\nlines|phoned|entity:C|2020-01-22|4", "entity:D|met|entity:E||6"));
}

TEST(TripleReader, ReadsTsvWithEscapesAndKinds) {
  TripleColumns columns;
  columns.default_object_kind = "country";
  EXPECT_THAT(read("who\trelation\tobject\tsubject_kind\nA\\tB\tmet\tC\tperson\n", Dialect::kTsv,
                   [&] {
                     columns.subject = "who";
                     return columns;
                   }()),
              testing::ElementsAre("person:A\tB|met|country:C||2"));
}

TEST(TripleReader, ColumnsByNumberWithoutAHeader) {
  TripleColumns columns;
  columns.header = false;
  columns.subject = "2";
  columns.object = "1";
  columns.relation = "none";
  columns.default_relation = "knows";
  columns.date = "3";
  EXPECT_THAT(read("B,A,2020\n", Dialect::kCsv, columns),
              testing::ElementsAre("entity:A|knows|entity:B|2020|1"));
}

TEST(TripleReader, SaysWhatIsWrongAndWhere) {
  EXPECT_THAT(refusal("a,b,c\n1,2,3\n"),
              testing::AllOf(testing::HasSubstr("t.csv:1"), testing::HasSubstr("a, b, c")));
  EXPECT_THAT(refusal("subject,relation,object,date\nA,met,B,2020-02-30\n"),
              testing::HasSubstr("t.csv:2: \"2020-02-30\""));
  EXPECT_THAT(refusal("subject,relation,object\nA,met\n"), testing::HasSubstr("t.csv:2"));
  EXPECT_THAT(refusal("subject,relation,object\nA,met,\"B\n"), testing::HasSubstr("not closed"));
}

TEST(TripleReader, GoesOnBehindABadRow) {
  std::istringstream input("subject,relation,object\nA,met\nC,met,D\n");
  TripleReader reader(input, "t.csv", Dialect::kCsv, {});
  StreamRow row;
  EXPECT_THROW(reader.next(row), Error);
  ASSERT_TRUE(reader.next(row));
  EXPECT_EQ(row.subject.name, "C");
  EXPECT_FALSE(reader.next(row));
}

}  // namespace
}  // namespace guanxi
