#include "extract/statement/statement.h"

#include <fmt/format.h>
#include <xxhash.h>

#include "extract/statement/error.h"

namespace guanxi {

Id Entity::id() const {
  return Id::of({kind, name, discriminator});
}

std::string_view to_string(Initiator initiator) {
  switch (initiator) {
    case Initiator::kSubject:
      return "subject";
    case Initiator::kObject:
      return "object";
    case Initiator::kUnstated:
      break;
  }
  return "";
}

std::string_view to_string(Factuality factuality) {
  switch (factuality) {
    case Factuality::kPlanned:
      return "planned";
    case Factuality::kNegated:
      return "negated";
    case Factuality::kAsserted:
      break;
  }
  return "asserted";
}

Initiator parse_initiator(std::string_view word) {
  for (auto value : {Initiator::kUnstated, Initiator::kSubject, Initiator::kObject})
    if (word == to_string(value)) return value;
  throw Error(ErrorKind::kInput, fmt::format("initiator \"{}\": expected subject or object", word));
}

Factuality parse_factuality(std::string_view word) {
  for (auto value : {Factuality::kAsserted, Factuality::kPlanned, Factuality::kNegated})
    if (word == to_string(value)) return value;
  throw Error(ErrorKind::kInput,
              fmt::format("factuality \"{}\": expected asserted, planned or negated", word));
}

Id Statement::id() const {
  return Id::of({std::string_view(reinterpret_cast<const char*>(&subject.value), sizeof subject.value),
                 std::string_view(reinterpret_cast<const char*>(&object.value), sizeof object.value),
                 relation, time, to_string(initiator), to_string(factuality), office, place, claimed_by});
}

Id DocumentRecord::id() const {
  return Id::of({path});
}

std::uint64_t content_hash(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

}  // namespace guanxi
