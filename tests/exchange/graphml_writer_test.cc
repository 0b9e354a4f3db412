#include "graph/exchange/graphml_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "graph/exchange/export_graph.h"
#include "tests/exchange/sample_graph.h"

namespace guanxi {
namespace {

using test::MemorySnapshot;
using test::person;
using testing::HasSubstr;

std::string graphml(const Snapshot& snapshot, const ExportSelection& selection = {},
                    ExportSummary* summary = nullptr) {
  std::ostringstream out;
  GraphmlWriter writer(out);
  const ExportSummary found = export_graph(snapshot, selection, writer);
  if (summary != nullptr) *summary = found;
  return out.str();
}

TEST(GraphmlWriter, WritesTheSafeSubset) {
  MemorySnapshot snapshot;
  snapshot.add(person("A"), "met", person("B"), "2020-01-02");
  snapshot.add(person("A"), "met", person("B"), "2020-03");
  const std::string text = graphml(snapshot);
  EXPECT_THAT(text, HasSubstr("<key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>"));
  EXPECT_THAT(text, HasSubstr("edgedefault=\"directed\""));
  EXPECT_THAT(text, HasSubstr("label=\"met\">"));
  EXPECT_THAT(text, HasSubstr("<data key=\"weight\">2.0</data>"));
  EXPECT_THAT(text,
              HasSubstr("<data key=\"interaction\">met</data><data key=\"start\">2020-01-02</data>"
                        "<data key=\"end\">2020-03-31</data><data key=\"dates\">2020-01-02; 2020-03</data>"
                        "<data key=\"evidence\">test.txt:1; test.txt:2</data>"));
  EXPECT_EQ(text.find("for=\"all\""), std::string::npos);
  EXPECT_EQ(text.find("for=\"graph\""), std::string::npos);
  EXPECT_EQ(text.find("directed=\""), std::string::npos);
  EXPECT_LT(text.rfind("<key "), text.find("<graph "));
  EXPECT_LT(text.rfind("<node "), text.find("<edge "));
}

TEST(GraphmlWriter, AnEmptyStoreMakesAValidFile) {
  ExportSummary summary;
  EXPECT_THAT(graphml(MemorySnapshot(), {}, &summary), HasSubstr("</graphml>"));
  EXPECT_EQ(summary.nodes, 0U);
  EXPECT_THAT(describe(summary), HasSubstr("no times"));
}

class Readers : public testing::TestWithParam<EdgeGrouping> {};

TEST_P(Readers, NetworkxAndIgraphReadWhatWasWritten) {
  const auto folder = test::fresh_folder("graphml");
  const auto snapshot = test::nasty_graph();
  ExportSelection selection;
  selection.edges = GetParam();
  ExportSummary summary;
  test::write_file(folder / "graph.graphml", graphml(snapshot, selection, &summary));
  test::write_file(folder / "expected.json", test::expected_json(snapshot, GetParam()));
  EXPECT_GT(summary.left_out, 0U);
  const auto ran =
      test::run(std::string(GUANXI_PYTHON) + " " GUANXI_SOURCE_DIR "/tests/exchange/check_graphml.py " +
                (folder / "graph.graphml").string() + " " + (folder / "expected.json").string());
  EXPECT_EQ(ran.status, 0) << ran.output;
  const auto lint = test::run("xmllint --huge --noout " + (folder / "graph.graphml").string());
  EXPECT_EQ(lint.status, 0) << lint.output.substr(0, 2000);
  std::filesystem::remove_all(folder);
}

INSTANTIATE_TEST_SUITE_P(Groupings, Readers,
                         testing::Values(EdgeGrouping::kRelations, EdgeGrouping::kStatements,
                                         EdgeGrouping::kPairs));

}  // namespace
}  // namespace guanxi
