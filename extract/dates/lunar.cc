#include "extract/dates/lunar.h"

#include <unicode/calendar.h>
#include <unicode/timezone.h>

#include <memory>

namespace guanxi {
namespace {

constexpr double kMillisecondsADay = 86400000.0;

// One calendar for each thread: an icu::Calendar may be used by one thread at a time.
icu::Calendar* chinese_calendar() {
  thread_local const std::unique_ptr<icu::Calendar> calendar = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Calendar> made(icu::Calendar::createInstance(
        icu::TimeZone::getGMT()->clone(), icu::Locale("zh", "CN", nullptr, "calendar=chinese"), status));
    return U_SUCCESS(status) ? std::move(made) : nullptr;
  }();
  return calendar.get();
}

}  // namespace

std::optional<Day> lunar_day(int year, int month, int day, bool leap) {
  icu::Calendar* calendar = chinese_calendar();
  const auto middle = day_of(year, 7, 1);
  if (!calendar || !middle || year < 1 || month < 1 || month > 12 || day < 1 || day > 30) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  calendar->setTime(*middle * kMillisecondsADay, status);
  const int extended_year = calendar->get(UCAL_EXTENDED_YEAR, status);
  calendar->clear();
  calendar->set(UCAL_EXTENDED_YEAR, extended_year);
  calendar->set(UCAL_MONTH, month - 1);
  calendar->set(UCAL_IS_LEAP_MONTH, leap ? 1 : 0);
  calendar->set(UCAL_DATE, day);
  const double time = calendar->getTime(status);
  // ICU rolls what does not exist over into the next month: read it back to see.
  const bool same = calendar->get(UCAL_MONTH, status) == month - 1 &&
                    calendar->get(UCAL_DATE, status) == day &&
                    (calendar->get(UCAL_IS_LEAP_MONTH, status) != 0) == leap;
  if (U_FAILURE(status) || !same) return std::nullopt;
  return static_cast<Day>(time / kMillisecondsADay);
}

std::optional<Day> lunar_new_year_eve(int year) {
  const auto new_year = lunar_day(year, 1, 1);
  if (!new_year) return std::nullopt;
  return *new_year - 1;
}

}  // namespace guanxi
