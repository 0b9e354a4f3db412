#include "tools/commands/store_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace guanxi::cli {
namespace {

constexpr std::size_t kMonthLength = 7;  // of 2020-01

void count_time(const StoredStatement& stored, StoreSummary& summary) {
  if (stored.statement.time.empty()) {
    ++summary.undated;
    return;
  }
  DayRange days = stored.days;
  if (days.first != kNoFirstDay) summary.first = std::min(summary.first.value_or(days.first), days.first);
  if (days.last != kNoLastDay) summary.last = std::max(summary.last.value_or(days.last), days.last);
  if (days.first == kNoFirstDay || days.last == kNoLastDay) return;
  std::string first = print_day(days.first).substr(0, kMonthLength);
  if (first == print_day(days.last).substr(0, kMonthLength)) ++summary.months[first];
}

}  // namespace

StoreSummary summarize(const Snapshot& snapshot) {
  StoreSummary summary;
  summary.counts = snapshot.counts();
  snapshot.each_entity([&](const StoredEntity& stored) {
    ++summary.kinds[stored.entity.kind];
    return true;
  });
  snapshot.each_statement([&](const StoredStatement& stored) {
    ++summary.relations[stored.statement.relation];
    count_time(stored, summary);
    return true;
  });
  return summary;
}

std::string print_span(const StoreSummary& summary) {
  if (!summary.first && !summary.last) return "no dates";
  std::string first = summary.first ? print_day(*summary.first) : "..";
  std::string last = summary.last ? print_day(*summary.last) : "..";
  return first == last ? first : first + " to " + last;
}

std::string print_counts(const std::map<std::string, std::uint64_t>& counts) {
  std::vector<std::pair<std::string, std::uint64_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string text;
  for (const auto& [name, count] : sorted)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, name);
  return text;
}

Table summary_table(const StoreSummary& summary) {
  Table table{{"what", "name", "count"}, {}};
  auto add = [&](std::string_view what, const std::string& name, std::uint64_t count) {
    table.rows.push_back({std::string(what), name, static_cast<std::int64_t>(count)});
  };
  add("total", "documents", summary.counts.documents);
  add("total", "sentences", summary.counts.sentences);
  add("total", "entities", summary.counts.entities);
  add("total", "statements", summary.counts.statements);
  add("total", "evidences", summary.counts.evidences);
  add("total", "undated statements", summary.undated);
  for (const auto& [kind, count] : summary.kinds) add("entities", kind, count);
  for (const auto& [relation, count] : summary.relations) add("statements", relation, count);
  for (const auto& [month, count] : summary.months) add("month", month, count);
  return table;
}

}  // namespace guanxi::cli
