#include "graph/store/transaction.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <set>

#include "extract/statement/error.h"
#include "graph/store/codec.h"
#include "graph/store/run_both.h"

namespace guanxi {
namespace {

// Marks of a contribution; a withdrawal sorts before what is told anew.
constexpr char kWithdrawn = 0;
constexpr char kTold = 1;
// From so many rows on a second thread is worth its start.
constexpr std::size_t kManyRows = 512;
constexpr std::size_t kFetchedAhead = 4;  // rows

// Whether the text of an evidence stands in the bytes of the document, so that it need not be kept twice.
// offset: where the bytes begin in the document.
bool stands_in(std::string_view bytes, const Evidence& evidence, std::uint64_t offset = 0) {
  bool inside =
      evidence.begin < evidence.end && evidence.begin >= offset && evidence.end - offset <= bytes.size();
  return inside && bytes.substr(evidence.begin - offset, evidence.end - evidence.begin) == evidence.text;
}

DayRange days_of(const std::string& time) {
  if (time.empty()) return {};
  std::optional<Edtf> parsed = Edtf::parse(time);
  if (!parsed)
    throw Error(ErrorKind::kInput,
                fmt::format("\"{}\" is not a time that EDTF knows (as 2020-01-22 or 2020-01)", time));
  return parsed->days();
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

void append_entity(const Entity& entity, std::string& bytes) {
  append_string(entity.kind, bytes);
  append_string(entity.name, bytes);
  append_string(entity.discriminator, bytes);
}

std::string encode_entity(const Entity& entity) {
  std::string bytes;
  append_entity(entity, bytes);
  return bytes;
}

std::uint64_t hash_of(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

Entity decode_entity(std::string_view bytes) {
  RowReader reader(bytes, "entity");
  Entity entity;
  entity.kind = reader.string();
  entity.name = reader.string();
  entity.discriminator = reader.string();
  return entity;
}

std::uint32_t piece_count(std::uint64_t size) {
  return static_cast<std::uint32_t>((size + kPieceSize - 1) / kPieceSize);
}

bool same_names(const EntityRow& a, const EntityRow& b) {
  return std::equal(a.names.begin(), a.names.end(), b.names.begin(), b.names.end(),
                    [](const auto& x, const auto& y) { return x.first == y.first; });
}

// Takes over what an entity is where that is not known yet. definition: empty where it is told elsewhere.
void define(std::string_view definition, Entity& entity, std::string& known) {
  if (definition.empty()) return;
  if (known.empty()) {
    known = definition;
    entity = decode_entity(definition);
  } else if (known != definition) {
    fail_collision("entities", entity.name, decode_entity(definition).name);
  }
}

// The uses of an entity, told in one part of a document or in several: the uses of one name come together.
// scratch: what the result may stand in.
std::string_view merged_uses(Id id, const std::vector<std::string_view>& rows, std::string& scratch) {
  if (rows.empty()) return {};
  if (rows.size() == 1) return rows[0];
  std::map<std::string, NameUse> merged;
  for (std::string_view row : rows) {
    for (NameUse& use : decode_uses(id, row)) {
      auto [found, is_new] = merged.emplace(use.name, use);
      if (is_new) continue;
      NameUse& known = found->second;
      if (std::tie(use.line, use.rule) < std::tie(known.line, known.rule)) {
        known.line = use.line;
        known.rule = std::move(use.rule);
      }
      known.count += use.count;
    }
  }
  std::vector<NameUse> uses;
  for (auto& [name, use] : merged) uses.push_back(std::move(use));
  return scratch = encode_uses(uses);
}

// What a document told of one entity or statement, with the marks of one (id, document) taken together.
class Contribution {
 public:
  Id id;
  Id document;
  bool withdrawn = false;

  void start(std::string_view key) {
    id = Id{load_fixed64(key.data())};
    document = Id{load_fixed64(key.data() + 8)};
    withdrawn = false;
    bytes_.clear();
    ends_.clear();
  }
  bool same(std::string_view key) const {
    return load_fixed64(key.data()) == id.value && load_fixed64(key.data() + 8) == document.value;
  }
  // again: what was told just before counts once more.
  void tell(std::string_view value, bool again) {
    if (!again && told() > 0 && told(told() - 1) == value) return;
    bytes_.append(value);
    ends_.push_back(bytes_.size());
  }

  std::size_t told() const { return ends_.size(); }
  std::string_view told(std::size_t i) const {
    std::size_t begin = i == 0 ? 0 : ends_[i - 1];
    return std::string_view(bytes_).substr(begin, ends_[i] - begin);
  }
  // In how many documents more the id is told.
  int change() const { return (ends_.empty() ? 0 : 1) - (withdrawn ? 1 : 0); }

 private:
  std::string bytes_;
  std::vector<std::size_t> ends_;
};

// Reads a sorted list of contributions, one (id, document) at a time.
class ContributionReader {
 public:
  explicit ContributionReader(Sorter& sorter, bool of_entities = false)
      : sorter_(sorter), of_entities_(of_entities) {
    more_ = sorter_.next(key_, value_);
  }

  bool next(Contribution& out) {
    if (!more_) return false;
    out.start(key_);
    do {
      if (key_[16] == kWithdrawn) {
        out.withdrawn = true;
      } else {
        out.tell(value_, has_uses(value_));
      }
      more_ = sorter_.next(key_, value_);
    } while (more_ && out.same(key_));
    return true;
  }

 private:
  // Of an entity: names that a part of a document uses.
  bool has_uses(std::string_view value) const {
    if (!of_entities_) return false;
    RowReader fields(value, "entity");
    fields.string();
    return !fields.done();
  }

  Sorter& sorter_;
  bool of_entities_;
  std::string_view key_, value_;
  bool more_ = false;
};

// Edits of packed rows carry this mark.
std::string_view edit_mark(bool add) {
  return add ? "+" : "-";
}

void edit_ids(Sorter& edits, Id prefix, Id id, bool add) {
  std::uint64_t parts[2] = {__builtin_bswap64(prefix.value), __builtin_bswap64(id.value)};
  edits.add({reinterpret_cast<const char*>(parts), sizeof parts}, edit_mark(add));
}

// The same for a document that rows name; part is what the id adds to its fingerprint.
void tell_id(Sorter& edits, Id document, Id id, std::uint64_t part) {
  std::uint64_t parts[2] = {__builtin_bswap64(document.value), __builtin_bswap64(id.value)};
  char value[1 + sizeof part] = {'+'};
  std::memcpy(value + 1, &part, sizeof part);
  edits.add({reinterpret_cast<const char*>(parts), sizeof parts}, {value, sizeof value});
}

// What one document tells of a statement: the parts of its evidence row, in their order. body is what the
// statement is, taken from here where it is empty.
void gather_evidence(const Contribution& contribution, std::string& body,
                     std::vector<std::string_view>& places) {
  places.clear();
  for (std::size_t i = 0; i < contribution.told(); ++i) {
    RowReader fields(contribution.told(i), "statement");
    std::string_view told = fields.string();
    if (body.empty()) body = told;
    if (body != told) fail_collision("statements", contribution.id.print('S'), contribution.id.print('S'));
    places.push_back(fields.rest());
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
}

std::uint64_t counted(std::uint64_t documents, int change) {
  if (change < 0 && documents == 0)
    throw Error(
        ErrorKind::kStore,
        "the store is damaged: a document tells what the store does not have; run guanxi verify --repair");
  return documents + static_cast<std::uint64_t>(change);
}

// The key of a contribution: two ids and a mark. Millions are made: it needs no memory of its own.
class ContributionKey {
 public:
  ContributionKey(Id id, Id document, char mark) {
    const std::uint64_t parts[2] = {__builtin_bswap64(id.value), __builtin_bswap64(document.value)};
    std::memcpy(bytes_, parts, sizeof parts);
    bytes_[sizeof parts] = mark;
  }
  operator std::string_view() const { return {bytes_, sizeof bytes_}; }  // NOLINT: it is one
  // As pair_key gives them.
  std::string_view ids() const { return {bytes_, sizeof bytes_ - 1}; }

 private:
  char bytes_[17];
};

}  // namespace

DocumentRow describe(const DocumentRecord& record) {
  DocumentRow row;
  StoredDocument& document = row.document;
  document.id = record.id();
  document.path = record.path;
  document.encoding = record.encoding;
  document.content_hash = record.content_hash();
  document.size = record.bytes.size();
  document.sentences = record.sentences;
  row.fingerprint = fingerprint_of(document);
  for (const Entity& entity : record.entities) row.fingerprint += entity.id().value;
  for (const NameUse& use : record.names) row.fingerprint += fingerprint_of(use);
  std::unordered_set<Id> statements;
  std::unordered_set<std::uint64_t> places;
  std::string place;
  for (const auto& [statement, evidence] : record.statements) {
    Id id = statement.id();
    statements.insert(id);
    place.clear();
    append_evidence(evidence, stands_in(record.bytes, evidence), place);
    std::uint64_t part = fingerprint_of(id, place);
    if (places.insert(part).second) row.fingerprint += part;
  }
  document.statements = static_cast<std::uint32_t>(statements.size());
  return row;
}

void Transaction::RowDocument::add(Family family, std::string_view part) {
  std::uint64_t number;
  std::memcpy(&number, part.data(), sizeof number);
  fingerprint += number;
  if (family == Family::kDocStatements) ++statements;
}

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
      doc_entities_(limits),
      doc_statements_(limits),
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

AddOutcome Transaction::add(const DocumentRecord& record, const std::optional<std::string>& pack) {
  check_complete(record);
  Id id = record.id();
  claim(id, record.path);
  DocumentRow row = describe(record);
  row.document.pack = pack.value_or(pack_);
  std::optional<DocumentRow> old = stored(id, record.path);
  if (old && old->fingerprint == row.fingerprint) {
    if (old->document.pack == pack_) return AddOutcome::kUnchanged;
    documents_.add(id_key(id), row.encode());  // another pack that says the same: nothing else changes
    return AddOutcome::kReplaced;
  }
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
  auto withdraw_ids = [&](Family family, Sorter& contributions) {
    std::string entries;
    read_row(*database_.iterate(family), id_key(document), kIdEntrySize, entries);
    for (std::size_t at = 0; at < entries.size(); at += kIdEntrySize)
      contributions.add(ContributionKey(Id{load_fixed64(entries.data() + at)}, document, kWithdrawn), {});
  };
  withdraw_ids(Family::kDocEntities, entities_);
  withdraw_ids(Family::kDocStatements, statements_);
}

void Transaction::withdraw_pieces(const DocumentRow& row, std::uint64_t from) {
  for (std::uint64_t number = from; number < piece_count(row.document.size); ++number)
    pieces_.add(piece_key(row.document.id, static_cast<std::uint32_t>(number)), {});
}

void Transaction::tell(const DocumentRecord& record) {
  Id document = record.id();
  add_pieces(document, record.bytes);
  tell_entities(record);
  for (const auto& [statement, evidence] : record.statements)
    tell_statement(document, statement, evidence, stands_in(record.bytes, evidence));
}

void Transaction::tell_entities(const DocumentRecord& record) {
  const Id document = record.id();
  std::unordered_map<Id, std::vector<NameUse>> uses;
  for (const NameUse& use : record.names) uses[use.entity].push_back(use);
  for (const Entity& entity : record.entities) {
    const Id id = entity.id();
    tell_entity(document, id, entity, uses[id]);
  }
}

void Transaction::tell_entity(Id document, Id id, const Entity& entity, const std::vector<NameUse>& uses) {
  std::vector<NameUse> sorted(uses);
  std::sort(sorted.begin(), sorted.end(), [](const NameUse& a, const NameUse& b) {
    return std::tie(a.name, a.line, a.rule) < std::tie(b.name, b.line, b.rule);
  });
  std::string value;
  append_string(encode_entity(entity), value);
  value += encode_uses(sorted);
  entities_.add(ContributionKey(id, document, kTold), value);
}

void Transaction::tell_statement(Id document, const Statement& statement, const Evidence& evidence,
                                 bool in_document) {
  body_.clear();
  append_statement(statement, code_of(statement.relation), days_of(statement.time), body_);
  value_.clear();
  append_string(body_, value_);
  append_evidence(evidence, in_document, value_);
  statements_.add(ContributionKey(statement.id(), document, kTold), value_);
}

void Transaction::add_pieces(Id document, std::string_view bytes, std::uint32_t first) {
  for (std::uint32_t number = first; !bytes.empty(); ++number) {
    std::string_view piece = bytes.substr(0, kPieceSize);
    pieces_.add(piece_key(document, number), piece);
    bytes.remove_prefix(piece.size());
  }
}

std::uint32_t Transaction::code_of(const std::string& relation) {
  if (auto known = codes_.find(relation); known != codes_.end()) return known->second;
  const std::uint32_t code = relation_code(relation);
  codes_.emplace(relation, code);
  if (auto other = relations_.find(code); other != relations_.end())
    fail_collision("relations", other->second, relation);
  std::optional<std::string> kept = database_.get(Family::kMeta, relation_key(code));
  if (kept && *kept != relation) fail_collision("relations", *kept, relation);
  relations_.emplace(code, relation);
  return code;
}

// Rows of one document mostly follow one another.
Transaction::NumberedDocument Transaction::row_document(std::string_view path) {
  if (path == last_path_) return last_document_;
  const Id document = Id::of({path});
  const auto [entry, is_new] = row_documents_.try_emplace(document);
  RowDocument& rows = entry->second;
  if (is_new) {
    rows.number = static_cast<std::uint32_t>(row_documents_.size());
    claim(document, path);
    counts_.documents += 1;
    if (std::optional<DocumentRow> old = stored(document, path)) {
      withdraw(*old);
      rows.replaced = true;
      rows.old_pieces = piece_count(old->document.size);
    }
  }
  last_path_ = path;
  return last_document_ = {document, rows.number};
}

// Most rows name entities that were named before: one that the same document named lately is not told again,
// and what it is is told once for many documents. Where a hash shows that an entity is not what another of
// its id was, it is told anew, so that writing meets both.
void Transaction::tell_row_entity(NumberedDocument document, Id id, const Entity& entity) {
  Lately& slot = lately_[id.value % kLately];
  definition_.clear();
  append_entity(entity, definition_);
  const auto definition = static_cast<std::uint32_t>(hash_of(definition_));
  const bool defined = slot.entity == id && slot.definition == definition;
  if (defined && slot.document == document.number) return;
  slot = {id, document.number, definition};
  entity_.clear();
  append_string(defined ? std::string_view() : definition_, entity_);
  entities_.add(ContributionKey(id, document.id, kTold), entity_);
}

AddOutcome Transaction::add_part(const DocumentRecord& part) {
  check_complete(part);
  const Id document = row_document(part.path).id;
  RowDocument& rows = row_documents_[document];
  const std::uint64_t offset = rows.document.size;
  tell_entities(part);
  for (const auto& [statement, evidence] : part.statements)
    tell_statement(document, statement, evidence, stands_in(part.bytes, evidence, offset));
  rows.document.encoding = part.encoding;
  rows.document.sentences += part.sentences;
  counts_.sentences += part.sentences;
  rows.hash.add(part.bytes);
  rows.tail += part.bytes;
  const std::size_t whole = rows.tail.size() / kPieceSize * kPieceSize;
  add_pieces(document, std::string_view(rows.tail).substr(0, whole),
             static_cast<std::uint32_t>(offset / kPieceSize));
  rows.tail.erase(0, whole);
  rows.document.size += part.bytes.size();
  return rows.replaced ? AddOutcome::kReplaced : AddOutcome::kAdded;
}

// The last pieces of documents that came in parts; and what the document before had more.
void Transaction::finish_pieces() {
  for (auto& [document, rows] : row_documents_) {
    add_pieces(document, rows.tail, static_cast<std::uint32_t>(rows.document.size / kPieceSize));
    for (std::uint32_t number = piece_count(rows.document.size); number < rows.old_pieces; ++number)
      pieces_.add(piece_key(document, number), {});
  }
}

void Transaction::add_rows(std::span<const StreamRow> rows) {
  rows_in_.clear();
  for (const StreamRow& row : rows) rows_in_.push_back(row_document(row.document));
  const auto tell_statements = [&] {
    for (std::size_t i = 0; i < rows.size(); ++i)
      tell_statement(rows_in_[i].id, rows[i].statement, rows[i].evidence, false);
  };
  const auto tell_entities = [&] { tell_row_entities(rows); };
  if (rows.size() >= kManyRows) return run_both(tell_statements, tell_entities);
  tell_statements();
  tell_entities();
}

void Transaction::tell_row_entities(std::span<const StreamRow> rows) {
  if (lately_.empty()) lately_.resize(kLately);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    // The slots stand anywhere in megabytes: those of a row soon to come are fetched ahead.
    const Statement& soon = rows[std::min(i + kFetchedAhead, rows.size() - 1)].statement;
    for (Id id : {soon.subject, soon.object}) __builtin_prefetch(&lately_[id.value % kLately]);
    tell_row_entity(rows_in_[i], rows[i].statement.subject, rows[i].subject);
    tell_row_entity(rows_in_[i], rows[i].statement.object, rows[i].object);
  }
}

void Transaction::write(Sink& sink) {
  finish_pieces();
  const auto run = [&](const auto& a, const auto& b) {
    if (sink.parallel()) return run_both(a, b);
    a();
    b();
  };
  run(
      [&] {
        write_entities(sink);
        copy(Family::kNames, names_, sink);
        write_packed(Family::kDocEntities, sizeof(Id), kIdEntrySize, doc_entities_, sink);
        copy(Family::kBytes, pieces_, sink);
      },
      [&] { write_statements(sink); });
  run(
      [&] {
        write_packed(Family::kSpo, sizeof(Id), kEdgeEntrySize, spo_, sink);
        write_packed(Family::kDocStatements, sizeof(Id), kIdEntrySize, doc_statements_, sink);
      },
      [&] {
        write_packed(Family::kOsp, sizeof(Id), kEdgeEntrySize, osp_, sink);
        write_packed(Family::kPos, sizeof(std::uint32_t), kTimeEntrySize, pos_, sink);
      });
  write_documents(sink);
  write_meta(sink);
}

void Transaction::write_entities(Sink& sink) {
  ContributionReader reader(entities_, true);
  Contribution contribution;
  std::vector<std::string_view> uses;
  std::string scratch;
  bool more = reader.next(contribution);
  while (more) {
    Id id = contribution.id;
    std::optional<EntityRow> before;
    if (!fresh_)
      if (auto row = database_.get(Family::kEntities, id_key(id))) before = EntityRow::decode(*row);
    EntityRow after = before.value_or(EntityRow{});
    std::string known = before ? encode_entity(after.entity) : std::string();
    for (; more && contribution.id == id; more = reader.next(contribution)) {
      const ContributionKey contributed(id, contribution.document, kTold);
      const std::string_view key = contributed.ids();
      if (contribution.withdrawn) count_names(database_.get(Family::kUses, key).value_or(""), -1, after);
      uses.clear();
      for (std::size_t i = 0; i < contribution.told(); ++i) {
        RowReader told(contribution.told(i), "entity");
        define(told.string(), after.entity, known);
        if (!told.done()) uses.push_back(told.rest());
      }
      const std::string_view merged = merged_uses(id, uses, scratch);
      if (!merged.empty()) {
        count_names(merged, 1, after);
        sink.put(Family::kUses, key, merged);
      } else if (contribution.withdrawn) {
        sink.remove(Family::kUses, key);
      }
      after.documents = counted(after.documents, contribution.change());
      if (contribution.told() > 0 && !row_documents_.empty()) {
        std::uint64_t part = id.value;
        if (!merged.empty() && row_documents_.contains(contribution.document))
          for (const NameUse& use : decode_uses(id, merged)) part += fingerprint_of(use);
        tell_id(doc_entities_, contribution.document, id, part);
      } else if (contribution.change() != 0) {
        edit_ids(doc_entities_, contribution.document, id, contribution.change() > 0);
      }
    }
    write_entity(id, before, after, sink);
  }
  for (Family family : {Family::kEntities, Family::kUses}) sink.close(family);
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
  std::vector<std::string_view> places;
  std::string evidence, body;
  bool more = reader.next(contribution);
  while (more) {
    Id id = contribution.id;
    std::uint64_t before = 0;
    body.clear();
    if (!fresh_) {
      if (auto row = database_.get(Family::kStatements, id_key(id))) {
        RowReader fields(*row, "statement");
        before = fields.varint();
        body = fields.rest();
      }
    }
    std::uint64_t after = before;
    for (; more && contribution.id == id; more = reader.next(contribution)) {
      const ContributionKey contributed(id, contribution.document, kTold);
      const std::string_view key = contributed.ids();
      if (contribution.withdrawn)
        counts_.evidences -= decode_evidence(database_.get(Family::kEvidence, key).value_or("")).size();
      if (contribution.told() == 0) {
        sink.remove(Family::kEvidence, key);
      } else {
        gather_evidence(contribution, body, places);
        counts_.evidences += places.size();
        evidence.clear();
        for (std::string_view place : places) evidence.append(place);
        sink.put(Family::kEvidence, key, evidence);
      }
      after = counted(after, contribution.change());
      if (contribution.told() > 0 && !row_documents_.empty()) {
        std::uint64_t part = 0;
        for (std::string_view place : places) part += fingerprint_of(id, place);
        tell_id(doc_statements_, contribution.document, id, part);
      } else if (contribution.change() != 0) {
        edit_ids(doc_statements_, contribution.document, id, contribution.change() > 0);
      }
    }
    write_statement(id, before, after, body, sink);
  }
  for (Family family : {Family::kStatements, Family::kEvidence}) sink.close(family);
}

void Transaction::write_statement(Id id, std::uint64_t before, std::uint64_t after, const std::string& body,
                                  Sink& sink) {
  if (before == after) return;
  std::string& row = value_;
  row.clear();
  append_varint(after, row);
  row.append(body);
  if (after > 0) {
    sink.put(Family::kStatements, id_key(id), row);
  } else {
    sink.remove(Family::kStatements, id_key(id));
  }
  bool lives = after > 0;
  if (lives == (before > 0)) return;
  counts_.statements += lives ? 1 : -1;
  StatementRow decoded = StatementRow::decode(row);
  const Statement& statement = decoded.statement;
  const char flags = edge_flags(decoded);
  std::string& key = body_;
  auto edit_edge = [&](Sorter& edits, Id end, Id other) {
    key.clear();
    append_id(end, key);
    append_edge_entry(decoded, flags, other, id, key);
    edits.add(key, edit_mark(lives));
  };
  edit_edge(spo_, statement.subject, statement.object);
  edit_edge(osp_, statement.object, statement.subject);
  key.clear();
  append_fixed32(decoded.relation, key);
  append_time_entry(decoded, id, key);
  pos_.add(key, edit_mark(lives));
}

void Transaction::write_documents(Sink& sink) {
  for (const auto& [id, rows] : row_documents_) {
    DocumentRow row;
    row.document = rows.document;
    row.document.id = id;
    row.document.path = claimed_.at(id);
    if (row.document.encoding.empty()) row.document.encoding = "UTF-8";
    row.document.content_hash = rows.hash.value();
    row.document.pack = pack_;
    row.document.statements = rows.statements;
    row.fingerprint = fingerprint_of(row.document) + rows.fingerprint;
    documents_.add(id_key(id), row.encode());
  }
  copy(Family::kDocuments, documents_, sink);
}

// An empty value removes the row.
void Transaction::copy(Family family, Sorter& rows, Sink& sink) {
  std::string_view key, value;
  while (rows.next(key, value)) {
    if (value.empty()) {
      sink.remove(family, key);
    } else {
      sink.put(family, key, value);
    }
  }
  sink.close(family);
}

void Transaction::write_packed(Family family, std::size_t prefix_size, std::size_t entry_size, Sorter& edits,
                               Sink& sink) {
  auto iterator = fresh_ ? nullptr : database_.iterate(family);
  PackedEditor editor(iterator.get(), entry_size,
                      {[&](std::string_view key, std::string_view value) { sink.put(family, key, value); },
                       [&](std::string_view key) { sink.remove(family, key); }});
  std::string_view key, value;
  Id last;
  RowDocument* document = nullptr;
  while (edits.next(key, value)) {
    editor.edit(key.substr(0, prefix_size), key.substr(prefix_size), value.front() == '+');
    if (value.size() == 1) continue;
    const Id id{load_fixed64(key.data())};
    if (id != last) {
      const auto found = row_documents_.find(id);
      document = found == row_documents_.end() ? nullptr : &found->second;
      last = id;
    }
    if (document != nullptr) document->add(family, value.substr(1));
  }
  editor.finish();
  sink.close(family);
}

void Transaction::write_meta(Sink& sink) {
  sink.put(Family::kMeta, kCountsKey, encode_counts(counts_));
  for (const auto& [code, name] : relations_) sink.put(Family::kMeta, relation_key(code), name);
}

}  // namespace guanxi
