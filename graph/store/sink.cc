#include "graph/store/sink.h"

#include <fmt/format.h>

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

SstSink::SstSink(Database& database, std::filesystem::path folder)
    : database_(database), folder_(std::move(folder)) {}

void SstSink::put(Family family, std::string_view key, std::string_view value) {
  check(writer(family).Put(rocksdb::Slice(key), rocksdb::Slice(value)));
}

void SstSink::remove(Family family, std::string_view key) {
  check(writer(family).Delete(rocksdb::Slice(key)));
}

rocksdb::SstFileWriter& SstSink::writer(Family family) {
  auto& writer = writers_[static_cast<std::size_t>(family)];
  if (writer && writer->FileSize() >= kFileSize) finish_file(family);
  if (!writer) {
    auto& files = files_[static_cast<std::size_t>(family)];
    files.push_back((folder_ / fmt::format("{}-{}.sst", family_name(family), files.size())).string());
    writer = std::make_unique<rocksdb::SstFileWriter>(rocksdb::EnvOptions(), database_.sst_options(family),
                                                      database_.handle(family));
    check(writer->Open(files.back()));
  }
  return *writer;
}

void SstSink::finish_file(Family family) {
  auto& writer = writers_[static_cast<std::size_t>(family)];
  check(writer->Finish());
  writer.reset();
}

void SstSink::commit() {
  std::vector<std::pair<Family, std::vector<std::string>>> ingested;
  for (Family family : kFamilies) {
    auto index = static_cast<std::size_t>(family);
    if (writers_[index]) finish_file(family);
    if (!files_[index].empty()) ingested.emplace_back(family, std::move(files_[index]));
  }
  if (!ingested.empty()) database_.ingest(ingested);
}

}  // namespace guanxi
