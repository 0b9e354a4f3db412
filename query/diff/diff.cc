#include "query/diff/diff.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace guanxi {
namespace {

// The ends in a fixed order where the relation has no direction, and the relation.
struct Key {
  Id first;
  Id second;
  std::string relation;

  auto operator<=>(const Key&) const = default;
};

Key key_of(const ToldStatement& told, const Ontology& ontology) {
  const RelationDeclaration* relation = ontology.relation(told.statement.relation);
  Key key{told.statement.subject, told.statement.object, told.statement.relation};
  if (relation != nullptr && !relation->directed && key.second < key.first) std::swap(key.first, key.second);
  return key;
}

// All that must be the same for two statements to agree; the initiator and the place may be told on one side
// only.
using Whole = std::tuple<Key, std::string, std::string, Factuality, std::string>;

Whole whole_of(const ToldStatement& told, const Ontology& ontology) {
  const Statement& statement = told.statement;
  return {key_of(told, ontology), statement.time, statement.office, statement.factuality,
          statement.claimed_by};
}

// How alike two sentences are, from 0 to 1: the share of pairs of neighbouring bytes that both have (Dice).
double likeness(const std::string& a, const std::string& b) {
  if (a.size() < 2 || b.size() < 2) return a == b ? 1 : 0;
  const auto pairs = [](const std::string& text) {
    std::vector<std::pair<char, char>> list;
    for (std::size_t at = 1; at < text.size(); ++at) list.emplace_back(text[at - 1], text[at]);
    std::sort(list.begin(), list.end());
    return list;
  };
  const auto left = pairs(a);
  const auto right = pairs(b);
  std::vector<std::pair<char, char>> both;
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(both));
  return 2.0 * static_cast<double>(both.size()) / static_cast<double>(left.size() + right.size());
}

constexpr double kAlike = 0.5;  // of sentences that may tell one thing though the name or relation is another
constexpr std::size_t kMostPartners = 64;  // looked at for one statement

bool overlap(DayRange a, DayRange b) {
  return a.first <= b.last && b.first <= a.last;
}

class Differ {
 public:
  Differ(const std::vector<ToldStatement>& a, const std::vector<ToldStatement>& b, const Ontology& ontology)
      : ontology_(ontology), a_(once(a)), b_(once(b)), partner_a_(a_.size()), partner_b_(b_.size()) {}

  std::vector<DiffRow> run() {
    match_equal();
    match_alike();
    return rows();
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  struct Partner {
    std::size_t at = kNone;
    Difference difference = Difference::kAgree;
  };
  // rank: how much two statements share, the less the more; 0: nothing that counts.
  struct Match {
    int rank = 0;
    Difference difference = Difference::kAgree;
  };
  struct Candidate {
    Match match;
    double unlike;
    std::size_t a;
    std::size_t b;
  };
  using ByEnd = std::unordered_map<Id, std::vector<std::size_t>>;

  std::vector<const ToldStatement*> once(const std::vector<ToldStatement>& all) const {
    std::set<Whole> seen;
    std::vector<const ToldStatement*> told;
    for (const ToldStatement& entry : all) {
      if (seen.insert(whole_of(entry, ontology_)).second) told.push_back(&entry);
    }
    return told;
  }

  void pair(std::size_t a, std::size_t b, Difference difference) {
    partner_a_[a] = {b, difference};
    partner_b_[b] = {a, difference};
  }

  void match_equal() {
    std::map<Whole, std::size_t> of_b;
    for (std::size_t b = 0; b < b_.size(); ++b) of_b.emplace(whole_of(*b_[b], ontology_), b);
    for (std::size_t a = 0; a < a_.size(); ++a) {
      const auto found = of_b.find(whole_of(*a_[a], ontology_));
      if (found != of_b.end()) pair(a, found->second, Difference::kAgree);
    }
  }

  // One end is the same, and on the same side where the relation has a direction.
  bool share_end(const Key& x, const Key& y) const {
    if (x.first == y.first || x.second == y.second) return true;
    const RelationDeclaration* relation = ontology_.relation(x.relation);
    const bool either_way = relation != nullptr && !relation->directed;
    return either_way && (x.first == y.second || x.second == y.first);
  }

  Match compare(const ToldStatement& a, const ToldStatement& b) const {
    const Key x = key_of(a, ontology_);
    const Key y = key_of(b, ontology_);
    const bool same_time = a.statement.time == b.statement.time;
    if (x == y) {
      if (a.statement.office != b.statement.office) return {1, Difference::kOffice};
      return same_time ? Match{1, Difference::kQualifier} : Match{2, Difference::kDate};
    }
    const bool dated = !a.statement.time.empty() && !b.statement.time.empty();
    if (!same_time && !(dated && overlap(a.days, b.days))) return {};
    if (x.relation == y.relation && share_end(x, y)) return {3, Difference::kName};
    if (dated && x.first == y.first && x.second == y.second) return {4, Difference::kRelation};
    return {};
  }

  // Only statements that share an end are compared.
  void match_alike() {
    ByEnd by_end;
    for (std::size_t b = 0; b < b_.size(); ++b) {
      if (partner_b_[b].at != kNone) continue;
      by_end[b_[b]->statement.subject].push_back(b);
      by_end[b_[b]->statement.object].push_back(b);
    }
    std::vector<Candidate> candidates;
    for (std::size_t a = 0; a < a_.size(); ++a) {
      if (partner_a_[a].at == kNone) collect(a, by_end, candidates);
    }
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& x, const Candidate& y) {
      return std::tie(x.match.rank, x.unlike, x.a, x.b) < std::tie(y.match.rank, y.unlike, y.a, y.b);
    });
    for (const Candidate& found : candidates) {
      if (partner_a_[found.a].at != kNone || partner_b_[found.b].at != kNone) continue;
      pair(found.a, found.b, found.match.difference);
    }
  }

  void collect(std::size_t a, const ByEnd& by_end, std::vector<Candidate>& candidates) const {
    std::size_t collected = 0;
    for (const Id end : {a_[a]->statement.subject, a_[a]->statement.object}) {
      const auto near = by_end.find(end);
      if (near == by_end.end()) continue;
      for (const std::size_t b : near->second) {
        Match match = compare(*a_[a], *b_[b]);
        if (match.rank == 0 || collected >= kMostPartners) continue;
        const double alike = likeness(a_[a]->evidence.text, b_[b]->evidence.text);
        if (match.rank >= 3 && alike < kAlike) continue;
        // Another date in other words is mostly another event: what the same sentence tells comes first.
        if (match.rank == 2 && alike < kAlike) match.rank = 5;
        candidates.push_back({match, 1 - alike, a, b});
        ++collected;
      }
    }
  }

  std::vector<DiffRow> rows() const {
    std::vector<DiffRow> rows;
    for (std::size_t a = 0; a < a_.size(); ++a) {
      const Partner& partner = partner_a_[a];
      const bool alone = partner.at == kNone;
      rows.push_back(
          {alone ? Difference::kOnlyA : partner.difference, a_[a], alone ? nullptr : b_[partner.at]});
    }
    for (std::size_t b = 0; b < b_.size(); ++b) {
      if (partner_b_[b].at == kNone) rows.push_back({Difference::kOnlyB, nullptr, b_[b]});
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const DiffRow& x, const DiffRow& y) { return place(x) < place(y); });
    return rows;
  }

  static std::tuple<bool, Day, std::uint64_t, bool> place(const DiffRow& row) {
    const ToldStatement& told = row.a != nullptr ? *row.a : *row.b;
    return {told.statement.time.empty(), told.days.first, told.evidence.begin, row.a == nullptr};
  }

  const Ontology& ontology_;
  std::vector<const ToldStatement*> a_;
  std::vector<const ToldStatement*> b_;
  std::vector<Partner> partner_a_;
  std::vector<Partner> partner_b_;
};

class Teller {
 public:
  explicit Teller(const Snapshot& snapshot) : snapshot_(snapshot) {}

  ToldStatement tell(const Statement& statement, DayRange days, std::string_view document,
                     Evidence evidence) {
    return {statement, entity(statement.subject), entity(statement.object),
            days,      std::string(document),     std::move(evidence)};
  }

 private:
  const Entity& entity(Id id) {
    const auto found = known_.find(id);
    if (found != known_.end()) return found->second;
    const auto stored = snapshot_.entity(id);
    return known_.emplace(id, stored ? stored->entity : Entity()).first->second;
  }

  const Snapshot& snapshot_;
  std::unordered_map<Id, Entity> known_;
};

}  // namespace

std::string_view to_string(Difference difference) {
  static constexpr std::string_view kWords[] = {"agree",    "date",      "name",      "office",
                                                "relation", "qualifier", "only in A", "only in B"};
  return kWords[static_cast<std::size_t>(difference)];
}

std::vector<DiffRow> diff(const std::vector<ToldStatement>& a, const std::vector<ToldStatement>& b,
                          const Ontology& ontology) {
  return Differ(a, b, ontology).run();
}

DiffCounts count(const std::vector<DiffRow>& rows) {
  DiffCounts counts;
  for (const DiffRow& row : rows) {
    if (row.difference == Difference::kAgree) {
      ++counts.agree;
    } else if (row.b == nullptr) {
      ++counts.only_a;
    } else if (row.a == nullptr) {
      ++counts.only_b;
    } else {
      ++counts.differ;
    }
  }
  return counts;
}

std::vector<ToldStatement> told_by(const Snapshot& snapshot, std::string_view document) {
  Teller teller(snapshot);
  std::vector<ToldStatement> told;
  for (StatedEvidence& stated : snapshot.statements_of(document)) {
    const auto time = Edtf::parse(stated.statement.time);
    const DayRange days = time ? time->days() : DayRange();
    told.push_back(teller.tell(stated.statement, days, document, std::move(stated.evidence)));
  }
  std::stable_sort(told.begin(), told.end(), [](const ToldStatement& x, const ToldStatement& y) {
    return x.evidence.begin < y.evidence.begin;
  });
  return told;
}

std::vector<ToldStatement> told_by(const Snapshot& snapshot) {
  Teller teller(snapshot);
  std::vector<ToldStatement> told;
  snapshot.each_statement([&](const StoredStatement& stored) {
    auto evidence = snapshot.evidence(stored.id);
    StoredEvidence first = evidence.empty() ? StoredEvidence() : std::move(evidence.front());
    told.push_back(teller.tell(stored.statement, stored.days, first.document, std::move(first.evidence)));
    return true;
  });
  return told;
}

}  // namespace guanxi
