#include "query/cypher/value/zone.h"

#include <unicode/basictz.h>
#include <unicode/timezone.h>

#include <memory>
#include <mutex>
#include <unordered_map>

#include "query/cypher/value/calendar.h"

namespace guanxi::cypher {
namespace {

// Named zones stay loaded: ICU reads and unpacks rules each time one is made.
const icu::BasicTimeZone& named_zone(const std::string& name) {
  static std::mutex mutex;
  static std::unordered_map<std::string, std::unique_ptr<icu::TimeZone>> zones;
  const std::lock_guard lock(mutex);
  auto& zone = zones[name];
  if (!zone) {
    zone.reset(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
    if (!zone || *zone == icu::TimeZone::getUnknown()) {
      zones.erase(name);
      throw ValueError("unknown time zone '" + name + "'");
    }
  }
  return static_cast<const icu::BasicTimeZone&>(*zone);
}

bool digits(std::string_view text) {
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
  }
  return !text.empty();
}

std::int32_t parse_offset(std::string_view text) {
  std::string packed;
  std::size_t at = 1;
  while (at < text.size()) {
    if (!digits(text.substr(at, 2)) || text.size() - at < 2)
      throw ValueError("bad time zone '" + std::string(text) + "'");
    packed += text.substr(at, 2);
    at += 2;
    if (at < text.size() && text[at] == ':') ++at;
  }
  if (packed.size() < 2 || packed.size() > 6) throw ValueError("bad time zone '" + std::string(text) + "'");
  packed.resize(6, '0');
  const int hours = std::stoi(packed.substr(0, 2));
  const int minutes = std::stoi(packed.substr(2, 2));
  const int seconds = std::stoi(packed.substr(4, 2));
  const int total = hours * 3600 + minutes * 60 + seconds;
  if (minutes > 59 || seconds > 59 || total > 18 * 3600)
    throw ValueError("bad time zone '" + std::string(text) + "'");
  return text[0] == '-' ? -total : total;
}

std::int64_t local_seconds(const LocalDateTime& local) {
  return local.date.days * kSecondsPerDay + local.time.nanos / kNanosPerSecond;
}

}  // namespace

Zone parse_zone(std::string_view text) {
  if (text == "Z" || text == "z") return {};
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) return {"", parse_offset(text)};
  Zone zone{std::string(text), 0};
  if (zone.name.empty()) throw ValueError("empty time zone");
  named_zone(zone.name);
  return zone;
}

std::int32_t offset_at_local(const Zone& zone, const LocalDateTime& local) {
  if (zone.name.empty()) return zone.offset;
  UErrorCode status = U_ZERO_ERROR;
  int32_t raw = 0;
  int32_t saving = 0;
  named_zone(zone.name).getOffsetFromLocal(static_cast<double>(local_seconds(local)) * 1000.0,
                                           UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER, raw, saving, status);
  if (U_FAILURE(status)) throw ValueError("no offset known in time zone '" + zone.name + "'");
  return (raw + saving) / 1000;
}

std::int32_t offset_at_instant(const Zone& zone, std::int64_t epoch_seconds) {
  if (zone.name.empty()) return zone.offset;
  UErrorCode status = U_ZERO_ERROR;
  int32_t raw = 0;
  int32_t saving = 0;
  named_zone(zone.name).getOffset(static_cast<double>(epoch_seconds) * 1000.0, false, raw, saving, status);
  if (U_FAILURE(status)) throw ValueError("no offset known in time zone '" + zone.name + "'");
  return (raw + saving) / 1000;
}

DateTime at_local(const LocalDateTime& local, const Zone& zone) {
  const std::int32_t offset = offset_at_local(zone, local);
  if (zone.name.empty()) return {local, offset, ""};
  // Through the instant, so that a local time inside a gap comes out behind it.
  return at_instant(local_seconds(local) - offset, local.time.nanos % kNanosPerSecond, zone);
}

DateTime at_instant(std::int64_t epoch_seconds, std::int64_t nanos, const Zone& zone) {
  const std::int32_t offset = offset_at_instant(zone, epoch_seconds);
  const std::int64_t seconds = epoch_seconds + offset;
  DateTime value;
  value.local.date.days = floor_div(seconds, kSecondsPerDay);
  value.local.time.nanos = floor_mod(seconds, kSecondsPerDay) * kNanosPerSecond + nanos;
  value.offset = offset;
  value.zone = zone.name;
  return value;
}

Zone zone_of(const DateTime& value) {
  return {value.zone, value.offset};
}

}  // namespace guanxi::cypher
