// Expressions, by precedence: OR, XOR, AND, NOT, comparison, predicates, + -, * / %, ^, sign, postfix, atoms.
#include <fmt/format.h>

#include <cerrno>
#include <cmath>
#include <cstdlib>

#include "query/cypher/parse/grammar.h"

namespace guanxi::cypher {

using syntax::Expression;
using syntax::ExpressionKind;
using syntax::ExpressionPtr;

namespace {

constexpr int kMostOperators = 5'000;

}  // namespace

ExpressionPtr Grammar::make(ExpressionKind kind, Position at) const {
  auto expression = std::make_unique<Expression>();
  expression->kind = kind;
  expression->at = at;
  return expression;
}

ExpressionPtr Grammar::expression() {
  const Depth depth(*this);
  return or_expression();
}

// Each operator of a chain is one more level of the tree that later stages walk down.
void Grammar::count_operator() {
  if (++operators_ > kMostOperators) {
    tokens_.fail_at(
        tokens_.peek().at, "InvalidSyntax",
        fmt::format("the query has more than {} operators; pass lists as parameters", kMostOperators));
  }
}

ExpressionPtr Grammar::left_associative(Rule operand, std::initializer_list<std::string_view> operators,
                                        bool words) {
  ExpressionPtr left = (this->*operand)();
  for (;;) {
    std::string_view found;
    for (const std::string_view candidate : operators) {
      if (words ? tokens_.is_word(candidate) : tokens_.is_symbol(candidate)) found = candidate;
    }
    if (found.empty()) return left;
    count_operator();
    ExpressionPtr both = make(ExpressionKind::kBinary, tokens_.next().at);
    both->op = found;
    both->args.push_back(std::move(left));
    both->args.push_back((this->*operand)());
    left = std::move(both);
  }
}

ExpressionPtr Grammar::or_expression() {
  return left_associative(&Grammar::xor_expression, {"OR"}, true);
}
ExpressionPtr Grammar::xor_expression() {
  return left_associative(&Grammar::and_expression, {"XOR"}, true);
}
ExpressionPtr Grammar::and_expression() {
  return left_associative(&Grammar::not_expression, {"AND"}, true);
}

ExpressionPtr Grammar::not_expression() {
  if (!tokens_.is_word("NOT")) return comparison();
  const Depth depth(*this);
  ExpressionPtr expression = make(ExpressionKind::kUnary, tokens_.next().at);
  expression->op = "NOT";
  expression->args.push_back(not_expression());
  return expression;
}

ExpressionPtr Grammar::comparison() {
  ExpressionPtr first = predicate();
  ExpressionPtr chain;
  for (;;) {
    std::string_view found;
    for (const std::string_view candidate : {"=", "<>", "<", "<=", ">", ">="}) {
      if (tokens_.is_symbol(candidate)) found = candidate;
    }
    if (found.empty()) return chain ? std::move(chain) : std::move(first);
    const Position at = tokens_.next().at;
    if (!chain) {
      chain = make(ExpressionKind::kComparison, at);
      chain->args.push_back(std::move(first));
    }
    chain->ops.emplace_back(found);
    chain->args.push_back(predicate());
  }
}

ExpressionPtr Grammar::predicate() {
  ExpressionPtr left = sum();
  for (;;) {
    count_operator();
    const Position at = tokens_.peek().at;
    std::string op;
    if (tokens_.is_word("IS")) {
      tokens_.next();
      const bool negated = tokens_.take_word("NOT");
      tokens_.expect_word("NULL");
      ExpressionPtr test = make(negated ? ExpressionKind::kIsNotNull : ExpressionKind::kIsNull, at);
      test->args.push_back(std::move(left));
      left = std::move(test);
      continue;
    }
    if (tokens_.take_word("IN")) {
      op = "IN";
    } else if (tokens_.take_word("CONTAINS")) {
      op = "CONTAINS";
    } else if (tokens_.is_word("STARTS") || tokens_.is_word("ENDS")) {
      op = tokens_.is_word("STARTS") ? "STARTS WITH" : "ENDS WITH";
      tokens_.next();
      tokens_.expect_word("WITH");
    } else if (tokens_.take_symbol("=~")) {
      op = "=~";
    } else {
      return left;
    }
    ExpressionPtr both = make(ExpressionKind::kBinary, at);
    both->op = op;
    both->args.push_back(std::move(left));
    both->args.push_back(sum());
    left = std::move(both);
  }
}

ExpressionPtr Grammar::sum() {
  return left_associative(&Grammar::product, {"+", "-"}, false);
}
ExpressionPtr Grammar::product() {
  return left_associative(&Grammar::power, {"*", "/", "%"}, false);
}
ExpressionPtr Grammar::power() {
  return left_associative(&Grammar::unary, {"^"}, false);
}

ExpressionPtr Grammar::unary() {
  if (!tokens_.is_symbol("-") && !tokens_.is_symbol("+")) return postfix();
  const Depth depth(*this);
  const Token sign = tokens_.next();
  const TokenKind kind = tokens_.peek().kind;
  // The smallest integer has no positive counterpart, so the sign belongs to the literal.
  if (sign.text == "-" && (kind == TokenKind::kInteger || kind == TokenKind::kFloat) &&
      !tokens_.is_symbol(".", 1) && !tokens_.is_symbol("[", 1)) {
    return number_literal(true);
  }
  ExpressionPtr expression = make(ExpressionKind::kUnary, sign.at);
  expression->op = sign.text;
  expression->args.push_back(unary());
  return expression;
}

ExpressionPtr Grammar::postfix() {
  ExpressionPtr base = atom();
  for (;;) {
    count_operator();
    const Position at = tokens_.peek().at;
    if (tokens_.take_symbol(".")) {
      ExpressionPtr property = make(ExpressionKind::kProperty, at);
      property->name = tokens_.schema_name("the name of a property");
      property->args.push_back(std::move(base));
      base = std::move(property);
    } else if (tokens_.is_symbol("[")) {
      base = subscript(std::move(base));
    } else if (tokens_.is_symbol(":") && base->kind != ExpressionKind::kLiteral) {
      tokens_.next();
      ExpressionPtr test = make(ExpressionKind::kHasLabels, at);
      test->labels = label_term(false);  // '|' would end the condition of a comprehension
      test->args.push_back(std::move(base));
      base = std::move(test);
    } else if (tokens_.is_symbol("{") && base->kind == ExpressionKind::kVariable) {
      base = map_projection(std::move(base));
    } else {
      return base;
    }
  }
}

ExpressionPtr Grammar::subscript(ExpressionPtr base) {
  const Position at = tokens_.next().at;
  ExpressionPtr from;
  if (!tokens_.is_symbol("..")) from = expression();
  if (!tokens_.take_symbol("..")) {
    tokens_.expect_symbol("]");
    ExpressionPtr index = make(ExpressionKind::kIndex, at);
    index->args.push_back(std::move(base));
    index->args.push_back(std::move(from));
    return index;
  }
  ExpressionPtr slice = make(ExpressionKind::kSlice, at);
  slice->args.push_back(std::move(base));
  slice->args.push_back(std::move(from));
  slice->args.push_back(tokens_.is_symbol("]") ? nullptr : expression());
  tokens_.expect_symbol("]");
  return slice;
}

ExpressionPtr Grammar::number_literal(bool negative) {
  const Token token = tokens_.next();
  ExpressionPtr literal = make(ExpressionKind::kLiteral, token.at);
  if (token.kind == TokenKind::kFloat) {
    char* end = nullptr;
    const double value = std::strtod(token.text.c_str(), &end);
    if (*end != '\0')
      tokens_.fail_at(token.at, "InvalidNumberLiteral", fmt::format("'{}' is not a number", token.text));
    if (std::isinf(value))
      tokens_.fail_at(token.at, "FloatingPointOverflow", fmt::format("{} is too large", token.text));
    literal->literal = Value(negative ? -value : value);
    return literal;
  }
  int base = 10;
  std::string digits = token.text;
  if (digits.size() > 1 && digits[0] == '0' && !(digits[1] >= '0' && digits[1] <= '9')) {
    base = digits[1] == 'x' || digits[1] == 'X' ? 16 : 8;
    digits.erase(0, 2);
  }
  unsigned __int128 value = 0;
  bool bad = digits.empty();
  for (const char c : digits) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : 99;
    bad |= digit >= base;
    if (value < (static_cast<unsigned __int128>(1) << 100)) value = value * base + digit;
  }
  if (bad) tokens_.fail_at(token.at, "InvalidNumberLiteral", fmt::format("'{}' is not a number", token.text));
  const auto limit = static_cast<unsigned __int128>(INT64_MAX) + (negative ? 1 : 0);
  if (value > limit) {
    tokens_.fail_at(token.at, "IntegerOverflow", fmt::format("{} does not fit into 64 bits", token.text));
  }
  const auto magnitude = static_cast<std::uint64_t>(value);
  literal->literal = Value(static_cast<std::int64_t>(negative ? 0 - magnitude : magnitude));
  return literal;
}

ExpressionPtr Grammar::atom() {
  const Token& token = tokens_.peek();
  switch (token.kind) {
    case TokenKind::kInteger:
    case TokenKind::kFloat:
      return number_literal(false);
    case TokenKind::kString: {
      ExpressionPtr literal = make(ExpressionKind::kLiteral, token.at);
      literal->literal = Value(tokens_.next().text);
      return literal;
    }
    case TokenKind::kParameter: {
      ExpressionPtr parameter = make(ExpressionKind::kParameter, token.at);
      parameter->name = tokens_.next().text;
      return parameter;
    }
    case TokenKind::kName:
    case TokenKind::kQuotedName:
      return word_atom();
    default:
      break;
  }
  if (tokens_.is_symbol("(")) return parenthesized();
  if (tokens_.is_symbol("[")) return bracketed();
  if (tokens_.is_symbol("{")) return map_literal();
  tokens_.fail("an expression");
}

ExpressionPtr Grammar::word_atom() {
  const Position at = tokens_.peek().at;
  for (const auto& [word, value] :
       {std::pair("TRUE", Value(true)), {"FALSE", Value(false)}, {"NULL", Value()}}) {
    if (tokens_.take_word(word)) {
      ExpressionPtr literal = make(ExpressionKind::kLiteral, at);
      literal->literal = value;
      return literal;
    }
  }
  if (tokens_.is_word("CASE")) return case_expression();
  if (tokens_.is_symbol("{", 1)) {
    if (tokens_.is_word("EXISTS")) return subquery(ExpressionKind::kExists);
    if (tokens_.is_word("COUNT")) return subquery(ExpressionKind::kCount);
  }
  if (tokens_.is_symbol("(", 1)) {
    for (const std::string_view word : {"ALL", "ANY", "NONE", "SINGLE"}) {
      if (tokens_.is_word(word)) return quantifier();
    }
    if (tokens_.is_word("REDUCE")) return reduce();
    if (auto pattern = try_pattern()) {
      ExpressionPtr expression = make(ExpressionKind::kPattern, at);
      expression->pattern = std::move(pattern);
      return expression;
    }
  }
  // A function's name may have dots.
  std::size_t length = 1;
  while (tokens_.is_symbol(".", length) && tokens_.peek(length + 1).kind == TokenKind::kName) length += 2;
  if (tokens_.is_symbol("(", length)) {
    std::string name;
    for (std::size_t i = 0; i < length; ++i) name += tokens_.next().text;
    return call(at, std::move(name));
  }
  if (!tokens_.at_variable()) tokens_.fail("an expression");
  ExpressionPtr variable = make(ExpressionKind::kVariable, at);
  variable->name = tokens_.variable();
  return variable;
}

ExpressionPtr Grammar::call(Position at, std::string name) {
  ExpressionPtr call = make(ExpressionKind::kCall, at);
  call->name = std::move(name);
  tokens_.expect_symbol("(");
  const bool count =
      call->name.size() == 5 && call->name.find_first_not_of("cCoOuUnNtT") == std::string::npos;
  if (count && tokens_.is_symbol("*") && tokens_.is_symbol(")", 1)) {
    tokens_.next();
    tokens_.next();
    call->kind = ExpressionKind::kCountAll;
    return call;
  }
  call->distinct = tokens_.take_word("DISTINCT");
  if (!tokens_.is_symbol(")")) {
    do {
      call->args.push_back(expression());
    } while (tokens_.take_symbol(","));
  }
  tokens_.expect_symbol(")");
  return call;
}

ExpressionPtr Grammar::parenthesized() {
  const Position at = tokens_.peek().at;
  if (auto pattern = try_pattern()) {
    ExpressionPtr expression = make(ExpressionKind::kPattern, at);
    expression->pattern = std::move(pattern);
    return expression;
  }
  tokens_.next();
  ExpressionPtr inner = expression();
  tokens_.expect_symbol(")");
  return inner;
}

ExpressionPtr Grammar::bracketed() {
  if ((tokens_.peek(1).kind == TokenKind::kName || tokens_.peek(1).kind == TokenKind::kQuotedName) &&
      tokens_.is_word("IN", 2)) {
    return list_comprehension();
  }
  const std::size_t mark = tokens_.mark();
  if (ExpressionPtr comprehension = pattern_comprehension()) return comprehension;
  tokens_.rewind(mark);
  ExpressionPtr list = make(ExpressionKind::kList, tokens_.next().at);
  if (!tokens_.is_symbol("]")) {
    do {
      list->args.push_back(expression());
    } while (tokens_.take_symbol(","));
  }
  if (!tokens_.take_symbol("]")) tokens_.fail("',' or ']'");
  return list;
}

ExpressionPtr Grammar::list_comprehension() {
  ExpressionPtr list = make(ExpressionKind::kListComprehension, tokens_.next().at);
  list->name = tokens_.variable();
  tokens_.expect_word("IN");
  list->args.push_back(expression());
  list->args.push_back(tokens_.take_word("WHERE") ? expression() : nullptr);
  list->args.push_back(tokens_.take_symbol("|") ? expression() : nullptr);
  tokens_.expect_symbol("]");
  return list;
}

// Null where the bracket holds no pattern.
ExpressionPtr Grammar::pattern_comprehension() {
  ExpressionPtr list = make(ExpressionKind::kPatternComprehension, tokens_.next().at);
  std::string variable;
  if (tokens_.at_variable() && tokens_.is_symbol("=", 1) && tokens_.is_symbol("(", 2)) {
    variable = tokens_.variable();
    tokens_.next();
  }
  list->pattern = try_pattern();
  if (!list->pattern || (!tokens_.is_word("WHERE") && !tokens_.is_symbol("|"))) return nullptr;
  list->pattern->variable = std::move(variable);
  list->args.push_back(tokens_.take_word("WHERE") ? expression() : nullptr);
  tokens_.expect_symbol("|");
  list->args.push_back(expression());
  tokens_.expect_symbol("]");
  return list;
}

ExpressionPtr Grammar::map_literal() {
  ExpressionPtr map = make(ExpressionKind::kMap, tokens_.next().at);
  if (!tokens_.is_symbol("}")) {
    do {
      map->keys.push_back(tokens_.schema_name("a key"));
      tokens_.expect_symbol(":");
      map->args.push_back(expression());
    } while (tokens_.take_symbol(","));
  }
  if (!tokens_.take_symbol("}")) tokens_.fail("',' or '}'");
  return map;
}

ExpressionPtr Grammar::map_projection(ExpressionPtr base) {
  ExpressionPtr map = make(ExpressionKind::kMapProjection, tokens_.next().at);
  map->args.push_back(std::move(base));
  map->keys.emplace_back();
  if (!tokens_.is_symbol("}")) {
    do {
      if (tokens_.take_symbol(".")) {
        map->keys.push_back(tokens_.take_symbol("*") ? "" : tokens_.schema_name("a property"));
        map->args.push_back(nullptr);
        continue;
      }
      const Position at = tokens_.peek().at;
      map->keys.push_back(tokens_.schema_name("a key, .property or .*"));
      if (tokens_.take_symbol(":")) {
        map->args.push_back(expression());
      } else {
        ExpressionPtr variable = make(ExpressionKind::kVariable, at);
        variable->name = map->keys.back();
        map->args.push_back(std::move(variable));
      }
    } while (tokens_.take_symbol(","));
  }
  if (!tokens_.take_symbol("}")) tokens_.fail("',' or '}'");
  return map;
}

ExpressionPtr Grammar::case_expression() {
  ExpressionPtr result = make(ExpressionKind::kCase, tokens_.next().at);
  result->args.push_back(tokens_.is_word("WHEN") ? nullptr : expression());
  if (!tokens_.is_word("WHEN")) tokens_.fail("WHEN");
  while (tokens_.take_word("WHEN")) {
    result->args.push_back(expression());
    tokens_.expect_word("THEN");
    result->args.push_back(expression());
  }
  result->args.push_back(tokens_.take_word("ELSE") ? expression() : nullptr);
  tokens_.expect_word("END");
  return result;
}

ExpressionPtr Grammar::quantifier() {
  const Token word = tokens_.peek();
  if (!((tokens_.peek(2).kind == TokenKind::kName || tokens_.peek(2).kind == TokenKind::kQuotedName) &&
        tokens_.is_word("IN", 3))) {
    tokens_.next();
    return call(word.at, word.text);
  }
  tokens_.next();
  tokens_.next();
  ExpressionPtr result = make(ExpressionKind::kQuantifier, word.at);
  for (const char c : word.text) result->op += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  result->name = tokens_.variable();
  tokens_.expect_word("IN");
  result->args.push_back(expression());
  tokens_.expect_word("WHERE");
  result->args.push_back(expression());
  tokens_.expect_symbol(")");
  return result;
}

ExpressionPtr Grammar::reduce() {
  ExpressionPtr result = make(ExpressionKind::kReduce, tokens_.next().at);
  tokens_.expect_symbol("(");
  result->name = tokens_.variable();
  tokens_.expect_symbol("=");
  result->args.push_back(expression());
  tokens_.expect_symbol(",");
  result->second = tokens_.variable();
  tokens_.expect_word("IN");
  result->args.push_back(expression());
  tokens_.expect_symbol("|");
  result->args.push_back(expression());
  tokens_.expect_symbol(")");
  return result;
}

ExpressionPtr Grammar::subquery(ExpressionKind kind) {
  ExpressionPtr result = make(kind, tokens_.next().at);
  tokens_.expect_symbol("{");
  if (tokens_.is_symbol("(") || (tokens_.at_variable() && tokens_.is_symbol("=", 1))) {
    // A pattern alone is a MATCH.
    const Depth depth(*this);
    syntax::Clause match;
    match.at = tokens_.peek().at;
    match.patterns = patterns();
    if (tokens_.take_word("WHERE")) match.where = expression();
    result->query = std::make_unique<syntax::Query>();
    result->query->at = match.at;
    result->query->parts.emplace_back();
    result->query->parts.back().clauses.push_back(std::move(match));
  } else {
    result->query = std::make_unique<syntax::Query>(query());
  }
  tokens_.expect_symbol("}");
  return result;
}

}  // namespace guanxi::cypher
