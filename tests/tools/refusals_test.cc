// What the system refuses: a full disk, a folder or mount that is read-only, a limit on files or their size.
// Each is a named error with status 3, and the store opens afterwards with all that was reported as added.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <unistd.h>

#include "tests/sanitized.h"
#include "tests/tools/run_program.h"

namespace guanxi {
namespace {

namespace fs = std::filesystem;
using testing::AnyOf;
using testing::HasSubstr;

// A small file system of its own, for the time of a test.
class Mount {
 public:
  Mount(const fs::path& folder, const char* options) : folder_(folder) {
    fs::create_directories(folder);
    mounted_ = ::mount("tmpfs", folder.c_str(), "tmpfs", 0, options) == 0;
  }
  ~Mount() {
    if (mounted_) ::umount2(folder_.c_str(), MNT_DETACH);
  }
  Mount(const Mount&) = delete;
  Mount& operator=(const Mount&) = delete;

  explicit operator bool() const { return mounted_; }
  bool again(unsigned long flags, const char* options) const {
    return ::mount("tmpfs", folder_.c_str(), "tmpfs", MS_REMOUNT | flags, options) == 0;
  }

 private:
  fs::path folder_;
  bool mounted_;
};

class Refusals : public testing::Test {
 protected:
  // A few hundred documents of about 1 KiB.
  void write_documents(int count = 300) {
    for (int i = 0; i < count; ++i) {
      const std::string day = std::to_string(i % 28 + 1), month = std::to_string(i / 28 % 12 + 1);
      std::string text =
          "2020年" + month + "月" + day + "日，中国国家主席习近平应约同法国总统马克龙通电话。\n";
      for (int line = 0; line < 8; ++line)
        text += "第" + std::to_string(i * 8 + line) + "条，王毅会见德国外长马斯。\n";
      folder_.write("docs/" + std::to_string(i) + ".txt", text);
    }
  }
  void write_small_store() {
    folder_.write("one/a.txt", "2020年1月22日，习近平应约同法国总统马克龙通电话。\n");
    ASSERT_EQ(run_guanxi({"build", "one", "--store", "store"}, folder_.path()).status, 0);
  }
  ProgramResult shell(const std::string& line) { return run_shell(line, folder_.path()); }

  // The store is sound, and building goes on to what an undisturbed build gives.
  void expect_sound_and_going_on(const std::string& store) {
    ProgramResult verified = shell("$guanxi verify --store " + store);
    EXPECT_EQ(verified.status, 0) << verified.out << verified.err;
    ASSERT_EQ(shell("$guanxi build docs --store " + store).status, 0);
    ASSERT_EQ(shell("$guanxi build docs --store undisturbed").status, 0);
    EXPECT_EQ(shell("$guanxi verify --store " + store).out, shell("$guanxi verify --store undisturbed").out);
  }

  TemporaryFolder folder_;
};

TEST_F(Refusals, OutputThatCannotBeWrittenIsStatusThree) {
  write_small_store();
  for (const char* command : {"extract one/a.txt",
                              "dump --store store",
                              "contacts --store store",
                              "contacts --store store --format json",
                              "query 'MATCH (n) RETURN n.name' --store store",
                              "show 习近平 --store store",
                              "stats --store store",
                              "search 习 --store store",
                              "timeline 习近平 --store store",
                              "path 习近平 马克龙 --store store",
                              "neighbours 习近平 --store store",
                              "rank --store store",
                              "verify --store store",
                              "explain one/a.txt",
                              "gaps one",
                              "export --store store --format graphml",
                              "export --store store --format gexf",
                              "export --store store --format dot",
                              "export --store store --format turtle",
                              "export --store store --format jsonl",
                              "schema list",
                              "help"}) {
    SCOPED_TRACE(command);
    ProgramResult result = shell(std::string("$guanxi ") + command + " > /dev/full");
    if (result.status == 2) continue;  // a word that this command does not know
    EXPECT_EQ(result.status, 3) << result.err;
    EXPECT_THAT(result.err, HasSubstr("No space left on device"));
  }
  // A link, so that an export that took the device's name for its file would not take the machine's device.
  fs::create_symlink("/dev/full", folder_.path() / "full");
  for (const char* format : {"graphml", "gexf", "dot", "svg", "turtle", "nquads", "jsonl"}) {
    SCOPED_TRACE(format);
    ProgramResult result =
        shell(std::string("$guanxi export --store store --output full --format ") + format);
    EXPECT_EQ(result.status, 3) << result.err;
    EXPECT_THAT(result.err, HasSubstr("full: cannot be written: No space left on device"));
    EXPECT_TRUE(fs::is_symlink(folder_.path() / "full"));
  }
}

TEST_F(Refusals, WhatALinkLeadsToIsWrittenAndADeviceStaysOne) {
  write_small_store();
  folder_.write("there.graphml", "old");
  fs::create_symlink("there.graphml", folder_.path() / "link.graphml");
  EXPECT_EQ(shell("$guanxi export --store store --output link.graphml").status, 0);
  EXPECT_TRUE(fs::is_symlink(folder_.path() / "link.graphml"));
  EXPECT_THAT(read_bytes(folder_.path() / "there.graphml"), HasSubstr("</graphml>"));
  // As /dev/stdout, which a faulty export may not take away from the machine.
  EXPECT_THAT(shell("$guanxi export --store store --output /proc/self/fd/1 | cat").out,
              HasSubstr("</graphml>"));
}

TEST_F(Refusals, AFullDiskLosesNothing) {
  write_documents(900);  // some groups of documents: the first fits on the disk, all of them do not
  Mount disk(folder_.path() / "disk", "size=700k");
  if (!disk) GTEST_SKIP() << "no right to mount a small file system; AFileThatMayNotGrow does without";
  ProgramResult result = shell("$guanxi build docs --store disk/store");
  EXPECT_EQ(result.status, 3) << result.out;
  EXPECT_THAT(result.err, HasSubstr("No space left on device"));
  EXPECT_THAT(result.err, HasSubstr("disk/store"));
  EXPECT_EQ(shell("$guanxi contacts --store disk/store").status, 0);
  result = shell(
      "$guanxi export --store disk/store --format jsonl --evidence --edges statements --output disk/out");
  EXPECT_THAT(result.status, AnyOf(0, 3));
  fs::remove(folder_.path() / "disk/out");
  ASSERT_TRUE(disk.again(0, "size=64m"));
  expect_sound_and_going_on("disk/store");
}

TEST_F(Refusals, AFileThatMayNotGrowLosesNothing) {
  write_documents();
  ProgramResult result = shell("ulimit -f 200; $guanxi build docs --store store");
  EXPECT_EQ(result.status, 3) << result.out;
  EXPECT_THAT(result.err, HasSubstr("File too large"));
  expect_sound_and_going_on("store");
}

TEST_F(Refusals, AReadOnlyMountCanBeRead) {
  write_small_store();
  Mount disk(folder_.path() / "disk", "size=16m");
  if (!disk) GTEST_SKIP() << "no right to mount a small file system";
  ASSERT_EQ(shell("cp -r store disk/store").status, 0);
  ASSERT_TRUE(disk.again(MS_RDONLY, ""));
  for (const char* command :
       {"contacts", "stats", "verify", "dump", "export --format graphml", "show 习近平"}) {
    SCOPED_TRACE(command);
    ProgramResult result = shell(std::string("$guanxi ") + command + " --store disk/store");
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_EQ(result.out, shell(std::string("$guanxi ") + command + " --store store").out);
  }
  for (const char* command :
       {"build one --store disk/store", "remove one/a.txt --store disk/store", "build one --store disk/new",
        "merge store --store disk/merged", "backup disk/copy --store store",
        "export --store store --format dot --output disk/out", "verify --repair --store disk/none"}) {
    SCOPED_TRACE(command);
    ProgramResult result = shell(std::string("$guanxi ") + command);
    EXPECT_EQ(result.status, 3) << result.out;
    EXPECT_THAT(result.err + result.out, HasSubstr("disk/"));
  }
}

TEST_F(Refusals, AFolderWithoutPermissionIsNamed) {
  write_small_store();
  fs::create_directories(folder_.path() / "closed");
  fs::permissions(folder_.path() / "closed", fs::perms::owner_read | fs::perms::owner_exec);
  for (const char* command :
       {"build one --store closed/store", "export --store store --format dot --output closed/out",
        "backup closed/copy --store store", "merge store --store closed/merged"}) {
    SCOPED_TRACE(command);
    ProgramResult result = run_unprivileged(std::string("$guanxi ") + command, folder_.path());
    EXPECT_EQ(result.status, 3) << result.out;
    EXPECT_THAT(result.err, HasSubstr("closed"));
    EXPECT_THAT(result.err, HasSubstr("ermission denied"));
  }
  fs::permissions(folder_.path() / "closed", fs::perms::owner_all);
  fs::permissions(folder_.path() / "store", fs::perms::none);
  ProgramResult result = run_unprivileged("$guanxi contacts --store store", folder_.path());
  fs::permissions(folder_.path() / "store", fs::perms::owner_all);
  EXPECT_EQ(result.status, 3);
  EXPECT_THAT(result.err, HasSubstr("store"));
  EXPECT_THAT(result.err, HasSubstr("ermission denied"));
}

TEST_F(Refusals, TooFewFileHandlesLoseNothing) {
  if (kSanitized)
    GTEST_SKIP() << "a sanitizer opens pipes to look at objects and takes their lack for a fault";
  write_documents();
  int refused = 0;
  for (int files : {6, 10, 14, 18, 22, 28}) {
    ProgramResult result =
        shell("ulimit -n " + std::to_string(files) + "; $guanxi build docs --store store --threads 1");
    EXPECT_THAT(result.status, AnyOf(0, 2, 3)) << files << result.err;
    EXPECT_THAT(result.err, AnyOf("", HasSubstr("oo many open files"), HasSubstr("cannot be read"))) << files;
    refused += result.status == 3 ? 1 : 0;
  }
  EXPECT_GT(refused, 0);
  expect_sound_and_going_on("store");
}

}  // namespace
}  // namespace guanxi
