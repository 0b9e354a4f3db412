#include "graph/store/sorter.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <boost/sort/pdqsort/pdqsort.hpp>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <utility>

#include "extract/statement/error.h"
#include "graph/store/huge_pages.h"

namespace guanxi {
namespace {

constexpr std::size_t kLarge = 1u << 20;  // bytes: from here on room for much is taken at once
constexpr std::size_t kIoBuffer = 256u << 10;
constexpr std::size_t kPrefetch = 16;  // pairs
constexpr std::size_t kLine = 64;      // of the processor's cache

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

// The first bytes of the key stand beside the source, so that few comparisons look further.
struct Sorter::Entry {
  Head head;
  Source* source;
};

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
    if (items_.size() == items_.capacity() && memory() > kLarge)
      items_.reserve(std::max(room_ / (memory() / items_.size()), items_.size() * 2));
    items_.push_back({head_of(key), bytes_.size(), static_cast<std::uint32_t>(key.size()),
                      static_cast<std::uint32_t>(value.size())});
    // Past a megabyte the room for the whole buffer is taken at once: growing by doubling copies it again and
    // again.
    if (bytes_.size() + key.size() + value.size() > bytes_.capacity() && bytes_.size() > kLarge)
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

  bool is_large() const { return bytes_.capacity() > kLarge; }
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
    if (i >= items_.size()) return;
    __builtin_prefetch(bytes_.data() + items_[i].at);
    __builtin_prefetch(bytes_.data() + items_[i].at + kLine);  // a prefetch behind the end does nothing
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

// What a merge reads from: sorted pairs, one at hand.
class Sorter::Source {
 public:
  virtual ~Source() = default;
  // Steps to the next pair; false at the end.
  virtual bool step() = 0;

  std::string_view key, value;
};

// The pairs that came last and were never written.
class Sorter::Rest : public Source {
 public:
  explicit Rest(const Buffer& sorted) : buffer_(sorted) {}
  bool step() override {
    if (at_ == buffer_.size()) return false;
    buffer_.prefetch(at_ + kPrefetch);
    const Item& item = buffer_.item(at_++);
    key = buffer_.key(item);
    value = buffer_.value(item);
    return true;
  }

 private:
  const Buffer& buffer_;
  std::size_t at_ = 0;
};

// One sorted run in a file that has no name any more, so that nothing stays behind after a crash.
class Sorter::Run : public Source {
 public:
  explicit Run(const std::filesystem::path& folder) : folder_(folder) {
    std::string name = (folder / "sort-XXXXXX").string();
    file_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (file_ < 0) fail(folder_, "made");
    ::unlink(name.c_str());
  }
  ~Run() override { ::close(file_); }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  void write(const Buffer& sorted) {
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      sorted.prefetch(i + kPrefetch);
      const Item& item = sorted.item(i);
      const std::uint32_t sizes[2] = {item.key_size, item.value_size};
      put({reinterpret_cast<const char*>(sizes), sizeof sizes});
      put(sorted.pair(item));
    }
    flush();
    if (::lseek(file_, 0, SEEK_SET) < 0) fail(folder_, "read");
  }

  bool step() override {
    begin_ += key.size() + value.size();
    key = value = {};
    std::uint32_t sizes[2];
    if (!fill(sizeof sizes)) return false;
    std::memcpy(sizes, io_.get() + begin_, sizeof sizes);
    begin_ += sizeof sizes;
    if (!fill(std::size_t{sizes[0]} + sizes[1])) fail(folder_, "read to its end");
    key = {io_.get() + begin_, sizes[0]};
    value = {io_.get() + begin_ + sizes[0], sizes[1]};
    return true;
  }

 private:
  void put(std::string_view bytes) {
    if (bytes.size() > room_ - end_) flush();
    if (bytes.size() > room_) return write_out(bytes);
    std::memcpy(io_.get() + end_, bytes.data(), bytes.size());
    end_ += bytes.size();
  }

  void flush() { write_out({io_.get(), std::exchange(end_, 0)}); }

  void write_out(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(file_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail(folder_, "written");
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  // Makes need bytes from begin_ on available.
  bool fill(std::size_t need) {
    if (end_ - begin_ >= need) return true;
    const std::size_t have = end_ - begin_;
    if (need <= room_) {
      std::memmove(io_.get(), io_.get() + begin_, have);
    } else {
      room_ = need + kIoBuffer;
      auto larger = std::make_unique_for_overwrite<char[]>(room_);
      std::memcpy(larger.get(), io_.get() + begin_, have);
      io_ = std::move(larger);
    }
    begin_ = 0;
    end_ = have;
    while (end_ < need) {
      const ssize_t got = ::read(file_, io_.get() + end_, room_ - end_);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) fail(folder_, "read");
      if (got == 0) return false;
      end_ += static_cast<std::size_t>(got);
    }
    return true;
  }

  std::filesystem::path folder_;
  int file_ = -1;
  // What is on its way to the file, and later from it.
  std::size_t room_ = kIoBuffer;
  std::unique_ptr<char[]> io_ = std::make_unique_for_overwrite<char[]>(kIoBuffer);
  std::size_t begin_ = 0, end_ = 0;
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
  if (!large_ && buffer_->memory() > kLarge) grow();
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
  buffer_->sort();
  rest_ = std::make_unique<Rest>(*buffer_);
  auto enter = [&](Source* source) {
    if (source->step()) heap_.push_back({head_of(source->key), source});
  };
  for (const auto& run : runs_) enter(run.get());
  enter(rest_.get());
  for (std::size_t at = heap_.size(); at-- > 0;) sift(at);
}

// The top of the heap was given last: its next pair takes its place, which moves it less than leaving and
// entering again would.
bool Sorter::next(std::string_view& key, std::string_view& value) {
  if (!started_) start();
  if (given_) {
    Source* top = heap_.front().source;
    if (top->step()) {
      heap_.front().head = head_of(top->key);
    } else {
      heap_.front() = heap_.back();
      heap_.pop_back();
    }
    sift(0);
  }
  given_ = !heap_.empty();
  if (!given_) {
    spare(std::move(buffer_));
    return false;
  }
  key = heap_.front().source->key;
  value = heap_.front().source->value;
  return true;
}

// Lets what stands at a place of the heap sink to where it belongs.
void Sorter::sift(std::size_t at) {
  auto before = [](const Entry& a, const Entry& b) {
    return a.head != b.head ? a.head < b.head : a.source->key < b.source->key;
  };
  if (at >= heap_.size()) return;
  const Entry sinking = heap_[at];
  for (std::size_t child = 2 * at + 1; child < heap_.size(); child = 2 * at + 1) {
    if (child + 1 < heap_.size() && before(heap_[child + 1], heap_[child])) ++child;
    if (!before(heap_[child], sinking)) break;
    heap_[at] = heap_[child];
    at = child;
  }
  heap_[at] = sinking;
}

}  // namespace guanxi
