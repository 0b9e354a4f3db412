// Expressions: names to slots, functions, static types.
#include <fmt/format.h>

#include <algorithm>

#include "query/cypher/bind/binder_impl.h"
#include "query/cypher/functions/function.h"

namespace guanxi::cypher {

using bound::ExpressionPtr;
using Kind = bound::ExpressionKind;
using syntax::ExpressionKind;

namespace {

template <typename T>
class Restore {
 public:
  Restore(T& variable, T value) : variable_(variable), before_(variable) { variable_ = value; }
  ~Restore() { variable_ = before_; }
  Restore(const Restore&) = delete;
  Restore& operator=(const Restore&) = delete;

 private:
  T& variable_;
  T before_;
};

std::string lower_case(std::string_view text) {
  std::string lower;
  for (const char c : text) lower += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return lower;
}

bool simple(const syntax::Expression& e) {
  if (e.kind == ExpressionKind::kProperty) return simple(*e.args[0]);
  return e.kind == ExpressionKind::kVariable;
}

bool constant(const bound::Expression& e) {
  if (e.kind == Kind::kSlot || e.subquery) return true;
  if (e.kind == Kind::kCall && !e.function->constant) return false;
  return std::all_of(e.args.begin(), e.args.end(),
                     [](const ExpressionPtr& arg) { return !arg || constant(*arg); });
}

}  // namespace

ExpressionPtr Binder::make(Kind kind, Position at, StaticType type) {
  auto e = std::make_unique<bound::Expression>();
  e->kind = kind;
  e->at = at;
  e->type = std::move(type);
  return e;
}

ExpressionPtr Binder::slot_expression(int slot, StaticType type, Position at) {
  note_use(slot);
  ExpressionPtr e = make(Kind::kSlot, at, std::move(type));
  e->slot = slot;
  return e;
}

void Binder::require(const bound::Expression& e, TypeMask allowed, std::string_view where) {
  if (e.type.may_be(allowed)) return;
  fail(e.at, "InvalidArgumentType",
       fmt::format("{} needs {}, this is {}", where, describe(allowed), describe(e.type.mask)));
}

ExpressionPtr Binder::expression(const syntax::Expression& e) {
  // What was computed already: a grouping key, or an item that ORDER BY repeats.
  if (grouping_ != nullptr && simple(e)) {
    const auto found = grouping_->keys.find(syntax::canonical(e));
    if (found != grouping_->keys.end())
      return slot_expression(found->second.first, found->second.second, e.at);
  }
  if (projected_ != nullptr) {
    const auto found = projected_->items.find(syntax::canonical(e));
    const bool usable = simple(e) || is_aggregate(e) || !projected_->has_aggregate;
    if (found != projected_->items.end() && usable && e.kind != ExpressionKind::kLiteral) {
      return slot_expression(found->second.first, found->second.second, e.at);
    }
  }
  // Below the root of a condition a pattern is allowed only under AND, OR, XOR and NOT.
  const bool logic =
      (e.kind == ExpressionKind::kBinary && (e.op == "AND" || e.op == "OR" || e.op == "XOR")) ||
      (e.kind == ExpressionKind::kUnary && e.op == "NOT");
  if (e.kind != ExpressionKind::kPattern && !logic && patterns_allowed_) {
    const Restore<bool> outside(patterns_allowed_, false);
    return expression(e);
  }
  switch (e.kind) {
    case ExpressionKind::kLiteral: {
      ExpressionPtr result = make(Kind::kConstant, e.at, type_of(e.literal));
      result->value = e.literal;
      return result;
    }
    case ExpressionKind::kParameter:
      return parameter(e);
    case ExpressionKind::kVariable:
      return variable(e);
    case ExpressionKind::kProperty:
      return property(e);
    case ExpressionKind::kIndex:
      return index(e);
    case ExpressionKind::kSlice:
      return slice(e);
    case ExpressionKind::kList:
      return list(e);
    case ExpressionKind::kMap:
      return map(e);
    case ExpressionKind::kMapProjection:
      return map_projection(e);
    case ExpressionKind::kUnary:
      return unary(e);
    case ExpressionKind::kBinary:
      return binary(e);
    case ExpressionKind::kComparison:
      return comparison(e);
    case ExpressionKind::kIsNull:
    case ExpressionKind::kIsNotNull: {
      ExpressionPtr result = make(e.kind == ExpressionKind::kIsNull ? Kind::kIsNull : Kind::kIsNotNull, e.at,
                                  StaticType(Type::kBoolean));
      result->args.push_back(expression(*e.args[0]));
      return result;
    }
    case ExpressionKind::kHasLabels:
      return has_labels(e);
    case ExpressionKind::kCall:
    case ExpressionKind::kCountAll:
      return is_aggregate(e) ? aggregate(e) : call_function(e);
    case ExpressionKind::kListComprehension:
      return comprehension(e);
    case ExpressionKind::kPatternComprehension:
      return pattern_comprehension(e);
    case ExpressionKind::kQuantifier:
      return quantifier(e);
    case ExpressionKind::kReduce:
      return reduce(e);
    case ExpressionKind::kCase:
      return case_expression(e);
    case ExpressionKind::kPattern:
      return pattern_predicate(e);
    case ExpressionKind::kExists:
    case ExpressionKind::kCount:
      return subquery(e);
  }
  fail(e.at, "UnexpectedSyntax", "this expression is not known");
}

ExpressionPtr Binder::predicate(const syntax::Expression& e) {
  const Restore<bool> inside(patterns_allowed_, true);
  ExpressionPtr result = expression(e);
  require(*result, bit(Type::kBoolean), "a condition");
  return result;
}

void Binder::conjuncts(const syntax::Expression& e, std::vector<ExpressionPtr>& out) {
  if (e.kind == ExpressionKind::kBinary && e.op == "AND") {
    conjuncts(*e.args[0], out);
    conjuncts(*e.args[1], out);
    return;
  }
  out.push_back(predicate(e));
}

ExpressionPtr Binder::variable(const syntax::Expression& e) {
  const Variable* known = find(e.name);
  if (known == nullptr) undefined(e.at, e.name);
  if (grouping_ != nullptr && !known->local) {
    fail(e.at, "AmbiguousAggregationExpression",
         fmt::format("'{}' stands beside an aggregation but is not an item of its own; return it as one",
                     e.name));
  }
  return slot_expression(known->slot, known->type, e.at);
}

ExpressionPtr Binder::parameter(const syntax::Expression& e) {
  const auto found = parameters_.find(e.name);
  if (found == parameters_.end()) {
    fail(e.at, "MissingParameter",
         fmt::format("parameter ${} is not given; use -p {}=... or --params FILE", e.name, e.name),
         "ParameterMissing");
  }
  // Its type is known only at run time, as far as errors go.
  ExpressionPtr result = make(Kind::kConstant, e.at, StaticType());
  result->value = found->second;
  return result;
}

ExpressionPtr Binder::property(const syntax::Expression& e) {
  ExpressionPtr result = make(Kind::kProperty, e.at, StaticType());
  result->name = e.name;
  result->args.push_back(expression(*e.args[0]));
  require(*result->args[0], bit(Type::kNode) | bit(Type::kRelationship) | bit(Type::kMap) | kTemporalTypes,
          fmt::format("'.{}'", e.name));
  return result;
}

ExpressionPtr Binder::index(const syntax::Expression& e) {
  ExpressionPtr result = make(Kind::kIndex, e.at, StaticType());
  result->args.push_back(expression(*e.args[0]));
  result->args.push_back(expression(*e.args[1]));
  require(*result->args[0], bit(Type::kList) | bit(Type::kMap) | bit(Type::kNode) | bit(Type::kRelationship),
          "[...]");
  require(*result->args[1], bit(Type::kInteger) | bit(Type::kString), "the index in [...]");
  if (result->args[0]->type.only(bit(Type::kList))) {
    require(*result->args[1], bit(Type::kInteger), "the index of a list");
    result->type = result->args[0]->type.element_type();
    result->type.mask |= bit(Type::kNull);
  }
  return result;
}

ExpressionPtr Binder::slice(const syntax::Expression& e) {
  ExpressionPtr result = make(Kind::kSlice, e.at, StaticType(Type::kList));
  for (const auto& arg : e.args) result->args.push_back(arg ? expression(*arg) : nullptr);
  require(*result->args[0], bit(Type::kList), "[..]");
  for (std::size_t i = 1; i < 3; ++i) {
    if (result->args[i]) require(*result->args[i], bit(Type::kInteger), "a bound of [..]");
  }
  result->type = result->args[0]->type;
  return result;
}

ExpressionPtr Binder::list(const syntax::Expression& e) {
  ExpressionPtr result = make(Kind::kList, e.at, StaticType(Type::kList));
  StaticType element(bit(Type::kNull));
  for (const auto& arg : e.args) {
    result->args.push_back(expression(*arg));
    element = result->args.size() == 1 ? result->args[0]->type : either(element, result->args.back()->type);
  }
  result->type = StaticType::list_of(std::move(element));
  return result;
}

ExpressionPtr Binder::map(const syntax::Expression& e) {
  ExpressionPtr result = make(Kind::kMap, e.at, StaticType(Type::kMap));
  result->keys = e.keys;
  for (const auto& arg : e.args) result->args.push_back(expression(*arg));
  return result;
}

ExpressionPtr Binder::map_projection(const syntax::Expression& e) {
  ExpressionPtr result = make(Kind::kMapProjection, e.at, StaticType(Type::kMap));
  result->keys = e.keys;
  for (const auto& arg : e.args) result->args.push_back(arg ? expression(*arg) : nullptr);
  require(*result->args[0], bit(Type::kNode) | bit(Type::kRelationship) | bit(Type::kMap),
          "{...} behind a variable");
  return result;
}

ExpressionPtr Binder::unary(const syntax::Expression& e) {
  ExpressionPtr arg = expression(*e.args[0]);
  if (e.op == "NOT") {
    require(*arg, bit(Type::kBoolean), "NOT");
    ExpressionPtr result = make(Kind::kNot, e.at, StaticType(Type::kBoolean));
    result->args.push_back(std::move(arg));
    return result;
  }
  require(*arg, kNumberTypes | bit(Type::kDuration), fmt::format("the sign '{}'", e.op));
  ExpressionPtr result = make(e.op == "-" ? Kind::kNegate : Kind::kPlus, e.at, arg->type);
  result->args.push_back(std::move(arg));
  return result;
}

ExpressionPtr Binder::binary(const syntax::Expression& e) {
  static constexpr std::pair<std::string_view, Kind> kLogic[] = {
      {"AND", Kind::kAnd}, {"OR", Kind::kOr}, {"XOR", Kind::kXor}};
  static constexpr std::pair<std::string_view, Kind> kTests[] = {{"IN", Kind::kIn},
                                                                 {"STARTS WITH", Kind::kStartsWith},
                                                                 {"ENDS WITH", Kind::kEndsWith},
                                                                 {"CONTAINS", Kind::kContains},
                                                                 {"=~", Kind::kMatches}};
  for (const auto& [op, kind] : kLogic) {
    if (e.op != op) continue;
    ExpressionPtr result = make(kind, e.at, StaticType(Type::kBoolean));
    for (const auto& arg : e.args) {
      result->args.push_back(expression(*arg));
      require(*result->args.back(), bit(Type::kBoolean), op);
    }
    return result;
  }
  for (const auto& [op, kind] : kTests) {
    if (e.op != op) continue;
    ExpressionPtr result = make(kind, e.at, StaticType(Type::kBoolean));
    for (const auto& arg : e.args) result->args.push_back(expression(*arg));
    if (kind == Kind::kIn) require(*result->args[1], bit(Type::kList), "IN");
    return result;
  }
  return arithmetic(e);
}

ExpressionPtr Binder::arithmetic(const syntax::Expression& e) {
  const char op = e.op[0];
  ExpressionPtr left = expression(*e.args[0]);
  ExpressionPtr right = expression(*e.args[1]);
  StaticType type;
  if (op != '+') {
    const TypeMask allowed = op == '-'                ? kNumberTypes | kTemporalTypes
                             : op == '*' || op == '/' ? kNumberTypes | bit(Type::kDuration)
                                                      : kNumberTypes;
    const std::string where = fmt::format("'{}'", op);
    require(*left, allowed, where);
    require(*right, allowed, where);
  }
  const TypeMask both = left->type.mask | right->type.mask;
  if (StaticType(both).only(bit(Type::kInteger))) {
    type = StaticType(op == '^' ? bit(Type::kFloat) : both);
  } else if (StaticType(both).only(kNumberTypes)) {
    type = StaticType(both | bit(Type::kFloat));
  } else if (op == '+' && left->type.mask == bit(Type::kList) && right->type.mask == bit(Type::kList)) {
    type = either(left->type, right->type);
  } else if (op == '+' && (left->type.mask == bit(Type::kList) || right->type.mask == bit(Type::kList))) {
    type = StaticType(bit(Type::kList) | bit(Type::kNull));
  }
  ExpressionPtr result = make(Kind::kArithmetic, e.at, std::move(type));
  result->op = op;
  result->args.push_back(std::move(left));
  result->args.push_back(std::move(right));
  return result;
}

ExpressionPtr Binder::comparison(const syntax::Expression& e) {
  ExpressionPtr result = make(Kind::kComparison, e.at, StaticType(Type::kBoolean));
  result->ops = e.ops;
  for (const auto& arg : e.args) result->args.push_back(expression(*arg));
  return result;
}

ExpressionPtr Binder::has_labels(const syntax::Expression& e) {
  ExpressionPtr result = make(Kind::kHasLabels, e.at, StaticType(Type::kBoolean));
  result->labels = e.labels;
  result->args.push_back(expression(*e.args[0]));
  require(*result->args[0], bit(Type::kNode) | bit(Type::kRelationship), "a label test");
  return result;
}

ExpressionPtr Binder::exists_function(const syntax::Expression& e) {
  if (e.args.size() != 1) fail(e.at, "InvalidNumberOfArguments", "exists takes one argument");
  const Restore<bool> inside(patterns_allowed_, true);
  ExpressionPtr arg = expression(*e.args[0]);
  if (arg->kind == Kind::kExists) return arg;
  if (arg->kind != Kind::kProperty && arg->kind != Kind::kIndex) {
    fail(e.at, "InvalidArgumentExpression", "exists needs a property or a pattern");
  }
  ExpressionPtr result = make(Kind::kIsNotNull, e.at, StaticType(Type::kBoolean));
  result->args.push_back(std::move(arg));
  return result;
}

ExpressionPtr Binder::call_function(const syntax::Expression& e) {
  if (lower_case(e.name) == "exists") return exists_function(e);
  const Function* function = find_function(e.name);
  if (function == nullptr) fail(e.at, "UnknownFunction", fmt::format("there is no function '{}'", e.name));
  if (e.distinct)
    fail(e.at, "InvalidSyntax", fmt::format("DISTINCT belongs to aggregations, {} is none", e.name));
  if (e.args.size() < function->least || e.args.size() > function->most) {
    fail(e.at, "InvalidNumberOfArguments",
         function->least == function->most
             ? fmt::format("{} takes {} arguments, not {}", e.name, function->least, e.args.size())
             : fmt::format("{} takes {} to {} arguments, not {}", e.name, function->least, function->most,
                           e.args.size()));
  }
  ExpressionPtr result = make(Kind::kCall, e.at, StaticType(function->gives));
  result->function = function;
  result->name = e.name;
  for (std::size_t i = 0; i < e.args.size(); ++i) {
    result->args.push_back(expression(*e.args[i]));
    if (!function->takes.empty()) {
      require(*result->args[i], function->takes[std::min(i, function->takes.size() - 1)], e.name);
    }
  }
  // Functions that hand through what a list holds.
  const std::string_view name = function->name;
  if (name == "head" || name == "last") {
    result->type = result->args[0]->type.element_type();
    result->type.mask |= bit(Type::kNull);
  } else if (name == "tail" || name == "reverse") {
    result->type = result->args[0]->type;
  } else if (name == "nodes") {
    result->type = StaticType::list_of(StaticType(Type::kNode));
  } else if (name == "relationships") {
    result->type = StaticType::list_of(StaticType(Type::kRelationship));
  } else if (name == "range") {
    result->type = StaticType::list_of(StaticType(Type::kInteger));
  } else if (name == "labels" || name == "keys" || name == "split") {
    result->type = StaticType::list_of(StaticType(Type::kString));
  } else if (name == "coalesce") {
    result->type = result->args[0]->type;
    for (const ExpressionPtr& arg : result->args) result->type = either(result->type, arg->type);
  }
  return result;
}

ExpressionPtr Binder::aggregate(const syntax::Expression& e) {
  struct Known {
    std::string_view name;
    bound::AggregateKind kind;
    std::size_t args;
    TypeMask takes;
    TypeMask gives;
  };
  using bound::AggregateKind;
  static constexpr Known kKnown[] = {
      {"count", AggregateKind::kCount, 1, kAnyType, bit(Type::kInteger)},
      {"sum", AggregateKind::kSum, 1, kNumberTypes | bit(Type::kDuration),
       kNumberTypes | bit(Type::kDuration)},
      {"avg", AggregateKind::kAvg, 1, kNumberTypes | bit(Type::kDuration),
       kNumberTypes | bit(Type::kDuration) | bit(Type::kNull)},
      {"min", AggregateKind::kMin, 1, kAnyType, kAnyType},
      {"max", AggregateKind::kMax, 1, kAnyType, kAnyType},
      {"collect", AggregateKind::kCollect, 1, kAnyType, bit(Type::kList)},
      {"stdev", AggregateKind::kStDev, 1, kNumberTypes, bit(Type::kFloat)},
      {"stdevp", AggregateKind::kStDevP, 1, kNumberTypes, bit(Type::kFloat)},
      {"percentilecont", AggregateKind::kPercentileCont, 2, kNumberTypes, kNumberTypes | bit(Type::kNull)},
      {"percentiledisc", AggregateKind::kPercentileDisc, 2, kNumberTypes, kNumberTypes | bit(Type::kNull)},
  };
  if (in_aggregate_) fail(e.at, "NestedAggregation", "an aggregation cannot stand inside another");
  if (in_comprehension_) {
    fail(e.at, "InvalidAggregation",
         "an aggregation cannot stand inside a comprehension, a quantifier or reduce");
  }
  if (grouping_ == nullptr) {
    fail(e.at, "InvalidAggregation", "aggregations belong into the items of WITH and RETURN");
  }
  bound::Aggregate result;
  result.at = e.at;
  result.distinct = e.distinct;
  StaticType type(Type::kInteger);
  const Restore<bool> inside(in_aggregate_, true);
  Grouping* const grouping = grouping_;
  const Restore<Grouping*> plain(grouping_, nullptr);
  if (e.kind != ExpressionKind::kCountAll) {
    const std::string name = lower_case(e.name);
    const Known* known =
        std::find_if(std::begin(kKnown), std::end(kKnown), [&](const Known& k) { return k.name == name; });
    result.kind = known->kind;
    if (e.args.size() != known->args) {
      fail(e.at, "InvalidNumberOfArguments",
           fmt::format("{} takes {} arguments, not {}", e.name, known->args, e.args.size()));
    }
    for (const auto& arg : e.args) {
      result.args.push_back(expression(*arg));
      require(*result.args.back(), known->takes, e.name);
      if (!constant(*result.args.back())) {
        fail(arg->at, "NonConstantExpression",
             fmt::format("{} needs an expression that does not change by itself", e.name));
      }
    }
    type = StaticType(known->gives);
    if (known->kind == AggregateKind::kCollect) type = StaticType::list_of(result.args[0]->type);
    if (known->kind == AggregateKind::kMin || known->kind == AggregateKind::kMax) {
      type = result.args[0]->type;
      type.mask |= bit(Type::kNull);
    }
  }
  result.slot = new_slot();
  const int slot = result.slot;
  grouping->aggregates->push_back(std::move(result));
  return slot_expression(slot, std::move(type), e.at);
}

// body is run with the name standing for the slot.
template <typename Body>
auto Binder::with_local(const std::string& name, int slot, StaticType type, Body body) {
  const auto found = scope_.find(name);
  const std::optional<Variable> hidden = found == scope_.end() ? std::nullopt : std::optional(found->second);
  const Restore<bool> no_aggregates(in_comprehension_, true);
  scope_[name] = {slot, std::move(type), true};
  auto result = body();
  if (hidden) {
    scope_[name] = *hidden;
  } else {
    scope_.erase(name);
  }
  return result;
}

ExpressionPtr Binder::element_list(const syntax::Expression& e, StaticType& element) {
  ExpressionPtr result = expression(e);
  require(*result, bit(Type::kList), "IN");
  element = result->type.element_type();
  return result;
}

ExpressionPtr Binder::comprehension(const syntax::Expression& e) {
  ExpressionPtr result = make(Kind::kListComprehension, e.at, StaticType(Type::kList));
  StaticType element;
  result->args.push_back(element_list(*e.args[0], element));
  result->slot = new_slot();
  with_local(e.name, result->slot, element, [&] {
    result->args.push_back(e.args[1] ? predicate(*e.args[1]) : nullptr);
    result->args.push_back(e.args[2] ? expression(*e.args[2]) : nullptr);
    return 0;
  });
  result->type = StaticType::list_of(result->args[2] ? result->args[2]->type : element);
  return result;
}

ExpressionPtr Binder::quantifier(const syntax::Expression& e) {
  ExpressionPtr result = make(Kind::kQuantifier, e.at, StaticType(Type::kBoolean));
  result->word = e.op;
  StaticType element;
  result->args.push_back(element_list(*e.args[0], element));
  result->slot = new_slot();
  with_local(e.name, result->slot, element, [&] {
    result->args.push_back(predicate(*e.args[1]));
    return 0;
  });
  return result;
}

ExpressionPtr Binder::reduce(const syntax::Expression& e) {
  ExpressionPtr result = make(Kind::kReduce, e.at, StaticType());
  StaticType element;
  result->args.push_back(expression(*e.args[0]));
  result->args.push_back(element_list(*e.args[1], element));
  result->slot = new_slot();
  result->second_slot = new_slot();
  with_local(e.name, result->slot, StaticType(), [&] {
    return with_local(e.second, result->second_slot, element, [&] {
      result->args.push_back(expression(*e.args[2]));
      return 0;
    });
  });
  return result;
}

ExpressionPtr Binder::case_expression(const syntax::Expression& e) {
  ExpressionPtr result = make(Kind::kCase, e.at, StaticType());
  const bool searched = e.args[0] == nullptr;
  result->args.push_back(searched ? nullptr : expression(*e.args[0]));
  StaticType type(bit(Type::kNull));
  for (std::size_t i = 1; i + 1 < e.args.size(); i += 2) {
    result->args.push_back(searched ? predicate(*e.args[i]) : expression(*e.args[i]));
    result->args.push_back(expression(*e.args[i + 1]));
    type = i == 1 ? result->args.back()->type : either(type, result->args.back()->type);
  }
  const auto& otherwise = e.args.back();
  result->args.push_back(otherwise ? expression(*otherwise) : nullptr);
  type = either(type, otherwise ? result->args.back()->type : StaticType(bit(Type::kNull)));
  result->type = std::move(type);
  return result;
}

// A subquery sees the variables around it; what it adds is its own.
template <typename Body>
ExpressionPtr Binder::in_subquery(Kind kind, Position at, Body body) {
  if (grouping_ != nullptr) {
    fail(at, "AmbiguousAggregationExpression",
         "a pattern or subquery beside an aggregation must be an item of its own");
  }
  const Scope before = scope_;
  const Restore<bool> outside(patterns_allowed_, false);
  const Restore<const Projected*> plain(projected_, nullptr);
  const Restore<bool> own_aggregates(in_aggregate_, false);
  const Restore<bool> own_clauses(in_comprehension_, false);
  frames_.push_back({slots_, {}});
  ExpressionPtr result = make(kind, at, StaticType());
  result->subquery = std::make_unique<bound::Subquery>();
  result->subquery->query = std::make_unique<bound::Query>(body());
  result->subquery->outer_slots.assign(frames_.back().outer.begin(), frames_.back().outer.end());
  result->subquery->id = subqueries_++;
  frames_.pop_back();
  scope_ = before;
  return result;
}

ExpressionPtr Binder::pattern_predicate(const syntax::Expression& e) {
  if (!patterns_allowed_) {
    fail(e.at, "UnexpectedSyntax",
         "a pattern can stand only in a condition; count it with size([pattern | 1]) or COUNT { }");
  }
  if (e.pattern->shortest != syntax::Shortest::kNo) {
    fail(e.at, "UnexpectedSyntax", "a shortest path belongs into MATCH: MATCH p = shortestPath(...)");
  }
  ExpressionPtr result = in_subquery(Kind::kExists, e.at, [&] {
    bound::Query query;
    bound::SingleQuery single;
    single.clauses.emplace_back(match({e.pattern.get(), 1}, nullptr, false, e.at, false));
    query.parts.push_back(std::move(single));
    return query;
  });
  result->type = StaticType(Type::kBoolean);
  return result;
}

ExpressionPtr Binder::pattern_comprehension(const syntax::Expression& e) {
  StaticType element;
  ExpressionPtr result = in_subquery(Kind::kCollect, e.at, [&] {
    bound::Query query;
    bound::SingleQuery single;
    single.clauses.emplace_back(match({e.pattern.get(), 1}, e.args[0].get(), false, e.at, true));
    bound::Projection projection;
    bound::Item item;
    item.expression = expression(*e.args[1]);
    item.slot = new_slot();
    element = item.expression->type;
    single.columns.push_back(item.slot);
    projection.returns = true;
    projection.items.push_back(std::move(item));
    single.clauses.emplace_back(std::move(projection));
    query.columns.emplace_back("");
    query.parts.push_back(std::move(single));
    return query;
  });
  result->type = StaticType::list_of(element);
  return result;
}

ExpressionPtr Binder::subquery(const syntax::Expression& e) {
  const bool exists = e.kind == ExpressionKind::kExists;
  ExpressionPtr result =
      in_subquery(exists ? Kind::kExists : Kind::kCount, e.at, [&] { return query(*e.query, false); });
  result->type = StaticType(exists ? Type::kBoolean : Type::kInteger);
  return result;
}

}  // namespace guanxi::cypher
