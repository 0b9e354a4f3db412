// The README's examples are true: each "$ guanxi ..." line of a code block is run, one after another, and
// prints what stands below it. With GUANXI_UPDATE=1 in the environment the test writes the present output
// into the README instead.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/tools/run_program.h"
#include "tools/commands/commands.h"

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

TEST(Readme, ExamplesAreTrue) {
  std::string readme = read_bytes(kReadme);
  std::string present = with_present_output(readme);
  if (std::getenv("GUANXI_UPDATE")) {
    std::ofstream(kReadme) << present;
    return;
  }
  EXPECT_EQ(readme, present)
      << "when this is wanted: GUANXI_UPDATE=1 build/tests/tools/tools_test --gtest_filter='Readme.*'";
}

TEST(Readme, NamesEveryCommandAsTheManPageDoes) {
  std::string readme = read_bytes(kReadme);
  std::string man = read_bytes(fs::path(GUANXI_SOURCE_DIR) / "tools/guanxi.1.in");
  for (const cli::Command& command : cli::commands()) {
    std::string name(command.name);
    EXPECT_THAT(readme, HasSubstr("\n| `" + name));
    EXPECT_THAT(man, HasSubstr("\n.B " + name + "\n"));
  }
}

}  // namespace
}  // namespace guanxi
