#include "query/cypher/parse/syntax.h"

#include <fmt/format.h>

namespace guanxi::cypher::syntax {
namespace {

std::string canonical_value(const Value& value) {
  switch (value.type()) {
    case Type::kBoolean:
      return value.boolean() ? "true" : "false";
    case Type::kInteger:
      return std::to_string(value.integer());
    case Type::kFloat:
      return fmt::format("f{}", print_float(value.floating()));
    case Type::kString:
      return fmt::format("s{}:{}", value.string().size(), value.string());
    default:
      return "null";
  }
}

std::string canonical_labels(const LabelExpression& labels) {
  std::string text = fmt::format("<{}{}", static_cast<int>(labels.kind), labels.name);
  for (const LabelExpression& operand : labels.operands) text += canonical_labels(operand);
  return text + ">";
}

}  // namespace

std::string canonical(const Expression& e) {
  // Subqueries and patterns are equal only to themselves: nothing relies on more.
  if (e.query || e.pattern) return fmt::format("@{}", static_cast<const void*>(&e));
  std::string text =
      fmt::format("({} {} {} {}{}", static_cast<int>(e.kind), e.name, e.op, e.second, e.distinct ? "!" : "");
  if (e.kind == ExpressionKind::kLiteral) text += canonical_value(e.literal);
  if (!e.labels.empty()) text += canonical_labels(e.labels);
  for (const std::string& key : e.keys) text += fmt::format(" .{}", key);
  for (const std::string& op : e.ops) text += fmt::format(" {}", op);
  for (const ExpressionPtr& arg : e.args) text += arg ? canonical(*arg) : "()";
  return text + ")";
}

}  // namespace guanxi::cypher::syntax
