#include "graph/store/packed_rows.h"

#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include <map>
#include <random>
#include <set>

#include "extract/statement/error.h"
#include "graph/store/codec.h"
#include "tests/store/store_fixture.h"

namespace guanxi {
namespace {

constexpr std::size_t kSize = 6;

std::string entry_of(unsigned number) {
  std::string entry("ab");
  append_fixed32(number, entry);
  return entry;
}

TEST(PackedRows, AChunkComesBack) {
  for (unsigned count : {1u, 2u, 9u, 1000u}) {
    std::string entries;
    for (unsigned i = 0; i < count; ++i) entries += entry_of(i * 7);
    std::string chunk = encode_chunk(entries, kSize);
    EXPECT_EQ(chunk_count(chunk), count);
    EXPECT_LT(chunk.size(), entries.size() + 4);
    std::string back;
    decode_chunk(chunk, kSize, back);
    EXPECT_EQ(back, entries);
    for (std::size_t cut = 0; cut < chunk.size(); cut += 1 + chunk.size() / 50) {
      std::string ignored;
      EXPECT_THROW(decode_chunk(chunk.substr(0, cut), kSize, ignored), Error) << cut;
    }
  }
}

class Rows {
 public:
  explicit Rows(const std::filesystem::path& path) {
    rocksdb::Options options;
    options.create_if_missing = true;
    rocksdb::DB* db = nullptr;
    EXPECT_TRUE(rocksdb::DB::Open(options, path.string(), &db).ok());
    db_.reset(db);
  }

  void apply(const std::map<std::string, bool>& edits) {
    rocksdb::WriteBatch batch;
    std::string last;
    auto ascending = [&](std::string_view key) {
      EXPECT_LT(last, key);
      last = key;
    };
    auto iterator = iterate();
    PackedEditor editor(iterator.get(), kSize,
                        {[&](std::string_view key, std::string_view value) {
                           ascending(key);
                           ASSERT_TRUE(batch.Put(rocksdb::Slice(key), rocksdb::Slice(value)).ok());
                         },
                         [&](std::string_view key) {
                           ascending(key);
                           ASSERT_TRUE(batch.Delete(rocksdb::Slice(key)).ok());
                         }});
    for (const auto& [key, add] : edits) editor.edit(key.substr(0, 1), key.substr(1), add);
    editor.finish();
    ASSERT_TRUE(db_->Write({}, &batch).ok());
  }

  std::map<std::string, std::string> dump() {
    std::map<std::string, std::string> rows;
    auto iterator = iterate();
    for (iterator->SeekToFirst(); iterator->Valid(); iterator->Next())
      rows[iterator->key().ToString()] = iterator->value().ToString();
    return rows;
  }

  std::unique_ptr<rocksdb::Iterator> iterate() {
    return std::unique_ptr<rocksdb::Iterator>(db_->NewIterator({}));
  }

 private:
  std::unique_ptr<rocksdb::DB> db_;
};

// Random edits of a few rows, compared with a plain set; and the bytes depend on what is in, not on how it
// got in.
TEST(PackedRows, EditsAreThoseOfASet) {
  test::TempFolder folder;
  for (unsigned seed = 0; seed < 12; ++seed) {
    std::mt19937 random(seed);
    Rows rows(folder / ("edited" + std::to_string(seed)));
    std::set<std::string> kept;
    for (int round = 0; round < 60; ++round) {
      std::map<std::string, bool> edits;
      for (unsigned n = random() % 80; n > 0; --n) {
        std::string key(1, static_cast<char>('x' + random() % 3));
        key.append(entry_of(random() % 1200));
        edits[key] = random() % 10 < (round < 40 ? 7 : 2);
      }
      // Chunk boundaries are where mistakes hide: take some away, put some back.
      for (unsigned i = 0; i < 1200; ++i)
        if (begins_chunk(entry_of(i)) && random() % 3 == 0)
          edits[std::string("y").append(entry_of(i))] = random() % 2 == 0;
      rows.apply(edits);
      for (const auto& [key, add] : edits) {
        if (add) {
          kept.insert(key);
        } else {
          kept.erase(key);
        }
      }
    }
    for (const char* prefix : {"x", "y", "z"}) {
      std::string entries, expected;
      auto iterator = rows.iterate();
      read_row(*iterator, prefix, kSize, entries);
      for (const std::string& key : kept)
        if (key.starts_with(prefix)) expected += key.substr(1);
      EXPECT_EQ(entries, expected);
      EXPECT_EQ(count_row(*iterator, prefix), expected.size() / kSize);
    }
    std::map<std::string, bool> at_once;
    for (const std::string& key : kept) at_once[key] = true;
    Rows fresh(folder / ("fresh" + std::to_string(seed)));
    fresh.apply(at_once);
    EXPECT_EQ(rows.dump(), fresh.dump()) << "seed " << seed;
  }
}

}  // namespace
}  // namespace guanxi
