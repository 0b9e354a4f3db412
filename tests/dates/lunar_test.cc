// The Chinese calendar against the dates that almanacs print.
#include "extract/dates/lunar.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace guanxi {
namespace {

std::string text(std::optional<Day> day) {
  return day ? print_day(*day) : "none";
}

TEST(Lunar, KnowsTheNewYears) {
  const char* const new_years[] = {
      "1990-01-27", "1991-02-15", "1992-02-04", "1993-01-23", "1994-02-10", "1995-01-31", "1996-02-19",
      "1997-02-07", "1998-01-28", "1999-02-16", "2000-02-05", "2001-01-24", "2002-02-12", "2003-02-01",
      "2004-01-22", "2005-02-09", "2006-01-29", "2007-02-18", "2008-02-07", "2009-01-26", "2010-02-14",
      "2011-02-03", "2012-01-23", "2013-02-10", "2014-01-31", "2015-02-19", "2016-02-08", "2017-01-28",
      "2018-02-16", "2019-02-05", "2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10",
      "2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13", "2030-02-03", "2031-01-23",
      "2032-02-11", "2033-01-31", "2034-02-19", "2035-02-08", "2036-01-28", "2037-02-15", "2038-02-04",
      "2039-01-24", "2040-02-12", "2041-02-01", "2042-01-22", "2043-02-10", "2044-01-30", "2045-02-17",
      "2046-02-06", "2047-01-26", "2048-02-14", "2049-02-02", "2050-01-23"};
  int year = 1990;
  for (const char* new_year : new_years) {
    EXPECT_EQ(text(lunar_day(year, 1, 1)), new_year);
    EXPECT_EQ(text(*lunar_new_year_eve(year) + 1), new_year);
    ++year;
  }
}

TEST(Lunar, KnowsTheFeasts) {
  EXPECT_EQ(text(lunar_day(2020, 1, 15)), "2020-02-08");
  EXPECT_EQ(text(lunar_day(2020, 5, 5)), "2020-06-25");
  EXPECT_EQ(text(lunar_day(2020, 7, 7)), "2020-08-25");
  EXPECT_EQ(text(lunar_day(2020, 8, 15)), "2020-10-01");
  EXPECT_EQ(text(lunar_day(2020, 9, 9)), "2020-10-25");
  EXPECT_EQ(text(lunar_day(1999, 9, 1)), "1999-10-09");
  EXPECT_EQ(text(lunar_day(2033, 8, 15)), "2033-09-08");
  EXPECT_EQ(text(lunar_day(2019, 12, 30)), "2020-01-24");
  EXPECT_EQ(text(lunar_day(1911, 8, 19)), "1911-10-10");
}

TEST(Lunar, KnowsLeapMonths) {
  EXPECT_EQ(text(lunar_day(2020, 4, 1)), "2020-04-23");
  EXPECT_EQ(text(lunar_day(2020, 4, 1, true)), "2020-05-23");
  EXPECT_EQ(text(lunar_day(2023, 2, 1, true)), "2023-03-22");
  EXPECT_EQ(text(lunar_day(2033, 11, 1, true)), "2033-12-22");
  EXPECT_EQ(text(lunar_day(2021, 4, 1, true)), "none");
}

TEST(Lunar, RefusesDaysThatAreNotThere) {
  EXPECT_EQ(text(lunar_day(2021, 12, 30)), "none");  // a short month
  EXPECT_EQ(text(lunar_day(2021, 13, 1)), "none");
  EXPECT_EQ(text(lunar_day(2021, 1, 31)), "none");
  EXPECT_EQ(text(lunar_day(2021, 0, 1)), "none");
  EXPECT_EQ(text(lunar_day(-5, 1, 1)), "none");
}

TEST(Lunar, ServesManyThreads) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] {
      for (int n = 0; n < 50; ++n) EXPECT_EQ(text(lunar_day(2020, 8, 15)), "2020-10-01");
    });
  }
  for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace guanxi
