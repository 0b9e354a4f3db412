// The example pack does what schemas/README.md says.
#include "tests/packtools/example_pack.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/schema_test.h"

namespace guanxi {
namespace {

// The fenced block behind "<!-- example: NAME -->" in the manual.
std::string block(const std::string& name) {
  std::string manual = read_text(packs() / "README.md");
  std::size_t mark = manual.find("<!-- example: " + name + " -->");
  if (mark == std::string::npos) return "";
  std::size_t begin = manual.find("```\n", mark) + 4;
  return manual.substr(begin, manual.find("```", begin) - begin);
}

TEST(ExamplePack, StatesWhatTheManualSays) {
  std::vector<std::string> expected;
  std::istringstream lines(block("states"));
  for (std::string line; std::getline(lines, line);) expected.push_back(line);
  ASSERT_FALSE(expected.empty());
  EXPECT_THAT(statements_of(mergers(), block("text"), ""), testing::UnorderedElementsAreArray(expected));
}

TEST(ExamplePack, ShowsItsOwnFilesInTheManual) {
  std::string manual = read_text(packs() / "README.md");
  EXPECT_NE(manual.find("\"{subject}? … [收购|并购] ~ {object}\""), std::string::npos);
  EXPECT_NE(read_text(packs() / "mergers/rules/deals.yaml").find("\"{subject}? … [收购|并购] ~ {object}\""),
            std::string::npos);
}

TEST(ExamplePack, ItsRulesHold) {
  SchemaReport report = test_schema(mergers(), "mergers/");
  EXPECT_EQ(report.rules, 4u);
  EXPECT_GE(report.examples, 8u);
  for (const ExampleResult& failure : report.failures)
    ADD_FAILURE() << failure.where << " " << failure.text << "\nmissing "
                  << testing::PrintToString(failure.missing) << "\nunexpected "
                  << testing::PrintToString(failure.unexpected);
  EXPECT_TRUE(report.without_positive.empty()) << testing::PrintToString(report.without_positive);
  EXPECT_TRUE(report.without_negative.empty()) << testing::PrintToString(report.without_negative);
}

TEST(ExamplePack, NamesOfTheNewKindAreFound) {
  DocumentRecord record = mergers().extract("a.txt", "3月5日，曜石控股收购青禾。远帆汽车在北京。");
  auto kind_of = [&](const std::string& name) -> std::string {
    for (const Entity& entity : record.entities)
      if (entity.name == name) return entity.kind;
    return "none";
  };
  EXPECT_EQ(kind_of("青禾科技"), "company");  // by another name of the list
  EXPECT_EQ(kind_of("远帆汽车"), "company");  // of the list
  EXPECT_EQ(kind_of("曜石控股"), "company");  // by the ending
  EXPECT_EQ(kind_of("北京市"), "place");      // as before
}

}  // namespace
}  // namespace guanxi
