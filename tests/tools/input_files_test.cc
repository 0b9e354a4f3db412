#include "tools/commands/input_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "extract/statement/error.h"
#include "tests/tools/run_program.h"

namespace guanxi::cli {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(InputFiles, FindsTextFilesBelowFoldersByName) {
  TemporaryFolder folder;
  std::string b = folder.write("b.txt", "b"), a = folder.write("a/x.txt", "x"),
              other = folder.write("notes.md", "n");
  InputFiles found = find_input_files({folder.path().string()}, false);
  EXPECT_THAT(found.paths, ElementsAre(a, b));
  EXPECT_THAT(found.passed_over, ElementsAre(other));
  EXPECT_THAT(find_input_files({folder.path().string()}, true).paths, ElementsAre(a, b, other));
  EXPECT_THAT(find_input_files({other, b, other}, false).paths, ElementsAre(other, b));
}

TEST(InputFiles, RefusesLoopsAndWhatIsNotThere) {
  TemporaryFolder folder;
  std::string good = folder.write("good.txt", "g");
  fs::create_directory_symlink(folder.path(), folder.path() / "loop");
  fs::create_symlink("self.txt", folder.path() / "self.txt");
  InputFiles found =
      find_input_files({folder.path().string(), (folder.path() / "missing.txt").string()}, false);
  EXPECT_THAT(found.paths, ElementsAre(good));
  ASSERT_EQ(found.refused.size(), 3u);
  EXPECT_THAT(found.refused[0].reason, HasSubstr("loop"));
  EXPECT_THAT(found.refused[1].path, HasSubstr("self.txt"));
  EXPECT_THAT(found.refused[1].reason, HasSubstr("loop"));
  EXPECT_THAT(found.refused[2].reason, HasSubstr("no such file"));
}

TEST(InputFiles, NeverOpensPipesAndDevices) {
  TemporaryFolder folder;
  std::string pipe = (folder.path() / "pipe.txt").string();
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  InputFiles found = find_input_files({folder.path().string(), "/dev/zero"}, false);
  EXPECT_THAT(found.paths, IsEmpty());
  ASSERT_EQ(found.refused.size(), 2u);
  EXPECT_THAT(found.refused[0].reason, HasSubstr("pipe"));
  EXPECT_THAT(found.refused[1].reason, HasSubstr("device"));
  EXPECT_THROW(read_input_file(pipe), Error);  // and does not wait for a writer
  EXPECT_THROW(read_input_file("/dev/zero"), Error);
  EXPECT_THROW(read_input_file(folder.path().string()), Error);
}

TEST(InputFiles, ReadsFilesWhole) {
  TemporaryFolder folder;
  std::string bytes(100'000, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 31);
  EXPECT_EQ(read_input_file(folder.write("x", bytes).string()), bytes);
  EXPECT_EQ(read_input_file(folder.write("empty", "").string()), "");
  EXPECT_THAT(read_input_file("/proc/self/status"), HasSubstr("Name:"));  // a file that tells no size
}

}  // namespace
}  // namespace guanxi::cli
