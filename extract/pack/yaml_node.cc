#include "extract/pack/yaml_node.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "extract/statement/error.h"

namespace guanxi {

YamlNode YamlNode::load(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  if (!in || !(text << in.rdbuf())) {
    throw Error(ErrorKind::kInput,
                fmt::format("{}: cannot be read as a file of a schema pack", file.string()));
  }
  return parse(text.str(), file.string());
}

YamlNode YamlNode::parse(const std::string& text, std::string name) {
  try {
    return YamlNode(YAML::Load(text), std::make_shared<const std::string>(name));
  } catch (const YAML::Exception& failure) {
    throw Error(ErrorKind::kInput, fmt::format("{}:{}:{}: {}", name, failure.mark.line + 1,
                                               failure.mark.column + 1, failure.msg));
  }
}

YamlNode YamlNode::at(std::string_view key) const {
  YamlNode value = find(key);
  if (!value.defined()) fail(fmt::format("the key \"{}\" is missing", key));
  return value;
}

YamlNode YamlNode::find(std::string_view key) const {
  if (!node_.IsMap()) fail(fmt::format("expected a map with the key \"{}\"", key));
  const YAML::Node& constant = node_;
  YAML::Node value = constant[std::string(key)];
  return YamlNode(value.IsDefined() ? value : YAML::Node(YAML::NodeType::Null), file_);
}

void YamlNode::allow_keys(std::initializer_list<std::string_view> keys) const {
  for (const auto& [name, value] : map()) {
    if (std::find(keys.begin(), keys.end(), name) == keys.end()) {
      value.fail(fmt::format("unknown key \"{}\"; expected one of: {}", name, fmt::join(keys, ", ")));
    }
  }
}

std::string YamlNode::text() const {
  if (!node_.IsScalar()) fail("expected a text");
  return node_.Scalar();
}

std::string YamlNode::text(std::string_view key, std::string_view otherwise) const {
  YamlNode value = find(key);
  return value.defined() ? value.text() : std::string(otherwise);
}

bool YamlNode::flag(std::string_view key, bool otherwise) const {
  YamlNode value = find(key);
  if (!value.defined()) return otherwise;
  try {
    return value.node_.as<bool>();
  } catch (const YAML::Exception&) {
    value.fail("expected true or false");
  }
}

int YamlNode::number() const {
  try {
    return node_.as<int>();
  } catch (const YAML::Exception&) {
    fail("expected a whole number");
  }
}

int YamlNode::number(std::string_view key, int otherwise) const {
  YamlNode value = find(key);
  return value.defined() ? value.number() : otherwise;
}

std::vector<YamlNode> YamlNode::list() const {
  std::vector<YamlNode> items;
  if (!defined()) return items;
  if (node_.IsMap()) fail("expected a list");
  if (node_.IsScalar()) return {*this};
  for (const YAML::Node& item : node_) items.push_back(YamlNode(item, file_));
  return items;
}

std::vector<std::string> YamlNode::texts() const {
  std::vector<std::string> values;
  for (const YamlNode& item : list()) values.push_back(item.text());
  return values;
}

std::vector<std::pair<std::string, YamlNode>> YamlNode::map() const {
  std::vector<std::pair<std::string, YamlNode>> entries;
  if (!defined()) return entries;
  if (!node_.IsMap()) fail("expected a map");
  for (const auto& entry : node_) entries.emplace_back(entry.first.Scalar(), YamlNode(entry.second, file_));
  return entries;
}

std::string YamlNode::where() const {
  YAML::Mark mark = node_.Mark();
  return fmt::format("{}:{}:{}", *file_, mark.line + 1, mark.column + 1);
}

void YamlNode::fail(std::string_view message) const {
  throw Error(ErrorKind::kInput, fmt::format("{}: {}", where(), message));
}

}  // namespace guanxi
