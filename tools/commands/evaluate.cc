// guanxi evaluate: extraction against statements made by hand.
#include "extract/evaluate.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iostream>
#include <map>
#include <set>

#include "extract/extractor.h"
#include "extract/statement/error.h"
#include "tools/commands/commands.h"
#include "tools/commands/input_files.h"
#include "tools/commands/options.h"
#include "tools/commands/ordered_work.h"
#include "tools/commands/pack_path.h"

namespace guanxi::cli {
namespace {

// To four places, as the figures are written in JSON, so that both round alike.
double rounded(double rate) {
  return std::stod(fmt::format("{:.4f}", rate));
}

void print_row(std::string_view name, const Rates& rates, bool right) {
  std::cout << fmt::format("{:<16}{:10.3f}{:8.3f}{:8.3f}{:>7}{:7}{:7}\n", name, rounded(rates.precision()),
                           rounded(rates.recall()), rounded(rates.f1()),
                           right ? fmt::format("{}", rates.right) : "", rates.gold, rates.found);
}

void print_rates(const Evaluation& evaluation) {
  std::cout << fmt::format("{:16}{:>10}{:>8}{:>8}{:>7}{:>7}{:>7}\n", "", "precision", "recall", "F1", "right",
                           "gold", "found");
  for (const std::string& measure : Evaluation::measures())
    print_row(measure, evaluation.rates(measure), true);
  std::cout << '\n';
  for (const auto& [relation, rates] : evaluation.by_relation()) print_row(relation, rates, false);
}

void print_json(const Evaluation& evaluation) {
  auto entry = [](std::string_view name, const Rates& rates) {
    return fmt::format(
        "\"{}\":{{\"precision\":{:.4f},\"recall\":{:.4f},\"f1\":{:.4f},\"right\":{},\"gold\":{},\"found\":{}}"
        "}",
        name, rates.precision(), rates.recall(), rates.f1(), rates.right, rates.gold, rates.found);
  };
  std::vector<std::string> entries, relations;
  for (const std::string& measure : Evaluation::measures())
    entries.push_back(entry(measure, evaluation.rates(measure)));
  for (const auto& [relation, rates] : evaluation.by_relation()) relations.push_back(entry(relation, rates));
  std::cout << fmt::format("{{{},\"relations\":{{{}}}}}\n", fmt::join(entries, ","),
                           fmt::join(relations, ","));
}

void print_keys(std::string_view title, const std::vector<Evaluation::Key>& keys, std::uint64_t most) {
  std::cout << fmt::format("{} ({})\n", title, keys.size());
  for (std::size_t i = 0; i < keys.size() && i < most; ++i)
    std::cout << fmt::format("   {}\n", fmt::join(keys[i], " "));
}

void print_errors(const Evaluation& evaluation, std::uint64_t most) {
  for (const std::string& measure : Evaluation::measures()) {
    print_keys("\n" + measure + ": missed", evaluation.missed(measure), most);
    print_keys(measure + ": wrong", evaluation.wrong(measure), most);
  }
}

// What is judged: the manifest's sets and the gold files named, of whose documents every line counts.
EvaluationPlan plan_of(const Arguments& arguments) {
  EvaluationPlan plan;
  if (auto manifest = arguments.find("manifest")) plan = EvaluationPlan::read(*manifest);
  for (const std::string& file : arguments.list("gold")) plan.gold.emplace_back(file);
  for (const std::string& file : arguments.list("aliases")) plan.aliases.emplace_back(file);
  if (plan.gold.empty())
    throw Error(ErrorKind::kUsage, "evaluate needs --gold FILE or --manifest FILE; see guanxi help evaluate");
  return plan;
}

}  // namespace

int run_evaluate(int argc, char** argv) {
  Options options(
      "evaluate", "DOCUMENT...",
      "Compares what is extracted from documents with statements made by hand (gold): who contacted whom "
      "and\n"
      "when (contact), whole statements (strict), pairs and entities, and strict for each relation.");
  options.schema()
      .threads()
      .repeated("gold", "FILE", "gold statements (JSON Lines); repeatable")
      .value("manifest", "FILE", "a list of gold files, judged lines and alias files (JSON)")
      .repeated("aliases", "FILE", "other forms of names: {\"name\": [\"form\", ...]}; repeatable")
      .value("errors", "N", "show N missed and N wrong for each measure")
      .flag("json", "write the figures as JSON")
      .operands(1);
  std::optional<Arguments> arguments = options.parse(argc, argv);
  if (!arguments) return 0;
  EvaluationPlan plan = plan_of(*arguments);
  std::uint64_t errors = arguments->number("errors", 0);

  const Extractor extractor(load_pack(*arguments));
  NameAliases aliases;
  for (const auto& file : plan.aliases) aliases.read(file);
  Evaluation evaluation(extractor.pack().ontology(), aliases);
  std::set<std::string> expected;
  for (const auto& file : plan.gold) {
    for (const GoldStatement& row : read_gold(file)) {
      evaluation.add_gold(row);
      expected.insert(row.document);
      if (!arguments->has("manifest")) plan.lines[row.document] = {EvaluationPlan::Lines{}};
    }
  }
  InputFiles files = find_input_files(arguments->operands(), false);
  for (const Refusal& refusal : files.refused)
    std::cerr << fmt::format("guanxi: {}: {}\n", refusal.path, refusal.reason);
  work_in_order<DocumentRecord>(
      files.paths.size(), arguments->threads(),
      [&](std::size_t i) { return extractor.extract(files.paths[i], read_input_file(files.paths[i])); },
      [&](std::size_t, DocumentRecord record) {
        expected.erase(std::filesystem::path(record.path).filename().string());
        std::map<Id, const Entity*> entities;
        for (const Entity& entity : record.entities) entities[entity.id()] = &entity;
        for (const StatedEvidence& stated : record.statements) {
          if (!plan.judged(record.path, stated.evidence.line)) continue;
          evaluation.add_found(record.path, *entities.at(stated.statement.subject), stated.statement,
                               *entities.at(stated.statement.object));
        }
      });
  for (const std::string& document : expected)
    std::cerr << fmt::format("guanxi: {} has gold statements and is not among the documents\n", document);
  arguments->has("json") ? print_json(evaluation) : print_rates(evaluation);
  if (errors > 0) print_errors(evaluation, errors);
  return files.refused.empty() ? 0 : 2;
}

}  // namespace guanxi::cli
