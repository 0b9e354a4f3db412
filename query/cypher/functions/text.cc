#include "query/cypher/functions/text.h"

#include <fmt/format.h>

namespace guanxi::cypher {
namespace {

bool continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

}  // namespace

std::size_t text_length(std::string_view text) {
  std::size_t length = 0;
  for (const char c : text) length += !continuation(c);
  return length;
}

std::string text_reversed(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  std::size_t end = text.size();
  for (std::size_t i = text.size(); i-- > 0;) {
    if (continuation(text[i]) && i > 0) continue;
    result += text.substr(i, end - i);
    end = i;
  }
  return result;
}

std::string text_slice(std::string_view text, std::size_t from, std::size_t count) {
  std::size_t at = 0;
  const auto skip = [&](std::size_t characters) {
    while (characters > 0 && at < text.size()) {
      ++at;
      while (at < text.size() && continuation(text[at])) ++at;
      --characters;
    }
  };
  skip(from);
  const std::size_t begin = at;
  skip(count);
  return std::string(text.substr(begin, at - begin));
}

std::string value_text(const Value& value) {
  switch (value.type()) {
    case Type::kBoolean:
      return value.boolean() ? "true" : "false";
    case Type::kInteger:
      return std::to_string(value.integer());
    case Type::kFloat:
      return print_float(value.floating());
    case Type::kString:
      return value.string();
    case Type::kDate:
      return print(value.date());
    case Type::kLocalTime:
      return print(value.local_time());
    case Type::kTime:
      return print(value.time());
    case Type::kLocalDateTime:
      return print(value.local_date_time());
    case Type::kDateTime:
      return print(value.date_time());
    case Type::kDuration:
      return print(value.duration());
    default:
      throw ValueError(fmt::format("{} has no text form", type_name(value.type())));
  }
}

}  // namespace guanxi::cypher
