#include "tools/commands/name_reader.h"

#include <fmt/format.h>

#include <iostream>
#include <memory>

#include "extract/text/layout_pack.h"
#include "extract/text/script.h"
#include "query/names/resolve.h"
#include "tools/commands/pack_path.h"

namespace guanxi::cli {
namespace {

// Dictionaries are read when the first name is not found as it was typed: most questions never need them.
NormalizeName simplifier(const Arguments& arguments) {
  auto reader = std::make_shared<std::unique_ptr<ScriptReader>>();
  return [arguments, reader](std::string_view name) {
    if (!*reader) *reader = std::make_unique<ScriptReader>(LayoutPack(chosen_packs(arguments).front()));
    return (*reader)->read(name);
  };
}

}  // namespace

NameReader::NameReader(const Snapshot& snapshot, const Arguments& arguments)
    : snapshot_(snapshot), simplify_(simplifier(arguments)) {}

StoredEntity NameReader::one(std::string_view name) const {
  return resolve_one(snapshot_, name, simplify_);
}

std::vector<Id> NameReader::all(const std::vector<std::string>& names) const {
  std::vector<Id> ids;
  for (const std::string& name : names) {
    const auto found = resolve_all(snapshot_, name, simplify_);
    if (found.size() > 1) {
      std::cerr << fmt::format("guanxi: \"{}\" means all of these:", name);
      for (const StoredEntity& entity : found)
        std::cerr << ' ' << describe(entity) << ' ' << entity.id.print('Q');
      std::cerr << '\n';
    }
    for (const StoredEntity& entity : found) ids.push_back(entity.id);
  }
  return ids;
}

}  // namespace guanxi::cli
