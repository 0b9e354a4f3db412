#include "tools/commands/graph_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "extract/statement/error.h"
#include "query/names/resolve.h"

namespace guanxi::cli {
namespace {

constexpr std::string_view kFactualities = "asserted, planned, negated, claimed or all";

DayRange days_named(std::string_view option, const std::string& text) {
  const auto time = Edtf::parse(text);
  if (time) return time->days();
  throw Error(
      ErrorKind::kUsage,
      fmt::format("--{} takes a day, month or year as 2020-01-22, 2020-01 or 2020, not '{}'", option, text));
}

std::vector<std::string> factualities(const Arguments& arguments) {
  std::vector<std::string> words = split_list(arguments.list("factuality"));
  for (const std::string& word : words) {
    if (word == "all" || word == "claimed") continue;
    if (word != "asserted" && word != "planned" && word != "negated") {
      throw Error(ErrorKind::kUsage, fmt::format("--factuality takes {}, not '{}'", kFactualities, word));
    }
  }
  if (words.empty()) words = {"asserted"};
  return words;
}

bool names_any(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end() ||
         std::find(words.begin(), words.end(), "all") != words.end();
}

}  // namespace

Options& add_filter(Options& options) {
  return options.repeated("relation,r", "NAME", "only these relations, by name or label")
      .repeated("kinds", "KIND", "only entities of these kinds")
      .value("since", "DATE", "only what touches this day or later")
      .value("until", "DATE", "only what touches this day or earlier")
      .repeated("factuality", "WORD", fmt::format("{} (default: asserted)", kFactualities));
}

Options& add_budget(Options& options) {
  return options.value("timeout", "SECONDS", "stop after so long and say so (default: 30)")
      .value("max-visited", "N", "stop after reading so many entities (default: 5000000)")
      .value("max-rows", "N", "stop after so many rows (default: 1000000)");
}

EdgeFilter filter_of(const Arguments& arguments, const Snapshot& snapshot) {
  EdgeFilter filter;
  for (const std::string& word : split_list(arguments.list("relation"))) {
    filter.relations.push_back(resolve_relation(snapshot.ontology(), word));
  }
  filter.kinds = split_list(arguments.list("kinds"));
  if (const auto since = arguments.find("since")) filter.days.first = days_named("since", *since).first;
  if (const auto until = arguments.find("until")) filter.days.last = days_named("until", *until).last;
  if (filter.days.first > filter.days.last) throw Error(ErrorKind::kUsage, "--since is later than --until");
  const auto words = factualities(arguments);
  filter.asserted = names_any(words, "asserted") || names_any(words, "claimed");
  filter.planned = names_any(words, "planned");
  filter.negated = names_any(words, "negated");
  filter.claimed = names_any(words, "claimed");
  return filter;
}

Budget budget_of(const Arguments& arguments) {
  Budget budget;
  budget.time = std::chrono::seconds(arguments.number("timeout", 30, 1, 1'000'000));
  budget.visited = arguments.number("max-visited", budget.visited, 1);
  budget.rows = arguments.number("max-rows", budget.rows, 1);
  return budget;
}

std::vector<std::string> split_list(const std::vector<std::string>& values) {
  std::vector<std::string> words;
  for (const std::string& value : values) {
    for (std::size_t begin = 0; begin <= value.size();) {
      const std::size_t end = std::min(value.find(',', begin), value.size());
      if (end > begin) words.push_back(value.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  return words;
}

void tell_more(std::uint64_t more) {
  if (more > 0) std::cerr << fmt::format("guanxi: {} more; --limit 0 shows all\n", more);
}

void tell_cut(std::string_view why) {
  if (!why.empty()) std::cerr << fmt::format("guanxi: this answer is not the whole: {}\n", why);
}

std::vector<std::string> evidence_columns() {
  return {"document", "line", "quote", "rule"};
}

void append_evidence(const StoredEvidence* evidence, Row& row) {
  if (evidence == nullptr) {
    row.insert(row.end(), 4, Cell());
    return;
  }
  row.emplace_back(evidence->document);
  row.emplace_back(static_cast<std::int64_t>(evidence->evidence.line));
  row.emplace_back(evidence->evidence.text);
  row.push_back(text_or_null(evidence->evidence.rule));
}

}  // namespace guanxi::cli
