#include "extract/mentions/word_spans.h"

#include <gtest/gtest.h>

namespace guanxi {
namespace {

// "abc" and "ef" are words of "abcdef"; d is none.
WordSpans words() {
  WordSpans made;
  made.add(0, 3);
  made.add(4, 6);
  return made;
}

TEST(WordSpans, APieceOfAClosedWordIsNoWord) {
  const WordSpans spans = words();
  EXPECT_TRUE(spans.cut(0, 1));
  EXPECT_TRUE(spans.cut(1, 2));
  EXPECT_TRUE(spans.cut(5, 6));
  EXPECT_FALSE(spans.cut(0, 3));
  EXPECT_FALSE(spans.cut(3, 4));
  EXPECT_FALSE(spans.cut(6, 9));
}

TEST(WordSpans, WhatReachesOverAnEndIsCutEvenWhereTheWordIsOpen) {
  WordSpans spans = words();
  EXPECT_FALSE(spans.cut(0, 4));  // holds the whole word
  EXPECT_TRUE(spans.cut(2, 4));
  EXPECT_TRUE(spans.cut(0, 5));
  spans.open({{0, 6}});
  EXPECT_TRUE(spans.cut(2, 4));
  EXPECT_FALSE(spans.cut(1, 2));
}

TEST(WordSpans, StretchesOpenTheWordsThatTheyTouch) {
  WordSpans spans = words();
  EXPECT_EQ(spans.closed_end(0), 3U);
  EXPECT_EQ(spans.closed_end(1), 0U);
  EXPECT_EQ(spans.closed_end(4), 6U);
  spans.open({{3, 5}});
  EXPECT_EQ(spans.closed_end(0), 3U);
  EXPECT_EQ(spans.closed_end(4), 0U);
  EXPECT_TRUE(spans.cut(1, 2));
  EXPECT_FALSE(spans.cut(4, 5));
}

TEST(WordSpans, OneStretchOpensSeveralWords) {
  WordSpans spans = words();
  spans.open({{0, 6}, {1, 2}});
  EXPECT_EQ(spans.closed_end(0), 0U);
  EXPECT_EQ(spans.closed_end(4), 0U);
}

}  // namespace
}  // namespace guanxi
