#include "extract/mentions/entity_kinds.h"

#include <fmt/format.h>

#include <algorithm>

#include "extract/pack/tsv.h"
#include "extract/statement/error.h"

namespace guanxi {
namespace {

MentionKind found_as(const KindDeclaration& kind, const std::filesystem::path& file) {
  for (MentionKind known : {MentionKind::kPerson, MentionKind::kInstitution, MentionKind::kCountry,
                            MentionKind::kPlace, MentionKind::kWork, MentionKind::kEvent})
    if (kind_name(known) == kind.like) return known;
  throw Error(ErrorKind::kInput,
              fmt::format("{}: the kind \"{}\" is like \"{}\"; expected person, institution, country, place, "
                          "work or event",
                          file.string(), kind.name, kind.like));
}

}  // namespace

EntityKinds::EntityKinds(const Pack& pack) {
  std::vector<std::filesystem::path> languages = pack.files("names.yaml");
  if (languages.empty())
    throw Error(ErrorKind::kInput, "no pack in use has a file \"names.yaml\"; extend the pack of a language");
  if (languages.size() > 1) {
    throw Error(
        ErrorKind::kInput,
        fmt::format("{}: only one pack may have this file, and {} is there; words are added in lexicon/",
                    languages[1].string(), languages[0].string()));
  }
  language_folder_ = languages[0].parent_path();
  for (const Pack::Member& member : pack.members())
    if (member.folder != language_folder_) extension_.folders.push_back(member.folder);
  for (const KindDeclaration& declared : pack.ontology().kinds()) {
    if (declared.like.empty()) continue;
    Kind kind{declared.name, found_as(declared, pack.file("ontology.yaml")), {}};
    extension_.kinds.emplace_back(kind.name, kind.like);
    for (const auto& file : pack.files("lexicon/" + kind.name + ".tsv"))
      for (const TsvRow& row : load_tsv(file, 1, 2)) names_[row.cells[0]] = kinds_.size();
    for (const auto& file : pack.files("lexicon/" + kind.name + "-endings.tsv"))
      for (const TsvRow& row : load_tsv(file, 1, 1)) kind.endings.push_back(row.cells[0]);
    kinds_.push_back(std::move(kind));
  }
}

void EntityKinds::tell(std::vector<Mention>& mentions) const {
  if (kinds_.empty()) return;
  for (Mention& mention : mentions) {
    if (auto named = names_.find(mention.canonical);
        named != names_.end() && kinds_[named->second].like == mention.kind) {
      mention.narrower = kinds_[named->second].name;
      continue;
    }
    for (const Kind& kind : kinds_) {
      bool ends = std::any_of(kind.endings.begin(), kind.endings.end(),
                              [&](const std::string& ending) { return mention.canonical.ends_with(ending); });
      if (kind.like == mention.kind && ends) mention.narrower = kind.name;
    }
  }
}

}  // namespace guanxi
