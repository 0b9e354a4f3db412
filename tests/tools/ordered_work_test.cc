#include "tools/commands/ordered_work.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

namespace guanxi::cli {
namespace {

TEST(OrderedWork, UsesResultsInOrderForAnyNumberOfThreads) {
  for (unsigned threads : {1u, 2u, 8u}) {
    std::vector<std::size_t> used;
    work_in_order<std::size_t>(
        500, threads,
        [](std::size_t i) {
          if (i % 7 == 0) std::this_thread::yield();
          return i * i;
        },
        [&](std::size_t i, std::size_t result) {
          EXPECT_EQ(result, i * i);
          used.push_back(i);
        });
    ASSERT_EQ(used.size(), 500u);
    EXPECT_TRUE(std::is_sorted(used.begin(), used.end()));
  }
}

TEST(OrderedWork, DoesNotRunFarAhead) {
  std::atomic<std::size_t> begun = 0;
  work_in_order<int>(
      1000, 2,
      [&](std::size_t) {
        ++begun;
        return 0;
      },
      [&](std::size_t i, int) { EXPECT_LE(begun.load(), i + 1 + 8 + 2); });
}

TEST(OrderedWork, ThrowsTheFirstFailureInOrder) {
  for (unsigned threads : {1u, 8u}) {
    std::size_t used = 0;
    try {
      work_in_order<int>(
          100, threads,
          [](std::size_t i) -> int {
            if (i >= 10) throw std::runtime_error(std::to_string(i));
            return 0;
          },
          [&](std::size_t, int) { ++used; });
      FAIL();
    } catch (const std::runtime_error& error) {
      EXPECT_STREQ(error.what(), "10");
    }
    EXPECT_EQ(used, 10u);
  }
}

TEST(OrderedWork, StopsWhenUseThrows) {
  EXPECT_THROW(
      work_in_order<int>(
          1000, 4, [](std::size_t) { return 0; }, [](std::size_t, int) { throw std::runtime_error("full"); }),
      std::runtime_error);
}

TEST(OrderedWork, DoesNothingForNoItems) {
  work_in_order<int>(
      0, 2, [](std::size_t) { return 0; }, [](std::size_t, int) { FAIL(); });
}

}  // namespace
}  // namespace guanxi::cli
