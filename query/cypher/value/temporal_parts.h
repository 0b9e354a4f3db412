// Parts: a temporal instant taken apart, so that one piece of code serves all five types.
#pragma once

#include <optional>

#include "query/cypher/value/value.h"
#include "query/cypher/value/zone.h"

namespace guanxi::cypher {

struct Parts {
  std::optional<Date> date;
  std::optional<LocalTime> time;
  std::optional<Zone> zone;
};

// Throws ValueError when the value is no temporal instant.
Parts take_apart(const Value& value);
// What the type needs and parts lacks is midnight, 1970-01-01 or UTC.
Value put_together(Type type, const Parts& parts);

}  // namespace guanxi::cypher
