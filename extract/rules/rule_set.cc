#include "extract/rules/rule_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

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

Unsaid parse_unsaid(const YamlNode& node) {
  if (node.text() == "guest") return Unsaid::kGuest;
  if (node.text() != "own") node.fail("expected guest or own");
  return Unsaid::kOwn;
}

bool overlap(const PatternMatch::Span& a, const PatternMatch::Span& b) {
  return a.begin < b.end && b.begin < a.end;
}

std::size_t size(const PatternMatch::Span& span) {
  return span.end - span.begin;
}

bool utf8_start(char c) {
  return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
}

}  // namespace

// One index of all trigger words. Words that several patterns share stand in it once.
class RuleSet::Prefilter {
 public:
  explicit Prefilter(const RuleSet& rules) {
    std::map<std::string, std::size_t> numbers;
    std::vector<std::string> words;
    for (std::size_t packed = 0; packed < rules.patterns_.size(); ++packed) {
      auto [rule, pattern] = rules.patterns_[packed];
      needs_.emplace_back();
      for (const std::vector<std::string>& alternatives : rules.rules_[rule].patterns[pattern].triggers()) {
        needs_.back().emplace_back();
        for (const std::string& word : alternatives) {
          auto [at, fresh] = numbers.emplace(word, numbers.size());
          if (fresh) words.push_back(word);
          needs_.back().back().push_back(at->second);
        }
      }
      // A pattern is looked at when a word of its first trigger is there.
      users_.resize(words.size());
      for (std::size_t word : needs_.back().front()) users_[word].push_back(packed);
    }
    users_.resize(words.size());
    index_ = WordIndex(words);
  }

  std::vector<std::size_t> candidates(std::string_view sentence) const {
    static thread_local std::vector<std::uint32_t> hits;
    hits.clear();
    for (std::size_t at = 0; at < sentence.size(); ++at) {
      if (!utf8_start(sentence[at])) continue;
      index_.words_at(sentence, at, [&](std::uint32_t word, std::size_t) {
        hits.push_back(word);
        return true;
      });
    }
    std::vector<std::size_t> found;
    if (hits.empty()) return found;
    std::sort(hits.begin(), hits.end());
    hits.erase(std::unique(hits.begin(), hits.end()), hits.end());
    for (std::uint32_t word : hits) found.insert(found.end(), users_[word].begin(), users_[word].end());
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    std::erase_if(found, [&](std::size_t packed) { return !holds(needs_[packed], hits); });
    return found;
  }

 private:
  using Alternatives = std::vector<std::size_t>;

  static bool holds(const std::vector<Alternatives>& parts, const std::vector<std::uint32_t>& hits) {
    if (parts.size() == 1) return true;
    return std::all_of(parts.begin(), parts.end(), [&](const Alternatives& any) {
      return std::any_of(any.begin(), any.end(), [&](std::size_t word) {
        return std::binary_search(hits.begin(), hits.end(), static_cast<std::uint32_t>(word));
      });
    });
  }

  WordIndex index_;
  std::vector<std::vector<Alternatives>> needs_;  // pattern -> trigger parts -> any of these words
  std::vector<std::vector<std::size_t>> users_;   // word -> patterns that have it in their first trigger
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
  constexpr std::size_t kTwoCharacters = 6;
  std::erase_if(words, [](const std::string& word) { return word.size() < kTwoCharacters; });
  words_ = WordIndex({words.begin(), words.end()});
  prefilter_ = std::make_unique<Prefilter>(*this);
  bind_outlines();
}

void RuleSet::bind_outlines() {
  std::map<std::string, std::uint32_t> numbers;
  for (const Rule& rule : rules_)
    for (const Pattern& pattern : rule.patterns)
      for (const std::string& word : pattern.outline_words()) numbers.emplace(word, 0);
  std::vector<std::string> words;
  for (auto& [word, number] : numbers) {
    number = static_cast<std::uint32_t>(words.size());
    words.push_back(word);
  }
  const int saying = alphabet_->has_marker("say") ? alphabet_->marker("say") : -1;
  for (Rule& rule : rules_)
    for (Pattern& pattern : rule.patterns) pattern.bind_outlines(numbers, saying);
  letters_ = OutlineReader(words, *grammar_);
}

bool RuleSet::uses_word_in(std::string_view text) const {
  for (std::size_t at = 0; at < text.size(); ++at)
    if (utf8_start(text[at]) && words_.longest_at(text, at) != WordIndex::kNone) return true;
  return false;
}

std::vector<std::pair<std::size_t, std::size_t>> RuleSet::words_in(std::string_view text) const {
  std::vector<std::pair<std::size_t, std::size_t>> found;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!utf8_start(text[at])) continue;
    words_.words_at(text, at, [&](std::uint32_t, std::size_t size) {
      found.emplace_back(at, at + size);
      return false;
    });
  }
  return found;
}

RuleSet::~RuleSet() = default;
RuleSet::RuleSet(RuleSet&&) noexcept = default;

void RuleSet::add(const Pack& pack, const YamlNode& node, std::string_view owner, const Alphabet& alphabet,
                  const Grammar& grammar) {
  node.allow_keys({"id", "relation", "about", "patterns", "initiator", "factuality", "swap", "mutual",
                   "nothing", "timeless", "unsaid", "office", "examples"});
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
  if (const YamlNode unsaid = node.find("unsaid"); unsaid.defined()) rule.unsaid = parse_unsaid(unsaid);
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
  static thread_local std::vector<OutlineLetter> letters;
  letters_.read(sentence.text(), letters);
  static thread_local PatternText text;
  bool ready = false;  // most sentences have no pattern that their letters let pass
  for (std::size_t packed : candidates) {
    auto [rule, index] = patterns_[packed];
    bool changed = change && change->rule == rule && change->pattern == index;
    const Pattern& pattern = changed ? *change->instead : rules_[rule].patterns[index];
    if (!changed && !pattern.possible(letters)) continue;
    if (!std::exchange(ready, true)) text.assign(sentence.text(), *alphabet_, *grammar_);
    for (std::size_t from = 0; from <= sentence.text().size();) {
      auto match = pattern.match(text, from, changed ? nullptr : &letters);
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
