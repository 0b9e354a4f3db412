#include "extract/schema_test.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/packtools/example_pack.h"

namespace guanxi {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;

// A pack on top of the example pack with the given rules.
Extractor with_rules(const ScratchFolder& folder, const std::string& rules) {
  folder.write("trial/pack.yaml", "name: trial\nextends: [mergers]\n");
  folder.write("trial/rules/rules.yaml", rules);
  return Extractor(Pack::load({folder.path() / "trial"}, {packs()}));
}

constexpr const char* kSold =
    "rules:\n"
    "  - id: sold\n"
    "    relation: acquired\n"
    "    swap: true\n"
    "    patterns:\n"
    "      - \"{subject}? … [卖给] {object}\"\n"
    "      - \"{subject}? … [转让给] {object: institution}\"\n"
    "    examples:\n";

TEST(SchemaTest, TellsWhatIsMissingAndWhatIsTooMuch) {
  ScratchFolder folder;
  Extractor extractor = with_rules(folder, std::string(kSold) +
                                               "      - text: 远帆汽车卖给青禾科技。\n"
                                               "        states: [远帆汽车 acquired 青禾科技]\n"
                                               "      - text: 远帆汽车希望卖给青禾科技。\n"
                                               "        states: []\n");
  SchemaReport report = test_schema(extractor, "trial/sold");
  EXPECT_FALSE(report.held());
  ASSERT_EQ(report.failures.size(), 1u);
  EXPECT_THAT(report.failures[0].missing, ElementsAre("远帆汽车 acquired 青禾科技"));
  EXPECT_THAT(report.failures[0].unexpected, ElementsAre("青禾科技 acquired 远帆汽车"));
  EXPECT_THAT(report.failures[0].where, HasSubstr("rules.yaml:9:"));
}

TEST(SchemaTest, ARuleNeedsAnExampleOfEachSort) {
  ScratchFolder folder;
  // The positive example is another rule's, the negative one lacks the trigger.
  Extractor extractor = with_rules(folder, std::string(kSold) +
                                               "      - text: 青禾科技收购远帆汽车。\n"
                                               "        states: [青禾科技 acquired 远帆汽车]\n"
                                               "      - text: 远帆汽车发展很快。\n"
                                               "        states: []\n");
  SchemaReport report = test_schema(extractor, "trial/sold");
  EXPECT_TRUE(report.failures.empty());
  EXPECT_THAT(report.without_positive, ElementsAre("trial/sold"));
  EXPECT_THAT(report.without_negative, ElementsAre("trial/sold"));
}

TEST(SchemaTest, CoverageAndMutantsShowWhatExamplesLeaveOpen) {
  ScratchFolder folder;
  Extractor extractor = with_rules(folder, std::string(kSold) +
                                               "      - text: 远帆汽车卖给青禾科技。\n"
                                               "        states: [青禾科技 acquired 远帆汽车]\n"
                                               "      - text: 远帆汽车希望卖给青禾科技。\n"
                                               "        states: []\n");
  EXPECT_TRUE(test_schema(extractor, "trial/sold").held());

  PatternCoverage coverage(extractor);
  coverage.add_examples();
  std::vector<PatternPlace> open = coverage.uncovered();
  EXPECT_THAT(open, Contains(Field(&PatternPlace::pattern, HasSubstr("转让给"))));
  EXPECT_THAT(open, testing::Not(Contains(Field(&PatternPlace::pattern, HasSubstr("卖给] {object}")))));

  MutationReport mutants = test_mutants(extractor, "trial/sold");
  EXPECT_GT(mutants.mutants, mutants.survivors.size());
  auto survives = [&](const std::string& pattern, const std::string& what) {
    return std::any_of(mutants.survivors.begin(), mutants.survivors.end(), [&](const Mutant& mutant) {
      return mutant.place.pattern.find(pattern) != std::string::npos &&
             mutant.what.find(what) != std::string::npos;
    });
  };
  EXPECT_FALSE(survives("卖给] {object}", "swapped"));  // the positive example notices
  EXPECT_TRUE(survives("转让给", "swapped"));           // nothing uses the second pattern
}

TEST(SchemaTest, GoldStatementsCountAsCoverage) {
  ScratchFolder folder;
  Extractor extractor = with_rules(folder, std::string(kSold) + "      []\n");
  NameAliases aliases;
  Evaluation gold(extractor.pack().ontology(), aliases);
  gold.add_gold({"a.txt", "青禾科技", "acquired", "远帆汽车", "", "", false});
  PatternCoverage coverage(extractor);
  std::size_t before = coverage.uncovered().size();
  coverage.add_document(extractor.read("x/a.txt", "远帆汽车转让给青禾科技。"), gold);
  EXPECT_EQ(coverage.uncovered().size(), before - 1);
  coverage.add_document(extractor.read("x/a.txt", "远帆汽车卖给北辰银行。"), gold);  // not in the gold
  EXPECT_EQ(coverage.uncovered().size(), before - 1);
}

}  // namespace
}  // namespace guanxi
