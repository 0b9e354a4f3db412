#include "extract/text/source_map.h"

#include <gtest/gtest.h>

namespace guanxi {
namespace {

TEST(SourceMap, IdentityMapsEveryOffsetToItself) {
  const SourceMap map;
  EXPECT_TRUE(map.identity());
  EXPECT_EQ(map.source_begin(7), 7u);
  EXPECT_EQ(map.source_end(7), 7u);
}

TEST(SourceMap, JointHasTwoSides) {
  SourceMap map;  // "ab" from 10, then "cd" from 20
  map.append(2, 10);
  map.append(2, 20);
  EXPECT_EQ(map.source_end(2), 12u);
  EXPECT_EQ(map.source_begin(2), 20u);
  EXPECT_EQ(map.source_begin(4), 22u);
  EXPECT_EQ(map.size(), 4u);
}

TEST(SourceMap, PiecesThatFollowEachOtherMelt) {
  SourceMap map;
  map.append(2, 10);
  map.append(3, 12);
  map.append_units(1, 15, 3, 2);
  map.append_units(4, 17, 3, 2);
  EXPECT_EQ(map.pieces().size(), 2u);
  EXPECT_EQ(map.source_begin(5), 15u);
  EXPECT_EQ(map.source_begin(8), 17u);
  EXPECT_EQ(map.source_end(8), 17u);
  EXPECT_EQ(map.source_end(20), 25u);
}

TEST(SourceMap, OffsetsWithinAUnitGoToItsEnds) {
  SourceMap map;
  map.append_units(2, 100, 3, 2);
  EXPECT_EQ(map.source_begin(1), 100u);
  EXPECT_EQ(map.source_end(1), 102u);
  EXPECT_EQ(map.source_begin(4), 102u);
  EXPECT_EQ(map.source_end(4), 104u);
}

TEST(SourceMap, InsertedTextHasNoSource) {
  SourceMap map;
  map.append(3, 0);
  map.append_units(1, 3, 1, 0);
  map.append(3, 5);
  EXPECT_EQ(map.source_begin(3), 3u);
  EXPECT_EQ(map.source_end(4), 3u);
  EXPECT_EQ(map.source_begin(4), 5u);
}

TEST(SourceMap, SliceStartsAtNought) {
  SourceMap map;
  map.append(4, 10);
  map.append_units(3, 20, 3, 2);
  const SourceMap part = map.slice(2, 10);
  EXPECT_EQ(part.size(), 8u);
  EXPECT_EQ(part.source_begin(0), 12u);
  EXPECT_EQ(part.source_begin(2), 20u);
  EXPECT_EQ(part.source_end(8), 24u);
}

TEST(SourceMap, CompositionAgreesWithTwoLookups) {
  SourceMap outer;  // middle text to file: three characters of 2 bytes, 4 ASCII bytes, a gap, two characters
  outer.append_units(3, 2, 3, 2);
  outer.append(4, 8);
  outer.append_units(2, 20, 3, 2);
  SourceMap inner;  // derived to middle: leaves out the second character, widens one ASCII byte to 3
  inner.append(3, 0);
  inner.append(3, 6);
  inner.append_replaced(3, 9, 1);
  inner.append(3, 10);
  inner.append(6, 13);
  const SourceMap both = inner.composed(outer);
  ASSERT_EQ(both.size(), inner.size());
  for (const std::uint64_t offset : {0, 3, 6, 9, 10, 11, 12, 15}) {
    EXPECT_EQ(both.source_begin(offset), outer.source_begin(inner.source_begin(offset))) << offset;
  }
  for (const std::uint64_t offset : {3, 6, 9, 10, 11, 12, 15, 18}) {
    EXPECT_EQ(both.source_end(offset), outer.source_end(inner.source_end(offset))) << offset;
  }
}

TEST(SourceMap, CompositionWithIdentityChangesNothing) {
  SourceMap map;
  map.append(4, 10);
  EXPECT_EQ(map.composed(SourceMap{}), map);
  EXPECT_EQ(SourceMap{}.composed(map), map);
}

}  // namespace
}  // namespace guanxi
