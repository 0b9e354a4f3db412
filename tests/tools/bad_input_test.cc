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
    expect_refused(build(), name, reason);
  }
  void expect_refused(const ProgramResult& result, const std::string& name, const std::string& reason) {
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

TEST_F(BadInput, TextInAnotherEncodingIsRead) {
  // GB18030 and Big5 of a sentence of that kind, and UTF-16 without a mark, as iconv writes them.
  for (const char* encoding : {"GB18030", "BIG5", "UTF-16LE", "UTF-16BE"}) {
    SCOPED_TRACE(encoding);
    folder_.write("plain.txt", encoding == std::string("BIG5")
                                   ? "2020年1月22日，習近平應約同法國總統馬克龍通電話。\n"
                                   : kGood);
    ASSERT_EQ(
        run_shell("iconv -f UTF-8 -t " + std::string(encoding) + " plain.txt > text.txt", folder_.path())
            .status,
        0);
    ProgramResult result = run_guanxi({"extract", "text.txt"}, folder_.path());
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_THAT(result.out, HasSubstr("\"relation\":\"phoned\""));
    EXPECT_THAT(result.out, HasSubstr("\"time\":\"2020-01-22\""));
  }
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

TEST_F(BadInput, ALinkToItselfIsRefused) {
  fs::create_directories(folder_.path() / "docs");
  fs::create_symlink("self.txt", folder_.path() / "docs" / "self.txt");
  expect_refused("docs/self.txt", "");
}

TEST_F(BadInput, ADeviceInAFolderIsRefused) {
  fs::create_directories(folder_.path() / "docs");
  fs::create_symlink("/dev/zero", folder_.path() / "docs" / "endless.txt");
  expect_refused("docs/endless.txt", "device");
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
  folder_.write("docs/good.txt", kGood);
  fs::permissions(folder_.write("docs/secret.txt", kGood), fs::perms::none);
  expect_refused(run_unprivileged("$guanxi build docs --store store", folder_.path()), "docs/secret.txt",
                 "ermission denied");
}

TEST_F(BadInput, AFolderWithoutPermissionIsNamed) {
  folder_.write("docs/good.txt", kGood);
  folder_.write("docs/closed/inside.txt", kGood);
  fs::permissions(folder_.path() / "docs/closed", fs::perms::none);
  ProgramResult result = run_unprivileged("$guanxi build docs --store store", folder_.path());
  fs::permissions(folder_.path() / "docs/closed", fs::perms::owner_all);
  EXPECT_EQ(result.status, 2) << result.out;
  EXPECT_THAT(result.err, HasSubstr("docs/closed"));
  EXPECT_THAT(result.err, HasSubstr("ermission denied"));
  expect_the_good_one_is_in();
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

TEST_F(BadInput, AnUnknownEntityIsStatusOneWithTheNearestNames) {
  build();
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{{"show", "习近乎"},
                                             {"neighbours", "习近乎"},
                                             {"path", "习近乎", "马克龙"},
                                             {"timeline", "习近乎"},
                                             {"common", "习近乎", "马克龙"},
                                             {"contacts", "--who", "习近乎"}}) {
    SCOPED_TRACE(command[0]);
    std::vector<std::string> words = command;
    words.insert(words.end(), {"--store", "store"});
    ProgramResult result = run_guanxi(words, folder_.path());
    EXPECT_EQ(result.status, 1) << result.err;
    EXPECT_THAT(result.err, HasSubstr("习近乎"));
    EXPECT_THAT(result.err, HasSubstr("习近平"));
  }
}

TEST_F(BadInput, AQueryThatCannotBeReadIsStatusTwoWithItsPlace) {
  build();
  for (const char* query :
       {"MATCH (a RETURN a", "MATCH (a)\nRETURN b", "CREATE (:A)", "RETURN 1 +", "\xff", "RETURN '"}) {
    SCOPED_TRACE(query);
    ProgramResult result = run_guanxi({"query", query, "--store", "store"}, folder_.path());
    EXPECT_EQ(result.status, 2) << result.err;
    EXPECT_THAT(result.err, HasSubstr("line "));
    EXPECT_EQ(result.out, "");
  }
}

// Names that no XML holds come in by an import; every export is read by a parser of its kind.
TEST_F(BadInput, NamesThatFormatsCannotHoldAreExportedWellFormed) {
  folder_.write("names.csv",
                std::string("subject,relation,object,date\n"
                            "bell\x07 and escape\x1b[31m,met,\"]]> & <b>\"\"q\"\"</b> -->\",2020-01-22\n"
                            "lone \xed\xa0\x80 surrogate,met,\xff\xfe stray,2020\n"
                            "\xef\xbf\xbe\xef\xbf\xbf,met,\"two\nlines\",\n"));
  ASSERT_EQ(run_guanxi({"import", "names.csv", "--store", "store"}, folder_.path()).status, 0);
  const std::pair<const char*, const char*> readers[] = {
      {"graphml", "xmllint --noout out"},
      {"gexf", "xmllint --noout out"},
      {"svg", "xmllint --noout out"},
      {"dot", "dot -Tplain out -o /dev/null"},
      {"turtle", "rapper -q -c -i turtle out"},
      {"nquads", "rapper -q -c -i nquads out"},
      {"jsonl", "python3 -c 'import json; [json.loads(line) for line in open(\"out\", encoding=\"utf-8\")]'"},
  };
  for (const auto& [format, reader] : readers) {
    SCOPED_TRACE(format);
    ProgramResult result = run_shell("$guanxi export --store store --format " + std::string(format) +
                                         " --isolated --output out && " + reader,
                                     folder_.path());
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_GT(fs::file_size(folder_.path() / "out"), 0u);
  }
  ProgramResult csv = run_shell(
      "$guanxi export --store store --format csv --isolated --output csv && python3 -c 'import csv\n"
      "rows = list(csv.reader(open(\"csv/nodes.csv\", encoding=\"utf-8\", newline=\"\")))\n"
      "assert len(rows) == 7 and len({len(row) for row in rows}) == 1, rows'",
      folder_.path());
  EXPECT_EQ(csv.status, 0) << csv.err;
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
