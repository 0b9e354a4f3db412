// Store: the RocksDB directory that a build writes and every query reads.
//
// A document goes in, is replaced and goes out as one atomic batch with everything that rests on it; a
// statement without evidence goes with its last document. One process writes at a time, any number read
// beside it, also on a read-only mount. The key and row formats are documented in graph/store/format.h.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extract/statement/edtf.h"
#include "extract/statement/error.h"
#include "extract/statement/ontology.h"
#include "extract/statement/statement.h"

namespace guanxi {

enum class AddOutcome { kAdded, kUnchanged, kReplaced };

struct StoreCounts {
  std::uint64_t documents = 0;
  std::uint64_t sentences = 0;
  std::uint64_t entities = 0;
  std::uint64_t statements = 0;
  std::uint64_t evidences = 0;

  bool operator==(const StoreCounts&) const = default;
};

struct StoredEntity {
  Id id;
  Entity entity;
  std::vector<std::string> aliases;  // every name seen for it but the canonical one, sorted
};

struct StoredStatement {
  Id id;
  Statement statement;
  DayRange days;  // of statement.time; unlimited on both sides where the time is not known
};

struct StoredEvidence {
  std::string document;  // path as given
  Evidence evidence;
};

struct StoredDocument {
  Id id;
  std::string path;
  std::string encoding;
  std::uint64_t content_hash = 0;
  std::uint64_t size = 0;  // bytes
  std::uint32_t sentences = 0;
  std::uint32_t statements = 0;  // different ones that it tells
  std::string pack;              // fingerprint of the pack that it was read with
};

struct StoredNameUse {
  std::string document;
  NameUse use;
};

// A statement seen from one of its ends.
struct Neighbour {
  Id other;
  Id statement;
  std::uint32_t relation = 0;  // Snapshot::relation_name
  bool outgoing = true;        // true: the asked entity is the subject
  DayRange days;
  Factuality factuality = Factuality::kAsserted;
  bool claimed = false;  // told by somebody in quoted speech, not by the document itself
  Initiator initiator = Initiator::kUnstated;
  bool plain_time = false;  // the statement's time is known to be print_days(days)
};

enum class Direction { kOut, kIn, kBoth };

// Where a statement is told: of an evidence the little that is quick to read.
struct Source {
  Id document;
  std::uint32_t line = 0;
};

struct NameHit {
  Id entity;
  std::string name;  // the name that matched
};

// One unchanging view of a store. Every method is const and may be called from any thread. Throws
// Error(kStore) on damage. All lists come in a stable order that depends on content alone.
class Snapshot {
 public:
  virtual ~Snapshot() = default;

  virtual StoreCounts counts() const = 0;
  virtual const Ontology& ontology() const = 0;
  virtual const std::string& relation_name(std::uint32_t relation) const = 0;

  virtual std::optional<StoredEntity> entity(Id id) const = 0;
  virtual std::optional<StoredStatement> statement(Id id) const = 0;
  virtual std::vector<StoredEvidence> evidence(Id statement) const = 0;

  // Statements that have the entity on the asked side, sorted by relation name, first day, other, statement.
  virtual std::vector<Neighbour> neighbours(Id id, Direction direction) const = 0;
  // How many those are, without reading them where the store can.
  virtual std::uint64_t degree(Id id, Direction direction) const = 0;

  // Every entity that is the subject of a statement, in the order of ids, with its statements sorted as
  // neighbours() sorts them: what loads or exports a graph in one pass. A store overrides this to read its
  // packed rows in sequence.
  virtual void each_row(const std::function<bool(Id subject, std::span<const Neighbour> out)>& visit) const {
    each_entity([&](const StoredEntity& entity) {
      const std::vector<Neighbour> row = neighbours(entity.id, Direction::kOut);
      return row.empty() || visit(entity.id, row);
    });
  }

  // The same for the subjects from first to last, so that several threads can share the work.
  virtual void each_row_between(
      Id first, Id last, const std::function<bool(Id subject, std::span<const Neighbour> out)>& visit) const {
    each_row([&](Id subject, std::span<const Neighbour> row) {
      return subject < first || (subject <= last && visit(subject, row));
    });
  }

  // Every entity, in the order of ids, with its statements on either side in no particular order: what counts
  // degrees in one pass.
  virtual void each_entity_row(
      const std::function<bool(const StoredEntity&, std::span<const Neighbour> both)>& visit) const {
    each_entity(
        [&](const StoredEntity& entity) { return visit(entity, neighbours(entity.id, Direction::kBoth)); });
  }

  // What stands at each of the ids, which ascend; at is the place in the list. Ids that are not there are
  // passed over. A store reads thousands of them in a small part of the time that asking one by one takes.
  virtual void read_entities(std::span<const Id> ids,
                             const std::function<void(std::size_t at, StoredEntity)>& visit) const {
    for (std::size_t at = 0; at < ids.size(); ++at)
      if (auto found = entity(ids[at])) visit(at, std::move(*found));
  }
  virtual void read_statements(std::span<const Id> ids,
                               const std::function<void(std::size_t at, StoredStatement)>& visit) const {
    for (std::size_t at = 0; at < ids.size(); ++at)
      if (auto found = statement(ids[at])) visit(at, std::move(*found));
  }
  // texts: false leaves the text of each evidence empty, which spares reading the documents.
  virtual void read_evidence(
      std::span<const Id> statements, bool texts,
      const std::function<void(std::size_t at, std::vector<StoredEvidence>)>& visit) const {
    for (std::size_t at = 0; at < statements.size(); ++at) {
      std::vector<StoredEvidence> found = evidence(statements[at]);
      for (StoredEvidence& stored : found)
        if (!texts) stored.evidence.text.clear();
      if (!found.empty()) visit(at, std::move(found));
    }
  }

  // The documents and lines only, in the same order.
  virtual void read_sources(std::span<const Id> statements,
                            const std::function<void(std::size_t at, std::span<const Source>)>& visit) const {
    std::vector<Source> sources;
    read_evidence(statements, false, [&](std::size_t at, const std::vector<StoredEvidence>& found) {
      sources.clear();
      for (const StoredEvidence& one : found) sources.push_back({Id::of({one.document}), one.evidence.line});
      visit(at, sources);
    });
  }

  // Entities that bear this name or alias, exactly, but for script, width and letter case (see NameKey).
  virtual std::vector<Id> named(std::string_view name) const = 0;
  // Names that contain text, at most limit, names that begin with it first.
  virtual std::vector<NameHit> search(std::string_view text, std::size_t limit) const = 0;
  // Names nearest to a name that is not there, best first: what an error message proposes.
  virtual std::vector<NameHit> nearest(std::string_view name, std::size_t limit) const = 0;
  virtual std::vector<StoredNameUse> name_uses(Id entity) const = 0;

  // Walks in the order of ids; the callback returns false to stop.
  virtual void each_entity(const std::function<bool(const StoredEntity&)>& visit) const = 0;
  virtual void each_statement(const std::function<bool(const StoredStatement&)>& visit) const = 0;
  // Statements of one relation, or (empty) of all, whose days touch the range, by first day then id.
  // Statements without a time come last, and only where the range is unlimited.
  virtual void each_in_time(std::string_view relation, DayRange range,
                            const std::function<bool(const StoredStatement&)>& visit) const = 0;

  // In the order of ids.
  virtual void each_document(const std::function<void(StoredDocument)>& visit) const = 0;
  // All of them, by path.
  std::vector<StoredDocument> documents() const {
    std::vector<StoredDocument> all;
    each_document([&](StoredDocument document) { all.push_back(std::move(document)); });
    std::sort(all.begin(), all.end(),
              [](const StoredDocument& a, const StoredDocument& b) { return a.path < b.path; });
    return all;
  }
  virtual std::optional<StoredDocument> document(std::string_view path) const = 0;
  // Error(kStore) where there is none.
  virtual std::string document_path(Id id) const {
    for (StoredDocument& found : documents())
      if (Id::of({found.path}) == id) return std::move(found.path);
    throw Error(ErrorKind::kStore, "there is no document " + id.print('D'));
  }
  // The file as it was added.
  virtual std::string document_bytes(std::string_view path) const = 0;
  // What one document states, in the order of the text; empty where there is no such document. A store
  // overrides this to read the document's own list.
  virtual std::vector<StatedEvidence> statements_of(std::string_view path) const {
    std::vector<StatedEvidence> stated;
    each_statement([&](const StoredStatement& stored) {
      for (StoredEvidence& found : evidence(stored.id)) {
        if (found.document == path) stated.push_back({stored.statement, std::move(found.evidence)});
      }
      return true;
    });
    std::stable_sort(stated.begin(), stated.end(), [](const StatedEvidence& a, const StatedEvidence& b) {
      return a.evidence.begin < b.evidence.begin;
    });
    return stated;
  }
  // One document as it was added, but that each list comes in the order of content. Error(kNotFound).
  // A graph that is no store keeps no documents: Error(kUsage).
  virtual DocumentRecord record(std::string_view path) const {
    throw Error(ErrorKind::kUsage, std::string(path) + ": this graph is not a store and keeps no documents");
  }

  // A hash over everything that the snapshot shows: equal for two stores exactly when they hold the same
  // documents, in whatever order and way these came in. A graph that is no store has none: Error(kUsage).
  virtual std::string content_digest() const {
    throw Error(ErrorKind::kUsage, "this graph is not a store and has no digest");
  }
};

class Store {
 public:
  enum class Mode {
    kReadOnly,  // beside a writer and on a read-only mount; writing methods throw Error(kStore)
    kWrite,     // made when it is not there; Error(kStore) that names the holder when another process writes
  };

  // Throws Error(kStore) when path holds no store (kReadOnly), another format or a damaged one,
  // Error(kSystem) when the system refuses.
  static std::unique_ptr<Store> open(const std::filesystem::path& path, Mode mode);

  virtual ~Store() = default;

  // Fingerprint of the pack that the statements were made with; empty in a new store.
  virtual std::string pack_fingerprint() const = 0;
  virtual void set_pack(const Ontology& ontology, std::string_view fingerprint) = 0;

  // Durable when it returns. The same path with the same bytes under the same pack changes nothing.
  // May be called from several threads, which then wait for one another.
  virtual AddOutcome add(const DocumentRecord& record) = 0;
  // The same for many documents in one durable write, which costs little more than one document does: all are
  // in when it returns, none where it throws.
  virtual std::vector<AddOutcome> add_all(std::span<const DocumentRecord> records) = 0;
  // False when there is no such document.
  virtual bool remove(std::string_view path) = 0;

  virtual std::shared_ptr<const Snapshot> snapshot() const = 0;
};

}  // namespace guanxi
