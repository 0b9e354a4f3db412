#include "graph/store/bulk_loader.h"

#include <gtest/gtest.h>

#include "extract/statement/error.h"
#include "graph/store/format.h"
#include "tests/store/store_fixture.h"

namespace guanxi {
namespace {

using test::make_corpus;
using test::TempFolder;

std::unique_ptr<Store> open(const std::filesystem::path& path) {
  return Store::open(path, Store::Mode::kWrite);
}

std::string digest_of(Store& store) {
  return store.snapshot()->content_digest();
}

// memory so small that everything spills
TEST(BulkLoader, PutsInWhatAddPutsIn) {
  TempFolder folder;
  std::vector<DocumentRecord> corpus = make_corpus(200, 11);
  auto added = open(folder / "added");
  added->add_all(corpus);
  for (std::size_t memory : {std::size_t{4096}, std::size_t{256} << 20}) {
    auto loaded = open(folder / ("loaded" + std::to_string(memory)));
    BulkLoader loader(*loaded, memory);
    for (const DocumentRecord& record : corpus) EXPECT_EQ(loader.add(record), AddOutcome::kAdded);
    StoreCounts counts = loader.finish();
    EXPECT_EQ(counts, added->snapshot()->counts());
    EXPECT_EQ(digest_of(*loaded), digest_of(*added));
  }
}

TEST(BulkLoader, WorksOnAStoreThatHoldsDocuments) {
  TempFolder folder;
  std::vector<DocumentRecord> old = make_corpus(120, 1);
  std::vector<DocumentRecord> changed = make_corpus(80, 2);  // replaces the first 80 of them
  auto added = open(folder / "added");
  added->add_all(changed);
  for (std::size_t i = 100; i < 120; ++i) added->add(old[i]);
  auto loaded = open(folder / "loaded");
  loaded->add_all(old);
  {
    BulkLoader loader(*loaded, 4096);
    for (const DocumentRecord& record : changed) EXPECT_EQ(loader.add(record), AddOutcome::kReplaced);
    for (std::size_t i = 80; i < 100; ++i) EXPECT_TRUE(loader.remove(old[i].path));
    EXPECT_EQ(loader.add(old[110]), AddOutcome::kUnchanged);
    loader.finish();
  }
  EXPECT_EQ(digest_of(*loaded), digest_of(*added));
  loaded.reset();
  EXPECT_EQ(digest_of(*open(folder / "loaded")), digest_of(*added));
}

// What an entity is goes to the sorter once for many rows, but never unseen.
TEST(BulkLoader, TwoEntitiesOfOneIdAreRefusedWhereverRowsNameThem) {
  for (const char* second : {"a.txt", "b.txt"}) {
    TempFolder folder;
    auto store = open(folder / "store");
    BulkLoader loader(*store);
    StreamRow row;
    row.document = "a.txt";
    row.subject = test::person("甲");
    row.object = test::person("乙");
    row.statement.subject = row.subject.id();
    row.statement.object = row.object.id();
    row.statement.relation = "met";
    loader.add_row(row);
    row.document = second;
    row.object = test::person("丙");  // with the id of the other
    loader.add_row(row);
    EXPECT_THROW(loader.finish(), Error) << second;
  }
}

TEST(BulkLoader, ShowsNothingBeforeFinish) {
  TempFolder folder;
  auto store = open(folder / "store");
  std::string empty = digest_of(*store);
  {
    BulkLoader loader(*store, 4096);
    for (const DocumentRecord& record : make_corpus(50, 3)) loader.add(record);
    EXPECT_EQ(digest_of(*store), empty);
  }
  EXPECT_EQ(digest_of(*store), empty);
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "store" / "bulk"));
}

// One by one, and (so many at once that two threads take them in) in any order.
TEST(BulkLoader, TakesRowsOfAStreamInAnyOrder) {
  TempFolder folder;
  std::vector<StreamRow> rows;
  for (const DocumentRecord& record : make_corpus(90, 5)) {
    std::unordered_map<Id, Entity> entities;
    for (const Entity& entity : record.entities) entities.emplace(entity.id(), entity);
    for (const auto& [statement, evidence] : record.statements)
      rows.push_back(
          {entities.at(statement.subject), entities.at(statement.object), statement, record.path, evidence});
  }
  ASSERT_GT(rows.size(), 512u);
  std::string digest;
  for (bool reversed : {false, true}) {
    if (reversed) std::reverse(rows.begin(), rows.end());
    auto store = open(folder / (reversed ? "reversed" : "straight"));
    BulkLoader loader(*store, 4096);
    if (reversed) {
      loader.add_rows(rows);
    } else {
      for (const StreamRow& row : rows) loader.add_row(row);
    }
    StoreCounts counts = loader.finish();
    EXPECT_EQ(counts.evidences, rows.size());
    if (reversed) {
      EXPECT_EQ(digest_of(*store), digest);
    }
    digest = digest_of(*store);
    auto found = store->snapshot()->evidence(rows[0].statement.id());
    EXPECT_TRUE(std::any_of(found.begin(), found.end(), [&](const StoredEvidence& stored) {
      return stored.document == rows[0].document && stored.evidence == rows[0].evidence;
    }));
  }
}

// The part of a record for bytes [begin, end) of the document. Names go to one part or, used twice, to two.
DocumentRecord part_of(const DocumentRecord& record, std::size_t begin, std::size_t end) {
  DocumentRecord part = record;
  part.bytes = record.bytes.substr(begin, end - begin);
  part.sentences = begin == 0 ? record.sentences : 0;
  std::erase_if(part.statements, [&](const StatedEvidence& stated) {
    return stated.evidence.begin < begin || stated.evidence.begin >= end;
  });
  for (NameUse& use : part.names) {
    if (begin != 0) ++use.line;
    use.count = begin == 0 ? use.count - use.count / 2 : use.count / 2;
  }
  std::erase_if(part.names, [](const NameUse& use) { return use.count == 0; });
  return part;
}

TEST(BulkLoader, PartsOfADocumentAreTheWhole) {
  TempFolder folder;
  std::vector<DocumentRecord> corpus = make_corpus(40, 9);
  for (DocumentRecord& record : corpus) {
    for (NameUse& use : record.names) use.count += 2;
    record.bytes += std::string(3 * kPieceSize, 'y');
  }
  std::vector<DocumentRecord> old = make_corpus(10, 4);  // replaced by the first ten
  for (DocumentRecord& record : old) record.bytes += std::string(9 * kPieceSize, 'x');
  auto added = open(folder / "added");
  added->add_all(corpus);
  auto loaded = open(folder / "loaded");
  loaded->add_all(old);
  {
    BulkLoader loader(*loaded, 4096);
    for (std::size_t i = 0; i < corpus.size(); ++i) {
      std::size_t cut = 0;  // not inside an evidence
      for (const StatedEvidence& stated : corpus[i].statements) cut = std::max(cut, stated.evidence.end);
      loader.add_part(part_of(corpus[i], 0, cut));
      EXPECT_EQ(loader.add_part(part_of(corpus[i], cut, corpus[i].bytes.size())),
                i < old.size() ? AddOutcome::kReplaced : AddOutcome::kAdded);
    }
    EXPECT_EQ(loader.finish(), added->snapshot()->counts());
  }
  EXPECT_EQ(digest_of(*loaded), digest_of(*added));
  for (const DocumentRecord& record : corpus)
    EXPECT_EQ(loaded->snapshot()->document_bytes(record.path), record.bytes);
  EXPECT_EQ(loaded->add(corpus[0]), AddOutcome::kUnchanged);
}

TEST(BulkLoader, NeedsAStoreOpenForWriting) {
  TempFolder folder;
  open(folder / "store");
  auto reader = Store::open(folder / "store", Store::Mode::kReadOnly);
  EXPECT_THROW(BulkLoader(*reader, 4096), Error);
}

}  // namespace
}  // namespace guanxi
