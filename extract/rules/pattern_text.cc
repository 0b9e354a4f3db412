#include "extract/rules/pattern_text.h"

#include <algorithm>

namespace guanxi {
namespace {

constexpr std::size_t kUnread = static_cast<std::size_t>(-2);

}  // namespace

void PatternText::assign(std::string_view encoded, const Alphabet& alphabet, const Grammar& grammar) {
  encoded_ = encoded;
  grammar_ = &grammar;
  points_.assign(encoded);
  next_.assign(size(), kUnread);
  tail_.assign(size() + 1, kUnread);
  classes_.assign(size(), 0);
  const int saying = alphabet.has_marker("say") ? alphabet.marker("say") : -1;
  for (std::size_t at = 0; at < size(); ++at) {
    std::uint8_t& found = classes_[at];
    if (Alphabet::begins_symbol(encoded, byte(at))) {
      const Alphabet::Symbol symbol = Alphabet::symbol_at(encoded, byte(at));
      if (symbol.type == Alphabet::Symbol::Type::kKind) {
        found = kEntity;
      } else if (symbol.type == Alphabet::Symbol::Type::kMarker) {
        found = symbol.index == saying ? kMarker | kSaying : kMarker;
      } else if (encoded.substr(byte(at)).starts_with(Alphabet::skip_symbol())) {
        found = kSkip;
      }
      continue;
    }
    found = static_cast<std::uint8_t>((grammar.is_clause_mark(points_.text[at]) ? kClauseMark : 0) |
                                      (grammar.is_sentence_mark(points_.text[at]) ? kSentenceMark : 0));
  }
}

std::size_t PatternText::at_byte(std::size_t byte) const {
  const auto found = std::lower_bound(points_.offsets.begin(), points_.offsets.end(), byte);
  return std::min(static_cast<std::size_t>(found - points_.offsets.begin()), size());
}

std::size_t PatternText::next_in_list(std::size_t at) const {
  std::size_t& next = next_[at];
  if (next != kUnread) return next;
  std::size_t behind = at + 1;
  while (behind < size() && !is(behind, kEntity)) ++behind;
  const bool joined =
      behind < size() && grammar_->joins_list(encoded_.substr(byte(at + 1), byte(behind) - byte(at + 1)));
  next = joined ? behind : kNone;
  return next;
}

std::size_t PatternText::tail(std::size_t at) const {
  std::size_t& end = tail_[at];
  if (end == kUnread) end = read_tail(at, encoded_.size());
  return end;
}

std::size_t PatternText::shorter_tail(std::size_t at, std::size_t end) const {
  return read_tail(at, byte(end) - 1);
}

std::size_t PatternText::read_tail(std::size_t at, std::size_t limit) const {
  const std::size_t length = grammar_->tail_at(encoded_.substr(byte(at), limit - byte(at)));
  return length == 0 ? kNone : at_byte(byte(at) + length);
}

}  // namespace guanxi
