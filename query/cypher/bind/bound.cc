#include "query/cypher/bind/bound.h"

#include <algorithm>

namespace guanxi::cypher::bound {

void collect_slots(const Expression& e, std::vector<int>& slots) {
  if (e.kind == ExpressionKind::kSlot) slots.push_back(e.slot);
  std::vector<int> inner;
  for (const ExpressionPtr& arg : e.args) {
    if (arg) collect_slots(*arg, inner);
  }
  const bool binds = e.kind == ExpressionKind::kListComprehension || e.kind == ExpressionKind::kQuantifier ||
                     e.kind == ExpressionKind::kReduce;
  for (const int slot : inner) {
    if (!binds || (slot != e.slot && slot != e.second_slot)) slots.push_back(slot);
  }
  if (e.subquery) slots.insert(slots.end(), e.subquery->outer_slots.begin(), e.subquery->outer_slots.end());
}

}  // namespace guanxi::cypher::bound
