#include "tests/graph/memory_snapshot.h"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <tuple>

namespace guanxi::test {
namespace {

KindDeclaration kind(std::string name, std::string label, std::string zh) {
  return {name, label, std::move(zh), name, name == "person" ? "#1f77b4" : "#2ca02c"};
}

RelationDeclaration relation(std::string name, std::string zh, std::string family, bool directed,
                             std::string cameo) {
  RelationDeclaration declared;
  declared.name = name;
  declared.label_zh = std::move(zh);
  declared.label_en = name;
  declared.family = std::move(family);
  declared.directed = directed;
  declared.cameo = std::move(cameo);
  declared.plover = declared.cameo.empty() ? "" : "CONSULT/phone";
  return declared;
}

DayRange days_of(const std::string& time) {
  if (time.empty()) return {};
  const auto parsed = Edtf::parse(time);
  if (!parsed) throw std::logic_error("not EDTF: " + time);
  return parsed->days();
}

}  // namespace

Entity person(std::string_view name) {
  return {"person", std::string(name), ""};
}
Entity country(std::string_view name) {
  return {"country", std::string(name), ""};
}

Ontology MemorySnapshot::sample_ontology() {
  return Ontology(
      {kind("person", "Person", "人物"), kind("institution", "Institution", "机构"),
       kind("country", "Country", "国家")},
      {relation("met", "会见", "contact", false, "040"), relation("phoned", "通话", "contact", false, "041"),
       relation("wrote_to", "致函", "contact", true, ""), relation("praised", "赞扬", "speech", true, "051"),
       relation("holds_office", "任职", "office", true, "")});
}

MemorySnapshot::MemorySnapshot() : ontology_(sample_ontology()) {}

void MemorySnapshot::add_entity(const Entity& entity, std::vector<std::string> aliases) {
  StoredEntity& stored = entities_[entity.id()];
  stored.id = entity.id();
  stored.entity = entity;
  stored.aliases.insert(stored.aliases.end(), aliases.begin(), aliases.end());
  std::sort(stored.aliases.begin(), stored.aliases.end());
}

Id MemorySnapshot::add(const Entity& subject, std::string_view relation, const Entity& object,
                       std::string_view time) {
  Statement statement;
  statement.relation = relation;
  statement.time = time;
  Evidence evidence;
  evidence.line = static_cast<std::uint32_t>(statements_.size() + 1);
  evidence.begin = 100 * statements_.size();
  evidence.end = evidence.begin + 50;
  evidence.text = subject.name + " " + std::string(relation) + " " + object.name;
  evidence.rule = "test/" + std::string(relation) + "-1";
  return add(subject, object, statement, "test.txt", evidence);
}

Id MemorySnapshot::add(const Entity& subject, const Entity& object, Statement qualifiers,
                       std::string_view document, Evidence evidence) {
  add_entity(subject);
  add_entity(object);
  qualifiers.subject = subject.id();
  qualifiers.object = object.id();
  const Id id = qualifiers.id();
  relation_index(qualifiers.relation);
  if (statements_.emplace(id, StoredStatement{id, qualifiers, days_of(qualifiers.time)}).second) {
    out_[qualifiers.subject].push_back(id);
    in_[qualifiers.object].push_back(id);
  }
  evidence_[id].push_back({std::string(document), std::move(evidence)});
  return id;
}

std::uint32_t MemorySnapshot::relation_index(const std::string& name) {
  const auto at = std::find(relations_.begin(), relations_.end(), name);
  if (at != relations_.end()) return static_cast<std::uint32_t>(at - relations_.begin());
  relations_.push_back(name);
  return static_cast<std::uint32_t>(relations_.size() - 1);
}

StoreCounts MemorySnapshot::counts() const {
  StoreCounts counts;
  counts.documents = documents().size();
  counts.entities = entities_.size();
  counts.statements = statements_.size();
  for (const auto& [id, list] : evidence_) counts.evidences += list.size();
  return counts;
}

std::optional<StoredEntity> MemorySnapshot::entity(Id id) const {
  const auto at = entities_.find(id);
  return at == entities_.end() ? std::nullopt : std::optional(at->second);
}

std::optional<StoredStatement> MemorySnapshot::statement(Id id) const {
  const auto at = statements_.find(id);
  return at == statements_.end() ? std::nullopt : std::optional(at->second);
}

std::vector<StoredEvidence> MemorySnapshot::evidence(Id statement) const {
  const auto at = evidence_.find(statement);
  return at == evidence_.end() ? std::vector<StoredEvidence>() : at->second;
}

Neighbour MemorySnapshot::seen_from(Id owner, bool outgoing, const StoredStatement& stored) const {
  (void)owner;
  const auto at = std::find(relations_.begin(), relations_.end(), stored.statement.relation);
  Neighbour seen;
  seen.other = outgoing ? stored.statement.object : stored.statement.subject;
  seen.statement = stored.id;
  seen.relation = kFirstCode + static_cast<std::uint32_t>(at - relations_.begin());
  seen.outgoing = outgoing;
  seen.days = stored.days;
  seen.factuality = stored.statement.factuality;
  seen.claimed = !stored.statement.claimed_by.empty();
  return seen;
}

std::vector<Neighbour> MemorySnapshot::neighbours(Id id, Direction direction) const {
  std::vector<Neighbour> found;
  const auto collect = [&](const std::map<Id, std::vector<Id>>& side, bool outgoing) {
    const auto at = side.find(id);
    if (at == side.end()) return;
    for (Id statement : at->second) found.push_back(seen_from(id, outgoing, statements_.at(statement)));
  };
  if (direction != Direction::kIn) collect(out_, true);
  if (direction != Direction::kOut) collect(in_, false);
  std::sort(found.begin(), found.end(), [&](const Neighbour& a, const Neighbour& b) {
    return std::tie(relation_name(a.relation), a.days.first, a.other, a.statement, b.outgoing) <
           std::tie(relation_name(b.relation), b.days.first, b.other, b.statement, a.outgoing);
  });
  return found;
}

std::vector<Id> MemorySnapshot::named(std::string_view name) const {
  std::vector<Id> found;
  for (const auto& [id, stored] : entities_) {
    const bool alias = std::find(stored.aliases.begin(), stored.aliases.end(), name) != stored.aliases.end();
    if (stored.entity.name == name || alias) found.push_back(id);
  }
  return found;
}

std::vector<NameHit> MemorySnapshot::search(std::string_view text, std::size_t limit) const {
  std::vector<NameHit> hits;
  for (const auto& [id, stored] : entities_) {
    if (hits.size() < limit && stored.entity.name.find(text) != std::string::npos)
      hits.push_back({id, stored.entity.name});
  }
  return hits;
}

std::vector<NameHit> MemorySnapshot::nearest(std::string_view name, std::size_t limit) const {
  std::vector<NameHit> hits;
  for (const auto& [id, stored] : entities_) {
    const bool shares = stored.entity.name.find_first_of(name) != std::string::npos;
    if (hits.size() < limit && shares) hits.push_back({id, stored.entity.name});
  }
  return hits;
}

std::vector<StoredNameUse> MemorySnapshot::name_uses(Id) const {
  return {};
}

void MemorySnapshot::each_entity(const std::function<bool(const StoredEntity&)>& visit) const {
  for (const auto& [id, stored] : entities_) {
    if (!visit(stored)) return;
  }
}

void MemorySnapshot::each_statement(const std::function<bool(const StoredStatement&)>& visit) const {
  for (const auto& [id, stored] : statements_) {
    if (!visit(stored)) return;
  }
}

void MemorySnapshot::each_in_time(std::string_view relation, DayRange range,
                                  const std::function<bool(const StoredStatement&)>& visit) const {
  std::vector<const StoredStatement*> found;
  for (const auto& [id, stored] : statements_) {
    if (!relation.empty() && stored.statement.relation != relation) continue;
    const bool dated = !stored.statement.time.empty();
    const bool touches = stored.days.first <= range.last && stored.days.last >= range.first;
    if (dated ? touches : range == DayRange{}) found.push_back(&stored);
  }
  std::stable_sort(found.begin(), found.end(), [](const StoredStatement* a, const StoredStatement* b) {
    return std::tuple(a->statement.time.empty(), a->days.first, a->id) <
           std::tuple(b->statement.time.empty(), b->days.first, b->id);
  });
  for (const StoredStatement* stored : found) {
    if (!visit(*stored)) return;
  }
}

void MemorySnapshot::each_document(const std::function<void(StoredDocument)>& visit) const {
  std::map<Id, StoredDocument> found;
  for (const auto& [id, list] : evidence_) {
    for (const StoredEvidence& evidence : list) {
      StoredDocument& document = found[Id::of({evidence.document})];
      document.id = Id::of({evidence.document});
      document.path = evidence.document;
      document.encoding = "UTF-8";
      ++document.statements;
    }
  }
  for (const auto& [id, document] : found) visit(document);
}

std::optional<StoredDocument> MemorySnapshot::document(std::string_view path) const {
  for (const StoredDocument& document : documents()) {
    if (document.path == path) return document;
  }
  return std::nullopt;
}

}  // namespace guanxi::test
