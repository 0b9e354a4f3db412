// YamlNode: one node of a YAML file of a schema pack, that knows where it stands.
//
// Every reading method that does not find what it asks for throws Error(kInput) as "file:line:column: what
// was expected", so that a pack's author is led to the place. Cheap to copy; read by one thread.
#pragma once

#include <yaml-cpp/yaml.h>

#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guanxi {

class YamlNode {
 public:
  // The root of a file. Throws Error(kInput) when it cannot be read or is not YAML.
  static YamlNode load(const std::filesystem::path& file);
  // The root of a text; name stands for the file in messages.
  static YamlNode parse(const std::string& text, std::string name);

  bool defined() const { return node_.IsDefined() && !node_.IsNull(); }
  bool is_map() const { return node_.IsMap(); }
  bool is_list() const { return node_.IsSequence(); }
  bool is_scalar() const { return node_.IsScalar(); }

  // The value of a key; at() throws when it is missing, find() gives an undefined node.
  YamlNode at(std::string_view key) const;
  YamlNode find(std::string_view key) const;
  // Throws when the map has a key that is not allowed: a misspelt key is never passed over.
  void allow_keys(std::initializer_list<std::string_view> keys) const;

  std::string text() const;
  std::string text(std::string_view key, std::string_view otherwise) const;
  bool flag(std::string_view key, bool otherwise) const;
  int number() const;
  int number(std::string_view key, int otherwise) const;
  std::vector<YamlNode> list() const;      // a scalar counts as a list of one; undefined as none
  std::vector<std::string> texts() const;  // list() of scalars
  std::vector<std::pair<std::string, YamlNode>> map() const;  // in the order of the file

  // "file:line:column", both from 1.
  std::string where() const;
  [[noreturn]] void fail(std::string_view message) const;

 private:
  YamlNode(const YAML::Node& node, std::shared_ptr<const std::string> file)
      : node_(node), file_(std::move(file)) {}

  YAML::Node node_;
  std::shared_ptr<const std::string> file_;
};

}  // namespace guanxi
