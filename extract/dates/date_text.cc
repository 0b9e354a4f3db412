#include "extract/dates/date_text.h"

#include <algorithm>

namespace guanxi {
namespace {

constexpr std::size_t kClauseReach = 36;  // bytes before a date in which a word of the future counts

bool is_ascii_space(char c) {
  return c == ' ' || c == '\t';
}
bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_ascii_digit(char c) {
  return c >= '0' && c <= '9';
}

// Chinese marks all lie in two rows: U+3000..303F (but not the number zero U+3007) and U+FF00..FFEF (but not
// the digits and letters); the dashes and quotes in U+2010..2027.
bool is_wide_mark(std::string_view text, std::size_t p) {
  if (p + 3 > text.size()) return false;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[p + i]); };
  if ((byte(0) & 0xf0) != 0xe0) return false;
  const unsigned c = (byte(0) & 0x0fU) << 12 | (byte(1) & 0x3fU) << 6 | (byte(2) & 0x3fU);
  if (c == 0x3007) return false;
  if (c >= 0xff10 && c <= 0xff19) return false;
  if ((c >= 0xff21 && c <= 0xff3a) || (c >= 0xff41 && c <= 0xff5a)) return false;
  return (c >= 0x3000 && c <= 0x303f) || (c >= 0xff00 && c <= 0xffef) || (c >= 0x2010 && c <= 0x2027) ||
         c == 0x25c6;
}

bool is_ascii_mark(char c) {
  return c > ' ' && c < 0x7f && !is_ascii_letter(c) && !is_ascii_digit(c);
}

}  // namespace

const DateWord* DateText::take(std::size_t& p, Kind kind) const {
  const DateWord* word = lexicon_.at(text_, p, kind);
  if (word) p += word->text.size();
  return word;
}

const DateWord* DateText::take_after_spaces(std::size_t& p, Kind kind) const {
  std::size_t q = p;
  skip_spaces(q);
  const DateWord* word = take(q, kind);
  if (word) p = q;
  return word;
}

void DateText::skip_spaces(std::size_t& p) const {
  for (int most = 3; most > 0 && p < text_.size() && is_ascii_space(text_[p]); --most) ++p;
}

std::optional<DateNumber> DateText::take_number(std::size_t& p) const {
  const auto number = lexicon_.number(text_, p);
  if (number) p = number->end;
  return number;
}

bool DateText::take_text(std::size_t& p, std::string_view text) const {
  if (!text_.substr(std::min(p, text_.size())).starts_with(text)) return false;
  p += text.size();
  return true;
}

bool DateText::boundary(std::size_t p) const {
  return p >= text_.size() || static_cast<unsigned char>(text_[p]) <= ' ' || is_ascii_mark(text_[p]) ||
         is_wide_mark(text_, p);
}

bool DateText::after_number(std::size_t p) const {
  if (p == 0 || p == range_end_) return false;
  const char c = text_[p - 1];
  if (is_ascii_digit(c) || is_ascii_letter(c)) return true;
  // "1.2", "1,2", "1-2", "1/2", "1:2": the second number goes with the first.
  if ((c == '.' || c == ',' || c == '-' || c == '/' || c == ':') && p >= 2 && is_ascii_digit(text_[p - 2]))
    return true;
  if (p < 3) return false;
  return lexicon_.number(text_, p - 3).has_value() || ends_with(p, Kind::kNotAfterNumber);
}

bool DateText::clause_start(std::size_t p) const {
  if (p == 0) return true;
  if (is_ascii_mark(text_[p - 1]) || is_ascii_space(text_[p - 1])) return true;
  return p >= 3 && is_wide_mark(text_, p - 3);
}

bool DateText::future_before(std::size_t p) const {
  std::size_t q = p;
  while (q > 0 && p - q < kClauseReach) {
    if (ends_with(q, Kind::kFuture)) return true;
    if (clause_start(q)) return false;
    --q;
    while (q > 0 && (static_cast<unsigned char>(text_[q]) & 0xc0) == 0x80) --q;
  }
  return false;
}

bool DateText::intended_before(std::size_t p) const {
  return ends_with(p, Kind::kIntended);
}

}  // namespace guanxi
