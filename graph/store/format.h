// The format of a store: every key and row, version 3.
//
// A store is one RocksDB directory with these column families. Ids are 8 bytes, big-endian; "doc" is the id
// of a document; other notation as in codec.h. Rows depend on content alone, never on the order in which
// documents came.
//
//   default     the meta rows:
//                 "counts"             varints: documents, sentences, entities, statements, evidences
//                 "format"             "guanxi 3"
//                 "ontology"           the ontology as JSON
//                 "pack"               the pack's fingerprint
//                 "relation/" code     the relation's name; code is 4 bytes, see relation_code
//   documents   doc                 -> DocumentRow
//   bytes       doc, number (4)     -> the file as given, in pieces of kPieceSize bytes
//   doc_entities    doc             -> packed rows of ids: the entities that the document speaks of
//   doc_statements  doc             -> packed rows of ids: the statements that it tells
//   entities    entity              -> EntityRow
//   uses        entity, doc         -> UsesRow: under which names the document speaks of it; none where it
//                                      tells no names
//   names       name key, 00, entity -> the spellings of the entity that share the key (name_key.h)
//   statements  statement           -> StatementRow
//   evidence    statement, doc      -> EvidenceRow: where the document tells it
//   spo         subject             -> packed rows of EdgeEntry: the statements going out, by relation, day
//   osp         object              -> packed rows of EdgeEntry: the statements coming in
//   pos         relation code       -> packed rows of TimeEntry: the statements of a relation, by day
//
// Packed rows (packed_rows.h) hold many short sorted entries in one value: ten times faster to walk than one
// key for each edge. spo and pos double as the time index: within a relation, entries are ordered by first
// day.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "extract/statement/statement.h"
#include "graph/store/store.h"

namespace guanxi {

inline constexpr std::string_view kFormatName = "guanxi";
inline constexpr int kFormatVersion = 3;
// One whose rows repair_store can read. Version 2 had empty rows of uses. Version 1 had no initiator and no
// bit for plain times in the flags of an edge entry either; all other rows were the same.
inline bool is_older_format(std::string_view format) {
  return format == "guanxi 1" || format == "guanxi 2";
}
inline constexpr std::size_t kPieceSize = 16 * 1024;

enum class Family {
  kMeta,
  kDocuments,
  kBytes,
  kDocEntities,
  kDocStatements,
  kEntities,
  kUses,
  kNames,
  kStatements,
  kEvidence,
  kSpo,
  kOsp,
  kPos,
};
inline constexpr std::size_t kFamilyCount = 13;
inline constexpr std::array<Family, kFamilyCount> kFamilies = {
    Family::kMeta,     Family::kDocuments, Family::kBytes, Family::kDocEntities, Family::kDocStatements,
    Family::kEntities, Family::kUses,      Family::kNames, Family::kStatements,  Family::kEvidence,
    Family::kSpo,      Family::kOsp,       Family::kPos};
// The name of the column family.
const char* family_name(Family family);

inline constexpr std::string_view kCountsKey = "counts";
inline constexpr std::string_view kFormatKey = "format";
inline constexpr std::string_view kOntologyKey = "ontology";
inline constexpr std::string_view kPackKey = "pack";
inline constexpr std::string_view kRelationPrefix = "relation/";

// A relation's code: 32 bits of the hash of its name, so that stores built apart agree. Two names of one
// store that share a code are refused when they meet.
std::uint32_t relation_code(std::string_view name);

std::string id_key(Id id);
std::string pair_key(Id first, Id second);
std::string piece_key(Id document, std::uint32_t number);
std::string relation_key(std::uint32_t code);
std::string name_row_key(std::string_view name_key, Id entity);

std::string encode_counts(const StoreCounts& counts);
StoreCounts decode_counts(std::string_view row);

struct DocumentRow {
  StoredDocument document;
  std::uint64_t fingerprint = 0;  // hash of the whole record: tells whether adding it would change anything

  std::string encode() const;
  static DocumentRow decode(Id id, std::string_view row);
};

// The parts of a document's fingerprint, which is their sum, so that the order of lists does not matter: the
// document itself (all but the pack), the ids of its entities, the uses of names, and each evidence of each
// statement.
std::uint64_t fingerprint_of(const StoredDocument& document);
std::uint64_t fingerprint_of(const NameUse& use);
std::uint64_t fingerprint_of(Id statement, const struct EvidencePlace& place);
std::uint64_t fingerprint_of(Id statement, std::string_view evidence);  // as append_evidence wrote it

struct EntityRow {
  Entity entity;
  std::uint64_t documents = 0;                 // in how many it is used
  std::map<std::string, std::uint64_t> names;  // name as written -> in how many documents

  std::string encode() const;
  static EntityRow decode(std::string_view row);
};

// The rows of the name index that an entity has: key -> spellings.
std::map<std::string, std::string> name_rows(Id id, const EntityRow& row);
// Counts the different names of a uses row (change +1) in the entity's, or takes them away (-1).
void count_names(std::string_view uses, int change, EntityRow& row);

// The uses of one entity in one document, sorted by name.
std::string encode_uses(const std::vector<NameUse>& uses);
std::vector<NameUse> decode_uses(Id entity, std::string_view row);

struct StatementRow {
  std::uint64_t documents = 0;  // in how many it has evidence
  Statement statement;          // the relation's name is not kept but its code
  std::uint32_t relation = 0;
  DayRange days;

  std::string encode() const;
  // The name of the relation stays empty.
  static StatementRow decode(std::string_view row);
};

// What a statement is, without how many documents tell it: the body of its row.
void append_statement(const Statement& statement, std::uint32_t relation, DayRange days, std::string& out);

// An evidence whose text stands in the document's bytes keeps no copy of it.
struct EvidencePlace {
  Evidence evidence;
  bool in_document = false;  // text is empty here and stands at [begin, end) of the document

  bool operator==(const EvidencePlace&) const = default;
};

void append_evidence(const Evidence& evidence, bool in_document, std::string& out);
std::vector<EvidencePlace> decode_evidence(std::string_view row);

// The same, valid as long as the row.
struct EvidenceView {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  std::uint32_t line = 0;
  std::string_view rule;
  std::string_view text;
  bool in_document = false;
};
void decode_evidence(std::string_view row, std::vector<EvidenceView>& places);

inline constexpr std::size_t kIdEntrySize = 8;

// One end's view of a statement: relation code, first day, other end, statement, last day, flags: the
// factuality (bits 0 and 1), whether it is a claim in quoted speech (2), the initiator (3 and 4) and whether
// its time is what print_days makes of its days (5). So most answers need no other row of the statement.
inline constexpr std::size_t kEdgeEntrySize = 29;
char edge_flags(const StatementRow& row);
void append_edge_entry(const StatementRow& row, char flags, Id other, Id statement, std::string& out);
Neighbour decode_edge(const char* entry, bool outgoing);

// A statement of a relation: first day (all ones where the time is not known, so these come last), statement,
// last day.
inline constexpr std::size_t kTimeEntrySize = 16;
struct TimeEntry {
  bool dated = false;
  DayRange days;
  Id statement;
};
void append_time_entry(const StatementRow& row, Id statement, std::string& out);
TimeEntry decode_time(const char* entry);

}  // namespace guanxi
