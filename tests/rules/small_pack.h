// A pack small enough to read, for tests: written to a temporary folder, loaded, removed.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "extract/pack/pack.h"

namespace guanxi {

class SmallPack {
 public:
  explicit SmallPack(const std::string& rules = "rules: []\n") {
    static int count = 0;
    folder_ = std::filesystem::temp_directory_path() /
              ("guanxi-pack-" + std::to_string(getpid()) + "-" + std::to_string(count++));
    std::filesystem::create_directories(folder_ / "rules");
    write("pack.yaml", "name: small\n");
    write("ontology.yaml",
          "kinds:\n"
          "  - {name: person, label: Person}\n"
          "  - {name: country, label: Country}\n"
          "  - {name: work, label: Work}\n"
          "relations:\n"
          "  - {name: phoned, family: contact, directed: false, subject: [person, country], object: [person, "
          "country]}\n"
          "  - {name: published, subject: [person, country], object: [work]}\n");
    write("grammar.yaml",
          "clause_marks: \"，。；\"\n"
          "sentence_marks: \"。\"\n"
          "list: {separator: \"、|和\", tail: \"等(?:国)?\"}\n"
          "markers: {say: [说], wish: [愿], plan: [将], negate: [未]}\n"
          "skip: [已, 分别]\n"
          "plain: [将军]\n"
          "pronouns: [{words: [他], means: person, kind: person}]\n");
    write("rules/rules.yaml", rules);
  }
  ~SmallPack() { std::filesystem::remove_all(folder_); }

  Pack load() const { return Pack::load({folder_}); }
  const std::filesystem::path& folder() const { return folder_; }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace guanxi
