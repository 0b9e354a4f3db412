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
    std::string say = alphabet.has_marker("say") ? alphabet.marker_symbol("say") : "";
    gap_ = fmt::format("[^{}{}]*?", RE2::QuoteMeta(grammar.clause_marks()), say);
    long_gap_ = fmt::format("[^{}{}]*?", RE2::QuoteMeta(grammar.sentence_marks()), say);
    plain_gap_ = fmt::format("[^{}{}{}]*?", RE2::QuoteMeta(grammar.clause_marks()), say, all);
    skip_ = fmt::format("(?:{})*", Alphabet::skip_symbol());
    begin_ = fmt::format("(?:^|[{}{}])", RE2::QuoteMeta(grammar.clause_marks()), say);
    end_ = fmt::format("(?:$|[{}])", RE2::QuoteMeta(grammar.clause_marks()));
  }

  // lacking: the subject that opens the pattern is not there; the clause begins instead.
  std::string compile(std::string_view source, bool lacking) {
    std::vector<std::string> parts = split_parts(source);
    if (parts.empty()) fail("an empty pattern");
    lacking_ = lacking;
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
    if (text == "^") return begin_;
    if (text == "$") return end_;
    if (text == "~") return plain_gap_;
    if (text == kGap) return gap_;
    if (text == std::string(kGap) + std::string(kGap)) return long_gap_;
    switch (text.front()) {
      case '{':
        return slot(text.substr(1, text.size() - 2), optional, first);
      case '[':
        if (optional) fail(fmt::format("\"{}?\": a trigger cannot be missing", text));
        return trigger(text.substr(1, text.size() - 2));
      case '<':
        // Lazy: a trigger that begins with the marker itself comes first.
        return fmt::format("(?:{}){}", markers(text.substr(1, text.size() - 2)), optional ? "??" : "");
      default:
        expression = words(text);
    }
    return optional ? fmt::format("(?:{})?", expression) : expression;
  }

  std::string words(std::string_view text) {
    std::vector<std::string> alternatives;
    for (const std::string& word : split(text, '|')) {
      std::string_view bare = trim(word);
      if (bare.empty()) fail(fmt::format("\"{}\": an empty word", text));
      pattern_.words_.emplace_back(bare);
      alternatives.push_back(RE2::QuoteMeta(encode_literal(bare, alphabet_, grammar_)));
    }
    // Longest first: RE2 prefers the alternative on the left.
    std::stable_sort(alternatives.begin(), alternatives.end(),
                     [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
    return fmt::format("(?:{})", fmt::join(alternatives, "|"));
  }

  std::string trigger(std::string_view text) {
    std::vector<std::string> alternatives;
    for (const std::string& word : split(text, '|')) alternatives.emplace_back(trim(word));
    std::string expression = fmt::format("(?P<t{}>{})", pattern_.triggers_.size(), words(text));
    pattern_.triggers_.push_back(std::move(alternatives));
    return expression;
  }

  std::string markers(std::string_view text) {
    std::string symbols;
    for (const std::string& name : split(text, '|')) {
      std::string bare(trim(name));
      if (!alphabet_.has_marker(bare))
        fail(fmt::format("no marker \"{}\" is declared in grammar.yaml", bare));
      symbols += alphabet_.marker_symbol(bare);
    }
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
      return fmt::format("(?P<{}>{}){}", group, words(value), optional ? "?" : "");
    }
    std::string list = fmt::format("(?P<{}>{})", name, entities(name, value));
    if (std::find(pattern_.slots_.begin(), pattern_.slots_.end(), name) != pattern_.slots_.end())
      fail(fmt::format("the slot \"{}\" stands twice", name));
    pattern_.slots_.push_back(name);
    if (!optional) return list;
    if (first && name == "subject") {
      pattern_.may_lack_subject_ = true;
      return lacking_ ? begin_ : list;
    }
    return fmt::format("(?:{})?", list);
  }

  // A list of entities: members parted by separators (works may follow each other without), then a tail.
  std::string entities(const std::string& name, const std::string& kinds) {
    std::string symbols;
    bool works_only = true;
    auto add = [&](const std::string& kind) {
      if (!alphabet_.has_kind(kind)) fail(fmt::format("{{{}}}: no kind \"{}\" is declared", name, kind));
      for (KindIndex each : alphabet_.with_narrower(alphabet_.kind(kind)))
        symbols += alphabet_.kind_symbol(each);
      works_only = works_only && kind == "work";
    };
    if (kinds == "any") {
      symbols = all_kinds_;
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
    std::string member =
        fmt::format("[{}{}]", symbols, alphabet_.kind_symbol(alphabet_.kind(Alphabet::kNobody)));
    std::string separator = grammar_.list_separator();
    if (separator.empty()) return one;
    return fmt::format("(?:{0}(?:{1}){4})*{2}(?:(?:{1}){4}{0})*(?:{3})?", member, separator, one,
                       grammar_.list_tail(), works_only ? "?" : "");
  }

  Pattern& pattern_;
  const Alphabet& alphabet_;
  const Grammar& grammar_;
  const std::map<std::string, std::vector<std::string>>& default_kinds_;
  bool lacking_ = false;
  std::size_t words_ = 0;
  std::string all_kinds_, gap_, long_gap_, plain_gap_, skip_, begin_, end_;
};

Pattern::Pattern(std::string_view source, const Alphabet& alphabet, const Grammar& grammar,
                 const std::map<std::string, std::vector<std::string>>& default_kinds)
    : source_(source) {
  Compiler compiler(*this, alphabet, grammar, default_kinds);
  lacking_ = compile_expression(compiler.compile(source, true));
  if (may_lack_subject_) {
    expression_ = compile_expression(compiler.compile(source, false));
  } else {
    expression_ = std::move(lacking_);
  }
}

Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

std::vector<std::string> Pattern::parts_of(std::string_view source) {
  return split_parts(source);
}

std::optional<PatternMatch> Pattern::match(std::string_view encoded, std::size_t from) const {
  auto full = match(*expression_, encoded, from);
  if (!lacking_) return full;
  auto lacking = match(*lacking_, encoded, from);
  if (!full) return lacking;
  return lacking && lacking->trigger.begin < full->trigger.begin ? lacking : full;
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
