#include "extract/schema_test.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace guanxi {
namespace {

std::string print(const Entity& subject, const Statement& statement, const Entity& object) {
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

std::vector<std::string> without(const std::vector<std::string>& all, const std::vector<std::string>& taken) {
  std::vector<std::string> rest;
  std::set_difference(all.begin(), all.end(), taken.begin(), taken.end(), std::back_inserter(rest));
  return rest;
}

struct Run {
  std::vector<std::string> states;  // sorted, each once
  std::set<std::string> fired;      // rules
};

Run run(const Extractor& extractor, const std::string& text, const std::string& date) {
  std::string document = date.empty() ? text : fmt::format("---\ndate: {}\n---\n\n{}\n", date, text);
  Run result;
  DocumentRecord record = extractor.extract("example", document);
  auto entity = [&](Id id) {
    return *std::find_if(record.entities.begin(), record.entities.end(),
                         [&](const Entity& e) { return e.id() == id; });
  };
  std::set<std::string> states;
  for (const StatedEvidence& stated : record.statements) {
    const Statement& statement = stated.statement;
    states.insert(print(entity(statement.subject), statement, entity(statement.object)));
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

}  // namespace

std::vector<std::string> statements_of(const Extractor& extractor, const std::string& text,
                                       const std::string& date) {
  return run(extractor, text, date).states;
}

SchemaReport test_schema(const Extractor& extractor) {
  SchemaReport report;
  for (const Rule& rule : extractor.rules().rules()) {
    ++report.rules;
    bool positive = false, negative = false;
    for (const RuleExample& example : rule.examples) {
      ++report.examples;
      Run result = run(extractor, example.text, example.date);
      ExampleResult outcome{rule.name, example.where, example.text, without(example.states, result.states),
                            without(result.states, example.states)};
      if (!outcome.held()) report.failures.push_back(std::move(outcome));
      positive = positive || result.fired.count(rule.name) > 0;
      negative = negative ||
                 (example.states.empty() && has_trigger(rule, extractor.script_reader().read(example.text)));
    }
    if (!positive) report.without_positive.push_back(rule.name);
    if (!negative) report.without_negative.push_back(rule.name);
  }
  return report;
}

}  // namespace guanxi
