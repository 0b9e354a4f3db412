// Bad input: named, refused, and the others go on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "tests/tools/run_program.h"

namespace guanxi {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const char kGood[] = "2020年1月22日，习近平应约同法国总统马克龙通电话。\n";

class BadInput : public testing::Test {
 protected:
  // Builds all of the folder beside one good document.
  ProgramResult build() {
    folder_.write("docs/good.txt", kGood);
    return run_guanxi({"build", "docs", "--store", "store"}, folder_.path());
  }
  void expect_the_good_one_is_in() {
    ProgramResult contacts = run_guanxi({"contacts", "--store", "store", "--format", "csv"}, folder_.path());
    EXPECT_EQ(contacts.status, 0) << contacts.err;
    EXPECT_THAT(contacts.out, HasSubstr("2020-01-22"));
  }
  void expect_refused(const std::string& name, const std::string& reason) {
    ProgramResult result = build();
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.err, HasSubstr(name));
    EXPECT_THAT(result.err, HasSubstr(reason));
    EXPECT_THAT(result.out, HasSubstr("1 added"));
    EXPECT_THAT(result.out, HasSubstr("1 refused"));
    expect_the_good_one_is_in();
  }

  TemporaryFolder folder_;
};

TEST_F(BadInput, APictureIsRefused) {
  std::string png("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
  folder_.write("docs/picture.txt", png);
  expect_refused("docs/picture.txt", "docs/picture.txt");
}

TEST_F(BadInput, NulBytesAreRefusedWithTheirPlace) {
  folder_.write("docs/nul.txt", std::string("abc\0def", 7));
  expect_refused("docs/nul.txt", "3");
}

TEST_F(BadInput, AStrayByteIsRefusedWithItsPlace) {
  folder_.write("docs/stray.txt", std::string(kGood) + "\x80" + kGood);
  expect_refused("docs/stray.txt", std::to_string(sizeof(kGood) - 1));
}

TEST_F(BadInput, AnEmptyFileIsAddedAndSaidSo) {
  folder_.write("docs/empty.txt", "");
  ProgramResult result = build();
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("2 added"));
  EXPECT_THAT(result.out, HasSubstr("docs/empty.txt"));
}

TEST_F(BadInput, ALoopOfLinksIsRefused) {
  fs::create_directories(folder_.path() / "docs");
  fs::create_directory_symlink("..", folder_.path() / "docs" / "up");
  ProgramResult result = build();
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr("loop of links"));
  expect_the_good_one_is_in();
}

TEST_F(BadInput, APipeIsRefused) {
  fs::create_directories(folder_.path() / "docs");
  ASSERT_EQ(mkfifo((folder_.path() / "docs" / "pipe.txt").c_str(), 0600), 0);
  expect_refused("docs/pipe.txt", "pipe");
}

TEST_F(BadInput, WhatIsNotThereIsNamed) {
  folder_.write("good.txt", kGood);
  ProgramResult result =
      run_guanxi({"build", "missing.txt", "/dev/zero", "good.txt", "--store", "store"}, folder_.path());
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr("missing.txt: there is no such file"));
  EXPECT_THAT(result.err, HasSubstr("/dev/zero: is a device"));
  expect_the_good_one_is_in();
}

TEST_F(BadInput, NoPermissionIsNamed) {
  if (geteuid() == 0) GTEST_SKIP() << "root may read everything";
  fs::permissions(folder_.write("docs/secret.txt", kGood), fs::perms::none);
  expect_refused("docs/secret.txt", "permission denied");
}

TEST_F(BadInput, NothingToReadIsStatusOneOrTwo) {
  fs::create_directories(folder_.path() / "none");
  EXPECT_EQ(run_guanxi({"build", "none", "--store", "store"}, folder_.path()).status, 1);
  EXPECT_EQ(run_guanxi({"build", "missing", "--store", "store"}, folder_.path()).status, 2);
  EXPECT_FALSE(fs::exists(folder_.path() / "store"));
}

TEST_F(BadInput, AStoreThatCannotBeMadeIsStatusThree) {
  folder_.write("good.txt", kGood);
  ProgramResult result = run_guanxi({"build", "good.txt", "--store", "/proc/no/store"}, folder_.path());
  EXPECT_EQ(result.status, 3);
  EXPECT_THAT(result.err, HasSubstr("/proc/no"));
}

TEST_F(BadInput, ExtractGoesOnToo) {
  folder_.write("bad.txt", std::string("\0", 1));
  folder_.write("good.txt", kGood);
  ProgramResult result = run_guanxi({"extract", "--format", "jsonl", "bad.txt", "good.txt"}, folder_.path());
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr("bad.txt"));
  EXPECT_THAT(result.out, HasSubstr("\"document\":\"good.txt\""));
}

TEST_F(BadInput, ABrokenPackIsNamedWithItsPlace) {
  folder_.write("good.txt", kGood);
  folder_.write("pack/pack.yaml", "name: broken\nextends: [zh]\nnonsense: 1\n");
  ProgramResult result =
      run_guanxi({"build", "good.txt", "--store", "store", "--schema", "pack"}, folder_.path());
  EXPECT_EQ(result.status, 2);
  EXPECT_THAT(result.err, HasSubstr("pack/pack.yaml:3:"));
  EXPECT_FALSE(fs::exists(folder_.path() / "store"));
}

TEST_F(BadInput, ALongLineAndASentenceOfManyNamesAreRead) {
  std::string line, names;
  while (line.size() < 2'000'000) line += "武汉市卫生健康委员会通报病例情况，";
  for (int i = 0; i < 20'000; ++i) names += "法国、";
  folder_.write("docs/line.txt", line);
  folder_.write("docs/names.txt", "习近平同" + names + "德国领导人通电话。\n");
  ProgramResult result = build();
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("3 added"));
}

}  // namespace
}  // namespace guanxi
