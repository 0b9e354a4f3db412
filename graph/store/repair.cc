#include <fmt/format.h>
#include <rocksdb/convenience.h>
#include <unistd.h>

#include <algorithm>
#include <set>
#include <unordered_map>

#include "extract/statement/error.h"
#include "graph/store/bulk_loader.h"
#include "graph/store/codec.h"
#include "graph/store/database.h"
#include "graph/store/packed_rows.h"
#include "graph/store/status.h"
#include "graph/store/transaction.h"
#include "graph/store/verify.h"

namespace guanxi {
namespace {

namespace fs = std::filesystem;

std::string_view view(const rocksdb::Slice& slice) {
  return {slice.data(), slice.size()};
}

// Reads a damaged store as far as it can be read.
class Salvager {
 public:
  explicit Salvager(std::shared_ptr<Database> database) : database_(std::move(database)) { read_rows(); }

  const std::vector<DocumentRow>& documents() const { return documents_; }
  std::optional<std::string> meta(std::string_view key) const {
    auto found = meta_.find(key);
    return found == meta_.end() ? std::nullopt : std::optional(found->second);
  }

  // Documents that the counts or rows in other families speak of, whose own rows are gone.
  std::uint64_t missing() const {
    std::set<Id> known, orphans;
    for (const DocumentRow& row : documents_) known.insert(row.document.id);
    auto note = [&](const auto& rows) {
      for (const auto& [id, value] : rows)
        if (!known.contains(id)) orphans.insert(id);
    };
    note(pieces_);
    note(entities_of_);
    note(statements_of_);
    std::uint64_t counted = 0;
    if (auto row = meta(kCountsKey)) counted = decode_counts(*row).documents;
    return std::max<std::uint64_t>(orphans.size(),
                                   counted - std::min<std::uint64_t>(counted, documents_.size()));
  }
  bool lost_end() const { return database_->lost_end(); }

  std::optional<std::string> bytes(const DocumentRow& row) const {
    std::string bytes;
    auto found = pieces_.find(row.document.id);
    std::uint32_t wanted = static_cast<std::uint32_t>((row.document.size + kPieceSize - 1) / kPieceSize);
    if (wanted == 0) return bytes;
    if (found == pieces_.end() || found->second != wanted) return std::nullopt;
    for (std::uint32_t number = 0; number < wanted; ++number)
      bytes += get(Family::kBytes, piece_key(row.document.id, number)).value_or("");
    if (bytes.size() != row.document.size) return std::nullopt;
    return bytes;
  }

  // The document as its rows tell it; its fingerprint shows whether that is all.
  DocumentRecord record(const DocumentRow& row, std::string bytes) const {
    DocumentRecord record;
    record.path = row.document.path;
    record.encoding = row.document.encoding;
    record.sentences = row.document.sentences;
    record.bytes = std::move(bytes);
    add_entities(row.document.id, record);
    add_statements(row.document.id, record);
    return record;
  }

 private:
  // Calls visit for every row whose block can be read; steps over those that cannot.
  template <typename Visit>
  void each_readable(Family family, const Visit& visit) const {
    auto rows = database_->iterate(family);
    std::uint32_t next = 0;  // the first two bytes of keys not yet tried
    rows->SeekToFirst();
    for (;;) {
      for (; rows->Valid(); rows->Next()) {
        std::string key(view(rows->key()));
        key.resize(std::max<std::size_t>(key.size(), 2));
        next = (static_cast<unsigned char>(key[0]) << 8 | static_cast<unsigned char>(key[1])) + 1;
        try {
          visit(view(rows->key()), view(rows->value()));
        } catch (const Error&) {
          continue;  // one bad row
        }
      }
      if (rows->status().ok() || next > 0xffff) return;
      char start[2] = {static_cast<char>(next >> 8), static_cast<char>(next)};
      ++next;
      rows->Seek(rocksdb::Slice(start, 2));
    }
  }

  void read_rows() {
    each_readable(Family::kMeta, [&](std::string_view key, std::string_view value) {
      meta_.emplace(key, value);
      if (key.starts_with(kRelationPrefix) && key.size() == kRelationPrefix.size() + 4)
        relations_.emplace(load_fixed32(key.data() + kRelationPrefix.size()), value);
    });
    each_readable(Family::kDocuments, [&](std::string_view key, std::string_view value) {
      DocumentRow row = DocumentRow::decode(Id{load_fixed64(key.data())}, value);
      if (Id::of({row.document.path}) == row.document.id) documents_.push_back(std::move(row));
    });
    each_readable(Family::kBytes,
                  [&](std::string_view key, std::string_view) { ++pieces_[Id{load_fixed64(key.data())}]; });
    // Where a chunk of a document's entities is gone, their names may still be there.
    std::string entries;
    each_readable(Family::kDocEntities, [&](std::string_view key, std::string_view chunk) {
      entries.clear();
      decode_chunk(chunk, kIdEntrySize, entries);
      std::set<Id>& entities = entities_of_[Id{load_fixed64(key.data())}];
      for (std::size_t at = 0; at < entries.size(); at += kIdEntrySize)
        entities.insert(Id{load_fixed64(entries.data() + at)});
    });
    each_readable(Family::kUses, [&](std::string_view key, std::string_view) {
      entities_of_[Id{load_fixed64(key.data() + sizeof(Id))}].insert(Id{load_fixed64(key.data())});
    });
    each_readable(Family::kEvidence, [&](std::string_view key, std::string_view) {
      statements_of_[Id{load_fixed64(key.data() + sizeof(Id))}].push_back(Id{load_fixed64(key.data())});
    });
  }

  std::optional<std::string> get(Family family, std::string_view key) const {
    try {
      return database_->get(family, key);
    } catch (const Error&) {
      return std::nullopt;
    }
  }

  void add_entities(Id document, DocumentRecord& record) const {
    auto ids = entities_of_.find(document);
    if (ids == entities_of_.end()) return;
    for (Id id : ids->second) {
      std::optional<std::string> row = get(Family::kEntities, id_key(id));
      if (!row) continue;
      record.entities.push_back(EntityRow::decode(*row).entity);
      const std::string uses = get(Family::kUses, pair_key(id, document)).value_or("");
      for (NameUse& use : decode_uses(id, uses)) record.names.push_back(std::move(use));
    }
  }

  void add_statements(Id document, DocumentRecord& record) const {
    auto ids = statements_of_.find(document);
    if (ids == statements_of_.end()) return;
    for (Id id : ids->second) {
      std::optional<std::string> row = get(Family::kStatements, id_key(id));
      std::optional<std::string> evidence = get(Family::kEvidence, pair_key(id, document));
      if (!row || !evidence) continue;
      StatementRow decoded = StatementRow::decode(*row);
      auto relation = relations_.find(decoded.relation);
      if (relation == relations_.end()) continue;
      decoded.statement.relation = relation->second;
      for (EvidencePlace& place : decode_evidence(*evidence)) {
        Evidence& found = place.evidence;
        if (place.in_document && found.end > record.bytes.size()) continue;
        if (place.in_document) found.text = record.bytes.substr(found.begin, found.end - found.begin);
        record.statements.push_back({decoded.statement, std::move(found)});
      }
    }
  }

  std::shared_ptr<Database> database_;
  std::map<std::string, std::string, std::less<>> meta_;
  std::unordered_map<std::uint32_t, std::string> relations_;
  std::vector<DocumentRow> documents_;
  std::unordered_map<Id, std::uint32_t> pieces_;
  std::unordered_map<Id, std::set<Id>> entities_of_;
  std::unordered_map<Id, std::vector<Id>> statements_of_;
};

void copy_folder(const fs::path& from, const fs::path& to) {
  std::error_code failure;
  fs::copy(from, to, fs::copy_options::recursive, failure);
  if (failure)
    throw Error(ErrorKind::kSystem,
                fmt::format("{}: cannot be copied to {}: {}", from.string(), to.string(), failure.message()));
}

// A name beside the store that is free.
fs::path free_name(const fs::path& path, const char* ending) {
  fs::path result;
  for (int number = 1;; ++number) {
    result = fmt::format("{}.{}-{}", path.string(), ending, number);
    if (!fs::exists(result)) return result;
  }
}

void save_document(const Salvager& old, const DocumentRow& row, const Rereader* reader, BulkLoader& loader,
                   RepairReport& report) {
  const std::string& path = row.document.path;
  std::optional<std::string> bytes = old.bytes(row);
  if (bytes) {
    DocumentRecord record = old.record(row, *bytes);
    if (describe(record).fingerprint == row.fingerprint) {
      loader.add(record, row.document.pack);
      ++report.kept;
      return;
    }
    record.entities.clear();
    record.names.clear();
    record.statements.clear();
    bool as_added = record.content_hash() == row.document.content_hash && !bytes->empty();
    std::optional<DocumentRecord> again = as_added && reader ? reader->read(path, *bytes) : std::nullopt;
    if (again) {
      loader.add(*again, reader->fingerprint);
      report.read_again.push_back(path);
      return;
    }
  }
  report.lost.push_back(path);
}

// A store whose format cannot be told any more is read as one of this version.
void refuse_unknown_format(const fs::path& path, const std::optional<std::string>& format) {
  const std::string current = fmt::format("{} {}", kFormatName, kFormatVersion);
  if (!format || *format == current || is_older_format(*format)) return;
  throw Error(ErrorKind::kStore,
              fmt::format("{}: the store has format \"{}\", of which this program can read nothing; use the "
                          "version of guanxi that wrote it",
                          path.string(), *format));
}

}  // namespace

RepairReport repair_store(const fs::path& path, const Rereader* reader) {
  if (!fs::is_directory(path))
    throw Error(ErrorKind::kStore, fmt::format("{}: there is no store here", path.string()));
  RepairReport report;
  fs::path copy = free_name(path, "salvage");
  fs::path fresh = free_name(path, "repaired");
  report.damaged = free_name(path, "damaged");
  copy_folder(path, copy);
  try {
    Salvager old(Database::open_damaged(copy));
    refuse_unknown_format(path, old.meta(kFormatKey));
    {
      auto store = Store::open(fresh, Store::Mode::kWrite);
      if (auto ontology = old.meta(kOntologyKey))
        store->set_pack(Ontology::from_json(*ontology), old.meta(kPackKey).value_or(""));
      else if (reader)
        store->set_pack(reader->ontology, reader->fingerprint);
      BulkLoader loader(*store);
      for (const DocumentRow& row : old.documents()) save_document(old, row, reader, loader, report);
      report.unnamed = old.missing();
      report.lost_end = old.lost_end();
      loader.finish();
    }
  } catch (...) {
    fs::remove_all(copy);
    fs::remove_all(fresh);
    throw;
  }
  fs::remove_all(copy);
  fs::rename(path, report.damaged);
  fs::rename(fresh, path);
  return report;
}

}  // namespace guanxi
