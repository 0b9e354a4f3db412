#include "extract/dates/lunar.h"

#include <unicode/calendar.h>
#include <unicode/timezone.h>

#include <cmath>
#include <map>
#include <memory>
#include <mutex>
#include <tuple>

#include "extract/dates/new_moon.h"

namespace guanxi {
namespace {

constexpr double kMillisecondsADay = 86400000.0;

// One calendar for each thread: an icu::Calendar may be used by one thread at a time. They are made one after
// another: how ICU guards the time zone that they share, the thread sanitizer cannot see.
icu::Calendar* chinese_calendar() {
  thread_local const std::unique_ptr<icu::Calendar> calendar = [] {
    static std::mutex making;
    const std::lock_guard<std::mutex> lock(making);
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Calendar> made(icu::Calendar::createInstance(
        icu::TimeZone::getGMT()->clone(), icu::Locale("zh", "CN", nullptr, "calendar=chinese"), status));
    return U_SUCCESS(status) ? std::move(made) : nullptr;
  }();
  return calendar.get();
}

// The first day of a month: which month it is by ICU, on which day by the new moon.
std::optional<Day> compute_month_start(int year, int month, bool leap) {
  icu::Calendar* calendar = chinese_calendar();
  const auto middle = day_of(year, 7, 1);
  if (!calendar || !middle || year < 1 || month < 1 || month > 12) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  calendar->setTime(*middle * kMillisecondsADay, status);
  const int extended_year = calendar->get(UCAL_EXTENDED_YEAR, status);
  calendar->clear();
  calendar->set(UCAL_EXTENDED_YEAR, extended_year);
  calendar->set(UCAL_MONTH, month - 1);
  calendar->set(UCAL_IS_LEAP_MONTH, leap ? 1 : 0);
  calendar->set(UCAL_DATE, 1);
  const double time = calendar->getTime(status);
  // ICU rolls what does not exist over into another month: read it back to see.
  const bool same = calendar->get(UCAL_MONTH, status) == month - 1 && calendar->get(UCAL_DATE, status) == 1 &&
                    (calendar->get(UCAL_IS_LEAP_MONTH, status) != 0) == leap;
  if (U_FAILURE(status) || !same) return std::nullopt;
  return new_moon_near(static_cast<Day>(std::floor(time / kMillisecondsADay)));
}

// The same from memory: ICU takes half a millisecond.
std::optional<Day> month_start(int year, int month, bool leap) {
  constexpr std::size_t kMostRemembered = 4096;
  thread_local std::map<std::tuple<int, int, bool>, std::optional<Day>> starts;
  if (starts.size() > kMostRemembered) starts.clear();
  const auto [start, added] = starts.try_emplace({year, month, leap});
  if (added) start->second = compute_month_start(year, month, leap);
  return start->second;
}

}  // namespace

std::optional<Day> lunar_day(int year, int month, int day, bool leap) {
  const auto start = month_start(year, month, leap);
  if (!start || day < 1 || day > 30) return std::nullopt;
  // A month has 29 days or 30, up to the next new moon.
  if (day == 30 && new_moon_near(*start + 30) != *start + 30) return std::nullopt;
  return *start + day - 1;
}

std::optional<Day> lunar_new_year_eve(int year) {
  const auto new_year = lunar_day(year, 1, 1);
  if (!new_year) return std::nullopt;
  return *new_year - 1;
}

}  // namespace guanxi
