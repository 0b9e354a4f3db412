// The commands over the graph, end to end: a stream is imported, asked, exported and imported again.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/exchange/sample_graph.h"

namespace guanxi {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class GraphCommands : public testing::Test {
 protected:
  GraphCommands() : folder(test::fresh_folder("commands")) {
    test::write_file(folder / "news.csv",
                     "subject,relation,object,date,subject_kind,object_kind\n"
                     "习近平,phoned,马克龙,2020-01-22,person,person\n"
                     "马克龙,met,默克尔,2020-02-01,person,person\n"
                     "默克尔,phoned,谭德塞,2020-01-10,person,person\n"
                     "马克龙,wrote_to,谭德塞,2020-03,person,person\n"
                     "谭德塞,praised,中国,2020-02-05,person,country\n");
    EXPECT_EQ(guanxi("import " + (folder / "news.csv").string()).status, 0);
  }
  ~GraphCommands() override { std::filesystem::remove_all(folder); }

  test::Ran guanxi(const std::string& arguments) const {
    return test::run(
        fmt::format("GUANXI_STORE={} {} {}", (folder / "store").string(), GUANXI_PROGRAM, arguments));
  }

  std::filesystem::path folder;
};

TEST_F(GraphCommands, ContactsInTheOrderOfTimeWithEvidence) {
  const auto all = guanxi("contacts --format csv --evidence");
  EXPECT_EQ(all.status, 0);
  EXPECT_THAT(all.output, AllOf(HasSubstr("2020-01-22,习近平,phoned,马克龙,"), HasSubstr("news.csv,2,"),
                                testing::Not(HasSubstr("praised"))));
  EXPECT_LT(all.output.find("2020-01-10"), all.output.find("2020-01-22"));
  const auto between = guanxi("contacts --between 马克龙,默克尔 --format jsonl");
  EXPECT_EQ(std::count(between.output.begin(), between.output.end(), '\n'), 1);
  EXPECT_EQ(guanxi("contacts --who 谭德塞 --since 2021").status, 1);
}

TEST_F(GraphCommands, PathsAndTheirFilters) {
  EXPECT_THAT(guanxi("path 习近平 谭德塞 --format csv").output,
              AllOf(HasSubstr("习近平"), HasSubstr("wrote_to")));
  const auto chronological = guanxi("path 习近平 谭德塞 --chronological --avoid 默克尔 --format csv");
  EXPECT_THAT(chronological.output, HasSubstr("1,2,2020-03,马克龙,wrote_to,谭德塞,1,2020-03-01"));
  EXPECT_EQ(guanxi("path 习近平 谭德塞 --until 2020-01-31").status, 1);
  EXPECT_EQ(guanxi("path 习近平 谭德塞 --all --via 默克尔").status, 2);
  const auto unknown = guanxi("path 习近平 谭德");
  EXPECT_EQ(unknown.status, 1);
  EXPECT_THAT(unknown.output, HasSubstr("谭德塞"));
}

TEST_F(GraphCommands, BatchesGoOnBehindAnUnknownName) {
  test::write_file(folder / "pairs.tsv", "习近平\t谭德塞\n习近平\t无此人\n习近平\t默克尔\n");
  const auto ran = guanxi("path --batch " + (folder / "pairs.tsv").string() + " --format csv");
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.output, AllOf(HasSubstr("习近平,谭德塞,1,1"), HasSubstr("pairs.tsv:2"),
                                HasSubstr("习近平,默克尔,1,2")));
  test::write_file(folder / "names.txt", "马克龙\n谭德塞\n");
  EXPECT_THAT(guanxi("neighbours --batch " + (folder / "names.txt").string() + " --format csv").output,
              AllOf(HasSubstr("马克龙,习近平"), HasSubstr("谭德塞,中国")));
}

TEST_F(GraphCommands, NeighboursSayHowManyMoreThereAre) {
  const auto ran = guanxi("neighbours 马克龙 --limit 1 --format csv");
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.output, HasSubstr("2 more"));
  EXPECT_THAT(guanxi("neighbours 马克龙 --hops 2 --format graphml").output,
              AllOf(HasSubstr("<graphml"), HasSubstr("中国"), HasSubstr("5 nodes")));
}

TEST_F(GraphCommands, TheOtherQuestions) {
  EXPECT_THAT(guanxi("timeline 谭德塞 --format csv").output, HasSubstr("2020-02-05,谭德塞,praised,中国"));
  EXPECT_THAT(guanxi("common 习近平 默克尔 --format csv").output, HasSubstr("马克龙,person,1,phoned"));
  EXPECT_THAT(guanxi("rank --by pagerank --limit 1 --format csv").output, HasSubstr("1,马克龙,person"));
  EXPECT_THAT(guanxi("rank --period month --limit 1 --format csv").output, HasSubstr("2020-03,1,"));
  EXPECT_THAT(guanxi("components --format csv").output, HasSubstr("1,5,"));
  EXPECT_EQ(guanxi("communities --members --format csv").status, 0);
}

TEST_F(GraphCommands, ExportThenImportLosesNothing) {
  const auto stream = folder / "all.jsonl";
  EXPECT_EQ(guanxi("export --format jsonl -o " + stream.string()).status, 0);
  const auto other = (folder / "other").string();
  EXPECT_EQ(guanxi("import " + stream.string() + " --store " + other).status, 0);
  const auto again = folder / "again.jsonl";
  EXPECT_EQ(guanxi("export --format jsonl -o " + again.string() + " --store " + other).status, 0);
  EXPECT_FALSE(test::read_file(stream).empty());
  EXPECT_EQ(test::read_file(stream), test::read_file(again));
  EXPECT_EQ(guanxi("diff " + (folder / "store").string() + " " + other).status, 1);
}

TEST_F(GraphCommands, EveryFormatIsWrittenAndAFailedOneLeavesNothing) {
  for (const char* format : {"graphml", "gexf", "dot", "turtle", "nquads"}) {
    EXPECT_EQ(guanxi(fmt::format("export --format {} -o {}", format, (folder / "out").string())).status, 0)
        << format;
    EXPECT_GT(std::filesystem::file_size(folder / "out"), 200U) << format;
  }
  EXPECT_EQ(guanxi("export --format csv -o " + (folder / "csv").string()).status, 0);
  EXPECT_TRUE(std::filesystem::exists(folder / "csv" / "statements.csv"));
  EXPECT_EQ(guanxi("export --format png").status, 2);
  EXPECT_EQ(guanxi("export -o " + (folder / "no" / "such" / "folder.graphml").string()).status, 3);
  EXPECT_THAT(guanxi("export --around 习近平 -o " + (folder / "out").string()).output, HasSubstr("2 nodes"));
}

TEST_F(GraphCommands, ImportTellsTheRowsThatItLeavesOut) {
  test::write_file(folder / "bad.csv", "subject,relation,object,date\nA,met,B,2020-01-01\nA,met,B,soon\n");
  const auto ran = guanxi("import " + (folder / "bad.csv").string());
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.output, AllOf(HasSubstr("bad.csv:3"), HasSubstr("1 rows read, 1 left out")));
  EXPECT_EQ(guanxi("contacts A").status, 0);
}

TEST_F(GraphCommands, DocumentsAreCompared) {
  test::write_file(folder / "other.csv",
                   "subject,relation,object,date,subject_kind,object_kind\n"
                   "习近平,phoned,马克龙,2020-01-23,person,person\n"
                   "马克龙,met,默克尔,2020-02-01,person,person\n");
  EXPECT_EQ(guanxi("import " + (folder / "other.csv").string()).status, 0);
  const auto ran = guanxi("diff news.csv other.csv --format csv");
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.output,
              AllOf(HasSubstr("date,"), HasSubstr("1 agree, 1 differ, 3 only in A, 0 only in B")));
}

}  // namespace
}  // namespace guanxi
