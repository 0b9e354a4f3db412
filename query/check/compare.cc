#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "query/check/runner.h"

namespace guanxi::check {
namespace {

using cypher::Type;
using cypher::Value;

// Numbers by value (2 is 2.0), null is null.
bool equals(const Value& want, const Value& got) {
  if (want.number() && got.number()) {
    const double a = want.as_double();
    const double b = got.as_double();
    if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
    return a == b || std::fabs(a - b) <= 1e-9 * std::max(std::fabs(a), std::fabs(b));
  }
  if (want.type() != got.type()) return false;
  if (want.is(Type::kList)) {
    return std::equal(want.list().begin(), want.list().end(), got.list().begin(), got.list().end(), equals);
  }
  if (want.is(Type::kMap)) {
    return std::equal(
        want.map().begin(), want.map().end(), got.map().begin(), got.map().end(),
        [](const auto& a, const auto& b) { return a.first == b.first && equals(a.second, b.second); });
  }
  return cypher::same(want, got);
}

// A row as a list of all columns, or as a map of some.
bool row_holds(const Value& want, const cypher::List& got, const std::vector<std::string>& columns) {
  if (want.is(Type::kList)) return equals(want, Value(got));
  for (const auto& [name, value] : want.map()) {
    const auto at = std::find(columns.begin(), columns.end(), name);
    if (at == columns.end() || !equals(value, got[static_cast<std::size_t>(at - columns.begin())]))
      return false;
  }
  return true;
}

class Comparison {
 public:
  Comparison(const Expectation& expect, const Outcome& outcome) : expect_(expect), outcome_(outcome) {}

  std::vector<std::string> run() {
    if (expect_.error) {
      if (outcome_.error.empty()) {
        say("expected an error with '{}', it answered {} rows", *expect_.error, outcome_.rows.size());
      } else if (outcome_.error.find(*expect_.error) == std::string::npos) {
        say("expected an error with '{}', it says: {}", *expect_.error, outcome_.error);
      }
      return std::move(problems_);
    }
    if (!outcome_.error.empty()) {
      say("it failed: {}", outcome_.error);
      return std::move(problems_);
    }
    if (expect_.columns && *expect_.columns != outcome_.columns) {
      say("expected the columns {}, they are {}", fmt::join(*expect_.columns, ", "),
          fmt::join(outcome_.columns, ", "));
    }
    counts();
    if (expect_.rows) rows(*expect_.rows, true);
    if (expect_.contains) rows(*expect_.contains, false);
    return std::move(problems_);
  }

 private:
  template <typename... Args>
  void say(fmt::format_string<Args...> format, Args&&... args) {
    problems_.push_back(fmt::format(format, std::forward<Args>(args)...));
  }

  void counts() {
    const std::size_t count = outcome_.rows.size();
    if (expect_.empty && count != 0) say("expected no rows, there are {}", count);
    if (expect_.count && *expect_.count != count)
      say("expected {} rows, there are {}", *expect_.count, count);
    if (expect_.at_least && count < *expect_.at_least)
      say("expected at least {} rows, there are {}", *expect_.at_least, count);
    if (expect_.at_most && count > *expect_.at_most)
      say("expected at most {} rows, there are {}", *expect_.at_most, count);
    if (expect_.empty && count != 0) {
      for (const cypher::List& row : outcome_.rows) extra(row);
    }
  }

  void missing(const Value& row) { say("- {}", print_yaml(row)); }
  void extra(const cypher::List& row) {
    constexpr std::size_t kMostLines = 100;
    if (problems_.size() < kMostLines) say("+ {}", print_yaml(Value(row)));
  }

  void rows(const std::vector<Value>& wanted, bool all) {
    if (all && expect_.in_order) {
      ordered(wanted);
      return;
    }
    std::vector<bool> used(outcome_.rows.size());
    for (const Value& want : wanted) {
      std::size_t i = 0;
      while (i < used.size() && (used[i] || !row_holds(want, outcome_.rows[i], outcome_.columns))) ++i;
      if (i == used.size()) {
        missing(want);
      } else {
        used[i] = true;
      }
    }
    for (std::size_t i = 0; all && i < used.size(); ++i) {
      if (!used[i]) extra(outcome_.rows[i]);
    }
  }

  void ordered(const std::vector<Value>& wanted) {
    for (std::size_t i = 0; i < std::max(wanted.size(), outcome_.rows.size()); ++i) {
      const bool have_want = i < wanted.size();
      const bool have_got = i < outcome_.rows.size();
      if (have_want && have_got && row_holds(wanted[i], outcome_.rows[i], outcome_.columns)) continue;
      say("row {}:", i + 1);
      if (have_want) missing(wanted[i]);
      if (have_got) extra(outcome_.rows[i]);
    }
  }

  const Expectation& expect_;
  const Outcome& outcome_;
  std::vector<std::string> problems_;
};

// Whether a plain scalar of this text would be read as something else than the string.
bool needs_quotes(const std::string& text) {
  if (text.empty() || text == "null" || text == "~" || text == "true" || text == "false") return true;
  if (text.find_first_of(",[]{}:#&*!|>'\"%@`\n\t\r\\") != std::string::npos) return true;
  if (text.front() == ' ' || text.back() == ' ' || text.front() == '-' || text.front() == '?') return true;
  return text.front() == '.' || text.find_first_not_of("0123456789+-.eE_xo") == std::string::npos;
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\r':
        out += "\\r";
        break;
      default:
        out += c;
    }
  }
  return out + "\"";
}

std::string print_number(double value) {
  if (std::isnan(value)) return ".nan";
  if (std::isinf(value)) return value < 0 ? "-.inf" : ".inf";
  return cypher::print_float(value);
}

}  // namespace

std::string print_yaml(const Value& value) {
  switch (value.type()) {
    case Type::kNull:
      return "null";
    case Type::kBoolean:
      return value.boolean() ? "true" : "false";
    case Type::kInteger:
      return fmt::format("{}", value.integer());
    case Type::kFloat:
      return print_number(value.floating());
    case Type::kString:
      return needs_quotes(value.string()) ? quoted(value.string()) : value.string();
    case Type::kList: {
      std::vector<std::string> items;
      for (const Value& item : value.list()) items.push_back(print_yaml(item));
      return fmt::format("[{}]", fmt::join(items, ", "));
    }
    case Type::kMap: {
      std::vector<std::string> items;
      for (const auto& [key, item] : value.map())
        items.push_back(fmt::format("{}: {}", print_yaml(Value(key)), print_yaml(item)));
      return fmt::format("{{{}}}", fmt::join(items, ", "));
    }
    default:
      return "null";
  }
}

std::vector<std::string> compare(const Expectation& expect, const Outcome& outcome) {
  return Comparison(expect, outcome).run();
}

}  // namespace guanxi::check
