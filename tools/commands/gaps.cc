// guanxi gaps: what the pack does not cover in documents, by frequency.
#include "extract/gaps.h"

#include <fmt/format.h>

#include <iostream>

#include "extract/extractor.h"
#include "query/output/table.h"
#include "tools/commands/commands.h"
#include "tools/commands/input_files.h"
#include "tools/commands/options.h"
#include "tools/commands/pack_path.h"

namespace guanxi::cli {
namespace {

void add_rows(std::vector<Row>& rows, std::string_view what, const std::vector<Gap>& gaps,
              std::uint64_t least, std::uint64_t most) {
  std::uint64_t shown = 0;
  for (const Gap& gap : gaps) {
    if (gap.count < least || (most > 0 && shown++ >= most)) break;
    rows.push_back({std::string(what), gap.text, gap.sort, static_cast<std::int64_t>(gap.count),
                    fmt::format("{}:{}", gap.document, gap.line), gap.example});
  }
}

}  // namespace

int run_gaps(int argc, char** argv) {
  Options options(
      "gaps", "FILE|DIR...",
      "What the schema pack does not cover, by frequency, with an example each: words that look like names\n"
      "and are no entity (unknown, latin, quoted), entities that were guessed by their form (guess), and "
      "verbs\n"
      "beside two entities in a clause of which nothing is stated (verb; trigger: a rule knows the word and\n"
      "does not match there).");
  options.schema()
      .format()
      .limit(30)
      .value("least", "N", "only what stands in N sentences or more (default: 1)")
      .flag("names", "names only")
      .flag("wordings", "wordings only")
      .operands(1);
  std::optional<Arguments> arguments = options.parse(argc, argv);
  if (!arguments) return 0;
  std::uint64_t least = arguments->number("least", 1), most = arguments->number("limit", 30);
  bool names = arguments->has("names") || !arguments->has("wordings");
  bool wordings = arguments->has("wordings") || !arguments->has("names");

  const Extractor extractor(load_pack(*arguments));
  GapFinder finder(extractor);
  InputFiles files = find_input_files(arguments->operands(), false);
  for (const Refusal& refusal : files.refused)
    std::cerr << fmt::format("guanxi: {}: {}\n", refusal.path, refusal.reason);
  for (const std::string& path : files.paths) finder.add(extractor.read(path, read_input_file(path)));
  Table table{{"gap", "text", "sort", "sentences", "first at", "example"}, {}};
  if (names) add_rows(table.rows, "name", finder.names(), least, most);
  if (wordings) add_rows(table.rows, "wording", finder.wordings(), least, most);
  write_table(table, arguments->format(), std::cout, arguments->layout());
  if (!files.refused.empty()) return 2;
  return table.rows.empty() ? 1 : 0;
}

}  // namespace guanxi::cli
