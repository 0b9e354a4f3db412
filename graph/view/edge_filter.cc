#include "graph/view/edge_filter.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "extract/statement/error.h"

namespace guanxi {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// A relation that came in through an import need not be declared, so the store itself is asked last.
void check_relation(const Snapshot& snapshot, const std::string& name) {
  if (snapshot.ontology().relation(name) != nullptr) return;
  bool found = false;
  snapshot.each_in_time(name, {}, [&](const StoredStatement&) {
    found = true;
    return false;
  });
  if (found) return;
  std::vector<std::string> known;
  for (const auto& relation : snapshot.ontology().relations()) known.push_back(relation.name);
  throw Error(ErrorKind::kUsage,
              fmt::format("no relation \"{}\"; the store declares: {}", name, fmt::join(known, ", ")));
}

void check_kind(const Snapshot& snapshot, const std::string& name) {
  if (snapshot.ontology().kind(name) != nullptr || snapshot.ontology().kinds().empty()) return;
  std::vector<std::string> known;
  for (const auto& kind : snapshot.ontology().kinds()) known.push_back(kind.name);
  throw Error(ErrorKind::kUsage,
              fmt::format("no kind \"{}\"; the store declares: {}", name, fmt::join(known, ", ")));
}

}  // namespace

BoundFilter::BoundFilter(const Snapshot& snapshot, EdgeFilter filter)
    : snapshot_(&snapshot),
      filter_(std::move(filter)),
      any_relation_(filter_.relations.empty() && !filter_.contacts_only),
      any_day_(unlimited(filter_.days)) {
  for (const std::string& name : filter_.relations) check_relation(snapshot, name);
  for (const std::string& name : filter_.kinds) check_kind(snapshot, name);
}

bool BoundFilter::relation_wanted(std::string_view name) const {
  if (!filter_.relations.empty() && !contains(filter_.relations, name)) return false;
  if (!filter_.contacts_only) return true;
  const RelationDeclaration* declared = snapshot_->ontology().relation(name);
  return declared != nullptr && declared->contact();
}

bool BoundFilter::passes_relation(std::uint32_t relation) const {
  if (any_relation_) return true;
  const auto known = by_relation_.find(relation);
  if (known != by_relation_.end()) return known->second;
  const bool wanted = relation_wanted(snapshot_->relation_name(relation));
  by_relation_.emplace(relation, wanted);
  return wanted;
}

bool BoundFilter::passes_rest(Factuality factuality, bool claimed, DayRange days) const {
  if (claimed && !filter_.claimed) return false;
  const bool fact = factuality == Factuality::kAsserted  ? filter_.asserted
                    : factuality == Factuality::kPlanned ? filter_.planned
                                                         : filter_.negated;
  if (!fact) return false;
  if (any_day_) return true;
  return !unlimited(days) && days.first <= filter_.days.last && days.last >= filter_.days.first;
}

bool BoundFilter::passes(const Neighbour& neighbour) const {
  return passes_relation(neighbour.relation) &&
         passes_rest(neighbour.factuality, neighbour.claimed, neighbour.days);
}

bool BoundFilter::passes(const StoredStatement& stored) const {
  return (any_relation_ || relation_wanted(stored.statement.relation)) &&
         passes_rest(stored.statement.factuality, !stored.statement.claimed_by.empty(), stored.days);
}

bool BoundFilter::admits_kind(std::string_view kind) const {
  return filter_.kinds.empty() || contains(filter_.kinds, kind);
}

bool BoundFilter::admits(Id entity) const {
  if (filter_.kinds.empty()) return true;
  const auto known = by_entity_.find(entity);
  if (known != by_entity_.end()) return known->second;
  const auto stored = snapshot_->entity(entity);
  const bool admitted = stored && admits_kind(stored->entity.kind);
  by_entity_.emplace(entity, admitted);
  return admitted;
}

}  // namespace guanxi
