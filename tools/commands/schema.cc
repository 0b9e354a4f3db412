// guanxi schema test: runs the examples that the rules of a pack carry.
#include <fmt/format.h>

#include <iostream>

#include "extract/extractor.h"
#include "extract/schema_test.h"
#include "extract/statement/error.h"
#include "tools/commands/commands.h"
#include "tools/commands/options.h"
#include "tools/commands/pack_path.h"

namespace guanxi::cli {
namespace {

void print_failure(const ExampleResult& result) {
  std::cout << fmt::format("{}: {}\n  {}\n", result.where, result.rule, result.text);
  for (const std::string& line : result.missing) std::cout << fmt::format("  - {}\n", line);
  for (const std::string& line : result.unexpected) std::cout << fmt::format("  + {}\n", line);
}

void print_list(std::string_view title, const std::vector<std::string>& rules) {
  for (const std::string& rule : rules) std::cout << fmt::format("{}: {}\n", rule, title);
}

}  // namespace

int run_schema(int argc, char** argv) {
  Options options(
      "schema", "test [DIR...]",
      "Tests a schema pack by the examples that its rules carry (the pack that comes with guanxi where none "
      "is\n"
      "named). For an example that fails, - is a statement that was not found and + one that should not be.");
  options.schema().operands(1);
  std::optional<Arguments> arguments = options.parse(argc, argv);
  if (!arguments) return 0;
  if (arguments->operands().front() != "test")
    throw Error(ErrorKind::kUsage,
                "schema does not know '" + arguments->operands().front() + "'; use guanxi schema test");

  std::vector<std::filesystem::path> folders(arguments->operands().begin() + 1, arguments->operands().end());
  const Extractor extractor(folders.empty() ? load_pack(*arguments) : Pack::load(folders, {packs_folder()}));
  SchemaReport report = test_schema(extractor);
  for (const ExampleResult& failure : report.failures) print_failure(failure);
  print_list("no example states something by this rule", report.without_positive);
  print_list("no example shows where this rule states nothing", report.without_negative);
  std::cout << fmt::format("{} rules, {} examples, {} failed\n", report.rules, report.examples,
                           report.failures.size());
  return report.held() ? 0 : 1;
}

}  // namespace guanxi::cli
