// The binder's class, shared by the files that define its parts. Not for use outside bind/.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "query/cypher/bind/bound.h"

namespace guanxi::cypher {

class Binder {
 public:
  Binder(const Map& parameters, bool writes) : parameters_(parameters), writes_(writes) {}

  bound::Statement statement(const syntax::Query& query);

 private:
  struct Variable {
    int slot = -1;
    StaticType type;
    bool local = false;  // of a comprehension or quantifier
  };
  using Scope = std::map<std::string, Variable>;

  // While a subquery is bound: slots below first belong to the row around it.
  struct Frame {
    int first = 0;
    std::set<int> outer;
  };

  // What an item that mixes aggregates and other things may use.
  struct Grouping {
    std::map<std::string, std::pair<int, StaticType>> keys;  // canonical text of a grouping item -> slot
    std::vector<bound::Aggregate>* aggregates = nullptr;
  };

  // What ORDER BY may name beside variables: the items as they are written.
  struct Projected {
    std::map<std::string, std::pair<int, StaticType>> items;
    bool has_aggregate = false;  // this sort key has one
  };

  // clause_binder.cc
  bound::Query query(const syntax::Query& query, bool needs_return);
  bound::SingleQuery single_query(const syntax::SingleQuery& single, bool needs_return,
                                  std::vector<std::string>& columns);
  bound::Unwind unwind(const syntax::Clause& clause);
  bound::Call call(const syntax::Clause& clause);
  bound::Create create(const syntax::Clause& clause);
  bound::Delete remove(const syntax::Clause& clause);
  int create_node(const syntax::NodePattern& pattern, bound::Create& create);
  void create_part(const syntax::PatternPart& part, bound::Create& create);

  // projection_binder.cc
  bound::Projection projection(const syntax::Clause& clause, std::vector<std::string>* columns);
  struct SourceItem {
    const syntax::Expression* expression = nullptr;  // null: the variable `name` itself (from *)
    std::string name;
    bool aggregating = false;
  };
  std::vector<SourceItem> source_items(const syntax::Clause& clause) const;
  bound::ExpressionPtr source_expression(const SourceItem& item, Position at);
  void plain_items(const std::vector<SourceItem>& sources, Position at, bound::Projection& projection);
  void grouped_items(const std::vector<SourceItem>& sources, Position at, bound::Projection& projection);
  int item_slot(const bound::Expression& expression, const std::string& name) const;
  static Projected projected_items(const std::vector<SourceItem>& sources,
                                   const bound::Projection& projection);
  void order_by(const syntax::Clause& clause, Projected& projected, bound::Projection& projection);
  bound::ExpressionPtr row_count(const syntax::Expression& expression, std::string_view word);

  // pattern_binder.cc
  bound::Match match(std::span<const syntax::PatternPart> parts, const syntax::Expression* where,
                     bool optional, Position at, bool new_variables);
  struct MatchBuilder;
  int bind_node(const syntax::NodePattern& pattern, MatchBuilder& builder);
  int bind_relationship(const syntax::RelationshipPattern& pattern, int left, int right,
                        syntax::Shortest shortest, MatchBuilder& builder);
  void bind_part(const syntax::PatternPart& part, MatchBuilder& builder);
  void bind_properties(const syntax::Expression& map, int slot, StaticType type,
                       std::vector<bound::ExpressionPtr>& predicates);
  void bind_pattern_predicates(std::span<const syntax::PatternPart> parts, MatchBuilder& builder);

  // expression_binder.cc
  bound::ExpressionPtr expression(const syntax::Expression& e);
  bound::ExpressionPtr predicate(
      const syntax::Expression& e);  // patterns are allowed, the type must be boolean
  void conjuncts(const syntax::Expression& e, std::vector<bound::ExpressionPtr>& out);
  bound::ExpressionPtr variable(const syntax::Expression& e);
  bound::ExpressionPtr parameter(const syntax::Expression& e);
  bound::ExpressionPtr property(const syntax::Expression& e);
  bound::ExpressionPtr index(const syntax::Expression& e);
  bound::ExpressionPtr slice(const syntax::Expression& e);
  bound::ExpressionPtr list(const syntax::Expression& e);
  bound::ExpressionPtr map(const syntax::Expression& e);
  bound::ExpressionPtr map_projection(const syntax::Expression& e);
  bound::ExpressionPtr unary(const syntax::Expression& e);
  bound::ExpressionPtr binary(const syntax::Expression& e);
  bound::ExpressionPtr arithmetic(const syntax::Expression& e);
  bound::ExpressionPtr comparison(const syntax::Expression& e);
  bound::ExpressionPtr has_labels(const syntax::Expression& e);
  bound::ExpressionPtr call_function(const syntax::Expression& e);
  bound::ExpressionPtr exists_function(const syntax::Expression& e);
  bound::ExpressionPtr aggregate(const syntax::Expression& e);
  bound::ExpressionPtr comprehension(const syntax::Expression& e);
  bound::ExpressionPtr quantifier(const syntax::Expression& e);
  bound::ExpressionPtr reduce(const syntax::Expression& e);
  bound::ExpressionPtr case_expression(const syntax::Expression& e);
  bound::ExpressionPtr pattern_predicate(const syntax::Expression& e);
  bound::ExpressionPtr pattern_comprehension(const syntax::Expression& e);
  bound::ExpressionPtr subquery(const syntax::Expression& e);
  template <typename Body>
  bound::ExpressionPtr in_subquery(bound::ExpressionKind kind, Position at, Body body);
  template <typename Body>
  auto with_local(const std::string& name, int slot, StaticType type, Body body);
  bound::ExpressionPtr element_list(const syntax::Expression& e, StaticType& element);

  const Variable* find(const std::string& name) const;
  Variable& declare(const std::string& name, StaticType type);
  int new_slot() { return slots_++; }
  void note_use(int slot);
  static bound::ExpressionPtr make(bound::ExpressionKind kind, Position at, StaticType type);
  bound::ExpressionPtr slot_expression(int slot, StaticType type, Position at);
  static void require(const bound::Expression& e, TypeMask allowed, std::string_view where);
  [[noreturn]] static void fail(Position at, std::string_view detail, const std::string& message,
                                std::string_view kind = "SyntaxError");
  [[noreturn]] void undefined(Position at, const std::string& name) const;

  const Map& parameters_;
  bool writes_;
  int slots_ = 0;
  int subqueries_ = 0;
  Scope scope_;
  std::vector<Frame> frames_;
  Grouping* grouping_ = nullptr;
  const Projected* projected_ = nullptr;
  bool in_aggregate_ = false;
  bool in_comprehension_ = false;
  bool patterns_allowed_ = false;
};

bool is_aggregate(const syntax::Expression& e);
bool contains_aggregate(const syntax::Expression& e);
bool contains_variable(const syntax::Expression& e);

}  // namespace guanxi::cypher
