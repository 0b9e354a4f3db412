// What the table of cases cannot say: plans, budgets, places of errors, inputs meant to do harm.
#include "query/cypher/engine.h"

#include <gtest/gtest.h>

#include <sstream>

#include "query/cypher/answer_writer.h"
#include "query/cypher/parse/parser.h"
#include "query/cypher/query_error.h"
#include "query/cypher/setup_graph.h"

namespace guanxi::cypher {
namespace {

SetupGraph ring(int nodes) {
  SetupGraph graph;
  for (int i = 0; i < nodes; ++i) graph.create_node({"N"}, {{"i", Value(i)}});
  for (int i = 0; i < nodes; ++i) {
    graph.create_relationship(Node{static_cast<std::uint64_t>(i)},
                              Node{static_cast<std::uint64_t>((i + 1) % nodes)}, "next", {});
  }
  return graph;
}

std::string repeat(std::string_view text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

std::string error_of(const GraphAccess& graph, const std::string& query) {
  try {
    answer_query(graph, query, {}, {});
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kUsage);
    return error.what();
  }
  return "";
}

TEST(Engine, AnswersAreCutHonestlyByRows) {
  const SetupGraph graph = ring(100);
  Budget budget;
  budget.rows = 10;
  const Answer answer = answer_query(graph, "MATCH (n) RETURN n.i", {}, budget);
  EXPECT_EQ(answer.rows.size(), 10U);
  EXPECT_NE(answer.cut.find("10 rows"), std::string::npos) << answer.cut;
}

TEST(Engine, NothingIsAggregatedFromAPart) {
  const SetupGraph graph = ring(100);
  Budget budget;
  budget.visited = 10;
  const Answer answer = answer_query(graph, "MATCH (n) RETURN count(*)", {}, budget);
  EXPECT_TRUE(answer.rows.empty());
  EXPECT_FALSE(answer.cut.empty());
}

TEST(Engine, AWholeAnswerIsNotCut) {
  const SetupGraph graph = ring(10);
  const Answer answer = answer_query(graph, "MATCH (n) RETURN n.i", {}, {});
  EXPECT_EQ(answer.rows.size(), 10U);
  EXPECT_EQ(answer.cut, "");
}

TEST(Engine, ALongWalkNeedsNoStack) {
  const SetupGraph graph = ring(20'000);
  const Answer answer =
      answer_query(graph, "MATCH p = (a {i: 0})-[:next*19999..19999]->(b) RETURN length(p), b.i", {}, {});
  ASSERT_EQ(answer.rows.size(), 1U);
  EXPECT_EQ(answer.rows[0][0].integer(), 19'999);
  EXPECT_EQ(answer.rows[0][1].integer(), 19'999);
}

TEST(Engine, DeepNestingIsRefused) {
  const SetupGraph graph;
  for (const auto& [open, close] :
       {std::pair("(", ")"), {"[", "]"}, {"{a: ", "}"}, {"NOT ", ""}, {"- ", ""}, {"exists(", ")"}}) {
    EXPECT_NE(error_of(graph, "RETURN " + repeat(open, 5000) + "1" + repeat(close, 5000)), "") << open;
  }
  EXPECT_NE(error_of(graph, "RETURN 1" + repeat(" + 1", 50'000)), "");
  EXPECT_NE(error_of(graph, "MATCH (n) RETURN n" + repeat("[0]", 50'000)), "");
}

// Each level reads as a pattern until its end shows that it is none.
TEST(Engine, PatternsThatAreNoneTakeNoExponentialTime) {
  const SetupGraph graph;
  EXPECT_NE(error_of(graph, "RETURN " + repeat("({x: ", 60) + "1" + repeat("})-[0]", 60)), "");
}

TEST(Engine, ErrorsNamePhaseAndPlace) {
  const SetupGraph graph;
  try {
    answer_query(graph, "MATCH (n)\nRETURN missing", {}, {});
    FAIL();
  } catch (const QueryError& error) {
    EXPECT_EQ(error.phase(), Phase::kBind);
    EXPECT_EQ(error.at().line, 2U);
    EXPECT_EQ(error.at().column, 8U);
    EXPECT_EQ(error.detail(), "UndefinedVariable");
  }
}

std::string plan_of(const GraphAccess& graph, const std::string& query) {
  std::string lines;
  for (const List& row : answer_query(graph, "EXPLAIN " + query, {}, {}).rows)
    lines += row[0].string() + "\n";
  return lines;
}

TEST(Plan, StartsAtTheRarestLabel) {
  SetupGraph graph = ring(50);
  graph.create_node({"Rare"}, {});
  const std::string plan = plan_of(graph, "MATCH (a:N)-[:next]->(b:Rare) RETURN a");
  EXPECT_EQ(plan.find("Scan nodes b:Rare (about 1)"), 0U) << plan;
  EXPECT_NE(plan.find("Expand (b)<-(a:N) along [_:next]"), std::string::npos) << plan;
}

TEST(Plan, ConditionsAreCheckedAsEarlyAsTheyCan) {
  const SetupGraph graph = ring(5);
  const std::string plan = plan_of(graph, "MATCH (a:N)-->(b) WHERE b.i > 1 AND a.i = 2 RETURN a");
  const std::size_t first = plan.find("Filter");
  ASSERT_NE(first, std::string::npos);
  EXPECT_LT(first, plan.find("Expand")) << plan;
}

TEST(Jolt, EveryValueHasItsSigil) {
  SetupGraph graph;
  run_script(graph, "CREATE (a:A {x: 1})-[:R {w: 0.5}]->(:B)", {});
  std::ostringstream out;
  const auto writer = make_answer_writer("jolt", graph, out, {});
  stream_query(
      graph, "MATCH p = (b:B)<-[r]-(a) RETURN p, true AS t, ['x', null] AS l, {k: date('2020-01-22')} AS m",
      {}, {}, [&](const auto& columns) { writer->begin(columns); },
      [&](const List& row) {
        writer->row(row);
        return true;
      });
  writer->finish();
  EXPECT_EQ(out.str(),
            R"j({"header":{"fields":["p","t","l","m"]}}
{"data":[{"..":[{"()":["1",["B"],{}]},{"<-":["0","1","R","0",{"w":{"R":"0.5"}}]},{"()":["0",["A"],{"x":{"Z":"1"}}]}]},{"?":"true"},{"[]":[{"U":"x"},null]},{"{}":{"k":{"T":"2020-01-22"}}}]}
{"summary":{}}
)j");
}

TEST(Script, StatementsAreSeparatedAndSeeEachOther) {
  SetupGraph graph;
  run_script(graph, "CREATE (:A); MATCH (a:A) CREATE (a)-[:R]->(:B);; MATCH (b:B) DETACH DELETE b;", {});
  EXPECT_EQ(graph.node_count(), 1U);
  EXPECT_EQ(answer_query(graph, "MATCH ()-[r]->() RETURN r", {}, {}).rows.size(), 0U);
}

TEST(Script, WritingClausesOtherThanCreateAndDeleteAreRefused) {
  SetupGraph graph;
  EXPECT_THROW(run_script(graph, "CREATE (n) SET n.x = 1", {}), QueryError);
}

}  // namespace
}  // namespace guanxi::cypher
