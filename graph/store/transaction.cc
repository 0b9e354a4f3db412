#include "graph/store/transaction.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <set>

#include "extract/statement/error.h"
#include "graph/store/codec.h"
#include "graph/store/name_key.h"

namespace guanxi {
namespace {

// Marks of a contribution; a withdrawal sorts before what is told anew.
constexpr char kWithdrawn = 0;
constexpr char kTold = 1;

constexpr std::size_t kMostCachedDays = 100000;

std::uint64_t hash(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

// Sums hashes of the parts, so that the order of lists does not matter.
std::uint64_t fingerprint_of(const DocumentRecord& record) {
  std::uint64_t sum = record.content_hash() + hash(record.encoding) * 3 + record.sentences;
  std::string part;
  for (const Entity& entity : record.entities) sum += entity.id().value;
  for (const NameUse& use : record.names) {
    part.clear();
    append_id(use.entity, part);
    part += encode_uses({use});
    sum += hash(part);
  }
  for (const auto& [statement, evidence] : record.statements) {
    part.clear();
    append_id(statement.id(), part);
    append_evidence({evidence, false}, part);
    sum += hash(part);
  }
  return sum;
}

EvidencePlace place_in(std::string_view bytes, const Evidence& evidence) {
  EvidencePlace place{evidence, false};
  bool inside = evidence.begin <= evidence.end && evidence.end <= bytes.size();
  if (!inside || evidence.begin == evidence.end) return place;
  if (bytes.substr(evidence.begin, evidence.end - evidence.begin) != evidence.text) return place;
  place.in_document = true;
  place.evidence.text.clear();
  return place;
}

void check_complete(const DocumentRecord& record) {
  std::unordered_set<Id> known;
  for (const Entity& entity : record.entities) known.insert(entity.id());
  auto require = [&](Id id, const char* who) {
    if (!known.contains(id))
      throw Error(ErrorKind::kInput,
                  fmt::format("{}: {} refers to the entity {}, which the record does not list", record.path,
                              who, id.print('Q')));
  };
  for (const NameUse& use : record.names) require(use.entity, "a name");
  for (const StatedEvidence& stated : record.statements) {
    require(stated.statement.subject, "a statement");
    require(stated.statement.object, "a statement");
    if (stated.evidence.begin > stated.evidence.end)
      throw Error(ErrorKind::kInput, fmt::format("{}: an evidence begins at {} and ends before, at {}",
                                                 record.path, stated.evidence.begin, stated.evidence.end));
  }
}

[[noreturn]] void fail_collision(std::string_view what, std::string_view one, std::string_view other) {
  throw Error(ErrorKind::kInput,
              fmt::format("two {} share one id, which is one in billions: \"{}\" and \"{}\"; rename one",
                          what, one, other));
}

std::string encode_entity(const Entity& entity) {
  std::string bytes;
  append_string(entity.kind, bytes);
  append_string(entity.name, bytes);
  append_string(entity.discriminator, bytes);
  return bytes;
}

std::uint32_t piece_count(std::uint64_t size) {
  return static_cast<std::uint32_t>((size + kPieceSize - 1) / kPieceSize);
}

// The name index rows of one entity: key -> its spellings.
std::map<std::string, std::string> name_rows(Id id, const EntityRow& row) {
  std::map<std::string, std::set<std::string_view>> spellings;
  spellings[name_key(row.entity.name)].insert(row.entity.name);
  for (const auto& [name, count] : row.names) spellings[name_key(name)].insert(name);
  std::map<std::string, std::string> rows;
  for (const auto& [key, names] : spellings) {
    std::string& value = rows[name_row_key(key, id)];
    for (std::string_view name : names) append_string(name, value);
  }
  return rows;
}

bool same_names(const EntityRow& a, const EntityRow& b) {
  return std::equal(a.names.begin(), a.names.end(), b.names.begin(), b.names.end(),
                    [](const auto& x, const auto& y) { return x.first == y.first; });
}

// What a document told of one entity or statement, with the marks of one (id, document) taken together.
struct Contribution {
  Id id;
  Id document;
  bool withdrawn = false;
  std::vector<std::string> told;

  int change() const { return (told.empty() ? 0 : 1) - (withdrawn ? 1 : 0); }
};

// Reads a sorted list of contributions, one (id, document) at a time.
class ContributionReader {
 public:
  explicit ContributionReader(Sorter& sorter) : sorter_(sorter) { more_ = sorter_.next(key_, value_); }

  bool next(Contribution& out) {
    if (!more_) return false;
    out.id = Id{load_fixed64(key_.data())};
    out.document = Id{load_fixed64(key_.data() + 8)};
    out.withdrawn = false;
    out.told.clear();
    do {
      if (key_[16] == kWithdrawn) {
        out.withdrawn = true;
      } else {
        out.told.emplace_back(value_);
      }
      more_ = sorter_.next(key_, value_);
    } while (more_ && load_fixed64(key_.data()) == out.id.value &&
             load_fixed64(key_.data() + 8) == out.document.value);
    return true;
  }

 private:
  Sorter& sorter_;
  std::string_view key_, value_;
  bool more_ = false;
};

std::uint64_t counted(std::uint64_t documents, int change) {
  if (change < 0 && documents == 0)
    throw Error(
        ErrorKind::kStore,
        "the store is damaged: a document tells what the store does not have; run guanxi verify --repair");
  return documents + static_cast<std::uint64_t>(change);
}

std::string contribution_key(Id id, Id document, char mark) {
  std::string key = pair_key(id, document);
  key.push_back(mark);
  return key;
}

}  // namespace

Transaction::Transaction(const Database& database, std::string pack, const Sorter::Limits& limits)
    : database_(database),
      pack_(std::move(pack)),
      counts_(decode_counts(database.get(Family::kMeta, kCountsKey).value_or(encode_counts({})))),
      fresh_(database.empty(Family::kDocuments)),
      documents_(limits),
      pieces_(limits),
      entities_(limits),
      statements_(limits),
      names_(limits),
      contents_(limits),
      spo_(limits),
      osp_(limits),
      pos_(limits) {}

std::optional<DocumentRow> Transaction::stored(Id document, std::string_view path) const {
  if (fresh_) return std::nullopt;
  std::optional<std::string> row = database_.get(Family::kDocuments, id_key(document));
  if (!row) return std::nullopt;
  DocumentRow result = DocumentRow::decode(document, *row);
  if (result.document.path != path) fail_collision("documents", result.document.path, path);
  return result;
}

void Transaction::claim(Id document, std::string_view path) {
  auto [entry, is_new] = claimed_.emplace(document, path);
  if (is_new) return;
  if (entry->second != path) fail_collision("documents", entry->second, path);
  throw Error(ErrorKind::kInput, fmt::format("{}: given twice in one step; give each document once", path));
}

AddOutcome Transaction::add(const DocumentRecord& record) {
  check_complete(record);
  Id id = record.id();
  claim(id, record.path);
  DocumentRow row;
  row.document.path = record.path;
  row.document.encoding = record.encoding;
  row.document.pack = pack_;
  row.document.content_hash = record.content_hash();
  row.document.size = record.bytes.size();
  row.document.sentences = record.sentences;
  row.fingerprint = fingerprint_of(record);
  std::unordered_set<Id> different;
  for (const StatedEvidence& stated : record.statements) different.insert(stated.statement.id());
  row.document.statements = static_cast<std::uint32_t>(different.size());

  std::optional<DocumentRow> old = stored(id, record.path);
  if (old && old->fingerprint == row.fingerprint && old->document.pack == pack_)
    return AddOutcome::kUnchanged;
  if (old) {
    withdraw(*old);
    withdraw_pieces(*old, piece_count(record.bytes.size()));
  }
  documents_.add(id_key(id), row.encode());
  counts_.documents += 1;
  counts_.sentences += record.sentences;
  tell(record);
  return old ? AddOutcome::kReplaced : AddOutcome::kAdded;
}

bool Transaction::remove(std::string_view path) {
  Id id = Id::of({path});
  std::optional<DocumentRow> old = stored(id, path);
  if (!old) return false;
  claim(id, path);
  withdraw(*old);
  withdraw_pieces(*old, 0);
  documents_.add(id_key(id), {});
  return true;
}

// Marks everything that the document tells as withdrawn.
void Transaction::withdraw(const DocumentRow& row) {
  Id document = row.document.id;
  counts_.documents -= 1;
  counts_.sentences -= row.document.sentences;
  std::string entries;
  read_row(*database_.iterate(Family::kContents), id_key(document), kContentEntrySize, entries);
  for (std::size_t at = 0; at < entries.size(); at += kContentEntrySize) {
    Id id{load_fixed64(entries.data() + at + 1)};
    Sorter& sorter = entries[at] == kEntityContent ? entities_ : statements_;
    sorter.add(contribution_key(id, document, kWithdrawn), {});
  }
}

void Transaction::withdraw_pieces(const DocumentRow& row, std::uint64_t from) {
  for (std::uint64_t number = from; number < piece_count(row.document.size); ++number)
    pieces_.add(piece_key(row.document.id, static_cast<std::uint32_t>(number)), {});
}

void Transaction::tell(const DocumentRecord& record) {
  Id document = record.id();
  add_pieces(document, record.bytes);
  std::unordered_map<Id, std::vector<NameUse>> uses;
  for (const NameUse& use : record.names) uses[use.entity].push_back(use);
  for (const Entity& entity : record.entities) tell_entity(document, entity, uses[entity.id()]);
  for (const auto& [statement, evidence] : record.statements)
    tell_statement(document, statement, place_in(record.bytes, evidence));
}

void Transaction::tell_entity(Id document, const Entity& entity, const std::vector<NameUse>& uses) {
  std::vector<NameUse> sorted(uses);
  std::sort(sorted.begin(), sorted.end(), [](const NameUse& a, const NameUse& b) {
    return std::tie(a.name, a.line, a.rule) < std::tie(b.name, b.line, b.rule);
  });
  std::string value;
  append_string(encode_entity(entity), value);
  value += encode_uses(sorted);
  entities_.add(contribution_key(entity.id(), document, kTold), value);
}

void Transaction::tell_statement(Id document, const Statement& statement, const EvidencePlace& place) {
  DayRange days;
  if (!statement.time.empty()) {
    auto found = days_.find(statement.time);
    if (found == days_.end()) {
      std::optional<Edtf> time = Edtf::parse(statement.time);
      if (!time)
        throw Error(
            ErrorKind::kInput,
            fmt::format("\"{}\" is not a time that EDTF knows (as 2020-01-22 or 2020-01)", statement.time));
      if (days_.size() >= kMostCachedDays) days_.clear();
      found = days_.emplace(statement.time, time->days()).first;
    }
    days = found->second;
  }
  std::string value;
  append_string(encode_statement(statement, code_of(statement.relation), days), value);
  append_evidence(place, value);
  statements_.add(contribution_key(statement.id(), document, kTold), value);
}

void Transaction::add_pieces(Id document, std::string_view bytes) {
  for (std::uint32_t number = 0; !bytes.empty(); ++number) {
    std::string_view piece = bytes.substr(0, kPieceSize);
    pieces_.add(piece_key(document, number), piece);
    bytes.remove_prefix(piece.size());
  }
}

std::uint32_t Transaction::code_of(const std::string& relation) {
  auto [entry, is_new] = codes_.emplace(relation, relation_code(relation));
  std::uint32_t code = entry->second;
  if (!is_new) return code;
  if (auto other = relations_.find(code); other != relations_.end())
    fail_collision("relations", other->second, relation);
  std::optional<std::string> kept = database_.get(Family::kMeta, relation_key(code));
  if (kept && *kept != relation) fail_collision("relations", *kept, relation);
  relations_.emplace(code, relation);
  return code;
}

Transaction::RowDocument& Transaction::row_document(Id document, std::string_view path) {
  auto [entry, is_new] = row_documents_.try_emplace(document);
  if (!is_new) return entry->second;
  claim(document, path);
  counts_.documents += 1;
  if (std::optional<DocumentRow> old = stored(document, path)) {
    withdraw(*old);
    withdraw_pieces(*old, 0);
  }
  return entry->second;
}

void Transaction::add_row(const StreamRow& row) {
  Id id = Id::of({row.document});
  RowDocument& document = row_document(id, row.document);
  for (const Entity* entity : {&row.subject, &row.object})
    if (document.entities.insert(entity->id().value).second) tell_entity(id, *entity, {});
  std::string part;
  append_id(row.statement.id(), part);
  append_evidence({row.evidence, false}, part);
  document.fingerprint += hash(part);
  tell_statement(id, row.statement, {row.evidence, false});
}

void Transaction::write(Sink& sink) {
  write_entities(sink);
  write_statements(sink);
  write_documents(sink);
  write_names(sink);
  write_packed(Family::kContents, sizeof(Id), kContentEntrySize, contents_, sink);
  write_packed(Family::kSpo, sizeof(Id), kEdgeEntrySize, spo_, sink);
  write_packed(Family::kOsp, sizeof(Id), kEdgeEntrySize, osp_, sink);
  write_packed(Family::kPos, sizeof(std::uint32_t), kTimeEntrySize, pos_, sink);
  write_meta(sink);
}

void Transaction::write_entities(Sink& sink) {
  ContributionReader reader(entities_);
  Contribution contribution;
  bool more = reader.next(contribution);
  while (more) {
    Id id = contribution.id;
    std::optional<EntityRow> before;
    if (!fresh_)
      if (auto row = database_.get(Family::kEntities, id_key(id))) before = EntityRow::decode(*row);
    EntityRow after = before.value_or(EntityRow{});
    for (; more && contribution.id == id; more = reader.next(contribution)) {
      std::string key = pair_key(id, contribution.document);
      if (contribution.withdrawn) {
        std::set<std::string> names;
        for (NameUse& use : decode_uses(id, database_.get(Family::kUses, key).value_or("")))
          names.insert(std::move(use.name));
        for (const std::string& name : names)
          if (auto found = after.names.find(name); found != after.names.end() && --found->second == 0)
            after.names.erase(found);
      }
      if (contribution.told.empty()) {
        sink.remove(Family::kUses, key);
      } else {
        RowReader told(contribution.told.front(), "entity");
        RowReader fields(told.string(), "entity");
        Entity entity;
        entity.kind = fields.string();
        entity.name = fields.string();
        entity.discriminator = fields.string();
        if (after.entity.name.empty() && after.entity.kind.empty()) after.entity = entity;
        if (after.entity != entity) fail_collision("entities", after.entity.name, entity.name);
        std::set<std::string> names;
        for (NameUse& use : decode_uses(id, told.rest())) names.insert(std::move(use.name));
        for (const std::string& name : names) ++after.names[name];
        sink.put(Family::kUses, key, told.rest());
      }
      after.documents = counted(after.documents, contribution.change());
      if (contribution.change() != 0)
        edit(contents_, id_key(contribution.document), content_entry(kEntityContent, id),
             contribution.change() > 0);
    }
    write_entity(id, before, after, sink);
  }
}

void Transaction::write_entity(Id id, const std::optional<EntityRow>& before, const EntityRow& after,
                               Sink& sink) {
  bool lives = after.documents > 0;
  if (lives) {
    sink.put(Family::kEntities, id_key(id), after.encode());
  } else {
    sink.remove(Family::kEntities, id_key(id));
  }
  counts_.entities += (lives ? 1 : 0) - (before ? 1 : 0);
  if (before && lives && same_names(*before, after)) return;
  auto old_rows = before ? name_rows(id, *before) : std::map<std::string, std::string>();
  auto new_rows = lives ? name_rows(id, after) : std::map<std::string, std::string>();
  for (const auto& [key, value] : old_rows)
    if (!new_rows.contains(key)) names_.add(key, {});
  for (const auto& [key, value] : new_rows)
    if (auto old = old_rows.find(key); old == old_rows.end() || old->second != value) names_.add(key, value);
}

void Transaction::write_statements(Sink& sink) {
  ContributionReader reader(statements_);
  Contribution contribution;
  bool more = reader.next(contribution);
  while (more) {
    Id id = contribution.id;
    StatementRow before;
    if (!fresh_)
      if (auto row = database_.get(Family::kStatements, id_key(id))) before = StatementRow::decode(*row);
    StatementRow after = before;
    std::string body;
    for (; more && contribution.id == id; more = reader.next(contribution)) {
      std::string key = pair_key(id, contribution.document);
      if (contribution.withdrawn)
        counts_.evidences -= decode_evidence(database_.get(Family::kEvidence, key).value_or("")).size();
      if (contribution.told.empty()) {
        sink.remove(Family::kEvidence, key);
      } else {
        std::vector<std::string_view> places;
        for (const std::string& told : contribution.told) {
          RowReader fields(told, "statement");
          std::string_view told_body = fields.string();
          if (body.empty()) body = told_body;
          if (body != told_body) fail_collision("statements", id.print('S'), id.print('S'));
          places.push_back(fields.rest());
        }
        std::sort(places.begin(), places.end());
        places.erase(std::unique(places.begin(), places.end()), places.end());
        std::string row;
        for (std::string_view place : places) row.append(place);
        sink.put(Family::kEvidence, key, row);
        counts_.evidences += places.size();
      }
      after.documents = counted(after.documents, contribution.change());
      if (contribution.change() != 0)
        edit(contents_, id_key(contribution.document), content_entry(kStatementContent, id),
             contribution.change() > 0);
      if (!contribution.told.empty())
        if (auto found = row_documents_.find(contribution.document); found != row_documents_.end())
          ++found->second.statements;
    }
    if (!body.empty()) {
      std::uint64_t documents = after.documents;
      after = StatementRow::decode(std::string(1, '\0') + body);
      after.documents = documents;
      if (before.documents > 0 && encode_statement(before.statement, before.relation, before.days) != body)
        fail_collision("statements", id.print('S'), id.print('S'));
    }
    write_statement(id, before, after, sink);
  }
}

void Transaction::write_statement(Id id, const StatementRow& before, const StatementRow& after, Sink& sink) {
  bool lived = before.documents > 0;
  bool lives = after.documents > 0;
  if (lives) {
    if (before.documents != after.documents) sink.put(Family::kStatements, id_key(id), after.encode());
  } else {
    sink.remove(Family::kStatements, id_key(id));
  }
  if (lived == lives) return;
  counts_.statements += (lives ? 1 : 0) - (lived ? 1 : 0);
  const Statement& statement = after.statement;
  std::string relation;
  append_fixed32(after.relation, relation);
  edit(spo_, id_key(statement.subject), edge_entry(after, statement.object, id), lives);
  edit(osp_, id_key(statement.object), edge_entry(after, statement.subject, id), lives);
  edit(pos_, relation, time_entry(after, id), lives);
}

void Transaction::edit(Sorter& edits, std::string_view prefix, std::string_view entry, bool add) {
  edits.add(std::string(prefix).append(entry), add ? "+" : "-");
}

void Transaction::write_documents(Sink& sink) {
  for (const auto& [id, rows] : row_documents_) {
    DocumentRow row;
    row.document.path = claimed_.at(id);
    row.document.encoding = "UTF-8";
    row.document.pack = pack_;
    row.document.statements = rows.statements;
    row.fingerprint = rows.fingerprint;
    documents_.add(id_key(id), row.encode());
  }
  auto copy = [&](Family family, Sorter& sorter) {
    std::string_view key, value;
    while (sorter.next(key, value)) {
      if (value.empty()) {
        sink.remove(family, key);
      } else {
        sink.put(family, key, value);
      }
    }
  };
  copy(Family::kDocuments, documents_);
  copy(Family::kBytes, pieces_);
}

void Transaction::write_names(Sink& sink) {
  std::string_view key, value;
  while (names_.next(key, value)) {
    if (value.empty()) {
      sink.remove(Family::kNames, key);
    } else {
      sink.put(Family::kNames, key, value);
    }
  }
}

void Transaction::write_packed(Family family, std::size_t prefix_size, std::size_t entry_size, Sorter& edits,
                               Sink& sink) {
  auto iterator = fresh_ ? nullptr : database_.iterate(family);
  PackedEditor editor(iterator.get(), entry_size,
                      {[&](std::string_view key, std::string_view value) { sink.put(family, key, value); },
                       [&](std::string_view key) { sink.remove(family, key); }});
  std::string_view key, value;
  while (edits.next(key, value))
    editor.edit(key.substr(0, prefix_size), key.substr(prefix_size), value == "+");
  editor.finish();
}

void Transaction::write_meta(Sink& sink) {
  sink.put(Family::kMeta, kCountsKey, encode_counts(counts_));
  for (const auto& [code, name] : relations_) sink.put(Family::kMeta, relation_key(code), name);
}

}  // namespace guanxi
