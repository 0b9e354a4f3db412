// Faulty packs: each fault is told with its file and line.
#include "extract/mentions/lexicon.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "extract/statement/error.h"

namespace guanxi {
namespace {

namespace fs = std::filesystem;

// A copy of the pack's language folder in which a test may change files.
class PackCopy {
 public:
  explicit PackCopy(const std::string& name)
      : dir_(fs::path(::testing::TempDir()) / ("guanxi-lexicon-" + std::to_string(getpid()) + "-" + name)) {
    fs::remove_all(dir_);
    fs::create_directories(dir_);
    const fs::path source = fs::path(GUANXI_SOURCE_DIR) / "schemas" / "zh";
    fs::copy(source / "lexicon", dir_ / "lexicon", fs::copy_options::recursive);
    fs::copy(source / "names.yaml", dir_ / "names.yaml");
  }
  ~PackCopy() { fs::remove_all(dir_); }

  void append(const std::string& file, const std::string& line) const {
    std::ofstream(dir_ / file, std::ios::app) << line << "\n";
  }
  std::string error() const {
    try {
      Lexicon lexicon(dir_);
    } catch (const Error& e) {
      EXPECT_EQ(e.kind(), ErrorKind::kInput);
      return e.what();
    }
    return "";
  }

 private:
  fs::path dir_;
};

TEST(Lexicon, TellsTwoMeaningsOfOneName) {
  const PackCopy pack("conflict");
  pack.append("lexicon/institutions.tsv", "某某测试组织\t世卫组织");
  EXPECT_THAT(pack.error(),
              ::testing::AllOf(::testing::HasSubstr("institutions.tsv:"), ::testing::HasSubstr("世卫组织"),
                               ::testing::HasSubstr("世界卫生组织")));
}

TEST(Lexicon, TellsRowsThatCannotBe) {
  const std::pair<const char*, const char*> faults[] = {
      {"lexicon/words-1.tsv", "新词甲\tmany\tn"}, {"lexicon/words-1.tsv", "新词乙\t5\tnoun"},
      {"lexicon/surnames.tsv", "王\t5\than"},     {"lexicon/institution-suffixes.tsv", "新词社\tbig"},
      {"lexicon/countries.tsv", "QQ\t\t\t某国"},  {"lexicon/places.tsv", "某地\t\t无此地"},
      {"lexicon/titles.tsv", "某长\tking"},       {"names.yaml", "nonsense: [1]"}};
  int number = 0;
  for (const auto& [file, line] : faults) {
    const PackCopy pack("fault-" + std::to_string(number++));
    pack.append(file, line);
    EXPECT_THAT(pack.error(), ::testing::HasSubstr(fs::path(file).filename().string() + ":"))
        << file << ": " << line;
  }
}

TEST(Lexicon, TellsMissingLists) {
  EXPECT_THROW(Lexicon(fs::path(::testing::TempDir()) / "guanxi-no-such-pack"), Error);
}

TEST(Lexicon, KnowsCountriesOfIcuInBothScripts) {
  const Lexicon lexicon(fs::path(GUANXI_SOURCE_DIR) / "schemas" / "zh");
  const std::uint32_t laos = lexicon.find_name(U"老挝");
  ASSERT_NE(laos, LexiconEntry::kNoName);
  EXPECT_EQ(lexicon.find_name(U"寮国"), laos);
  EXPECT_EQ(lexicon.names()[laos].kind, MentionKind::kCountry);
  const std::uint32_t wuhan = lexicon.find_name(U"武汉"), hubei = lexicon.find_name(U"湖北"),
                      china = lexicon.find_name(U"中国");
  EXPECT_TRUE(lexicon.lies_within(wuhan, hubei));
  EXPECT_TRUE(lexicon.lies_within(wuhan, china));
  EXPECT_FALSE(lexicon.lies_within(hubei, wuhan));
}

}  // namespace
}  // namespace guanxi
