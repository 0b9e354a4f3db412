#include "tools/commands/commands.h"

#include <algorithm>

namespace guanxi::cli {

const std::vector<Command>& commands() {
  static const std::vector<Command> list = {
      {"contacts", "who contacted whom, when, how, and at whose wish", run_contacts},
      {"path", "how two entities are connected", run_path},
      {"neighbours", "who stands around an entity", run_neighbours},
      {"export", "write the graph as GraphML and other formats", run_export},
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
