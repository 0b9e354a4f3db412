#include "extract/pack/pack.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "extract/pack/yaml_node.h"
#include "extract/statement/error.h"
#include "extract/statement/id.h"

namespace guanxi {
namespace fs = std::filesystem;
namespace {

std::vector<fs::path> sorted_files(const fs::path& folder, bool recursive) {
  std::vector<fs::path> files;
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored)) return files;
  if (recursive) {
    for (const auto& entry : fs::recursive_directory_iterator(folder))
      if (entry.is_regular_file()) files.push_back(entry.path());
  } else {
    for (const auto& entry : fs::directory_iterator(folder))
      if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

KindDeclaration read_kind(const YamlNode& node) {
  node.allow_keys({"name", "label", "zh", "en", "color", "like"});
  KindDeclaration kind;
  kind.name = node.at("name").text();
  kind.label = node.at("label").text();
  kind.label_zh = node.text("zh", kind.name);
  kind.label_en = node.text("en", kind.name);
  kind.color = node.text("color", "#888888");
  kind.like = node.text("like", "");
  return kind;
}

RelationDeclaration read_relation(const YamlNode& node) {
  node.allow_keys(
      {"name", "zh", "en", "inverse", "family", "directed", "subject", "object", "cameo", "plover"});
  RelationDeclaration relation;
  relation.name = node.at("name").text();
  relation.label_zh = node.text("zh", relation.name);
  relation.label_en = node.text("en", relation.name);
  if (YamlNode inverse = node.find("inverse"); inverse.defined()) {
    inverse.allow_keys({"zh", "en"});
    relation.inverse_zh = inverse.text("zh", "");
    relation.inverse_en = inverse.text("en", "");
  }
  relation.family = node.text("family", "");
  relation.directed = node.flag("directed", true);
  relation.subject_kinds = node.find("subject").texts();
  relation.object_kinds = node.find("object").texts();
  relation.cameo = node.text("cameo", "");
  relation.plover = node.text("plover", "");
  return relation;
}

void check_kinds(const YamlNode& node, const std::map<std::string, KindDeclaration>& kinds) {
  for (std::string_view side : {"subject", "object"})
    for (const YamlNode& kind : node.find(side).list())
      if (!kinds.count(kind.text())) kind.fail(fmt::format("no kind \"{}\" is declared", kind.text()));
}

// Where a kind may stand, so may the kinds that are like it.
void add_narrower(std::vector<std::string>& allowed, const std::map<std::string, KindDeclaration>& kinds) {
  for (const auto& [name, kind] : kinds) {
    auto has = [&](const std::string& wanted) {
      return std::find(allowed.begin(), allowed.end(), wanted) != allowed.end();
    };
    if (!kind.like.empty() && has(kind.like) && !has(name)) allowed.push_back(name);
  }
}

}  // namespace

Pack Pack::load(const std::vector<fs::path>& folders, const std::vector<fs::path>& search) {
  Pack pack;
  std::vector<fs::path> pending;
  for (const fs::path& folder : folders) pack.add(folder, search, pending);
  pack.load_ontology();
  pack.compute_fingerprint();
  return pack;
}

void Pack::add(const fs::path& folder, const std::vector<fs::path>& search, std::vector<fs::path>& pending) {
  const fs::path file = folder / "pack.yaml";
  if (!fs::exists(file)) {
    throw Error(ErrorKind::kInput,
                fmt::format("{}: no schema pack there; expected a folder with a pack.yaml", folder.string()));
  }
  const fs::path home = fs::weakly_canonical(folder);
  for (const Member& member : members_)
    if (member.folder == home) return;
  YamlNode root = YamlNode::load(file);
  root.allow_keys({"name", "extends", "about"});
  if (std::find(pending.begin(), pending.end(), home) != pending.end())
    root.fail("packs extend each other in a circle");
  pending.push_back(home);
  for (const YamlNode& base : root.find("extends").list()) {
    std::vector<fs::path> places = {home.parent_path()};
    places.insert(places.end(), search.begin(), search.end());
    auto found = std::find_if(places.begin(), places.end(), [&](const fs::path& place) {
      return fs::exists(place / base.text() / "pack.yaml");
    });
    if (found == places.end())
      base.fail(fmt::format("the pack \"{}\" is not found beside this one", base.text()));
    add(*found / base.text(), search, pending);
  }
  pending.pop_back();
  std::string name = root.at("name").text();
  for (const Member& member : members_)
    if (member.name == name) root.at("name").fail(fmt::format("another pack is called \"{}\"", name));
  members_.push_back({std::move(name), home});
}

std::vector<fs::path> Pack::files(std::string_view name) const {
  std::vector<fs::path> found;
  for (const Member& member : members_)
    if (fs::path file = member.folder / name; fs::exists(file)) found.push_back(file);
  return found;
}

std::vector<fs::path> Pack::files(std::string_view folder, std::string_view extension) const {
  std::vector<fs::path> found;
  for (const Member& member : members_)
    for (fs::path& file : sorted_files(member.folder / folder, false))
      if (file.extension() == extension) found.push_back(std::move(file));
  return found;
}

fs::path Pack::file(std::string_view name) const {
  std::vector<fs::path> found = files(name);
  if (found.empty()) throw Error(ErrorKind::kInput, fmt::format("no pack in use has a file \"{}\"", name));
  return found.back();
}

std::string_view Pack::owner(const fs::path& file) const {
  for (const Member& member : members_) {
    auto [end, rest] = std::mismatch(member.folder.begin(), member.folder.end(), file.begin(), file.end());
    if (end == member.folder.end()) return member.name;
  }
  return "";
}

void Pack::load_ontology() {
  std::map<std::string, KindDeclaration> kinds;
  std::map<std::string, RelationDeclaration> relations;
  for (const fs::path& file : files("ontology.yaml")) {
    YamlNode root = YamlNode::load(file);
    root.allow_keys({"kinds", "relations"});
    for (const YamlNode& node : root.find("kinds").list()) {
      KindDeclaration kind = read_kind(node);
      if (kinds.count(kind.name)) node.fail(fmt::format("the kind \"{}\" is declared twice", kind.name));
      if (!kind.like.empty() && (!kinds.count(kind.like) || !kinds.at(kind.like).like.empty()))
        node.at("like").fail("expected the name of a kind that is declared before and is not like another");
      kinds.emplace(kind.name, kind);
    }
    for (const YamlNode& node : root.find("relations").list()) {
      RelationDeclaration relation = read_relation(node);
      check_kinds(node, kinds);
      if (relations.count(relation.name))
        node.fail(fmt::format("the relation \"{}\" is declared twice", relation.name));
      relations.emplace(relation.name, relation);
    }
  }
  std::vector<RelationDeclaration> relation_list;
  for (auto& [name, relation] : relations) {
    add_narrower(relation.subject_kinds, kinds);
    add_narrower(relation.object_kinds, kinds);
    relation_list.push_back(std::move(relation));
  }
  std::vector<KindDeclaration> kind_list;
  for (auto& [name, kind] : kinds) kind_list.push_back(std::move(kind));
  ontology_ = Ontology(std::move(kind_list), std::move(relation_list));
}

void Pack::compute_fingerprint() {
  std::string all;
  for (const Member& member : members_) {
    all.append(member.name).push_back('\n');
    for (const fs::path& file : sorted_files(member.folder, true)) {
      if (file.extension() != ".yaml" && file.extension() != ".tsv") continue;
      std::ifstream in(file, std::ios::binary);
      std::ostringstream text;
      text << in.rdbuf();
      all.append(Id::of({file.lexically_relative(member.folder).generic_string(), text.str()}).print('F'));
    }
  }
  fingerprint_ = Id::of({all}).print('P').substr(1);
}

}  // namespace guanxi
