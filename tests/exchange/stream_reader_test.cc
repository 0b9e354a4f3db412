#include "graph/exchange/stream_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "extract/statement/error.h"

namespace guanxi {
namespace {

using testing::HasSubstr;

StreamRow full_row() {
  StreamRow row;
  row.subject = {"person", "甲\"\\\n\t\x01", "the elder"};
  row.object = {"institution", "世界卫生组织 🙂", ""};
  row.statement.subject = row.subject.id();
  row.statement.object = row.object.id();
  row.statement.relation = "phoned";
  row.statement.time = "2020-01-18/2020-01-19";
  row.statement.initiator = Initiator::kObject;
  row.statement.factuality = Factuality::kPlanned;
  row.statement.office = "部长";
  row.statement.place = "日内瓦";
  row.statement.claimed_by = "丙";
  row.document = "news/a \"b\".txt";
  row.evidence = {18446744073709551614u, 18446744073709551615u, 4294967295u, "two\nlines", "zh/phoned-1"};
  return row;
}

StreamRow plain_row() {
  StreamRow row;
  row.subject = {"person", "甲", ""};
  row.object = {"person", "乙", ""};
  row.statement.subject = row.subject.id();
  row.statement.object = row.object.id();
  row.statement.relation = "met";
  row.document = "a.txt";
  row.evidence.rule = "r";
  return row;
}

std::vector<StreamRow> read_all(const std::string& text) {
  std::istringstream input(text);
  StreamReader reader(input, "in.jsonl");
  std::vector<StreamRow> rows;
  for (StreamRow row; reader.next(row);) rows.push_back(row);
  return rows;
}

std::string failure_of(const std::string& text) {
  try {
    read_all(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    return error.what();
  }
  return "nothing";
}

TEST(StreamReader, WhatWasWrittenComesBack) {
  std::string text;
  append_stream_row(full_row(), text);
  append_stream_row(plain_row(), text);
  EXPECT_THAT(read_all(text), testing::ElementsAre(full_row(), plain_row()));
}

TEST(StreamReader, ManyLinesAcrossBlocks) {
  std::string text;
  StreamRow row = plain_row();
  std::vector<StreamRow> rows;
  for (std::uint32_t i = 0; i < 20000; ++i) {
    row.evidence.line = i;
    row.evidence.text = std::string(i % 300, 'x');
    append_stream_row(row, text);
    rows.push_back(row);
  }
  row.evidence.text = std::string(5u << 20, 'y');
  append_stream_row(row, text);
  rows.push_back(row);
  text.pop_back();  // the last line feed may be missing
  EXPECT_EQ(read_all(text), rows);
}

TEST(StreamReader, OthersMayWriteLess) {
  auto rows = read_all(
      "\r\n{\"object\":{\"kind\":\"country\",\"name\":\"B\"},\"cameo\":\"040\",\"relation\":\"met\",\r "
      "\"source\":{\"document\":\"d\"},\"subject\":{\"name\":\"A\",\"kind\":\"person\"}}\r\n\n  \n");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].subject, (Entity{"person", "A", ""}));
  EXPECT_EQ(rows[0].statement.object, (Entity{"country", "B", ""}).id());
  EXPECT_EQ(rows[0].statement.time, "");
}

TEST(StreamReader, FaultsAreNamedWithFileAndLine) {
  std::string good;
  append_stream_row(plain_row(), good);
  auto with = [&](std::string_view from, std::string_view to) {
    std::string text = good;
    std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return good + text.replace(at, from.size(), to);
  };
  EXPECT_THAT(failure_of(good + "nonsense\n"), HasSubstr("in.jsonl:2:"));
  EXPECT_THAT(failure_of(good + "[1]\n"), HasSubstr("in.jsonl:2: line: expected an object"));
  EXPECT_THAT(failure_of(with("}\n", "} x\n")), HasSubstr("in.jsonl:2: not JSON"));
  EXPECT_THAT(failure_of(with("}\n", "\n")), HasSubstr("in.jsonl:2:"));
  EXPECT_THAT(failure_of(with("\"time\":null", "\"time\":\"2020-02-30\"")), HasSubstr("2020-02-30"));
  EXPECT_THAT(failure_of(with("\"time\":null", "\"time\":7")), HasSubstr("\"time\": expected a string"));
  EXPECT_THAT(failure_of(with("\"time\"", "\"tme\"")), HasSubstr("no key \"tme\""));
  EXPECT_THAT(failure_of(with("\"time\":null", "\"rule\":\"x\"")), HasSubstr("\"rule\" is given twice"));
  EXPECT_THAT(failure_of(with("asserted", "hoped")), HasSubstr("hoped"));
  EXPECT_THAT(failure_of(with("\"line\":0", "\"line\":-1")), HasSubstr("\"line\""));
  EXPECT_THAT(failure_of(with("\"line\":0", "\"line\":4294967296")), HasSubstr("\"line\""));
  EXPECT_THAT(failure_of(with("\"begin\":0", "\"begin\":9")), HasSubstr("\"begin\" is behind \"end\""));
  EXPECT_THAT(failure_of(with("\"name\":\"甲\"", "\"name\":\"丁\"")), HasSubstr("does not fit"));
  EXPECT_THAT(failure_of(with("\"kind\":\"person\"", "\"kind\":\"\"")), HasSubstr("needs a \"kind\""));
  EXPECT_THAT(failure_of(with("\"document\"", "\"dokument\"")), HasSubstr("\"dokument\""));
  EXPECT_THAT(failure_of(with("甲", "\xff\xfe")), HasSubstr("in.jsonl:2:"));
  EXPECT_THAT(failure_of(with("甲", "\\ud800")), HasSubstr("in.jsonl:2:"));
  EXPECT_THAT(failure_of("{}"), HasSubstr("\"subject\" is missing"));
}

TEST(StreamReader, NothingIsNoRow) {
  EXPECT_TRUE(read_all("").empty());
  EXPECT_TRUE(read_all("\n\n").empty());
}

}  // namespace
}  // namespace guanxi
