// Lexer: the text of a query as tokens.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "query/cypher/query_error.h"

namespace guanxi::cypher {

enum class TokenKind : std::uint8_t {
  kName,        // a word; keywords are words too
  kQuotedName,  // `a name`; never a keyword
  kInteger,     // text holds the digits as written, 0x1F and 0o17 included
  kFloat,
  kString,     // text holds the unescaped value
  kParameter,  // text holds the name behind '$'
  kSymbol,     // one of ( ) [ ] { } , ; : . .. + += - * / % ^ = <> < > <= >= =~ | & !
  kEnd,
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::string text;
  Position at;
  std::uint32_t end = 0;  // byte offset behind the token
};

// Throws QueryError on characters that no token begins with and on unfinished strings and comments. The last
// token is kEnd.
std::vector<Token> tokenize(std::string_view text);

}  // namespace guanxi::cypher
