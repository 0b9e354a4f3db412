// The README's examples work: each "$ guanxi ..." line of a code block is run, one after another. With
// GUANXI_UPDATE=1 in the environment the test also writes the present output below each into the README.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/tools/run_program.h"

namespace guanxi {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const fs::path kReadme = fs::path(GUANXI_SOURCE_DIR) / "README.md";

// The README with the output of every example as it is now.
std::string with_present_output(const std::string& readme) {
  TemporaryFolder folder;
  fs::create_directory_symlink(fs::path(GUANXI_SOURCE_DIR) / "seeds", folder.path() / "seeds");
  std::istringstream lines(readme);
  std::string out;
  bool in_example = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) in_example = false;
    if (in_example) continue;  // the output that stands there
    out += line + '\n';
    if (!line.starts_with("$ guanxi ")) continue;
    in_example = true;
    ProgramResult result =
        run_shell("\"$guanxi\"" + line.substr(std::string("$ guanxi").size()), folder.path());
    EXPECT_EQ(result.status, 0) << line << '\n' << result.err;
    out += result.out + result.err;
  }
  return out;
}

TEST(Readme, ExamplesRun) {
  std::string present = with_present_output(read_bytes(kReadme));
  EXPECT_THAT(present, HasSubstr("\n$ guanxi contacts"));
  if (std::getenv("GUANXI_UPDATE")) std::ofstream(kReadme) << present;
}

}  // namespace
}  // namespace guanxi
