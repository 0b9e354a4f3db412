#include "graph/store/dump.h"

#include <gtest/gtest.h>

#include <sstream>

#include "graph/exchange/stream_reader.h"
#include "graph/store/bulk_loader.h"
#include "tests/store/store_fixture.h"

namespace guanxi {
namespace {

std::string dump(const Store& store) {
  std::string stream;
  dump_stream(*store.snapshot(), [&](std::string_view lines) { stream += lines; });
  return stream;
}

TEST(Dump, LoadingADumpGivesTheSameDump) {
  test::TempFolder folder;
  auto store = Store::open(folder / "store", Store::Mode::kWrite);
  EXPECT_EQ(dump(*store), "");
  store->add_all(test::make_corpus(80, 21));
  std::string stream = dump(*store);
  auto loaded = Store::open(folder / "loaded", Store::Mode::kWrite);
  {
    BulkLoader loader(*loaded, 1 << 20);
    std::istringstream input(stream);
    StreamReader reader(input, "dump");
    for (StreamRow row; reader.next(row);) loader.add_row(row);
    loader.finish();
  }
  EXPECT_EQ(dump(*loaded), stream);
  EXPECT_EQ(loaded->snapshot()->counts().evidences, store->snapshot()->counts().evidences);
  EXPECT_EQ(static_cast<std::uint64_t>(std::count(stream.begin(), stream.end(), '\n')),
            store->snapshot()->counts().evidences);
}

}  // namespace
}  // namespace guanxi
