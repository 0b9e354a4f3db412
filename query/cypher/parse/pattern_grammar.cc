// Patterns and label expressions.
#include "query/cypher/parse/grammar.h"

namespace guanxi::cypher {

using syntax::LabelExpression;
using syntax::NodePattern;
using syntax::PatternPart;
using syntax::RelationshipPattern;

std::vector<PatternPart> Grammar::patterns() {
  std::vector<PatternPart> parts;
  do {
    parts.push_back(pattern_part());
  } while (tokens_.take_symbol(","));
  return parts;
}

PatternPart Grammar::pattern_part() {
  std::string variable;
  const Position at = tokens_.peek().at;
  if (tokens_.at_variable() && tokens_.is_symbol("=", 1)) {
    variable = tokens_.variable();
    tokens_.next();
  }
  PatternPart part = anonymous_part();
  part.at = at;
  part.variable = std::move(variable);
  return part;
}

PatternPart Grammar::anonymous_part() {
  PatternPart part;
  part.at = tokens_.peek().at;
  const bool one = tokens_.is_word("shortestPath") || tokens_.is_word("SHORTESTPATH");
  const bool all = tokens_.is_word("ALLSHORTESTPATHS");
  if ((one || all) && tokens_.is_symbol("(", 1)) {
    part.shortest = one ? syntax::Shortest::kOne : syntax::Shortest::kAll;
    tokens_.next();
    tokens_.next();
    pattern_chain(part);
    tokens_.expect_symbol(")");
    if (part.relationships.size() != 1) {
      tokens_.fail_at(part.at, "InvalidSyntax",
                      "a shortest path needs a pattern of two nodes and one relationship");
    }
    return part;
  }
  pattern_chain(part);
  return part;
}

void Grammar::pattern_chain(PatternPart& part) {
  part.nodes.push_back(node_pattern());
  while (tokens_.is_symbol("-") || (tokens_.is_symbol("<") && tokens_.is_symbol("-", 1))) {
    part.relationships.push_back(relationship_pattern());
    part.nodes.push_back(node_pattern());
  }
}

syntax::ExpressionPtr Grammar::properties() {
  if (tokens_.is_symbol("{")) return map_literal();
  if (tokens_.peek().kind != TokenKind::kParameter) return nullptr;
  if (!writes_) {
    tokens_.fail_at(tokens_.peek().at, "InvalidParameterUse",
                    "a parameter cannot stand for all properties of a pattern; write {name: $name}");
  }
  return atom();
}

NodePattern Grammar::node_pattern() {
  NodePattern node;
  node.at = tokens_.peek().at;
  if (!tokens_.take_symbol("(")) tokens_.fail("a node in parentheses, as (n:Person)");
  if (tokens_.at_variable() && !tokens_.is_word("WHERE")) node.variable = tokens_.variable();
  if (tokens_.take_symbol(":")) node.labels = label_expression(false);
  node.properties = properties();
  if (tokens_.take_word("WHERE")) node.where = expression();
  tokens_.expect_symbol(")");
  return node;
}

RelationshipPattern Grammar::relationship_pattern() {
  RelationshipPattern relationship;
  relationship.at = tokens_.peek().at;
  relationship.to_left = tokens_.take_symbol("<");
  tokens_.expect_symbol("-");
  if (tokens_.take_symbol("[")) {
    relationship_details(relationship);
    tokens_.expect_symbol("]");
  }
  tokens_.expect_symbol("-");
  relationship.to_right = tokens_.take_symbol(">");
  return relationship;
}

void Grammar::relationship_details(RelationshipPattern& relationship) {
  if (tokens_.at_variable()) relationship.variable = tokens_.variable();
  if (tokens_.take_symbol(":")) relationship.types = label_expression(true);
  if (tokens_.take_symbol("*")) length_range(relationship);
  relationship.properties = properties();
  if (tokens_.take_word("WHERE")) relationship.where = expression();
}

void Grammar::length_range(RelationshipPattern& relationship) {
  relationship.variable_length = true;
  const auto bound = [&]() -> std::optional<std::int64_t> {
    if (tokens_.is_symbol("-")) {
      tokens_.fail_at(tokens_.peek().at, "InvalidRelationshipPattern", "a length cannot be negative");
    }
    if (tokens_.peek().kind != TokenKind::kInteger) return std::nullopt;
    const Token& token = tokens_.next();
    std::int64_t value = 0;
    for (const char c : token.text) {
      if (c < '0' || c > '9' || value > 1'000'000'000) {
        tokens_.fail_at(token.at, "InvalidRelationshipPattern", "expected a length, a small whole number");
      }
      value = value * 10 + (c - '0');
    }
    return value;
  };
  relationship.least = bound();
  if (tokens_.take_symbol("..")) {
    relationship.most = bound();
  } else {
    relationship.most = relationship.least;
  }
}

LabelExpression Grammar::label_expression(bool types) {
  const Depth depth(*this);
  LabelExpression left = label_term(types);
  while (tokens_.is_symbol("|")) {
    // In a pattern comprehension, '|' may end the pattern; behind a label only a name, '!', '%' or '(' goes
    // on.
    tokens_.next();
    tokens_.take_symbol(":");
    LabelExpression both;
    both.kind = LabelExpression::Kind::kOr;
    both.operands.push_back(std::move(left));
    both.operands.push_back(label_term(types));
    left = std::move(both);
  }
  return left;
}

LabelExpression Grammar::label_term(bool types) {
  LabelExpression left = label_factor();
  while (tokens_.is_symbol("&") || (!types && tokens_.is_symbol(":"))) {
    tokens_.next();
    LabelExpression both;
    both.kind = LabelExpression::Kind::kAnd;
    both.operands.push_back(std::move(left));
    both.operands.push_back(label_factor());
    left = std::move(both);
  }
  return left;
}

LabelExpression Grammar::label_factor() {
  const Depth depth(*this);
  LabelExpression label;
  if (tokens_.take_symbol("!")) {
    label.kind = LabelExpression::Kind::kNot;
    label.operands.push_back(label_factor());
  } else if (tokens_.take_symbol("(")) {
    label = label_expression(false);
    tokens_.expect_symbol(")");
  } else if (tokens_.take_symbol("%")) {
    label.kind = LabelExpression::Kind::kAny;
  } else {
    label.kind = LabelExpression::Kind::kName;
    label.name = tokens_.schema_name("a label or type");
  }
  return label;
}

// From '(': the matching ')' is followed by what only a relationship begins with.
bool Grammar::looks_like_pattern() const {
  std::size_t ahead = 0;
  int open = 0;
  do {
    if (tokens_.peek(ahead).kind == TokenKind::kEnd) return false;
    if (tokens_.is_symbol("(", ahead)) ++open;
    if (tokens_.is_symbol(")", ahead)) --open;
    ++ahead;
  } while (open > 0);
  if (tokens_.is_symbol("<", ahead)) ++ahead;
  if (!tokens_.is_symbol("-", ahead)) return false;
  return tokens_.is_symbol("[", ahead + 1) ||
         (tokens_.is_symbol("-", ahead + 1) &&
          (tokens_.is_symbol("(", ahead + 2) || tokens_.is_symbol(">", ahead + 2)));
}

std::unique_ptr<PatternPart> Grammar::try_pattern() {
  const bool shortest = tokens_.is_word("SHORTESTPATH") || tokens_.is_word("ALLSHORTESTPATHS");
  if (!shortest && !(tokens_.is_symbol("(") && looks_like_pattern())) return nullptr;
  const std::size_t mark = tokens_.mark();
  if (no_pattern_.contains(mark)) return nullptr;
  try {
    return std::make_unique<PatternPart>(anonymous_part());
  } catch (const QueryError&) {
    no_pattern_.insert(mark);  // what is tried again and again would take exponential time
    tokens_.rewind(mark);      // an expression after all: (a) - [1, 2][0]
    return nullptr;
  }
}

}  // namespace guanxi::cypher
