// Where the schema packs are: beside the sources for a program run from the build tree, under
// share/guanxi/schemas for an installed one, wherever it was installed to.
#pragma once

#include <filesystem>
#include <vector>

namespace guanxi::cli {

class Arguments;

// The folder that holds the packs that come with guanxi. Throws Error(kSystem) that names the places looked
// at.
std::filesystem::path packs_folder();

// The packs to work with: those that --schema names, else the pack for Chinese.
std::vector<std::filesystem::path> chosen_packs(const Arguments& arguments);

}  // namespace guanxi::cli
