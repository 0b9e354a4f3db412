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

// A regular file, open for reading. Throws Error(kInput) for what is not there or no regular file (a folder,
// a pipe, a device, which are never opened for waiting), Error(kSystem) where reading fails; messages name
// the file.
class InputFile {
 public:
  explicit InputFile(std::string path);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  std::uint64_t size() const { return size_; }  // as it was opened
  // Up to `length` bytes from an offset; fewer only at the end of the file.
  std::string read(std::uint64_t offset, std::size_t length) const;

 private:
  std::string path_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

// All of a file.
std::string read_input_file(const std::string& path);

}  // namespace guanxi::cli
