// The language, case by case: tests/cypher/cases/*.yaml are check files.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "query/check/runner.h"

namespace guanxi::check {
namespace {

std::vector<std::string> case_files() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(GUANXI_SOURCE_DIR "/tests/cypher/cases")) {
    paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

class Language : public testing::TestWithParam<std::string> {};

TEST_P(Language, EveryCaseHolds) {
  const CheckFile file = read_check_file(GetParam());
  const std::vector<Result> results = run_checks(file, "", {}, [](const Case&) { return true; });
  EXPECT_EQ(results.size(), file.cases.size());
  for (const Result& result : results) {
    std::string problems;
    for (const std::string& problem : result.problems) problems += "\n  " + problem;
    EXPECT_TRUE(result.problems.empty())
        << file.path << ":" << result.test->line << ": " << result.test->name << problems;
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, Language, testing::ValuesIn(case_files()),
                         [](const auto& info) { return std::filesystem::path(info.param).stem().string(); });

}  // namespace
}  // namespace guanxi::check
