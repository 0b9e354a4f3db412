// guanxi schema test: a schema pack proves itself by the examples that its rules carry.
#include <fmt/format.h>

#include <iostream>

#include "extract/evaluate.h"
#include "extract/extractor.h"
#include "extract/rules/pattern_variant.h"
#include "extract/schema_test.h"
#include "extract/statement/error.h"
#include "tools/commands/commands.h"
#include "tools/commands/input_files.h"
#include "tools/commands/options.h"
#include "tools/commands/pack_path.h"

namespace guanxi::cli {
namespace {

void print_failure(const ExampleResult& result) {
  std::cout << fmt::format("{}: {}\n  {}\n", result.where, result.rule, result.text);
  for (const std::string& line : result.missing) std::cout << fmt::format("  missing:    {}\n", line);
  for (const std::string& line : result.unexpected) std::cout << fmt::format("  unexpected: {}\n", line);
}

void print_list(std::string_view title, const std::vector<std::string>& rules) {
  for (const std::string& rule : rules) std::cout << fmt::format("{}: {}\n", rule, title);
}

std::string shorten(const std::string& pattern) {
  std::string text;
  for (const std::string& part : Pattern::parts_of(pattern))
    text += (text.empty() ? "" : " ") + shorten_part(part);
  return text;
}

void print_coverage(const Extractor& extractor, const Arguments& arguments,
                    const std::vector<std::string>& documents) {
  PatternCoverage coverage(extractor);
  coverage.add_examples();
  NameAliases aliases;
  for (const std::string& file : arguments.list("aliases")) aliases.read(file);
  Evaluation gold(extractor.pack().ontology(), aliases);
  for (const std::string& file : arguments.list("gold"))
    for (const GoldStatement& row : read_gold(file)) gold.add_gold(row);
  for (const std::string& path : find_input_files(documents, false).paths)
    coverage.add_document(extractor.read(path, read_input_file(path)), gold);
  std::vector<PatternPlace> uncovered = coverage.uncovered();
  if (!uncovered.empty()) {
    std::cout << fmt::format("\npatterns by which no example{} states anything:\n",
                             documents.empty() ? "" : " and no gold statement");
    for (const PatternPlace& place : uncovered)
      std::cout << fmt::format("  {}: {}\n", place.rule, shorten(place.pattern));
  }
  std::cout << fmt::format("{} of {} patterns covered\n", coverage.patterns() - uncovered.size(),
                           coverage.patterns());
}

void print_mutants(const Extractor& extractor, std::string_view only) {
  MutationReport report = test_mutants(extractor, only);
  if (!report.survivors.empty()) std::cout << "\nmutants that no example tells from the rule:\n";
  const PatternPlace* last = nullptr;
  for (const Mutant& mutant : report.survivors) {
    if (!last || last->rule != mutant.place.rule || last->pattern != mutant.place.pattern)
      std::cout << fmt::format("  {}: {}\n", mutant.place.rule, shorten(mutant.place.pattern));
    last = &mutant.place;
    std::cout << fmt::format("    {}\n", mutant.what);
  }
  std::size_t killed = report.mutants - report.survivors.size();
  std::cout << fmt::format("{} of {} mutants killed ({:.0f} %)\n", killed, report.mutants,
                           report.mutants == 0
                               ? 100.0
                               : 100.0 * static_cast<double>(killed) / static_cast<double>(report.mutants));
}

}  // namespace

int run_schema(int argc, char** argv) {
  Options options(
      "schema", "test [DOCUMENT...]",
      "Tests a schema pack by the examples that its rules carry: what they state, which patterns none of "
      "them\n"
      "uses, and which changes of a rule (mutants) none of them notices. With --gold, documents count as\n"
      "examples too. Exit status 0: all examples hold and every rule has one of each sort; 1: not so; 2: "
      "the\n"
      "pack is broken.");
  options.schema()
      .value("rule,r", "TEXT", "only rules with TEXT in their name")
      .repeated("gold", "FILE", "gold statements of the documents, for the coverage; repeatable")
      .repeated("aliases", "FILE", "other forms of names in the gold; repeatable")
      .flag("examples", "run the examples only: no coverage, no mutants")
      .operands(1);
  std::optional<Arguments> arguments = options.parse(argc, argv);
  if (!arguments) return 0;
  if (arguments->operands().front() != "test")
    throw Error(ErrorKind::kUsage,
                "schema does not know '" + arguments->operands().front() + "'; use guanxi schema test");
  std::vector<std::string> documents(arguments->operands().begin() + 1, arguments->operands().end());
  if (documents.empty() != arguments->list("gold").empty())
    throw Error(ErrorKind::kUsage, "schema test takes --gold FILE and its documents together, or neither");

  const Extractor extractor(load_pack(*arguments));
  std::string only = arguments->text("rule");
  SchemaReport report = test_schema(extractor, only);
  if (report.rules == 0) throw Error(ErrorKind::kUsage, "no rule has '" + only + "' in its name");
  for (const ExampleResult& failure : report.failures) print_failure(failure);
  print_list("no example states something by this rule", report.without_positive);
  print_list("no example shows where this rule states nothing (its trigger stands, no statement)",
             report.without_negative);
  std::cout << fmt::format("{} rules, {} examples, {} failed\n", report.rules, report.examples,
                           report.failures.size());
  if (!arguments->has("examples")) {
    if (only.empty()) print_coverage(extractor, *arguments, documents);
    print_mutants(extractor, only);
  }
  return report.held() ? 0 : 1;
}

}  // namespace guanxi::cli
