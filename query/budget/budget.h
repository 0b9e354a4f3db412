// Budget: what a query may spend, and BudgetMeter, which counts it.
//
// Every query over the graph takes one. When it is spent the query stops, answers with what it has and says
// so: an answer that is cut is never passed off as the whole. One meter a query and thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace guanxi {

struct Budget {
  std::chrono::milliseconds time{30'000};
  std::uint64_t visited = 5'000'000;  // entities whose statements are read
  std::uint64_t rows = 1'000'000;     // rows of the answer
};

class BudgetMeter {
 public:
  explicit BudgetMeter(const Budget& budget);

  // Counts one entity or row. False when the budget is spent: stop.
  bool visit();
  bool row();

  bool cut() const { return !why_.empty(); }
  // "cut after 30 s (--timeout)"; empty while nothing was cut.
  const std::string& why() const { return why_; }
  std::uint64_t visited() const { return visited_; }

 private:
  bool in_time();

  Budget budget_;
  std::chrono::steady_clock::time_point end_;
  std::uint64_t visited_ = 0;
  std::uint64_t rows_ = 0;
  std::uint32_t steps_ = 0;
  std::string why_;
};

}  // namespace guanxi
