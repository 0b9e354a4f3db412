// Id: the identity of an entity or of a statement, derived from its content.
//
// 64 bits of XXH3 over a length-prefixed list of fields, so that stores built apart, on any machine and in
// any order, give one thing one id. Entities print as "Q" and statements as "S" followed by 16 lower-case hex
// digits. The value 0 is never produced and means "none". The store checks on insertion that two different
// contents never share an id.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace guanxi {

struct Id {
  std::uint64_t value = 0;

  auto operator<=>(const Id&) const = default;
  explicit operator bool() const { return value != 0; }

  // "Q0123456789abcdef"; prefix is 'Q' for an entity, 'S' for a statement, 'D' for a document.
  std::string print(char prefix) const;

  // The inverse of print; nothing when text is not of that form.
  static std::optional<Id> parse(std::string_view text, char prefix);

  // The id of a list of fields. Fields are length-prefixed: {"ab","c"} and {"a","bc"} differ.
  static Id of(std::initializer_list<std::string_view> fields);
};

}  // namespace guanxi

template <>
struct std::hash<guanxi::Id> {
  std::size_t operator()(const guanxi::Id& id) const noexcept { return id.value; }
};
