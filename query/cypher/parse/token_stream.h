// TokenStream: what every part of the parser reads from, with the errors that name what was expected.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/cypher/parse/lexer.h"

namespace guanxi::cypher {

class TokenStream {
 public:
  explicit TokenStream(std::string_view text) : text_(text), tokens_(tokenize(text)) {}

  const Token& peek(std::size_t ahead = 0) const {
    return at_ + ahead < tokens_.size() ? tokens_[at_ + ahead] : tokens_.back();
  }
  const Token& next();
  std::size_t mark() const { return at_; }
  void rewind(std::size_t mark) { at_ = mark; }
  bool done() const { return peek().kind == TokenKind::kEnd; }

  bool is_symbol(std::string_view symbol, std::size_t ahead = 0) const;
  bool is_word(std::string_view keyword, std::size_t ahead = 0) const;  // in any letter case
  bool take_symbol(std::string_view symbol);
  bool take_word(std::string_view keyword);
  void expect_symbol(std::string_view symbol);
  void expect_word(std::string_view keyword);

  // A variable's name; reserved words need `quotes`.
  bool at_variable() const;
  std::string variable();
  // A label, a relationship type, a property: any word.
  std::string schema_name(std::string_view what);

  [[noreturn]] void fail(std::string_view expected) const;
  [[noreturn]] void fail_at(Position at, std::string_view detail, const std::string& message) const;

  // The text between two byte offsets.
  std::string source(std::uint32_t from, std::uint32_t to) const {
    return std::string(text_.substr(from, to - from));
  }
  std::uint32_t last_end() const { return at_ == 0 ? 0 : tokens_[at_ - 1].end; }

 private:
  std::string_view text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
};

}  // namespace guanxi::cypher
