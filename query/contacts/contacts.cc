#include "query/contacts/contacts.h"

#include <algorithm>
#include <memory>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "extract/statement/day_text.h"

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
    ContactAnswer answer;
    answer.more = cut_to_limit();
    read_entities();
    if (query_.evidence) read_evidence();
    std::sort(rows_.begin(), rows_.end(),
              [](const ContactRow& a, const ContactRow& b) { return order(a) < order(b); });
    answer.rows = std::move(rows_);
    answer.cut = meter_.why();
    return answer;
  }

 private:
  // The asked side with the fewest statements: the way in. Null where no side is asked for.
  const std::vector<Id>* narrowest_side() const {
    std::vector<const std::vector<Id>*> sides;
    for (const auto* side : {&query_.who, &query_.whom, &query_.of, &query_.and_of})
      if (!side->empty()) sides.push_back(side);
    if (sides.size() < 2) return sides.empty() ? nullptr : sides.front();
    const std::vector<Id>* best = nullptr;
    std::uint64_t least = 0;
    for (const auto* side : sides) {
      std::uint64_t degree = 0;
      for (const Id id : *side) degree += snapshot_.degree(id, Direction::kBoth);
      if (best == nullptr || degree < least) std::tie(best, least) = std::pair(side, degree);
    }
    return best;
  }

  // An entry tells nearly all that a row shows; only the few statements that say more are read, together.
  void collect_around(const std::vector<Id>& ends) {
    IdSet seen;
    std::vector<Id> unread;
    for (const Id end : ends) {
      if (meter_.cut() || !meter_.visit()) break;
      for (const Neighbour& entry : snapshot_.neighbours(end, Direction::kBoth)) {
        if (!filter_.passes(entry)) continue;
        const std::string& relation = snapshot_.relation_name(entry.relation);
        const auto [subject, object] =
            entry.outgoing ? std::pair(end, entry.other) : std::pair(entry.other, end);
        if (!wanted(subject, relation, object) || !seen.insert(entry.statement).second) continue;
        if (!meter_.row()) break;
        ContactRow& row = add_row(entry.statement, subject, relation, object, entry.days);
        row.initiator = entry.initiator;
        row.factuality = entry.factuality;
        if (entry.plain_time && !entry.claimed) {
          row.time = print_days(entry.days);
        } else {
          unread.push_back(entry.statement);
        }
      }
    }
    read_statements(std::move(unread));
  }

  void read_statements(std::vector<Id> unread) {
    if (unread.empty()) return;
    std::unordered_map<Id, ContactRow*> rows;
    for (ContactRow& row : rows_) rows.emplace(row.statement, &row);
    std::sort(unread.begin(), unread.end());
    snapshot_.read_statements(unread, [&](std::size_t at, StoredStatement stored) {
      tell(std::move(stored.statement), *rows.at(unread[at]));
    });
  }

  void collect_by_time() {
    const auto& relations = query_.filter.relations;
    const std::string only = relations.size() == 1 ? relations.front() : std::string();
    snapshot_.each_in_time(only, query_.filter.days, [&](const StoredStatement& stored) {
      const Statement& statement = stored.statement;
      if (!filter_.passes(stored) || !wanted(statement.subject, statement.relation, statement.object))
        return true;
      if (!meter_.row()) return false;
      tell(statement,
           add_row(stored.id, statement.subject, statement.relation, statement.object, stored.days));
      return true;
    });
  }

  ContactRow& add_row(Id statement, Id subject, const std::string& relation, Id object, DayRange days) {
    ContactRow& row = rows_.emplace_back();
    row.statement = statement;
    row.who = named(subject);
    row.whom = named(object);
    row.relation = relation;
    row.days = days;
    return row;
  }

  static void tell(Statement statement, ContactRow& row) {
    row.initiator = statement.initiator;
    row.factuality = statement.factuality;
    row.time = std::move(statement.time);
    row.claimed_by = std::move(statement.claimed_by);
  }

  bool wanted(Id a, const std::string& relation, Id b) const {
    if (!countries_.empty() && !countries_.contains(a) && !countries_.contains(b)) return false;
    if (!filter_.admits(a) || !filter_.admits(b)) return false;
    if (!on_sides(who_, a, whom_, b) && !(either_way(relation) && on_sides(who_, b, whom_, a))) return false;
    return on_sides(of_, a, and_of_, b) || on_sides(of_, b, and_of_, a);
  }

  static bool on_sides(const IdSet& left, Id a, const IdSet& right, Id b) {
    return (left.empty() || left.contains(a)) && (right.empty() || right.contains(b));
  }

  bool either_way(const std::string& name) const {
    const RelationDeclaration* relation = snapshot_.ontology().relation(name);
    return relation != nullptr && !relation->directed;
  }

  // Keeps the earliest; returns how many go.
  std::uint64_t cut_to_limit() {
    if (query_.limit == 0 || rows_.size() <= query_.limit) return 0;
    const std::uint64_t more = rows_.size() - query_.limit;
    std::nth_element(rows_.begin(), rows_.begin() + static_cast<std::ptrdiff_t>(query_.limit), rows_.end(),
                     [](const ContactRow& a, const ContactRow& b) {
                       return std::tuple(unlimited(a.days), a.days.first, a.days.last, a.statement) <
                              std::tuple(unlimited(b.days), b.days.first, b.days.last, b.statement);
                     });
    rows_.resize(query_.limit);
    return more;
  }

  // One entity for all rows; what it is called comes later.
  std::shared_ptr<StoredEntity> named(Id id) {
    auto& entity = entities_[id];
    if (entity == nullptr) entity = std::make_shared<StoredEntity>(StoredEntity{id, {}, {}});
    return entity;
  }

  // Those that rows still show, in the order of ids.
  void read_entities() {
    std::vector<Id> ids;
    for (const ContactRow& row : rows_) {
      ids.push_back(row.who->id);
      ids.push_back(row.whom->id);
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    snapshot_.read_entities(
        ids, [&](std::size_t at, StoredEntity stored) { *entities_.at(ids[at]) = std::move(stored); });
  }

  void read_evidence() {
    std::sort(rows_.begin(), rows_.end(),
              [](const ContactRow& a, const ContactRow& b) { return a.statement < b.statement; });
    std::vector<Id> ids;
    for (const ContactRow& row : rows_) ids.push_back(row.statement);
    snapshot_.read_evidence(ids, true, [&](std::size_t at, std::vector<StoredEvidence> found) {
      rows_[at].evidence = std::move(found);
    });
  }

  static std::tuple<bool, Day, Day, std::string_view, std::string_view, std::string_view, Id> order(
      const ContactRow& row) {
    return {unlimited(row.days),  row.days.first,        row.days.last, row.relation,
            row.who->entity.name, row.whom->entity.name, row.statement};
  }

  const Snapshot& snapshot_;
  const ContactQuery& query_;
  BoundFilter filter_;
  BudgetMeter meter_;
  IdSet who_, whom_, of_, and_of_, countries_;
  std::vector<ContactRow> rows_;
  std::unordered_map<Id, std::shared_ptr<StoredEntity>> entities_;
};

}  // namespace

ContactAnswer find_contacts(const Snapshot& snapshot, ContactQuery query, const Budget& budget) {
  query.filter.contacts_only = true;
  return Finder(snapshot, query, budget).run();
}

const StoredEntity* initiator_of(const ContactRow& row) {
  switch (row.initiator) {
    case Initiator::kSubject:
      return row.who.get();
    case Initiator::kObject:
      return row.whom.get();
    case Initiator::kUnstated:
      break;
  }
  return nullptr;
}

}  // namespace guanxi
