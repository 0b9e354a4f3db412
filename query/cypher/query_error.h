// QueryError: a query that cannot be answered, with the place in its text.
//
// kind and detail are the TCK's words: SyntaxError/UndefinedVariable, TypeError/InvalidArgumentType, ...
// The message reads "line 2, column 7: ..." and says what was expected.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "extract/statement/error.h"

namespace guanxi::cypher {

// 1-based; columns count characters, not bytes.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  std::uint32_t offset = 0;  // bytes from the start of the text
};

enum class Phase : std::uint8_t { kParse, kBind, kRun };

class QueryError : public Error {
 public:
  QueryError(Phase phase, Position at, std::string_view kind, std::string_view detail,
             const std::string& message)
      : Error(ErrorKind::kUsage, "line " + std::to_string(at.line) + ", column " + std::to_string(at.column) +
                                     ": " + message + " (" + std::string(kind) + ": " + std::string(detail) +
                                     ")"),
        phase_(phase),
        at_(at),
        error_kind_(kind),
        detail_(detail) {}

  Phase phase() const { return phase_; }
  Position at() const { return at_; }
  const std::string& error_kind() const { return error_kind_; }
  const std::string& detail() const { return detail_; }

 private:
  Phase phase_;
  Position at_;
  std::string error_kind_;
  std::string detail_;
};

}  // namespace guanxi::cypher
