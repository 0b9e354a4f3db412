#include "tools/commands/pack_path.h"

#include <string>

#include "extract/statement/error.h"
#include "tools/commands/options.h"

namespace guanxi::cli {
namespace {

namespace fs = std::filesystem;

// GUANXI_BUILD_DIR, GUANXI_SOURCE_DIR and GUANXI_PACKS_FROM_BIN come from tools/CMakeLists.txt.
bool in_build_tree(const fs::path& program) {
  std::error_code ignored;
  fs::path relative = fs::relative(program, GUANXI_BUILD_DIR, ignored);
  return !relative.empty() && *relative.begin() != "..";
}

}  // namespace

fs::path packs_folder() {
  std::error_code error;
  fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (error) throw Error(ErrorKind::kSystem, "cannot tell where this program is: " + error.message());
  fs::path folder = in_build_tree(program)
                        ? fs::path(GUANXI_SOURCE_DIR) / "schemas"
                        : (program.parent_path() / GUANXI_PACKS_FROM_BIN).lexically_normal();
  if (fs::is_directory(folder, error)) return folder;
  throw Error(ErrorKind::kSystem, "no schema packs in " + folder.string() +
                                      "; install guanxi anew or name a pack with --schema DIR");
}

std::vector<fs::path> chosen_packs(const Arguments& arguments) {
  std::vector<std::string> named = arguments.list("schema");
  if (named.empty()) return {packs_folder() / "zh"};
  return {named.begin(), named.end()};
}

Pack load_pack(const Arguments& arguments) {
  return Pack::load(chosen_packs(arguments), {packs_folder()});
}

}  // namespace guanxi::cli
