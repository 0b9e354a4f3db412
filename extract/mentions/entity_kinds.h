// EntityKinds: the kinds of entities that a pack declares beyond those that names are found as.
//
// A pack that declares a kind like another one (a company like an institution) brings two word lists for it:
// lexicon/KIND.tsv, names of that kind (canonical name, other names parted by commas), and
// lexicon/KIND-endings.tsv, endings that make a name of the broader kind one of this kind. Immutable after
// loading; any number of threads may read it.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "extract/mentions/lexicon.h"
#include "extract/mentions/mention.h"
#include "extract/pack/pack.h"

namespace guanxi {

class EntityKinds {
 public:
  // Throws Error(kInput) with file and line when a list is faulty or no pack has names.yaml.
  explicit EntityKinds(const Pack& pack);

  // The pack of the language, which has names.yaml, and what the packs after it add to its word lists.
  const std::filesystem::path& language_folder() const { return language_folder_; }
  const LexiconExtension& extension() const { return extension_; }

  // Fills in Mention::narrower, which points into this object.
  void tell(std::vector<Mention>& mentions) const;

 private:
  struct Kind {
    std::string name;
    MentionKind like;
    std::vector<std::string> endings;
  };

  std::filesystem::path language_folder_;
  LexiconExtension extension_;
  std::vector<Kind> kinds_;
  std::map<std::string, std::size_t, std::less<>> names_;  // canonical name -> index of kinds_
};

}  // namespace guanxi
