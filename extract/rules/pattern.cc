#include "extract/rules/pattern.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <utility>

#include "extract/statement/error.h"

namespace guanxi {
namespace {

[[noreturn]] void fail(const std::string& message) {
  throw Error(ErrorKind::kInput, message);
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t at; (at = text.find(separator, begin)) != std::string_view::npos; begin = at + 1)
    parts.emplace_back(text.substr(begin, at - begin));
  parts.emplace_back(text.substr(begin));
  return parts;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// Parts are parted by spaces, but spaces inside brackets belong to the part.
std::vector<std::string> split_parts(std::string_view source) {
  std::vector<std::string> parts;
  std::string part;
  char until = 0;
  for (char c : source) {
    if (until == 0 && c == ' ') {
      if (!part.empty()) parts.push_back(std::exchange(part, ""));
      continue;
    }
    part.push_back(c);
    if (until == 0) {
      until = c == '{' ? '}' : c == '[' ? ']' : c == '<' ? '>' : '\0';
    } else if (c == until) {
      until = 0;
    }
  }
  if (until != 0) fail(fmt::format("\"{}\": a '{}' is missing", part, until));
  if (!part.empty()) parts.push_back(part);
  return parts;
}

bool take_suffix(std::string& text, std::string_view suffix) {
  if (text.size() <= suffix.size() || !std::string_view(text).ends_with(suffix)) return false;
  text.resize(text.size() - suffix.size());
  return true;
}

std::unique_ptr<RE2> compile_expression(const std::string& expression) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(64 << 20);
  auto compiled = std::make_unique<RE2>(expression, options);
  if (!compiled->ok()) fail(fmt::format("the pattern does not compile: {}", compiled->error()));
  return compiled;
}

constexpr std::string_view kGap = "\xE2\x80\xA6";  // …

}  // namespace

std::string encode_literal(std::string_view word, const Alphabet& alphabet, const Grammar& grammar) {
  std::string encoded;
  for (std::size_t at = 0; at < word.size();) {
    const Grammar::Word* found = grammar.longest_at(word, at);
    if (found && found->role == Grammar::Role::kMarker) {
      encoded += alphabet.marker_symbol(found->marker);
      at += found->text.size();
    } else if (found && found->role == Grammar::Role::kSkip) {
      encoded += Alphabet::skip_symbol();
      at += found->text.size();
    } else {
      std::size_t size = found ? found->text.size() : 1;
      encoded.append(word.substr(at, size));
      at += size;
    }
  }
  return encoded;
}

class Pattern::Compiler {
 public:
  Compiler(Pattern& pattern, const Alphabet& alphabet, const Grammar& grammar,
           const std::map<std::string, std::vector<std::string>>& default_kinds)
      : pattern_(pattern), alphabet_(alphabet), grammar_(grammar), default_kinds_(default_kinds) {
    std::string all;
    for (KindIndex kind = 0; kind < alphabet.kind_count(); ++kind) all += alphabet.kind_symbol(kind);
    all_kinds_ = all;
    const std::string say = alphabet.has_marker("say") ? alphabet.marker_symbol("say") : "";
    say_ = say;
    gap_ = fmt::format("[^{}{}]*?", RE2::QuoteMeta(grammar.clause_marks()), say);
    long_gap_ = fmt::format("[^{}{}]*?", RE2::QuoteMeta(grammar.sentence_marks()), say);
    plain_gap_ = fmt::format("[^{}{}{}]*?", RE2::QuoteMeta(grammar.clause_marks()), say, all);
    skip_ = fmt::format("(?:{})*", Alphabet::skip_symbol());
    begin_ = fmt::format("(?:^|[{}{}])", RE2::QuoteMeta(grammar.clause_marks()), say);
    end_ = fmt::format("(?:$|[{}])", RE2::QuoteMeta(grammar.clause_marks()));
  }

  // lacking: the subject that opens the pattern is not there; the clause begins instead.
  std::string compile(std::string_view source, bool lacking, Outline& outline) {
    std::vector<std::string> parts = split_parts(source);
    if (parts.empty()) fail("an empty pattern");
    lacking_ = lacking;
    outline_ = &outline;
    gap_before_ = {};
    words_ = 0;
    pattern_.triggers_.clear();
    pattern_.words_.clear();
    pattern_.slots_.clear();
    pattern_.settings_.clear();
    std::string expression;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i > 0) expression += skip_;
      expression += part(parts[i], i == 0);
      if (std::string_view("{[<^$~").find(parts[i].front()) == std::string_view::npos &&
          !parts[i].starts_with(kGap))
        ++words_;
    }
    pattern_.specificity_ = words_;
    if (pattern_.triggers_.empty()) fail("a pattern needs a trigger: [word] or [word|word]");
    return expression;
  }

 private:
  std::string part(std::string text, bool first) {
    bool optional = take_suffix(text, "?");
    std::string expression;
    if (text == "^" || text == "$") {
      widen_gap(true, true, true);
      return text == "^" ? begin_ : end_;
    }
    if (text == "~" || text == kGap) {
      widen_gap(text == kGap, false, false);
      return text == kGap ? gap_ : plain_gap_;
    }
    if (text == std::string(kGap) + std::string(kGap)) {
      widen_gap(true, true, false);
      return long_gap_;
    }
    switch (text.front()) {
      case '{':
        return slot(text.substr(1, text.size() - 2), optional, first);
      case '[':
        if (optional) fail(fmt::format("\"{}?\": a trigger cannot be missing", text));
        return trigger(text.substr(1, text.size() - 2));
      case '<':
        // Lazy: a trigger that begins with the marker itself comes first.
        return fmt::format("(?:{}){}", markers(text.substr(1, text.size() - 2), optional),
                           optional ? "??" : "");
      default:
        expression = words(text, optional);
    }
    return optional ? fmt::format("(?:{})?", expression) : expression;
  }

  // What has been read since the last part that must be there lets this stand before the next one.
  void widen_gap(bool entities, bool clauses, bool saying) {
    gap_before_.entities = gap_before_.none ? entities : gap_before_.entities || entities;
    gap_before_.none = false;
    gap_before_.clauses = gap_before_.clauses || clauses;
    gap_before_.saying = gap_before_.saying || saying;
  }

  // A part that must be there, for the outline; an optional one only widens the gap.
  bool outlined(bool optional, Outline::Gap& gap) {
    if (optional) {
      widen_gap(true, false, false);
      return false;
    }
    gap = std::exchange(gap_before_, {});
    return true;
  }

  // Whether a word as encoded holds a clause mark or a saying word.
  bool parts_clauses(const std::string& encoded) const {
    for (std::size_t at = 0; at < encoded.size(); ++at)
      if (grammar_.has_clause_mark(std::string_view(encoded).substr(at, 3))) return true;
    return !say_.empty() && encoded.find(say_) != std::string::npos;
  }

  std::string words(std::string_view text, bool optional, bool trigger = false) {
    std::vector<std::string> alternatives, encoded;
    for (const std::string& word : split(text, '|')) {
      std::string_view bare = trim(word);
      if (bare.empty()) fail(fmt::format("\"{}\": an empty word", text));
      pattern_.words_.emplace_back(bare);
      encoded.push_back(encode_literal(bare, alphabet_, grammar_));
      if (parts_clauses(encoded.back())) outline_->reach_over_clauses();
      alternatives.push_back(RE2::QuoteMeta(encoded.back()));
    }
    if (Outline::Gap gap; outlined(optional, gap)) outline_->add_words(encoded, gap, trigger);
    // Longest first: RE2 prefers the alternative on the left.
    std::stable_sort(alternatives.begin(), alternatives.end(),
                     [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
    return fmt::format("(?:{})", fmt::join(alternatives, "|"));
  }

  std::string trigger(std::string_view text) {
    std::vector<std::string> alternatives;
    for (const std::string& word : split(text, '|')) {
      alternatives.emplace_back(trim(word));
      const Grammar::Word* found = grammar_.longest_at(alternatives.back(), 0);
      if (found && found->text == alternatives.back() && found->role == Grammar::Role::kSkip)
        fail(fmt::format("the trigger \"{}\" is one of the words of skip: and would stand for all of them",
                         alternatives.back()));
    }
    std::string expression = fmt::format("(?P<t{}>{})", pattern_.triggers_.size(), words(text, false, true));
    pattern_.triggers_.push_back(std::move(alternatives));
    return expression;
  }

  std::string markers(std::string_view text, bool optional) {
    std::string symbols;
    std::uint64_t bits = 0;
    for (const std::string& name : split(text, '|')) {
      std::string bare(trim(name));
      if (!alphabet_.has_marker(bare))
        fail(fmt::format("no marker \"{}\" is declared in grammar.yaml", bare));
      symbols += alphabet_.marker_symbol(bare);
      bits |= bit_of(alphabet_.marker(bare));
    }
    if (symbols.find(say_) != std::string::npos) outline_->reach_over_clauses();
    if (Outline::Gap gap; outlined(optional, gap)) outline_->add_markers(bits, gap);
    return fmt::format("[{}]", symbols);
  }

  std::string slot(const std::string& text, bool optional, bool first) {
    std::size_t colon = text.find(':');
    std::string name(trim(text.substr(0, colon)));
    std::string value = colon == std::string::npos ? "" : std::string(trim(text.substr(colon + 1)));
    if (std::size_t equals = name.find('='); equals != std::string::npos) {
      if (value.empty()) fail(fmt::format("{{{}}}: expected {{key=value: words}}", text));
      std::string group = fmt::format("q{}", pattern_.settings_.size());
      pattern_.settings_.emplace_back(name.substr(0, equals), name.substr(equals + 1));
      return fmt::format("(?P<{}>{}){}", group, words(value, optional), optional ? "?" : "");
    }
    std::uint64_t kinds = 0;
    std::string list = fmt::format("(?P<{}>{})", name, entities(name, value, kinds));
    if (std::find(pattern_.slots_.begin(), pattern_.slots_.end(), name) != pattern_.slots_.end())
      fail(fmt::format("the slot \"{}\" stands twice", name));
    pattern_.slots_.push_back(name);
    const bool opens = optional && first && name == "subject";
    if (Outline::Gap gap; outlined(optional && !(opens && !lacking_), gap)) outline_->add_kinds(kinds, gap);
    if (!optional) return list;
    if (opens) {
      pattern_.may_lack_subject_ = true;
      return lacking_ ? begin_ : list;
    }
    return fmt::format("(?:{})?", list);
  }

  // A list of entities: members parted by separators (works may follow each other without), then a tail.
  // bits: the kinds that a member may be of.
  std::string entities(const std::string& name, const std::string& kinds, std::uint64_t& bits) {
    std::string symbols;
    bool works_only = true;
    auto add = [&](const std::string& kind) {
      if (!alphabet_.has_kind(kind)) fail(fmt::format("{{{}}}: no kind \"{}\" is declared", name, kind));
      for (KindIndex each : alphabet_.with_narrower(alphabet_.kind(kind))) {
        symbols += alphabet_.kind_symbol(each);
        bits |= bit_of(each);
      }
      works_only = works_only && kind == "work";
    };
    if (kinds == "any") {
      symbols = all_kinds_;
      bits = ~std::uint64_t{0};
      works_only = false;
    } else if (!kinds.empty()) {
      for (const std::string& kind : split(kinds, '|')) add(std::string(trim(kind)));
    } else {
      auto declared = default_kinds_.find(name);
      if (declared == default_kinds_.end())
        fail(fmt::format("{{{}}}: expected {{{}: kind|kind}}", name, name));
      for (const std::string& kind : declared->second) add(kind);
    }
    std::string one = fmt::format("[{}]", symbols);
    bits |= bit_of(alphabet_.kind(Alphabet::kNobody));
    std::string member =
        fmt::format("[{}{}]", symbols, alphabet_.kind_symbol(alphabet_.kind(Alphabet::kNobody)));
    std::string separator = grammar_.list_separator();
    if (separator.empty()) return one;
    if (grammar_.has_clause_mark(grammar_.list_tail())) outline_->reach_over_clauses();
    return fmt::format("(?:{0}(?:{1}){4})*{2}(?:(?:{1}){4}{0})*(?:{3})?", member, separator, one,
                       grammar_.list_tail(), works_only ? "?" : "");
  }

  // Of a kind or marker in an outline; those that have no bit stand for all.
  static std::uint64_t bit_of(std::uint8_t index) {
    return index < 64 ? std::uint64_t{1} << index : ~std::uint64_t{0};
  }

  Pattern& pattern_;
  const Alphabet& alphabet_;
  const Grammar& grammar_;
  const std::map<std::string, std::vector<std::string>>& default_kinds_;
  bool lacking_ = false;
  Outline* outline_ = nullptr;
  Outline::Gap gap_before_;
  std::size_t words_ = 0;
  std::string all_kinds_, say_, gap_, long_gap_, plain_gap_, skip_, begin_, end_;
};

Pattern::Pattern(std::string_view source, const Alphabet& alphabet, const Grammar& grammar,
                 const std::map<std::string, std::vector<std::string>>& default_kinds)
    : source_(source) {
  Compiler compiler(*this, alphabet, grammar, default_kinds);
  lacking_ = compile_expression(compiler.compile(source, true, lacking_outline_));
  if (may_lack_subject_) {
    expression_ = compile_expression(compiler.compile(source, false, outline_));
  } else {
    expression_ = std::move(lacking_);
    outline_ = std::move(lacking_outline_);
  }
}

Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

std::vector<std::string> Pattern::parts_of(std::string_view source) {
  return split_parts(source);
}

std::optional<PatternMatch> Pattern::match(std::string_view encoded, std::size_t from,
                                           const std::vector<OutlineLetter>* letters) const {
  auto possible = [&](const Outline& outline, std::size_t trigger_before = Outline::kAnywhere) {
    return !letters || outline.possible(*letters, from, trigger_before);
  };
  std::optional<PatternMatch> full;
  if (possible(outline_)) full = match(*expression_, encoded, from);
  if (!lacking_ || !possible(lacking_outline_, full ? full->trigger.begin : Outline::kAnywhere)) return full;
  auto lacking = match(*lacking_, encoded, from);
  if (!full) return lacking;
  return lacking && lacking->trigger.begin < full->trigger.begin ? lacking : full;
}

std::vector<std::string> Pattern::outline_words() const {
  std::vector<std::string> words = outline_.words();
  for (std::string& word : lacking_outline_.words()) words.push_back(std::move(word));
  return words;
}

void Pattern::bind_outlines(const std::map<std::string, std::uint32_t>& numbers, int saying) {
  outline_.bind(numbers, saying);
  lacking_outline_.bind(numbers, saying);
}

std::optional<PatternMatch> Pattern::match(const RE2& expression, std::string_view encoded,
                                           std::size_t from) const {
  std::vector<re2::StringPiece> groups(expression.NumberOfCapturingGroups() + 1);
  re2::StringPiece text(encoded.data(), encoded.size());
  if (!expression.Match(text, from, encoded.size(), RE2::UNANCHORED, groups.data(),
                        static_cast<int>(groups.size()))) {
    return std::nullopt;
  }
  auto span = [&](const re2::StringPiece& piece) {
    std::size_t begin = piece.data() - encoded.data();
    return PatternMatch::Span{begin, begin + piece.size()};
  };
  PatternMatch result;
  result.whole = span(groups[0]);
  for (const auto& [name, index] : expression.NamedCapturingGroups()) {
    if (groups[index].data() == nullptr || groups[index].empty()) continue;
    PatternMatch::Span found = span(groups[index]);
    if (name[0] == 't' && name.size() == 2 && std::isdigit(static_cast<unsigned char>(name[1]))) {
      bool empty = result.trigger.end == 0;
      result.trigger.begin = empty ? found.begin : std::min(result.trigger.begin, found.begin);
      result.trigger.end = std::max(result.trigger.end, found.end);
    } else if (name[0] == 'q' && name.size() == 2 && std::isdigit(static_cast<unsigned char>(name[1]))) {
      result.settings.insert(settings_[name[1] - '0']);
    } else {
      result.slots.emplace(name, found);
    }
  }
  return result;
}

}  // namespace guanxi
