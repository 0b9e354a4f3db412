// Bytes of a store's files flipped and cut: a clear error, or the full answer.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include <random>
#include <set>

#include "extract/statement/error.h"
#include "graph/store/backup.h"
#include "graph/store/bulk_loader.h"
#include "graph/store/database.h"
#include "graph/store/merge.h"
#include "graph/store/packed_rows.h"
#include "graph/store/verify.h"
#include "tests/store/store_fixture.h"

namespace guanxi {
namespace {

using test::make_corpus;
using test::make_record;
using test::TempFolder;
using testing::HasSubstr;
using testing::IsEmpty;

namespace fs = std::filesystem;

std::string digest_of(const fs::path& path) {
  return Store::open(path, Store::Mode::kReadOnly)->snapshot()->content_digest();
}

// Documents in tables and documents in the log.
std::string make_store(const fs::path& path) {
  auto store = Store::open(path, Store::Mode::kWrite);
  std::vector<DocumentRecord> corpus = make_corpus(60, 9);
  BulkLoader loader(*store);
  for (std::size_t i = 0; i < 40; ++i) loader.add(corpus[i]);
  loader.finish();
  store->add_all(std::span(corpus).subspan(40));
  return store->snapshot()->content_digest();
}

void damage(const fs::path& file, std::mt19937& random, bool cut) {
  std::string bytes = test::read_file(file);
  std::size_t at = random() % bytes.size();
  if (cut) {
    bytes.resize(at);
  } else {
    bytes[at] = static_cast<char>(bytes[at] ^ 1 << random() % 8);
  }
  test::write_file(file, bytes);
}

class StoreDamage : public testing::Test {
 protected:
  void SetUp() override { digest_ = make_store(original_); }

  fs::path copy() {
    fs::remove_all(folder_ / "copy");
    fs::copy(original_, folder_ / "copy", fs::copy_options::recursive);
    return folder_ / "copy";
  }

  TempFolder folder_;
  fs::path original_ = folder_ / "store";
  std::string digest_;
};

TEST_F(StoreDamage, FlippedAndCutFilesGiveAnErrorOrTheFullAnswer) {
  std::mt19937 random(3);
  int errors = 0;
  int answers = 0;
  for (const auto& entry : fs::directory_iterator(original_)) {
    if (entry.file_size() == 0) continue;
    std::string name = entry.path().filename().string();
    for (int round = 0; round < 10; ++round) {
      fs::path path = copy();
      damage(path / name, random, round % 2 == 1);
      try {
        EXPECT_EQ(digest_of(path), digest_) << name << " round " << round;
        ++answers;
      } catch (const Error& error) {
        EXPECT_TRUE(error.kind() == ErrorKind::kStore || error.kind() == ErrorKind::kSystem) << error.what();
        EXPECT_THAT(error.what(), testing::AnyOf(HasSubstr(path.string()), HasSubstr("damaged"))) << name;
        ++errors;
      }
    }
  }
  EXPECT_GT(errors, 40);
  EXPECT_GT(answers, 20);
}

TEST_F(StoreDamage, AWriterSeesDamageToo) {
  std::mt19937 random(4);
  for (const auto& entry : fs::directory_iterator(original_)) {
    if (entry.file_size() == 0) continue;
    std::string name = entry.path().filename().string();
    if (!name.ends_with(".log") && !name.starts_with("MANIFEST") && name != "CURRENT" && name != "COMMITTED")
      continue;
    for (int round = 0; round < 6; ++round) {
      fs::path path = copy();
      damage(path / name, random, round % 2 == 1);
      try {
        EXPECT_EQ(Store::open(path, Store::Mode::kWrite)->snapshot()->content_digest(), digest_) << name;
      } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr(path.string())) << name;
      }
    }
  }
}

TEST_F(StoreDamage, AMissingFileIsNamed) {
  for (const auto& entry : fs::directory_iterator(original_)) {
    std::string name = entry.path().filename().string();
    fs::path path = copy();
    fs::remove(path / name);
    try {
      EXPECT_EQ(digest_of(path), digest_) << name;
    } catch (const Error& error) {
      EXPECT_THAT(error.what(), HasSubstr((name.ends_with(".sst") ? path / name : path).string())) << name;
    }
  }
}

// What lost its end is named by its own name, not by what comes up short.
TEST_F(StoreDamage, AFileCutShortIsNamed) {
  for (const auto& entry : fs::directory_iterator(original_)) {
    std::string name = entry.path().filename().string();
    if (entry.file_size() == 0 || !(name.ends_with(".log") || name.starts_with("MANIFEST"))) continue;
    fs::path path = copy();
    fs::resize_file(path / name, name.ends_with(".log") ? entry.file_size() - 20 : entry.file_size() / 2);
    for (Store::Mode mode : {Store::Mode::kReadOnly, Store::Mode::kWrite}) {
      try {
        Store::open(path, mode);
        FAIL() << name;
      } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr(name + " has lost its end"));
      }
    }
  }
}

// A store whose making was cut short at each step: before its first rows, before its mark, before the mark's
// text.
TEST_F(StoreDamage, AStoreThatWasBeingMadeIsGoneOnWith) {
  for (const char* step : {"no rows", "no mark", "empty mark"}) {
    SCOPED_TRACE(step);
    fs::path path = folder_ / step;
    { Store::open(path, Store::Mode::kWrite); }
    fs::remove(path / "COMMITTED");
    if (step == std::string("empty mark")) test::write_file(path / "COMMITTED", "");
    if (step == std::string("no rows")) {
      for (const auto& entry : fs::directory_iterator(path))
        if (entry.path().extension() == ".log") fs::resize_file(entry.path(), 0);
      EXPECT_THROW(Store::open(path, Store::Mode::kReadOnly), Error);
    } else {
      EXPECT_EQ(Store::open(path, Store::Mode::kReadOnly)->snapshot()->counts(), StoreCounts{});
    }
    Store::open(path, Store::Mode::kWrite)->add(make_record("a.txt", {{"甲", "met", "乙", ""}}));
    auto store = Store::open(path, Store::Mode::kReadOnly);
    EXPECT_EQ(store->snapshot()->counts().documents, 1u);
    EXPECT_TRUE(verify_store(*store).sound());
  }
}

// Edge entries as version 1 wrote them: the flags tell the factuality and whether it is a claim.
void write_edges_of_version_1(Database& database, Family family, rocksdb::WriteBatch& batch) {
  auto rows = database.iterate(family);
  std::set<std::string> prefixes;
  for (rows->SeekToFirst(); rows->Valid(); rows->Next()) {
    prefixes.insert(rows->key().ToString().substr(0, sizeof(Id)));
    ASSERT_TRUE(batch.Delete(database.handle(family), rows->key()).ok());
  }
  auto handle = database.handle(family);
  PackedEditor editor(nullptr, kEdgeEntrySize,
                      {[&](std::string_view key, std::string_view value) {
                         ASSERT_TRUE(batch.Put(handle, rocksdb::Slice(key), rocksdb::Slice(value)).ok());
                       },
                       [](std::string_view) {}});
  for (const std::string& prefix : prefixes) {
    std::string entries;
    read_row(*rows, prefix, kEdgeEntrySize, entries);
    for (std::size_t at = 0; at < entries.size(); at += kEdgeEntrySize) {
      entries[at + kEdgeEntrySize - 1] &= 7;
      editor.edit(prefix, std::string_view(entries).substr(at, kEdgeEntrySize), true);
    }
  }
  editor.finish();
}

// Up to version 2 an entity without names had an empty row.
void write_uses_of_version_2(Database& database, rocksdb::WriteBatch& batch) {
  auto rows = database.iterate(Family::kDocEntities);
  std::string entries;
  for (rows->SeekToFirst(); rows->Valid(); rows->Next()) {
    entries.clear();
    decode_chunk(rows->value().ToStringView(), kIdEntrySize, entries);
    for (std::size_t at = 0; at < entries.size(); at += kIdEntrySize) {
      const std::string key = entries.substr(at, kIdEntrySize) + rows->key().ToString().substr(0, sizeof(Id));
      if (database.get(Family::kUses, key)) continue;
      ASSERT_TRUE(batch.Put(database.handle(Family::kUses), key, "").ok());
    }
  }
}

void set_format(const fs::path& path, const char* format) {
  auto database = Database::open(path, Store::Mode::kWrite);
  rocksdb::WriteBatch batch;
  if (is_older_format(format)) write_uses_of_version_2(*database, batch);
  if (format == std::string("guanxi 1"))
    for (Family family : {Family::kSpo, Family::kOsp}) write_edges_of_version_1(*database, family, batch);
  ASSERT_TRUE(batch.Put(database->handle(Family::kMeta), rocksdb::Slice(kFormatKey), format).ok());
  database->commit(batch);
}

class OlderStore : public StoreDamage, public testing::WithParamInterface<const char*> {};

TEST_P(OlderStore, IsMigrated) {
  fs::path path = copy();
  DocumentRecord unnamed = make_record("unnamed.txt", {{"甲", "met", "乙", ""}});
  unnamed.names.clear();
  Store::open(path, Store::Mode::kWrite)->add(unnamed);
  const std::string digest = digest_of(path);
  set_format(path, GetParam());
  try {
    Store::open(path, Store::Mode::kWrite);
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("verify --repair"));
  }
  RepairReport report = repair_store(path, nullptr);
  EXPECT_TRUE(report.complete());
  EXPECT_EQ(report.kept, 61u);
  EXPECT_TRUE(fs::exists(report.damaged));
  auto store = Store::open(path, Store::Mode::kWrite);
  EXPECT_TRUE(verify_store(*store).sound());
  EXPECT_EQ(store->snapshot()->content_digest(), digest);
}

INSTANTIATE_TEST_SUITE_P(Formats, OlderStore, testing::Values("guanxi 1", "guanxi 2"));

TEST_F(StoreDamage, AFormatOfTheFutureIsNotRepaired) {
  fs::path path = copy();
  set_format(path, "guanxi 4");
  EXPECT_THROW(repair_store(path, nullptr), Error);
  EXPECT_TRUE(fs::exists(path / "CURRENT"));
}

TEST_F(StoreDamage, AnotherFormatIsRefusedByName) {
  for (const char* format : {"guanxi 1", "guanxi 2", "guanxi 4", "other 1"}) {
    fs::path path = copy();
    set_format(path, format);
    for (auto mode : {Store::Mode::kReadOnly, Store::Mode::kWrite}) {
      try {
        Store::open(path, mode);
        FAIL() << format;
      } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr(std::string("\"") + format + "\""));
      }
    }
  }
}

class StoreVerify : public StoreDamage {};

TEST_F(StoreVerify, ASoundStoreHasNoProblem) {
  auto store = Store::open(original_, Store::Mode::kReadOnly);
  VerifyReport report = verify_store(*store);
  EXPECT_THAT(report.messages, IsEmpty());
  EXPECT_EQ(report.counts, store->snapshot()->counts());
}

// One row taken away or spoilt in each family; the checksums of RocksDB are right, so only the walk can tell.
TEST_F(StoreVerify, EveryFamilyIsChecked) {
  for (Family family : kFamilies) {
    for (bool spoil : {false, true}) {
      fs::path path = copy();
      {
        auto database = Database::open(path, Store::Mode::kWrite);
        auto rows = database->iterate(family);
        rows->SeekToFirst();
        ASSERT_TRUE(rows->Valid()) << family_name(family);
        std::string value = rows->value().ToString();
        if (!value.empty()) value.back() = static_cast<char>(value.back() + 1);
        bool has_value = !value.empty() && spoil;
        rocksdb::WriteBatch batch;
        ASSERT_TRUE((has_value ? batch.Put(database->handle(family), rows->key(), value)
                               : batch.Delete(database->handle(family), rows->key()))
                        .ok());
        database->commit(batch);
      }
      VerifyReport report = verify_store(*Store::open(path, Store::Mode::kReadOnly));
      EXPECT_FALSE(report.sound()) << family_name(family) << (spoil ? " spoilt" : " taken away");
    }
  }
}

TEST_F(StoreVerify, RepairRebuildsIndexes) {
  for (Family family : {Family::kSpo, Family::kOsp, Family::kPos, Family::kNames, Family::kDocEntities,
                        Family::kDocStatements}) {
    fs::path path = copy();
    {
      auto database = Database::open(path, Store::Mode::kWrite);
      rocksdb::WriteBatch batch;
      auto rows = database->iterate(family);
      for (rows->SeekToFirst(); rows->Valid(); rows->Next())
        ASSERT_TRUE(batch.Delete(database->handle(family), rows->key()).ok());
      database->commit(batch);
    }
    EXPECT_FALSE(verify_store(*Store::open(path, Store::Mode::kReadOnly)).sound());
    RepairReport report = repair_store(path, nullptr);
    EXPECT_EQ(report.kept, 60u) << family_name(family);
    EXPECT_THAT(report.lost, IsEmpty());
    EXPECT_EQ(digest_of(path), digest_) << family_name(family);
    EXPECT_TRUE(fs::exists(report.damaged));
    fs::remove_all(report.damaged);
  }
}

// Statements are gone, the bytes are there: the caller reads them again.
TEST_F(StoreVerify, RepairReadsDocumentsAgain) {
  fs::path path = copy();
  {
    auto database = Database::open(path, Store::Mode::kWrite);
    rocksdb::WriteBatch batch;
    for (Family family : {Family::kEvidence, Family::kUses}) {
      auto rows = database->iterate(family);
      for (rows->SeekToFirst(); rows->Valid(); rows->Next())
        ASSERT_TRUE(batch.Delete(database->handle(family), rows->key()).ok());
    }
    database->commit(batch);
  }
  std::vector<DocumentRecord> corpus = make_corpus(60, 9);
  const Rereader reader{
      {}, "", [&](const std::string& name, const std::string& bytes) -> std::optional<DocumentRecord> {
        auto found = std::find_if(corpus.begin(), corpus.end(),
                                  [&](const auto& record) { return record.path == name; });
        return found != corpus.end() && found->bytes == bytes ? std::optional(*found) : std::nullopt;
      }};
  RepairReport report = repair_store(path, &reader);
  EXPECT_THAT(report.lost, IsEmpty());
  EXPECT_GT(report.read_again.size(), 40u);
  EXPECT_EQ(digest_of(path), digest_);
}

// Whatever was damaged, repair gives a sound store that holds only what was added.
TEST_F(StoreVerify, RepairOfFlippedFilesGivesASoundStore) {
  std::mt19937 random(8);
  std::vector<DocumentRecord> corpus = make_corpus(60, 9);
  int whole = 0;
  for (const auto& entry : fs::directory_iterator(original_)) {
    if (entry.file_size() == 0) continue;
    fs::path path = copy();
    damage(path / entry.path().filename(), random, false);
    RepairReport report;
    try {
      report = repair_store(path, nullptr);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kStore) << error.what();
      continue;
    }
    auto store = Store::open(path, Store::Mode::kReadOnly);
    EXPECT_TRUE(verify_store(*store).sound()) << entry.path();
    auto snapshot = store->snapshot();
    for (const StoredDocument& document : snapshot->documents()) {
      auto added = std::find_if(corpus.begin(), corpus.end(),
                                [&](const auto& record) { return record.path == document.path; });
      ASSERT_NE(added, corpus.end());
      EXPECT_EQ(snapshot->document_bytes(document.path), added->bytes);
    }
    whole += snapshot->counts().documents == 60 ? 1 : 0;
    fs::remove_all(report.damaged);
  }
  EXPECT_GT(whole, 8);
}

TEST_F(StoreDamage, ABackupIsTheSameStore) {
  auto store = Store::open(original_, Store::Mode::kWrite);
  backup_store(*store, folder_ / "backup");
  EXPECT_EQ(digest_of(folder_ / "backup"), digest_);
  store->add(make_record("more.txt", {{"甲", "met", "乙", ""}}));
  EXPECT_EQ(digest_of(folder_ / "backup"), digest_);
  EXPECT_THROW(backup_store(*store, folder_ / "backup"), Error);
  Store::open(folder_ / "backup", Store::Mode::kWrite)
      ->add(make_record("other.txt", {{"甲", "met", "乙", ""}}));
  EXPECT_TRUE(verify_store(*Store::open(folder_ / "backup", Store::Mode::kReadOnly)).sound());
}

TEST(StoreMerge, StoresBuiltApartEqualOneBuildOfAll) {
  TempFolder folder;
  std::vector<DocumentRecord> corpus = make_corpus(90, 12);
  auto open = [&](const char* name) { return Store::open(folder / name, Store::Mode::kWrite); };
  auto all = open("all"), a = open("a"), b = open("b");
  RelationDeclaration met;
  met.name = "met";
  for (Store* store : {all.get(), b.get()}) store->set_pack(Ontology({}, {met}), "pack");
  all->add_all(corpus);
  b->add_all(std::span(corpus).subspan(30));
  MergeCounts counts = merge_store(*a, *b);
  EXPECT_EQ(counts.added, 60u);
  a->add_all(std::span(corpus).first(45));
  EXPECT_EQ(a->snapshot()->content_digest(), all->snapshot()->content_digest());
  counts = merge_store(*a, *b);
  EXPECT_EQ(counts.unchanged, 60u);
  EXPECT_EQ(a->snapshot()->content_digest(), all->snapshot()->content_digest());
  EXPECT_EQ(a->snapshot()->ontology().relations().size(), 1u);
  b->set_pack(Ontology(), "another");
  EXPECT_THROW(merge_store(*a, *b), Error);
}

}  // namespace
}  // namespace guanxi
