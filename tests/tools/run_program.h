// Runs the guanxi program as a user's shell does, for end-to-end tests.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace guanxi {

struct ProgramResult {
  int status = -1;  // exit status, or 128 + the signal that ended it
  std::string out;
  std::string err;
};

// Standard input is empty. Runs in the given folder.
ProgramResult run_guanxi(const std::vector<std::string>& arguments,
                         const std::filesystem::path& folder = ".");
// The same through the shell, for redirections: "$guanxi" stands for the program.
ProgramResult run_shell(const std::string& line, const std::filesystem::path& folder = ".");

// The same without root's right to read and write everything, where this process has it.
ProgramResult run_unprivileged(const std::string& line, const std::filesystem::path& folder = ".");

// A folder of the test's own, removed at its end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  // Writes a file there (with the folders above it) and returns its path.
  std::filesystem::path write(const std::filesystem::path& name, const std::string& bytes) const;

 private:
  std::filesystem::path path_;
};

std::string read_bytes(const std::filesystem::path& file);

}  // namespace guanxi
