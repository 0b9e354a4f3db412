#include "extract/questions/date_words.h"

#include <re2/re2.h>

#include <array>
#include <charconv>

#include "extract/statement/error.h"

namespace guanxi {
namespace {

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

}  // namespace

DateWords::DateWords(const DateRecognizer& recognizer, const Wording& wording, const NameBook& book,
                     std::string_view today)
    : recognizer_(recognizer), wording_(wording), book_(book), today_(today) {}

DateContext DateWords::context() const {
  DateContext context;
  std::string today = today_;
  if (today.empty())
    if (const auto last = book_.last_day()) today = print_day(*last);
  if (!today.empty() && !recognizer_.set_publication(today, context))
    throw Error(ErrorKind::kUsage, "the day of the question is no date: " + today);
  return context;
}

std::vector<Piece> DateWords::find(std::string_view reading) const {
  std::vector<Piece> pieces;
  std::vector<DateMention> mentions = recognizer_.find(reading, {});
  bool open = false;
  for (const DateMention& mention : mentions) open = open || mention.edtf.empty();
  if (open || !today_.empty()) mentions = recognizer_.find(reading, context());
  for (const DateMention& mention : mentions) {
    Piece piece{Piece::Type::kTime, mention.begin, mention.end};
    if (const auto time = Edtf::parse(mention.edtf)) piece.days = time->days();
    pieces.push_back(std::move(piece));
  }
  const std::string text = lower(reading);
  for (const auto& expression : wording_.dates()) find_with(*expression, text, pieces);
  return pieces;
}

void DateWords::find_with(const re2::RE2& expression, std::string_view text,
                          std::vector<Piece>& pieces) const {
  const auto& groups = expression.NamedCapturingGroups();
  const auto group = [&](const char* name) {
    const auto found = groups.find(name);
    return found == groups.end() ? 0 : found->second;
  };
  std::array<re2::StringPiece, 5> parts;
  for (std::size_t from = 0; from < text.size();) {
    const re2::StringPiece whole(text.data(), text.size());
    if (!expression.Match(whole, from, text.size(), re2::RE2::UNANCHORED, parts.data(), parts.size())) return;
    const auto begin = static_cast<std::size_t>(parts[0].data() - text.data());
    const std::size_t end = begin + parts[0].size();
    from = end;
    const bool cut = (begin > 0 && letter(text[begin - 1]) && letter(text[begin])) ||
                     (end < text.size() && letter(text[end]) && letter(text[end - 1]));
    if (cut) continue;
    const auto part = [&](const char* name) {
      const auto at = static_cast<std::size_t>(group(name));
      return at == 0 ? std::string_view() : std::string_view(parts[at].data(), parts[at].size());
    };
    Piece piece{Piece::Type::kTime, begin, end};
    piece.days = days_of(part("year"), part("month"), part("day"));
    if (const std::string_view last = part("last"); !last.empty() && piece.days) {
      const auto end = days_of(std::to_string(calendar_day(piece.days->first).year), part("month"), last);
      piece.days = end ? std::optional(DayRange{piece.days->first, end->last}) : std::nullopt;
    }
    piece.year_told = !part("year").empty();
    pieces.push_back(std::move(piece));
  }
}

// A year that is not told is the last in which the day or month lies before today.
std::optional<DayRange> DateWords::days_of(std::string_view year, std::string_view month,
                                           std::string_view day) const {
  int m = wording_.month(month);
  if (m == 0) m = number(month);
  int y = number(year);
  if (y == 0) {
    const DateContext known = context();
    if (!known.publication) return std::nullopt;
    const Moment& now = *known.publication;
    y = now.year();
    if (m > now.month() || (m == now.month() && number(day) > now.day())) --y;
  }
  std::string text = std::to_string(y);
  if (m != 0) text += (m < 10 ? "-0" : "-") + std::to_string(m);
  if (!day.empty()) text += (number(day) < 10 ? "-0" : "-") + std::to_string(number(day));
  const auto time = Edtf::parse(text);
  return time ? std::optional(time->days()) : std::nullopt;
}

}  // namespace guanxi
