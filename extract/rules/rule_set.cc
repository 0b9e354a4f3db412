#include "extract/rules/rule_set.h"

#include <fmt/format.h>
#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <map>
#include <set>

#include "extract/pack/yaml_node.h"
#include "extract/statement/error.h"

namespace guanxi {
namespace {

RuleExample read_example(const YamlNode& node) {
  node.allow_keys({"text", "date", "states"});
  RuleExample example;
  example.text = node.at("text").text();
  example.date = node.text("date", "");
  example.states = node.at("states").texts();
  std::sort(example.states.begin(), example.states.end());
  example.where = node.where();
  return example;
}

bool overlap(const PatternMatch::Span& a, const PatternMatch::Span& b) {
  return a.begin < b.end && b.begin < a.end;
}

std::size_t size(const PatternMatch::Span& span) {
  return span.end - span.begin;
}

}  // namespace

// One RE2::Set over all trigger words. Words that several patterns share stand in it once.
class RuleSet::Prefilter {
 public:
  explicit Prefilter(const RuleSet& rules) : set_(RE2::DefaultOptions, RE2::UNANCHORED) {
    std::map<std::string, std::size_t> words;
    for (std::size_t packed = 0; packed < rules.patterns_.size(); ++packed) {
      auto [rule, pattern] = rules.patterns_[packed];
      needs_.emplace_back();
      for (const std::vector<std::string>& alternatives : rules.rules_[rule].patterns[pattern].triggers()) {
        needs_.back().emplace_back();
        for (const std::string& word : alternatives) {
          auto [at, fresh] = words.emplace(word, words.size());
          if (fresh) set_.Add(RE2::QuoteMeta(word), nullptr);
          needs_.back().back().push_back(at->second);
        }
      }
    }
    count_ = words.size();
    if (count_ > 0 && !set_.Compile())
      throw Error(ErrorKind::kInput, "rules: the trigger words need too much memory");
  }

  std::vector<std::size_t> candidates(std::string_view sentence) const {
    std::vector<std::size_t> found;
    if (count_ == 0) return found;
    std::vector<int> hits;
    RE2::Set::ErrorInfo failure{RE2::Set::kNoError};
    if (!set_.Match({sentence.data(), sentence.size()}, &hits, &failure)) {
      // 'No match' and 'out of memory' both return false: only the first is an answer.
      if (failure.kind != RE2::Set::kNoError)
        throw Error(ErrorKind::kSystem, "rules: the trigger scan ran out of memory");
      return found;
    }
    std::vector<bool> present(count_);
    for (int hit : hits) present[hit] = true;
    for (std::size_t packed = 0; packed < needs_.size(); ++packed) {
      auto holds = [&](const std::vector<std::size_t>& any) {
        return std::any_of(any.begin(), any.end(), [&](std::size_t word) { return present[word]; });
      };
      if (std::all_of(needs_[packed].begin(), needs_[packed].end(), holds)) found.push_back(packed);
    }
    return found;
  }

 private:
  RE2::Set set_;
  std::size_t count_ = 0;
  std::vector<std::vector<std::vector<std::size_t>>>
      needs_;  // pattern -> trigger parts -> any of these words
};

RuleSet::RuleSet(const Pack& pack, const Alphabet& alphabet, const Grammar& grammar)
    : alphabet_(&alphabet), grammar_(&grammar) {
  for (const auto& file : pack.files("rules", ".yaml")) {
    YamlNode root = YamlNode::load(file);
    root.allow_keys({"rules"});
    for (const YamlNode& node : root.at("rules").list()) add(pack, node, pack.owner(file), alphabet, grammar);
  }
  std::sort(rules_.begin(), rules_.end(), [](const Rule& a, const Rule& b) { return a.name < b.name; });
  for (std::size_t rule = 0; rule < rules_.size(); ++rule) {
    if (rule > 0 && rules_[rule].name == rules_[rule - 1].name) {
      throw Error(ErrorKind::kInput,
                  fmt::format("{}: the rule \"{}\" is declared twice, also at {}", rules_[rule].where,
                              rules_[rule].name, rules_[rule - 1].where));
    }
    for (std::size_t pattern = 0; pattern < rules_[rule].patterns.size(); ++pattern)
      patterns_.emplace_back(rule, pattern);
  }
  std::set<std::string> words;
  for (const Rule& rule : rules_)
    for (const Pattern& pattern : rule.patterns) words.insert(pattern.words().begin(), pattern.words().end());
  words_.assign(words.begin(), words.end());
  prefilter_ = std::make_unique<Prefilter>(*this);
}

bool RuleSet::uses_word_in(std::string_view text) const {
  constexpr std::size_t kTwoCharacters = 6;
  return std::any_of(words_.begin(), words_.end(), [&](const std::string& word) {
    return word.size() >= kTwoCharacters && text.find(word) != std::string_view::npos;
  });
}

RuleSet::~RuleSet() = default;
RuleSet::RuleSet(RuleSet&&) noexcept = default;

void RuleSet::add(const Pack& pack, const YamlNode& node, std::string_view owner, const Alphabet& alphabet,
                  const Grammar& grammar) {
  node.allow_keys({"id", "relation", "about", "patterns", "initiator", "factuality", "swap", "mutual",
                   "nothing", "timeless", "office", "examples"});
  Rule rule;
  rule.name = fmt::format("{}/{}", owner, node.at("id").text());
  rule.where = node.where();
  rule.relation = node.at("relation").text();
  const RelationDeclaration* relation = pack.ontology().relation(rule.relation);
  if (!relation) node.at("relation").fail(fmt::format("no relation \"{}\" is declared", rule.relation));
  for (std::string_view key : {"initiator", "factuality"}) {
    YamlNode value = node.find(key);
    if (!value.defined()) continue;
    try {
      key == "initiator" ? void(rule.initiator = parse_initiator(value.text()))
                         : void(rule.factuality = parse_factuality(value.text()));
    } catch (const Error& error) {
      value.fail(error.what());
    }
  }
  rule.swap = node.flag("swap", false);
  rule.mutual = node.flag("mutual", false);
  rule.nothing = node.flag("nothing", false);
  rule.timeless = node.flag("timeless", false);
  rule.office = node.text("office", "");
  std::vector<std::string> both_kinds = relation->subject_kinds;
  both_kinds.emplace_back(Alphabet::kNobody);
  rule.kinds = {{"subject", rule.swap ? relation->object_kinds : relation->subject_kinds},
                {"object", rule.swap ? relation->subject_kinds : relation->object_kinds},
                {"parties", both_kinds},
                {"office", {std::string(Alphabet::kTitle)}}};
  for (const YamlNode& pattern : node.at("patterns").list()) {
    try {
      rule.patterns.emplace_back(pattern.text(), alphabet, grammar, rule.kinds);
    } catch (const Error& error) {
      pattern.fail(error.what());
    }
  }
  for (const YamlNode& example : node.find("examples").list()) rule.examples.push_back(read_example(example));
  rules_.push_back(std::move(rule));
}

// Where triggers overlap: the longer one; for one relation, two parties told apart before one list of both,
// then the pattern with more words.
bool RuleSet::outranks(const RuleMatch& a, const RuleMatch& b) const {
  if (!overlap(a.match.trigger, b.match.trigger)) return false;
  if (size(a.match.trigger) != size(b.match.trigger)) return size(a.match.trigger) > size(b.match.trigger);
  if (rules_[a.rule].relation != rules_[b.rule].relation) return false;
  bool told_apart = a.match.slots.count("subject") && a.match.slots.count("object");
  if (told_apart && b.match.slots.count("parties")) return true;
  if (b.match.slots.count("subject") && b.match.slots.count("object") && a.match.slots.count("parties"))
    return false;
  return rules_[a.rule].patterns[a.pattern].specificity() > rules_[b.rule].patterns[b.pattern].specificity();
}

Pattern RuleSet::compile(std::size_t rule, std::string_view source) const {
  return Pattern(source, *alphabet_, *grammar_, rules_[rule].kinds);
}

std::vector<std::size_t> RuleSet::candidates(std::string_view sentence) const {
  return prefilter_->candidates(sentence);
}

std::vector<RuleMatch> RuleSet::match(const EncodedSentence& sentence,
                                      const std::vector<std::size_t>& candidates,
                                      const PatternChange* change) const {
  std::vector<RuleMatch> all;
  for (std::size_t packed : candidates) {
    auto [rule, index] = patterns_[packed];
    bool changed = change && change->rule == rule && change->pattern == index;
    const Pattern& pattern = changed ? *change->instead : rules_[rule].patterns[index];
    for (std::size_t from = 0; from <= sentence.text().size();) {
      auto match = pattern.match(sentence.text(), from);
      if (!match) break;
      from = std::max(match->trigger.end, from + 1);
      all.push_back({rule, index, std::move(*match)});
    }
  }
  std::vector<RuleMatch> kept;
  for (const RuleMatch& candidate : all) {
    auto beats = [&](const RuleMatch& other) { return outranks(other, candidate); };
    if (std::none_of(all.begin(), all.end(), beats)) kept.push_back(candidate);
  }
  std::sort(kept.begin(), kept.end(), [](const RuleMatch& a, const RuleMatch& b) {
    return std::tie(a.match.trigger.begin, a.rule, a.pattern) <
           std::tie(b.match.trigger.begin, b.rule, b.pattern);
  });
  return kept;
}

}  // namespace guanxi
