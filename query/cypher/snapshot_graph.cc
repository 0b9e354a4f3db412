#include "query/cypher/snapshot_graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace guanxi::cypher {
namespace {

// What is kept of what was read; beyond, all is forgotten and read anew.
constexpr std::size_t kMostKept = 200'000;

constexpr std::array<std::string_view, 5> kNodeKeys = {"name", "aliases", "kind", "id", "discriminator"};
constexpr std::array<std::string_view, 10> kStatementKeys = {
    "time", "start", "end", "factuality", "initiator", "office", "place", "claimed_by", "id", "evidence"};

Value text_or_null(std::string_view text) {
  return text.empty() ? Value() : Value(text);
}

Value first_day(const DayRange& days) {
  return days.first == kNoFirstDay ? Value() : Value(Date{days.first});
}
Value last_day(const DayRange& days) {
  return days.last == kNoLastDay ? Value() : Value(Date{days.last});
}

Direction direction_of(Sides sides) {
  switch (sides) {
    case Sides::kOutgoing:
      return Direction::kOut;
    case Sides::kIncoming:
      return Direction::kIn;
    case Sides::kBoth:
      break;
  }
  return Direction::kBoth;
}

}  // namespace

SnapshotGraph::SnapshotGraph(std::shared_ptr<const Snapshot> snapshot)
    : snapshot_(std::move(snapshot)), counts_(snapshot_->counts()) {}

const StoredEntity& SnapshotGraph::entity(Node node) const {
  if (const auto found = entities_.find(node.id); found != entities_.end()) return found->second;
  auto read = snapshot_->entity(Id{node.id});
  if (!read)
    throw Error(ErrorKind::kStore, fmt::format("the store has no entity {}; run guanxi verify", print(node)));
  if (entities_.size() >= kMostKept) entities_.clear();
  return entities_.emplace(node.id, std::move(*read)).first->second;
}

const StoredStatement& SnapshotGraph::statement(Relationship relationship) const {
  if (const auto found = statements_.find(relationship.id); found != statements_.end()) return found->second;
  auto read = snapshot_->statement(Id{relationship.id});
  if (!read) {
    throw Error(ErrorKind::kStore,
                fmt::format("the store has no statement {}; run guanxi verify", print(relationship)));
  }
  if (statements_.size() >= kMostKept) statements_.clear();
  return statements_.emplace(relationship.id, std::move(*read)).first->second;
}

std::string SnapshotGraph::label_of(std::string_view kind) const {
  const KindDeclaration* declared = snapshot_->ontology().kind(kind);
  return declared != nullptr && !declared->label.empty() ? declared->label : std::string(kind);
}

// The store does not count by kind: a share for each declared one.
std::uint64_t SnapshotGraph::label_count(std::string_view label) const {
  const auto& kinds = snapshot_->ontology().kinds();
  const bool declared =
      std::any_of(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.label == label; });
  return declared ? 1 + counts_.entities / (kinds.size() + 1) : counts_.entities;
}

void SnapshotGraph::each_node(std::optional<std::string_view> label,
                              const std::function<bool(Node)>& visit) const {
  snapshot_->each_entity([&](const StoredEntity& stored) {
    if (label && label_of(stored.entity.kind) != *label) return true;
    if (entities_.size() >= kMostKept) entities_.clear();
    entities_.emplace(stored.id.value, stored);
    return visit(Node{stored.id.value});
  });
}

bool SnapshotGraph::has_index(std::string_view property) const {
  return property == "name" || property == "id";
}

bool SnapshotGraph::has_item_index(std::string_view property) const {
  return property == "aliases";
}

std::vector<Node> SnapshotGraph::find_nodes(std::string_view property, const Value& value) const {
  std::vector<Node> nodes;
  if (!value.is(Type::kString)) return nodes;
  if (property == "id") {
    const auto id = Id::parse(value.string(), 'Q');
    if (id && snapshot_->entity(*id)) nodes.push_back(Node{id->value});
    return nodes;
  }
  for (const Id id : snapshot_->named(value.string())) nodes.push_back(Node{id.value});
  return nodes;
}

void SnapshotGraph::expand(Node node, Sides sides, const std::vector<std::string>& types,
                           const std::function<bool(const Hop&)>& visit) const {
  for (const Neighbour& neighbour : snapshot_->neighbours(Id{node.id}, direction_of(sides))) {
    const Node other{neighbour.other.value};
    if (sides == Sides::kBoth && !neighbour.outgoing && other == node)
      continue;  // a loop comes from both sides
    if (!types.empty()) {
      const std::string& type = snapshot_->relation_name(neighbour.relation);
      if (std::find(types.begin(), types.end(), type) == types.end()) continue;
    }
    if (known_.size() >= kMostKept) known_.clear();
    const Ends ends = neighbour.outgoing ? Ends{node, other} : Ends{other, node};
    known_.emplace(neighbour.statement.value, Known{ends, neighbour.relation, neighbour.days});
    if (!visit({Relationship{neighbour.statement.value}, other})) return;
  }
}

std::uint64_t SnapshotGraph::degree(Node node, Sides sides) const {
  return snapshot_->degree(Id{node.id}, direction_of(sides));
}

std::vector<std::string> SnapshotGraph::labels(Node node) const {
  return {label_of(entity(node).entity.kind)};
}

bool SnapshotGraph::has_label(Node node, std::string_view label) const {
  return label_of(entity(node).entity.kind) == label;
}

std::string SnapshotGraph::type(Relationship relationship) const {
  const auto found = known_.find(relationship.id);
  return found != known_.end() ? snapshot_->relation_name(found->second.relation)
                               : statement(relationship).statement.relation;
}

Ends SnapshotGraph::ends(Relationship relationship) const {
  const auto found = known_.find(relationship.id);
  if (found != known_.end()) return found->second.ends;
  const Statement& stated = statement(relationship).statement;
  return {Node{stated.subject.value}, Node{stated.object.value}};
}

Value SnapshotGraph::property(Node node, std::string_view name) const {
  if (name == "id") return Value(print(node));
  const StoredEntity& stored = entity(node);
  if (name == "name") return Value(stored.entity.name);
  if (name == "kind") return Value(stored.entity.kind);
  if (name == "aliases") return Value(List(stored.aliases.begin(), stored.aliases.end()));
  return name == "discriminator" ? text_or_null(stored.entity.discriminator) : Value();
}

Value SnapshotGraph::property(Relationship relationship, std::string_view name) const {
  if (name == "id") return Value(print(relationship));
  if (name == "evidence") return evidence(relationship);
  if (name == "start" || name == "end") {
    const auto found = known_.find(relationship.id);
    const DayRange days = found != known_.end() ? found->second.days : statement(relationship).days;
    return name == "start" ? first_day(days) : last_day(days);
  }
  if (std::find(kStatementKeys.begin(), kStatementKeys.end(), name) == kStatementKeys.end()) return {};
  const Statement& stated = statement(relationship).statement;
  if (name == "time") return text_or_null(stated.time);
  if (name == "factuality") return Value(to_string(stated.factuality));
  if (name == "initiator") return text_or_null(to_string(stated.initiator));
  if (name == "office") return text_or_null(stated.office);
  return name == "place" ? text_or_null(stated.place) : text_or_null(stated.claimed_by);
}

Value SnapshotGraph::evidence(Relationship relationship) const {
  List list;
  for (const StoredEvidence& stored : snapshot_->evidence(Id{relationship.id})) {
    Map map;
    map["document"] = Value(stored.document);
    map["line"] = Value(static_cast<std::int64_t>(stored.evidence.line));
    map["begin"] = Value(static_cast<std::int64_t>(stored.evidence.begin));
    map["end"] = Value(static_cast<std::int64_t>(stored.evidence.end));
    map["text"] = Value(stored.evidence.text);
    map["rule"] = Value(stored.evidence.rule);
    list.emplace_back(std::move(map));
  }
  return Value(std::move(list));
}

Map SnapshotGraph::properties(Node node) const {
  Map map;
  for (const std::string_view key : kNodeKeys) {
    Value value = property(node, key);
    if (!value.null()) map.emplace(key, std::move(value));
  }
  return map;
}

Map SnapshotGraph::properties(Relationship relationship) const {
  Map map;
  for (const std::string_view key : kStatementKeys) {
    Value value = property(relationship, key);
    if (!value.null()) map.emplace(key, std::move(value));
  }
  return map;
}

std::vector<std::string> SnapshotGraph::all_labels() const {
  std::vector<std::string> names;
  for (const KindDeclaration& kind : snapshot_->ontology().kinds()) names.push_back(label_of(kind.name));
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> SnapshotGraph::all_types() const {
  std::vector<std::string> names;
  for (const RelationDeclaration& relation : snapshot_->ontology().relations())
    names.push_back(relation.name);
  return names;
}

std::vector<std::string> SnapshotGraph::all_property_keys() const {
  std::vector<std::string> names(kNodeKeys.begin(), kNodeKeys.end());
  names.insert(names.end(), kStatementKeys.begin(), kStatementKeys.end());
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace guanxi::cypher
