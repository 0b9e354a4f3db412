#include "tools/commands/commands.h"

#include <algorithm>

namespace guanxi::cli {

const std::vector<Command>& commands() {
  static const std::vector<Command> list = {
      {"help", "this list, or the help of one command", run_help},
  };
  return list;
}

const Command* find_command(std::string_view name) {
  const auto& list = commands();
  auto found =
      std::find_if(list.begin(), list.end(), [&](const Command& command) { return command.name == name; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace guanxi::cli
