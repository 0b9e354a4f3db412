#include "extract/statement/ontology.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "extract/statement/error.h"

namespace guanxi {
namespace {

template <typename Declaration>
void sort_by_name(std::vector<Declaration>& declarations) {
  std::sort(declarations.begin(), declarations.end(),
            [](const Declaration& a, const Declaration& b) { return a.name < b.name; });
}

template <typename Declaration>
const Declaration* find_by_name(const std::vector<Declaration>& declarations, std::string_view name) {
  auto at = std::lower_bound(
      declarations.begin(), declarations.end(), name,
      [](const Declaration& declaration, std::string_view key) { return declaration.name < key; });
  return at != declarations.end() && at->name == name ? &*at : nullptr;
}

bool allowed(const std::vector<std::string>& kinds, std::string_view kind) {
  return kinds.empty() || std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

}  // namespace

bool RelationDeclaration::allows(std::string_view subject_kind, std::string_view object_kind) const {
  return allowed(subject_kinds, subject_kind) && allowed(object_kinds, object_kind);
}

Ontology::Ontology(std::vector<KindDeclaration> kinds, std::vector<RelationDeclaration> relations)
    : kinds_(std::move(kinds)), relations_(std::move(relations)) {
  sort_by_name(kinds_);
  sort_by_name(relations_);
}

const KindDeclaration* Ontology::kind(std::string_view name) const {
  return find_by_name(kinds_, name);
}

const RelationDeclaration* Ontology::relation(std::string_view name) const {
  return find_by_name(relations_, name);
}

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(KindDeclaration, name, label, label_zh, label_en, color, like)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(RelationDeclaration, name, label_zh, label_en, inverse_zh,
                                                inverse_en, family, directed, subject_kinds, object_kinds,
                                                cameo, plover)

std::string Ontology::to_json() const {
  return nlohmann::json{{"kinds", kinds_}, {"relations", relations_}}.dump();
}

Ontology Ontology::from_json(std::string_view json) {
  try {
    auto document = nlohmann::json::parse(json);
    return Ontology(document.at("kinds").get<std::vector<KindDeclaration>>(),
                    document.at("relations").get<std::vector<RelationDeclaration>>());
  } catch (const nlohmann::json::exception& failure) {
    throw Error(ErrorKind::kInput, fmt::format("ontology: {}", failure.what()));
  }
}

}  // namespace guanxi
