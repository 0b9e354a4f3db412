#include "graph/store/commit_mark.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <xxhash.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <string>

#include "extract/statement/error.h"

namespace guanxi {
namespace {

constexpr const char* kFileName = "COMMITTED";
constexpr std::string_view kManifestPrefix = "MANIFEST-";

// The numbers at fixed width, then a checksum: one short write in place.
std::string print(const CommitMark& mark) {
  std::string text = fmt::format("sequence {:020} manifest {:020} size {:020} ", mark.sequence, mark.manifest,
                                 mark.manifest_size);
  return text + fmt::format("check {:016x}\n", XXH3_64bits(text.data(), text.size()));
}

std::optional<CommitMark> parse(std::string_view text) {
  CommitMark mark;
  if (text.size() != print(mark).size()) return std::nullopt;
  auto number = [&](std::size_t at) {
    std::uint64_t value = 0;
    std::from_chars(text.data() + at, text.data() + at + 20, value);
    return value;
  };
  mark.sequence = number(9);
  mark.manifest = number(39);
  mark.manifest_size = number(65);
  return print(mark) == text ? std::optional(mark) : std::nullopt;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

CommitMark CommitMark::of(const std::filesystem::path& store, std::uint64_t sequence) {
  CommitMark mark;
  mark.sequence = sequence;
  std::string current = read_file(store / "CURRENT");
  if (!current.starts_with(kManifestPrefix)) return mark;
  std::from_chars(current.data() + kManifestPrefix.size(), current.data() + current.size(), mark.manifest);
  if (!current.empty() && current.back() == '\n') current.pop_back();
  std::error_code failure;
  std::uint64_t size = std::filesystem::file_size(store / current, failure);
  if (!failure) mark.manifest_size = size;
  return mark;
}

std::optional<CommitMark> CommitMark::read(const std::filesystem::path& store) {
  std::filesystem::path path = store / kFileName;
  // A reader may meet the writer in the middle of a write; that lasts microseconds.
  for (int attempt = 0; attempt < 20; ++attempt) {
    int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0 && errno == ENOENT) return std::nullopt;
    if (file < 0)
      throw Error(ErrorKind::kSystem,
                  fmt::format("{}: cannot be read: {}", path.string(), std::strerror(errno)));
    char bytes[256];
    ssize_t got = ::read(file, bytes, sizeof bytes);
    ::close(file);
    if (got < 0)
      throw Error(ErrorKind::kSystem,
                  fmt::format("{}: cannot be read: {}", path.string(), std::strerror(errno)));
    if (got == 0) return CommitMark{};  // a crash before the first write
    if (auto mark = parse({bytes, static_cast<std::size_t>(got)})) return mark;
    ::usleep(1000);
  }
  throw Error(ErrorKind::kStore,
              fmt::format("{}: damaged; run guanxi verify --repair to check the store and write "
                          "it anew",
                          path.string()));
}

bool CommitMark::promises_more_than(const CommitMark& state) const {
  if (sequence > state.sequence || manifest > state.manifest) return true;
  return manifest == state.manifest && manifest_size > state.manifest_size;
}

CommitMarkFile::CommitMarkFile(const std::filesystem::path& store) : path_(store / kFileName) {
  file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
  if (file_ < 0)
    throw Error(ErrorKind::kSystem,
                fmt::format("{}: cannot be opened: {}", path_.string(), std::strerror(errno)));
}

CommitMarkFile::~CommitMarkFile() {
  ::close(file_);
}

void CommitMarkFile::write(const CommitMark& mark) {
  std::string text = print(mark);
  if (::pwrite(file_, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size())) return;
  throw Error(ErrorKind::kSystem,
              fmt::format("{}: cannot be written: {}", path_.string(), std::strerror(errno)));
}

}  // namespace guanxi
