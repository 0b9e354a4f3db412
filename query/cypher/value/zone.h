// Time zones: names of the IANA database (through ICU) and fixed offsets.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "query/cypher/value/temporal.h"

namespace guanxi::cypher {

// A fixed offset (name empty) or a named zone.
struct Zone {
  std::string name;
  std::int32_t offset = 0;
};

// "Z", "+01", "+0100", "+01:00", "-02:05:07" or "Europe/Stockholm". Throws ValueError that names the text.
Zone parse_zone(std::string_view text);

// The offset in force at a local time; in a gap the one before it, in an overlap the earlier one.
std::int32_t offset_at_local(const Zone& zone, const LocalDateTime& local);
std::int32_t offset_at_instant(const Zone& zone, std::int64_t epoch_seconds);

// The local time in a zone. A time inside a gap is moved behind it.
DateTime at_local(const LocalDateTime& local, const Zone& zone);
DateTime at_instant(std::int64_t epoch_seconds, std::int64_t nanos, const Zone& zone);

Zone zone_of(const DateTime& value);

}  // namespace guanxi::cypher
