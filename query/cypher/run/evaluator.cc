#include "query/cypher/run/evaluator.h"

#include <fmt/format.h>
#include <unicode/regex.h>

#include <algorithm>

#include "query/cypher/functions/function.h"
#include "query/cypher/run/arithmetic.h"
#include "query/cypher/value/temporal_functions.h"

namespace guanxi::cypher {
namespace {

using Kind = bound::ExpressionKind;
using Labels = bound::LabelExpression;

Value of(std::optional<bool> truth) {
  return truth ? Value(*truth) : Value();
}

template <typename Has>
bool satisfies(const Labels& labels, const Has& has) {
  switch (labels.kind) {
    case Labels::Kind::kNone:
      return true;
    case Labels::Kind::kName:
      return has(&labels.name);
    case Labels::Kind::kAny:
      return has(nullptr);
    case Labels::Kind::kNot:
      return !satisfies(labels.operands[0], has);
    case Labels::Kind::kAnd:
      return satisfies(labels.operands[0], has) && satisfies(labels.operands[1], has);
    case Labels::Kind::kOr:
      return satisfies(labels.operands[0], has) || satisfies(labels.operands[1], has);
  }
  return false;
}

std::optional<bool> as_truth(const Value& value) {
  if (value.null()) return std::nullopt;
  if (!value.is(Type::kBoolean))
    throw ValueError(fmt::format("expected true or false, this is {}", type_name(value.type())));
  return value.boolean();
}

const List* as_list(const Value& value) {
  if (value.null()) return nullptr;
  if (!value.is(Type::kList))
    throw ValueError(fmt::format("expected a list, this is {}", type_name(value.type())));
  return &value.list();
}

bool matches(const std::string& text, const std::string& pattern) {
  UErrorCode status = U_ZERO_ERROR;
  icu::RegexMatcher matcher(icu::UnicodeString::fromUTF8(pattern), 0, status);
  if (U_FAILURE(status)) throw ValueError(fmt::format("'{}' is no regular expression", pattern));
  const icu::UnicodeString input = icu::UnicodeString::fromUTF8(text);
  matcher.reset(input);
  matcher.setTimeLimit(10'000, status);
  const bool result = matcher.matches(status);
  if (U_FAILURE(status)) throw ValueError(fmt::format("matching '{}' takes too long", pattern));
  return result;
}

Value string_test_of(Kind kind, const std::string& text, const std::string& part) {
  switch (kind) {
    case Kind::kStartsWith:
      return Value(text.starts_with(part));
    case Kind::kEndsWith:
      return Value(text.ends_with(part));
    case Kind::kContains:
      return Value(text.find(part) != std::string::npos);
    default:
      return Value(matches(text, part));
  }
}

}  // namespace

Value property_of(const GraphAccess& graph, const Value& value, std::string_view name) {
  switch (value.type()) {
    case Type::kNull:
      return {};
    case Type::kNode:
      return graph.property(value.node(), name);
    case Type::kRelationship:
      return graph.property(value.relationship(), name);
    case Type::kMap: {
      const auto found = value.map().find(name);
      return found == value.map().end() ? Value() : found->second;
    }
    default:
      break;
  }
  if (value.type() >= Type::kDate) {
    if (auto component = temporal_component(value, name)) return *component;
    throw ValueError(fmt::format("{} has no component '{}'", type_name(value.type()), name));
  }
  throw ValueError(fmt::format("{} has no properties", type_name(value.type())));
}

bool Evaluator::has_labels(const Labels& labels, Node node) const {
  return satisfies(labels, [&](const std::string* name) {
    return name != nullptr ? graph_.has_label(node, *name) : !graph_.labels(node).empty();
  });
}

bool Evaluator::has_type(const Labels& types, const std::string& type) const {
  return satisfies(types, [&](const std::string* name) { return name == nullptr || *name == type; });
}

Value Evaluator::evaluate(const bound::Expression& e, Row& row) const {
  // The two that make up most of a query, without the cost of the rest.
  if (e.kind == Kind::kSlot) return row[static_cast<std::size_t>(e.slot)];
  if (e.kind == Kind::kConstant) return e.value;
  try {
    return compute(e, row);
  } catch (const ValueError& error) {
    throw QueryError(Phase::kRun, e.at, "TypeError", "InvalidArgumentValue", error.what());
  }
}

bool Evaluator::holds(const bound::Expression& e, Row& row) const {
  return truth(e, row).value_or(false);
}

std::optional<bool> Evaluator::truth(const bound::Expression& e, Row& row) const {
  const Value value = evaluate(e, row);
  try {
    return as_truth(value);
  } catch (const ValueError& error) {
    throw QueryError(Phase::kRun, e.at, "TypeError", "InvalidArgumentType", error.what());
  }
}

Value Evaluator::compute(const bound::Expression& e, Row& row) const {
  switch (e.kind) {
    case Kind::kConstant:
      return e.value;
    case Kind::kSlot:
      return row[static_cast<std::size_t>(e.slot)];
    case Kind::kProperty:
      return property(e, row);
    case Kind::kIndex:
      return index(e, row);
    case Kind::kSlice:
      return slice(e, row);
    case Kind::kList: {
      List list;
      list.reserve(e.args.size());
      for (const auto& arg : e.args) list.push_back(evaluate(*arg, row));
      return Value(std::move(list));
    }
    case Kind::kMap: {
      Map map;
      for (std::size_t i = 0; i < e.keys.size(); ++i) map[e.keys[i]] = evaluate(*e.args[i], row);
      return Value(std::move(map));
    }
    case Kind::kMapProjection:
      return map_projection(e, row);
    case Kind::kNot: {
      const auto value = truth(*e.args[0], row);
      return value ? Value(!*value) : Value();
    }
    case Kind::kNegate:
      return negative(evaluate(*e.args[0], row));
    case Kind::kPlus: {
      const Value value = evaluate(*e.args[0], row);
      if (!value.null() && !value.number() && !value.is(Type::kDuration)) {
        throw ValueError(fmt::format("'+' does not know {}", type_name(value.type())));
      }
      return value;
    }
    case Kind::kAnd:
    case Kind::kOr:
    case Kind::kXor:
      return logic(e, row);
    case Kind::kArithmetic: {
      const Value left = evaluate(*e.args[0], row);
      return arithmetic(e.op, left, evaluate(*e.args[1], row));
    }
    case Kind::kComparison:
      return comparison(e, row);
    case Kind::kIn: {
      const Value item = evaluate(*e.args[0], row);
      return of(is_in(item, evaluate(*e.args[1], row)));
    }
    case Kind::kStartsWith:
    case Kind::kEndsWith:
    case Kind::kContains:
    case Kind::kMatches:
      return string_test(e, row);
    case Kind::kIsNull:
      return Value(evaluate(*e.args[0], row).null());
    case Kind::kIsNotNull:
      return Value(!evaluate(*e.args[0], row).null());
    case Kind::kHasLabels:
      return label_test(e, row);
    case Kind::kCall:
      return call(e, row);
    case Kind::kListComprehension:
      return comprehension(e, row);
    case Kind::kQuantifier:
      return quantifier(e, row);
    case Kind::kReduce:
      return reduce(e, row);
    case Kind::kCase:
      return case_of(e, row);
    case Kind::kExists:
    case Kind::kCount:
    case Kind::kCollect:
      return subquery(e, row);
  }
  return {};
}

Value Evaluator::property(const bound::Expression& e, Row& row) const {
  const bound::Expression& base = *e.args[0];
  // Without a copy where the owner stands in the row.
  if (base.kind == Kind::kSlot) return property_of(graph_, row[static_cast<std::size_t>(base.slot)], e.name);
  return property_of(graph_, evaluate(base, row), e.name);
}

Value Evaluator::index(const bound::Expression& e, Row& row) const {
  const Value base = evaluate(*e.args[0], row);
  const Value at = evaluate(*e.args[1], row);
  if (base.null() || at.null()) return {};
  if (base.is(Type::kList)) {
    if (!at.is(Type::kInteger))
      throw ValueError(fmt::format("a list needs an integer in [...], not {}", type_name(at.type())));
    const auto size = static_cast<std::int64_t>(base.list().size());
    const std::int64_t i = at.integer() < 0 ? at.integer() + size : at.integer();
    return i < 0 || i >= size ? Value() : base.list()[static_cast<std::size_t>(i)];
  }
  if (base.is(Type::kMap) || base.is(Type::kNode) || base.is(Type::kRelationship)) {
    if (!at.is(Type::kString))
      throw ValueError(fmt::format("a key must be a string, not {}", type_name(at.type())));
    return property_of(graph_, base, at.string());
  }
  throw ValueError(fmt::format("[...] needs a list or a map, not {}", type_name(base.type())));
}

Value Evaluator::slice(const bound::Expression& e, Row& row) const {
  const Value base = evaluate(*e.args[0], row);
  const List* list = as_list(base);
  std::int64_t bounds[2] = {0, list != nullptr ? static_cast<std::int64_t>(list->size()) : 0};
  const std::int64_t size = bounds[1];
  bool null = list == nullptr;
  for (std::size_t i = 0; i < 2; ++i) {
    if (!e.args[i + 1]) continue;
    const Value bound = evaluate(*e.args[i + 1], row);
    if (bound.null()) {
      null = true;
      continue;
    }
    if (!bound.is(Type::kInteger))
      throw ValueError(fmt::format("[..] needs integers, not {}", type_name(bound.type())));
    bounds[i] =
        std::clamp<std::int64_t>(bound.integer() < 0 ? bound.integer() + size : bound.integer(), 0, size);
  }
  if (null) return {};
  if (bounds[0] >= bounds[1]) return Value(List{});
  return Value(List(list->begin() + bounds[0], list->begin() + bounds[1]));
}

Value Evaluator::map_projection(const bound::Expression& e, Row& row) const {
  const Value base = evaluate(*e.args[0], row);
  if (base.null()) return {};
  Map map;
  for (std::size_t i = 1; i < e.keys.size(); ++i) {
    if (e.args[i]) {
      map[e.keys[i]] = evaluate(*e.args[i], row);
    } else if (!e.keys[i].empty()) {
      map[e.keys[i]] = property_of(graph_, base, e.keys[i]);
    } else {
      const Map all = base.is(Type::kNode)           ? graph_.properties(base.node())
                      : base.is(Type::kRelationship) ? graph_.properties(base.relationship())
                                                     : base.map();
      map.insert(all.begin(), all.end());
    }
  }
  return Value(std::move(map));
}

Value Evaluator::logic(const bound::Expression& e, Row& row) const {
  const auto left = truth(*e.args[0], row);
  if (e.kind == Kind::kAnd && left && !*left) return Value(false);
  if (e.kind == Kind::kOr && left && *left) return Value(true);
  const auto right = truth(*e.args[1], row);
  if (e.kind == Kind::kXor) return left && right ? Value(*left != *right) : Value();
  const bool decisive = e.kind == Kind::kOr;
  if (right && *right == decisive) return Value(decisive);
  return left && right ? Value(!decisive) : Value();
}

Value Evaluator::comparison(const bound::Expression& e, Row& row) const {
  bool unknown = false;
  Value left = evaluate(*e.args[0], row);
  for (std::size_t i = 0; i < e.ops.size(); ++i) {
    Value right = evaluate(*e.args[i + 1], row);
    const auto result = compare_with(e.ops[i], left, right);
    if (result && !*result) return Value(false);
    unknown |= !result;
    left = std::move(right);
  }
  return unknown ? Value() : Value(true);
}

Value Evaluator::string_test(const bound::Expression& e, Row& row) const {
  const Value text = evaluate(*e.args[0], row);
  const Value part = evaluate(*e.args[1], row);
  if (!text.is(Type::kString) || !part.is(Type::kString)) return {};
  return string_test_of(e.kind, text.string(), part.string());
}

Value Evaluator::label_test(const bound::Expression& e, Row& row) const {
  const Value value = evaluate(*e.args[0], row);
  if (value.null()) return {};
  if (value.is(Type::kNode)) return Value(has_labels(e.labels, value.node()));
  if (value.is(Type::kRelationship)) return Value(has_type(e.labels, graph_.type(value.relationship())));
  throw ValueError(
      fmt::format("a label test needs a node or a relationship, not {}", type_name(value.type())));
}

Value Evaluator::call(const bound::Expression& e, Row& row) const {
  List args;
  args.reserve(e.args.size());
  for (std::size_t i = 0; i < e.args.size(); ++i) {
    args.push_back(evaluate(*e.args[i], row));
    if (args.back().null()) {
      if (e.function->null_in_null_out) return {};
      continue;
    }
    if (e.function->takes.empty()) continue;
    const TypeMask allowed = e.function->takes[std::min(i, e.function->takes.size() - 1)];
    if ((allowed & bit(args.back().type())) == 0) {
      throw ValueError(
          fmt::format("{} needs {}, not {}", e.name, describe(allowed), type_name(args.back().type())));
    }
  }
  return e.function->call(args, FunctionContext{graph_});
}

Value Evaluator::comprehension(const bound::Expression& e, Row& row) const {
  const Value source = evaluate(*e.args[0], row);
  const List* list = as_list(source);
  if (list == nullptr) return {};
  List result;
  Value& item = row[static_cast<std::size_t>(e.slot)];
  for (const Value& value : *list) {
    tick_();
    item = value;
    if (e.args[1] && !holds(*e.args[1], row)) continue;
    result.push_back(e.args[2] ? evaluate(*e.args[2], row) : value);
  }
  return Value(std::move(result));
}

Value Evaluator::quantifier(const bound::Expression& e, Row& row) const {
  const Value source = evaluate(*e.args[0], row);
  const List* list = as_list(source);
  if (list == nullptr) return {};
  std::size_t counts[3] = {};  // false, true, null
  Value& item = row[static_cast<std::size_t>(e.slot)];
  for (const Value& value : *list) {
    tick_();
    item = value;
    const auto result = truth(*e.args[1], row);
    ++counts[result ? (*result ? 1 : 0) : 2];
  }
  const auto [no, yes, unknown] = counts;
  if (e.word == "all") return no > 0 ? Value(false) : unknown > 0 ? Value() : Value(true);
  if (e.word == "any") return yes > 0 ? Value(true) : unknown > 0 ? Value() : Value(false);
  if (e.word == "none") return yes > 0 ? Value(false) : unknown > 0 ? Value() : Value(true);
  return yes > 1 ? Value(false) : unknown > 0 ? Value() : Value(yes == 1);
}

Value Evaluator::reduce(const bound::Expression& e, Row& row) const {
  const Value source = evaluate(*e.args[1], row);
  Value sum = evaluate(*e.args[0], row);
  const List* list = as_list(source);
  if (list == nullptr) return {};
  for (const Value& value : *list) {
    tick_();
    row[static_cast<std::size_t>(e.slot)] = sum;
    row[static_cast<std::size_t>(e.second_slot)] = value;
    sum = evaluate(*e.args[2], row);
  }
  return sum;
}

Value Evaluator::case_of(const bound::Expression& e, Row& row) const {
  const Value subject = e.args[0] ? evaluate(*e.args[0], row) : Value();
  for (std::size_t i = 1; i + 1 < e.args.size(); i += 2) {
    const bool found =
        e.args[0] ? equal(subject, evaluate(*e.args[i], row)).value_or(false) : holds(*e.args[i], row);
    if (found) return evaluate(*e.args[i + 1], row);
  }
  return e.args.back() ? evaluate(*e.args.back(), row) : Value();
}

Value Evaluator::subquery(const bound::Expression& e, Row& row) const {
  std::int64_t count = 0;
  List values;
  run_subquery_(*e.subquery, row, [&](const List& columns) {
    ++count;
    if (e.kind == Kind::kCollect) values.push_back(columns[0]);
    return e.kind != Kind::kExists;
  });
  if (e.kind == Kind::kExists) return Value(count > 0);
  return e.kind == Kind::kCount ? Value(count) : Value(std::move(values));
}

}  // namespace guanxi::cypher
