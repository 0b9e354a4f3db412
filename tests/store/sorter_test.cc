#include "graph/store/sorter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/store/store_fixture.h"

namespace guanxi {
namespace {

// What comes out is what went in, in order.
void sort_some(const Sorter::Limits& limits, unsigned seed, std::size_t pairs) {
  std::mt19937 random(seed);
  std::vector<std::pair<std::string, std::string>> given, found;
  Sorter sorter(limits);
  for (std::size_t i = 0; i < pairs; ++i) {
    // Long common heads, short keys, equal keys.
    std::string key = std::string(random() % 2 == 0 ? 20 : 0, 'k') + std::to_string(random() % pairs);
    std::string value(random() % 40, static_cast<char>('a' + random() % 26));
    sorter.add(key, value);
    given.emplace_back(std::move(key), std::move(value));
  }
  std::string_view key, value;
  while (sorter.next(key, value)) {
    if (!found.empty()) {
      ASSERT_LE(found.back().first, key);
    }
    found.emplace_back(key, value);
  }
  std::sort(given.begin(), given.end());
  std::sort(found.begin(), found.end());
  EXPECT_TRUE(found == given);
}

TEST(Sorter, SortsInMemoryAndInRuns) {
  const test::TempFolder folder;
  for (std::size_t pairs : {0u, 1u, 1000u, 50'000u}) {
    sort_some({}, 1, pairs);
    sort_some({100'000, folder.path()}, 2, pairs);
  }
}

TEST(Sorter, BuffersThatOneSorterNoLongerNeedsServeTheNext) {
  const test::TempFolder folder;
  const auto spares = Sorter::make_spares();
  for (unsigned seed = 0; seed < 4; ++seed) {
    sort_some({std::size_t{64} << 20, folder.path(), spares}, seed, 60'000);
    sort_some({std::size_t{2} << 20, folder.path(), spares}, seed, 60'000);
  }
}

}  // namespace
}  // namespace guanxi
