// The main job end to end on the documents in seeds/: what is stated, on which bytes it rests, and that
// neither threads nor order change anything.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/tools/run_program.h"

namespace guanxi {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;

const fs::path kSeeds = fs::path(GUANXI_SOURCE_DIR) / "seeds";

std::vector<std::string> seed_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kSeeds)) {
    if (entry.path().extension() == ".txt") names.push_back(entry.path().filename());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

ProgramResult extract(const std::vector<std::string>& files, const std::vector<std::string>& options = {}) {
  std::vector<std::string> arguments = {"extract", "--format", "jsonl"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  arguments.insert(arguments.end(), files.begin(), files.end());
  return run_guanxi(arguments, kSeeds);
}

class Seeds : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    ProgramResult result = extract(seed_names());
    ASSERT_EQ(result.status, 0) << result.err;
    for (const std::string& line : lines_of(result.out)) rows().push_back(json::parse(line));
    stream() = result.out;
  }
  static std::vector<json>& rows() {
    static std::vector<json> rows;
    return rows;
  }
  static std::string& stream() {
    static std::string stream;
    return stream;
  }
};

TEST_F(Seeds, EveryStatementRestsOnItsBytes) {
  std::map<std::string, std::string> documents;
  for (const std::string& name : seed_names()) documents[name] = read_bytes(kSeeds / name);
  ASSERT_GT(rows().size(), 100u);
  for (const json& row : rows()) {
    const json& source = row.at("source");
    const std::string& bytes = documents.at(source.at("document"));
    std::size_t begin = source.at("begin"), end = source.at("end"), line = source.at("line");
    ASSERT_LT(begin, end);
    ASSERT_LE(end, bytes.size());
    EXPECT_EQ(source.at("text"), bytes.substr(begin, end - begin));
    EXPECT_EQ(line, 1u + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(begin), '\n'));
  }
}

TEST_F(Seeds, ThreadsDoNotChangeTheStream) {
  for (const char* threads : {"1", "2", "8"}) {
    EXPECT_EQ(extract(seed_names(), {"--threads", threads}).out, stream()) << threads;
  }
}

TEST_F(Seeds, OrderDoesNotChangeWhatADocumentStates) {
  std::vector<std::string> names = seed_names();
  std::vector<std::string> expected = lines_of(stream());
  std::sort(expected.begin(), expected.end());
  for (int turn = 1; turn < 5; ++turn) {
    std::rotate(names.begin(), names.begin() + 1, names.end());
    std::vector<std::string> lines = lines_of(extract(names, {"--threads", "2"}).out);
    std::sort(lines.begin(), lines.end());
    EXPECT_EQ(lines, expected);
  }
}

// All that a store tells, as text.
std::string told(const fs::path& store) {
  std::string all;
  for (const char* command :
       {"stats --format json", "contacts --format jsonl --evidence --factuality asserted,planned,negated",
        "export --format graphml --edges statements --isolated"}) {
    ProgramResult result =
        run_shell(std::string("\"$guanxi\" ") + command + " --store '" + store.string() + "'");
    EXPECT_EQ(result.status, 0) << command << result.err;
    all += result.out;
  }
  return all;
}

TEST(SeedsStore, ThreadsAndOrderDoNotChangeIt) {
  TemporaryFolder folder;
  std::vector<std::string> names = seed_names();
  std::string first;
  for (const char* threads : {"1", "2", "8"}) {
    fs::path store = folder.path() / (std::string("store ") + threads);
    std::vector<std::string> arguments = {"build", "--store", store.string(), "--threads", threads};
    arguments.insert(arguments.end(), names.begin(), names.end());
    ProgramResult built = run_guanxi(arguments, kSeeds);
    ASSERT_EQ(built.status, 0) << built.err;
    EXPECT_EQ(built.err, "");
    std::string now = told(store);
    if (first.empty()) first = now;
    EXPECT_EQ(now, first) << threads;
    std::reverse(names.begin(), names.end());
    std::rotate(names.begin(), names.begin() + 2, names.end());
  }
  EXPECT_GT(first.size(), 100'000u);
}

TEST(SeedsStore, ASecondBuildAddsNothing) {
  TemporaryFolder folder;
  std::string store = (folder.path() / "store").string();
  ProgramResult first = run_guanxi({"build", kSeeds.string(), "--store", store});
  ASSERT_EQ(first.status, 0) << first.err;
  EXPECT_THAT(first.out, HasSubstr("5 added, 0 replaced, 0 unchanged, 0 refused"));
  EXPECT_THAT(first.err, HasSubstr("passed over a file"));  // the README
  std::string before = told(store);
  ProgramResult second = run_guanxi({"build", kSeeds.string(), "--store", store});
  EXPECT_EQ(second.status, 0) << second.err;
  EXPECT_THAT(second.out, HasSubstr("0 added, 0 replaced, 5 unchanged, 0 refused"));
  EXPECT_EQ(told(store), before);
}

}  // namespace
}  // namespace guanxi
