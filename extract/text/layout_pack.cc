#include "extract/text/layout_pack.h"

#include <fmt/format.h>
#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>

#include "extract/pack/yaml_node.h"
#include "extract/statement/error.h"
#include "extract/text/utf8.h"

namespace guanxi {
namespace {

// Patterns see no more of a line than this: marks, datelines and whole short lines are all shorter.
constexpr std::size_t kPatternBytes = 240;

struct Pattern {
  std::unique_ptr<RE2> expression;
  BlockKind kind = BlockKind::kParagraph;
  int level = 0;
  bool whole = false;
  bool conditional = false;
  BlockKind otherwise = BlockKind::kParagraph;
  int marker = 0;  // number of the group, 0: none
  int text = 0;
};

constexpr std::array<std::pair<std::string_view, BlockKind>, 11> kKinds = {{
    {"front-matter", BlockKind::kFrontMatter},
    {"title", BlockKind::kTitle},
    {"heading", BlockKind::kHeading},
    {"date-heading", BlockKind::kDateHeading},
    {"dateline", BlockKind::kDateline},
    {"bullet", BlockKind::kBullet},
    {"item", BlockKind::kItem},
    {"paragraph", BlockKind::kParagraph},
    {"contents", BlockKind::kContents},
    {"footnote", BlockKind::kFootnote},
    {"furniture", BlockKind::kFurniture},
}};

BlockKind kind_of(const YamlNode& node) {
  const std::string name = node.text();
  for (const auto& [text, kind] : kKinds) {
    if (text == name) return kind;
  }
  node.fail(
      fmt::format("\"{}\" is no kind of block; expected one of those listed at the top of the file", name));
}

std::vector<char32_t> characters(const YamlNode& node) {
  const std::string text = node.text();
  std::vector<char32_t> all;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = utf8::next(text, &i);
    if (c > 0xFFFF) node.fail("expected characters up to U+FFFF");
    if (!utf8::blank(c)) all.push_back(c);
  }
  return all;
}

// Replaces {name} by what `define` gives it, one level deep.
std::string expanded(const YamlNode& node,
                     const std::vector<std::pair<std::string, std::string>>& definitions) {
  std::string pattern = node.text();
  for (const auto& [name, value] : definitions) {
    const std::string token = "{" + name + "}";
    for (std::size_t at = 0; (at = pattern.find(token, at)) != std::string::npos; at += value.size()) {
      pattern.replace(at, token.size(), value);
    }
  }
  return pattern;
}

std::pair<std::size_t, std::size_t> range_of(const re2::StringPiece& part, const re2::StringPiece& line) {
  if (part.data() == nullptr) return {0, 0};
  const auto begin = static_cast<std::size_t>(part.data() - line.data());
  return {begin, begin + part.size()};
}

}  // namespace

std::string_view block_kind_name(BlockKind kind) {
  return std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& entry) { return entry.second == kind; })
      ->first;
}

// Patterns that look at the same characters first, as two automata: for whole short lines and for how lines
// begin.
struct PatternGroup {
  explicit PatternGroup(std::string needs, const RE2::Options& options)
      : needs(std::move(needs)), whole(options, RE2::ANCHOR_BOTH), prefix(options, RE2::ANCHOR_START) {}

  std::string needs;  // the line must have one of these characters; empty: no condition
  std::uint8_t bit = 0;
  RE2::Set whole, prefix;
  std::vector<int> whole_index, prefix_index;
};

struct LayoutPack::Patterns {
  std::vector<Pattern> all;
  std::vector<std::unique_ptr<PatternGroup>> groups;
  std::array<std::uint8_t, 0x10000> needed{};  // for each character the bits of the groups that need it

  PatternGroup& group(const YamlNode& line, const RE2::Options& options);

  static void hits(const RE2::Set& set, std::string_view line, std::vector<int>* found) {
    found->clear();
    RE2::Set::ErrorInfo error{};
    const re2::StringPiece piece(line.data(), line.size());
    // Most lines match nothing, which is cheaper to learn without asking what.
    if (set.Match(piece, nullptr, &error) && set.Match(piece, found, &error)) return;
    if (error.kind != RE2::Set::kNoError) {
      throw Error(ErrorKind::kSystem, "the patterns of layout.yaml need more memory than they may have");
    }
  }

  std::uint8_t bits_of(std::string_view line) const {
    std::uint8_t bits = 0;
    for (std::size_t i = 0; i < line.size();) {
      const char32_t c = utf8::next(line, &i);
      if (c < needed.size()) bits = static_cast<std::uint8_t>(bits | needed[c]);
    }
    return bits;
  }

  // The lowest number of a pattern that matches and satisfies keep, or -1.
  template <typename Keep>
  int first(std::string_view line, bool with_whole, Keep keep) const {
    int best = -1;
    std::vector<int> found;
    const std::uint8_t bits = bits_of(line);
    const auto look = [&](const RE2::Set& set, const std::vector<int>& index) {
      if (index.empty()) return;
      hits(set, line, &found);
      for (const int hit : found) {
        const int number = index[static_cast<std::size_t>(hit)];
        if (keep(all[static_cast<std::size_t>(number)]) && (best < 0 || number < best)) best = number;
      }
    };
    for (const auto& group : groups) {
      if (group->bit != 0 && (bits & group->bit) == 0) continue;
      if (with_whole) look(group->whole, group->whole_index);
      look(group->prefix, group->prefix_index);
    }
    return best;
  }
};

PatternGroup& LayoutPack::Patterns::group(const YamlNode& line, const RE2::Options& options) {
  const std::string needs = line.text("has", "");
  for (const auto& group : groups) {
    if (group->needs == needs) return *group;
  }
  groups.push_back(std::make_unique<PatternGroup>(needs, options));
  PatternGroup& group = *groups.back();
  if (needs.empty()) return group;
  const auto conditions =
      std::count_if(groups.begin(), groups.end(), [](const auto& g) { return !g->needs.empty(); });
  if (conditions > 8) line.fail("expected no more than 8 different values of has in the file");
  group.bit = static_cast<std::uint8_t>(1 << (conditions - 1));
  for (std::size_t i = 0; i < needs.size();) {
    const char32_t c = utf8::next(needs, &i);
    if (c < needed.size()) needed[c] = static_cast<std::uint8_t>(needed[c] | group.bit);
  }
  return group;
}

LayoutPack::LayoutPack(const std::filesystem::path& dir) : patterns_(std::make_unique<Patterns>()) {
  const YamlNode root = YamlNode::load(dir / "layout.yaml");
  root.allow_keys({"marks", "limits", "fold", "half_width", "front_matter", "define", "lines"});
  read_marks(root.at("marks"));
  const YamlNode limits = root.at("limits");
  limits.allow_keys({"heading_columns", "title_columns", "cut_columns", "contents_columns", "metadata_lines",
                     "longest_sentence", "longest_quotation"});
  const auto limit = [&](std::string_view key) {
    const int value = limits.at(key).number();
    if (value <= 0) limits.at(key).fail("expected a number above 0");
    return value;
  };
  heading_columns = limit("heading_columns");
  title_columns = limit("title_columns");
  cut_columns = limit("cut_columns");
  contents_columns = limit("contents_columns");
  metadata_lines = limit("metadata_lines");
  longest_sentence = static_cast<std::size_t>(limit("longest_sentence"));
  longest_quotation = static_cast<std::size_t>(limit("longest_quotation"));
  for (const auto& [from, to] : root.at("fold").map()) folds_.emplace_back(from, to.text());
  for (const auto& [from, to] : root.at("half_width").map()) {
    if (from.size() != 1) to.fail("expected one half-width character before the colon");
    half_width_.emplace_back(from[0], to.text());
  }
  for (const auto& [usual, names] : root.at("front_matter").map()) {
    for (const std::string& name : names.texts()) keys_.emplace_back(name, usual);
  }
  read_patterns(root);
  if (std::filesystem::exists(dir / "slips.tsv")) slips_ = load_tsv(dir / "slips.tsv", 2, 2);
}

LayoutPack::~LayoutPack() = default;

void LayoutPack::add_mark(char32_t c, int bits) {
  marks_[c] = static_cast<std::uint8_t>(marks_[c] | bits);
}

void LayoutPack::read_marks(const YamlNode& node) {
  node.allow_keys(
      {"enders", "points", "semicolons", "commas", "finals", "quotations", "brackets", "continuations"});
  const auto add = [&](std::string_view key, int bits) {
    for (const char32_t c : characters(node.at(key))) add_mark(c, bits);
  };
  add("enders", kMarkEnder);
  add("points", kMarkPoint);
  add("semicolons", kMarkSemicolon);
  add("commas", kMarkComma);
  add("finals", kMarkFinal);
  const auto add_pairs = [&](std::string_view key, int bits) {
    for (const YamlNode& item : node.at(key).list()) {
      const std::vector<char32_t> pair = characters(item);
      if (pair.size() != 2) item.fail("expected two characters, one that opens and one that closes");
      add_mark(pair[0], kMarkOpener | bits);
      add_mark(pair[1], kMarkCloser | bits);
      pairs_.emplace_back(pair[0], pair[1]);
    }
  };
  add_pairs("quotations", kMarkQuotation);
  add_pairs("brackets", 0);
  continuations_ = node.at("continuations").texts();
}

void LayoutPack::read_patterns(const YamlNode& root) {
  std::vector<std::pair<std::string, std::string>> definitions;
  for (const auto& [name, value] : root.at("define").map()) {
    definitions.emplace_back(name, "(?:" + expanded(value, definitions) + ")");
  }
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(64 << 20);
  for (const YamlNode& line : root.at("lines").list()) {
    line.allow_keys({"kind", "level", "whole", "begins", "has", "otherwise"});
    Pattern pattern;
    pattern.kind = kind_of(line.at("kind"));
    pattern.level = line.number("level", pattern.kind == BlockKind::kHeading ? 9 : 0);
    pattern.whole = line.find("whole").defined();
    if (pattern.whole == line.find("begins").defined())
      line.fail("expected either whole or begins with a pattern");
    pattern.conditional = line.find("otherwise").defined();
    if (pattern.conditional) pattern.otherwise = kind_of(line.at("otherwise"));
    const YamlNode source = line.at(pattern.whole ? "whole" : "begins");
    const std::string expression = expanded(source, definitions);
    pattern.expression = std::make_unique<RE2>(expression, options);
    if (!pattern.expression->ok())
      source.fail("not a pattern that RE2 reads: " + pattern.expression->error());
    const auto& groups = pattern.expression->NamedCapturingGroups();
    if (const auto found = groups.find("marker"); found != groups.end()) pattern.marker = found->second;
    if (const auto found = groups.find("text"); found != groups.end()) pattern.text = found->second;
    PatternGroup& group = patterns_->group(line, options);
    std::string why;
    if ((pattern.whole ? group.whole : group.prefix).Add(expression, &why) < 0) {
      source.fail("not a pattern that RE2 reads: " + why);
    }
    (pattern.whole ? group.whole_index : group.prefix_index)
        .push_back(static_cast<int>(patterns_->all.size()));
    patterns_->all.push_back(std::move(pattern));
  }
  for (const auto& group : patterns_->groups) {
    if (!group->whole.Compile() || !group->prefix.Compile()) {
      root.at("lines").fail("the patterns together are too large for RE2");
    }
  }
}

char32_t LayoutPack::closer_of(char32_t opener) const {
  for (const auto& [open, close] : pairs_) {
    if (open == opener) return close;
  }
  return 0;
}

bool LayoutPack::continues(std::string_view text) const {
  return std::any_of(continuations_.begin(), continuations_.end(),
                     [&](const std::string& word) { return text.substr(0, word.size()) == word; });
}

std::string_view LayoutPack::usual_key(std::string_view key) const {
  for (const auto& [name, usual] : keys_) {
    if (name == key) return usual;
  }
  return {};
}

namespace {

// Fills match from the pattern that the set has found; false when captures disagree, which a set cannot tell.
bool fill(const Pattern& pattern, std::string_view line, LineMatch* match) {
  const re2::StringPiece piece(line.data(), line.size());
  std::array<re2::StringPiece, 8> groups;
  const int count = 1 + std::max(pattern.marker, pattern.text);
  if (!pattern.expression->Match(piece, 0, piece.size(), pattern.whole ? RE2::ANCHOR_BOTH : RE2::ANCHOR_START,
                                 groups.data(), std::min<int>(count, groups.size()))) {
    return false;
  }
  match->kind = pattern.kind;
  match->level = pattern.level;
  match->conditional = pattern.conditional;
  match->otherwise = pattern.otherwise;
  match->marker = pattern.marker > 0 ? range_of(groups[static_cast<std::size_t>(pattern.marker)], piece)
                                     : std::pair<std::size_t, std::size_t>{0, 0};
  match->text = pattern.text > 0 ? range_of(groups[static_cast<std::size_t>(pattern.text)], piece)
                                 : std::pair<std::size_t, std::size_t>{match->marker.second, line.size()};
  return true;
}

}  // namespace

bool LayoutPack::match_line(std::string_view line, LineMatch* match) const {
  const bool fits = line.size() <= kPatternBytes;
  const std::string_view seen = fits ? line : line.substr(0, utf8::boundary(line, kPatternBytes));
  // Prose ends with a full stop; dates, page numbers and entries of contents do not.
  const bool whole = fits && !line.empty() && (mark(utf8::previous(line, line.size())) & kMarkEnder) == 0;
  const int number = patterns_->first(seen, whole, [](const Pattern&) { return true; });
  if (number < 0) return false;
  const Pattern& pattern = patterns_->all[static_cast<std::size_t>(number)];
  if (!fill(pattern, seen, match)) return false;
  if (pattern.text == 0) match->text.second = line.size();
  return true;
}

bool LayoutPack::match_kind(std::string_view line, BlockKind kind, LineMatch* match) const {
  if (line.size() > kPatternBytes) return false;
  const int number = patterns_->first(
      line, true, [&](const Pattern& pattern) { return pattern.whole && pattern.kind == kind; });
  return number >= 0 && fill(patterns_->all[static_cast<std::size_t>(number)], line, match);
}

}  // namespace guanxi
