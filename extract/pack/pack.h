// Pack: a schema pack, a folder of data that says what to recognise and what to state.
//
//   pack.yaml       name, and the packs that it extends
//   ontology.yaml   kinds of entities and relations
//   lexicon/*.tsv   names; names.yaml, dates.yaml, layout.yaml, grammar.yaml: wording
//   rules/*.yaml    rules with their examples
//
// A pack that extends others sees their files before its own. schemas/README.md is the manual of every file.
// Immutable after loading; any number of threads may read it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "extract/statement/ontology.h"

namespace guanxi {

class Pack {
 public:
  // Loads the packs in the given folders, each after those that it extends; those are looked for beside it,
  // then in the folders of `search`. Throws Error(kInput) with file, line and column.
  static Pack load(const std::vector<std::filesystem::path>& folders,
                   const std::vector<std::filesystem::path>& search = {});

  struct Member {
    std::string name;
    std::filesystem::path folder;
  };
  // In the order of loading: what is extended comes first.
  const std::vector<Member>& members() const { return members_; }
  const Ontology& ontology() const { return ontology_; }

  // The files called name, one for each member that has it; and all files of a folder with that ending,
  // sorted.
  std::vector<std::filesystem::path> files(std::string_view name) const;
  std::vector<std::filesystem::path> files(std::string_view folder, std::string_view extension) const;
  // The last member's file of that name. Throws Error(kInput) when no member has it.
  std::filesystem::path file(std::string_view name) const;
  // The name of the member that a file belongs to.
  std::string_view owner(const std::filesystem::path& file) const;

  // Changes when any file of any member changes: 16 hex digits.
  const std::string& fingerprint() const { return fingerprint_; }

 private:
  void add(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& search,
           std::vector<std::filesystem::path>& pending);
  void load_ontology();
  void compute_fingerprint();

  std::vector<Member> members_;
  Ontology ontology_;
  std::string fingerprint_;
};

}  // namespace guanxi
