// Grammar: the parser's parts, which call each other (an expression holds patterns and queries, and they
// expressions).
#pragma once

#include <set>
#include <string_view>

#include "query/cypher/parse/syntax.h"
#include "query/cypher/parse/token_stream.h"

namespace guanxi::cypher {

class Grammar {
 public:
  Grammar(std::string_view text, bool writes) : tokens_(text), writes_(writes) {}

  TokenStream& tokens() { return tokens_; }

  // query_grammar.cc
  syntax::Query query();

  // pattern_grammar.cc
  std::vector<syntax::PatternPart> patterns();
  syntax::PatternPart pattern_part();
  // Only where the tokens read as a pattern with at least one relationship; else nothing is consumed.
  std::unique_ptr<syntax::PatternPart> try_pattern();

  // expression_grammar.cc
  syntax::ExpressionPtr expression();

 private:
  // Counts nested expressions and queries; refuses what would overflow the stack.
  class Depth {
   public:
    explicit Depth(Grammar& grammar);
    ~Depth() { --grammar_.depth_; }
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;

   private:
    Grammar& grammar_;
  };

  syntax::SingleQuery single_query();
  syntax::Clause clause();
  syntax::Clause match_clause(bool optional);
  syntax::Clause unwind_clause();
  syntax::Clause projection_clause(syntax::ClauseKind kind);
  syntax::Clause call_clause();
  syntax::Clause create_clause();
  syntax::Clause delete_clause();
  syntax::ProjectionItem projection_item();
  void order_skip_limit(syntax::Clause& clause);
  [[noreturn]] void refuse_writing(std::string_view clause);

  syntax::PatternPart anonymous_part();
  void pattern_chain(syntax::PatternPart& part);
  syntax::NodePattern node_pattern();
  syntax::RelationshipPattern relationship_pattern();
  void relationship_details(syntax::RelationshipPattern& relationship);
  void length_range(syntax::RelationshipPattern& relationship);
  syntax::ExpressionPtr properties();
  syntax::LabelExpression label_expression(bool types);
  syntax::LabelExpression label_term(bool types);
  syntax::LabelExpression label_factor();
  bool looks_like_pattern() const;

  void count_operator();
  using Rule = syntax::ExpressionPtr (Grammar::*)();
  syntax::ExpressionPtr left_associative(Rule operand, std::initializer_list<std::string_view> operators,
                                         bool words);
  syntax::ExpressionPtr or_expression();
  syntax::ExpressionPtr xor_expression();
  syntax::ExpressionPtr and_expression();
  syntax::ExpressionPtr not_expression();
  syntax::ExpressionPtr comparison();
  syntax::ExpressionPtr predicate();
  syntax::ExpressionPtr sum();
  syntax::ExpressionPtr product();
  syntax::ExpressionPtr power();
  syntax::ExpressionPtr unary();
  syntax::ExpressionPtr postfix();
  syntax::ExpressionPtr subscript(syntax::ExpressionPtr base);
  syntax::ExpressionPtr atom();
  syntax::ExpressionPtr word_atom();
  syntax::ExpressionPtr number_literal(bool negative);
  syntax::ExpressionPtr parenthesized();
  syntax::ExpressionPtr bracketed();
  syntax::ExpressionPtr list_comprehension();
  syntax::ExpressionPtr pattern_comprehension();
  syntax::ExpressionPtr map_literal();
  syntax::ExpressionPtr map_projection(syntax::ExpressionPtr base);
  syntax::ExpressionPtr case_expression();
  syntax::ExpressionPtr quantifier();
  syntax::ExpressionPtr reduce();
  syntax::ExpressionPtr subquery(syntax::ExpressionKind kind);
  syntax::ExpressionPtr call(Position at, std::string name);
  syntax::ExpressionPtr make(syntax::ExpressionKind kind, Position at) const;

  TokenStream tokens_;
  bool writes_;
  int depth_ = 0;
  int operators_ = 0;
  std::set<std::size_t> no_pattern_;  // where try_pattern failed
};

}  // namespace guanxi::cypher
