#include "extract/statement/content_hash.h"

#include <gtest/gtest.h>

#include <string>

#include "extract/statement/statement.h"

namespace guanxi {
namespace {

TEST(ContentHash, OfPiecesIsThatOfTheWhole) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += std::to_string(i * i);
  ContentHash hash;
  EXPECT_EQ(hash.value(), content_hash(""));
  for (std::size_t at = 0; at < text.size(); at += 777) hash.add(std::string_view(text).substr(at, 777));
  EXPECT_EQ(hash.value(), content_hash(text));
}

}  // namespace
}  // namespace guanxi
