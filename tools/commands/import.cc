// guanxi import: statements of others, or of Guanxi's own stream, into a store.
#include <fmt/format.h>

#include <fstream>
#include <future>
#include <iostream>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "extract/pack/pack.h"
#include "extract/statement/error.h"
#include "graph/exchange/stream_reader.h"
#include "graph/exchange/triple_reader.h"
#include "graph/store/bulk_loader.h"
#include "tools/commands/commands.h"
#include "tools/commands/options.h"
#include "tools/commands/pack_path.h"

namespace guanxi::cli {
namespace {

constexpr std::uint64_t kBadRowsShown = 10;
constexpr std::size_t kBatch = 4096;  // rows

std::optional<Arguments> parse(int argc, char** argv) {
  Options options(
      "import", "FILE...",
      "Puts statements into a store: the statement stream of `guanxi extract` or `guanxi export --format "
      "jsonl`, or CSV or TSV with a subject, a relation, an object and a date in each row. - reads "
      "standard input. Rows that cannot be read are told and left out; the others go in, all at once.");
  options.value("format,f", "FORMAT", "jsonl, csv or tsv (default: by the name of the file)")
      .value("subject", "COLUMN", "the column of subjects, by name or number (default: subject)")
      .value("relation", "COLUMN", "the column of relations (default: relation)")
      .value("object", "COLUMN", "the column of objects (default: object)")
      .value("date", "COLUMN", "the column of dates (default: date)")
      .value("subject-kind", "WORD", "the kind of subjects without a column subject_kind (default: entity)")
      .value("object-kind", "WORD", "the kind of objects without a column object_kind (default: entity)")
      .value("relation-name", "WORD", "the relation of every row, where no column has one")
      .flag("no-header", "the first line is a row; columns go by number, 1 to 4 by default")
      .value("memory", "MIB", "memory that sorting may use (default: 512)");
  options.store().schema().operands(1);
  return options.parse(argc, argv);
}

TripleColumns columns_of(const Arguments& arguments) {
  TripleColumns columns;
  columns.header = !arguments.has("no-header");
  columns.subject = arguments.text("subject", "subject");
  columns.relation = arguments.text("relation", "relation");
  columns.object = arguments.text("object", "object");
  columns.date = arguments.text("date", "date");
  columns.default_subject_kind = arguments.text("subject-kind", "entity");
  columns.default_object_kind = arguments.text("object-kind", "entity");
  columns.default_relation = arguments.text("relation-name");
  return columns;
}

std::string format_of(const Arguments& arguments, const std::string& path) {
  std::string format = arguments.text("format");
  if (format.empty()) format = path.substr(path.rfind('.') + 1);
  if (format == "json" || format == "ndjson") format = "jsonl";
  if (format == "jsonl" || format == "csv" || format == "tsv") return format;
  throw Error(ErrorKind::kUsage, fmt::format("{}: say with --format whether it is jsonl, csv or tsv", path));
}

class Importer {
 public:
  Importer(const Arguments& arguments, Store& store)
      : arguments_(arguments), loader_(store, arguments.number("memory", 512, 16, 1 << 20) << 20) {}

  void read(const std::string& path) {
    std::ifstream file;
    if (path != "-") {
      file.open(path, std::ios::binary);
      if (!file) throw Error(ErrorKind::kInput, path + ": cannot be read");
    }
    std::istream& input = path == "-" ? std::cin : file;
    const std::string format = format_of(arguments_, path);
    if (format == "jsonl") {
      StreamReader reader(input, path);
      take(reader);
    } else {
      const auto dialect = format == "csv" ? TripleReader::Dialect::kCsv : TripleReader::Dialect::kTsv;
      TripleReader reader(input, path, dialect, columns_of(arguments_));
      take(reader);
    }
  }

  StoreCounts finish() {
    if (bad_ > kBadRowsShown) std::cerr << fmt::format("guanxi: and {} more rows\n", bad_ - kBadRowsShown);
    return loader_.finish();
  }

  std::uint64_t rows() const { return rows_; }
  std::uint64_t bad() const { return bad_; }

 private:
  // Rows are read on another thread while those read before go into the loader.
  struct Batch {
    std::vector<StreamRow> rows{kBatch};
    std::size_t filled = 0;
    std::uint64_t bad = 0;
    std::vector<std::string> complaints;  // about the first of them
    bool more = true;
  };

  template <typename Reader>
  static void fill(Reader& reader, Batch& batch) {
    batch.filled = 0;
    batch.bad = 0;
    batch.complaints.clear();
    while (batch.more && batch.filled < batch.rows.size()) {
      try {
        batch.more = reader.next(batch.rows[batch.filled]);
        if (batch.more) ++batch.filled;
      } catch (const Error& error) {
        if (error.kind() != ErrorKind::kInput) throw;
        if (++batch.bad <= kBadRowsShown) batch.complaints.emplace_back(error.what());
      }
    }
  }

  template <typename Reader>
  void take(Reader& reader) {
    Batch batches[2];
    Batch* reading = &batches[0];
    Batch* read = &batches[1];
    const auto start = [&] {
      return std::async(std::launch::async, [&reader, reading] { fill(reader, *reading); });
    };
    for (std::future<void> filling = start(); filling.valid();) {
      filling.get();
      std::swap(reading, read);
      if (read->more) filling = start();
      use(*read);
    }
  }

  void use(const Batch& batch) {
    for (const std::string& complaint : batch.complaints)
      if (++bad_ <= kBadRowsShown) std::cerr << "guanxi: " << complaint << '\n';
    bad_ += batch.bad - batch.complaints.size();
    loader_.add_rows(std::span(batch.rows).first(batch.filled));
    rows_ += batch.filled;
  }

  const Arguments& arguments_;
  BulkLoader loader_;
  std::uint64_t rows_ = 0;
  std::uint64_t bad_ = 0;
};

}  // namespace

int run_import(int argc, char** argv) {
  const auto arguments = parse(argc, argv);
  if (!arguments) return 0;
  for (const std::string& path : arguments->operands()) format_of(*arguments, path);
  const auto store = Store::open(arguments->store(), Store::Mode::kWrite);
  if (store->snapshot()->ontology().relations().empty()) {
    const Pack pack = Pack::load(chosen_packs(*arguments));
    store->set_pack(pack.ontology(), store->pack_fingerprint());
  }
  Importer importer(*arguments, *store);
  for (const std::string& path : arguments->operands()) importer.read(path);
  const StoreCounts counts = importer.finish();
  std::cout << fmt::format(
      "{} rows read, {} left out; the store holds {} documents, {} entities, {} statements\n",
      importer.rows(), importer.bad(), counts.documents, counts.entities, counts.statements);
  return importer.bad() > 0 ? 2 : 0;
}

}  // namespace guanxi::cli
