// Several processes at one store: locks, readers beside a writer, kills, and what the system refuses.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <unistd.h>

#include <chrono>
#include <random>
#include <thread>

#include "extract/statement/error.h"
#include "graph/store/bulk_loader.h"
#include "graph/store/verify.h"
#include "tests/sanitized.h"
#include "tests/store/child_process.h"
#include "tests/store/store_fixture.h"

namespace guanxi {
namespace {

using test::ChildProcess;
using test::make_corpus;
using test::TempFolder;
using testing::HasSubstr;

namespace fs = std::filesystem;

constexpr unsigned kCorpusSeed = 42;  // as in store_child

std::string text(const fs::path& path) {
  return path.string();
}

void expect_whole(const fs::path& path, std::size_t at_least) {
  auto store = Store::open(path, Store::Mode::kReadOnly);
  auto snapshot = store->snapshot();
  EXPECT_GE(snapshot->counts().documents, at_least);
  VerifyReport report = verify_store(*store);
  EXPECT_TRUE(report.sound()) << testing::PrintToString(report.messages);
}

std::string expected_digest(std::size_t documents) {
  TempFolder folder;
  auto store = Store::open(folder / "store", Store::Mode::kWrite);
  store->add_all(make_corpus(documents, kCorpusSeed));
  return store->snapshot()->content_digest();
}

std::string run_child(const std::vector<std::string>& arguments, int& status) {
  ChildProcess child(arguments);
  std::string output;
  status = child.wait(output);
  return output;
}

TEST(StoreProcesses, ASecondWriterIsToldWhoWrites) {
  TempFolder folder;
  ChildProcess holder({"hold", text(folder / "store")});
  ASSERT_EQ(holder.line(), "ready");
  try {
    Store::open(folder / "store", Store::Mode::kWrite);
    FAIL() << "two writers";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kStore);
    EXPECT_THAT(error.what(), HasSubstr("process " + std::to_string(holder.pid())));
  }
  Store::open(folder / "store", Store::Mode::kReadOnly);  // readers may
  holder.kill();
  std::string ignored;
  holder.wait(ignored);
  Store::open(folder / "store", Store::Mode::kWrite);
}

TEST(StoreProcesses, ReadersBesideAWriterSeeWholeDocuments) {
  TempFolder folder;
  { Store::open(folder / "store", Store::Mode::kWrite); }
  ChildProcess writer({"write", text(folder / "store"), "0", "150"});
  std::size_t added = 0;
  while (writer.line()) {
    ++added;
    if (added % 15 == 0) expect_whole(folder / "store", added);
  }
  EXPECT_EQ(added, 150u);
  expect_whole(folder / "store", 150);
}

// What was reported as added is there after a kill at any moment, nothing is half there, and going on ends
// where an undisturbed run ends.
TEST(StoreProcesses, AKilledWriterLosesNothing) {
  constexpr std::size_t kDocuments = 60;
  std::string expected = expected_digest(kDocuments);
  std::mt19937 random(std::random_device{}());
  for (int round = 0; round < 12; ++round) {
    TempFolder folder;
    std::size_t added = 0;
    for (int part = 0; part < 3; ++part) {
      ChildProcess writer({"write", text(folder / "store"), "0", std::to_string(kDocuments)});
      std::jthread killer([&writer, wait = random() % 400] {
        std::this_thread::sleep_for(std::chrono::milliseconds(wait));
        writer.kill();
      });
      std::size_t reported = 0;
      while (writer.line()) ++reported;
      killer.join();
      added = std::max(added, reported);
      if (added > 0) expect_whole(folder / "store", added);
    }
    int status = 0;
    std::string output =
        run_child({"write", text(folder / "store"), "0", std::to_string(kDocuments)}, status);
    ASSERT_EQ(status, 0) << output;
    EXPECT_EQ(Store::open(folder / "store", Store::Mode::kReadOnly)->snapshot()->content_digest(), expected);
  }
}

class StoreRefusals : public testing::Test {
 protected:
  void SetUp() override {
    fs::permissions(folder_.path(), fs::perms::owner_all | fs::perms::group_all | fs::perms::others_all);
    auto store = Store::open(path_, Store::Mode::kWrite);
    BulkLoader loader(*store);
    for (const DocumentRecord& record : make_corpus(20, kCorpusSeed)) loader.add(record);
    loader.finish();
    digest_ = store->snapshot()->content_digest();
  }

  // The command as another user, where this one is root and could write anyway.
  std::vector<std::string> unprivileged(std::vector<std::string> arguments) const {
    if (::geteuid() == 0) arguments.insert(arguments.begin(), {"--uid", "65534"});
    return arguments;
  }

  TempFolder folder_;
  fs::path path_ = folder_ / "store";
  std::string digest_;
};

TEST_F(StoreRefusals, AReadOnlyFolderCanBeReadAndLeavesNoTrace) {
  for (const auto& entry : fs::directory_iterator(path_)) fs::permissions(entry.path(), fs::perms(0444));
  fs::permissions(path_, fs::perms(0555));
  auto before = fs::last_write_time(path_);
  int status = 0;
  EXPECT_EQ(run_child(unprivileged({"digest", text(path_)}), status), digest_ + "\n");
  EXPECT_EQ(status, 0);
  EXPECT_EQ(fs::last_write_time(path_), before);
  std::string output = run_child(unprivileged({"write", text(path_), "0", "30"}), status);
  EXPECT_EQ(status, 3) << output;
  EXPECT_THAT(output, HasSubstr("ermission denied"));
  fs::permissions(path_, fs::perms(0755));
  EXPECT_EQ(Store::open(path_, Store::Mode::kReadOnly)->snapshot()->content_digest(), digest_);
}

TEST_F(StoreRefusals, NoPermissionToReadIsSaid) {
  fs::permissions(path_, fs::perms(0));
  int status = 0;
  std::string output = run_child(unprivileged({"digest", text(path_)}), status);
  EXPECT_EQ(status, 3) << output;
  EXPECT_THAT(output, HasSubstr(text(path_)));
  fs::permissions(path_, fs::perms(0755));
}

TEST_F(StoreRefusals, TooFewFileHandlesAreSaid) {
  if (kSanitized)
    GTEST_SKIP() << "a sanitizer opens pipes to look at objects and takes their lack for a fault";
  bool refused = false;
  bool served = false;
  for (int files : {4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64, 128}) {
    int status = 0;
    std::string output = run_child({"--files", std::to_string(files), "digest", text(path_)}, status);
    if (status == 0) {
      EXPECT_EQ(output, digest_ + "\n");
      served = true;
    } else {
      EXPECT_NE(status, -1) << output;
      refused = true;
    }
    output = run_child({"--files", std::to_string(files), "write", text(path_), "0", "20"}, status);
    EXPECT_TRUE(status == 0 || status == 3 || status == 127) << files << " " << status << " " << output;
  }
  EXPECT_TRUE(refused);
  EXPECT_TRUE(served);
  auto store = Store::open(path_, Store::Mode::kWrite);
  EXPECT_EQ(store->snapshot()->content_digest(), digest_);
}

TEST(StoreFullDisk, WhatWasAddedStaysAndTheRestIsSaid) {
  TempFolder folder;
  if (::mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=2m") != 0)
    GTEST_SKIP() << "no right to mount a small file system";
  int status = 0;
  std::string output = run_child({"write", text(folder / "store"), "0", "4000"}, status);
  EXPECT_EQ(status, 3) << output;
  EXPECT_THAT(output, HasSubstr("No space left"));
  auto added = static_cast<std::size_t>(std::count(output.begin(), output.end(), '\n') - 1);
  EXPECT_GT(added, 10u);
  expect_whole(folder / "store", added);
  EXPECT_EQ(::mount("tmpfs", folder.path().c_str(), "tmpfs", MS_REMOUNT, "size=64m"), 0);
  output = run_child({"write", text(folder / "store"), "0", std::to_string(added + 5)}, status);
  EXPECT_EQ(status, 0) << output;
  expect_whole(folder / "store", added + 5);
  ::umount2(folder.path().c_str(), MNT_DETACH);
}

}  // namespace
}  // namespace guanxi
