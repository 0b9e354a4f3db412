#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libxml/parser.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "extract/statement/error.h"
#include "query/check/report.h"
#include "query/check/runner.h"
#include "query/check/update.h"

namespace guanxi::check {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kGraph = R"y(graph: "CREATE (:P {name: 'A', n: 1})-[:met]->(:P {name: 'B', n: 2})"
)y";

std::vector<Result> run(const CheckFile& file) {
  return run_checks(file, "", {}, [](const Case&) { return true; });
}

std::vector<std::string> problems(const std::string& test) {
  const CheckFile file = parse_check_file(
      "t.yaml", kGraph + ("cases:\n  - query: \"MATCH (p:P) RETURN p.name AS name, p.n AS n\"\n    " + test));
  return run(file)[0].problems;
}

std::string load_error(const std::string& yaml) {
  try {
    run(parse_check_file("t.yaml", yaml));
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    return error.what();
  }
  return "";
}

TEST(Check, WhatHolds) {
  for (const char* test :
       {"rows: [[B, 2], [A, 1]]", "rows: [[A, 1.0], [B, 2]]", "in_order: true\n    rows: [[A, 1], [B, 2]]",
        "contains: [{name: B}]", "contains: [[A, 1]]", "count: 2", "at_least: 1", "at_most: 2",
        "columns: [name, n]", "rows: [{n: 1}, {n: 2}]"}) {
    EXPECT_THAT(problems(test), ElementsAre()) << test;
  }
}

TEST(Check, WhatDoesNot) {
  EXPECT_THAT(problems("rows: [[A, 1], [C, 3]]"), ElementsAre("- [C, 3]", "+ [B, 2]"));
  EXPECT_THAT(problems("in_order: true\n    rows: [[B, 2], [A, 1]]"),
              ElementsAre("row 1:", "- [B, 2]", "+ [A, 1]", "row 2:", "- [A, 1]", "+ [B, 2]"));
  EXPECT_THAT(problems("rows: [[A, \"1\"], [B, 2]]"), ElementsAre("- [A, \"1\"]", "+ [A, 1]"));
  EXPECT_THAT(problems("contains: [{name: C}]"), ElementsAre("- {name: C}"));
  EXPECT_THAT(problems("count: 3"), ElementsAre("expected 3 rows, there are 2"));
  EXPECT_THAT(problems("at_least: 3"), ElementsAre("expected at least 3 rows, there are 2"));
  EXPECT_THAT(problems("at_most: 1"), ElementsAre("expected at most 1 rows, there are 2"));
  EXPECT_THAT(problems("columns: [name]"), ElementsAre("expected the columns name, they are name, n"));
  EXPECT_THAT(problems("empty: true"), ElementsAre("expected no rows, there are 2", "+ [A, 1]", "+ [B, 2]"));
  EXPECT_THAT(problems("error: nothing"),
              ElementsAre("expected an error with 'nothing', it answered 2 rows"));
}

TEST(Check, AFileThatIsWrongSaysWhere) {
  EXPECT_THAT(load_error("cases:\n  - {name: a, query: RETURN 1, rowz: []}"),
              HasSubstr("t.yaml:2:32: 'rowz' is not known in a case"));
  EXPECT_THAT(load_error("cases:\n  - {name: a, query: RETURN 1}"),
              HasSubstr("t.yaml:2:5: a case needs something that must hold"));
  EXPECT_THAT(load_error("cases: []"), HasSubstr("expected 'cases'"));
  EXPECT_THAT(load_error("cases: [\n"), HasSubstr("t.yaml:"));
  EXPECT_THAT(load_error("cases: [{query: RETURN 1, count: 1}]"), HasSubstr("names no store, graph or text"));
  EXPECT_THAT(load_error("graph: CREATE (\ncases: [{query: RETURN 1, count: 1}]"),
              HasSubstr("t.yaml: graph: line 1"));
  EXPECT_THAT(load_error("graph: CREATE (:A)\nstore: x\ncases: [{query: RETURN 1, count: 1}]"),
              HasSubstr("only one of"));
  EXPECT_THAT(load_error("graph: CREATE (:A)\ncases: [{command: contacts, count: 1}]"),
              HasSubstr("commands need a store"));
}

TEST(Check, AliasesThatNeverEndAreRefused) {
  EXPECT_THAT(load_error("cases: [{query: RETURN 1, rows: &a [*a]}]"), HasSubstr("t.yaml:1:"));
  std::string nested = "[&a0 [1]";
  for (int i = 1; i < 40; ++i)
    nested +=
        ", &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) + ", *a" + std::to_string(i - 1) + "]";
  EXPECT_THAT(load_error("cases: [{query: RETURN 1, rows: " + nested + "]}]"), HasSubstr("expected at most"));
}

TEST(Check, CommandsAreRunByTheCallback) {
  const CheckFile file = parse_check_file(
      "t.yaml", "text: 某人。\ncases:\n  - {command: \"contacts --who '习 近平'\", rows: [[a]]}");
  Callbacks callbacks;
  std::vector<std::string> seen;
  callbacks.build_store = [](const std::vector<Document>&) -> std::string {
    throw Error(ErrorKind::kStore, "full");
  };
  EXPECT_THROW(run_checks(file, "", callbacks, [](const Case&) { return true; }), Error);
  EXPECT_THAT(file.cases[0].command, ElementsAre("contacts", "--who", "习 近平"));
}

struct Reported {
  CheckFile file;
  std::vector<FileResults> results;
};

Reported reported() {
  Reported r;
  r.file = parse_check_file(
      "dir/a&b.yaml", std::string(kGraph) +
                          "cases:\n"
                          "  - {name: holds, query: MATCH (p) RETURN p.n, count: 2}\n"
                          "  - {name: \"fails # <here>\", query: \"RETURN 'x\\\\ny' AS x\", rows: [[y]]}\n"
                          "  - {name: is wrong, query: RETRUN 1, count: 1}\n");
  r.results.push_back({&r.file, run(r.file)});
  return r;
}

std::string report(ReportFormat format) {
  const Reported r = reported();
  std::ostringstream out;
  std::vector<FileResults> results = r.results;
  results[0].file = &r.file;
  for (std::size_t i = 0; i < results[0].results.size(); ++i) results[0].results[i].test = &r.file.cases[i];
  write_report(format, results, out);
  return out.str();
}

TEST(Report, Text) {
  EXPECT_THAT(report(ReportFormat::kText),
              HasSubstr("FAILED dir/a&b.yaml:4: fails # <here>\n  - [y]\n  + [\"x\\ny\"]\n"));
  EXPECT_THAT(report(ReportFormat::kText), HasSubstr("1 of 3 cases hold\n"));
}

// Read back by Perl's own harness.
TEST(Report, TapIsReadByProve) {
  const std::string path = testing::TempDir() + "guanxi-check.tap";
  std::ofstream(path) << report(ReportFormat::kTap);
  FILE* pipe = popen(("prove --exec cat --verbose '" + path + "' 2>&1").c_str(), "r");
  ASSERT_NE(pipe, nullptr);
  std::string said;
  for (char buffer[512]; std::fgets(buffer, sizeof buffer, pipe) != nullptr;) said += buffer;
  pclose(pipe);
  if (said.find("not found") != std::string::npos) GTEST_SKIP() << "prove is not installed";
  EXPECT_THAT(said, HasSubstr("Tests: 3 Failed: 2"));
  EXPECT_THAT(said, HasSubstr("Failed tests:  2-3"));
  EXPECT_THAT(said, testing::Not(HasSubstr("Parse errors")));
}

TEST(Report, JunitIsXml) {
  const std::string text = report(ReportFormat::kJunit);
  xmlDoc* document =
      xmlReadMemory(text.data(), static_cast<int>(text.size()), "junit.xml", nullptr, XML_PARSE_NONET);
  ASSERT_NE(document, nullptr) << text;
  const xmlNode* root = xmlDocGetRootElement(document);
  EXPECT_STREQ(reinterpret_cast<const char*>(root->name), "testsuites");
  xmlChar* failures = xmlGetProp(root, reinterpret_cast<const xmlChar*>("failures"));
  EXPECT_STREQ(reinterpret_cast<const char*>(failures), "2");
  xmlFree(failures);
  xmlFreeDoc(document);
}

TEST(Report, GithubMarksTheLine) {
  EXPECT_THAT(report(ReportFormat::kGithub),
              HasSubstr("::error file=dir/a&b.yaml,line=4,title=fails # <here>::- [y]%0A+ "));
}

TEST(Update, OnlyWhatDoesNotHoldChangesAndCommentsStay) {
  const std::string before = std::string("# Who met whom.\n") + kGraph +
                             "cases:\n"
                             "  # The first.\n"
                             "  - name: one\n"
                             "    query: MATCH (p:P) RETURN p.name, p.n   # both\n"
                             "    rows:\n"
                             "      - [A, 1]\n"
                             "      - [C, 3]\n"
                             "\n"
                             "  - name: two\n"
                             "    count: 7\n"
                             "    query: MATCH (p:P) RETURN p\n"
                             "  - name: three\n"
                             "    query: MATCH (p:P) RETURN p.n\n"
                             "    rows: [[1],   [2]]  # as it is\n"
                             "  - {name: four, query: RETURN 1, at_least: 5}\n";
  const CheckFile file = parse_check_file("t.yaml", before);
  const std::string after = updated_text(before, run(file));
  std::string expected = before;
  expected.replace(expected.find("      - [C, 3]"), 14, "      - [B, 2]");
  expected.replace(expected.find("count: 7"), 8, "count: 2");
  EXPECT_EQ(after, expected);
  EXPECT_EQ(updated_text(after, run(parse_check_file("t.yaml", after))), after);
}

TEST(Check, AThousandCases) {
  std::string yaml = std::string(kGraph) + "cases:\n";
  for (int i = 0; i < 1000; ++i)
    yaml += "  - {query: \"MATCH (p:P)-[:met]->(q) RETURN p.name, q.name\", rows: [[A, B]]}\n";
  const std::vector<Result> results = run(parse_check_file("t.yaml", yaml));
  EXPECT_EQ(results.size(), 1000U);
  for (const Result& result : results) EXPECT_TRUE(result.problems.empty());
}

}  // namespace
}  // namespace guanxi::check
