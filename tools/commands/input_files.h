// The documents that a user names on a command line: files, and folders with everything below them.
//
// Nothing that cannot be read stops the others: it is refused with its name and the reason. Links are
// followed, but no folder is entered twice, so a loop of links ends with a named refusal.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace guanxi::cli {

struct Refusal {
  std::string path;
  std::string reason;
};

struct InputFiles {
  std::vector<std::string> paths;  // as given, or below the folder as given; each once
  std::vector<Refusal> refused;
  std::vector<std::string> passed_over;  // in folders: files that do not end in .txt
};

// Files named outright are always taken; of those in a folder, the ones that end in .txt, or all of them. In
// the order of the arguments, the files of a folder by name.
InputFiles find_input_files(const std::vector<std::string>& arguments, bool all_files);

// The bytes of a regular file. Throws Error(kInput) for what is not there or no regular file (a folder, a
// pipe, a device, which are never opened for waiting), Error(kSystem) where reading fails; messages name the
// file.
std::string read_input_file(const std::string& path);

}  // namespace guanxi::cli
