// Strings.
#include <fmt/format.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "query/cypher/functions/tables.h"
#include "query/cypher/functions/text.h"

namespace guanxi::cypher {
namespace {

using Args = std::span<const Value>;
using Context = FunctionContext;

constexpr TypeMask kInteger = bit(Type::kInteger);
constexpr TypeMask kString = bit(Type::kString);
constexpr TypeMask kList = bit(Type::kList);

std::size_t count_of(const Value& value, std::string_view what) {
  if (value.integer() < 0) throw ValueError(fmt::format("{} cannot be negative", what));
  return static_cast<std::size_t>(value.integer());
}

Value substring(Args args, const Context&) {
  const std::size_t from = count_of(args[1], "the start of a substring");
  const std::size_t count =
      args.size() > 2 ? count_of(args[2], "the length of a substring") : std::string::npos;
  return Value(text_slice(args[0].string(), from, count));
}

Value left(Args args, const Context&) {
  return Value(text_slice(args[0].string(), 0, count_of(args[1], "a length")));
}

Value right(Args args, const Context&) {
  const std::size_t length = text_length(args[0].string());
  const std::size_t count = count_of(args[1], "a length");
  return Value(text_slice(args[0].string(), count < length ? length - count : 0, std::string::npos));
}

Value trim_sides(const std::string& text, bool at_left, bool at_right) {
  icu::UnicodeString unicode = icu::UnicodeString::fromUTF8(text);
  std::int32_t from = 0;
  std::int32_t to = unicode.length();
  while (at_left && from < to && u_isUWhiteSpace(unicode[from])) ++from;
  while (at_right && to > from && u_isUWhiteSpace(unicode[to - 1])) --to;
  std::string result;
  unicode.tempSubStringBetween(from, to).toUTF8String(result);
  return Value(std::move(result));
}

Value trim(Args args, const Context&) {
  return trim_sides(args[0].string(), true, true);
}
Value left_trim(Args args, const Context&) {
  return trim_sides(args[0].string(), true, false);
}
Value right_trim(Args args, const Context&) {
  return trim_sides(args[0].string(), false, true);
}

Value upper(Args args, const Context&) {
  std::string result;
  icu::UnicodeString::fromUTF8(args[0].string()).toUpper(icu::Locale::getRoot()).toUTF8String(result);
  return Value(std::move(result));
}

Value lower(Args args, const Context&) {
  std::string result;
  icu::UnicodeString::fromUTF8(args[0].string()).toLower(icu::Locale::getRoot()).toUTF8String(result);
  return Value(std::move(result));
}

Value replace(Args args, const Context&) {
  const std::string& text = args[0].string();
  const std::string& search = args[1].string();
  if (search.empty()) return args[0];
  std::string result;
  std::size_t from = 0;
  for (std::size_t at = text.find(search); at != std::string::npos; at = text.find(search, from)) {
    result.append(text, from, at - from).append(args[2].string());
    from = at + search.size();
  }
  return Value(result.append(text, from));
}

Value split(Args args, const Context&) {
  const std::string& text = args[0].string();
  std::vector<std::string> marks;
  if (args[1].is(Type::kString)) {
    marks.push_back(args[1].string());
  } else {
    for (const Value& mark : args[1].list()) {
      if (!mark.is(Type::kString)) throw ValueError("split needs strings to split at");
      marks.push_back(mark.string());
    }
  }
  List parts;
  std::size_t from = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 0;
    bool found = false;
    for (const std::string& mark : marks) {
      // An empty mark splits between characters.
      if (mark.empty() ? at > from && (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80
                       : text.compare(at, mark.size(), mark) == 0) {
        found = true;
        length = mark.size();
        break;
      }
    }
    if (!found) {
      ++at;
      continue;
    }
    parts.emplace_back(text.substr(from, at - from));
    from = at + length;
    at = length == 0 ? at + 1 : from;
  }
  parts.emplace_back(text.substr(from));
  return Value(std::move(parts));
}

}  // namespace

const std::vector<Function>& string_functions() {
  static const std::vector<Function> kTable = {
      {"substring", 2, 3, {kString, kInteger}, kString, true, true, substring},
      {"left", 2, 2, {kString, kInteger}, kString, true, true, left},
      {"right", 2, 2, {kString, kInteger}, kString, true, true, right},
      {"trim", 1, 1, {kString}, kString, true, true, trim},
      {"btrim", 1, 1, {kString}, kString, true, true, trim},
      {"ltrim", 1, 1, {kString}, kString, true, true, left_trim},
      {"rtrim", 1, 1, {kString}, kString, true, true, right_trim},
      {"toupper", 1, 1, {kString}, kString, true, true, upper},
      {"upper", 1, 1, {kString}, kString, true, true, upper},
      {"tolower", 1, 1, {kString}, kString, true, true, lower},
      {"lower", 1, 1, {kString}, kString, true, true, lower},
      {"replace", 3, 3, {kString}, kString, true, true, replace},
      {"split", 2, 2, {kString, kString | kList}, kList, true, true, split},
      {"char_length",
       1,
       1,
       {kString},
       kInteger,
       true,
       true,
       [](Args args, const Context&) {
         return Value(static_cast<std::int64_t>(text_length(args[0].string())));
       }},
  };
  return kTable;
}

}  // namespace guanxi::cypher
