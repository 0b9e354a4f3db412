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

}  // namespace

InputFiles find_input_files(const std::vector<std::string>& arguments, bool all_files) {
  Finder finder(all_files);
  for (const std::string& argument : arguments) finder.add(argument, true);
  return finder.take();
}

InputFile::InputFile(std::string path) : path_(std::move(path)) {
  descriptor_ = open(path_.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  const int error = errno;
  if (descriptor_ < 0)
    throw Error(error == EMFILE || error == ENFILE ? ErrorKind::kSystem : ErrorKind::kInput,
                path_ + ": " + reason(error));
  struct stat status {};
  const int failure = fstat(descriptor_, &status) != 0 ? errno : 0;
  if (failure == 0 && S_ISREG(status.st_mode)) {
    size_ = static_cast<std::uint64_t>(status.st_size);
    return;
  }
  close(descriptor_);
  if (failure != 0) throw Error(ErrorKind::kSystem, path_ + ": " + reason(failure));
  throw Error(ErrorKind::kInput, path_ + ": " + std::string(what_it_is(status.st_mode)));
}

InputFile::~InputFile() {
  close(descriptor_);
}

std::string InputFile::read(std::uint64_t offset, std::size_t length) const {
  std::string bytes(length, '\0');
  std::size_t size = 0;
  while (size < length) {
    const ssize_t got =
        pread(descriptor_, bytes.data() + size, length - size, static_cast<off_t>(offset + size));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw Error(ErrorKind::kSystem, path_ + ": " + reason(errno));
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  bytes.resize(size);
  return bytes;
}

// Until the end: the file may have grown or shrunk meanwhile.
std::string read_input_file(const std::string& path) {
  const InputFile file(path);
  std::string bytes = file.read(0, static_cast<std::size_t>(file.size()) + 1);
  for (std::string more; bytes.size() > file.size(); bytes += more) {
    more = file.read(bytes.size(), std::size_t{1} << 20);
    if (more.empty()) break;
  }
  return bytes;
}

}  // namespace guanxi::cli
