// libs: guanxi::extract
// A file of a schema pack: the first line is its name, the rest what stands in it. It is loaded beside the
// sound files of a pack and refused as Error(kInput), or taken.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "extract/dates/date_recognizer.h"
#include "extract/mentions/entity_kinds.h"
#include "extract/mentions/lexicon.h"
#include "extract/rules/rule_set.h"
#include "extract/statement/error.h"
#include "extract/text/layout_pack.h"
#include "tests/rules/small_pack.h"

namespace {

namespace fs = std::filesystem;

// The packs core and zh with their longest lists cut short, so that loading takes milliseconds; and a pack
// "trial" that extends them.
class ShortPacks {
 public:
  ShortPacks() {
    const fs::path schemas = fs::path(GUANXI_SOURCE_DIR) / "schemas";
    fs::create_directories(folder_);
    for (const char* pack : {"core", "zh"})
      fs::copy(schemas / pack, folder_ / pack, fs::copy_options::recursive);
    for (const char* list : {"words-1.tsv", "words-2.tsv", "given-names.tsv"})
      cut(language() / "lexicon" / list);
    fs::create_directories(trial() / "lexicon");
    std::ofstream(trial() / "pack.yaml") << "name: trial\nextends: [zh]\n";
  }
  ~ShortPacks() { fs::remove_all(folder_); }

  fs::path language() const { return folder_ / "zh"; }
  fs::path trial() const { return folder_ / "trial"; }

 private:
  static void cut(const fs::path& list) {
    std::ifstream in(list);
    std::string text, line;
    for (int lines = 0; lines < 30 && std::getline(in, line); ++lines) text += line + "\n";
    std::ofstream(list) << text;
  }

  fs::path folder_ = fs::temp_directory_path() / ("guanxi-fuzz-" + std::to_string(getpid()));
};

const ShortPacks& packs() {
  static const ShortPacks made;
  return made;
}

void write(const fs::path& file, std::string_view text) {
  std::ofstream(file, std::ios::binary) << text;
}

// Files that need no other ones than a pack of a screen.
void load_small(const fs::path& name, std::string_view text) {
  static const guanxi::SmallPack sound;
  const fs::path file = sound.folder() / name;
  std::ifstream in(file);
  const std::string before{std::istreambuf_iterator<char>(in), {}};
  write(file, text);
  try {
    const guanxi::Pack pack = sound.load();
    const guanxi::Grammar grammar(pack);
    const guanxi::Alphabet alphabet(pack.ontology(), grammar.markers());
    const guanxi::RuleSet rules(pack, alphabet, grammar);
  } catch (const guanxi::Error& error) {
    if (error.kind() != guanxi::ErrorKind::kInput) std::abort();
  }
  write(file, before);
}

// Word lists and names, on top of a whole language.
void load_words(const fs::path& name, std::string_view text) {
  const bool settings = name == "names.yaml" || name == "lexicon/words-1.tsv";  // of the language alone
  const fs::path file = (settings ? packs().language() : packs().trial()) / name;
  std::string before;
  if (settings) {
    std::ifstream in(file);
    before.assign(std::istreambuf_iterator<char>(in), {});
  }
  write(file, text);
  try {
    const guanxi::EntityKinds kinds(guanxi::Pack::load({packs().trial()}));
    const guanxi::Lexicon lexicon(kinds.language_folder(), kinds.extension());
  } catch (const guanxi::Error& error) {
    if (error.kind() != guanxi::ErrorKind::kInput) std::abort();
  }
  settings ? write(file, before) : static_cast<void>(fs::remove(file));
}

void load_layout(const fs::path& name, std::string_view text) {
  const fs::path layout = packs().trial() / "layout.yaml";
  fs::copy_file(packs().language() / "layout.yaml", layout, fs::copy_options::overwrite_existing);
  write(packs().trial() / name, text);
  try {
    const guanxi::LayoutPack pack(packs().trial());
  } catch (const guanxi::Error& error) {
    if (error.kind() != guanxi::ErrorKind::kInput) std::abort();
  }
  fs::remove(packs().trial() / name);
  fs::remove(layout);
}

void load_dates(std::string_view text) {
  const fs::path file = packs().trial() / "dates.yaml";
  write(file, text);
  try {
    const guanxi::DateRecognizer dates(file.string());
  } catch (const guanxi::Error& error) {
    if (error.kind() != guanxi::ErrorKind::kInput) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t end = std::min(input.find('\n'), input.size());
  const std::string_view name = input.substr(0, end);
  const std::string_view text = input.substr(std::min(end + 1, input.size()));
  for (const char* small : {"pack.yaml", "ontology.yaml", "grammar.yaml", "rules/rules.yaml"})
    if (name == small) load_small(name, text);
  for (const char* list : {"names.yaml", "lexicon/people.tsv", "lexicon/places.tsv", "lexicon/titles.tsv",
                           "lexicon/surnames.tsv", "lexicon/words-1.tsv", "lexicon/institution-suffixes.tsv"})
    if (name == list) load_words(name, text);
  if (name == "layout.yaml" || name == "slips.tsv") load_layout(name, text);
  if (name == "dates.yaml") load_dates(text);
  return 0;
}
