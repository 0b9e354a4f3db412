#include "graph/exchange/export_graph.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "extract/statement/day_text.h"
#include "tests/graph/memory_snapshot.h"

namespace guanxi {
namespace {

using test::country;
using test::MemorySnapshot;
using test::person;
using testing::ElementsAre;

// Notes what it is given.
class Recorder : public GraphSink {
 public:
  void begin(const GraphOutline&) override {}
  void node(const ExportedNode& node) override { nodes.push_back(node.stored.entity.name); }
  void edge(const ExportedEdge& edge) override {
    edges.push_back(edge.relation + " " + std::to_string(edge.weight));
    ids.push_back(edge.id);
  }
  void end() override { ended = true; }

  std::vector<std::string> nodes, edges, ids;
  bool ended = false;
};

MemorySnapshot sample() {
  MemorySnapshot snapshot;
  snapshot.add(person("A"), "met", person("B"), "2020-01-02");
  snapshot.add(person("A"), "met", person("B"), "2020-02-03");
  snapshot.add(person("B"), "met", person("A"));
  snapshot.add(person("A"), "phoned", country("C"), "2021");
  snapshot.add_entity(person("hermit"));
  Statement planned;
  planned.relation = "met";
  planned.factuality = Factuality::kPlanned;
  snapshot.add(person("P"), person("A"), planned);
  return snapshot;
}

Recorder recorded(const ExportSelection& selection, ExportSummary* summary = nullptr) {
  Recorder recorder;
  const auto found = export_graph(sample(), selection, recorder);
  if (summary != nullptr) *summary = found;
  EXPECT_EQ(found.nodes, recorder.nodes.size());
  EXPECT_EQ(found.edges, recorder.edges.size());
  EXPECT_TRUE(recorder.ended);
  return recorder;
}

TEST(ExportGraph, ByDefaultAnEdgeForEachSubjectRelationAndObject) {
  ExportSummary summary;
  const auto found = recorded({}, &summary);
  EXPECT_THAT(found.nodes, testing::UnorderedElementsAre("A", "B", "C"));
  EXPECT_THAT(found.edges, testing::UnorderedElementsAre("met 2", "met 1", "phoned 1"));
  EXPECT_EQ(summary.kinds.at("person"), 2U);
  EXPECT_EQ(summary.undated, 1U);
  EXPECT_EQ(print_days(summary.span), "2020-01-02/2021-12-31");
}

TEST(ExportGraph, StatementsAndPairs) {
  EXPECT_THAT(recorded({.edges = EdgeGrouping::kStatements}).edges,
              testing::UnorderedElementsAre("met 1", "met 1", "met 1", "phoned 1"));
  EXPECT_THAT(recorded({.edges = EdgeGrouping::kPairs}).edges,
              testing::UnorderedElementsAre("met 3", "phoned 1"));
}

TEST(ExportGraph, FiltersLeaveNoNodeWithoutAnEdge) {
  EdgeFilter phoned;
  phoned.relations = {"phoned"};
  EXPECT_THAT(recorded({.filter = phoned}).nodes, testing::UnorderedElementsAre("A", "C"));
  EdgeFilter people;
  people.kinds = {"person"};
  EXPECT_THAT(recorded({.filter = people}).nodes, testing::UnorderedElementsAre("A", "B"));
  EXPECT_THAT(recorded({.isolated = true}).nodes,
              testing::UnorderedElementsAre("A", "B", "C", "P", "hermit"));
}

TEST(ExportGraph, WithinASetOnlyWhatTiesIt) {
  std::vector<Id> within{person("A").id(), country("C").id()};
  std::sort(within.begin(), within.end());
  const auto found = recorded({.within = within});
  EXPECT_THAT(found.nodes, testing::UnorderedElementsAre("A", "C"));
  EXPECT_THAT(found.edges, ElementsAre("phoned 1"));
}

TEST(ExportGraph, EdgeIdsAreUniqueAndStable) {
  for (const auto edges : {EdgeGrouping::kRelations, EdgeGrouping::kStatements, EdgeGrouping::kPairs}) {
    const auto once = recorded({.edges = edges}).ids;
    EXPECT_EQ(once, recorded({.edges = edges}).ids);
    EXPECT_EQ(std::set<std::string>(once.begin(), once.end()).size(), once.size());
  }
}

TEST(DayText, IsTheShortestThatCoversTheDays) {
  for (const char* text :
       {"2020-01-22", "2020-02", "2020", "2020-01-02/2020-01-05", "2020-01-03/..", "../2020-01-03"}) {
    EXPECT_EQ(print_days(Edtf::parse(text)->days()), text);
  }
  EXPECT_EQ(print_days({}), "");
}

}  // namespace
}  // namespace guanxi
