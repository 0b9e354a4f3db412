#include "extract/dates/moment.h"

#include <gtest/gtest.h>

namespace guanxi {
namespace {

TEST(Moment, PrintsInItsGrain) {
  EXPECT_EQ(Moment::of_day(*day_of(2020, 1, 22)).text(), "2020-01-22");
  EXPECT_EQ(Moment::of_days(*day_of(2020, 1, 22), *day_of(2020, 2, 3)).text(), "2020-01-22/2020-02-03");
  EXPECT_EQ(Moment::of_month(2020, 2).text(), "2020-02");
  EXPECT_EQ(Moment::of_months(2020, 7, 6, Grain::kMonths).text(), "2020-07/2020-12");
  EXPECT_EQ(Moment::of_months(2020, 10, 3, Grain::kQuarter).text(), "2020-36");
  EXPECT_EQ(Moment::of_months(2020, 12, 3, Grain::kSeason).text(), "2020-24");
  EXPECT_EQ(Moment::of_year(789).text(), "0789");
  EXPECT_EQ(Moment::of_year(-220).text(), "-0220");
  EXPECT_EQ(Moment::of_months(1980, 1, 120, Grain::kDecade).text(), "198X");
  EXPECT_EQ(Moment::of_months(1900, 1, 1200, Grain::kCentury).text(), "19XX");
  Moment about = Moment::of_month(2019, 12);
  about.approximate = true;
  EXPECT_EQ(about.text(), "2019-12~");
}

TEST(Moment, PrintsWhatEdtfReads) {
  const Moment moments[] = {Moment::of_month(2020, 2),
                            Moment::of_year(1999),
                            Moment::of_months(2020, 12, 3, Grain::kSeason),
                            Moment::of_months(2020, 4, 3, Grain::kQuarter),
                            Moment::of_months(2020, 1, 6, Grain::kMonths),
                            Moment::of_months(1990, 1, 120, Grain::kDecade),
                            Moment::of_months(1800, 1, 1200, Grain::kCentury)};
  for (const Moment& moment : moments) {
    const auto edtf = Edtf::parse(moment.text());
    ASSERT_TRUE(edtf) << moment.text();
    EXPECT_EQ(edtf->days(), (DayRange{moment.first, moment.last})) << moment.text();
  }
}

TEST(Moment, AddsMonths) {
  EXPECT_EQ(print_day(add_months(*day_of(2020, 1, 31), 1)), "2020-02-29");
  EXPECT_EQ(print_day(add_months(*day_of(2020, 1, 31), -2)), "2019-11-30");
  EXPECT_EQ(print_day(add_months(*day_of(2020, 3, 15), -12)), "2019-03-15");
  EXPECT_EQ(print_day(add_months(*day_of(2020, 12, 1), 1)), "2021-01-01");
  EXPECT_EQ(print_day(add_months(*day_of(1, 1, 1), -1)), "0000-12-01");
}

TEST(Moment, KnowsWeekdays) {
  EXPECT_EQ(weekday_of(*day_of(2020, 1, 20)), 1);
  EXPECT_EQ(weekday_of(*day_of(2020, 1, 26)), 7);
  EXPECT_EQ(weekday_of(*day_of(1969, 12, 31)), 3);
}

}  // namespace
}  // namespace guanxi
