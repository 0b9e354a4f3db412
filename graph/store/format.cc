#include "graph/store/format.h"

#include <xxhash.h>

#include <set>

#include "extract/statement/day_text.h"
#include "graph/store/codec.h"
#include "graph/store/name_key.h"

namespace guanxi {
namespace {

constexpr std::uint32_t kUndated = 0xffffffffu;

// The flags of an edge entry.
constexpr unsigned kClaimedBit = 1u << 2;
constexpr unsigned kInitiatorShift = 3;
constexpr unsigned kPlainTimeBit = 1u << 5;

std::uint64_t hash(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

std::uint8_t pack_flags(const Statement& statement) {
  return static_cast<std::uint8_t>(static_cast<unsigned>(statement.initiator) |
                                   static_cast<unsigned>(statement.factuality) << 2);
}

}  // namespace

const char* family_name(Family family) {
  static constexpr const char* kNames[kFamilyCount] = {
      "default",  "documents", "bytes", "doc_entities", "doc_statements",
      "entities", "uses",      "names", "statements",   "evidence",
      "spo",      "osp",       "pos"};
  return kNames[static_cast<std::size_t>(family)];
}

std::uint32_t relation_code(std::string_view name) {
  return static_cast<std::uint32_t>(XXH3_64bits(name.data(), name.size()));
}

std::string id_key(Id id) {
  std::string key;
  append_id(id, key);
  return key;
}

std::string pair_key(Id first, Id second) {
  std::string key;
  append_id(first, key);
  append_id(second, key);
  return key;
}

std::string piece_key(Id document, std::uint32_t number) {
  std::string key;
  append_id(document, key);
  append_fixed32(number, key);
  return key;
}

std::string relation_key(std::uint32_t code) {
  std::string key(kRelationPrefix);
  append_fixed32(code, key);
  return key;
}

std::string name_row_key(std::string_view name_key, Id entity) {
  std::string key(name_key);
  key.push_back('\0');
  append_id(entity, key);
  return key;
}

std::string encode_counts(const StoreCounts& counts) {
  std::string row;
  for (std::uint64_t count :
       {counts.documents, counts.sentences, counts.entities, counts.statements, counts.evidences})
    append_varint(count, row);
  return row;
}

StoreCounts decode_counts(std::string_view row) {
  RowReader reader(row, "counts");
  StoreCounts counts;
  counts.documents = reader.varint();
  counts.sentences = reader.varint();
  counts.entities = reader.varint();
  counts.statements = reader.varint();
  counts.evidences = reader.varint();
  reader.finish();
  return counts;
}

std::string DocumentRow::encode() const {
  std::string row;
  append_string(document.path, row);
  append_string(document.encoding, row);
  append_string(document.pack, row);
  append_fixed64(document.content_hash, row);
  append_fixed64(fingerprint, row);
  append_varint(document.size, row);
  append_varint(document.sentences, row);
  append_varint(document.statements, row);
  return row;
}

DocumentRow DocumentRow::decode(Id id, std::string_view row) {
  RowReader reader(row, "document");
  DocumentRow result;
  result.document.id = id;
  result.document.path = reader.string();
  result.document.encoding = reader.string();
  result.document.pack = reader.string();
  result.document.content_hash = reader.fixed64();
  result.fingerprint = reader.fixed64();
  result.document.size = reader.varint();
  result.document.sentences = static_cast<std::uint32_t>(reader.varint());
  result.document.statements = static_cast<std::uint32_t>(reader.varint());
  reader.finish();
  return result;
}

std::string EntityRow::encode() const {
  std::string row;
  append_varint(documents, row);
  append_string(entity.kind, row);
  append_string(entity.name, row);
  append_string(entity.discriminator, row);
  for (const auto& [name, count] : names) {
    append_string(name, row);
    append_varint(count, row);
  }
  return row;
}

EntityRow EntityRow::decode(std::string_view row) {
  RowReader reader(row, "entity");
  EntityRow result;
  result.documents = reader.varint();
  result.entity.kind = reader.string();
  result.entity.name = reader.string();
  result.entity.discriminator = reader.string();
  while (!reader.done()) {
    std::string_view name = reader.string();
    result.names.emplace_hint(result.names.end(), name, reader.varint());
  }
  return result;
}

std::string encode_uses(const std::vector<NameUse>& uses) {
  std::string row;
  for (const NameUse& use : uses) {
    append_string(use.name, row);
    append_string(use.rule, row);
    append_varint(use.line, row);
    append_varint(use.count, row);
  }
  return row;
}

std::vector<NameUse> decode_uses(Id entity, std::string_view row) {
  RowReader reader(row, "name uses");
  std::vector<NameUse> uses;
  while (!reader.done()) {
    NameUse& use = uses.emplace_back();
    use.entity = entity;
    use.name = reader.string();
    use.rule = reader.string();
    use.line = static_cast<std::uint32_t>(reader.varint());
    use.count = static_cast<std::uint32_t>(reader.varint());
  }
  return uses;
}

void append_statement(const Statement& statement, std::uint32_t relation, DayRange days, std::string& row) {
  append_id(statement.subject, row);
  append_id(statement.object, row);
  append_fixed32(relation, row);
  row.push_back(static_cast<char>(pack_flags(statement)));
  append_string(statement.time, row);
  if (!statement.time.empty()) {
    append_fixed32(biased(days.first), row);
    append_fixed32(biased(days.last), row);
  }
  if (statement.office.empty() && statement.place.empty() && statement.claimed_by.empty()) return;
  append_string(statement.office, row);
  append_string(statement.place, row);
  append_string(statement.claimed_by, row);
}

std::string StatementRow::encode() const {
  std::string row;
  append_varint(documents, row);
  append_statement(statement, relation, days, row);
  return row;
}

StatementRow StatementRow::decode(std::string_view row) {
  RowReader reader(row, "statement");
  StatementRow result;
  Statement& statement = result.statement;
  result.documents = reader.varint();
  statement.subject = reader.id();
  statement.object = reader.id();
  result.relation = reader.fixed32();
  std::uint8_t flags = reader.byte();
  statement.initiator = static_cast<Initiator>(flags & 3);
  statement.factuality = static_cast<Factuality>(flags >> 2 & 3);
  statement.time = reader.string();
  if (!statement.time.empty()) {
    result.days.first = unbiased(reader.fixed32());
    result.days.last = unbiased(reader.fixed32());
  }
  if (reader.done()) return result;
  statement.office = reader.string();
  statement.place = reader.string();
  statement.claimed_by = reader.string();
  reader.finish();
  return result;
}

void append_evidence(const Evidence& evidence, bool in_document, std::string& out) {
  append_varint(evidence.begin, out);
  append_varint(evidence.end - evidence.begin, out);
  append_varint(evidence.line, out);
  append_string(evidence.rule, out);
  // Length plus one, so that "in the document" (0) and "empty" (1) differ.
  append_varint(in_document ? 0 : evidence.text.size() + 1, out);
  if (!in_document) out.append(evidence.text);
}

void decode_evidence(std::string_view row, std::vector<EvidenceView>& places) {
  RowReader reader(row, "evidence");
  places.clear();
  while (!reader.done()) {
    EvidenceView& place = places.emplace_back();
    place.begin = reader.varint();
    place.end = place.begin + reader.varint();
    place.line = static_cast<std::uint32_t>(reader.varint());
    place.rule = reader.string();
    std::uint64_t size = reader.varint();
    place.in_document = size == 0;
    if (size > 0) place.text = reader.take(size - 1);
  }
}

std::vector<EvidencePlace> decode_evidence(std::string_view row) {
  std::vector<EvidenceView> views;
  decode_evidence(row, views);
  std::vector<EvidencePlace> places;
  places.reserve(views.size());
  for (const EvidenceView& view : views)
    places.push_back({{view.begin, view.end, view.line, std::string(view.text), std::string(view.rule)},
                      view.in_document});
  return places;
}

char edge_flags(const StatementRow& row) {
  const Statement& statement = row.statement;
  unsigned flags = static_cast<unsigned>(statement.factuality) | static_cast<unsigned>(statement.initiator)
                                                                     << kInitiatorShift;
  if (!statement.claimed_by.empty()) flags |= kClaimedBit;
  if (statement.time == print_days(row.days)) flags |= kPlainTimeBit;
  return static_cast<char>(flags);
}

void append_edge_entry(const StatementRow& row, char flags, Id other, Id statement, std::string& out) {
  append_fixed32(row.relation, out);
  append_fixed32(biased(row.days.first), out);
  append_id(other, out);
  append_id(statement, out);
  append_fixed32(biased(row.days.last), out);
  out.push_back(flags);
}

Neighbour decode_edge(const char* entry, bool outgoing) {
  Neighbour neighbour;
  neighbour.relation = load_fixed32(entry);
  neighbour.days.first = unbiased(load_fixed32(entry + 4));
  neighbour.other = Id{load_fixed64(entry + 8)};
  neighbour.statement = Id{load_fixed64(entry + 16)};
  neighbour.days.last = unbiased(load_fixed32(entry + 24));
  const auto flags = static_cast<unsigned char>(entry[28]);
  neighbour.factuality = static_cast<Factuality>(flags & 3);
  neighbour.initiator = static_cast<Initiator>(flags >> kInitiatorShift & 3);
  neighbour.claimed = (flags & kClaimedBit) != 0;
  neighbour.plain_time = (flags & kPlainTimeBit) != 0;
  neighbour.outgoing = outgoing;
  return neighbour;
}

void append_time_entry(const StatementRow& row, Id statement, std::string& out) {
  append_fixed32(row.statement.time.empty() ? kUndated : biased(row.days.first), out);
  append_id(statement, out);
  append_fixed32(biased(row.days.last), out);
}

TimeEntry decode_time(const char* entry) {
  TimeEntry result;
  std::uint32_t first = load_fixed32(entry);
  result.dated = first != kUndated;
  if (result.dated) result.days.first = unbiased(first);
  result.statement = Id{load_fixed64(entry + 4)};
  result.days.last = unbiased(load_fixed32(entry + 12));
  return result;
}

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

void count_names(std::string_view uses, int change, EntityRow& row) {
  if (uses.empty()) return;
  std::set<std::string> names;
  for (NameUse& use : decode_uses(Id{}, uses)) names.insert(std::move(use.name));
  for (const std::string& name : names) {
    std::uint64_t& count = row.names[name];
    count += static_cast<std::uint64_t>(change);
    if (count == 0) row.names.erase(name);
  }
}

std::uint64_t fingerprint_of(const StoredDocument& document) {
  return document.content_hash + hash(document.encoding) * 3 + document.sentences;
}

std::uint64_t fingerprint_of(const NameUse& use) {
  return hash(id_key(use.entity).append(encode_uses({use})));
}

std::uint64_t fingerprint_of(Id statement, const EvidencePlace& place) {
  std::string part;
  append_evidence(place.evidence, place.in_document, part);
  return fingerprint_of(statement, part);
}

std::uint64_t fingerprint_of(Id statement, std::string_view evidence) {
  std::string part = id_key(statement);
  return hash(part.append(evidence));
}

}  // namespace guanxi
