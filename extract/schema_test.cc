#include "extract/schema_test.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "extract/rules/pattern_variant.h"
#include "extract/statement/error.h"

namespace guanxi {
namespace {

std::vector<std::string> without(const std::vector<std::string>& all, const std::vector<std::string>& taken) {
  std::vector<std::string> rest;
  std::set_difference(all.begin(), all.end(), taken.begin(), taken.end(), std::back_inserter(rest));
  return rest;
}

// An example as a document: its date stands in a front matter.
std::string document_of(const std::string& text, const std::string& date) {
  return date.empty() ? text : fmt::format("---\ndate: {}\n---\n\n{}\n", date, text);
}

struct Run {
  std::vector<std::string> states;  // sorted, each once
  std::set<std::string> fired;      // rules
};

Run run(const Extractor& extractor, const std::string& text, const std::string& date,
        const PatternChange* change) {
  Run result;
  DocumentRecord record = extractor.extract("example", document_of(text, date), change);
  auto entity = [&](Id id) -> const Entity& {
    return *std::find_if(record.entities.begin(), record.entities.end(),
                         [&](const Entity& e) { return e.id() == id; });
  };
  std::set<std::string> states;
  for (const StatedEvidence& stated : record.statements) {
    const Statement& statement = stated.statement;
    states.insert(print_statement(entity(statement.subject), statement, entity(statement.object)));
    result.fired.insert(stated.evidence.rule);
  }
  result.states.assign(states.begin(), states.end());
  return result;
}

bool has_trigger(const Rule& rule, const std::string& text) {
  return std::any_of(rule.patterns.begin(), rule.patterns.end(), [&](const Pattern& pattern) {
    return std::all_of(pattern.triggers().begin(), pattern.triggers().end(), [&](const auto& words) {
      return std::any_of(words.begin(), words.end(),
                         [&](const std::string& word) { return text.find(word) != std::string::npos; });
    });
  });
}

bool chosen(const Rule& rule, std::string_view only) {
  return rule.name.find(only) != std::string::npos;
}

bool all_hold(const Extractor& extractor, const Rule& rule, const PatternChange* change) {
  return std::all_of(rule.examples.begin(), rule.examples.end(), [&](const RuleExample& example) {
    return run(extractor, example.text, example.date, change).states == example.states;
  });
}

std::optional<Pattern> compile(const RuleSet& rules, std::size_t rule, const std::string& source) {
  try {
    return rules.compile(rule, source);
  } catch (const Error&) {
    return std::nullopt;  // not every change leaves a pattern that makes sense
  }
}

void try_mutants(const Extractor& extractor, std::size_t rule, std::size_t pattern, MutationReport& report) {
  const Rule& owner = extractor.rules().rules()[rule];
  for (const PatternVariant& variant : pattern_variants(owner.patterns[pattern].source())) {
    std::optional<Pattern> mutant = compile(extractor.rules(), rule, variant.source);
    if (!mutant) continue;
    ++report.mutants;
    PatternChange change{rule, pattern, &*mutant};
    if (!all_hold(extractor, owner, &change)) continue;
    report.survivors.push_back({{owner.name, owner.where, owner.patterns[pattern].source()}, variant.what});
  }
}

}  // namespace

std::string print_statement(const Entity& subject, const Statement& statement, const Entity& object) {
  std::string line = fmt::format("{} {} {}", subject.name, statement.relation, object.name);
  auto add = [&](std::string_view key, std::string_view value) {
    if (!value.empty()) line += fmt::format(" {}={}", key, value);
  };
  add("time", statement.time);
  add("initiator", to_string(statement.initiator));
  add("office", statement.office);
  add("claimed_by", statement.claimed_by);
  if (statement.factuality != Factuality::kAsserted) add("factuality", to_string(statement.factuality));
  return line;
}

std::vector<std::string> statements_of(const Extractor& extractor, const std::string& text,
                                       const std::string& date, const PatternChange* change) {
  return run(extractor, text, date, change).states;
}

SchemaReport test_schema(const Extractor& extractor, std::string_view only) {
  SchemaReport report;
  for (const Rule& rule : extractor.rules().rules()) {
    if (!chosen(rule, only)) continue;
    ++report.rules;
    bool positive = false, negative = false;
    for (const RuleExample& example : rule.examples) {
      ++report.examples;
      Run result = run(extractor, example.text, example.date, nullptr);
      ExampleResult outcome{rule.name, example.where, example.text, without(example.states, result.states),
                            without(result.states, example.states)};
      if (!outcome.held()) report.failures.push_back(std::move(outcome));
      positive = positive || result.fired.count(rule.name) > 0;
      negative = negative ||
                 (example.states.empty() && has_trigger(rule, extractor.script_reader().read(example.text)));
    }
    if (!positive && !rule.nothing) report.without_positive.push_back(rule.name);
    if (!negative) report.without_negative.push_back(rule.name);
  }
  return report;
}

void PatternCoverage::add(const SentenceAnalysis& analysis, const Evaluation* gold) {
  const auto& rules = extractor_.rules().rules();
  for (const MatchTrace& trace : analysis.traces) {
    if (trace.verdict != "states") continue;
    bool counts =
        !gold || std::any_of(analysis.stated.begin(), analysis.stated.end(), [&](const StatedMatch& match) {
          return match.rule == rules[trace.match.rule].name &&
                 gold->in_gold(analysis.document->path, match.subject, match.statement, match.object);
        });
    if (counts) seen_.emplace(trace.match.rule, trace.match.pattern);
  }
}

void PatternCoverage::add_examples() {
  for (const Rule& rule : extractor_.rules().rules()) {
    for (const RuleExample& example : rule.examples) {
      TextDocument document = extractor_.read("example", document_of(example.text, example.date));
      extractor_.analyze(document, true, [&](const SentenceAnalysis& analysis) { add(analysis, nullptr); });
    }
  }
}

void PatternCoverage::add_document(const TextDocument& document, const Evaluation& gold) {
  extractor_.analyze(document, true, [&](const SentenceAnalysis& analysis) { add(analysis, &gold); });
}

std::vector<PatternPlace> PatternCoverage::uncovered() const {
  std::vector<PatternPlace> found;
  const auto& rules = extractor_.rules().rules();
  for (std::size_t rule = 0; rule < rules.size(); ++rule)
    for (std::size_t pattern = 0; pattern < rules[rule].patterns.size(); ++pattern)
      if (!seen_.count({rule, pattern}))
        found.push_back({rules[rule].name, rules[rule].where, rules[rule].patterns[pattern].source()});
  return found;
}

std::size_t PatternCoverage::patterns() const {
  std::size_t count = 0;
  for (const Rule& rule : extractor_.rules().rules()) count += rule.patterns.size();
  return count;
}

MutationReport test_mutants(const Extractor& extractor, std::string_view only) {
  MutationReport report;
  const auto& rules = extractor.rules().rules();
  for (std::size_t rule = 0; rule < rules.size(); ++rule) {
    if (!chosen(rules[rule], only) || rules[rule].examples.empty()) continue;
    if (!all_hold(extractor, rules[rule], nullptr)) continue;
    for (std::size_t pattern = 0; pattern < rules[rule].patterns.size(); ++pattern)
      try_mutants(extractor, rule, pattern, report);
  }
  return report;
}

}  // namespace guanxi
