#include "extract/questions/wording.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <set>

#include "extract/mentions/countries.h"
#include "extract/pack/tsv.h"

namespace guanxi {
namespace {

constexpr std::pair<std::string_view, WordRole> kRoles[] = {
    {"who", WordRole::kWho},
    {"which", WordRole::kWhich},
    {"count", WordRole::kCount},
    {"times", WordRole::kTimes},
    {"when", WordRole::kWhen},
    {"whether", WordRole::kWhether},
    {"connection", WordRole::kConnection},
    {"office", WordRole::kOffice},
    {"initiator", WordRole::kInitiator},
    {"first", WordRole::kFirst},
    {"last", WordRole::kLast},
    {"most", WordRole::kMost},
    {"kind", WordRole::kKind},
    {"title", WordRole::kTitle},
    {"relation", WordRole::kRelation},
    {"with", WordRole::kWith},
    {"and", WordRole::kAnd},
    {"to", WordRole::kTo},
    {"by", WordRole::kBy},
    {"from", WordRole::kFrom},
    {"in", WordRole::kIn},
    {"of", WordRole::kOf},
    {"possessive", WordRole::kPossessive},
    {"between", WordRole::kBetween},
    {"be", WordRole::kBe},
    {"auxiliary", WordRole::kAuxiliary},
    {"receive", WordRole::kReceive},
    {"not", WordRole::kNot},
    {"since", WordRole::kSince},
    {"after", WordRole::kAfter},
    {"before", WordRole::kBefore},
    {"until", WordRole::kUntil},
    {"range", WordRole::kRange},
    {"topic", WordRole::kTopic},
    {"skip", WordRole::kSkip},
};

WordRole role_of(const YamlNode& node) {
  const std::string word = node.text();
  std::string known;
  for (const auto& [name, role] : kRoles) {
    if (name == word) return role;
    known += (known.empty() ? "" : ", ") + std::string(name);
  }
  node.fail(fmt::format("\"{}\" is nothing that a word may be; expected one of: {}", word, known));
}

void replace_all(std::string& text, std::string_view from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

std::vector<std::string> split(const std::string& cell) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= cell.size();) {
    const std::size_t comma = std::min(cell.find(',', from), cell.size());
    if (comma > from) parts.push_back(cell.substr(from, comma - from));
    from = comma + 1;
  }
  return parts;
}

}  // namespace

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

Wording::Wording(const Pack& pack, const Ontology& ontology, const RuleSet& rules) {
  for (const auto& file : pack.files("questions", ".yaml")) add(file, pack);
  for (const auto& file : pack.files("questions", ".tsv")) add_names(file);
  add_labels(ontology);
  add_triggers(rules);
}

const std::vector<WordSense>* Wording::senses(std::string_view word) const {
  const auto found = words_.find(std::string(word));
  return found == words_.end() ? nullptr : &found->second;
}

const std::vector<std::string>* Wording::names(std::string_view name) const {
  const auto found = names_.find(std::string(name));
  return found == names_.end() ? nullptr : &found->second;
}

int Wording::month(std::string_view word) const {
  const auto found = months_.find(word);
  return found == months_.end() ? 0 : found->second;
}

void Wording::add(const std::filesystem::path& file, const Pack&) {
  const YamlNode root = YamlNode::load(file);
  root.allow_keys({"words", "country_names", "romanization", "months", "dates", "examples"});
  for (const YamlNode& node : root.find("words").list()) add_sense(node);
  for (const std::string& locale : root.find("country_names").texts()) add_country_names(locale);
  if (const YamlNode node = root.find("romanization"); node.defined()) romanization_ = node.text();
  add_dates(root);
  for (std::string& example : root.find("examples").texts()) examples_.push_back(std::move(example));
}

void Wording::add_sense(const YamlNode& node) {
  node.allow_keys({"is", "words", "kinds", "named", "relations", "families", "offices", "any", "inverse",
                   "passive", "alone", "lasting", "light", "either", "absorbed", "represented"});
  WordSense sense;
  sense.role = role_of(node.at("is"));
  sense.kinds = node.find("kinds").texts();
  sense.named = node.find("named").texts();
  sense.relations = node.find("relations").texts();
  sense.families = node.find("families").texts();
  sense.offices = node.find("offices").texts();
  sense.any = node.flag("any", false);
  sense.inverse = node.flag("inverse", false);
  sense.passive = node.flag("passive", false);
  sense.alone = node.flag("alone", false);
  sense.lasting = node.flag("lasting", false);
  sense.light = node.flag("light", false);
  sense.either = node.flag("either", false);
  sense.absorbed = node.flag("absorbed", false);
  sense.represented = node.flag("represented", false);
  for (const std::string& word : node.at("words").texts()) add_word(word, sense);
}

void Wording::add_word(const std::string& word, const WordSense& sense) {
  const std::string key = lower(word);
  longest_ = std::max(longest_, key.size());
  words_[key].push_back(sense);
}

// A word that no file declares.
void Wording::add_weak(const std::string& word, const WordSense& sense) {
  if (!word.empty() && !words_.contains(lower(word))) add_word(word, sense);
}

void Wording::add_names(const std::filesystem::path& file) {
  for (const TsvRow& row : load_tsv(file, 2, 2))
    for (const std::string& name : split(row.cells[1])) add_name(name, row.cells[0]);
}

void Wording::add_country_names(const std::string& locale) {
  const auto named = icu_country_names(locale);
  for (const CountryNames& country : icu_countries()) {
    const auto found = named.find(country.code);
    if (found == named.end()) continue;
    for (const std::string& name : found->second) {
      add_name(name, country.canonical);
      for (const std::string& other : country.others) add_name(name, other);
    }
  }
}

void Wording::add_name(std::string name, const std::string& canonical) {
  name = lower(name);
  most_words_ = std::max<std::size_t>(
      most_words_, 1 + static_cast<std::size_t>(std::count(name.begin(), name.end(), ' ')));
  auto& meant = names_[name];
  if (std::find(meant.begin(), meant.end(), canonical) == meant.end()) meant.push_back(canonical);
}

void Wording::add_dates(const YamlNode& root) {
  std::string all;
  int number = 0;
  for (const YamlNode& month : root.find("months").list()) {
    ++number;
    for (const std::string& word : month.texts()) {
      months_[lower(word)] = number;
      all += (all.empty() ? "" : "|") + lower(word);
    }
  }
  for (const YamlNode& node : root.find("dates").list()) {
    std::string source = node.text();
    replace_all(source, "{month}", all);
    auto expression = std::make_shared<const re2::RE2>(source, re2::RE2::Quiet);
    if (!expression->ok()) node.fail("not an RE2 expression: " + expression->error());
    dates_.push_back(std::move(expression));
  }
}

void Wording::add_labels(const Ontology& ontology) {
  for (const RelationDeclaration& relation : ontology.relations()) {
    WordSense sense;
    sense.role = WordRole::kRelation;
    sense.relations = {relation.name};
    for (const std::string& label : {relation.label_zh, relation.label_en, relation.name})
      add_weak(label, sense);
    sense.inverse = true;
    for (const std::string& label : {relation.inverse_zh, relation.inverse_en}) add_weak(label, sense);
  }
}

// Of patterns with one trigger: where there are several, none of them tells the relation by itself.
void Wording::add_triggers(const RuleSet& rules) {
  constexpr std::size_t kShortest = 4;  // bytes: more than one Chinese character
  std::map<std::string, std::set<std::string>> relations;
  for (const Rule& rule : rules.rules()) {
    if (rule.nothing) continue;
    for (const Pattern& pattern : rule.patterns) {
      if (pattern.triggers().size() != 1) continue;
      for (const std::string& word : pattern.triggers()[0])
        if (word.size() >= kShortest) relations[word].insert(rule.relation);
    }
  }
  for (const auto& [word, names] : relations) {
    WordSense sense;
    sense.role = WordRole::kRelation;
    sense.relations.assign(names.begin(), names.end());
    add_weak(word, sense);
  }
}

}  // namespace guanxi
