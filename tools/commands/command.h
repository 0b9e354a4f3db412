// Command: one subcommand of the guanxi program. Each stands in a file of its own, tools/commands/NAME.cc,
// which defines one function declared in tools/commands/commands.h; tools/main.cc lists them all.
#pragma once

#include <string_view>

namespace guanxi::cli {

struct Command {
  std::string_view name;
  std::string_view summary;  // one line for `guanxi help`
  // argv[0] is the command's name. Returns the exit status; failures are thrown as Error (or cxxopts' own
  // exceptions, which count as wrong use) and turned into messages and statuses by main.
  int (*run)(int argc, char** argv);
};

}  // namespace guanxi::cli
