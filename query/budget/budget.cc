#include "query/budget/budget.h"

#include <fmt/format.h>

namespace guanxi {

BudgetMeter::BudgetMeter(const Budget& budget)
    : budget_(budget), end_(std::chrono::steady_clock::now() + budget.time) {}

bool BudgetMeter::visit() {
  if (cut()) return false;
  if (++visited_ > budget_.visited)
    why_ = fmt::format("cut after {} entities (--max-visited)", budget_.visited);
  return !cut() && in_time();
}

bool BudgetMeter::row() {
  if (cut()) return false;
  if (++rows_ > budget_.rows) why_ = fmt::format("cut after {} rows (--max-rows)", budget_.rows);
  return !cut() && in_time();
}

// The clock is read now and then only: a call costs as much as reading a short row.
bool BudgetMeter::in_time() {
  if (steps_++ % 16 != 0) return true;
  if (std::chrono::steady_clock::now() < end_) return true;
  const double seconds = std::chrono::duration<double>(budget_.time).count();
  why_ = fmt::format("cut after {:g} s (--timeout)", seconds);
  return false;
}

}  // namespace guanxi
