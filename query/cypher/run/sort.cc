// ORDER BY.
#include <algorithm>

#include "query/cypher/run/run.h"

namespace guanxi::cypher {
namespace {

struct Kept {
  List keys;
  List values;
};

class SortState : public StepState {
 public:
  SortState(const plan::Sort& step, Run& run) : step_(step), order_(step.projection->order), run_(run) {}

  void add(Row& row) {
    Kept kept;
    for (const bound::SortKey& key : order_)
      kept.keys.push_back(run_.evaluator().evaluate(*key.expression, row));
    for (const int slot : step_.slots) kept.values.push_back(row[static_cast<std::size_t>(slot)]);
    rows_.push_back(std::move(kept));
    cut(row);
  }

  bool finish(Row& row, const Continue& next) override {
    sort();
    for (const Kept& kept : rows_) {
      for (std::size_t i = 0; i < step_.slots.size(); ++i)
        row[static_cast<std::size_t>(step_.slots[i])] = kept.values[i];
      if (!next(row)) return false;
    }
    return true;
  }

 private:
  void sort() {
    std::stable_sort(rows_.begin(), rows_.end(), [&](const Kept& a, const Kept& b) {
      for (std::size_t i = 0; i < order_.size(); ++i) {
        const auto result = sort_order(a.keys[i], b.keys[i]);
        if (result != 0) return (result < 0) != order_[i].descending;
      }
      return false;
    });
  }

  // With a LIMIT only its best rows can matter.
  void cut(Row& row) {
    const bound::Projection& projection = *step_.projection;
    if (!projection.limit) return;
    if (limit_ < 0) {
      limit_ = row_limit(*projection.limit, run_, row);
      const std::int64_t skip = projection.skip ? row_limit(*projection.skip, run_, row) : 0;
      if (__builtin_add_overflow(limit_, skip, &limit_)) limit_ = INT64_MAX;
    }
    constexpr std::int64_t kFew = 10'000;
    if (limit_ > INT64_MAX / 2 || static_cast<std::int64_t>(rows_.size()) < 2 * limit_ + kFew) return;
    sort();
    rows_.resize(static_cast<std::size_t>(limit_));
  }

  const plan::Sort& step_;
  const std::vector<bound::SortKey>& order_;
  Run& run_;
  std::int64_t limit_ = -1;
  std::vector<Kept> rows_;
};

}  // namespace

std::unique_ptr<StepState> make_sort(const plan::Sort& step, Run& run) {
  return std::make_unique<SortState>(step, run);
}

void sort_row(StepState& state, Row& row) {
  static_cast<SortState&>(state).add(row);
}

}  // namespace guanxi::cypher
