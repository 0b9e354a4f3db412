#include "query/contacts/contacts.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace guanxi {
namespace {

using IdSet = std::unordered_set<Id>;

IdSet set_of(const std::vector<Id>& ids) {
  return {ids.begin(), ids.end()};
}

// The countries themselves and everybody of whom the store tells an office there.
IdSet people_of(const Snapshot& snapshot, const std::vector<Id>& countries) {
  IdSet people = set_of(countries);
  for (const Id country : countries) {
    for (const Neighbour& entry : snapshot.neighbours(country, Direction::kIn)) {
      const RelationDeclaration* relation =
          snapshot.ontology().relation(snapshot.relation_name(entry.relation));
      if (relation != nullptr && relation->contact()) continue;
      const auto stored = snapshot.statement(entry.statement);
      if (stored && !stored->statement.office.empty()) people.insert(entry.other);
    }
  }
  return people;
}

class Finder {
 public:
  Finder(const Snapshot& snapshot, const ContactQuery& query, const Budget& budget)
      : snapshot_(snapshot),
        query_(query),
        filter_(snapshot, query.filter),
        meter_(budget),
        who_(set_of(query.who)),
        whom_(set_of(query.whom)),
        of_(set_of(query.of)),
        and_of_(set_of(query.and_of)),
        countries_(people_of(snapshot, query.countries)) {}

  ContactAnswer run() {
    if (const std::vector<Id>* ends = narrowest_side()) {
      collect_around(*ends);
    } else {
      collect_by_time();
    }
    std::sort(found_.begin(), found_.end(), [](const StoredStatement& a, const StoredStatement& b) {
      return std::tuple(unlimited(a.days), a.days.first, a.days.last, a.id) <
             std::tuple(unlimited(b.days), b.days.first, b.days.last, b.id);
    });
    return make_rows();
  }

 private:
  // The asked side with the fewest statements: the way in. Null where no side is asked for.
  const std::vector<Id>* narrowest_side() const {
    const std::vector<Id>* best = nullptr;
    std::uint64_t least = 0;
    for (const auto* side : {&query_.who, &query_.whom, &query_.of, &query_.and_of}) {
      if (side->empty()) continue;
      std::uint64_t degree = 0;
      for (const Id id : *side) degree += snapshot_.degree(id, Direction::kBoth);
      if (best == nullptr || degree < least) std::tie(best, least) = std::pair(side, degree);
    }
    return best;
  }

  void collect_around(const std::vector<Id>& ends) {
    IdSet seen;
    for (const Id end : ends) {
      if (!meter_.visit()) return;
      for (const Neighbour& entry : snapshot_.neighbours(end, Direction::kBoth)) {
        if (!filter_.passes(entry) || !seen.insert(entry.statement).second) continue;
        if (auto stored = snapshot_.statement(entry.statement); stored && !keep(std::move(*stored))) return;
      }
    }
  }

  void collect_by_time() {
    const auto& relations = query_.filter.relations;
    const std::string only = relations.size() == 1 ? relations.front() : std::string();
    snapshot_.each_in_time(only, query_.filter.days, [&](const StoredStatement& stored) {
      return !filter_.passes(stored) || keep(stored);
    });
  }

  // False when the budget is spent.
  bool keep(StoredStatement stored) {
    if (!wanted(stored.statement)) return true;
    if (!meter_.row()) return false;
    found_.push_back(std::move(stored));
    return true;
  }

  bool wanted(const Statement& statement) const {
    const Id a = statement.subject;
    const Id b = statement.object;
    if (!countries_.empty() && !countries_.contains(a) && !countries_.contains(b)) return false;
    if (!filter_.admits(a) || !filter_.admits(b)) return false;
    if (!on_sides(who_, a, whom_, b) && !(either_way(statement) && on_sides(who_, b, whom_, a))) return false;
    return on_sides(of_, a, and_of_, b) || on_sides(of_, b, and_of_, a);
  }

  static bool on_sides(const IdSet& left, Id a, const IdSet& right, Id b) {
    return (left.empty() || left.contains(a)) && (right.empty() || right.contains(b));
  }

  bool either_way(const Statement& statement) const {
    const RelationDeclaration* relation = snapshot_.ontology().relation(statement.relation);
    return relation != nullptr && !relation->directed;
  }

  ContactAnswer make_rows() {
    ContactAnswer answer;
    const std::size_t wanted = query_.limit == 0 ? found_.size() : std::min(query_.limit, found_.size());
    answer.more = found_.size() - wanted;
    for (std::size_t at = 0; at < wanted; ++at) {
      StoredStatement& stored = found_[at];
      ContactRow row;
      row.who = entity(stored.statement.subject);
      row.whom = entity(stored.statement.object);
      if (query_.evidence) row.evidence = snapshot_.evidence(stored.id);
      row.stored = std::move(stored);
      answer.rows.push_back(std::move(row));
    }
    std::stable_sort(answer.rows.begin(), answer.rows.end(),
                     [](const ContactRow& a, const ContactRow& b) { return order(a) < order(b); });
    answer.cut = meter_.why();
    return answer;
  }

  static std::tuple<bool, Day, Day, std::string_view, std::string_view, std::string_view, Id> order(
      const ContactRow& row) {
    const DayRange days = row.stored.days;
    return {unlimited(days),     days.first,           days.last,    row.stored.statement.relation,
            row.who.entity.name, row.whom.entity.name, row.stored.id};
  }

  const StoredEntity& entity(Id id) {
    const auto known = entities_.find(id);
    if (known != entities_.end()) return known->second;
    return entities_.emplace(id, snapshot_.entity(id).value_or(StoredEntity{id, {}, {}})).first->second;
  }

  const Snapshot& snapshot_;
  const ContactQuery& query_;
  BoundFilter filter_;
  BudgetMeter meter_;
  IdSet who_, whom_, of_, and_of_, countries_;
  std::vector<StoredStatement> found_;
  std::unordered_map<Id, StoredEntity> entities_;
};

}  // namespace

ContactAnswer find_contacts(const Snapshot& snapshot, ContactQuery query, const Budget& budget) {
  query.filter.contacts_only = true;
  return Finder(snapshot, query, budget).run();
}

const StoredEntity* initiator_of(const ContactRow& row) {
  switch (row.stored.statement.initiator) {
    case Initiator::kSubject:
      return &row.who;
    case Initiator::kObject:
      return &row.whom;
    case Initiator::kUnstated:
      break;
  }
  return nullptr;
}

}  // namespace guanxi
