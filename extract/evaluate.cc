#include "extract/evaluate.h"

#include <fmt/format.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "extract/statement/error.h"

namespace guanxi {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

// Spaces, quotation marks, title brackets, parentheses, dots and dashes, which writers use differently.
constexpr char16_t kDropped[] =
    u" \t\u3000\u201c\u201d\"'\u2018\u2019\u300c\u300d\u300e\u300f\u300a\u300b<>()"
    u"\uff08\uff09\u00b7\u2022\u2027"
    u"\u30fb\u2014\u2013-\uff0d\u2015";

std::string squash(std::string_view name) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
  if (U_FAILURE(status)) throw Error(ErrorKind::kSystem, "ICU's normalization data is missing");
  icu::UnicodeString text = nfkc->normalize(
      icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<int>(name.size()))), status);
  icu::UnicodeString kept;
  for (int i = 0; i < text.length(); ++i)
    if (std::u16string_view(kDropped).find(text[i]) == std::u16string_view::npos) kept.append(text[i]);
  std::string result;
  kept.toLower(icu::Locale::getRoot()).toUTF8String(result);
  return result;
}

// The day, month, year or interval, without the marks for approximate and uncertain.
std::string plain_time(std::string time) {
  std::erase_if(time, [](char c) { return c == '~' || c == '?' || c == '%'; });
  return time;
}

std::string file_name(std::string_view document) {
  return fs::path(document).filename().string();
}

std::ifstream open(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in || fs::is_directory(file)) throw Error(ErrorKind::kInput, file.string() + ": cannot be read");
  return in;
}

json read_json(const fs::path& file) {
  std::ifstream in = open(file);
  try {
    return json::parse(in);
  } catch (const json::exception& failure) {
    throw Error(ErrorKind::kInput, fmt::format("{}: not JSON: {}", file.string(), failure.what()));
  }
}

std::string text_or_empty(const json& row, const char* key) {
  auto value = row.find(key);
  return value == row.end() || value->is_null() ? "" : value->get<std::string>();
}

std::set<Evaluation::Key> minus(const std::set<Evaluation::Key>& a, const std::set<Evaluation::Key>& b) {
  std::set<Evaluation::Key> rest;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::inserter(rest, rest.end()));
  return rest;
}

double ratio(double part, double whole) {
  return whole > 0 ? part / whole : 0;
}

}  // namespace

std::vector<GoldStatement> read_gold(const fs::path& file) {
  std::ifstream in = open(file);
  std::vector<GoldStatement> rows;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    try {
      json row = json::parse(line);
      GoldStatement statement{file_name(row.at("doc").get<std::string>()),
                              row.at("subject").at("name").get<std::string>(),
                              row.at("relation").get<std::string>(),
                              row.at("object").at("name").get<std::string>(),
                              text_or_empty(row, "time"),
                              text_or_empty(row, "factuality"),
                              row.value("optional", false)};
      rows.push_back(std::move(statement));
    } catch (const json::exception& failure) {
      throw Error(ErrorKind::kInput, fmt::format("{}:{}: expected one gold statement as a JSON object: {}",
                                                 file.string(), number, failure.what()));
    }
  }
  return rows;
}

void NameAliases::read(const fs::path& file) {
  try {
    const json table = read_json(file);
    for (const auto& [canonical, forms] : table.items())
      for (const json& form : forms) same(canonical, form.get<std::string>());
  } catch (const json::exception& failure) {
    throw Error(ErrorKind::kInput, fmt::format("{}: expected {{\"name\": [\"other form\", ...]}}: {}",
                                               file.string(), failure.what()));
  }
}

std::string NameAliases::root(std::string form) const {
  for (auto at = parent_.find(form); at != parent_.end(); at = parent_.find(form)) form = at->second;
  return form;
}

void NameAliases::same(std::string_view a, std::string_view b) {
  std::string first = root(squash(a)), second = root(squash(b));
  if (first != second) parent_[second] = first;
}

std::string NameAliases::key(std::string_view name) const {
  return root(squash(name));
}

double Rates::precision() const {
  return ratio(static_cast<double>(right), static_cast<double>(found));
}
double Rates::recall() const {
  return ratio(static_cast<double>(right), static_cast<double>(gold));
}
double Rates::f1() const {
  return ratio(2 * precision() * recall(), precision() + recall());
}

const std::vector<std::string>& Evaluation::measures() {
  static const std::vector<std::string> names = {"contact", "strict", "pair", "entity"};
  return names;
}

std::map<std::string, Evaluation::Key> Evaluation::keys(const std::string& document,
                                                        const std::string& subject,
                                                        const std::string& relation,
                                                        const std::string& object, const std::string& time,
                                                        const std::string& factuality) const {
  const RelationDeclaration* declared = ontology_.relation(relation);
  std::string day = plain_time(time), fact = factuality.empty() ? "asserted" : factuality;
  auto [low, high] = std::minmax(subject, object);
  bool directed = !declared || declared->directed;
  std::map<std::string, Key> keys;
  keys["strict"] = {document, directed ? subject : low, directed ? object : high, relation, day, fact};
  keys["pair"] = {document, low, high};
  if (declared && declared->contact() && fact == "asserted") keys["contact"] = {document, low, high, day};
  return keys;
}

void Evaluation::add_gold(const GoldStatement& row) {
  std::string subject = aliases_.key(row.subject), object = aliases_.key(row.object);
  auto target = [&](const std::string& measure) -> std::set<Key>& {
    return row.optional ? sets_[measure].optional : sets_[measure].gold;
  };
  for (auto& [measure, key] : keys(row.document, subject, row.relation, object, row.time, row.factuality)) {
    if (measure == "strict" && !row.optional) relations_[row.relation].gold.insert(key);
    target(measure).insert(key);
  }
  for (const std::string& name : {subject, object}) target("entity").insert({row.document, name});
}

void Evaluation::add_found(std::string_view path, const Entity& from, const Statement& statement,
                           const Entity& to) {
  std::string document = file_name(path), subject = aliases_.key(from.name), object = aliases_.key(to.name);
  for (auto& [measure, key] : keys(document, subject, statement.relation, object, statement.time,
                                   std::string(to_string(statement.factuality)))) {
    if (measure == "strict") relations_[statement.relation].found.insert(key);
    sets_[measure].found.insert(key);
  }
  for (const std::string& name : {subject, object}) sets_["entity"].found.insert({document, name});
}

bool Evaluation::in_gold(std::string_view path, const Entity& from, const Statement& statement,
                         const Entity& to) const {
  auto strict = sets_.find("strict");
  if (strict == sets_.end()) return false;
  auto all = keys(file_name(path), aliases_.key(from.name), statement.relation, aliases_.key(to.name),
                  statement.time, std::string(to_string(statement.factuality)));
  return strict->second.gold.count(all.at("strict")) > 0;
}

// What was found, without what the gold marks optional.
std::set<Evaluation::Key> Evaluation::counted(const Sets& sets) const {
  return minus(sets.found, minus(sets.optional, sets.gold));
}

Rates Evaluation::rates(const std::string& measure) const {
  auto sets = sets_.find(measure);
  if (sets == sets_.end()) return {};
  std::set<Key> found = counted(sets->second);
  std::size_t wrong = minus(found, sets->second.gold).size();
  return {found.size() - wrong, sets->second.gold.size(), found.size()};
}

std::map<std::string, Rates> Evaluation::by_relation() const {
  std::map<std::string, Rates> all;
  auto strict = sets_.find("strict");
  if (strict == sets_.end()) return all;
  std::set<Key> spare = minus(strict->second.optional, strict->second.gold);
  for (const auto& [relation, sets] : relations_) {
    std::set<Key> found = minus(sets.found, spare);
    all[relation] = {found.size() - minus(found, sets.gold).size(), sets.gold.size(), found.size()};
  }
  return all;
}

std::vector<Evaluation::Key> Evaluation::missed(const std::string& measure) const {
  auto sets = sets_.find(measure);
  if (sets == sets_.end()) return {};
  std::set<Key> keys = minus(sets->second.gold, counted(sets->second));
  return {keys.begin(), keys.end()};
}

std::vector<Evaluation::Key> Evaluation::wrong(const std::string& measure) const {
  auto sets = sets_.find(measure);
  if (sets == sets_.end()) return {};
  std::set<Key> keys = minus(counted(sets->second), sets->second.gold);
  return {keys.begin(), keys.end()};
}

EvaluationPlan EvaluationPlan::read(const fs::path& manifest) {
  EvaluationPlan plan;
  json root = read_json(manifest);
  fs::path home = manifest.parent_path();
  try {
    for (const json& part : root.at("sets")) {
      plan.gold.push_back(home / part.at("gold").get<std::string>());
      for (const auto& [document, span] : part.at("lines").items()) {
        Lines lines;
        if (!span.is_null()) lines = {span.at(0).get<std::uint32_t>(), span.at(1).get<std::uint32_t>()};
        plan.lines[document].push_back(lines);
      }
    }
    for (const json& name : root.value("aliases", json::array()))
      plan.aliases.push_back(home / name.get<std::string>());
  } catch (const json::exception& failure) {
    throw Error(
        ErrorKind::kInput,
        fmt::format("{}: expected {{\"sets\": [{{\"gold\": FILE, \"lines\": {{DOCUMENT: [first, last]}}}}], "
                    "\"aliases\": [FILE]}}: {}",
                    manifest.string(), failure.what()));
  }
  return plan;
}

bool EvaluationPlan::judged(const std::string& document, std::uint32_t line) const {
  auto found = lines.find(file_name(document));
  if (found == lines.end()) return false;
  return std::any_of(found->second.begin(), found->second.end(), [&](const Lines& span) {
    return span.last == 0 || (span.first <= line && line <= span.last);
  });
}

}  // namespace guanxi
