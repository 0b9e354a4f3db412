#include "graph/store/bulk_loader.h"

#include <gtest/gtest.h>

#include "extract/statement/error.h"
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

TEST(BulkLoader, TakesRowsOfAStreamInAnyOrder) {
  TempFolder folder;
  std::vector<StreamRow> rows;
  for (const DocumentRecord& record : make_corpus(40, 5)) {
    std::unordered_map<Id, Entity> entities;
    for (const Entity& entity : record.entities) entities.emplace(entity.id(), entity);
    for (const auto& [statement, evidence] : record.statements)
      rows.push_back(
          {entities.at(statement.subject), entities.at(statement.object), statement, record.path, evidence});
  }
  std::string digest;
  for (bool reversed : {false, true}) {
    if (reversed) std::reverse(rows.begin(), rows.end());
    auto store = open(folder / (reversed ? "reversed" : "straight"));
    BulkLoader loader(*store, 4096);
    for (const StreamRow& row : rows) loader.add_row(row);
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

TEST(BulkLoader, NeedsAStoreOpenForWriting) {
  TempFolder folder;
  open(folder / "store");
  auto reader = Store::open(folder / "store", Store::Mode::kReadOnly);
  EXPECT_THROW(BulkLoader(*reader, 4096), Error);
}

}  // namespace
}  // namespace guanxi
