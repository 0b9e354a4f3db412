#include "graph/store/sink.h"

#include <fmt/format.h>
#include <rocksdb/sst_file_writer.h>

#include <cstring>
#include <future>

#include "graph/store/status.h"

namespace guanxi {
namespace {

constexpr std::uint64_t kFileSize = 256u << 20;

}  // namespace

void BatchSink::put(Family family, std::string_view key, std::string_view value) {
  check(batch_.Put(database_.handle(family), rocksdb::Slice(key), rocksdb::Slice(value)));
}

void BatchSink::remove(Family family, std::string_view key) {
  check(batch_.Delete(database_.handle(family), rocksdb::Slice(key)));
}

void BatchSink::commit() {
  database_.commit(batch_);
  batch_.Clear();
}

// The files of one family. Rows wait until there is a megabyte of them and are then written by another
// thread.
class SstSink::FamilyFiles {
 public:
  FamilyFiles(const Database& database, Family family, std::string prefix)
      : database_(database), family_(family), prefix_(std::move(prefix)) {}
  ~FamilyFiles() {
    if (writing_.valid()) writing_.wait();
  }
  FamilyFiles(const FamilyFiles&) = delete;
  FamilyFiles& operator=(const FamilyFiles&) = delete;

  void put(std::string_view key, std::string_view value) { add(key, value, value.size()); }
  void remove(std::string_view key) { add(key, {}, kRemoved); }

  // Writes what is left, behind the caller's back.
  void close() {
    hand_over();
    if (writing_.valid()) writing_.get();
    if (writer_) writing_ = std::async(std::launch::async, [this] { finish_file(); });
  }

  // Once all is written. Returns the files.
  std::vector<std::string> finish() {
    close();
    if (writing_.valid()) writing_.get();
    return std::move(names_);
  }

 private:
  static constexpr std::size_t kHandOver = 1u << 20;
  static constexpr std::uint64_t kRemoved = ~std::uint64_t{0};

  void add(std::string_view key, std::string_view value, std::uint64_t mark) {
    const std::uint64_t sizes[2] = {key.size(), mark};
    waiting_.append(reinterpret_cast<const char*>(sizes), sizeof sizes).append(key).append(value);
    if (waiting_.size() >= kHandOver) hand_over();
  }

  void hand_over() {
    if (writing_.valid()) writing_.get();
    std::swap(waiting_, written_);
    waiting_.clear();
    if (!written_.empty()) writing_ = std::async(std::launch::async, [this] { write_rows(); });
  }

  void write_rows() {
    std::string_view rest = written_;
    const auto take = [&](std::size_t size) {
      std::string_view taken = rest.substr(0, size);
      rest.remove_prefix(size);
      return rocksdb::Slice(taken);
    };
    while (!rest.empty()) {
      std::uint64_t sizes[2];
      std::memcpy(sizes, take(sizeof sizes).data(), sizeof sizes);
      open_file();
      const rocksdb::Slice key = take(sizes[0]);
      check(sizes[1] == kRemoved ? writer_->Delete(key) : writer_->Put(key, take(sizes[1])));
    }
  }

  void open_file() {
    if (writer_ && writer_->FileSize() >= kFileSize) finish_file();
    if (writer_) return;
    names_.push_back(fmt::format("{}-{}.sst", prefix_, names_.size()));
    writer_ =
        std::make_unique<rocksdb::SstFileWriter>(rocksdb::EnvOptions(), database_.sst_options(family_),
                                                 database_.handle(family_), /*invalidate_page_cache=*/false);
    check(writer_->Open(names_.back()));
  }

  void finish_file() {
    check(writer_->Finish());
    writer_.reset();
  }

  const Database& database_;
  Family family_;
  std::string prefix_;
  std::string waiting_;
  std::string written_;
  std::future<void> writing_;
  std::unique_ptr<rocksdb::SstFileWriter> writer_;
  std::vector<std::string> names_;
};

SstSink::SstSink(Database& database, std::filesystem::path folder)
    : database_(database), folder_(std::move(folder)) {
  for (Family family : kFamilies)
    files_[static_cast<std::size_t>(family)] =
        std::make_unique<FamilyFiles>(database, family, (folder_ / family_name(family)).string());
}
SstSink::~SstSink() = default;

SstSink::FamilyFiles& SstSink::files(Family family) {
  return *files_[static_cast<std::size_t>(family)];
}

void SstSink::put(Family family, std::string_view key, std::string_view value) {
  files(family).put(key, value);
}

void SstSink::remove(Family family, std::string_view key) {
  files(family).remove(key);
}

void SstSink::close(Family family) {
  files(family).close();
}

void SstSink::commit() {
  for (Family family : kFamilies) close(family);
  std::vector<std::pair<Family, std::vector<std::string>>> ingested;
  for (Family family : kFamilies) {
    std::vector<std::string> names = files(family).finish();
    if (!names.empty()) ingested.emplace_back(family, std::move(names));
  }
  if (!ingested.empty()) database_.ingest(ingested);
}

}  // namespace guanxi
