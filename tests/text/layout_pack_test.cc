#include "extract/text/layout_pack.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "extract/statement/error.h"
#include "tests/text/pack.h"

namespace guanxi {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;

class LayoutPackFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    dir_ = std::filesystem::path(::testing::TempDir()) /
           (std::string("layout-pack-") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(dir_);
    layout_ = testing::read_file(testing::source_dir() / "schemas" / "zh" / "layout.yaml");
  }
  void TearDown() override { std::filesystem::remove_all(dir_); }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(dir_ / name, std::ios::binary) << text;
  }

  void change(const std::string& from, const std::string& to) {
    const std::size_t at = layout_.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    layout_.replace(at, from.size(), to);
  }

  // What loading the files says.
  std::string message() {
    write("layout.yaml", layout_);
    try {
      LayoutPack pack(dir_);
      return "";
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInput);
      return error.what();
    }
  }

  std::filesystem::path dir_;
  std::string layout_;
};

TEST_F(LayoutPackFiles, SlipsAreNotNeeded) {
  EXPECT_EQ(message(), "");
}

TEST_F(LayoutPackFiles, ABrokenPatternIsNamedWithItsPlace) {
  change("whole: \"{d}{1,3}\"", "whole: \"({d}{1,3}\"");
  EXPECT_THAT(message(), MatchesRegex(".*layout.yaml:[0-9]+:[0-9]+: not a pattern that RE2 reads: .*"));
}

TEST_F(LayoutPackFiles, AMisspeltKeyIsNotPassedOver) {
  change("  enders:", "  endings:");
  EXPECT_THAT(message(), MatchesRegex(".*layout.yaml:[0-9]+:[0-9]+: .*endings.*"));
}

TEST_F(LayoutPackFiles, AnUnknownKindOfBlock) {
  change("kind: title", "kind: tittle");
  EXPECT_THAT(message(), HasSubstr("\"tittle\" is no kind of block"));
}

TEST_F(LayoutPackFiles, APairNeedsTwoCharacters) {
  change("\"《》\"", "\"《》》\"");
  EXPECT_THAT(message(), HasSubstr("expected two characters"));
}

TEST_F(LayoutPackFiles, ALimitMustBeAboveNought) {
  change("longest_sentence: 65536", "longest_sentence: 0");
  EXPECT_THAT(message(), HasSubstr("expected a number above 0"));
}

TEST_F(LayoutPackFiles, APatternIsForWholeLinesOrBeginnings) {
  change("{kind: title, begins:", "{kind: title, whole: \"x\", begins:");
  EXPECT_THAT(message(), HasSubstr("expected either whole or begins"));
}

TEST_F(LayoutPackFiles, ASlipNeedsTwoColumns) {
  write("slips.tsv", "# head\n甲乙\n");
  EXPECT_THAT(message(), HasSubstr("slips.tsv:2:"));
}

TEST_F(LayoutPackFiles, AMissingFileIsNamed) {
  try {
    LayoutPack pack(dir_);
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("layout.yaml"));
  }
}

}  // namespace
}  // namespace guanxi
