#include "graph/store/verify.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <unordered_map>

#include "extract/statement/content_hash.h"
#include "extract/statement/error.h"
#include "graph/store/codec.h"
#include "graph/store/packed_rows.h"
#include "graph/store/rocks_store.h"
#include "graph/store/status.h"
#include "graph/store/transaction.h"

namespace guanxi {
namespace {

constexpr std::size_t kMostMessages = 100;

std::string_view view(const rocksdb::Slice& slice) {
  return {slice.data(), slice.size()};
}

// The sum of the hashes of byte strings, and how many they are: equal where each occurs as often.
struct SetSum {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  std::uint64_t count = 0;

  void add(std::string_view bytes, std::uint64_t times = 1) {
    XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
    low += hash.low64 * times;
    high += hash.high64 * times;
    count += times;
  }
  bool operator==(const SetSum&) const = default;
};

class Verifier {
 public:
  explicit Verifier(const Database& database) : database_(database), snapshot_(database.db()) {}

  VerifyReport run() {
    step("checksums", [&] { check(database_.db().VerifyChecksum()); });
    step("relations", [&] { read_relations(); });
    step("documents", [&] { walk_documents(); });
    step("bytes", [&] { walk_bytes(); });
    step("entities", [&] { walk_entities(); });
    step(family_name(Family::kDocEntities), [&] { walk_doc_entities(); });
    step("statements", [&] { walk_statements(); });
    step("names", [&] { compare(Family::kNames, names_, [&](SetSum& sum) { sum_names(sum); }); });
    compare_packed(Family::kDocStatements, sizeof(Id), kIdEntrySize, doc_statements_);
    compare_packed(Family::kSpo, sizeof(Id), kEdgeEntrySize, spo_);
    compare_packed(Family::kOsp, sizeof(Id), kEdgeEntrySize, osp_);
    compare_packed(Family::kPos, sizeof(std::uint32_t), kTimeEntrySize, pos_);
    step("counts", [&] { compare_counts(); });
    return std::move(report_);
  }

 private:
  // A RocksDB snapshot where there is a writer in this process.
  class Held {
   public:
    explicit Held(rocksdb::DB& db) : db_(db), snapshot_(db.GetSnapshot()) {}
    ~Held() {
      if (snapshot_ != nullptr) db_.ReleaseSnapshot(snapshot_);
    }
    const rocksdb::Snapshot* get() const { return snapshot_; }

   private:
    rocksdb::DB& db_;
    const rocksdb::Snapshot* snapshot_;
  };

  struct DocumentState {
    std::string path;
    std::uint64_t size;
    std::uint64_t content_hash;
    std::uint32_t statements;
    std::uint64_t fingerprint;
    std::uint32_t found_statements = 0;
    std::uint64_t found_fingerprint = 0;
  };

  void problem(std::string message) {
    ++report_.problems;
    if (report_.messages.size() < kMostMessages) report_.messages.push_back(std::move(message));
  }

  // A step that meets damage reports it and ends; the others go on.
  template <typename Work>
  void step(std::string_view what, const Work& work) {
    try {
      work();
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::kStore) throw;
      problem(fmt::format("{}: {}", what, error.what()));
    }
  }

  template <typename Visit>
  void walk(Family family, const Visit& visit) {
    auto rows = database_.iterate(family, snapshot_.get(), Walk::kAll);
    for (rows->SeekToFirst(); rows->Valid(); rows->Next()) visit(view(rows->key()), view(rows->value()));
    check(rows->status());
  }

  void read_relations() {
    walk(Family::kMeta, [&](std::string_view key, std::string_view value) {
      if (!key.starts_with(kRelationPrefix)) return;
      std::uint32_t code = load_fixed32(key.data() + kRelationPrefix.size());
      if (relation_code(value) != code) problem(fmt::format("relation {} has a wrong code", value));
      relations_.emplace(code, value);
    });
  }

  void walk_documents() {
    walk(Family::kDocuments, [&](std::string_view key, std::string_view value) {
      Id id{load_fixed64(key.data())};
      DocumentRow row = DocumentRow::decode(id, value);
      const StoredDocument& document = row.document;
      if (Id::of({document.path}) != id) problem(fmt::format("document {} has a wrong id", document.path));
      documents_.emplace(
          id, DocumentState{document.path, document.size, document.content_hash, document.statements,
                            row.fingerprint, 0, fingerprint_of(document)});
      ++found_.documents;
      found_.sentences += document.sentences;
    });
  }

  void walk_bytes() {
    Id now;
    ContentHash hash;  // of the document so far: it may be larger than memory
    std::uint64_t size = 0;
    std::uint32_t number = 0;
    std::uint64_t whole = 0;
    auto end_document = [&] {
      auto document = documents_.find(now);
      if (now.value == 0) return;
      if (document == documents_.end())
        return problem(fmt::format("bytes of the unknown document {}", now.print('D')));
      ++whole;
      if (size != document->second.size || hash.value() != document->second.content_hash)
        problem(fmt::format("the bytes of {} are not those that were added", document->second.path));
    };
    walk(Family::kBytes, [&](std::string_view key, std::string_view value) {
      Id id{load_fixed64(key.data())};
      if (id != now) {
        end_document();
        now = id;
        hash = ContentHash();
        size = 0;
        number = 0;
      }
      if (load_fixed32(key.data() + sizeof(Id)) != number++)
        problem(fmt::format("a piece of the document {} is missing", id.print('D')));
      hash.add(value);
      size += value.size();
    });
    end_document();
    std::uint64_t with_bytes = 0;
    for (const auto& [id, document] : documents_) with_bytes += document.size > 0 ? 1 : 0;
    if (with_bytes != whole) problem("the bytes of a document are missing");
  }

  void walk_entities() {
    auto uses = database_.iterate(Family::kUses, snapshot_.get(), Walk::kAll);
    uses->SeekToFirst();
    walk(Family::kEntities, [&](std::string_view key, std::string_view value) {
      Id id{load_fixed64(key.data())};
      EntityRow row = EntityRow::decode(value);
      if (row.entity.id() != id) problem(fmt::format("the entity {} has a wrong id", row.entity.name));
      entities_.push_back(id.value);
      ++found_.entities;
      told_entities_.add(key, row.documents);
      EntityRow counted;
      counted.entity = row.entity;
      for (; uses->Valid() && view(uses->key()).substr(0, sizeof(Id)) <= key; uses->Next()) {
        Id document{load_fixed64(uses->key().data() + sizeof(Id))};
        check_uses(id, document, view(uses->value()));
        if (view(uses->key()).substr(0, sizeof(Id)) != key) problem("a name of an entity that is not there");
        count_names(view(uses->value()), 1, counted);
      }
      if (counted.names != row.names)
        problem(fmt::format("the names of {} do not agree with its uses", row.entity.name));
      for (const auto& [name, spellings] : name_rows(id, row)) names_.add(name + spellings);
    });
    check(uses->status());
    if (uses->Valid()) problem("a name of an entity that is not there");
  }

  void check_uses(Id entity, Id document, std::string_view row) {
    auto found = documents_.find(document);
    if (found == documents_.end())
      return problem(fmt::format("a use of a name in the unknown document {}", document.print('D')));
    for (const NameUse& use : decode_uses(entity, row))
      found->second.found_fingerprint += fingerprint_of(use);
  }

  void walk_doc_entities() {
    compare(Family::kDocEntities, told_entities_, [&](SetSum& sum) {
      walk_packed(Family::kDocEntities, sizeof(Id), kIdEntrySize, [&](std::string_view entry) {
        sum.add(entry.substr(sizeof(Id)));
        const Id document{load_fixed64(entry.data())};
        if (auto found = documents_.find(document); found != documents_.end())
          found->second.found_fingerprint += load_fixed64(entry.data() + sizeof(Id));
        else
          problem(fmt::format("an entity of the unknown document {}", document.print('D')));
      });
    });
  }

  void require_entity(Id id, Id statement) {
    if (!std::binary_search(entities_.begin(), entities_.end(), id.value))
      problem(fmt::format("the statement {} is about the unknown entity {}", statement.print('S'),
                          id.print('Q')));
  }

  void walk_statements() {
    auto evidence = database_.iterate(Family::kEvidence, snapshot_.get(), Walk::kAll);
    evidence->SeekToFirst();
    walk(Family::kStatements, [&](std::string_view key, std::string_view value) {
      Id id{load_fixed64(key.data())};
      StatementRow row = StatementRow::decode(value);
      check_statement(id, row);
      std::uint64_t documents = 0;
      for (; evidence->Valid() && view(evidence->key()).substr(0, sizeof(Id)) <= key; evidence->Next()) {
        if (view(evidence->key()).substr(0, sizeof(Id)) != key)
          problem("evidence of a statement that is not there");
        ++documents;
        check_evidence(id, Id{load_fixed64(evidence->key().data() + sizeof(Id))}, view(evidence->value()));
      }
      if (documents != row.documents)
        problem(fmt::format("the statement {} rests on {} documents, its row says {}", id.print('S'),
                            documents, row.documents));
    });
    check(evidence->status());
    if (evidence->Valid()) problem("evidence of a statement that is not there");
    for (const auto& [id, document] : documents_) {
      if (document.found_statements != document.statements)
        problem(fmt::format("{} tells {} statements, its row says {}", document.path,
                            document.found_statements, document.statements));
      if (document.found_fingerprint != document.fingerprint)
        problem(fmt::format("what {} tells is not what was added", document.path));
    }
  }

  void check_statement(Id id, StatementRow& row) {
    ++found_.statements;
    auto relation = relations_.find(row.relation);
    if (relation == relations_.end()) {
      problem(fmt::format("the statement {} has a relation without a name", id.print('S')));
    } else {
      row.statement.relation = relation->second;
      if (row.statement.id() != id) problem(fmt::format("the statement {} has a wrong id", id.print('S')));
    }
    DayRange days;
    if (!row.statement.time.empty()) {
      std::optional<Edtf> time = Edtf::parse(row.statement.time);
      if (time) days = time->days();
      if (!time || days != row.days) problem(fmt::format("the statement {} has wrong days", id.print('S')));
    }
    require_entity(row.statement.subject, id);
    require_entity(row.statement.object, id);
    const char flags = edge_flags(row);
    std::string entry = id_key(row.statement.subject);
    append_edge_entry(row, flags, row.statement.object, id, entry);
    spo_.add(entry);
    entry = id_key(row.statement.object);
    append_edge_entry(row, flags, row.statement.subject, id, entry);
    osp_.add(entry);
    entry.clear();
    append_fixed32(row.relation, entry);
    append_time_entry(row, id, entry);
    pos_.add(entry);
  }

  void check_evidence(Id statement, Id document, std::string_view row) {
    auto found = documents_.find(document);
    if (found == documents_.end())
      return problem(fmt::format("evidence in the unknown document {}", document.print('D')));
    ++found->second.found_statements;
    doc_statements_.add(pair_key(document, statement));
    for (const EvidencePlace& place : decode_evidence(row)) {
      ++found_.evidences;
      found->second.found_fingerprint += fingerprint_of(statement, place);
      if (place.in_document && place.evidence.end > found->second.size)
        problem(fmt::format("an evidence lies behind the end of {}", found->second.path));
    }
  }

  void sum_names(SetSum& sum) {
    walk(Family::kNames,
         [&](std::string_view key, std::string_view value) { sum.add(std::string(key).append(value)); });
  }

  template <typename Sum>
  void compare(Family family, const SetSum& expected, const Sum& sum_rows) {
    SetSum sum;
    sum_rows(sum);
    if (sum == expected) return;
    problem(
        fmt::format("the index {} does not agree with the rows that it comes from ({} entries, expected {})",
                    family_name(family), sum.count, expected.count));
  }

  void compare_packed(Family family, std::size_t prefix_size, std::size_t entry_size,
                      const SetSum& expected) {
    step(family_name(family), [&] {
      compare(family, expected, [&](SetSum& sum) {
        walk_packed(family, prefix_size, entry_size, [&](std::string_view entry) { sum.add(entry); });
      });
    });
  }

  // Gives each entry behind its prefix; checks that the entries of a row ascend and that chunks begin where
  // they must.
  template <typename Visit>
  void walk_packed(Family family, std::size_t prefix_size, std::size_t entry_size, const Visit& visit) {
    std::string last;
    std::string entries;
    bool ordered = true;
    walk(family, [&](std::string_view key, std::string_view chunk) {
      entries.clear();
      decode_chunk(chunk, entry_size, entries);
      for (std::size_t at = 0; at < entries.size(); at += entry_size) {
        std::string_view entry(entries.data() + at, entry_size);
        std::string whole(key.substr(0, prefix_size));
        whole.append(entry);
        bool begins = at == 0 && key.size() > prefix_size;
        ordered = ordered && last < whole && begins_chunk(entry) == begins && (!begins || key == whole);
        visit(whole);
        last = std::move(whole);
      }
    });
    if (!ordered) problem(fmt::format("the index {} is out of order", family_name(family)));
  }

  void compare_counts() {
    report_.counts = found_;
    std::optional<std::string> row = database_.get(Family::kMeta, kCountsKey, snapshot_.get());
    if (!row || decode_counts(*row) != found_) problem("the counts of the store are not those of its rows");
  }

  const Database& database_;
  Held snapshot_;
  VerifyReport report_;
  StoreCounts found_;
  std::unordered_map<std::uint32_t, std::string> relations_;
  std::unordered_map<Id, DocumentState> documents_;
  std::vector<std::uint64_t> entities_;  // ascending
  SetSum names_, told_entities_, doc_statements_, spo_, osp_, pos_;
};

}  // namespace

VerifyReport verify_store(const Store& store) {
  const auto* rocks = dynamic_cast<const RocksStore*>(&store);
  if (rocks == nullptr) throw Error(ErrorKind::kUsage, "only a store on disk can be verified");
  return Verifier(rocks->database()).run();
}

}  // namespace guanxi
