// What holds for every command: help, errors, exit statuses, standard streams.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "tests/tools/run_program.h"
#include "tools/commands/commands.h"

namespace guanxi {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(Main, ListsEveryCommand) {
  ProgramResult help = run_guanxi({"help"});
  EXPECT_EQ(help.status, 0);
  for (const cli::Command& command : cli::commands()) {
    EXPECT_THAT(help.out, HasSubstr("\n  " + std::string(command.name) + " "));
  }
  EXPECT_EQ(run_guanxi({"--help"}).out, help.out);
}

TEST(Main, EveryCommandHasHelp) {
  for (const cli::Command& command : cli::commands()) {
    std::string name(command.name);
    ProgramResult help = run_guanxi({"help", name});
    EXPECT_EQ(help.status, 0) << name << help.err;
    EXPECT_THAT(help.out, HasSubstr("guanxi " + name)) << name;
    EXPECT_EQ(run_guanxi({name, "--help"}).out, help.out) << name;
  }
}

TEST(Main, TellsTheVersion) {
  EXPECT_THAT(run_guanxi({"--version"}).out, StartsWith("guanxi "));
}

TEST(Main, WrongUseIsStatusTwo) {
  EXPECT_EQ(run_guanxi({}).status, 2);
  ProgramResult unknown = run_guanxi({"contcats"});
  EXPECT_EQ(unknown.status, 2);
  EXPECT_THAT(unknown.err, HasSubstr("guanxi: there is no command 'contcats'"));
  for (const cli::Command& command : cli::commands()) {
    ProgramResult option = run_guanxi({std::string(command.name), "--no-such-option"});
    EXPECT_EQ(option.status, 2) << command.name;
    EXPECT_THAT(option.err, StartsWith("guanxi: ")) << command.name;
  }
}

TEST(Main, AClosedOrFullOutputIsAFailure) {
  ProgramResult closed = run_shell("\"$guanxi\" help >&-");
  EXPECT_EQ(closed.status, 3);
  EXPECT_THAT(closed.err, HasSubstr("cannot write to standard output"));
  ProgramResult full = run_shell("\"$guanxi\" help >/dev/full");
  EXPECT_EQ(full.status, 3);
  EXPECT_THAT(full.err, HasSubstr("No space left"));
}

TEST(Main, ABrokenPipeIsQuiet) {
  ProgramResult piped = run_shell("trap '' PIPE; for i in 1 2 3; do \"$guanxi\" help; done | true");
  EXPECT_EQ(piped.err, "");
}

}  // namespace
}  // namespace guanxi
