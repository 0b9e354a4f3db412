#include "query/check/check_file.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <charconv>
#include <fstream>
#include <iterator>
#include <limits>

#include "extract/statement/error.h"

namespace guanxi::check {
namespace {

using cypher::Value;

class Reader {
 public:
  explicit Reader(const std::string& path) : path_(path) {}

  CheckFile read(std::string_view yaml) {
    CheckFile file;
    file.path = path_;
    YAML::Node root;
    try {
      root = YAML::Load(std::string(yaml));
    } catch (const YAML::Exception& error) {
      fail(error.mark, error.msg);
    }
    if (!root.IsMap()) fail(root.Mark(), "expected a map with 'cases'");
    for (const auto& entry : root) {
      const std::string key = entry.first.as<std::string>("");
      if (key == "store") {
        file.store = text(entry.second);
      } else if (key == "graph") {
        file.graph = text(entry.second);
      } else if (key == "text") {
        file.documents = documents(entry.second);
      } else if (key == "cases") {
        for (const YAML::Node& item : sequence(entry.second)) file.cases.push_back(one_case(item));
      } else {
        fail(entry.first.Mark(),
             fmt::format("'{}' is not known here; store, graph, text and cases are", key));
      }
    }
    if (!file.store.empty() + !file.graph.empty() + !file.documents.empty() > 1) {
      fail(root.Mark(), "give only one of store, graph and text");
    }
    if (file.cases.empty()) fail(root.Mark(), "expected 'cases', a list of at least one");
    return file;
  }

 private:
  [[noreturn]] void fail(const YAML::Mark& mark, const std::string& message) const {
    throw Error(ErrorKind::kInput,
                mark.is_null() ? fmt::format("{}: {}", path_, message)
                               : fmt::format("{}:{}:{}: {}", path_, mark.line + 1, mark.column + 1, message));
  }

  std::string text(const YAML::Node& node) const {
    if (!node.IsScalar()) fail(node.Mark(), "expected a text");
    return node.Scalar();
  }

  const YAML::Node& sequence(const YAML::Node& node) const {
    if (!node.IsSequence()) fail(node.Mark(), "expected a list");
    return node;
  }

  bool truth(const YAML::Node& node) const {
    bool value = false;
    if (!node.IsScalar() || !YAML::convert<bool>::decode(node, value))
      fail(node.Mark(), "expected true or false");
    return value;
  }

  std::uint64_t number(const YAML::Node& node) const {
    const std::string word = text(node);
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc() || end != word.data() + word.size())
      fail(node.Mark(), "expected a whole number");
    return value;
  }

  std::vector<Document> documents(const YAML::Node& node) const {
    if (node.IsScalar()) return {{"text.txt", node.Scalar()}};
    std::vector<Document> result;
    for (const YAML::Node& item : sequence(node)) {
      if (!item.IsMap() || !item["name"] || !item["text"])
        fail(item.Mark(), "expected a document: {name: ..., text: ...}");
      result.push_back({text(item["name"]), text(item["text"])});
    }
    return result;
  }

  // Plain scalars are what they look like, quoted ones are strings.
  Value scalar(const YAML::Node& node) const {
    const std::string& word = node.Scalar();
    if (node.Tag() == "!") return Value(word);
    if (word == "null" || word == "~" || word.empty()) return {};
    if (word == "true" || word == "false") return Value(word == "true");
    std::int64_t integer = 0;
    const char* const last = word.data() + word.size();
    if (const auto [end, error] = std::from_chars(word.data(), last, integer);
        error == std::errc() && end == last) {
      return Value(integer);
    }
    if (word == ".nan") return Value(std::numeric_limits<double>::quiet_NaN());
    if (word == ".inf") return Value(std::numeric_limits<double>::infinity());
    if (word == "-.inf") return Value(-std::numeric_limits<double>::infinity());
    if (word.find_first_of("0123456789") == std::string::npos) return Value(word);  // "nan" is a word
    double floating = 0;
    if (const auto [end, error] = std::from_chars(word.data(), last, floating);
        error == std::errc() && end == last) {
      return Value(floating);
    }
    return Value(word);
  }

  // An alias may stand in itself, and a few of them for more than any memory holds.
  Value value(const YAML::Node& node, int depth = 0) {
    if (depth > kDeepest) fail(node.Mark(), "expected values nested less deeply; an alias stands in itself");
    if (++values_ > kMostValues) fail(node.Mark(), fmt::format("expected at most {} values", kMostValues));
    if (node.IsNull()) return {};
    if (node.IsScalar()) return scalar(node);
    if (node.IsSequence()) {
      cypher::List list;
      for (const YAML::Node& item : node) list.push_back(value(item, depth + 1));
      return Value(std::move(list));
    }
    cypher::Map map;
    for (const auto& entry : node) map[entry.first.as<std::string>("")] = value(entry.second, depth + 1);
    return Value(std::move(map));
  }

  std::vector<Value> rows(const YAML::Node& node) {
    std::vector<Value> result;
    if (node.IsNull()) return result;
    for (const YAML::Node& item : sequence(node)) {
      // A row of one column may be written without brackets.
      result.push_back(item.IsScalar() || item.IsNull() ? Value(cypher::List{value(item)}) : value(item));
    }
    return result;
  }

  bool expectation(const std::string& key, const YAML::Node& node, Expectation& expect) {
    if (key == "rows") {
      expect.rows = rows(node);
    } else if (key == "contains") {
      expect.contains = rows(node);
    } else if (key == "columns") {
      expect.columns.emplace();
      for (const YAML::Node& item : sequence(node)) expect.columns->push_back(text(item));
    } else if (key == "count") {
      expect.count = number(node);
    } else if (key == "at_least") {
      expect.at_least = number(node);
    } else if (key == "at_most") {
      expect.at_most = number(node);
    } else if (key == "error") {
      expect.error = text(node);
    } else if (key == "empty") {
      expect.empty = truth(node);
    } else if (key == "in_order") {
      expect.in_order = truth(node);
    } else {
      return false;
    }
    return true;
  }

  Case one_case(const YAML::Node& node) {
    if (!node.IsMap())
      fail(node.Mark(), "expected a case: a map with name, query or command, and what must hold");
    Case result;
    result.line = static_cast<std::uint32_t>(node.Mark().line) + 1;
    bool expects = false;
    for (const auto& entry : node) {
      const std::string key = entry.first.as<std::string>("");
      if (key == "name") {
        result.name = text(entry.second);
      } else if (key == "query") {
        result.query = text(entry.second);
      } else if (key == "command") {
        result.command = split_command(text(entry.second));
      } else if (key == "params") {
        const Value map = value(entry.second);
        if (!map.is(cypher::Type::kMap)) fail(entry.second.Mark(), "expected a map of parameters");
        result.parameters = map.map();
      } else if (expectation(key, entry.second, result.expect)) {
        expects |= key != "in_order";
      } else {
        fail(entry.first.Mark(), fmt::format("'{}' is not known in a case; name, query, command, params, "
                                             "rows, in_order, contains, columns, "
                                             "count, at_least, at_most, empty and error are",
                                             key));
      }
    }
    if (result.query.empty() == result.command.empty())
      fail(node.Mark(), "a case needs a query or a command");
    if (!expects) fail(node.Mark(), "a case needs something that must hold: rows, count, empty, error, ...");
    if (result.name.empty()) result.name = fmt::format("line {}", result.line);
    return result;
  }

  static constexpr int kDeepest = 500;  // as yaml-cpp has it for what is written out
  static constexpr std::size_t kMostValues = 1'000'000;

  const std::string& path_;
  std::size_t values_ = 0;
};

}  // namespace

std::vector<std::string> split_command(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  bool open = false;
  char quote = '\0';
  for (const char c : text) {
    if (quote != '\0') {
      if (c == quote) {
        quote = '\0';
      } else {
        word += c;
      }
    } else if (c == '\'' || c == '"') {
      quote = c;
      open = true;
    } else if (c == ' ' || c == '\n' || c == '\t') {
      if (open) words.push_back(std::move(word));
      word.clear();
      open = false;
    } else {
      word += c;
      open = true;
    }
  }
  if (open) words.push_back(std::move(word));
  return words;
}

CheckFile parse_check_file(const std::string& path, std::string_view yaml) {
  return Reader(path).read(yaml);
}

CheckFile read_check_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in) throw Error(ErrorKind::kInput, fmt::format("{}: cannot be read", path));
  return parse_check_file(path, text);
}

}  // namespace guanxi::check
