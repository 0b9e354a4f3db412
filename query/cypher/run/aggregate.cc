// Grouping and aggregation.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "query/cypher/run/arithmetic.h"
#include "query/cypher/run/run.h"

namespace guanxi::cypher {
namespace {

using bound::AggregateKind;

// One aggregation of one group.
class Accumulator {
 public:
  explicit Accumulator(const bound::Aggregate& aggregate) : aggregate_(&aggregate) {}

  void add(Run& run, Row& row) {
    if (aggregate_->kind == AggregateKind::kCountAll) {
      ++count_;
      return;
    }
    Value value = run.evaluator().evaluate(*aggregate_->args[0], row);
    if (aggregate_->args.size() > 1) percentile(run.evaluator().evaluate(*aggregate_->args[1], row));
    if (value.null()) return;
    if (aggregate_->distinct && !seen_.insert(List{value}).second) return;
    take(std::move(value));
  }

  Value result() {
    switch (aggregate_->kind) {
      case AggregateKind::kCountAll:
      case AggregateKind::kCount:
        return Value(count_);
      case AggregateKind::kSum:
        return count_ == 0 ? Value(0) : sum_;
      case AggregateKind::kAvg:
        return count_ == 0 ? Value() : average();
      case AggregateKind::kMin:
      case AggregateKind::kMax:
        return sum_;
      case AggregateKind::kCollect:
        return Value(std::move(values_));
      case AggregateKind::kStDev:
      case AggregateKind::kStDevP:
        return deviation();
      case AggregateKind::kPercentileCont:
      case AggregateKind::kPercentileDisc:
        return at_percentile();
    }
    return {};
  }

 private:
  [[noreturn]] void fail(std::string_view kind, std::string_view detail, const std::string& message) const {
    throw QueryError(Phase::kRun, aggregate_->at, kind, detail, message);
  }

  void need_number(const Value& value, bool duration) const {
    if (value.number() || (duration && value.is(Type::kDuration))) return;
    fail("TypeError", "InvalidArgumentType",
         fmt::format("expected numbers, this is {}", type_name(value.type())));
  }

  void take(Value value) {
    ++count_;
    switch (aggregate_->kind) {
      case AggregateKind::kSum:
      case AggregateKind::kAvg:
        need_number(value, true);
        try {
          sum_ = count_ == 1 ? std::move(value) : arithmetic('+', sum_, value);
        } catch (const ValueError& error) {
          fail("TypeError", "InvalidArgumentValue", error.what());
        }
        break;
      case AggregateKind::kMin:
        if (count_ == 1 || sort_order(value, sum_) < 0) sum_ = std::move(value);
        break;
      case AggregateKind::kMax:
        if (count_ == 1 || sort_order(value, sum_) > 0) sum_ = std::move(value);
        break;
      case AggregateKind::kCollect:
        values_.push_back(std::move(value));
        break;
      case AggregateKind::kStDev:
      case AggregateKind::kStDevP: {
        // Welford's way, stable for large numbers of nearly equal size.
        need_number(value, false);
        const double delta = value.as_double() - mean_;
        mean_ += delta / static_cast<double>(count_);
        squares_ += delta * (value.as_double() - mean_);
        break;
      }
      case AggregateKind::kPercentileCont:
      case AggregateKind::kPercentileDisc:
        need_number(value, false);
        values_.push_back(std::move(value));
        break;
      default:
        break;
    }
  }

  void percentile(const Value& value) {
    if (!value.number())
      fail("ArgumentError", "InvalidArgumentType", "a percentile is a number from 0.0 to 1.0");
    percentile_ = value.as_double();
    if (!(percentile_ >= 0 && percentile_ <= 1)) {
      fail("ArgumentError", "NumberOutOfRange",
           fmt::format("a percentile lies between 0.0 and 1.0, not at {}", percentile_));
    }
  }

  Value average() const {
    if (sum_.is(Type::kDuration)) return Value(divide(sum_.duration(), static_cast<double>(count_)));
    return Value(sum_.as_double() / static_cast<double>(count_));
  }

  Value deviation() const {
    const bool sample = aggregate_->kind == AggregateKind::kStDev;
    if (count_ < (sample ? 2 : 1)) return Value(0.0);
    return Value(std::sqrt(squares_ / static_cast<double>(sample ? count_ - 1 : count_)));
  }

  Value at_percentile() {
    if (values_.empty()) return {};
    std::sort(values_.begin(), values_.end(),
              [](const Value& a, const Value& b) { return sort_order(a, b) < 0; });
    const auto size = static_cast<double>(values_.size());
    if (aggregate_->kind == AggregateKind::kPercentileDisc) {
      const double at = std::ceil(percentile_ * size) - 1;
      return values_[static_cast<std::size_t>(std::max(at, 0.0))];
    }
    const double at = percentile_ * (size - 1);
    const auto below = static_cast<std::size_t>(std::floor(at));
    const auto above = static_cast<std::size_t>(std::ceil(at));
    const double part = at - std::floor(at);
    return Value(values_[below].as_double() * (1 - part) + values_[above].as_double() * part);
  }

  const bound::Aggregate* aggregate_;
  std::int64_t count_ = 0;
  Value sum_;
  List values_;
  double mean_ = 0;
  double squares_ = 0;
  double percentile_ = 0;
  std::unordered_set<List, HashValues, SameValues> seen_;
};

class Aggregation : public StepState {
 public:
  Aggregation(const bound::Projection& projection, Run& run) : projection_(projection), run_(run) {}

  void add(Row& row) {
    List key;
    for (const bound::Item& group : projection_.groups)
      key.push_back(run_.evaluator().evaluate(*group.expression, row));
    for (Accumulator& accumulator : group(std::move(key))) accumulator.add(run_, row);
  }

  bool finish(Row& row, const Continue& next) override {
    // Without grouping there is one group, also of no rows.
    if (groups_.empty() && projection_.groups.empty()) group({});
    for (const auto& entry : order_) {
      const List& key = entry->first;
      for (std::size_t i = 0; i < key.size(); ++i) {
        row[static_cast<std::size_t>(projection_.groups[i].slot)] = key[i];
      }
      for (std::size_t i = 0; i < projection_.aggregates.size(); ++i) {
        row[static_cast<std::size_t>(projection_.aggregates[i].slot)] = entry->second[i].result();
      }
      if (!next(row)) return false;
    }
    return true;
  }

 private:
  using Groups = std::unordered_map<List, std::vector<Accumulator>, HashValues, SameValues>;

  std::vector<Accumulator>& group(List key) {
    const auto [at, fresh] = groups_.try_emplace(std::move(key));
    if (fresh) {
      for (const bound::Aggregate& aggregate : projection_.aggregates) at->second.emplace_back(aggregate);
      order_.push_back(&*at);  // references to elements stay valid
    }
    return at->second;
  }

  const bound::Projection& projection_;
  Run& run_;
  Groups groups_;
  std::vector<Groups::value_type*> order_;  // in the order of their first rows
};

}  // namespace

std::unique_ptr<StepState> make_aggregation(const bound::Projection& projection, Run& run) {
  return std::make_unique<Aggregation>(projection, run);
}

void aggregate_row(StepState& state, Row& row) {
  static_cast<Aggregation&>(state).add(row);
}

}  // namespace guanxi::cypher
