// Clauses and queries.
#include <fmt/format.h>

#include "query/cypher/parse/grammar.h"
#include "query/cypher/parse/parser.h"

namespace guanxi::cypher {

using syntax::Clause;
using syntax::ClauseKind;

namespace {

constexpr int kDeepest = 400;

}  // namespace

Grammar::Depth::Depth(Grammar& grammar) : grammar_(grammar) {
  if (++grammar_.depth_ > kDeepest) {
    --grammar_.depth_;
    grammar_.tokens_.fail_at(grammar_.tokens_.peek().at, "InvalidSyntax",
                             fmt::format("the query is nested deeper than {} levels", kDeepest));
  }
}

syntax::Query Grammar::query() {
  const Depth depth(*this);
  syntax::Query query;
  query.at = tokens_.peek().at;
  query.explain = depth_ == 1 && tokens_.take_word("EXPLAIN");
  query.parts.push_back(single_query());
  while (tokens_.is_word("UNION")) {
    const Position at = tokens_.next().at;
    const bool all = tokens_.take_word("ALL");
    if (!all) tokens_.take_word("DISTINCT");
    if (query.parts.size() > 1 && all != query.union_all) {
      tokens_.fail_at(at, "InvalidClauseComposition", "UNION and UNION ALL cannot be mixed in one query");
    }
    query.union_all = all;
    query.parts.push_back(single_query());
  }
  return query;
}

syntax::SingleQuery Grammar::single_query() {
  syntax::SingleQuery single;
  do {
    single.clauses.push_back(clause());
  } while (!tokens_.done() && !tokens_.is_symbol(";") && !tokens_.is_symbol("}") &&
           !tokens_.is_word("UNION"));
  return single;
}

void Grammar::refuse_writing(std::string_view clause) {
  tokens_.fail_at(tokens_.peek().at, "UnsupportedClause",
                  fmt::format("{} is not supported: queries only read, they change nothing", clause));
}

Clause Grammar::clause() {
  if (tokens_.is_word("OPTIONAL")) {
    tokens_.next();
    if (!tokens_.is_word("MATCH")) tokens_.fail("MATCH behind OPTIONAL");
    return match_clause(true);
  }
  if (tokens_.is_word("MATCH")) return match_clause(false);
  if (tokens_.is_word("UNWIND")) return unwind_clause();
  if (tokens_.is_word("WITH")) return projection_clause(ClauseKind::kWith);
  if (tokens_.is_word("RETURN")) return projection_clause(ClauseKind::kReturn);
  if (tokens_.is_word("CALL")) return call_clause();
  if (writes_ && tokens_.is_word("CREATE")) return create_clause();
  if (writes_ && (tokens_.is_word("DELETE") || tokens_.is_word("DETACH"))) return delete_clause();
  for (const std::string_view name :
       {"CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "FOREACH", "LOAD", "DROP"}) {
    if (tokens_.is_word(name)) refuse_writing(name);
  }
  tokens_.fail("a clause (MATCH, OPTIONAL MATCH, UNWIND, WITH, CALL or RETURN)");
}

Clause Grammar::match_clause(bool optional) {
  Clause clause;
  clause.at = tokens_.next().at;
  clause.kind = ClauseKind::kMatch;
  clause.optional = optional;
  clause.patterns = patterns();
  if (tokens_.take_word("WHERE")) clause.where = expression();
  return clause;
}

Clause Grammar::unwind_clause() {
  Clause clause;
  clause.at = tokens_.next().at;
  clause.kind = ClauseKind::kUnwind;
  clause.expression = expression();
  tokens_.expect_word("AS");
  clause.variable = tokens_.variable();
  return clause;
}

syntax::ProjectionItem Grammar::projection_item() {
  syntax::ProjectionItem item;
  const std::uint32_t from = tokens_.peek().at.offset;
  item.expression = expression();
  item.source = tokens_.source(from, tokens_.last_end());
  if (tokens_.take_word("AS")) item.alias = tokens_.variable();
  return item;
}

void Grammar::order_skip_limit(Clause& clause) {
  if (tokens_.take_word("ORDER")) {
    tokens_.expect_word("BY");
    do {
      syntax::SortItem item;
      item.expression = expression();
      if (tokens_.take_word("DESC") || tokens_.take_word("DESCENDING")) {
        item.descending = true;
      } else if (!tokens_.take_word("ASC")) {
        tokens_.take_word("ASCENDING");
      }
      clause.order.push_back(std::move(item));
    } while (tokens_.take_symbol(","));
  }
  if (tokens_.take_word("SKIP") || tokens_.take_word("OFFSET")) clause.skip = expression();
  if (tokens_.take_word("LIMIT")) clause.limit = expression();
}

Clause Grammar::projection_clause(ClauseKind kind) {
  Clause clause;
  clause.at = tokens_.next().at;
  clause.kind = kind;
  clause.distinct = tokens_.take_word("DISTINCT");
  if (tokens_.take_symbol("*")) {
    clause.star = true;
  } else {
    clause.items.push_back(projection_item());
  }
  while (tokens_.take_symbol(",")) clause.items.push_back(projection_item());
  order_skip_limit(clause);
  if (kind == ClauseKind::kWith && tokens_.take_word("WHERE")) clause.where = expression();
  return clause;
}

Clause Grammar::call_clause() {
  Clause clause;
  clause.at = tokens_.next().at;
  clause.kind = ClauseKind::kCall;
  if (tokens_.is_symbol("{")) {
    tokens_.fail_at(tokens_.peek().at, "UnsupportedClause",
                    "CALL { ... } is not supported; use WITH, EXISTS { } or COUNT { }");
  }
  clause.variable = tokens_.schema_name("the name of a procedure");
  while (tokens_.take_symbol("."))
    clause.variable.append(1, '.').append(tokens_.schema_name("the name of a procedure"));
  if (tokens_.take_symbol("(")) {
    if (!tokens_.is_symbol(")")) {
      do {
        clause.expressions.push_back(expression());
      } while (tokens_.take_symbol(","));
    }
    tokens_.expect_symbol(")");
  }
  if (tokens_.take_word("YIELD")) {
    if (tokens_.take_symbol("*")) {
      clause.yield_all = true;
    } else {
      do {
        const std::string column = tokens_.variable();
        clause.yields.emplace_back(column, tokens_.take_word("AS") ? tokens_.variable() : column);
      } while (tokens_.take_symbol(","));
    }
    if (tokens_.take_word("WHERE")) clause.where = expression();
  }
  return clause;
}

Clause Grammar::create_clause() {
  Clause clause;
  clause.at = tokens_.next().at;
  clause.kind = ClauseKind::kCreate;
  clause.patterns = patterns();
  return clause;
}

Clause Grammar::delete_clause() {
  Clause clause;
  clause.at = tokens_.peek().at;
  clause.kind = ClauseKind::kDelete;
  tokens_.take_word("DETACH");
  tokens_.expect_word("DELETE");
  do {
    clause.expressions.push_back(expression());
  } while (tokens_.take_symbol(","));
  return clause;
}

syntax::Query parse_query(std::string_view text) {
  Grammar grammar(text, false);
  syntax::Query query = grammar.query();
  grammar.tokens().take_symbol(";");
  if (!grammar.tokens().done()) grammar.tokens().fail("the end of the query");
  return query;
}

std::vector<syntax::Query> parse_script(std::string_view text) {
  Grammar grammar(text, true);
  std::vector<syntax::Query> queries;
  for (;;) {
    while (grammar.tokens().take_symbol(";")) {
    }
    if (grammar.tokens().done()) return queries;
    queries.push_back(grammar.query());
    if (!grammar.tokens().done() && !grammar.tokens().is_symbol(";"))
      grammar.tokens().fail("';' or the end of the script");
  }
}

}  // namespace guanxi::cypher
