#include <fmt/format.h>

#include <iostream>
#include <string>

#include "extract/statement/error.h"
#include "tools/commands/commands.h"
#include "tools/commands/options.h"

namespace guanxi::cli {
namespace {

void print_list() {
  std::cout << "Guanxi builds a knowledge graph from text and answers who contacted whom, and when.\n\n"
               "Usage: guanxi COMMAND [OPTION...] [ARGUMENT...]\n\nCommands:\n";
  for (const Command& command : commands())
    std::cout << fmt::format("  {:<12}{}\n", command.name, command.summary);
  std::cout << "\nguanxi help COMMAND tells a command's options; guanxi --version tells the version.\n"
               "Exit status: 0 found, 1 nothing found, 2 wrong use or bad input, 3 the store or the system "
               "failed.\n";
}

}  // namespace

int run_help(int argc, char** argv) {
  Options options("help", "[COMMAND]", "Lists the commands, or tells the options of one.");
  options.operands(0, 1);
  std::optional<Arguments> arguments = options.parse(argc, argv);
  if (!arguments) return 0;
  if (arguments->operands().empty()) {
    print_list();
    return 0;
  }
  std::string name = arguments->operands().front();
  const Command* command = find_command(name);
  if (!command)
    throw Error(ErrorKind::kUsage, fmt::format("there is no command '{}'; see guanxi help", name));
  std::string help = "--help";
  char* forwarded[] = {name.data(), help.data(), nullptr};
  return command->run(2, forwarded);
}

}  // namespace guanxi::cli
