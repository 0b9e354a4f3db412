#include "extract/rules/grammar.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "extract/mentions/utf.h"
#include "extract/statement/error.h"

namespace guanxi {
namespace {

Reference parse_reference(const YamlNode& node) {
  static const std::map<std::string, Reference> names = {
      {"nobody", Reference::kNobody}, {"person", Reference::kPerson}, {"parties", Reference::kParties},
      {"other", Reference::kOther},   {"former", Reference::kFormer}, {"latter", Reference::kLatter},
      {"kind", Reference::kKind},     {"topic", Reference::kTopic},   {"speaker", Reference::kSpeaker},
      {"list", Reference::kList},     {"guest", Reference::kGuest}};
  auto found = names.find(node.text());
  if (found == names.end())
    node.fail("expected nobody, person, parties, other, former, latter, kind, list, topic or speaker");
  return found->second;
}

std::vector<Grammar::Pair> read_pairs(const YamlNode& node) {
  std::vector<Grammar::Pair> pairs;
  for (const YamlNode& item : node.list()) {
    std::vector<std::string> sides = item.texts();
    if (sides.size() != 2) item.fail("expected a pair: [open, close]");
    pairs.push_back({sides[0], sides[1]});
  }
  return pairs;
}

void append(std::vector<std::string>& to, const std::vector<std::string>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

// What stands between the signs of an expression, and every part of it.
void add_words_of(std::string_view expression, std::set<std::string, std::less<>>& words) {
  const auto plain = [](char32_t c) { return c > 0x7f || std::isalnum(static_cast<unsigned char>(c)) != 0; };
  const std::u32string text = to_utf32(expression);
  for (std::size_t begin = 0; begin < text.size(); ++begin)
    for (std::size_t end = begin; end < text.size() && plain(text[end]); ++end)
      words.insert(to_utf8(std::u32string_view(text).substr(begin, end + 1 - begin)));
}

}  // namespace

Grammar::Grammar(const Pack& pack) {
  for (const auto& file : pack.files("grammar.yaml")) {
    std::size_t before = words_.size();
    add(YamlNode::load(file));
    drop_redeclared(before);
  }
  clause_characters_ = to_utf32(clause_marks_);
  sentence_characters_ = to_utf32(sentence_marks_);
  for (const std::string& expression : {list_separator_, list_tail_}) add_words_of(expression, list_words_);
  index();
}

// A pack may say anew what a word of the packs before it is.
void Grammar::drop_redeclared(std::size_t before) {
  std::set<std::string> fresh;
  for (std::size_t i = before; i < words_.size(); ++i) fresh.insert(words_[i].text);
  auto end = words_.begin() + static_cast<std::ptrdiff_t>(before);
  words_.erase(
      std::remove_if(words_.begin(), end, [&](const Word& word) { return fresh.count(word.text) > 0; }), end);
}

void Grammar::add(const YamlNode& root) {
  root.allow_keys({"clause_marks", "sentence_marks", "speaker_mark", "brackets", "quotes", "list", "titles",
                   "oblique", "markers", "skip", "plain", "pronouns", "phrases", "appositions", "attributes",
                   "going", "things", "subordinate", "about"});
  clause_marks_ += root.text("clause_marks", "");
  sentence_marks_ += root.text("sentence_marks", "");
  speaker_mark_ = root.text("speaker_mark", speaker_mark_);
  for (auto& pair : read_pairs(root.find("brackets"))) brackets_.push_back(pair);
  for (auto& pair : read_pairs(root.find("quotes"))) quotes_.push_back(pair);
  if (YamlNode list = root.find("list"); list.defined()) {
    list.allow_keys({"separator", "tail", "chain", "jointly", "last", "mark", "each", "severally"});
    mark_ = list.text("mark", mark_);
    append(joins_last_, list.find("last").texts());
    append(each_of_, list.find("each").texts());
    append(severally_, list.find("severally").texts());
    for (const auto& [word, node] : list.find("jointly").map()) {
      jointly_.push_back(word);
      words_.push_back({word, Role::kJoint, node.text(), {}, "", {}, false, false, {}, {}, false});
    }
    if (YamlNode separator = list.find("separator"); separator.defined()) {
      list_separator_ = separator.text();
      separator_expression_ = std::make_shared<const RE2>(list_separator_, RE2::Quiet);
      if (!separator_expression_->ok()) separator.fail(separator_expression_->error());
    }
    if (YamlNode chain = list.find("chain"); chain.defined()) {
      chain_expression_ = std::make_shared<const RE2>(chain.text(), RE2::Quiet);
      if (!chain_expression_->ok()) chain.fail(chain_expression_->error());
    }
    if (YamlNode tail = list.find("tail"); tail.defined()) {
      list_tail_ = tail.text();
      RE2::Options options(RE2::Quiet);
      options.set_longest_match(true);
      tail_expression_ = std::make_shared<const RE2>(list_tail_, options);
      if (!tail_expression_->ok()) tail.fail(tail_expression_->error());
    }
  }
  if (YamlNode titles = root.find("titles"); titles.defined()) {
    titles.allow_keys({"joints", "possessives", "posted", "relation", "rule", "bodies", "seek", "holders",
                       "named", "same", "served", "taken", "concerns", "former", "shared", "counted",
                       "statesmen", "apart"});
    title_relation_ = titles.text("relation", title_relation_);
    title_rule_ = titles.text("rule", title_rule_);
    append(holder_titles_, titles.find("holders").texts());
    append(named_titles_, titles.find("named").texts());
    for (const auto& [title, node] : titles.find("same").map())
      for (const std::string& other : node.texts()) same_titles_[other] = title;
    for (const YamlNode& seek : titles.find("seek").list()) {
      seek.allow_keys({"titles", "kinds", "endings", "received"});
      title_seeks_.push_back({seek.at("titles").texts(), seek.at("kinds").texts(),
                              seek.find("endings").texts(), seek.flag("received", false)});
    }
    for (const YamlNode& body : titles.find("bodies").list()) {
      body.allow_keys({"kind", "name", "titles", "named", "unless", "names"});
      Entity entity{body.at("kind").text(), body.at("name").text(), ""};
      if (const YamlNode named = body.find("named"); named.defined()) {
        title_homes_.push_back(
            {entity, body.at("titles").texts(), named.texts(), body.find("unless").texts(), {}});
        for (const auto& [word, name] : body.find("names").map())
          title_homes_.back().names.emplace(word, name.text());
        continue;
      }
      for (const std::string& title : body.at("titles").texts()) title_bodies_[title] = entity;
    }
    for (const YamlNode& statesmen : titles.find("statesmen").list()) {
      statesmen.allow_keys({"kind", "of", "titles"});
      const std::vector<std::string> offices = statesmen.find("titles").texts();
      for (const auto& [body, persons] : statesmen.at("of").map())
        for (const std::string& person : persons.texts()) {
          const Entity state{statesmen.at("kind").text(), body, ""};
          for (const std::string& office : offices) known_holders_[{person, office}] = state;
          if (offices.empty()) statesmen_[person] = state;
        }
    }
    append(title_joints_, titles.find("joints").texts());
    append(possessives_, titles.find("possessives").texts());
    append(posted_, titles.find("posted").texts());
    append(served_, titles.find("served").texts());
    append(taken_, titles.find("taken").texts());
    append(former_, titles.find("former").texts());
    append(shared_, titles.find("shared").texts());
    append(concerns_, titles.find("concerns").texts());
    append(counted_, titles.find("counted").texts());
    append(apart_, titles.find("apart").texts());
  }
  append(oblique_, root.find("oblique").texts());
  append(things_, root.find("things").texts());
  append(about_, root.find("about").texts());
  append(subordinate_, root.find("subordinate").texts());
  append(appositions_, root.find("appositions").texts());
  append(going_, root.find("going").texts());
  if (YamlNode attributes = root.find("attributes"); attributes.defined()) {
    attributes.allow_keys({"located", "led", "trades"});
    append(trades_, attributes.find("trades").texts());
    append(located_, attributes.find("located").texts());
    append(led_, attributes.find("led").texts());
  }
  add_words(root.find("plain"), Role::kPlain, "");
  add_words(root.find("skip"), Role::kSkip, "");
  for (const auto& [name, node] : root.find("markers").map()) {
    if (std::find(markers_.begin(), markers_.end(), name) == markers_.end()) markers_.push_back(name);
    add_words(node, Role::kMarker, name);
  }
  for (const YamlNode& node : root.find("pronouns").list()) add_pronoun(node);
  for (const YamlNode& node : root.find("phrases").list()) add_phrase(node);
}

void Grammar::add_phrase(const YamlNode& node) {
  node.allow_keys({"sets", "pattern"});
  std::string sets = node.at("sets").text();
  std::size_t equals = sets.find('=');
  if (equals == std::string::npos) node.at("sets").fail("expected key=value");
  try {
    phrases_.push_back(
        {sets.substr(0, equals), sets.substr(equals + 1), FilteredExpression(node.at("pattern").text())});
  } catch (const Error& error) {
    node.at("pattern").fail(error.what());
  }
}

std::vector<TextSpan> Grammar::read_as(std::string_view value, std::string_view text) const {
  std::vector<TextSpan> spans;
  for (const Phrase& phrase : phrases_) {
    if (phrase.key != "read" || phrase.value != value) continue;
    for (std::size_t from = 0;;) {
      const std::string_view found = phrase.expression.in(text.substr(from));
      if (found.empty()) break;
      const auto begin = static_cast<std::size_t>(found.data() - text.data());
      spans.push_back({begin, from = begin + found.size()});
    }
  }
  return spans;
}

const Grammar::Word& Grammar::nobody() {
  static const Word word{.text = "", .role = Role::kPronoun, .kind = std::string(Alphabet::kNobody)};
  return word;
}

bool Grammar::joins_list(std::string_view between) const {
  return separator_expression_ && RE2::FullMatch({between.data(), between.size()}, *separator_expression_);
}

bool Grammar::chains(std::string_view between) const {
  return chain_expression_ && RE2::FullMatch({between.data(), between.size()}, *chain_expression_);
}

std::size_t Grammar::tail_at(std::string_view text) const {
  if (text.empty() || !tail_expression_) return 0;
  re2::StringPiece found;
  const bool any =
      tail_expression_->Match({text.data(), text.size()}, 0, text.size(), RE2::ANCHOR_START, &found, 1);
  return any ? found.size() : 0;
}

bool Grammar::Word::fits(std::string_view name) const {
  const auto ends = [&](const std::string& ending) { return name.ends_with(ending); };
  if (std::any_of(unlike.begin(), unlike.end(), ends)) return false;
  return endings.empty() || std::any_of(endings.begin(), endings.end(), ends);
}

void Grammar::add_words(const YamlNode& node, Role role, std::string_view marker) {
  for (const std::string& text : node.texts())
    words_.push_back({text, role, std::string(marker), {}, "", {}, false, false, {}, {}});
}

void Grammar::add_pronoun(const YamlNode& node) {
  node.allow_keys(
      {"words", "means", "kind", "endings", "sticky", "own", "offices", "unlike", "guest", "count"});
  for (const std::string& text : node.at("words").texts()) {
    words_.push_back({text, Role::kPronoun, "", parse_reference(node.at("means")),
                      node.text("kind", std::string(Alphabet::kNobody)), node.find("endings").texts(),
                      node.flag("sticky", false), node.flag("own", false), node.find("offices").texts(),
                      node.find("unlike").texts(), node.flag("guest", false),
                      static_cast<std::size_t>(std::max(2, node.number("count", 2)))});
  }
}

void Grammar::index() {
  std::stable_sort(words_.begin(), words_.end(),
                   [](const Word& a, const Word& b) { return a.text < b.text; });
  for (std::size_t i = 1; i < words_.size(); ++i) {
    if (words_[i].text == words_[i - 1].text) {
      throw Error(ErrorKind::kInput,
                  fmt::format("grammar.yaml: the word \"{}\" is declared twice", words_[i].text));
    }
  }
  std::vector<std::string> texts;
  for (const Word& word : words_) texts.push_back(word.text);
  index_ = WordIndex(texts);
}

bool Grammar::means_holder(std::string_view title) const {
  return std::find(holder_titles_.begin(), holder_titles_.end(), title) != holder_titles_.end();
}

bool Grammar::word_ends_at(std::string_view text, std::size_t at) const {
  std::string_view before = text.substr(0, at);
  auto ends = [&](const std::string& word) { return before.ends_with(word); };
  return std::any_of(oblique_.begin(), oblique_.end(), ends) ||
         std::any_of(words_.begin(), words_.end(), [&](const Word& word) { return ends(word.text); });
}

bool Grammar::title_when_named(std::string_view representative) const {
  return std::any_of(named_titles_.begin(), named_titles_.end(),
                     [&](const std::string& ending) { return representative.ends_with(ending); });
}

const std::string& Grammar::same_title(const std::string& title) const {
  auto found = same_titles_.find(title);
  return found == same_titles_.end() ? title : found->second;
}

const Grammar::TitleSeek* Grammar::seek_of_title(std::string_view title) const {
  const TitleSeek* best = nullptr;
  std::size_t longest = 0;
  for (const TitleSeek& seek : title_seeks_) {
    for (const std::string& ending : seek.titles) {
      if (!title.ends_with(ending) || ending.size() <= longest) continue;
      longest = ending.size();
      best = &seek;
    }
  }
  return best;
}

bool Grammar::has_clause_mark(std::string_view text) const {
  for (std::size_t at = 0; at < clause_marks_.size();) {
    std::size_t size = static_cast<unsigned char>(clause_marks_[at]) < 0x80 ? 1 : 3;
    if (text.find(std::string_view(clause_marks_).substr(at, size)) != std::string_view::npos) return true;
    at += size;
  }
  return false;
}

const Entity* Grammar::body_of_title(const std::string& title) const {
  auto found = title_bodies_.find(title);
  return found == title_bodies_.end() ? nullptr : &found->second;
}

const Entity* Grammar::state_held(const std::string& person, const std::string& title) const {
  auto found = known_holders_.find({person, title});
  return found == known_holders_.end() ? nullptr : &found->second;
}

const Entity* Grammar::state_of(const std::string& person) const {
  auto found = statesmen_.find(person);
  return found == statesmen_.end() ? nullptr : &found->second;
}

const Grammar::Word* Grammar::longest_at(std::string_view text, std::size_t at) const {
  const std::uint32_t found = index_.longest_at(text, at);
  return found == WordIndex::kNone ? nullptr : &words_[found];
}

const Grammar::Word* Grammar::longest_at(std::string_view text, std::size_t at,
                                         const WordSpans& words) const {
  const Word* found = nullptr;
  index_.words_at(text, at, [&](std::uint32_t number, std::size_t size) {
    const Word& word = words_[number];
    const bool seen_by_rules =
        word.role == Role::kMarker || word.role == Role::kSkip || word.role == Role::kPronoun;
    if (!seen_by_rules || !words.cut(at, at + size)) found = &word;
    return found == nullptr;  // else a shorter one: will, where "will meet" is cut behind it
  });
  return found;
}

}  // namespace guanxi
