// Several processes of guanxi at one store: readers beside a writer, also through a read-only mount, and two
// writers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>

#include "tests/tools/run_program.h"

namespace guanxi {
namespace {

namespace fs = std::filesystem;
using testing::ContainsRegex;
using testing::HasSubstr;

class Concurrency : public testing::Test {
 protected:
  void SetUp() override {
    for (int i = 0; i < 400; ++i) {
      const std::string day = std::to_string(i % 28 + 1), month = std::to_string(i / 40 + 1);
      folder_.write("docs/" + std::to_string(i) + ".txt",
                    "2020年" + month + "月" + day + "日，中国国家主席习近平应约同法国总统马克龙通电话。\n");
    }
    folder_.write("first/a.txt", "2020年1月22日，王毅会见德国外长马斯。\n");
    ASSERT_EQ(run_guanxi({"build", "first", "--store", "store"}, folder_.path()).status, 0);
  }

  // A build of all documents with four readers beside it, each reading again and again through `seen`. Every
  // read must succeed, and the documents that verify counts never become fewer.
  void expect_readers_see_whole_documents(const std::string& seen) {
    folder_.write(
        "run",
        "seen=$1\n"
        "$guanxi build docs --store store --threads 1 >build.txt 2>&1 & writer=$!\n"
        "again() {\n"
        "  while kill -0 $writer 2>/dev/null; do\n"
        "    \"$guanxi\" \"$@\" --store \"$seen\" >out-$1 2>err-$1 || { echo \"$1: $?\"; cat err-$1; }\n"
        "    [[ $1 != verify ]] || sed -n 's/^documents *//p' out-$1 >>counts\n"
        "    echo >>reads-$1\n"
        "  done\n"
        "}\n"
        "again verify & again contacts & again dump & again export --format graphml &\n"
        "wait $writer || echo \"the writer: $?\"\n"
        "wait\n"
        "sort -n -c counts || echo 'documents became fewer'\n"
        "for name in verify contacts dump export; do [[ -s reads-$name ]] || echo \"$name never read\"; "
        "done\n");
    ProgramResult result = run_shell("source ./run " + seen, folder_.path());
    EXPECT_EQ(result.out + result.err, "");
    EXPECT_THAT(run_guanxi({"verify", "--store", seen}, folder_.path()).out, HasSubstr("documents   401"));
  }

  TemporaryFolder folder_;
};

TEST_F(Concurrency, ReadersBesideAWriterSeeWholeDocuments) {
  expect_readers_see_whole_documents("store");
}

TEST_F(Concurrency, ReadersOnAReadOnlyMountSeeWhatAWriterAdds) {
  const fs::path store = folder_.path() / "store", view = folder_.path() / "view";
  fs::create_directories(view);
  if (::mount(store.c_str(), view.c_str(), nullptr, MS_BIND, nullptr) != 0)
    GTEST_SKIP() << "no right to mount a folder; Refusals.* read a store whose folder is closed for writing";
  ASSERT_EQ(::mount(nullptr, view.c_str(), nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY, nullptr), 0);
  expect_readers_see_whole_documents("view");
  EXPECT_EQ(run_guanxi({"build", "first", "--store", "view"}, folder_.path()).status, 3);
  ::umount2(view.c_str(), MNT_DETACH);
}

// An import that waits for its input holds the store.
TEST_F(Concurrency, ASecondWriterIsToldWhichProcessWrites) {
  ProgramResult result = run_shell(
      "mkfifo input; $guanxi import --format jsonl - --store store <input & writer=$!\n"
      "exec 9>input\n"
      "until [[ -s store/WRITER ]]; do kill -0 $writer || exit 9; sleep 0.01; done\n"
      "$guanxi build docs --store store; echo \"build $?\"\n"
      "$guanxi remove first/a.txt --store store; echo \"remove $?\"\n"
      "$guanxi stats --store store >/dev/null; echo \"stats $?\"\n"
      "echo \"writer $writer\"\n"
      "exec 9>&-; wait $writer; echo \"import $?\"\n"
      "$guanxi remove first/a.txt --store store >/dev/null; echo \"afterwards $?\"\n",
      folder_.path());
  EXPECT_THAT(result.out, ContainsRegex("build 3\nremove 3\nstats 0\n"));
  EXPECT_THAT(result.out, HasSubstr("import 0\n"));
  EXPECT_THAT(result.out, HasSubstr("afterwards 0\n"));
  const std::size_t at = result.out.find("writer ") + 7;
  const std::string pid = result.out.substr(at, result.out.find('\n', at) - at);
  EXPECT_THAT(result.err, HasSubstr("process " + pid + " is writing to the store"));
}

}  // namespace
}  // namespace guanxi
