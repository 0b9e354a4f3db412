#include "extract/rules/pattern.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "extract/mentions/utf.h"
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
    } else if (found && found->role == Grammar::Role::kJoint) {
      encoded += found->marker;
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
    if (alphabet.has_marker("say")) say_ = alphabet.marker_symbol("say");
  }

  // lacking: the subject that opens the pattern is not there; the clause begins instead.
  void compile(std::string_view source, bool lacking, Outline& outline) {
    std::vector<std::string> parts = split_parts(source);
    if (parts.empty()) fail("an empty pattern");
    lacking_ = lacking;
    outline_ = &outline;
    gap_before_ = {};
    words_ = 0;
    pattern_.parts_.clear();
    pattern_.triggers_.clear();
    pattern_.words_.clear();
    pattern_.slots_.clear();
    pattern_.notes_.clear();
    for (std::size_t i = 0; i < parts.size(); ++i) {
      pattern_.parts_.push_back(part(parts[i], i == 0));
      if (std::string_view("{[<^$~").find(parts[i].front()) == std::string_view::npos &&
          !parts[i].starts_with(kGap))
        ++words_;
    }
    pattern_.specificity_ = words_;
    if (pattern_.triggers_.empty()) fail("a pattern needs a trigger: [word] or [word|word]");
  }

 private:
  using Type = PatternPart::Type;
  using Need = PatternPart::Need;

  PatternPart part(std::string text, bool first) {
    const bool optional = take_suffix(text, "?");
    PatternPart part;
    if (optional) part.need = text.front() == '<' ? Need::kAtWorst : Need::kRather;
    if (text == "^" || text == "$") {
      widen_gap(true, true, true);
      part.need = Need::kMust;
      part.type = text == "^" ? Type::kClauseBegin : Type::kClauseEnd;
    } else if (text == "~" || text.starts_with(kGap)) {
      gap(text, part);
    } else if (text.front() == '{') {
      slot(text.substr(1, text.size() - 2), optional, first, part);
    } else if (text.front() == '[') {
      if (optional) fail(fmt::format("\"{}?\": a trigger cannot be missing", text));
      trigger(text.substr(1, text.size() - 2), part);
    } else if (text.front() == '<') {
      markers(text.substr(1, text.size() - 2), optional, part);
    } else {
      words(text, optional, part);
    }
    return part;
  }

  void gap(const std::string& text, PatternPart& part) {
    const bool plain = text == "~", wide = text == std::string(kGap) + std::string(kGap);
    if (!plain && !wide && text != kGap) return words(text, part.need != Need::kMust, part);
    widen_gap(!plain, wide, false);
    part.need = Need::kMust;
    part.type = Type::kGap;
    part.stops = PatternText::kSaying | (wide ? PatternText::kSentenceMark : PatternText::kClauseMark);
    if (plain) part.stops |= PatternText::kEntity;
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

  std::size_t note(Note::What what, std::string name, std::string value = "") {
    pattern_.notes_.push_back({what, std::move(name), std::move(value)});
    return pattern_.notes_.size() - 1;
  }

  void words(std::string_view text, bool optional, PatternPart& part, bool trigger = false) {
    std::vector<std::string> encoded;
    std::vector<std::u32string> characters;
    for (const std::string& word : split(text, '|')) {
      std::string_view bare = trim(word);
      if (bare.empty()) fail(fmt::format("\"{}\": an empty word", text));
      pattern_.words_.emplace_back(bare);
      encoded.push_back(encode_literal(bare, alphabet_, grammar_));
      if (parts_clauses(encoded.back())) outline_->reach_over_clauses();
      characters.push_back(to_utf32(encoded.back()));
    }
    if (Outline::Gap gap; outlined(optional, gap)) outline_->add_words(encoded, gap, trigger);
    part.type = Type::kWords;
    part.words = PatternWords(std::move(characters));
  }

  void trigger(std::string_view text, PatternPart& part) {
    std::vector<std::string> alternatives;
    for (const std::string& word : split(text, '|')) {
      alternatives.emplace_back(trim(word));
      const Grammar::Word* found = grammar_.longest_at(alternatives.back(), 0);
      if (found && found->text == alternatives.back() && found->role == Grammar::Role::kSkip)
        fail(fmt::format("the trigger \"{}\" is one of the words of skip: and would stand for all of them",
                         alternatives.back()));
    }
    words(text, false, part, true);
    part.note = note(Note::What::kTrigger, "");
    pattern_.triggers_.push_back(std::move(alternatives));
  }

  void markers(std::string_view text, bool optional, PatternPart& part) {
    std::uint64_t bits = 0;
    for (const std::string& name : split(text, '|')) {
      std::string bare(trim(name));
      if (!alphabet_.has_marker(bare))
        fail(fmt::format("no marker \"{}\" is declared in grammar.yaml", bare));
      part.markers.set(alphabet_.marker(bare));
      bits |= bit_of(alphabet_.marker(bare));
      if (bare == "say") outline_->reach_over_clauses();
    }
    if (Outline::Gap gap; outlined(optional, gap)) outline_->add_markers(bits, gap);
    part.type = Type::kMarkers;
  }

  void slot(const std::string& text, bool optional, bool first, PatternPart& part) {
    std::size_t colon = text.find(':');
    std::string name(trim(text.substr(0, colon)));
    std::string value = colon == std::string::npos ? "" : std::string(trim(text.substr(colon + 1)));
    if (std::size_t equals = name.find('='); equals != std::string::npos) {
      if (value.empty()) fail(fmt::format("{{{}}}: expected {{key=value: words}}", text));
      words(value, optional, part);
      part.note = note(Note::What::kSetting, name.substr(0, equals), name.substr(equals + 1));
      return;
    }
    std::uint64_t kinds = 0;
    entities(name, value, part, kinds);
    if (std::find(pattern_.slots_.begin(), pattern_.slots_.end(), name) != pattern_.slots_.end())
      fail(fmt::format("the slot \"{}\" stands twice", name));
    pattern_.slots_.push_back(name);
    part.note = note(Note::What::kSlot, name);
    const bool opens = optional && first && name == "subject";
    if (Outline::Gap gap; outlined(optional && !(opens && !lacking_), gap)) outline_->add_kinds(kinds, gap);
    if (!opens) return;
    pattern_.may_lack_subject_ = true;
    part.need = Need::kMust;
  }

  // An entity or a list. bits: the kinds that a member may be of.
  void entities(const std::string& name, const std::string& kinds, PatternPart& part, std::uint64_t& bits) {
    part.type = Type::kEntities;
    bool works_only = true;
    auto add = [&](const std::string& kind) {
      if (!alphabet_.has_kind(kind)) fail(fmt::format("{{{}}}: no kind \"{}\" is declared", name, kind));
      for (KindIndex each : alphabet_.with_narrower(alphabet_.kind(kind))) {
        part.kinds.set(each);
        bits |= bit_of(each);
      }
      works_only = works_only && kind == "work";
    };
    if (kinds == "any") {
      for (std::size_t kind = 0; kind < alphabet_.kind_count(); ++kind) part.kinds.set(kind);
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
    bits |= bit_of(alphabet_.kind(Alphabet::kNobody));
    part.members = part.kinds;
    part.members.set(alphabet_.kind(Alphabet::kNobody));
    part.lists = !grammar_.list_separator().empty();
    part.unseparated = works_only;
    if (part.lists && grammar_.has_clause_mark(grammar_.list_tail())) outline_->reach_over_clauses();
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
  std::string say_;
};

Pattern::Pattern(std::string_view source, const Alphabet& alphabet, const Grammar& grammar,
                 const std::map<std::string, std::vector<std::string>>& default_kinds)
    : source_(source), alphabet_(&alphabet), grammar_(&grammar) {
  Compiler compiler(*this, alphabet, grammar, default_kinds);
  compiler.compile(source, true, lacking_outline_);
  if (may_lack_subject_) {
    compiler.compile(source, false, outline_);
  } else {
    outline_ = std::move(lacking_outline_);
  }
}

std::vector<std::string> Pattern::parts_of(std::string_view source) {
  return split_parts(source);
}

std::optional<PatternMatch> Pattern::match(std::string_view encoded, std::size_t from) const {
  PatternText text;
  text.assign(encoded, *alphabet_, *grammar_);
  return match(text, from);
}

std::optional<PatternMatch> Pattern::match(const PatternText& text, std::size_t from,
                                           const std::vector<OutlineLetter>* letters) const {
  auto possible = [&](const Outline& outline, std::size_t trigger_before = Outline::kAnywhere) {
    return !letters || outline.possible(*letters, from, trigger_before);
  };
  std::optional<PatternMatch> full;
  if (possible(outline_)) full = match_parts(false, text, from);
  if (!may_lack_subject_ || !possible(lacking_outline_, full ? full->trigger.begin : Outline::kAnywhere))
    return full;
  auto lacking = match_parts(true, text, from);
  if (!full) return lacking;
  return lacking && lacking->trigger.begin < full->trigger.begin ? lacking : full;
}

bool Pattern::possible(const std::vector<OutlineLetter>& letters) const {
  return outline_.possible(letters, 0) || (may_lack_subject_ && lacking_outline_.possible(letters, 0));
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

std::optional<PatternMatch> Pattern::match_parts(bool lacking, const PatternText& text,
                                                 std::size_t from) const {
  static const PatternPart kClauseBegin = [] {
    PatternPart part;
    part.type = PatternPart::Type::kClauseBegin;
    return part;
  }();
  PatternMatcher::Found found;
  PatternMatcher matcher(parts_, lacking ? &kClauseBegin : nullptr, notes_.size(), text);
  if (!matcher.find(text.at_byte(from), found)) return std::nullopt;
  auto bytes = [&](const PatternMatcher::Span& span) {
    return PatternMatch::Span{text.byte(span.begin), text.byte(span.end)};
  };
  PatternMatch result;
  result.whole = bytes(found.whole);
  for (std::size_t i = 0; i < notes_.size(); ++i) {
    if (found.notes[i].begin == found.notes[i].end) continue;
    const PatternMatch::Span place = bytes(found.notes[i]);
    switch (notes_[i].what) {
      case Note::What::kSlot:
        result.slots.emplace(notes_[i].name, place);
        break;
      case Note::What::kSetting:
        result.settings.emplace(notes_[i].name, notes_[i].value);
        break;
      case Note::What::kTrigger:
        if (result.trigger.end == 0) result.trigger.begin = place.begin;
        result.trigger.end = place.end;
    }
  }
  return result;
}

}  // namespace guanxi
