// Every other format of graphs and statements, read back by programs that people use.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "graph/exchange/csv_writer.h"
#include "graph/exchange/dot_writer.h"
#include "graph/exchange/export_graph.h"
#include "graph/exchange/export_statements.h"
#include "graph/exchange/gexf_writer.h"
#include "graph/exchange/graphml_writer.h"
#include "graph/exchange/statement_writers.h"
#include "tests/exchange/sample_graph.h"

namespace guanxi {
namespace {

using std::filesystem::path;

class GraphFormats : public testing::Test {
 protected:
  GraphFormats() : folder(test::fresh_folder("formats")), snapshot(test::nasty_graph()) {
    all.filter.planned = all.filter.negated = all.filter.claimed = true;
  }
  ~GraphFormats() override { std::filesystem::remove_all(folder); }

  template <typename Writer>
  void write_graph(const path& file, EdgeGrouping edges) {
    std::ofstream out(file, std::ios::binary);
    Writer writer(out);
    ExportSelection selection = all;
    selection.edges = edges;
    export_graph(snapshot, selection, writer);
  }

  void write_statements(const path& file, StatementSink& writer, std::ofstream& out) {
    out.open(file, std::ios::binary);
    export_statements(snapshot, all, writer);
  }

  path write_stream() {
    std::ofstream out;
    JsonlStatements writer(out);
    write_statements(folder / "statements.jsonl", writer, out);
    return folder / "statements.jsonl";
  }

  path write_expected(EdgeGrouping edges) {
    test::write_file(folder / "expected.json", test::expected_json(snapshot, edges));
    return folder / "expected.json";
  }

  void check(const std::string& script, const std::string& arguments) {
    const auto ran = test::run(std::string(GUANXI_PYTHON) + " " GUANXI_SOURCE_DIR "/tests/exchange/" +
                               script + " " + arguments);
    EXPECT_EQ(ran.status, 0) << ran.output.substr(0, 3000);
  }

  path folder;
  test::MemorySnapshot snapshot;
  ExportSelection all;
};

TEST_F(GraphFormats, GexfHasASpellForEachContact) {
  for (const auto edges : {EdgeGrouping::kRelations, EdgeGrouping::kStatements, EdgeGrouping::kPairs}) {
    write_graph<GexfWriter>(folder / "graph.gexf", edges);
    check("check_gexf.py", (folder / "graph.gexf").string() + " " + write_expected(edges).string());
  }
  EXPECT_EQ(test::run("xmllint --huge --noout " + (folder / "graph.gexf").string()).status, 0);
}

TEST_F(GraphFormats, CsvWithHeadersOfNeo4jAdmin) {
  std::ofstream nodes(folder / "nodes.csv", std::ios::binary), edges(folder / "edges.csv", std::ios::binary);
  CsvWriter graph(nodes, edges);
  export_graph(snapshot, all, graph);
  nodes.close();
  edges.close();
  std::ofstream out;
  CsvStatements statements(out);
  write_statements(folder / "statements.csv", statements, out);
  out.close();
  EXPECT_THAT(test::read_file(folder / "nodes.csv"),
              testing::StartsWith(":ID,name,kind,degree:long,:LABEL\n"));
  EXPECT_THAT(test::read_file(folder / "edges.csv"), testing::StartsWith(":START_ID,:END_ID,"));
  check("check_csv.py", folder.string() + " " + write_expected(EdgeGrouping::kRelations).string() + " " +
                            write_stream().string());
}

TEST_F(GraphFormats, TurtleAndNquadsReadByRdflibAndRaptor) {
  const path stream = write_stream();
  for (const auto& [name, syntax] : {std::pair("turtle", RdfStatements::Syntax::kTurtle),
                                     std::pair("nquads", RdfStatements::Syntax::kNquads)}) {
    std::ofstream out;
    RdfStatements writer(out, syntax);
    write_statements(folder / name, writer, out);
    out.close();
    check("check_rdf.py", std::string(name) + " " + (folder / name).string() + " " + stream.string());
    const auto raptor = test::run("rapper -q -c -i " + std::string(name) + " " + (folder / name).string());
    EXPECT_EQ(raptor.status, 0) << raptor.output.substr(0, 2000);
  }
}

TEST_F(GraphFormats, DotIsReadByGraphviz) {
  for (const auto edges : {EdgeGrouping::kRelations, EdgeGrouping::kPairs}) {
    write_graph<DotWriter>(folder / "graph.dot", edges);
    const auto ran =
        test::run("dot -Tsvg -o " + (folder / "graph.svg").string() + " " + (folder / "graph.dot").string());
    EXPECT_EQ(ran.status, 0) << ran.output.substr(0, 2000);
    EXPECT_EQ(ran.output.find("syntax error"), std::string::npos) << ran.output.substr(0, 2000);
    EXPECT_THAT(test::read_file(folder / "graph.svg"), testing::HasSubstr("习近平"));
  }
}

TEST_F(GraphFormats, GraphologyReadsGraphmlAndGexf) {
  const auto installed =
      test::run("sh " GUANXI_SOURCE_DIR "/tests/exchange/install_graphology.sh " GUANXI_NODE_FOLDER);
  if (installed.status != 0) GTEST_SKIP() << "graphology cannot be installed: " << installed.output;
  const path expected = write_expected(EdgeGrouping::kRelations);
  write_graph<GraphmlWriter>(folder / "graph.graphml", EdgeGrouping::kRelations);
  write_graph<GexfWriter>(folder / "graph.gexf", EdgeGrouping::kRelations);
  for (const char* file : {"graph.graphml", "graph.gexf"}) {
    const auto ran =
        test::run(std::string("NODE_PATH=" GUANXI_NODE_FOLDER "/node_modules node " GUANXI_SOURCE_DIR
                              "/tests/exchange/check_graphology.js ") +
                  (folder / file).string() + " " + expected.string());
    EXPECT_EQ(ran.status, 0) << ran.output.substr(0, 3000);
  }
}

}  // namespace
}  // namespace guanxi
