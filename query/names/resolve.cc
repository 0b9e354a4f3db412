#include "query/names/resolve.h"

#include <fmt/format.h>

#include "extract/statement/error.h"

namespace guanxi {
namespace {

constexpr std::size_t kProposals = 5;

std::vector<StoredEntity> read_all(const Snapshot& snapshot, const std::vector<Id>& ids) {
  std::vector<StoredEntity> found;
  for (const Id id : ids) {
    if (auto entity = snapshot.entity(id)) found.push_back(std::move(*entity));
  }
  return found;
}

std::vector<StoredEntity> look_up(const Snapshot& snapshot, std::string_view name,
                                  const NormalizeName& normalize) {
  auto found = read_all(snapshot, snapshot.named(name));
  if (!found.empty() || !normalize) return found;
  const std::string normal = normalize(name);
  return normal == name ? found : read_all(snapshot, snapshot.named(normal));
}

// "person:NAME": only where the kind is declared, so that a colon inside a name does no harm.
std::vector<StoredEntity> look_up_by_kind(const Snapshot& snapshot, std::string_view name,
                                          const NormalizeName& normalize) {
  const std::size_t colon = name.find(':');
  if (colon == std::string_view::npos) return {};
  const std::string_view kind = name.substr(0, colon);
  std::vector<StoredEntity> found = look_up(snapshot, name.substr(colon + 1), normalize);
  std::erase_if(found, [&](const StoredEntity& entity) { return entity.entity.kind != kind; });
  return found;
}

[[noreturn]] void refuse_unknown(const Snapshot& snapshot, std::string_view name,
                                 const NormalizeName& normalize) {
  auto nearest = snapshot.nearest(name, kProposals);
  if (nearest.empty() && normalize) nearest = snapshot.nearest(normalize(name), kProposals);
  std::string message = fmt::format("nobody and nothing in the store is called \"{}\"", name);
  for (std::size_t at = 0; at < nearest.size(); ++at) {
    message += (at == 0 ? "; nearest: " : ", ") + nearest[at].name;
  }
  throw Error(ErrorKind::kNotFound, message);
}

}  // namespace

std::string describe(const StoredEntity& entity) {
  const auto& [kind, name, discriminator] = entity.entity;
  return discriminator.empty() ? fmt::format("{} ({})", name, kind)
                               : fmt::format("{} ({}, {})", name, kind, discriminator);
}

std::vector<StoredEntity> resolve_all(const Snapshot& snapshot, std::string_view name,
                                      const NormalizeName& normalize) {
  auto found = look_up(snapshot, name, normalize);
  if (found.empty()) found = look_up_by_kind(snapshot, name, normalize);
  if (found.empty()) {
    if (const auto id = Id::parse(name, 'Q')) found = read_all(snapshot, {*id});
  }
  if (found.empty()) refuse_unknown(snapshot, name, normalize);
  return found;
}

StoredEntity resolve_one(const Snapshot& snapshot, std::string_view name, const NormalizeName& normalize) {
  auto found = resolve_all(snapshot, name, normalize);
  if (found.size() == 1) return std::move(found.front());
  std::string message = fmt::format("\"{}\" may mean:", name);
  for (const StoredEntity& entity : found)
    message += fmt::format("\n  {}  {}", entity.id.print('Q'), describe(entity));
  throw Error(ErrorKind::kUsage, message + "\ngive the id or kind:name instead");
}

std::string resolve_relation(const Ontology& ontology, std::string_view word) {
  if (ontology.relation(word) != nullptr) return std::string(word);
  for (const RelationDeclaration& relation : ontology.relations()) {
    if (relation.label_zh == word || relation.label_en == word) return relation.name;
  }
  return std::string(word);
}

}  // namespace guanxi
