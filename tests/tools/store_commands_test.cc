// remove, merge, dump, verify and backup, end to end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "tests/tools/run_program.h"

namespace guanxi {
namespace {

using testing::HasSubstr;

class StoreCommands : public testing::Test {
 protected:
  void SetUp() override {
    folder_.write("docs/a.txt", "2020年1月22日，中国国家主席习近平同法国总统马克龙通电话。\n");
    folder_.write("docs/b.txt", "2020年1月23日，外交部长王毅同德国外长马斯通电话。\n");
    ASSERT_EQ(run({"build", "docs", "--store", "s"}).status, 0);
  }

  ProgramResult run(const std::vector<std::string>& arguments) const {
    return run_guanxi(arguments, folder_.path());
  }

  std::string content(const std::string& store) const {
    std::string out = run({"verify", "--store", store}).out;
    std::size_t at = out.find("content ");
    return at == std::string::npos ? "" : out.substr(at, 44);
  }

  TemporaryFolder folder_;
};

TEST_F(StoreCommands, VerifySaysSound) {
  ProgramResult result = run({"verify", "--store", "s"});
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("sound"));
  EXPECT_EQ(run({"verify", "--store", "none"}).status, 3);
}

TEST_F(StoreCommands, RemoveAndBuildAgainIsTheSame) {
  std::string before = content("s");
  EXPECT_EQ(run({"remove", "docs/a.txt", "--store", "s"}).status, 0);
  EXPECT_EQ(run({"remove", "docs/a.txt", "--store", "s"}).status, 1);
  EXPECT_NE(content("s"), before);
  EXPECT_EQ(run({"build", "docs", "--store", "s"}).status, 0);
  EXPECT_EQ(content("s"), before);
  EXPECT_EQ(run({"remove", "x", "--store", "none"}).status, 3);
}

TEST_F(StoreCommands, MergeOfPartsIsOneBuild) {
  EXPECT_EQ(run({"build", "docs/a.txt", "--store", "a"}).status, 0);
  EXPECT_EQ(run({"build", "docs/b.txt", "--store", "b"}).status, 0);
  ProgramResult result = run({"merge", "a", "b", "--store", "ab"});
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(content("ab"), content("s"));
}

TEST_F(StoreCommands, DumpIsTheStreamOfExtract) {
  ProgramResult dump = run({"dump", "--store", "s"});
  EXPECT_EQ(dump.status, 0) << dump.err;
  ProgramResult stream = run({"extract", "--format", "jsonl", "docs/a.txt", "docs/b.txt"});
  auto lines = [](const std::string& text) {
    std::multiset<std::string> result;
    std::istringstream input(text);
    for (std::string line; std::getline(input, line);) result.insert(line);
    return result;
  };
  EXPECT_EQ(lines(dump.out), lines(stream.out));
  EXPECT_FALSE(dump.out.empty());
}

TEST_F(StoreCommands, BackupIsTheSameStoreAndRepairMendsADamagedOne) {
  EXPECT_EQ(run({"backup", "copy", "--store", "s"}).status, 0);
  EXPECT_EQ(content("copy"), content("s"));
  EXPECT_EQ(run({"backup", "copy", "--store", "s"}).status, 2);
  std::filesystem::remove(folder_.path() / "copy" / "COMMITTED");
  EXPECT_EQ(run({"verify", "--store", "copy"}).status, 3);
  ProgramResult repaired = run({"verify", "--repair", "--store", "copy"});
  EXPECT_EQ(repaired.status, 0) << repaired.out << repaired.err;
  EXPECT_EQ(content("copy"), content("s"));
}

}  // namespace
}  // namespace guanxi
