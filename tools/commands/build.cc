// guanxi build: documents into a store.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <variant>

#include "extract/extractor.h"
#include "extract/statement/content_hash.h"
#include "extract/statement/error.h"
#include "graph/store/bulk_loader.h"
#include "graph/store/store.h"
#include "tools/commands/commands.h"
#include "tools/commands/input_files.h"
#include "tools/commands/options.h"
#include "tools/commands/ordered_work.h"
#include "tools/commands/pack_path.h"
#include "tools/commands/progress.h"
#include "tools/commands/store_summary.h"

namespace guanxi::cli {
namespace {

// Above this, a build of a few documents would spend its time on counting: `guanxi stats` does it when asked.
constexpr std::uint64_t kMostCounted = 1'000'000;

struct Unchanged {};
struct Large {};  // not read yet: it goes into the store in parts
using Outcome = std::variant<Unchanged, DocumentRecord, Refusal, Large>;

// So much of a large document is sorted in memory.
constexpr std::size_t kSortingMemory = std::size_t{256} << 20;

struct Tally {
  std::uint64_t added = 0, replaced = 0, unchanged = 0, bytes = 0;
  std::vector<std::string> empty;
  std::vector<Refusal> refused;
};

Outcome read_document(const std::string& path, const Extractor& extractor, const Snapshot& before) {
  try {
    if (InputFile(path).size() >= TextReader::kWindowBytes) return Large();
    std::string bytes = read_input_file(path);
    std::optional<StoredDocument> stored = before.document(path);
    if (stored && stored->pack == extractor.pack().fingerprint() &&
        stored->content_hash == content_hash(bytes))
      return Unchanged();
    return extractor.extract(path, std::move(bytes));
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kStore) throw;
    return Refusal{path, error.what()};
  }
}

bool unchanged(const std::string& path, const InputFile& file, const Extractor& extractor,
               const Snapshot& before) {
  const std::optional<StoredDocument> stored = before.document(path);
  if (!stored || stored->pack != extractor.pack().fingerprint() || stored->size != file.size()) return false;
  ContentHash hash;
  std::uint64_t offset = 0;
  for (std::string bytes; !(bytes = file.read(offset, TextReader::kWindowBytes)).empty();
       offset += bytes.size())
    hash.add(bytes);
  return hash.value() == stored->content_hash;
}

// A document too large for memory: all of its parts are in the store in the end, or none.
void add_in_parts(const std::string& path, const Extractor& extractor, const Snapshot& before, Store& store,
                  Tally& tally) {
  try {
    const InputFile file(path);
    if (unchanged(path, file, extractor, before)) {
      ++tally.unchanged;
      return;
    }
    std::optional<BulkLoader> loader;
    AddOutcome added = AddOutcome::kAdded;
    std::uint64_t sentences = 0;
    extractor.extract_parts(
        path, [&](std::uint64_t offset, std::size_t length) { return file.read(offset, length); },
        [&](const DocumentRecord& part) {
          if (!loader) loader.emplace(store, kSortingMemory);
          added = loader->add_part(part);
          sentences += part.sentences;
        });
    loader->finish();
    ++(added == AddOutcome::kAdded ? tally.added : tally.replaced);
    tally.bytes += file.size();
    if (sentences == 0) tally.empty.push_back(path);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kStore) throw;
    tally.refused.push_back({path, error.what()});
  }
}

// Takes the outcomes in and writes documents by the group: one durable write costs as much as many. A
// document counts as added when its group is written.
class Intake {
 public:
  Intake(Store& store, Tally& tally) : store_(store), tally_(tally) {}

  void take(Outcome outcome) {
    if (auto* refusal = std::get_if<Refusal>(&outcome)) {
      tally_.refused.push_back(std::move(*refusal));
    } else if (auto* record = std::get_if<DocumentRecord>(&outcome)) {
      if (group_.empty()) begun_ = Clock::now();
      bytes_ += record->bytes.size();
      group_.push_back(std::move(*record));
    } else {
      ++tally_.unchanged;
    }
    if (bytes_ >= kMostBytes || group_.size() >= kMostDocuments ||
        (!group_.empty() && Clock::now() - begun_ >= kLongest))
      write();
  }

  void write() {
    const std::vector<AddOutcome> outcomes = store_.add_all(group_);
    for (std::size_t i = 0; i < group_.size(); ++i) {
      ++(outcomes[i] == AddOutcome::kAdded      ? tally_.added
         : outcomes[i] == AddOutcome::kReplaced ? tally_.replaced
                                                : tally_.unchanged);
      if (group_[i].sentences == 0) tally_.empty.push_back(group_[i].path);
    }
    tally_.bytes += bytes_;
    group_.clear();
    bytes_ = 0;
  }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::size_t kMostDocuments = 256;
  static constexpr std::size_t kMostBytes = std::size_t{4} << 20;
  static constexpr Clock::duration kLongest = std::chrono::milliseconds(500);  // what an interruption loses

  Store& store_;
  Tally& tally_;
  std::vector<DocumentRecord> group_;
  std::size_t bytes_ = 0;
  Clock::time_point begun_;
};

void print_summary(const Snapshot& snapshot, const Tally& tally) {
  std::cout << fmt::format("documents   {} added, {} replaced, {} unchanged, {} refused\n", tally.added,
                           tally.replaced, tally.unchanged, tally.refused.size());
  for (const std::string& path : tally.empty)
    std::cout << fmt::format("empty       {}: nothing to read in it\n", path);
  StoreCounts counts = snapshot.counts();
  std::cout << fmt::format("store       {} documents, {} sentences\n", counts.documents, counts.sentences);
  if (counts.statements > kMostCounted) {
    std::cout << fmt::format("entities    {}\nstatements  {}; guanxi stats tells more\n", counts.entities,
                             counts.statements);
    return;
  }
  StoreSummary summary = summarize(snapshot);
  std::cout << fmt::format("entities    {}: {}\n", counts.entities, print_counts(summary.kinds));
  std::cout << fmt::format("statements  {}: {}\n", counts.statements, print_counts(summary.relations));
  std::cout << fmt::format("time span   {}\n", print_span(summary));
}

// In the order of the paths, so that nothing depends on the order in which they were given.
InputFiles sorted_files(const Arguments& arguments) {
  InputFiles files = find_input_files(arguments.operands(), arguments.has("all-files"));
  std::sort(files.paths.begin(), files.paths.end());
  return files;
}

void complain_of(const InputFiles& files, const Tally& tally) {
  for (const Refusal& refusal : files.refused)
    std::cerr << fmt::format("guanxi: {}: {}\n", refusal.path, refusal.reason);
  for (const Refusal& refusal : tally.refused) std::cerr << fmt::format("guanxi: {}\n", refusal.reason);
  if (files.passed_over.empty()) return;
  std::cerr << fmt::format(
      "guanxi: passed over {} that {} not end in .txt ({}{}); --all-files reads them too\n",
      files.passed_over.size() == 1 ? "a file" : fmt::format("{} files", files.passed_over.size()),
      files.passed_over.size() == 1 ? "does" : "do", files.passed_over.front(),
      files.passed_over.size() == 1 ? "" : ", ...");
}

}  // namespace

int run_build(int argc, char** argv) {
  Options options(
      "build", "DIR|FILE...",
      "Reads documents and puts what they state into a store. A document that is there already and has not\n"
      "changed is left alone, a changed one is replaced. What cannot be read is refused by name, and the\n"
      "others go on; the exit status is then 2.");
  options.store().schema().threads().flag("all-files",
                                          "in folders, read all files and not only those that end in .txt");
  options.operands(1);
  std::optional<Arguments> arguments = options.parse(argc, argv);
  if (!arguments) return 0;

  const Extractor extractor(load_pack(*arguments));
  InputFiles files = sorted_files(*arguments);
  Tally tally;
  if (files.paths.empty()) {
    complain_of(files, tally);
    std::cerr << "guanxi: there is no document to read\n";
    return files.refused.empty() ? 1 : 2;
  }
  std::unique_ptr<Store> store = Store::open(arguments->store(), Store::Mode::kWrite);
  std::shared_ptr<const Snapshot> before = store->snapshot();
  if (store->pack_fingerprint() != extractor.pack().fingerprint())
    store->set_pack(extractor.pack().ontology(), extractor.pack().fingerprint());
  {
    Progress progress("documents", files.paths.size());
    Intake intake(*store, tally);
    work_in_order<Outcome>(
        files.paths.size(), arguments->threads(),
        [&](std::size_t i) { return read_document(files.paths[i], extractor, *before); },
        [&](std::size_t i, Outcome outcome) {
          if (std::holds_alternative<Large>(outcome)) {
            intake.write();
            add_in_parts(files.paths[i], extractor, *before, *store, tally);
          } else {
            intake.take(std::move(outcome));
          }
          progress.update(i + 1, tally.bytes);
        });
    intake.write();
  }
  complain_of(files, tally);
  tally.refused.insert(tally.refused.end(), files.refused.begin(), files.refused.end());
  print_summary(*store->snapshot(), tally);
  return tally.refused.empty() ? 0 : 2;
}

}  // namespace guanxi::cli
