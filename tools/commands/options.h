// Options: what a command takes on its command line, described once and parsed with cxxopts.
//
//   Options options("contacts", "", "Who contacted whom, and when.");
//   options.store().format().evidence().limit(50).value("since", "DATE", "on or after this day");
//   std::optional<Arguments> arguments = options.parse(argc, argv);
//   if (!arguments) return 0;  // --help was asked for and printed
//
// Options that several commands share have a method of their own here, so that they mean the same everywhere.
// Wrong use throws Error(kUsage).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/output/table.h"

namespace guanxi::cli {

class Arguments {
 public:
  bool has(std::string_view name) const { return values_.find(name) != values_.end(); }
  // The last value given, or otherwise.
  std::string text(std::string_view name, std::string_view otherwise = "") const;
  std::optional<std::string> find(std::string_view name) const;
  // Every value given, in order.
  std::vector<std::string> list(std::string_view name) const;
  // A whole number from least to most.
  std::uint64_t number(std::string_view name, std::uint64_t otherwise, std::uint64_t least = 0,
                       std::uint64_t most = std::numeric_limits<std::uint64_t>::max()) const;

  // What is not an option: names, files.
  const std::vector<std::string>& operands() const { return operands_; }

  // --store, else $GUANXI_STORE, else guanxi-store in the current folder.
  std::filesystem::path store() const;
  // --threads, else one a core.
  unsigned threads() const;
  // --format; Error(kUsage) for a word that is none of the row formats.
  OutputFormat format() const;
  // For the row writers on standard output: the terminal's width, or no limit into a pipe or with --wide.
  TableLayout layout() const;

 private:
  friend class Options;
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
  std::vector<std::string> operands_;
};

class Options {
 public:
  // operands: how they are shown, as "A B" or "FILE..."; about: sentences for the help.
  Options(std::string_view command, std::string_view operands, std::string_view about);
  ~Options();

  // names: "evidence" or "limit,n" (long and short).
  Options& flag(std::string_view names, std::string_view help);
  // May be given once; `what` stands for the value in the help.
  Options& value(std::string_view names, std::string_view what, std::string_view help);
  // May be repeated. Values may hold commas.
  Options& repeated(std::string_view names, std::string_view what, std::string_view help);

  // Shared options.
  Options& store();                       // --store PATH
  Options& schema();                      // --schema DIR, repeatable
  Options& threads();                     // --threads N
  Options& format();                      // --format table|json|jsonl|csv|tsv and --wide
  Options& evidence();                    // --evidence
  Options& limit(std::size_t otherwise);  // --limit N, 0: no limit
  // How many operands there must be.
  Options& operands(std::size_t least, std::size_t most = std::numeric_limits<std::size_t>::max());

  // Nothing when --help was given: the help is printed then.
  std::optional<Arguments> parse(int argc, char** argv) const;

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace guanxi::cli
