#include "query/analysis/timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <tuple>
#include <unordered_set>
#include <utility>

namespace guanxi {

Timeline find_timeline(const Snapshot& snapshot, Id entity, const EdgeFilter& filter, bool evidence,
                       std::size_t limit, const Budget& budget) {
  const BoundFilter bound(snapshot, filter);
  BudgetMeter meter(budget);
  std::vector<Neighbour> row = snapshot.neighbours(entity, Direction::kBoth);
  std::erase_if(row, [&](const Neighbour& entry) {
    return !bound.passes(entry) || !bound.admits(entry.other) || (entry.other == entity && !entry.outgoing);
  });
  std::stable_sort(row.begin(), row.end(), [](const Neighbour& a, const Neighbour& b) {
    return std::tuple(unlimited(a.days), a.days.first, a.days.last) <
           std::tuple(unlimited(b.days), b.days.first, b.days.last);
  });
  Timeline found;
  const std::size_t wanted = limit == 0 ? row.size() : std::min(limit, row.size());
  for (std::size_t at = 0; at < wanted && meter.row(); ++at) {
    auto stored = snapshot.statement(row[at].statement);
    if (!stored) continue;
    TimelineEntry entry;
    entry.outgoing = row[at].outgoing;
    entry.other = snapshot.entity(row[at].other).value_or(StoredEntity{row[at].other, {}, {}});
    if (evidence) entry.evidence = snapshot.evidence(stored->id);
    entry.stored = std::move(*stored);
    found.entries.push_back(std::move(entry));
  }
  found.more = row.size() - found.entries.size();
  found.cut = meter.why();
  return found;
}

std::vector<Month> count_by_month(const Snapshot& snapshot, const EdgeFilter& filter,
                                  std::uint64_t* undated) {
  using std::chrono::year_month, std::chrono::year_month_day, std::chrono::sys_days, std::chrono::days;
  const BoundFilter bound(snapshot, filter);
  std::map<year_month, std::uint64_t> counts;
  *undated = 0;
  snapshot.each_row([&](Id subject, std::span<const Neighbour> row) {
    if (!bound.admits(subject)) return true;
    for (const Neighbour& entry : row) {
      if (!bound.passes(entry) || !bound.admits(entry.other)) continue;
      if (entry.days.first == kNoFirstDay) {
        ++*undated;
        continue;
      }
      const year_month_day day{sys_days{days{entry.days.first}}};
      ++counts[day.year() / day.month()];
    }
    return true;
  });
  std::vector<Month> months;
  if (counts.empty()) return months;
  const year_month last = counts.rbegin()->first;
  for (year_month at = counts.begin()->first; at <= last; at += std::chrono::months{1}) {
    const auto found = counts.find(at);
    months.push_back(
        {fmt::format("{:04}-{:02}", static_cast<int>(at.year()), static_cast<unsigned>(at.month())),
         found == counts.end() ? 0 : found->second});
  }
  return months;
}

}  // namespace guanxi
