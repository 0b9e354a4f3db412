#include "graph/store/sorter.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <boost/sort/pdqsort/pdqsort.hpp>
#include <cerrno>
#include <cstring>
#include <mutex>

#include "extract/statement/error.h"
#include "graph/store/huge_pages.h"

namespace guanxi {
namespace {

constexpr std::size_t kIoBuffer = 1u << 20;
constexpr std::size_t kPrefetch = 16;  // pairs

// The first sixteen bytes as a number that sorts as they do: most comparisons end here.
using Head = unsigned __int128;

Head head_of(std::string_view key) {
  std::uint64_t parts[2] = {0, 0};
  std::memcpy(parts, key.data(), std::min(key.size(), sizeof parts));
  return static_cast<Head>(__builtin_bswap64(parts[0])) << 64 | __builtin_bswap64(parts[1]);
}

[[noreturn]] void fail(const std::filesystem::path& folder, const char* what) {
  throw Error(ErrorKind::kSystem, fmt::format("{}: a sorting file cannot be {}: {}", folder.string(), what,
                                              std::strerror(errno)));
}

}  // namespace

struct Sorter::Item {
  Head head;
  std::uint64_t at;  // of the key in the buffer's bytes
  std::uint32_t key_size;
  std::uint32_t value_size;
};

class Sorter::Buffer {
 public:
  // room: how many bytes to expect in a large one.
  explicit Buffer(std::size_t room) : room_(room) {}

  void add(std::string_view key, std::string_view value) {
    if (items_.size() == items_.capacity() && memory() > kIoBuffer)
      items_.reserve(std::max(room_ / (memory() / items_.size()), items_.size() * 2));
    items_.push_back({head_of(key), bytes_.size(), static_cast<std::uint32_t>(key.size()),
                      static_cast<std::uint32_t>(value.size())});
    // Past a megabyte the room for the whole buffer is taken at once: growing by doubling copies it again and
    // again.
    if (bytes_.size() + key.size() + value.size() > bytes_.capacity() && bytes_.size() > kIoBuffer)
      bytes_.reserve(std::max(room_, bytes_.size() * 2));
    bytes_.append(key).append(value);
  }

  void sort() {
    boost::sort::pdqsort_branchless(items_.begin(), items_.end(), [this](const Item& a, const Item& b) {
      if (a.head != b.head) [[likely]]
        return a.head < b.head;
      return key(a) < key(b);
    });
  }

  // Takes over what a smaller one holds.
  void assign(const Buffer& other) {
    bytes_.assign(other.bytes_);
    items_.assign(other.items_.begin(), other.items_.end());
  }

  // Keeps its room for the next pairs.
  void clear() {
    bytes_.clear();
    items_.clear();
  }

  bool is_large() const { return bytes_.capacity() > kIoBuffer; }
  std::size_t memory() const { return bytes_.size() + items_.size() * sizeof(Item); }
  std::size_t size() const { return items_.size(); }
  const Item& item(std::size_t i) const { return items_[i]; }
  std::string_view key(const Item& item) const { return {bytes_.data() + item.at, item.key_size}; }
  std::string_view value(const Item& item) const {
    return {bytes_.data() + item.at + item.key_size, item.value_size};
  }
  std::string_view pair(const Item& item) const {
    return {bytes_.data() + item.at, std::size_t{item.key_size} + item.value_size};
  }
  // The pairs stand anywhere in memory: what comes soon is fetched ahead.
  void prefetch(std::size_t i) const {
    if (i < items_.size()) __builtin_prefetch(bytes_.data() + items_[i].at);
  }

 private:
  std::size_t room_;
  std::basic_string<char, std::char_traits<char>, HugePages<char>> bytes_;
  std::vector<Item, HugePages<Item>> items_;
};

class Sorter::Spares {
 public:
  void give(std::unique_ptr<Buffer> buffer) {
    if (!buffer->is_large()) return;
    buffer->clear();
    const std::lock_guard<std::mutex> lock(mutex_);
    buffers_.push_back(std::move(buffer));
  }
  // None where there is none.
  std::unique_ptr<Buffer> take() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (buffers_.empty()) return nullptr;
    std::unique_ptr<Buffer> taken = std::move(buffers_.back());
    buffers_.pop_back();
    return taken;
  }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<Buffer>> buffers_;
};

// One sorted run in a file that has no name any more, so that nothing stays behind after a crash.
class Sorter::Run {
 public:
  explicit Run(const std::filesystem::path& folder) : folder_(folder) {
    std::string name = (folder / "sort-XXXXXX").string();
    file_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (file_ < 0) fail(folder_, "made");
    ::unlink(name.c_str());
  }
  ~Run() { ::close(file_); }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  void write(const Buffer& sorted) {
    std::string out;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      sorted.prefetch(i + kPrefetch);
      const Item& item = sorted.item(i);
      std::uint32_t sizes[2] = {item.key_size, item.value_size};
      out.append(reinterpret_cast<const char*>(sizes), sizeof sizes);
      out.append(sorted.pair(item));
      if (out.size() >= kIoBuffer) flush(out);
    }
    flush(out);
    if (::lseek(file_, 0, SEEK_SET) < 0) fail(folder_, "read");
  }

  // Steps to the next pair; false at the end.
  bool step() {
    at_ += key_size_ + value_size_;
    std::uint32_t sizes[2];
    if (!fill(sizeof sizes)) return false;
    std::memcpy(sizes, in_.data() + at_, sizeof sizes);
    at_ += sizeof sizes;
    key_size_ = sizes[0];
    value_size_ = sizes[1];
    if (!fill(key_size_ + value_size_)) fail(folder_, "read to its end");
    head_ = head_of(key());
    return true;
  }

  Head head() const { return head_; }
  std::string_view key() const { return {in_.data() + at_, key_size_}; }
  std::string_view value() const { return {in_.data() + at_ + key_size_, value_size_}; }

 private:
  void flush(std::string& out) {
    for (std::size_t done = 0; done < out.size();) {
      ssize_t written = ::write(file_, out.data() + done, out.size() - done);
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail(folder_, "written");
      done += static_cast<std::size_t>(written);
    }
    out.clear();
  }

  // Makes need bytes from at_ on available.
  bool fill(std::size_t need) {
    if (in_.size() - at_ >= need) return true;
    in_.erase(0, at_);
    at_ = 0;
    while (in_.size() < need) {
      std::size_t have = in_.size();
      in_.resize(std::max(need, have + kIoBuffer / 4));
      ssize_t got = ::read(file_, in_.data() + have, in_.size() - have);
      if (got < 0 && errno != EINTR) fail(folder_, "read");
      in_.resize(have + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
      if (got == 0) return false;
    }
    return true;
  }

  std::filesystem::path folder_;
  int file_ = -1;
  std::string in_;
  std::size_t at_ = 0;
  std::size_t key_size_ = 0;
  std::size_t value_size_ = 0;
  Head head_ = 0;
};

Sorter::Sorter(Limits limits)
    : limits_(std::move(limits)), buffer_(std::make_unique<Buffer>(limits_.memory)) {}
Sorter::~Sorter() = default;
Sorter::Sorter(Sorter&&) noexcept = default;

std::shared_ptr<Sorter::Spares> Sorter::make_spares() {
  return std::make_shared<Spares>();
}

void Sorter::add(std::string_view key, std::string_view value) {
  buffer_->add(key, value);
  if (!large_ && buffer_->memory() > kIoBuffer) grow();
  if (!limits_.folder.empty() && buffer_->memory() >= limits_.memory) spill();
}

// From here on much may come.
void Sorter::grow() {
  large_ = true;
  if (limits_.spares == nullptr) return;
  std::unique_ptr<Buffer> room = limits_.spares->take();
  if (room == nullptr) return;
  room->assign(*buffer_);
  buffer_ = std::move(room);
}

void Sorter::spare(std::unique_ptr<Buffer> buffer) {
  if (large_ && limits_.spares != nullptr && buffer != nullptr) limits_.spares->give(std::move(buffer));
}

// Sorts and writes what there is on another thread; the buffer before, written by now, is filled again.
void Sorter::spill() {
  std::unique_ptr<Buffer> next = take_spilled();
  auto sort_and_write = [folder = limits_.folder](std::unique_ptr<Buffer> full) {
    full->sort();
    auto run = std::make_unique<Run>(folder);
    run->write(*full);
    full->clear();
    return Spilled{std::move(run), std::move(full)};
  };
  spilling_ = std::async(std::launch::async, sort_and_write, std::move(buffer_));
  if (next == nullptr && limits_.spares != nullptr) next = limits_.spares->take();
  buffer_ = next ? std::move(next) : std::make_unique<Buffer>(limits_.memory);
}

// The buffer of the spill under way, when that is done; none where there was no spill.
std::unique_ptr<Sorter::Buffer> Sorter::take_spilled() {
  if (!spilling_.valid()) return nullptr;
  Spilled spilled = spilling_.get();
  runs_.push_back(std::move(spilled.run));
  return std::move(spilled.buffer);
}

void Sorter::start() {
  started_ = true;
  spare(take_spilled());
  if (runs_.empty()) return buffer_->sort();
  if (buffer_->size() > 0) {
    spill();
    spare(take_spilled());
  }
  spare(std::move(buffer_));
  for (const auto& run : runs_)
    if (run->step()) heap_.push_back(run.get());
}

bool Sorter::next(std::string_view& key, std::string_view& value) {
  if (!started_) start();
  if (!runs_.empty()) return next_of_runs(key, value);
  if (buffer_ == nullptr) return false;
  if (at_ == buffer_->size()) {
    spare(std::move(buffer_));
    return false;
  }
  buffer_->prefetch(at_ + kPrefetch);
  const Item& item = buffer_->item(at_++);
  key = buffer_->key(item);
  value = buffer_->value(item);
  return true;
}

bool Sorter::next_of_runs(std::string_view& key, std::string_view& value) {
  auto later = [](const Run* a, const Run* b) {
    if (a->head() != b->head()) return a->head() > b->head();
    return a->key() > b->key();
  };
  if (last_ == nullptr) {
    std::make_heap(heap_.begin(), heap_.end(), later);
  } else if (last_->step()) {
    heap_.push_back(last_);
    std::push_heap(heap_.begin(), heap_.end(), later);
  }
  if (heap_.empty()) return false;
  std::pop_heap(heap_.begin(), heap_.end(), later);
  last_ = heap_.back();
  heap_.pop_back();
  key = last_->key();
  value = last_->value();
  return true;
}

}  // namespace guanxi
