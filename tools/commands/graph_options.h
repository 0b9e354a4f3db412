// Options that every query over the graph takes, and what they mean: which statements, which names, what may
// be spent.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/view/edge_filter.h"
#include "query/budget/budget.h"
#include "query/output/table.h"
#include "tools/commands/options.h"

namespace guanxi::cli {

// --relation, --kinds, --since, --until, --factuality
Options& add_filter(Options& options);
// --timeout, --max-visited, --max-rows
Options& add_budget(Options& options);

// Throws Error(kUsage) for a day or a word that is not understood.
EdgeFilter filter_of(const Arguments& arguments, const Snapshot& snapshot);
Budget budget_of(const Arguments& arguments);

// Names and relations may be given in a list with commas, and the option repeated.
std::vector<std::string> split_list(const std::vector<std::string>& values);

// Tells on standard error that rows were left out, or why the answer is cut.
void tell_more(std::uint64_t more);
void tell_cut(std::string_view why);

// The columns of one piece of evidence and their cells; nulls where there is none.
std::vector<std::string> evidence_columns();
void append_evidence(const StoredEvidence* evidence, Row& row);

}  // namespace guanxi::cli
