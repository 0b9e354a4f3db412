#include "query/cypher/jolt.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "extract/statement/error.h"
#include "extract/statement/stream.h"
#include "query/cypher/functions/text.h"

namespace guanxi::cypher {
namespace {

std::string json_string(std::string_view text) {
  std::string out;
  append_json_string(text, out);
  return out;
}

template <typename Items, typename Write>
void write_list(const Items& items, std::string& out, const Write& write) {
  bool first = true;
  out += '[';
  for (const auto& item : items) {
    if (!first) out += ',';
    first = false;
    write(item);
  }
  out += ']';
}

template <typename Write>
void write_map(const Map& map, std::string& out, const Write& write) {
  bool first = true;
  out += '{';
  for (const auto& [key, value] : map) {
    if (!first) out += ',';
    first = false;
    append_json_string(key, out);
    out += ':';
    write(value);
  }
  out += '}';
}

class Jolt {
 public:
  Jolt(const GraphAccess& graph, std::string& out) : graph_(graph), out_(out) {}

  void value(const Value& v) {
    switch (v.type()) {
      case Type::kNull:
        out_ += "null";
        break;
      case Type::kBoolean:
        out_ += v.boolean() ? R"({"?":"true"})" : R"({"?":"false"})";
        break;
      case Type::kInteger:
        out_ += fmt::format(R"({{"Z":"{}"}})", v.integer());
        break;
      case Type::kFloat:
        out_ += fmt::format(R"({{"R":"{}"}})", print_float(v.floating()));
        break;
      case Type::kString:
        out_ += R"({"U":)" + json_string(v.string()) + "}";
        break;
      case Type::kList:
        out_ += R"({"[]":)";
        write_list(v.list(), out_, [&](const Value& item) { value(item); });
        out_ += '}';
        break;
      case Type::kMap:
        out_ += R"({"{}":)";
        map(v.map());
        out_ += '}';
        break;
      case Type::kNode:
        node(v.node());
        break;
      case Type::kRelationship:
        relationship(v.relationship(), true);
        break;
      case Type::kPath:
        path(v.path());
        break;
      default:
        out_ += R"({"T":)" + json_string(value_text(v)) + "}";
    }
  }

 private:
  void map(const Map& m) {
    write_map(m, out_, [&](const Value& item) { value(item); });
  }

  void node(Node n) {
    out_ += "{\"()\":[" + json_string(graph_.print(n)) + ",";
    write_list(graph_.labels(n), out_, [&](const std::string& label) { append_json_string(label, out_); });
    out_ += ',';
    map(graph_.properties(n));
    out_ += "]}";
  }

  // "<-" is a relationship that a path walks against its direction; its ends are then given as walked.
  void relationship(Relationship r, bool forward) {
    const Ends ends = graph_.ends(r);
    out_ +=
        fmt::format(R"({{"{}":[{},{},{},{},)", forward ? "->" : "<-", json_string(graph_.print(r)),
                    json_string(graph_.print(forward ? ends.start : ends.end)), json_string(graph_.type(r)),
                    json_string(graph_.print(forward ? ends.end : ends.start)));
    map(graph_.properties(r));
    out_ += "]}";
  }

  void path(const Path& p) {
    out_ += R"({"..":[)";
    node(p.nodes[0]);
    for (std::size_t i = 0; i < p.relationships.size(); ++i) {
      out_ += ',';
      relationship(p.relationships[i], graph_.ends(p.relationships[i]).start == p.nodes[i]);
      out_ += ',';
      node(p.nodes[i + 1]);
    }
    out_ += "]}";
  }

  const GraphAccess& graph_;
  std::string& out_;
};

class Json {
 public:
  Json(const GraphAccess& graph, std::string& out) : graph_(graph), out_(out) {}

  void value(const Value& v) {
    switch (v.type()) {
      case Type::kNull:
        out_ += "null";
        break;
      case Type::kBoolean:
        out_ += v.boolean() ? "true" : "false";
        break;
      case Type::kInteger:
        out_ += std::to_string(v.integer());
        break;
      case Type::kFloat:
        out_ += std::isfinite(v.floating()) ? number(v.floating()) : "null";
        break;
      case Type::kList:
        write_list(v.list(), out_, [&](const Value& item) { value(item); });
        break;
      case Type::kMap:
        map(v.map());
        break;
      case Type::kNode:
        node(v.node());
        break;
      case Type::kRelationship:
        relationship(v.relationship());
        break;
      case Type::kPath:
        out_ += R"({"nodes":)";
        write_list(v.path().nodes, out_, [&](Node n) { node(n); });
        out_ += R"(,"relationships":)";
        write_list(v.path().relationships, out_, [&](Relationship r) { relationship(r); });
        out_ += '}';
        break;
      default:
        append_json_string(value_text(v), out_);
    }
  }

 private:
  static std::string number(double value) {
    std::string text = print_float(value);
    return text;
  }

  void map(const Map& m) {
    write_map(m, out_, [&](const Value& item) { value(item); });
  }

  void node(Node n) {
    out_ += R"({"id":)" + json_string(graph_.print(n)) + R"(,"labels":)";
    write_list(graph_.labels(n), out_, [&](const std::string& label) { append_json_string(label, out_); });
    out_ += R"(,"properties":)";
    map(graph_.properties(n));
    out_ += '}';
  }

  void relationship(Relationship r) {
    const Ends ends = graph_.ends(r);
    out_ += fmt::format(R"({{"id":{},"type":{},"start":{},"end":{},"properties":)",
                        json_string(graph_.print(r)), json_string(graph_.type(r)),
                        json_string(graph_.print(ends.start)), json_string(graph_.print(ends.end)));
    map(graph_.properties(r));
    out_ += '}';
  }

  const GraphAccess& graph_;
  std::string& out_;
};

class Literal {
 public:
  Literal(const GraphAccess& graph, std::string& out) : graph_(graph), out_(out) {}

  void value(const Value& v) {
    switch (v.type()) {
      case Type::kNull:
        out_ += "null";
        break;
      case Type::kString:
        quoted(v.string());
        break;
      case Type::kList:
        list(v.list());
        break;
      case Type::kMap:
        map(v.map());
        break;
      case Type::kNode:
        node(v.node());
        break;
      case Type::kRelationship:
        relationship(v.relationship());
        break;
      case Type::kPath:
        path(v.path());
        break;
      case Type::kBoolean:
      case Type::kInteger:
      case Type::kFloat:
        out_ += value_text(v);
        break;
      default:
        quoted(value_text(v));
    }
  }

 private:
  void quoted(std::string_view text) {
    out_ += '\'';
    for (const char c : text) {
      switch (c) {
        case '\'':
          out_ += "\\'";
          break;
        case '\\':
          out_ += "\\\\";
          break;
        case '\n':
          out_ += "\\n";
          break;
        case '\t':
          out_ += "\\t";
          break;
        case '\r':
          out_ += "\\r";
          break;
        default:
          out_ += c;
      }
    }
    out_ += '\'';
  }

  void list(const List& items) {
    out_ += '[';
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i > 0) out_ += ", ";
      value(items[i]);
    }
    out_ += ']';
  }

  void map(const Map& m) {
    bool first = true;
    out_ += '{';
    for (const auto& [key, item] : m) {
      if (!first) out_ += ", ";
      first = false;
      out_ += key + ": ";
      value(item);
    }
    out_ += '}';
  }

  void node(Node n) {
    out_ += '(';
    for (const std::string& label : graph_.labels(n)) out_ += ":" + label;
    const Map properties = graph_.properties(n);
    if (!properties.empty()) {
      if (out_.back() != '(') out_ += ' ';
      map(properties);
    }
    out_ += ')';
  }

  void relationship(Relationship r) {
    out_ += "[:" + graph_.type(r);
    const Map properties = graph_.properties(r);
    if (!properties.empty()) {
      out_ += ' ';
      map(properties);
    }
    out_ += ']';
  }

  void path(const Path& p) {
    out_ += '<';
    node(p.nodes[0]);
    for (std::size_t i = 0; i < p.relationships.size(); ++i) {
      const bool forward = graph_.ends(p.relationships[i]).start == p.nodes[i];
      out_ += forward ? "-" : "<-";
      relationship(p.relationships[i]);
      out_ += forward ? "->" : "-";
      node(p.nodes[i + 1]);
    }
    out_ += '>';
  }

  const GraphAccess& graph_;
  std::string& out_;
};

Value from_json(const nlohmann::json& json) {
  switch (json.type()) {
    case nlohmann::json::value_t::boolean:
      return Value(json.get<bool>());
    case nlohmann::json::value_t::number_integer:
      return Value(json.get<std::int64_t>());
    case nlohmann::json::value_t::number_unsigned:
      if (json.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX)) return Value(json.get<double>());
      return Value(json.get<std::int64_t>());
    case nlohmann::json::value_t::number_float:
      return Value(json.get<double>());
    case nlohmann::json::value_t::string:
      return Value(json.get<std::string>());
    case nlohmann::json::value_t::array: {
      List list;
      for (const auto& item : json) list.push_back(from_json(item));
      return Value(std::move(list));
    }
    case nlohmann::json::value_t::object: {
      Map map;
      for (const auto& [key, item] : json.items()) map[key] = from_json(item);
      return Value(std::move(map));
    }
    default:
      return {};
  }
}

}  // namespace

void append_jolt(const Value& value, const GraphAccess& graph, std::string& out) {
  Jolt(graph, out).value(value);
}

void append_json(const Value& value, const GraphAccess& graph, std::string& out) {
  Json(graph, out).value(value);
}

std::string print_literal(const Value& value, const GraphAccess& graph) {
  std::string out;
  Literal(graph, out).value(value);
  return out;
}

std::string print_cell(const Value& value, const GraphAccess& graph) {
  if (value.null()) return "";
  if (value.is(Type::kString)) return value.string();
  if (value.type() >= Type::kDate) return value_text(value);
  return print_literal(value, graph);
}

Map parse_parameters(std::string_view json, std::string_view where) {
  try {
    const auto parsed = nlohmann::json::parse(json);
    if (!parsed.is_object())
      throw Error(ErrorKind::kUsage, fmt::format("{}: expected a JSON object of parameters", where));
    return from_json(parsed).map();
  } catch (const nlohmann::json::exception& error) {
    throw Error(ErrorKind::kUsage, fmt::format("{}: {}", where, error.what()));
  }
}

Value parse_parameter(std::string_view text) {
  const auto parsed = nlohmann::json::parse(text, nullptr, false);
  return parsed.is_discarded() ? Value(text) : from_json(parsed);
}

}  // namespace guanxi::cypher
