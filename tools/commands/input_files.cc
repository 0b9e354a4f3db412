#include "tools/commands/input_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>
#include <utility>

#include "extract/statement/error.h"

namespace guanxi::cli {
namespace {

namespace fs = std::filesystem;

std::string_view what_it_is(mode_t mode) {
  if (S_ISDIR(mode)) return "is a folder";
  if (S_ISFIFO(mode)) return "is a pipe, not a file";
  if (S_ISSOCK(mode)) return "is a socket, not a file";
  return "is a device, not a file";
}

std::string reason(int error) {
  if (error == ELOOP) return "is a loop of links";
  if (error == ENOENT) return "there is no such file or folder";
  if (error == EACCES) return "permission denied";
  return std::strerror(error);
}

class Finder {
 public:
  explicit Finder(bool all_files) : all_files_(all_files) {}

  void add(const std::string& path, bool named) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) {
      refuse(path, reason(errno));
    } else if (S_ISDIR(status.st_mode)) {
      enter(path, status);
    } else if (!S_ISREG(status.st_mode)) {
      refuse(path, std::string(what_it_is(status.st_mode)));
    } else if (!seen_.insert(fs::path(path).lexically_normal()).second) {
      return;
    } else if (named || all_files_ || fs::path(path).extension() == ".txt") {
      found_.paths.push_back(path);
    } else {
      found_.passed_over.push_back(path);
    }
  }

  InputFiles take() { return std::move(found_); }

 private:
  void refuse(const std::string& path, const std::string& why) { found_.refused.push_back({path, why}); }

  void enter(const std::string& path, const struct stat& status) {
    if (!folders_.insert({status.st_dev, status.st_ino}).second) {
      refuse(path, "leads to a folder that is read already (a loop of links, or it is named twice)");
      return;
    }
    std::error_code error;
    std::vector<std::string> entries;
    for (fs::directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error))
      entries.push_back(entry->path().string());
    if (error) refuse(path, reason(error.value()));
    std::sort(entries.begin(), entries.end());
    for (const std::string& entry : entries) add(entry, false);
  }

  bool all_files_;
  InputFiles found_;
  std::set<fs::path> seen_;
  std::set<std::pair<dev_t, ino_t>> folders_;
};

class OpenFile {
 public:
  explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
  ~OpenFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

 private:
  int descriptor_;
};

}  // namespace

InputFiles find_input_files(const std::vector<std::string>& arguments, bool all_files) {
  Finder finder(all_files);
  for (const std::string& argument : arguments) finder.add(argument, true);
  return finder.take();
}

std::string read_input_file(const std::string& path) {
  int descriptor = open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  int error = errno;
  OpenFile file(descriptor);
  if (descriptor < 0)
    throw Error(error == EMFILE || error == ENFILE ? ErrorKind::kSystem : ErrorKind::kInput,
                path + ": " + reason(error));
  struct stat status {};
  if (fstat(descriptor, &status) != 0) throw Error(ErrorKind::kSystem, path + ": " + reason(errno));
  if (!S_ISREG(status.st_mode))
    throw Error(ErrorKind::kInput, path + ": " + std::string(what_it_is(status.st_mode)));
  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t size = 0;
  while (true) {  // until the end: the file may have grown or shrunk meanwhile
    if (size == bytes.size()) bytes.resize(size + std::max<std::size_t>(size / 8, 4096));
    ssize_t got = read(descriptor, bytes.data() + size, bytes.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw Error(ErrorKind::kSystem, path + ": " + reason(errno));
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace guanxi::cli
