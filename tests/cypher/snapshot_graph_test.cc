// Queries on a store's snapshot: labels, properties, the index of names, dates.
#include "query/cypher/snapshot_graph.h"

#include <gtest/gtest.h>

#include "query/cypher/engine.h"
#include "query/cypher/jolt.h"
#include "tests/graph/memory_snapshot.h"

namespace guanxi::cypher {
namespace {

std::shared_ptr<test::MemorySnapshot> calls() {
  auto snapshot = std::make_shared<test::MemorySnapshot>();
  snapshot->add_entity(test::person("习近平"), {"習近平"});
  snapshot->add(test::person("习近平"), "phoned", test::person("马克龙"), "2020-01-22");
  snapshot->add(test::person("习近平"), "phoned", test::person("默克尔"), "2020-01/2020-02");
  snapshot->add(test::person("马克龙"), "met", test::person("默克尔"), "");
  snapshot->add(test::country("中国"), "praised", test::country("中国"), "2019");
  return snapshot;
}

std::string answer(const std::string& query) {
  const SnapshotGraph graph(calls());
  std::string text;
  for (const List& row : answer_query(graph, query, {}, {}).rows) {
    for (std::size_t i = 0; i < row.size(); ++i) text += (i > 0 ? "|" : "") + print_literal(row[i], graph);
    text += "\n";
  }
  return text;
}

TEST(SnapshotGraph, StatementsAreRelationships) {
  EXPECT_EQ(answer("MATCH (p:Person)-[c:phoned|met]-(q:Person) WHERE c.start >= date('2020-01-22') "
                   "RETURN p.name, q.name, c.time ORDER BY p.name"),
            "'习近平'|'马克龙'|'2020-01-22'\n'马克龙'|'习近平'|'2020-01-22'\n");
}

TEST(SnapshotGraph, UnknownTimesAreNull) {
  EXPECT_EQ(answer("MATCH ()-[c:met]->() RETURN c.time, c.start, c.end, c.factuality, c.office"),
            "null|null|null|'asserted'|null\n");
  EXPECT_EQ(answer("MATCH ()-[c:phoned]->({name: '默克尔'}) RETURN c.start, c.end"),
            "'2020-01-01'|'2020-02-29'\n");
}

TEST(SnapshotGraph, ALoopComesOnce) {
  EXPECT_EQ(answer("MATCH (c:Country)-[r]-(d) RETURN type(r)"), "'praised'\n");
}

TEST(SnapshotGraph, NamesGoThroughTheIndex) {
  EXPECT_EQ(answer("EXPLAIN MATCH (p)-[:phoned]->(q) WHERE q.name = '马克龙' RETURN p").substr(0, 41),
            "'Find nodes q by the index on \\'name\\''\n'");
  EXPECT_EQ(answer("MATCH (p) WHERE p.name IN ['马克龙', '无人'] RETURN p.kind"), "'person'\n");
}

TEST(SnapshotGraph, NameIsTheCanonicalOneAndAliasesAreFoundToo) {
  EXPECT_EQ(answer("MATCH (p {name: '習近平'}) RETURN p.name"), "");
  EXPECT_EQ(answer("MATCH (p) WHERE '習近平' IN p.aliases RETURN p.name"), "'习近平'\n");
  EXPECT_EQ(
      answer("EXPLAIN MATCH (p) WHERE '習近平' IN p.aliases RETURN p").find("'Find nodes p by the index on"),
      0U);
}

TEST(SnapshotGraph, IdsFindTheirNodes) {
  const std::string id = test::person("马克龙").id().print('Q');
  EXPECT_EQ(answer("MATCH (p {id: '" + id + "'}) RETURN p.name, elementId(p) = p.id"), "'马克龙'|true\n");
}

TEST(SnapshotGraph, PathsRunOverStatements) {
  EXPECT_EQ(
      answer(
          "MATCH (a {name: '习近平'}), (b {name: '默克尔'}), p = shortestPath((a)-[*]-(b)) RETURN length(p)"),
      "1\n");
  EXPECT_EQ(answer("MATCH (a {name: '马克龙'})-[r*2]-(b) RETURN DISTINCT b.name ORDER BY b.name"),
            "'习近平'\n'默克尔'\n");
}

}  // namespace
}  // namespace guanxi::cypher
