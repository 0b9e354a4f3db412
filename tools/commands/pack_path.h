// Where the schema packs are: beside the sources for a program run from the build tree, under
// share/guanxi/schemas for an installed one, wherever it was installed to.
#pragma once

#include <filesystem>
#include <vector>

#include "extract/pack/pack.h"

namespace guanxi::cli {

class Arguments;

// The folder that holds the packs that come with guanxi. Throws Error(kSystem) that names the places looked
// at.
std::filesystem::path packs_folder();

// The folders of the packs to work with: those that --schema names, else the pack for Chinese.
std::vector<std::filesystem::path> chosen_packs(const Arguments& arguments);

// The pack to work with, loaded with those that it extends.
Pack load_pack(const Arguments& arguments);

}  // namespace guanxi::cli
