#include "tests/tools/run_program.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace guanxi {
namespace {

namespace fs = std::filesystem;

void redirect(const fs::path& file, int flags, int stream) {
  int opened = open(file.c_str(), flags, 0600);
  if (opened < 0 || dup2(opened, stream) < 0) _exit(127);
  close(opened);
}

ProgramResult run(const std::vector<std::string>& command, const fs::path& folder) {
  TemporaryFolder scratch;
  fs::path out = scratch.path() / "out", err = scratch.path() / "err";
  std::vector<char*> argv;
  for (const std::string& word : command) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  pid_t child = fork();
  if (child < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (child == 0) {
    redirect("/dev/null", O_RDONLY, STDIN_FILENO);
    redirect(out, O_CREAT | O_WRONLY, STDOUT_FILENO);
    redirect(err, O_CREAT | O_WRONLY, STDERR_FILENO);
    if (chdir(folder.c_str()) != 0) _exit(127);
    execv(argv[0], argv.data());
    _exit(127);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  ProgramResult result;
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  result.out = read_bytes(out);
  result.err = read_bytes(err);
  return result;
}

}  // namespace

ProgramResult run_guanxi(const std::vector<std::string>& arguments, const fs::path& folder) {
  std::vector<std::string> command = {GUANXI_PROGRAM};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return run(command, folder);
}

ProgramResult run_shell(const std::string& line, const fs::path& folder) {
  return run({"/bin/bash", "-c", "guanxi='" GUANXI_PROGRAM "'; " + line}, folder);
}

ProgramResult run_unprivileged(const std::string& line, const fs::path& folder) {
  if (geteuid() != 0) return run_shell(line, folder);
  return run({"/usr/bin/setpriv", "--bounding-set=-dac_override,-dac_read_search", "/bin/bash", "-c",
              "guanxi='" GUANXI_PROGRAM "'; " + line},
             folder);
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (fs::temp_directory_path() / "guanxi test XXXXXX").string();
  if (!mkdtemp(name.data())) throw std::system_error(errno, std::generic_category(), name);
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

fs::path TemporaryFolder::write(const fs::path& name, const std::string& bytes) const {
  fs::path file = path_ / name;
  fs::create_directories(file.parent_path());
  std::ofstream stream(file, std::ios::binary);
  stream << bytes;
  if (!stream.flush()) throw std::runtime_error("cannot write " + file.string());
  return file;
}

std::string read_bytes(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace guanxi
