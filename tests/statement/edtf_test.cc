#include "extract/statement/edtf.h"

#include <gtest/gtest.h>

#include <chrono>

namespace guanxi {
namespace {

// "first..last" of a time, "-" for an end that is open, "none" for what is no EDTF.
std::string span(std::string_view text) {
  const auto edtf = Edtf::parse(text);
  if (!edtf) return "none";
  EXPECT_EQ(edtf->text(), text);
  const auto [first, last] = edtf->days();
  return (first == kNoFirstDay ? "-" : print_day(first)) + ".." +
         (last == kNoLastDay ? "-" : print_day(last));
}

TEST(Edtf, SpansYearsMonthsAndDays) {
  EXPECT_EQ(span("2020"), "2020-01-01..2020-12-31");
  EXPECT_EQ(span("2020-01"), "2020-01-01..2020-01-31");
  EXPECT_EQ(span("2020-02"), "2020-02-01..2020-02-29");
  EXPECT_EQ(span("2019-02"), "2019-02-01..2019-02-28");
  EXPECT_EQ(span("1900-02"), "1900-02-01..1900-02-28");
  EXPECT_EQ(span("2019-12"), "2019-12-01..2019-12-31");
  EXPECT_EQ(span("2020-01-22"), "2020-01-22..2020-01-22");
  EXPECT_EQ(span("0000"), "0000-01-01..0000-12-31");
  EXPECT_EQ(span("9999-12-31"), "9999-12-31..9999-12-31");
}

TEST(Edtf, SpansYearsBeforeZero) {
  EXPECT_EQ(span("-0220"), "-0220-01-01..-0220-12-31");
  EXPECT_EQ(span("-0043-03-15"), "-0043-03-15..-0043-03-15");
  EXPECT_EQ(span("-009X"), "-0099-01-01..-0090-12-31");
  EXPECT_EQ(span("-0000"), "none");
}

TEST(Edtf, MarksLeaveTheSpanAsItIs) {
  for (const char* mark : {"~", "?", "%"}) {
    EXPECT_EQ(span(std::string("2020-03-14") + mark), "2020-03-14..2020-03-14") << mark;
    EXPECT_EQ(span(std::string("2020-03") + mark), "2020-03-01..2020-03-31") << mark;
    EXPECT_EQ(span(std::string("2020") + mark), "2020-01-01..2020-12-31") << mark;
  }
}

TEST(Edtf, TellsApproximateTimes) {
  EXPECT_FALSE(Edtf::parse("2020-03-14")->approximate());
  EXPECT_TRUE(Edtf::parse("2020-03-14~")->approximate());
  EXPECT_TRUE(Edtf::parse("2020%")->approximate());
  EXPECT_FALSE(Edtf::parse("2020?")->approximate());
  EXPECT_TRUE(Edtf::parse("2020-01~/2020-03")->approximate());
  EXPECT_TRUE(Edtf::parse("../2020-03~")->approximate());
  EXPECT_FALSE(Edtf::parse("2020-01/2020-03")->approximate());
}

TEST(Edtf, SpansUnspecifiedDigits) {
  EXPECT_EQ(span("202X"), "2020-01-01..2029-12-31");
  EXPECT_EQ(span("20XX"), "2000-01-01..2099-12-31");
  EXPECT_EQ(span("198X~"), "1980-01-01..1989-12-31");
  EXPECT_EQ(span("2020-XX"), "2020-01-01..2020-12-31");
  EXPECT_EQ(span("2020-02-XX"), "2020-02-01..2020-02-29");
  EXPECT_EQ(span("2020-XX-XX"), "2020-01-01..2020-12-31");
}

TEST(Edtf, SpansSeasonsAndQuarters) {
  EXPECT_EQ(span("2020-21"), "2020-03-01..2020-05-31");
  EXPECT_EQ(span("2020-22"), "2020-06-01..2020-08-31");
  EXPECT_EQ(span("2020-23"), "2020-09-01..2020-11-30");
  EXPECT_EQ(span("2020-24"), "2020-12-01..2021-02-28");
  EXPECT_EQ(span("2020-33"), "2020-01-01..2020-03-31");
  EXPECT_EQ(span("2020-34"), "2020-04-01..2020-06-30");
  EXPECT_EQ(span("2020-35"), "2020-07-01..2020-09-30");
  EXPECT_EQ(span("2020-36"), "2020-10-01..2020-12-31");
}

TEST(Edtf, SpansIntervals) {
  EXPECT_EQ(span("2020-01-18/2020-01-19"), "2020-01-18..2020-01-19");
  EXPECT_EQ(span("2020-01-18/2020-01-18"), "2020-01-18..2020-01-18");
  EXPECT_EQ(span("2005/2008"), "2005-01-01..2008-12-31");
  EXPECT_EQ(span("2019-12/2020-01-19"), "2019-12-01..2020-01-19");
  EXPECT_EQ(span("2020-01-03/.."), "2020-01-03..-");
  EXPECT_EQ(span("../2020-01"), "-..2020-01-31");
  EXPECT_EQ(span("2020-01~/.."), "2020-01-01..-");
  EXPECT_EQ(span("2019-24/2020-21"), "2019-12-01..2020-05-31");
}

TEST(Edtf, RefusesWhatIsNoTime) {
  for (const char* text : {"",           "~",          "/",
                           "..",         "../..",      "2020/",
                           "/2020",      "20",         "202",
                           "20200",      "2020-1",     "2020-1-1",
                           "2020-00",    "2020-13",    "2020-20",
                           "2020-25",    "2020-32",    "2020-37",
                           "2020-01-00", "2020-01-32", "2020-02-30",
                           "2019-02-29", "2020-04-31", "2020-21-01",
                           "2020-XX-01", "X020",       "2X20",
                           "202X-01",    "202x",       "2020-0X",
                           "2020-01-2X", "2020~~",     "~2020",
                           " 2020",      "2020 ",      "2020-01-22T",
                           "2020.01.22", "2020/2019",  "2020-02/2020-01-31",
                           "a/b",        "2020/../..", "2020/2021/2",
                           "--2020",     "-202",       "20-01-22",
                           "2020-01-",   "2020-",      "2020-01-1",
                           "2020_01",    "2020-01_22", "2020-01-22?~"}) {
    EXPECT_EQ(span(text), "none") << text;
  }
}

TEST(Edtf, RefusesBytesThatAreNotAscii) {
  EXPECT_EQ(span("２０２０"), "none");
  EXPECT_EQ(span("2020-01-22\xff"), "none");
  EXPECT_EQ(span(std::string_view("2020\0", 5)), "none");
}

TEST(Day, CountsFrom1970) {
  EXPECT_EQ(day_of(1970, 1, 1), 0);
  EXPECT_EQ(day_of(1969, 12, 31), -1);
  EXPECT_EQ(day_of(2000, 3, 1), 11017);
  EXPECT_EQ(day_of(2020, 1, 22), 18283);
}

TEST(Day, KnowsWhichDaysExist) {
  EXPECT_TRUE(day_of(2020, 2, 29));
  EXPECT_TRUE(day_of(2000, 2, 29));
  EXPECT_FALSE(day_of(1900, 2, 29));
  EXPECT_FALSE(day_of(2020, 4, 31));
  EXPECT_FALSE(day_of(2020, 0, 1));
  EXPECT_FALSE(day_of(2020, 13, 1));
  EXPECT_FALSE(day_of(2020, 1, 0));
  EXPECT_FALSE(day_of(2020, 1, -1));
  EXPECT_FALSE(day_of(20200, 1, 1));
}

TEST(Day, PrintsWhatItParses) {
  const Day first = *day_of(-9999, 1, 1);
  const Day last = *day_of(9999, 12, 31);
  for (Day day = first; day <= last; day += 17) {
    const auto edtf = Edtf::parse(print_day(day));
    ASSERT_TRUE(edtf) << print_day(day);
    ASSERT_EQ(edtf->days(), (DayRange{day, day}));
  }
}

}  // namespace
}  // namespace guanxi
