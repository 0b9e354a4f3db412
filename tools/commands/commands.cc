#include "tools/commands/commands.h"

#include <algorithm>

namespace guanxi::cli {

const std::vector<Command>& commands() {
  static const std::vector<Command> list = {
      {"build", "read documents into a store", run_build},
      {"extract", "write what documents state as JSON Lines, without a store", run_extract},
      {"ask", "ask a plain question in Chinese or English", run_ask},
      {"contacts", "who contacted whom, when, how, and at whose wish", run_contacts},
      {"path", "how two entities are connected", run_path},
      {"neighbours", "who stands around an entity", run_neighbours},
      {"show", "what is known of an entity: names, offices, merges", run_show},
      {"search", "names that contain a text", run_search},
      {"stats", "what a store holds, counted", run_stats},
      {"query", "ask in openCypher, the language of graph databases", run_query},
      {"shell", "ask in openCypher at a prompt", run_shell},
      {"check", "run scripted queries as tests", run_check},
      {"timeline", "what is stated of an entity, in the order of time", run_timeline},
      {"common", "whom two entities both had to do with", run_common},
      {"rank", "who stands in the middle of things", run_rank},
      {"components", "the parts that the graph falls into", run_components},
      {"communities", "groups that have more to do with each other than with the rest", run_communities},
      {"export", "write the graph as GraphML and other formats", run_export},
      {"explain", "how a sentence is read, and why a rule fired or did not", run_explain},
      {"gaps", "what a schema pack does not cover in documents", run_gaps},
      {"evaluate", "compare what is extracted with statements made by hand", run_evaluate},
      {"import", "read a statement stream, or CSV or TSV of others, into a store", run_import},
      {"diff", "where two documents or two stores agree and differ", run_diff},
      {"dump", "write everything a store states as JSON Lines", run_dump},
      {"remove", "take documents out of a store", run_remove},
      {"merge", "take stores built apart into one", run_merge},
      {"verify", "check a store against itself, and mend it", run_verify},
      {"backup", "make a copy of a store", run_backup},
      {"schema", "test a schema pack by its rules' examples", run_schema},
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
