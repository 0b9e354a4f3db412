#include "graph/store/store_snapshot.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <queue>

#include "extract/statement/error.h"
#include "graph/store/codec.h"
#include "graph/store/name_key.h"
#include "graph/store/name_search.h"
#include "graph/store/packed_rows.h"
#include "graph/store/run_both.h"
#include "graph/store/status.h"

namespace guanxi {
namespace {

std::string_view view(const rocksdb::Slice& slice) {
  return {slice.data(), slice.size()};
}

[[noreturn]] void fail_damaged(const std::string& what) {
  throw Error(ErrorKind::kStore, fmt::format("the store is damaged: {}; run guanxi verify --repair", what));
}

StoredEntity stored_entity(Id id, std::string_view row) {
  EntityRow decoded = EntityRow::decode(row);
  StoredEntity result;
  result.id = id;
  for (auto& [name, count] : decoded.names)
    if (name != decoded.entity.name) result.aliases.push_back(name);
  result.entity = std::move(decoded.entity);
  return result;
}

// Walks one relation's statements by first day, those that touch a range.
class TimeWalk {
 public:
  TimeWalk(std::unique_ptr<rocksdb::Iterator> iterator, std::uint32_t relation, DayRange range)
      : iterator_(std::move(iterator)), range_(range) {
    append_fixed32(relation, prefix_);
    iterator_->Seek(prefix_);
    load();
    skip();
  }

  bool done() const { return done_; }
  const TimeEntry& now() const { return now_; }
  void step() {
    at_ += kTimeEntrySize;
    skip();
  }
  // Orders walks for a queue that gives the earliest first.
  bool later_than(const TimeWalk& other) const {
    auto key = [](const TimeEntry& entry) {
      return std::tuple(!entry.dated, entry.days.first, entry.statement);
    };
    return key(now_) > key(other.now_);
  }

 private:
  void load() {
    entries_.clear();
    at_ = 0;
    check(iterator_->status());
    if (iterator_->Valid() && view(iterator_->key()).starts_with(prefix_))
      decode_chunk(view(iterator_->value()), kTimeEntrySize, entries_);
  }

  // On to the next entry in the range, this one included.
  void skip() {
    bool unlimited = range_ == DayRange{};
    for (;; at_ += kTimeEntrySize) {
      if (at_ == entries_.size()) {
        if (!entries_.empty()) {
          iterator_->Next();
          load();
        }
        if (entries_.empty()) break;
      }
      now_ = decode_time(entries_.data() + at_);
      if (!now_.dated && !unlimited) break;
      if (now_.dated && now_.days.first > range_.last) break;
      if (!now_.dated || now_.days.last >= range_.first) return;
    }
    done_ = true;
  }

  std::unique_ptr<rocksdb::Iterator> iterator_;
  DayRange range_;
  std::string prefix_;
  std::string entries_;
  std::size_t at_ = 0;
  TimeEntry now_;
  bool done_ = false;
};

// Reads rows of edges in the order of their ends.
class RowWalk {
 public:
  RowWalk(std::unique_ptr<rocksdb::Iterator> iterator, bool outgoing, Id first = {})
      : iterator_(std::move(iterator)), outgoing_(outgoing) {
    iterator_->Seek(id_key(first));
  }

  // The end whose row comes next; nothing at the end of the family.
  std::optional<Id> next() const {
    check(iterator_->status());
    if (!iterator_->Valid()) return std::nullopt;
    return Id{load_fixed64(iterator_->key().data())};
  }

  // Appends that row and steps behind it.
  void read(std::vector<Neighbour>& row) {
    const Id end = *next();
    entries_.clear();
    for (; iterator_->Valid() && load_fixed64(iterator_->key().data()) == end.value; iterator_->Next())
      decode_chunk(view(iterator_->value()), kEdgeEntrySize, entries_);
    for (std::size_t at = 0; at < entries_.size(); at += kEdgeEntrySize)
      row.push_back(decode_edge(entries_.data() + at, outgoing_));
  }

 private:
  std::unique_ptr<rocksdb::Iterator> iterator_;
  bool outgoing_;
  std::string entries_;
};

// Walks a family through ascending keys: near ones are reached step by step, far ones by seeking.
class KeyWalk {
 public:
  // So many keys are asked for of all that there are.
  KeyWalk(std::unique_ptr<rocksdb::Iterator> iterator, std::uint64_t asked, std::uint64_t all)
      : iterator_(std::move(iterator)), steps_(all / kNear <= asked ? 2 * kNear : 0) {}

  // Moves to the first key from this one on; false where there is none that begins with it.
  bool reach(std::string_view key) {
    for (int i = 0; i < steps_ && iterator_->Valid() && view(iterator_->key()) < key; ++i) iterator_->Next();
    if (!iterator_->Valid() || view(iterator_->key()) < key) iterator_->Seek(rocksdb::Slice(key));
    check(iterator_->status());
    return at(key);
  }
  bool step(std::string_view key) {
    iterator_->Next();
    check(iterator_->status());
    return at(key);
  }
  std::string_view key() const { return view(iterator_->key()); }
  std::string_view value() const { return view(iterator_->value()); }

 private:
  static constexpr int kNear = 16;  // steps that cost as much as seeking

  bool at(std::string_view key) const {
    return iterator_->Valid() && view(iterator_->key()).starts_with(key);
  }

  std::unique_ptr<rocksdb::Iterator> iterator_;
  int steps_;
};

// What so many ids ask for.
Walk walk_for(std::size_t ids) {
  return ids >= 10'000 ? Walk::kAll : ids >= 200 ? Walk::kMany : Walk::kFew;
}

// From so many entities on, a second thread is worth its start.
constexpr std::size_t kManyEntities = 1000;

// From so many evidences on, a document is read as a whole for their texts.
constexpr std::size_t kManyTexts = 4;

void sort_evidence(std::vector<StoredEvidence>& evidence) {
  std::sort(evidence.begin(), evidence.end(), [](const StoredEvidence& a, const StoredEvidence& b) {
    return std::tie(a.document, a.evidence.begin, a.evidence.end, a.evidence.rule) <
           std::tie(b.document, b.evidence.begin, b.evidence.end, b.evidence.rule);
  });
}

}  // namespace

StoreSnapshot::StoreSnapshot(std::shared_ptr<const Database> database)
    : database_(std::move(database)),
      snapshot_(database_->writable() ? database_->db().GetSnapshot() : nullptr) {
  counts_ = decode_counts(get(Family::kMeta, kCountsKey).value_or(encode_counts({})));
  if (auto json = get(Family::kMeta, kOntologyKey)) ontology_ = Ontology::from_json(*json);
  auto rows = iterate(Family::kMeta);
  for (rows->Seek(rocksdb::Slice(kRelationPrefix));
       rows->Valid() && view(rows->key()).starts_with(kRelationPrefix); rows->Next())
    relations_.emplace(load_fixed32(rows->key().data() + kRelationPrefix.size()), view(rows->value()));
  check(rows->status());
  std::vector<std::pair<std::string_view, std::uint32_t>> names;
  for (const auto& [code, name] : relations_) names.emplace_back(name, code);
  std::sort(names.begin(), names.end());
  for (const auto& [name, code] : names) ranks_.emplace(code, static_cast<std::uint32_t>(ranks_.size()));
}

StoreSnapshot::~StoreSnapshot() {
  if (snapshot_ != nullptr) database_->db().ReleaseSnapshot(snapshot_);
}

std::unique_ptr<rocksdb::Iterator> StoreSnapshot::iterate(Family family, Walk walk) const {
  return database_->iterate(family, snapshot_, walk);
}

std::optional<std::string> StoreSnapshot::get(Family family, std::string_view key) const {
  return database_->get(family, key, snapshot_);
}

const std::string& StoreSnapshot::relation_name(std::uint32_t relation) const {
  auto found = relations_.find(relation);
  if (found == relations_.end()) fail_damaged(fmt::format("the relation {:08x} has no name", relation));
  return found->second;
}

std::optional<StoredEntity> StoreSnapshot::entity(Id id) const {
  std::optional<std::string> row = get(Family::kEntities, id_key(id));
  if (!row) return std::nullopt;
  return stored_entity(id, *row);
}

StoredStatement StoreSnapshot::stored_statement(Id id, std::string_view row) const {
  StatementRow decoded = StatementRow::decode(row);
  decoded.statement.relation = relation_name(decoded.relation);
  return {id, std::move(decoded.statement), decoded.days};
}

std::optional<StoredStatement> StoreSnapshot::statement(Id id) const {
  std::optional<std::string> row = get(Family::kStatements, id_key(id));
  if (!row) return std::nullopt;
  return stored_statement(id, *row);
}

std::string StoreSnapshot::document_path(Id id) const {
  const std::optional<std::string> row = get(Family::kDocuments, id_key(id));
  if (!row) fail_damaged(fmt::format("evidence rests on the document {}, which is not there", id.print('D')));
  return DocumentRow::decode(id, *row).document.path;
}

const std::string& StoreSnapshot::path_of(Id document, std::unordered_map<Id, std::string>& known) const {
  auto [entry, is_new] = known.try_emplace(document);
  if (is_new) entry->second = document_path(document);
  return entry->second;
}

std::vector<StoredEvidence> StoreSnapshot::evidence(Id statement) const {
  std::vector<StoredEvidence> result;
  std::unordered_map<Id, std::string> paths;
  std::string prefix = id_key(statement);
  auto rows = iterate(Family::kEvidence);
  for (rows->Seek(prefix); rows->Valid() && view(rows->key()).starts_with(prefix); rows->Next()) {
    Id document{load_fixed64(rows->key().data() + sizeof(Id))};
    for (EvidencePlace& place : decode_evidence(view(rows->value())))
      result.push_back({path_of(document, paths), resolve(document, std::move(place))});
  }
  check(rows->status());
  sort_evidence(result);
  return result;
}

Evidence StoreSnapshot::resolve(Id document, EvidencePlace place) const {
  if (place.in_document)
    place.evidence.text = bytes_between(document, place.evidence.begin, place.evidence.end);
  return std::move(place.evidence);
}

std::string StoreSnapshot::bytes_between(Id document, std::uint64_t begin, std::uint64_t end) const {
  std::string bytes;
  std::uint64_t number = begin / kPieceSize;
  std::uint64_t at = number * kPieceSize;
  auto rows = iterate(Family::kBytes);
  for (rows->Seek(piece_key(document, static_cast<std::uint32_t>(number)));
       at < end && rows->Valid() && view(rows->key()).starts_with(id_key(document)); rows->Next()) {
    bytes.append(view(rows->value()));
    at += kPieceSize;
  }
  check(rows->status());
  std::uint64_t skipped = begin - number * kPieceSize;
  if (bytes.size() < skipped + (end - begin)) fail_damaged("bytes of a document are missing");
  return bytes.substr(skipped, end - begin);
}

std::uint32_t StoreSnapshot::rank(std::uint32_t relation) const {
  const auto found = ranks_.find(relation);
  if (found == ranks_.end()) fail_damaged(fmt::format("the relation {:08x} has no name", relation));
  return found->second;
}

// A row of one direction comes sorted by relation code, first day, other and statement: only the relations
// have to change places.
void StoreSnapshot::append_by_name(std::span<const Neighbour> by_code, std::vector<Neighbour>& out) const {
  struct Group {
    std::uint32_t rank;
    std::span<const Neighbour> entries;
  };
  std::vector<Group> groups;
  for (std::size_t begin = 0; begin < by_code.size();) {
    std::size_t end = begin + 1;
    while (end < by_code.size() && by_code[end].relation == by_code[begin].relation) ++end;
    groups.push_back({rank(by_code[begin].relation), by_code.subspan(begin, end - begin)});
    begin = end;
  }
  std::sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.rank < b.rank; });
  for (const Group& group : groups) out.insert(out.end(), group.entries.begin(), group.entries.end());
}

std::vector<Neighbour> StoreSnapshot::neighbours(Id id, Direction direction) const {
  std::vector<Neighbour> result;
  auto read = [&](Family family, bool outgoing) {
    std::string entries;
    std::vector<Neighbour> row;
    read_row(*iterate(family), id_key(id), kEdgeEntrySize, entries);
    for (std::size_t at = 0; at < entries.size(); at += kEdgeEntrySize)
      row.push_back(decode_edge(entries.data() + at, outgoing));
    append_by_name(row, result);
  };
  if (direction != Direction::kIn) read(Family::kSpo, true);
  const auto outgoing = static_cast<std::ptrdiff_t>(result.size());
  if (direction != Direction::kOut) read(Family::kOsp, false);
  std::inplace_merge(result.begin(), result.begin() + outgoing, result.end(),
                     [&](const Neighbour& a, const Neighbour& b) {
                       if (a.relation != b.relation) return rank(a.relation) < rank(b.relation);
                       return std::tuple(a.days.first, a.other, a.statement, !a.outgoing) <
                              std::tuple(b.days.first, b.other, b.statement, !b.outgoing);
                     });
  return result;
}

std::uint64_t StoreSnapshot::degree(Id id, Direction direction) const {
  std::uint64_t count = 0;
  if (direction != Direction::kIn) count += count_row(*iterate(Family::kSpo), id_key(id));
  if (direction != Direction::kOut) count += count_row(*iterate(Family::kOsp), id_key(id));
  return count;
}

void StoreSnapshot::each_row(
    const std::function<bool(Id subject, std::span<const Neighbour> out)>& visit) const {
  each_row_between(Id{}, Id{~std::uint64_t{0}}, visit);
}

void StoreSnapshot::each_row_between(
    Id first, Id last, const std::function<bool(Id subject, std::span<const Neighbour> out)>& visit) const {
  RowWalk rows(iterate(Family::kSpo, Walk::kAll), true, first);
  std::vector<Neighbour> by_code, row;
  while (const std::optional<Id> subject = rows.next()) {
    if (*subject > last) return;
    by_code.clear();
    row.clear();
    rows.read(by_code);
    append_by_name(by_code, row);
    if (!visit(*subject, row)) return;
  }
}

void StoreSnapshot::each_entity_row(
    const std::function<bool(const StoredEntity&, std::span<const Neighbour> both)>& visit) const {
  RowWalk out(iterate(Family::kSpo, Walk::kAll), true);
  RowWalk in(iterate(Family::kOsp, Walk::kAll), false);
  std::vector<Neighbour> row;
  each_entity([&](const StoredEntity& entity) {
    row.clear();
    for (RowWalk* rows : {&out, &in}) {
      if (const auto next = rows->next(); next && *next < entity.id)
        fail_damaged(fmt::format("the entity {} has statements but is not there", next->print('Q')));
      if (rows->next() == entity.id) rows->read(row);
    }
    return visit(entity, row);
  });
}

void StoreSnapshot::read_entities(std::span<const Id> ids,
                                  const std::function<void(std::size_t at, StoredEntity)>& visit) const {
  const auto read = [&](std::span<const Id> part, const auto& use) {
    KeyWalk rows(iterate(Family::kEntities, walk_for(ids.size())), ids.size(), counts_.entities);
    for (std::size_t at = 0; at < part.size(); ++at)
      if (rows.reach(id_key(part[at]))) use(at, stored_entity(part[at], rows.value()));
  };
  if (ids.size() < kManyEntities) return read(ids, visit);
  const std::size_t half = ids.size() / 2;
  std::vector<std::pair<std::size_t, StoredEntity>> rest;
  run_both(
      [&] {
        read(ids.subspan(half),
             [&](std::size_t at, StoredEntity entity) { rest.emplace_back(half + at, std::move(entity)); });
      },
      [&] { read(ids.first(half), visit); });
  for (auto& [at, entity] : rest) visit(at, std::move(entity));
}

void StoreSnapshot::read_statements(std::span<const Id> ids,
                                    const std::function<void(std::size_t at, StoredStatement)>& visit) const {
  KeyWalk rows(iterate(Family::kStatements, walk_for(ids.size())), ids.size(), counts_.statements);
  for (std::size_t at = 0; at < ids.size(); ++at)
    if (rows.reach(id_key(ids[at]))) visit(at, stored_statement(ids[at], rows.value()));
}

void StoreSnapshot::read_evidence(
    std::span<const Id> statements, bool texts,
    const std::function<void(std::size_t at, std::vector<StoredEvidence>)>& visit) const {
  KeyWalk rows(iterate(Family::kEvidence, walk_for(statements.size())), statements.size(),
               counts_.statements);
  std::unordered_map<Id, std::string> paths;
  std::vector<std::pair<std::size_t, std::vector<StoredEvidence>>> all;
  std::vector<Unresolved> unresolved;
  for (std::size_t at = 0; at < statements.size(); ++at) {
    const std::string key = id_key(statements[at]);
    std::vector<StoredEvidence> found;
    for (bool there = rows.reach(key); there; there = rows.step(key)) {
      const Id document{load_fixed64(rows.key().data() + sizeof(Id))};
      for (EvidencePlace& place : decode_evidence(rows.value())) {
        if (texts && place.in_document)
          unresolved.push_back({document, place.evidence.begin, all.size(), found.size()});
        if (!texts) place.evidence.text.clear();
        found.push_back({path_of(document, paths), std::move(place.evidence)});
      }
    }
    if (found.empty()) continue;
    if (!texts) {
      sort_evidence(found);
      visit(at, std::move(found));
    } else {
      all.emplace_back(at, std::move(found));
    }
  }
  resolve(unresolved,
          [&](const Unresolved& one) -> Evidence& { return all[one.list].second[one.place].evidence; });
  for (auto& [at, found] : all) {
    sort_evidence(found);
    visit(at, std::move(found));
  }
}

void StoreSnapshot::read_sources(
    std::span<const Id> statements,
    const std::function<void(std::size_t at, std::span<const Source>)>& visit) const {
  KeyWalk rows(iterate(Family::kEvidence, walk_for(statements.size())), statements.size(),
               counts_.statements);
  std::unordered_map<Id, std::string> paths;
  std::vector<EvidenceView> places;
  std::vector<Source> sources;
  for (std::size_t at = 0; at < statements.size(); ++at) {
    const std::string key = id_key(statements[at]);
    sources.clear();
    for (bool there = rows.reach(key); there; there = rows.step(key)) {
      const Id document{load_fixed64(rows.key().data() + sizeof(Id))};
      decode_evidence(rows.value(), places);
      std::sort(places.begin(), places.end(), [](const EvidenceView& a, const EvidenceView& b) {
        return std::tie(a.begin, a.end, a.rule) < std::tie(b.begin, b.end, b.rule);
      });
      for (const EvidenceView& place : places) sources.push_back({document, place.line});
    }
    if (sources.empty()) continue;
    // Keys come in the order of ids; what is told has the order of paths.
    if (sources.front().document != sources.back().document)
      std::stable_sort(sources.begin(), sources.end(), [&](const Source& a, const Source& b) {
        return path_of(a.document, paths) < path_of(b.document, paths);
      });
    visit(at, sources);
  }
}

// Document by document, in the order of the text.
template <typename Find>
void StoreSnapshot::resolve(std::vector<Unresolved>& unresolved, const Find& find) const {
  std::sort(unresolved.begin(), unresolved.end(), [](const Unresolved& a, const Unresolved& b) {
    return std::tie(a.document, a.begin) < std::tie(b.document, b.begin);
  });
  for (std::size_t begin = 0; begin < unresolved.size();) {
    const Id document = unresolved[begin].document;
    std::size_t end = begin;
    std::uint64_t last = 0;
    for (; end < unresolved.size() && unresolved[end].document == document; ++end)
      last = std::max(last, find(unresolved[end]).end);
    const std::uint64_t first = unresolved[begin].begin;
    const bool whole = end - begin >= kManyTexts;
    const std::string bytes = whole ? bytes_between(document, first, last) : std::string();
    for (; begin < end; ++begin) {
      Evidence& evidence = find(unresolved[begin]);
      evidence.text = whole ? bytes.substr(evidence.begin - first, evidence.end - evidence.begin)
                            : bytes_between(document, evidence.begin, evidence.end);
    }
  }
}

std::vector<Id> StoreSnapshot::named(std::string_view name) const {
  std::vector<Id> result;
  std::string prefix = name_key(name) + '\0';
  auto rows = iterate(Family::kNames);
  for (rows->Seek(prefix); rows->Valid() && view(rows->key()).starts_with(prefix); rows->Next())
    if (rows->key().size() == prefix.size() + sizeof(Id))
      result.push_back(Id{load_fixed64(rows->key().data() + prefix.size())});
  check(rows->status());
  return result;
}

std::vector<NameHit> StoreSnapshot::search(std::string_view text, std::size_t limit) const {
  return search_names(*iterate(Family::kNames), text, limit);
}

std::vector<NameHit> StoreSnapshot::nearest(std::string_view name, std::size_t limit) const {
  return nearest_names(*iterate(Family::kNames), name, limit);
}

std::vector<StoredNameUse> StoreSnapshot::name_uses(Id entity) const {
  std::vector<StoredNameUse> result;
  std::unordered_map<Id, std::string> paths;
  std::string prefix = id_key(entity);
  auto rows = iterate(Family::kUses);
  for (rows->Seek(prefix); rows->Valid() && view(rows->key()).starts_with(prefix); rows->Next()) {
    Id document{load_fixed64(rows->key().data() + sizeof(Id))};
    for (NameUse& use : decode_uses(entity, view(rows->value())))
      result.push_back({path_of(document, paths), std::move(use)});
  }
  check(rows->status());
  std::stable_sort(result.begin(), result.end(),
                   [](const StoredNameUse& a, const StoredNameUse& b) { return a.document < b.document; });
  return result;
}

void StoreSnapshot::each_entity(const std::function<bool(const StoredEntity&)>& visit) const {
  auto rows = iterate(Family::kEntities, Walk::kAll);
  for (rows->SeekToFirst(); rows->Valid(); rows->Next())
    if (!visit(stored_entity(Id{load_fixed64(rows->key().data())}, view(rows->value())))) return;
  check(rows->status());
}

void StoreSnapshot::each_statement(const std::function<bool(const StoredStatement&)>& visit) const {
  auto rows = iterate(Family::kStatements, Walk::kAll);
  for (rows->SeekToFirst(); rows->Valid(); rows->Next())
    if (!visit(stored_statement(Id{load_fixed64(rows->key().data())}, view(rows->value())))) return;
  check(rows->status());
}

void StoreSnapshot::each_in_time(std::string_view relation, DayRange range,
                                 const std::function<bool(const StoredStatement&)>& visit) const {
  auto later = [](const std::unique_ptr<TimeWalk>& a, const std::unique_ptr<TimeWalk>& b) {
    return a->later_than(*b);
  };
  std::vector<std::unique_ptr<TimeWalk>> walks;
  for (const auto& [code, name] : relations_) {
    if (!relation.empty() && name != relation) continue;
    auto walk = std::make_unique<TimeWalk>(iterate(Family::kPos), code, range);
    if (!walk->done()) walks.push_back(std::move(walk));
  }
  std::make_heap(walks.begin(), walks.end(), later);
  while (!walks.empty()) {
    std::pop_heap(walks.begin(), walks.end(), later);
    std::unique_ptr<TimeWalk>& first = walks.back();
    std::optional<StoredStatement> found = statement(first->now().statement);
    if (!found)
      fail_damaged(
          fmt::format("the statement {} is in the time index only", first->now().statement.print('S')));
    if (!visit(*found)) return;
    first->step();
    if (first->done()) {
      walks.pop_back();
    } else {
      std::push_heap(walks.begin(), walks.end(), later);
    }
  }
}

void StoreSnapshot::each_document(const std::function<void(StoredDocument)>& visit) const {
  auto rows = iterate(Family::kDocuments, Walk::kAll);
  for (rows->SeekToFirst(); rows->Valid(); rows->Next())
    visit(DocumentRow::decode(Id{load_fixed64(rows->key().data())}, view(rows->value())).document);
  check(rows->status());
}

std::optional<StoredDocument> StoreSnapshot::document(std::string_view path) const {
  Id id = Id::of({path});
  std::optional<std::string> row = get(Family::kDocuments, id_key(id));
  if (!row) return std::nullopt;
  StoredDocument document = DocumentRow::decode(id, *row).document;
  if (document.path != path) return std::nullopt;
  return document;
}

StoredDocument StoreSnapshot::required(std::string_view path) const {
  std::optional<StoredDocument> found = document(path);
  if (!found) throw Error(ErrorKind::kNotFound, fmt::format("{}: no such document in the store", path));
  return *found;
}

std::string StoreSnapshot::document_bytes(std::string_view path) const {
  StoredDocument document = required(path);
  return bytes_between(document.id, 0, document.size);
}

std::vector<Id> StoreSnapshot::ids_of(Family family, Id document) const {
  std::string entries;
  read_row(*iterate(family), id_key(document), kIdEntrySize, entries);
  std::vector<Id> ids;
  for (std::size_t at = 0; at < entries.size(); at += kIdEntrySize)
    ids.push_back(Id{load_fixed64(entries.data() + at)});
  return ids;
}

std::vector<StatedEvidence> StoreSnapshot::statements_of(std::string_view path) const {
  std::optional<StoredDocument> found = document(path);
  if (!found) return {};
  std::string bytes = bytes_between(found->id, 0, found->size);
  std::vector<StatedEvidence> result;
  for (Id id : ids_of(Family::kDocStatements, found->id)) {
    std::optional<StoredStatement> stored = statement(id);
    std::optional<std::string> row = get(Family::kEvidence, pair_key(id, found->id));
    if (!stored || !row)
      fail_damaged(fmt::format("{} tells the statement {}, which is not there", path, id.print('S')));
    for (EvidencePlace& place : decode_evidence(*row)) {
      Evidence& evidence = place.evidence;
      if (place.in_document && evidence.end > bytes.size()) fail_damaged("bytes of a document are missing");
      if (place.in_document) evidence.text = bytes.substr(evidence.begin, evidence.end - evidence.begin);
      result.push_back({stored->statement, std::move(evidence)});
    }
  }
  std::stable_sort(result.begin(), result.end(), [](const StatedEvidence& a, const StatedEvidence& b) {
    return std::tie(a.evidence.begin, a.evidence.end) < std::tie(b.evidence.begin, b.evidence.end);
  });
  return result;
}

DocumentRecord StoreSnapshot::record(std::string_view path) const {
  StoredDocument document = required(path);
  DocumentRecord record;
  record.path = document.path;
  record.bytes = bytes_between(document.id, 0, document.size);
  record.encoding = document.encoding;
  record.sentences = document.sentences;
  for (Id id : ids_of(Family::kDocEntities, document.id)) {
    std::optional<StoredEntity> stored = entity(id);
    if (!stored) fail_damaged(fmt::format("{} names the entity {}, which is not there", path, id.print('Q')));
    record.entities.push_back(std::move(stored->entity));
    const std::string uses = get(Family::kUses, pair_key(id, document.id)).value_or("");
    for (NameUse& use : decode_uses(id, uses)) record.names.push_back(std::move(use));
  }
  record.statements = statements_of(path);
  return record;
}

std::string StoreSnapshot::content_digest() const {
  XXH3_state_t* state = XXH3_createState();
  std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t*)> owner(state, XXH3_freeState);
  XXH3_128bits_reset(state);
  auto add = [&](std::string_view bytes) {
    std::uint64_t size = bytes.size();
    XXH3_128bits_update(state, &size, sizeof size);
    XXH3_128bits_update(state, bytes.data(), bytes.size());
  };
  add(encode_counts(counts_));
  for (Family family : kFamilies) {
    if (family == Family::kMeta) continue;  // counts are in; the rest is not content
    add(family_name(family));
    auto rows = iterate(family, Walk::kAll);
    for (rows->SeekToFirst(); rows->Valid(); rows->Next()) {
      add(view(rows->key()));
      add(view(rows->value()));
    }
    check(rows->status());
  }
  XXH128_hash_t digest = XXH3_128bits_digest(state);
  return fmt::format("{:016x}{:016x}", digest.high64, digest.low64);
}

}  // namespace guanxi
