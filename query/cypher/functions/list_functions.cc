// Functions on lists, and coalesce.
#include <fmt/format.h>

#include "query/cypher/functions/tables.h"
#include "query/cypher/functions/text.h"

namespace guanxi::cypher {
namespace {

using Args = std::span<const Value>;
using Context = FunctionContext;

constexpr TypeMask kInteger = bit(Type::kInteger);
constexpr TypeMask kString = bit(Type::kString);
constexpr TypeMask kList = bit(Type::kList);
constexpr TypeMask kMap = bit(Type::kMap);

Value size(Args args, const Context&) {
  if (args[0].is(Type::kList)) return Value(static_cast<std::int64_t>(args[0].list().size()));
  return Value(static_cast<std::int64_t>(text_length(args[0].string())));
}

Value head(Args args, const Context&) {
  return args[0].list().empty() ? Value() : args[0].list().front();
}
Value last(Args args, const Context&) {
  return args[0].list().empty() ? Value() : args[0].list().back();
}

Value tail(Args args, const Context&) {
  const List& list = args[0].list();
  return Value(list.empty() ? List{} : List(list.begin() + 1, list.end()));
}

Value reverse(Args args, const Context&) {
  if (args[0].is(Type::kString)) return Value(text_reversed(args[0].string()));
  return Value(List(args[0].list().rbegin(), args[0].list().rend()));
}

Value range(Args args, const Context&) {
  constexpr std::int64_t kMost = 10'000'000;
  const std::int64_t first = args[0].integer();
  const std::int64_t end = args[1].integer();
  const std::int64_t step = args.size() > 2 ? args[2].integer() : 1;
  if (step == 0) throw ValueError("the step of a range cannot be 0");
  List list;
  if (step > 0 ? first > end : first < end) return Value(std::move(list));
  const __int128 count = (static_cast<__int128>(end) - first) / step + 1;
  if (count > kMost) throw ValueError(fmt::format("a range of more than {} numbers", kMost));
  list.reserve(static_cast<std::size_t>(count));
  for (__int128 i = 0; i < count; ++i) list.emplace_back(static_cast<std::int64_t>(first + i * step));
  return Value(std::move(list));
}

Value coalesce(Args args, const Context&) {
  for (const Value& value : args) {
    if (!value.null()) return value;
  }
  return {};
}

Value is_empty(Args args, const Context&) {
  if (args[0].is(Type::kList)) return Value(args[0].list().empty());
  return Value(args[0].is(Type::kMap) ? args[0].map().empty() : args[0].string().empty());
}

}  // namespace

const std::vector<Function>& list_functions() {
  static const std::vector<Function> kTable = {
      {"size", 1, 1, {kList | kString}, kInteger, true, true, size},
      {"head", 1, 1, {kList}, kAnyType, true, true, head},
      {"last", 1, 1, {kList}, kAnyType, true, true, last},
      {"tail", 1, 1, {kList}, kList, true, true, tail},
      {"reverse", 1, 1, {kList | kString}, kList | kString, true, true, reverse},
      {"range", 2, 3, {kInteger}, kList, true, true, range},
      {"coalesce", 1, 1000, {}, kAnyType, false, true, coalesce},
      {"isempty", 1, 1, {kList | kString | kMap}, bit(Type::kBoolean), true, true, is_empty},
  };
  return kTable;
}

}  // namespace guanxi::cypher
