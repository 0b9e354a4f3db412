// Every command of guanxi. To add one: its file tools/commands/NAME.cc defines run_NAME, declared here and
// listed in commands.cc with one line for `guanxi help`.
#pragma once

#include <string_view>
#include <vector>

#include "tools/commands/command.h"

namespace guanxi::cli {

// In the order of the help.
const std::vector<Command>& commands();
// Null when there is no such command.
const Command* find_command(std::string_view name);

int run_ask(int argc, char** argv);
int run_backup(int argc, char** argv);
int run_build(int argc, char** argv);
int run_check(int argc, char** argv);
int run_common(int argc, char** argv);
int run_communities(int argc, char** argv);
int run_components(int argc, char** argv);
int run_contacts(int argc, char** argv);
int run_evaluate(int argc, char** argv);
int run_explain(int argc, char** argv);
int run_diff(int argc, char** argv);
int run_dump(int argc, char** argv);
int run_export(int argc, char** argv);
int run_extract(int argc, char** argv);
int run_gaps(int argc, char** argv);
int run_help(int argc, char** argv);
int run_import(int argc, char** argv);
int run_merge(int argc, char** argv);
int run_neighbours(int argc, char** argv);
int run_path(int argc, char** argv);
int run_query(int argc, char** argv);
int run_remove(int argc, char** argv);
int run_schema(int argc, char** argv);
int run_search(int argc, char** argv);
int run_shell(int argc, char** argv);
int run_show(int argc, char** argv);
int run_stats(int argc, char** argv);
int run_rank(int argc, char** argv);
int run_timeline(int argc, char** argv);
int run_help(int argc, char** argv);
int run_verify(int argc, char** argv);

}  // namespace guanxi::cli
