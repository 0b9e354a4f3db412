#include "query/cypher/parse/token_stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace guanxi::cypher {
namespace {

bool same_word(std::string_view text, std::string_view keyword) {
  return std::equal(text.begin(), text.end(), keyword.begin(), keyword.end(),
                    [](char a, char b) { return (a >= 'a' && a <= 'z' ? a - 'a' + 'A' : a) == b; });
}

bool reserved(std::string_view word) {
  static constexpr std::array<std::string_view, 32> kWords = {
      "AND",   "OR",   "XOR",   "NOT",      "IN",     "IS",    "NULL",     "TRUE",   "FALSE", "CASE",  "WHEN",
      "THEN",  "ELSE", "WHERE", "WITH",     "RETURN", "MATCH", "OPTIONAL", "UNWIND", "UNION", "ORDER", "BY",
      "LIMIT", "SKIP", "AS",    "DISTINCT", "STARTS", "ENDS",  "CONTAINS", "CREATE", "MERGE", "DELETE"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view keyword) { return same_word(word, keyword); });
}

}  // namespace

const Token& TokenStream::next() {
  const Token& token = peek();
  if (at_ < tokens_.size() - 1) ++at_;
  return token;
}

bool TokenStream::is_symbol(std::string_view symbol, std::size_t ahead) const {
  return peek(ahead).kind == TokenKind::kSymbol && peek(ahead).text == symbol;
}

bool TokenStream::is_word(std::string_view keyword, std::size_t ahead) const {
  return peek(ahead).kind == TokenKind::kName && same_word(peek(ahead).text, keyword);
}

bool TokenStream::take_symbol(std::string_view symbol) {
  if (!is_symbol(symbol)) return false;
  next();
  return true;
}

bool TokenStream::take_word(std::string_view keyword) {
  if (!is_word(keyword)) return false;
  next();
  return true;
}

void TokenStream::expect_symbol(std::string_view symbol) {
  if (!take_symbol(symbol)) fail(symbol);
}

void TokenStream::expect_word(std::string_view keyword) {
  if (!take_word(keyword)) fail(keyword);
}

bool TokenStream::at_variable() const {
  return peek().kind == TokenKind::kQuotedName || (peek().kind == TokenKind::kName && !reserved(peek().text));
}

std::string TokenStream::variable() {
  if (!at_variable()) fail("the name of a variable");
  return next().text;
}

std::string TokenStream::schema_name(std::string_view what) {
  if (peek().kind != TokenKind::kName && peek().kind != TokenKind::kQuotedName) fail(what);
  return next().text;
}

void TokenStream::fail(std::string_view expected) const {
  const Token& token = peek();
  const std::string found = token.kind == TokenKind::kEnd
                                ? std::string("the end of the query")
                                : fmt::format("'{}'", source(token.at.offset, token.end));
  throw QueryError(Phase::kParse, token.at, "SyntaxError", "UnexpectedSyntax",
                   fmt::format("expected {}, found {}", expected, found));
}

void TokenStream::fail_at(Position at, std::string_view detail, const std::string& message) const {
  throw QueryError(Phase::kParse, at, "SyntaxError", detail, message);
}

}  // namespace guanxi::cypher
