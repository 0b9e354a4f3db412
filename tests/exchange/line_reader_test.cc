#include "graph/exchange/line_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "extract/statement/error.h"

namespace guanxi {
namespace {

TEST(LineReader, GivesLinesAndWhereTheyStand) {
  const std::string text = "one\n\n" + std::string(3'000'000, 'x') + "\nlast";
  std::istringstream input(text);
  LineReader reader(input, "t", 1u << 28, 64);
  std::vector<std::uint64_t> sizes;
  std::string_view line;
  while (reader.next(line)) {
    sizes.push_back(line.size());
    EXPECT_EQ(reader.number(), sizes.size());
    EXPECT_EQ(text.compare(reader.begin(), line.size(), line), 0);
    EXPECT_EQ(reader.end(), std::min(text.size(), reader.begin() + line.size() + 1));
  }
  EXPECT_THAT(sizes, testing::ElementsAre(3, 0, 3'000'000, 4));
}

TEST(LineReader, RefusesALongLineOnceAndGoesOnBehindIt) {
  std::istringstream input("one\n" + std::string(9'000'000, 'x') + "\nnext\n");
  LineReader reader(input, "t", 1u << 20);
  std::string_view line;
  ASSERT_TRUE(reader.next(line));
  try {
    reader.next(line);
    FAIL() << "a line of 9 MB was taken";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    EXPECT_STREQ(error.what(), "t:2: the line is longer than 1 MiB");
  }
  ASSERT_TRUE(reader.next(line));
  EXPECT_EQ(line, "next");
  EXPECT_EQ(reader.number(), 3u);
  EXPECT_EQ(reader.begin(), 4u + 9'000'001u);
  EXPECT_FALSE(reader.next(line));
}

}  // namespace
}  // namespace guanxi
