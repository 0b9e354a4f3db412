// Budget: what one query may cost, and the honest word when it was more.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace guanxi::cypher {

// 0: without limit.
struct Budget {
  std::chrono::milliseconds time{0};
  std::uint64_t rows = 0;     // of the answer
  std::uint64_t visited = 0;  // nodes scanned and relationships followed
};

// Thrown inside the executor and caught by it: what was answered so far stands, what aggregates does not come.
struct BudgetSpent {
  std::string reason;
};

class Meter {
 public:
  explicit Meter(const Budget& budget) : budget_(budget), start_(std::chrono::steady_clock::now()) {}

  // One node or relationship more.
  void visit() {
    ++visited_;
    if (budget_.visited != 0 && visited_ > budget_.visited) {
      throw BudgetSpent{"more than " + std::to_string(budget_.visited) + " nodes and relationships visited"};
    }
    if (budget_.time.count() != 0 && (visited_ & 0x3FF) == 0) check_time();
  }
  // One row of the answer more; false when it is one too many.
  bool row() { return budget_.rows == 0 || rows_++ < budget_.rows; }
  const Budget& budget() const { return budget_; }
  std::uint64_t visited() const { return visited_; }

 private:
  void check_time() const {
    if (std::chrono::steady_clock::now() - start_ > budget_.time) {
      throw BudgetSpent{"more than " + std::to_string(budget_.time.count()) + " ms passed"};
    }
  }

  Budget budget_;
  std::chrono::steady_clock::time_point start_;
  std::uint64_t visited_ = 0;
  std::uint64_t rows_ = 0;
};

}  // namespace guanxi::cypher
