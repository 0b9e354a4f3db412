#include "extract/rules/encoded_sentence.h"

#include <algorithm>

#include "extract/mentions/utf.h"

namespace guanxi {
namespace {

// Spans sorted, those inside others dropped.
std::vector<TextSpan> outermost(std::vector<TextSpan> spans) {
  std::sort(spans.begin(), spans.end(), [](const TextSpan& a, const TextSpan& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  std::vector<TextSpan> kept;
  for (const TextSpan& span : spans)
    if (kept.empty() || span.begin >= kept.back().end) kept.push_back(span);
  return kept;
}

}  // namespace

EncodedSentence::EncodedSentence(std::string_view sentence, const std::vector<Unit>& units,
                                 const std::vector<TextSpan>& skipped, const WordSpans& words,
                                 const Alphabet& alphabet, const Grammar& grammar) {
  std::vector<TextSpan> skips = outermost(skipped);
  std::size_t next_unit = 0, next_skip = 0;
  text_.reserve(sentence.size());
  pieces_.reserve(sentence.size() / 3 + 2);
  auto mark = [&](std::size_t at, const std::string& symbol) {
    pieces_.emplace_back(text_.size(), at);
    text_ += symbol;
  };
  for (std::size_t at = 0; at < sentence.size();) {
    while (next_unit < units.size() && units[next_unit].begin < at) ++next_unit;
    while (next_skip < skips.size() && skips[next_skip].begin < at) ++next_skip;
    if (next_skip < skips.size() && skips[next_skip].begin == at && skips[next_skip].end > at) {
      mark(at, Alphabet::skip_symbol());
      at = skips[next_skip].end;
      continue;
    }
    if (next_unit < units.size() && units[next_unit].begin == at && units[next_unit].end > at) {
      units_.emplace_back(text_.size(), next_unit);
      mark(at, alphabet.kind_symbol(units[next_unit].kind));
      at = units[next_unit].end;
      continue;
    }
    std::size_t limit = sentence.size();
    if (next_unit < units.size()) limit = std::min(limit, units[next_unit].begin);
    if (next_skip < skips.size()) limit = std::min(limit, skips[next_skip].begin);
    const Grammar::Word* word = grammar.longest_at(sentence.substr(0, limit), at, words);
    if (word && word->role == Grammar::Role::kMarker) {
      markers_.emplace_back(text_.size(), word->marker);
      mark(at, alphabet.marker_symbol(word->marker));
      at += word->text.size();
    } else if (word && word->role == Grammar::Role::kSkip) {
      mark(at, Alphabet::skip_symbol());
      at += word->text.size();
    } else if (word && word->role == Grammar::Role::kJoint) {
      mark(at, word->marker);
      at += word->text.size();
    } else if (const std::size_t closed = word ? 0 : words.closed_end(at);
               closed > at && closed <= limit && !grammar.is_list_word(sentence.substr(at, closed - at))) {
      for (; at < closed; at += character_size(sentence[at])) mark(at, Alphabet::mask_symbol());
    } else {
      std::size_t size = word ? word->text.size() : character_size(sentence[at]);
      size = std::min(size, sentence.size() - at);
      pieces_.emplace_back(text_.size(), at);
      bool private_use = static_cast<unsigned char>(sentence[at]) == 0xEE;
      private_use ? text_ += Alphabet::mask_symbol() : text_.append(sentence.substr(at, size));
      at += size;
    }
  }
  pieces_.emplace_back(text_.size(), sentence.size());
}

std::size_t EncodedSentence::to_sentence(std::size_t encoded) const {
  auto after = std::upper_bound(pieces_.begin(), pieces_.end(), encoded,
                                [](std::size_t key, const auto& piece) { return key < piece.first; });
  if (after == pieces_.begin()) return 0;
  --after;
  return after->first == encoded || after + 1 == pieces_.end() ? after->second
                                                               : after->second + (encoded - after->first);
}

std::size_t EncodedSentence::to_encoded(std::size_t sentence) const {
  auto after = std::upper_bound(pieces_.begin(), pieces_.end(), sentence,
                                [](std::size_t key, const auto& piece) { return key < piece.second; });
  return after == pieces_.begin() ? 0 : std::prev(after)->first;
}

std::vector<std::size_t> EncodedSentence::units_in(std::size_t begin, std::size_t end) const {
  std::vector<std::size_t> found;
  auto at = std::lower_bound(units_.begin(), units_.end(), std::pair<std::size_t, std::size_t>(begin, 0));
  for (; at != units_.end() && at->first < end; ++at) found.push_back(at->second);
  return found;
}

std::vector<std::string_view> EncodedSentence::markers_in(std::size_t begin, std::size_t end) const {
  std::vector<std::string_view> found;
  for (const auto& [at, name] : markers_)
    if (at >= begin && at < end) found.push_back(name);
  return found;
}

bool EncodedSentence::has_marker(std::size_t begin, std::size_t end, std::string_view name) const {
  return std::any_of(markers_.begin(), markers_.end(), [&](const auto& marker) {
    return marker.first >= begin && marker.first < end && marker.second == name;
  });
}

std::size_t EncodedSentence::clause_begin(std::size_t encoded, std::string_view clause_marks) const {
  for (std::size_t at = std::min(encoded, text_.size()); at > 0;) {
    std::size_t before = at - 1;
    while (before > 0 && (static_cast<unsigned char>(text_[before]) & 0xC0) == 0x80) --before;
    if (clause_marks.find(std::string_view(text_).substr(before, at - before)) != std::string_view::npos)
      return at;
    at = before;
  }
  return 0;
}

std::size_t EncodedSentence::clause_end(std::size_t encoded, std::string_view clause_marks) const {
  for (std::size_t at = encoded; at < text_.size();) {
    std::size_t size = std::min(character_size(text_[at]), text_.size() - at);
    if (clause_marks.find(std::string_view(text_).substr(at, size)) != std::string_view::npos) return at;
    at += size;
  }
  return text_.size();
}

}  // namespace guanxi
