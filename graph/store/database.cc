#include "graph/store/database.h"

#include <fmt/format.h>
#include <rocksdb/cache.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/sst_file_reader.h>
#include <rocksdb/table.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <fstream>
#include <thread>

#include "extract/statement/error.h"
#include "graph/store/status.h"

namespace guanxi {
namespace {

namespace fs = std::filesystem;

constexpr const char* kHolderFile = "WRITER";
constexpr std::uint64_t kShortLog = 1u << 20;  // bytes
constexpr std::uint64_t kFirstRows = 2;        // sequence number of a store that was just made

// A store keeps no log of RocksDB's doings: readers must not write, and errors are reported anyway.
class NoLog : public rocksdb::Logger {
 public:
  NoLog() : Logger(rocksdb::FATAL_LEVEL) {}
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

std::shared_ptr<rocksdb::Cache> shared_cache() {
  static std::shared_ptr<rocksdb::Cache> cache = rocksdb::NewLRUCache(64u << 20);
  return cache;
}

bool holds_text(Family family) {
  return family == Family::kDocuments || family == Family::kBytes || family == Family::kEvidence ||
         family == Family::kNames;
}

// Families whose rows are asked for by key where there may be none; in the others rows are walked, or known
// to be there, and a filter would only cost.
bool needs_filter(Family family) {
  return family == Family::kMeta || family == Family::kDocuments || family == Family::kEntities ||
         family == Family::kStatements;
}

rocksdb::BlockBasedTableOptions table_options(Family family) {
  rocksdb::BlockBasedTableOptions table;
  table.format_version = 5;
  table.checksum = rocksdb::kXXH3;
  // Names of entities are read one here, one there, and a block for each: small ones cost less to unpack.
  table.block_size = family == Family::kEntities ? 4 * 1024 : 16 * 1024;
  table.block_cache = shared_cache();
  // Index and filters are read in parts, on demand: opening costs the same whatever the size.
  table.index_type = rocksdb::BlockBasedTableOptions::kTwoLevelIndexSearch;
  table.partition_filters = true;
  table.cache_index_and_filter_blocks = true;
  if (needs_filter(family)) table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  return table;
}

rocksdb::ColumnFamilyOptions family_options(Family family) {
  rocksdb::ColumnFamilyOptions options;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table_options(family)));
  // Ids do not compress; text does.
  options.compression = holds_text(family) ? rocksdb::kZSTD : rocksdb::kLZ4Compression;
  options.compression_opts.level = 1;
  options.write_buffer_size = 32u << 20;
  options.target_file_size_base = 128u << 20;
  options.max_bytes_for_level_base = 512u << 20;
  options.level_compaction_dynamic_level_bytes = true;
  return options;
}

rocksdb::DBOptions db_options() {
  rocksdb::DBOptions options;
  options.info_log = std::make_shared<NoLog>();
  options.max_background_jobs = 2;
  // RocksDB would start sixteen threads for each family to open a handful of tables, at each opening.
  options.max_file_opening_threads = 1;
  options.skip_stats_update_on_db_open = true;
  // A record that a crash cut short at the end of a log was never promised; anything else is damage. What
  // this mode cannot tell apart, the commit mark does.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.max_total_wal_size = 64u << 20;
  // All families flush together: one entry in the manifest, one moment in time.
  options.atomic_flush = true;
  // A short log is left as it is: reading it again costs less than writing a table for each family.
  options.avoid_flush_during_recovery = true;
  options.avoid_flush_during_shutdown = true;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  return options;
}

std::vector<rocksdb::ColumnFamilyDescriptor> descriptors() {
  std::vector<rocksdb::ColumnFamilyDescriptor> result;
  result.reserve(std::size(kFamilies));
  for (Family family : kFamilies) result.emplace_back(family_name(family), family_options(family));
  return result;
}

bool has_file(const fs::path& store, const char* name) {
  std::error_code failure;
  bool exists = fs::exists(store / name, failure);
  if (failure && failure != std::errc::no_such_file_or_directory)
    throw Error(ErrorKind::kSystem, fmt::format("{}: cannot be read: {}", store.string(), failure.message()));
  return exists;
}

bool is_locked(const rocksdb::Status& status) {
  std::string text = status.ToString();
  return text.find("lock hold by current process") != std::string::npos ||
         text.find("LOCK: Resource temporarily unavailable") != std::string::npos;
}

std::string holder_of(const fs::path& path) {
  std::ifstream file(path / kHolderFile);
  std::string pid;
  std::getline(file, pid);
  return pid.empty() ? "another process" : "process " + pid;
}

void check_format(const fs::path& path, const std::optional<std::string>& format) {
  std::string wanted = fmt::format("{} {}", kFormatName, kFormatVersion);
  if (format == wanted) return;
  if (!format)
    throw Error(
        ErrorKind::kStore,
        fmt::format("{}: a RocksDB directory, but not a Guanxi store (no format row)", path.string()));
  const char* what_to_do = is_older_format(*format)
                               ? "guanxi verify --repair writes it anew and keeps the old one beside it"
                               : "use the version of guanxi that wrote it, or build the store anew";
  throw Error(ErrorKind::kStore, fmt::format("{}: the store has format \"{}\", this program reads \"{}\"; {}",
                                             path.string(), *format, wanted, what_to_do));
}

[[noreturn]] void fail_unmarked(const fs::path& path) {
  throw Error(ErrorKind::kStore,
              fmt::format("{}: the file COMMITTED is missing; run guanxi verify --repair", path.string()));
}

// The log that was written last; empty where there is none.
std::string last_log(const fs::path& path) {
  std::string last;
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(path, ignored))
    if (entry.path().extension() == ".log") last = std::max(last, entry.path().filename().string());
  return last;
}

bool lost_manifest(const CommitMark& promised, const CommitMark& found) {
  return found.manifest < promised.manifest ||
         (found.manifest == promised.manifest && found.manifest_size < promised.manifest_size);
}

// The file that has less in it than was promised. log: the last one.
std::string what_lost(const CommitMark& promised, const CommitMark& found, const std::string& log) {
  if (found.manifest < promised.manifest) return "CURRENT names another manifest (MANIFEST-*) than the last";
  if (lost_manifest(promised, found))
    return fmt::format("MANIFEST-{:06} {}", found.manifest,
                       found.manifest_size == 0 ? "is missing or empty" : "has lost its end");
  return log.empty() ? "its log (*.log) is missing" : fmt::format("its log {} has lost its end", log);
}

[[noreturn]] void fail_lost(const fs::path& path, const CommitMark& promised, const CommitMark& found,
                            const std::string& log) {
  throw Error(ErrorKind::kStore,
              fmt::format("{}: the store is damaged: {}: less is there than COMMITTED promises; restore a "
                          "backup, or run guanxi verify --repair to keep what is left",
                          path.string(), what_lost(promised, found, log)));
}

// A table that is not there: RocksDB tries its old name last, and tells that one and the manifest's.
std::optional<fs::path> missing_table(const std::string& text, const fs::path& path) {
  const std::size_t end = text.find(".ldb: No such file");
  if (end == std::string::npos) return std::nullopt;
  const std::size_t begin = text.rfind('/', end) + 1;
  return path / (text.substr(begin, end - begin) + ".sst");
}

// A store that does not open. RocksDB blames the manifest for a table that it cannot open, and one that is
// not there for a damaged CURRENT: the file concerned is named.
void check_opened(const rocksdb::Status& status, const fs::path& path) {
  if ((status.IsCorruption() || status.IsPathNotFound()) && CommitMark::of(path, 0).manifest_size == 0)
    throw Error(
        ErrorKind::kStore,
        fmt::format("{}: the store is damaged: CURRENT names no manifest (MANIFEST-*) that is there: {}; "
                    "restore a backup, or run guanxi verify --repair",
                    path.string(), status.ToString()));
  if (status.IsCorruption()) {
    if (const auto table = missing_table(status.ToString(), path))
      throw Error(
          ErrorKind::kStore,
          fmt::format("{}: the store is damaged: this file of it is missing, unless MANIFEST-{:06}, which "
                      "asks for it, has lost its end; restore a backup, or run guanxi verify --repair",
                      table->string(), CommitMark::of(path, 0).manifest));
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(path, ignored)) {
      if (entry.path().extension() != ".sst") continue;
      rocksdb::SstFileReader table(rocksdb::Options(db_options(), family_options(Family::kMeta)));
      if (!table.Open(entry.path().string()).ok()) check(status, entry.path());
    }
  }
  check(status, path);
}

}  // namespace

std::shared_ptr<Database> Database::open(const fs::path& path, Store::Mode mode) {
  std::shared_ptr<Database> database(new Database);
  database->path_ = path;
  if (mode == Store::Mode::kWrite) {
    database->open_for_writing();
  } else {
    database->open_for_reading();
  }
  return database;
}

std::shared_ptr<Database> Database::open_damaged(const fs::path& path) {
  std::shared_ptr<Database> database(new Database);
  database->path_ = path;
  rocksdb::DBOptions options = db_options();
  options.paranoid_checks = false;
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kSkipAnyCorruptedRecords;
  std::optional<CommitMark> promised;
  try {
    promised = CommitMark::read(path);
  } catch (const Error&) {
    // Nothing is promised then.
  }
  // The sequence number is known only when the store is open; here it is about the manifest.
  bool manifest_is_whole =
      !promised || !promised->promises_more_than(CommitMark::of(path, promised->sequence));
  if (manifest_is_whole && database->try_reading(options).ok()) {
    database->lost_end_ = promised && promised->sequence > database->db_->GetLatestSequenceNumber();
    return database;
  }
  check(rocksdb::RepairDB(path.string(), options, descriptors()));
  check(database->try_reading(options));
  return database;
}

Database::~Database() {
  if (!db_) return;
  if (writable()) {
    try {
      if (log_size() > kShortLog) {
        check(db_->Flush(rocksdb::FlushOptions(), handles_));
        note_committed();
      }
    } catch (const Error&) {
      // The data is safe in the log, and the mark promises no more than there is.
    }
    std::error_code ignored;
    fs::remove(path_ / kHolderFile, ignored);
  }
  close();
}

void Database::close() {
  for (rocksdb::ColumnFamilyHandle* handle : handles_) db_->DestroyColumnFamilyHandle(handle);
  handles_.clear();
  db_->Close().PermitUncheckedError();
  db_.reset();
}

rocksdb::Status Database::try_reading(const rocksdb::DBOptions& options) {
  rocksdb::DB* db = nullptr;
  rocksdb::Status status =
      rocksdb::DB::OpenForReadOnly(options, path_.string(), descriptors(), &handles_, &db);
  if (status.ok()) db_.reset(db);
  return status;
}

// Refuses to make a store among foreign files, or where the main file of one is gone.
void Database::prepare_folder() const {
  std::error_code failure;
  fs::create_directories(path_, failure);
  if (failure)
    throw Error(ErrorKind::kSystem,
                fmt::format("{}: the store's folder cannot be made: {}", path_.string(), failure.message()));
  fs::directory_iterator files(path_, failure);
  if (failure)
    throw Error(ErrorKind::kSystem, fmt::format("{}: cannot be read: {}", path_.string(), failure.message()));
  if (has_file(path_, "CURRENT")) return;
  for (const fs::directory_entry& entry : files) {
    std::string name = entry.path().filename().string();
    if (name == "COMMITTED" || name.ends_with(".sst"))
      throw Error(ErrorKind::kStore,
                  fmt::format("{}: the store is damaged: the file CURRENT is missing; restore it "
                              "(its line is the name of the MANIFEST file) or a backup",
                              path_.string()));
    bool ours = name == "LOCK" || name == "LOG" || name == "IDENTITY" || name == kHolderFile ||
                name == kBulkFolder || name.starts_with("MANIFEST-") || name.starts_with("OPTIONS-") ||
                name.ends_with(".dbtmp") || name.ends_with(".log");
    if (!ours)
      throw Error(ErrorKind::kStore, fmt::format("{}: not a store, and not empty ({}); name another folder",
                                                 path_.string(), name));
  }
}

void Database::open_for_writing() {
  prepare_folder();
  rocksdb::DBOptions options = db_options();
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  std::optional<CommitMark> promised = CommitMark::read(path_);
  CommitMark before = CommitMark::of(path_, promised ? promised->sequence : 0);
  if (promised && promised->promises_more_than(before)) fail_lost(path_, *promised, before, last_log(path_));
  const std::string log = last_log(path_);  // opening begins another
  rocksdb::DB* db = nullptr;
  rocksdb::Status status = rocksdb::DB::Open(options, path_.string(), descriptors(), &handles_, &db);
  if (is_locked(status))
    throw Error(ErrorKind::kStore,
                fmt::format("{}: {} is writing to the store; wait until it has finished, or stop it",
                            path_.string(), holder_of(path_)));
  check_opened(status, path_);
  db_.reset(db);
  std::optional<std::string> format = get(Family::kMeta, kFormatKey);
  std::uint64_t sequence = db_->GetLatestSequenceNumber();
  if (promised && promised->sequence > sequence)
    fail_lost(path_, *promised, CommitMark::of(path_, sequence), log);
  // A kill while a store is made leaves one with nothing in it, without its format or its mark.
  bool begun = sequence > kFirstRows;
  if (format || begun) check_format(path_, format);
  if (begun && !promised) fail_unmarked(path_);
  std::ofstream(path_ / kHolderFile) << ::getpid() << '\n';
  std::error_code ignored;
  fs::remove_all(path_ / kBulkFolder, ignored);
  if (!format) write_first_rows();
  mark_ = std::make_unique<CommitMarkFile>(path_);
  note_committed();
}

void Database::write_first_rows() {
  rocksdb::WriteBatch batch;
  check(batch.Put(handle(Family::kMeta), rocksdb::Slice(kFormatKey),
                  fmt::format("{} {}", kFormatName, kFormatVersion)));
  check(batch.Put(handle(Family::kMeta), rocksdb::Slice(kCountsKey), encode_counts({})));
  rocksdb::WriteOptions options;
  options.sync = true;
  check(db_->Write(options, &batch));
}

void Database::open_for_reading() {
  if (!has_file(path_, "CURRENT")) {
    if (has_file(path_, "COMMITTED"))
      throw Error(ErrorKind::kStore,
                  fmt::format("{}: the store is damaged: the file CURRENT is missing; restore it "
                              "(its line is the name of the MANIFEST file) or a backup",
                              path_.string()));
    throw Error(ErrorKind::kStore,
                fmt::format("{}: there is no store here; guanxi build makes one", path_.string()));
  }
  // A writer may flush, compact or write between two steps of the opening; then the next attempt will do.
  // Where nothing moves, it is damage.
  std::optional<CommitMark> last;
  for (int unmoved = 0;;) {
    std::optional<CommitMark> promised = CommitMark::read(path_);
    rocksdb::Status status = try_reading(db_options());
    std::uint64_t sequence = status.ok() ? db_->GetLatestSequenceNumber() : 0;
    CommitMark found = CommitMark::of(path_, sequence);
    if (status.ok() && (!promised || !promised->promises_more_than(found))) {
      std::optional<std::string> format = get(Family::kMeta, kFormatKey);
      bool begun = sequence > kFirstRows;
      if (!format && !begun)
        throw Error(
            ErrorKind::kStore,
            fmt::format("{}: a store that was never finished, with nothing in it; guanxi build goes on",
                        path_.string()));
      check_format(path_, format);
      if (begun && !promised) fail_unmarked(path_);
      return;
    }
    if (status.ok()) close();
    unmoved = last == promised ? unmoved + 1 : 0;
    last = promised;
    if (unmoved == 3) {
      if (promised && lost_manifest(*promised, found)) fail_lost(path_, *promised, found, {});
      check_opened(status, path_);
      fail_lost(path_, *promised, found, last_log(path_));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2 << 2 * unmoved));
  }
}

std::optional<std::string> Database::get(Family family, std::string_view key,
                                         const rocksdb::Snapshot* snapshot) const {
  rocksdb::ReadOptions options;
  options.snapshot = snapshot;
  std::string value;
  rocksdb::Status status = db_->Get(options, handle(family), rocksdb::Slice(key), &value);
  if (status.IsNotFound()) return std::nullopt;
  check(status);
  return value;
}

std::unique_ptr<rocksdb::Iterator> Database::iterate(Family family, const rocksdb::Snapshot* snapshot,
                                                     Walk walk) const {
  rocksdb::ReadOptions options;
  options.snapshot = snapshot;
  options.fill_cache = walk == Walk::kFew;
  if (walk == Walk::kAll) options.readahead_size = 1u << 20;
  return std::unique_ptr<rocksdb::Iterator>(db_->NewIterator(options, handle(family)));
}

bool Database::empty(Family family) const {
  auto iterator = iterate(family);
  iterator->SeekToFirst();
  check(iterator->status());
  return !iterator->Valid();
}

void Database::commit(rocksdb::WriteBatch& batch) {
  rocksdb::WriteOptions options;
  options.sync = true;
  check(db_->Write(options, &batch));
  note_committed();
}

void Database::ingest(const std::vector<std::pair<Family, std::vector<std::string>>>& files) {
  std::vector<rocksdb::IngestExternalFileArg> arguments;
  for (const auto& [family, names] : files) {
    rocksdb::IngestExternalFileArg& argument = arguments.emplace_back();
    argument.column_family = handle(family);
    argument.external_files = names;
    argument.options.move_files = true;
  }
  check(db_->IngestExternalFiles(arguments));
  note_committed();
}

rocksdb::Options Database::sst_options(Family family) const {
  return rocksdb::Options(db_options(), family_options(family));
}

std::uint64_t Database::log_size() const {
  rocksdb::VectorLogPtr logs;
  check(db_->GetSortedWalFiles(logs));
  std::uint64_t size = 0;
  for (const auto& log : logs) size += log->SizeFileBytes();
  return size;
}

void Database::note_committed() {
  mark_->write(CommitMark::of(path_, db_->GetLatestSequenceNumber()));
}

}  // namespace guanxi
