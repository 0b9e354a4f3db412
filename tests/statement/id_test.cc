#include "extract/statement/id.h"

#include <gtest/gtest.h>

namespace guanxi {
namespace {

TEST(Id, PrintsAndParses) {
  Id id = Id::of({"person", "习近平", ""});
  std::string text = id.print('Q');
  EXPECT_EQ(text.size(), 17u);
  EXPECT_EQ(Id::parse(text, 'Q'), id);
  EXPECT_FALSE(Id::parse(text, 'S'));
  EXPECT_FALSE(Id::parse("Q0000000000000000", 'Q'));
  EXPECT_FALSE(Id::parse("Q00000000000000zz", 'Q'));
}

TEST(Id, FieldsAreKeptApart) {
  EXPECT_NE(Id::of({"ab", "c"}), Id::of({"a", "bc"}));
  EXPECT_NE(Id::of({"a", ""}), Id::of({"a"}));
}

// The ids are part of the store format: a change of this value is a change of the format version.
TEST(Id, IsTheSameOnEveryMachine) {
  EXPECT_EQ(Id::of({"person", "A", ""}).print('Q'), "Q40916fdd06eb6a62");
}

}  // namespace
}  // namespace guanxi
