#include "query/cypher/parse/lexer.h"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace guanxi::cypher {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::vector<Token> run() {
    std::vector<Token> tokens;
    for (;;) {
      skip_blank();
      tokens.push_back(next());
      if (tokens.back().kind == TokenKind::kEnd) return tokens;
    }
  }

 private:
  [[noreturn]] void fail(Position at, std::string_view detail, const std::string& message) const {
    throw QueryError(Phase::kParse, at, "SyntaxError", detail, message);
  }

  char peek(std::size_t ahead = 0) const {
    return position_.offset + ahead < text_.size() ? text_[position_.offset + ahead] : '\0';
  }
  bool done() const { return position_.offset >= text_.size(); }

  UChar32 code_point(std::int32_t* length = nullptr) const {
    UChar32 c = 0;
    std::int32_t at = static_cast<std::int32_t>(position_.offset);
    U8_NEXT(text_.data(), at, static_cast<std::int32_t>(text_.size()), c);
    if (length != nullptr) *length = at - static_cast<std::int32_t>(position_.offset);
    return c;
  }

  // One character forward; at the end nothing.
  void advance() {
    if (done()) return;
    std::int32_t length = 1;
    const UChar32 c = code_point(&length);
    position_.offset += static_cast<std::uint32_t>(length);
    if (c == '\n') {
      ++position_.line;
      position_.column = 1;
    } else {
      ++position_.column;
    }
  }

  void skip_blank() {
    while (!done()) {
      if (peek() == '/' && peek(1) == '/') {
        while (!done() && peek() != '\n') advance();
      } else if (peek() == '/' && peek(1) == '*') {
        const Position start = position_;
        while (!done() && !(peek() == '*' && peek(1) == '/')) advance();
        if (done()) fail(start, "InvalidSyntax", "this comment is not closed; expected */");
        advance();
        advance();
      } else if (const UChar32 c = code_point(); c >= 0 && u_isUWhiteSpace(c)) {
        advance();
      } else {
        return;
      }
    }
  }

  Token finish(TokenKind kind, Position at, std::string text) const {
    return {kind, std::move(text), at, position_.offset};
  }

  Token next() {
    const Position at = position_;
    if (done()) return finish(TokenKind::kEnd, at, "");
    const char c = peek();
    if (c == '\'' || c == '"') return string_token(c);
    if (c == '`') return quoted_name();
    if (digit(c) || (c == '.' && digit(peek(1)))) return number();
    if (c == '$') return parameter();
    const UChar32 point = code_point();
    if (point == '_' || (point > 0 && u_isIDStart(point))) {
      return finish(TokenKind::kName, at, word());
    }
    return symbol();
  }

  std::string word() {
    const std::uint32_t from = position_.offset;
    while (!done()) {
      const UChar32 point = code_point();
      if (point < 0 || !u_isIDPart(point) || u_isIDIgnorable(point)) break;
      advance();
    }
    return std::string(text_.substr(from, position_.offset - from));
  }

  Token parameter() {
    const Position at = position_;
    advance();
    if (peek() == '`') {
      Token name = quoted_name();
      return {TokenKind::kParameter, name.text, at, name.end};
    }
    const std::string name = word();
    if (name.empty()) fail(at, "InvalidSyntax", "expected the name of a parameter behind $");
    return finish(TokenKind::kParameter, at, name);
  }

  Token quoted_name() {
    const Position at = position_;
    advance();
    std::string name;
    for (;;) {
      if (done()) fail(at, "InvalidSyntax", "this name is not closed; expected `");
      if (peek() == '`') {
        advance();
        if (peek() != '`') break;
      }
      const std::uint32_t from = position_.offset;
      advance();
      name += text_.substr(from, position_.offset - from);
    }
    return finish(TokenKind::kQuotedName, at, name);
  }

  void hex_escape(Position start, int digits, std::string& out) {
    std::uint32_t code = 0;  // eight digits fill it
    for (int i = 0; i < digits; ++i) {
      const char c = peek();
      const int value = digit(c)               ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (value < 0)
        fail(start, "InvalidUnicodeLiteral", fmt::format("expected {} hexadecimal digits here", digits));
      code = code * 16 + static_cast<std::uint32_t>(value);
      advance();
    }
    if (code > 0x10FFFF) fail(start, "InvalidUnicodeLiteral", "there is no such character");
    auto point = static_cast<UChar32>(code);
    if (U16_IS_LEAD(point) && peek() == '\\' && peek(1) == 'u') {
      // A pair of surrogates spells one character.
      const Position second = position_;
      advance();
      advance();
      std::string digits_text(text_.substr(position_.offset, 4));
      const long low = std::strtol(digits_text.c_str(), nullptr, 16);
      if (!U16_IS_TRAIL(low))
        fail(second, "InvalidUnicodeLiteral", "expected the second half of a surrogate pair");
      for (int i = 0; i < 4; ++i) advance();
      point = U16_GET_SUPPLEMENTARY(point, static_cast<UChar32>(low));
    }
    if (U_IS_SURROGATE(point)) fail(start, "InvalidUnicodeLiteral", "a surrogate alone is no character");
    char buffer[U8_MAX_LENGTH];
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(buffer, length, point);
    out.append(buffer, static_cast<std::size_t>(length));
  }

  Token string_token(char quote) {
    const Position at = position_;
    advance();
    std::string value;
    for (;;) {
      if (done()) fail(at, "InvalidSyntax", fmt::format("this string is not closed; expected {}", quote));
      const char c = peek();
      if (c == quote) break;
      if (c != '\\') {
        const std::uint32_t from = position_.offset;
        advance();
        value += text_.substr(from, position_.offset - from);
        continue;
      }
      const Position start = position_;
      advance();
      if (done()) continue;
      const char escape = peek();
      advance();
      switch (escape) {
        case 'n':
          value += '\n';
          break;
        case 't':
          value += '\t';
          break;
        case 'r':
          value += '\r';
          break;
        case 'b':
          value += '\b';
          break;
        case 'f':
          value += '\f';
          break;
        case '\\':
        case '\'':
        case '"':
        case '`':
          value += escape;
          break;
        case 'u':
          hex_escape(start, 4, value);
          break;
        case 'U':
          hex_escape(start, 8, value);
          break;
        default:
          fail(start, "InvalidSyntax",
               "unknown escape in a string; \\n, \\t, \\', \\\" and \\u0041 are known");
      }
    }
    advance();
    return finish(TokenKind::kString, at, value);
  }

  Token number() {
    const Position at = position_;
    const std::uint32_t from = position_.offset;
    TokenKind kind = TokenKind::kInteger;
    if (peek() == '0' && (peek(1) == 'x' || peek(1) == 'X' || peek(1) == 'o' || peek(1) == 'O')) {
      advance();
      advance();
    } else {
      while (digit(peek())) advance();
      if (peek() == '.' && digit(peek(1))) {
        kind = TokenKind::kFloat;
        advance();
        while (digit(peek())) advance();
      }
      const std::size_t sign = peek(1) == '-' || peek(1) == '+';
      if ((peek() == 'e' || peek() == 'E') && digit(peek(1 + sign))) {
        kind = TokenKind::kFloat;
        for (std::size_t i = 0; i <= sign; ++i) advance();
        while (digit(peek())) advance();
      }
    }
    word();  // letters that stick to a number belong to it, and make it wrong unless it is hexadecimal
    return finish(kind, at, std::string(text_.substr(from, position_.offset - from)));
  }

  Token symbol() {
    static constexpr std::string_view kDouble[] = {"..", "+=", "<>", "<=", ">=", "=~"};
    const Position at = position_;
    const std::string_view two = text_.substr(position_.offset, 2);
    for (const std::string_view candidate : kDouble) {
      if (two == candidate) {
        advance();
        advance();
        return finish(TokenKind::kSymbol, at, std::string(two));
      }
    }
    const char c = peek();
    if (std::string_view("()[]{},;:.+-*/%^=<>|&!").find(c) == std::string_view::npos) {
      std::int32_t length = 1;
      const bool ascii = code_point(&length) >= 0 && length == 1;
      fail(at, ascii ? "UnexpectedSyntax" : "InvalidUnicodeCharacter",
           fmt::format("unexpected character {}", text_.substr(at.offset, static_cast<std::size_t>(length))));
    }
    advance();
    return finish(TokenKind::kSymbol, at, std::string(1, c));
  }

  std::string_view text_;
  Position position_;
};

}  // namespace

std::vector<Token> tokenize(std::string_view text) {
  return Lexer(text).run();
}

}  // namespace guanxi::cypher
