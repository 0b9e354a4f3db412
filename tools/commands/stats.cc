// guanxi stats: what a store holds.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "query/output/text_width.h"
#include "tools/commands/asked_store.h"
#include "tools/commands/commands.h"
#include "tools/commands/options.h"
#include "tools/commands/store_summary.h"

namespace guanxi::cli {
namespace {

constexpr std::size_t kLabelWidth = 22;
constexpr std::size_t kBarWidth = 40;

// One row of a bar chart, in eighths of a column.
void print_bar(const std::string& label, std::uint64_t count, std::uint64_t most) {
  static constexpr const char* kEighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  std::uint64_t eighths = std::max<std::uint64_t>(count * kBarWidth * 8 / most, 1);
  std::string bar;
  for (std::uint64_t i = 0; i < eighths / 8; ++i) bar += "█";
  bar += kEighths[eighths % 8];
  std::string name = cut_to_width(label, kLabelWidth);
  name.append(kLabelWidth - std::min(kLabelWidth, display_width(name)), ' ');
  std::cout << fmt::format("  {} {:>9}  {}\n", name, count, bar);
}

void print_chart(std::string_view title, const std::map<std::string, std::uint64_t>& counts, bool by_name) {
  if (counts.empty()) return;
  std::vector<std::pair<std::string, std::uint64_t>> rows(counts.begin(), counts.end());
  auto fewer = [](const auto& a, const auto& b) { return a.second < b.second; };
  std::uint64_t most = std::max_element(rows.begin(), rows.end(), fewer)->second;
  if (!by_name)
    std::stable_sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) { return fewer(b, a); });
  std::cout << fmt::format("\n{}\n", title);
  for (const auto& [name, count] : rows) print_bar(name, count, most);
}

void print_overview(const StoreSummary& summary) {
  const StoreCounts& counts = summary.counts;
  std::cout << fmt::format("documents   {}\nsentences   {}\nentities    {}\nstatements  {} on {} evidences\n",
                           counts.documents, counts.sentences, counts.entities, counts.statements,
                           counts.evidences);
  std::cout << fmt::format("time span   {}; {} statements without a time\n", print_span(summary),
                           summary.undated);
  print_chart("entities by kind", summary.kinds, false);
  print_chart("statements by relation", summary.relations, false);
  print_chart("statements by month", summary.months, true);
}

}  // namespace

int run_stats(int argc, char** argv) {
  Options options(
      "stats", "",
      "Counts what a store holds: documents, entities by kind, statements by relation and by month.");
  options.store().format();
  std::optional<Arguments> arguments = options.parse(argc, argv);
  if (!arguments) return 0;
  OutputFormat format = arguments->format();
  StoreSummary summary = summarize(*open_asked_store(*arguments));
  if (format == OutputFormat::kTable) {
    print_overview(summary);
  } else {
    write_table(summary_table(summary), format, std::cout);
  }
  return summary.counts.documents == 0 && summary.counts.statements == 0 ? 1 : 0;
}

}  // namespace guanxi::cli
