#include "extract/dates/date_recognizer.h"

#include <algorithm>
#include <set>

#include "extract/dates/date_lexicon.h"
#include "extract/dates/date_parser.h"

namespace guanxi {
namespace {

constexpr std::size_t kLongestHeading = 160;  // bytes

using Marks = std::initializer_list<std::string_view>;

// The length of the mark with which a text begins or ends; 0 without one.
std::size_t mark_at_begin(std::string_view text, Marks marks) {
  for (const std::string_view mark : marks) {
    if (text.starts_with(mark)) return mark.size();
  }
  return 0;
}

std::size_t mark_at_end(std::string_view text, Marks marks) {
  for (const std::string_view mark : marks) {
    if (text.ends_with(mark)) return mark.size();
  }
  return 0;
}

bool ends_with_any(std::string_view text, Marks marks) {
  return mark_at_end(text, marks) != 0;
}

// A heading without its markup, bullets and brackets.
std::string_view trim(std::string_view text) {
  const Marks before = {" ", "\t", "\r", "　", "#", "*", "◆", "●", "■", "【", "[", "（", "(", "•", "·"};
  const Marks behind = {" ", "\t", "\r", "\n", "　", "*", "】", "]", "）", ")", "：", ":", "，", ",", "。"};
  while (const std::size_t length = mark_at_begin(text, before)) text.remove_prefix(length);
  while (const std::size_t length = mark_at_end(text, behind)) text.remove_suffix(length);
  return text;
}

// The line is the date, but for a gloss in brackets or a word or two (weekday, weather) behind a space.
bool is_date_line(std::string_view text, const DateMention& mention) {
  constexpr std::size_t kLongestGloss = 48;  // bytes
  constexpr std::size_t kLongestNote = 16;
  if (mention.begin != 0 || mention.kind == DateKind::kUntil) return false;
  const std::string_view rest = text.substr(mention.end);
  if (rest.empty()) return true;
  if (rest.starts_with("（") || rest.starts_with("(")) return rest.size() <= kLongestGloss;
  const bool noted = rest.starts_with(" ") || rest.starts_with("　");
  return noted && rest.size() <= kLongestNote && mention.first && mention.first->grain == Grain::kDay;
}

// The day of a dateline that has no more than the day of the month, where the text tells the same day in
// full.
std::optional<Moment> full_dateline(const DateLexicon& lexicon, std::string_view text,
                                    const std::vector<DateMention>& mentions) {
  constexpr std::size_t kHead = 400;  // bytes at the beginning in which a dateline stands
  int day = 0;
  for (const DateMention& mention : mentions) {
    if (mention.begin > kHead) break;
    if (mention.day_alone != 0 && lexicon.at(text, mention.end, DateWordKind::kDateline))
      day = mention.day_alone;
  }
  if (day == 0) return std::nullopt;
  for (const DateMention& mention : mentions) {
    const bool full = mention.told_year && mention.first && mention.first->grain == Grain::kDay;
    if (full && mention.first->day() == day) return mention.first;
  }
  return std::nullopt;
}

// The last line of a text, without its marks.
std::string_view last_line(std::string_view text) {
  const std::size_t end = text.find_last_not_of(" \t\r\n");
  text = text.substr(0, end == text.npos ? 0 : end + 1);
  return trim(text.substr(text.rfind('\n') + 1));
}

// The line below the title, without its marks.
std::string_view second_line(std::string_view text) {
  std::string_view line;
  for (int lines = 0; lines < 2 && !text.empty();) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty()) ++lines;
  }
  return line;
}

// Whether a word such as 'since' follows soon: (the first time since) that meeting of 2015.
bool told_since(const DateLexicon& lexicon, std::string_view text, std::size_t end) {
  constexpr std::size_t kSoon = 30;  // bytes
  for (std::size_t at = end; at < std::min(end + kSoon, text.size()); ++at)
    if (lexicon.at(text, at, DateWordKind::kSince) != nullptr) return true;
  return false;
}

// The year that a title ends with: (1973).
std::optional<int> year_in_brackets(const DateLexicon& lexicon, std::string_view title) {
  constexpr int kFirst = 1800, kLast = 2100;
  const std::size_t open = std::max(title.rfind("（") + 3, title.rfind('(') + 1);
  const auto number = open > 3 && open < title.size() ? lexicon.number(title, open) : std::nullopt;
  const bool year = number && number->digits == 4 && number->end == title.size();
  return year && number->value > kFirst && number->value < kLast ? std::optional(number->value)
                                                                 : std::nullopt;
}

void set_heading(const DateMention& mention, DateContext& context) {
  context.end_heading();
  if (!mention.first) return;  // without a value: the one before does not reach beyond it
  const Moment& first = *mention.first;
  context.heading = mention.last ? Moment::of_days(first.first, mention.last->last) : first;
  context.heading_open = mention.kind == DateKind::kSince;
  context.begin_paragraph();
}

}  // namespace

// Few enough for a journey or a meeting.
std::optional<Moment> DateMention::period() const {
  constexpr Day kLongest = 31;
  if (!first) return std::nullopt;
  const Day end = last ? last->last : first->last;
  const bool days = kind == DateKind::kRange && first->grain == Grain::kDay;
  if (aside || end - first->first > kLongest || (!days && first->grain != Grain::kDays)) return std::nullopt;
  return Moment::of_days(first->first, end);
}

DateRecognizer::DateRecognizer(const std::filesystem::path& file)
    : lexicon_(std::make_unique<DateLexicon>(file)) {}
DateRecognizer::~DateRecognizer() = default;
DateRecognizer::DateRecognizer(DateRecognizer&&) noexcept = default;
DateRecognizer& DateRecognizer::operator=(DateRecognizer&&) noexcept = default;

std::vector<DateMention> DateRecognizer::find(std::string_view sentence, const DateContext& context) const {
  return DateParser(*lexicon_, context, sentence).read();
}

void DateRecognizer::advance(std::string_view sentence, const std::vector<DateMention>& mentions,
                             DateContext& context) const {
  for (const DateMention& mention : mentions) {
    if (!mention.first) continue;
    const Moment& told = mention.last && !mention.lasting ? *mention.last : *mention.first;
    if (mention.dateline && told.grain == Grain::kDay) context.publication = told;
    if (mention.spoken) context.publication = mention.spoken;
    if (const auto days = mention.period()) context.period = days;
    if (const DateWord* era = lexicon_->at(sentence, mention.begin, DateWordKind::kEra); era && era->a > 1800)
      context.era = era->a;
    // A deadline gives its year and month to what follows, but is not the day of what happens.
    if (mention.aside && mention.kind != DateKind::kUntil) continue;
    // Nor does the story go to the years after which something is said to be.
    const bool years = mention.kind == DateKind::kSince && told.grain == Grain::kYear;
    if (years && mention.begin > 0) continue;
    context.story = told;
    if (mention.aside) continue;
    context.story_in_paragraph = true;
    if (told.grain == Grain::kDay) context.story_day = told;
    if (told.grain == Grain::kDays) context.story_day = Moment::of_day(told.last);
    // A month of another time: the day before it is no more the story's.
    constexpr Day kFar = 366;
    const auto& day = context.story_day;
    if (day && told.grain == Grain::kMonth &&
        (told.first - day->last > kFar || day->first - told.last > kFar))
      context.story_day.reset();
  }
}

bool DateRecognizer::opens_in_day(std::string_view sentence) const {
  constexpr std::size_t kWord = 6;  // bytes: one character may begin another word
  const DateWord* word = lexicon_->at(sentence, 0, DateWordKind::kTimeOfDay);
  return word != nullptr && word->text.size() >= kWord;
}

bool DateRecognizer::asks(std::string_view sentence) const {
  return !lexicon_->before(sentence, sentence.size(), DateWordKind::kQuestion).empty();
}

bool DateRecognizer::number_at(std::string_view text, std::size_t offset) const {
  return lexicon_->number(text, offset).has_value();
}

bool DateRecognizer::set_publication(std::string_view text, DateContext& context) const {
  std::string_view date = trim(text);
  while (date.starts_with('"') || date.starts_with('\'')) date.remove_prefix(1);
  const std::vector<DateMention> mentions = find(date, DateContext());
  for (const DateMention& mention : mentions) {
    if (!mention.first || mention.kind != DateKind::kPoint) continue;
    context.publication = mention.first;
    return true;
  }
  // A month or a year alone, as EDTF has it.
  const auto edtf = Edtf::parse(date);
  if (!edtf || (date.size() != 4 && date.size() != 7) || edtf->days().last - edtf->days().first > 366)
    return false;
  const CalendarDay day = calendar_day(edtf->days().first);
  context.publication = date.size() == 4 ? Moment::of_year(day.year) : Moment::of_month(day.year, day.month);
  return true;
}

void DateRecognizer::guess_publication(std::string_view text, DateContext& context) const {
  std::optional<int> latest, since;
  std::set<int> bare;
  const std::vector<DateMention> mentions = find(text, DateContext());
  if (const auto day = full_dateline(*lexicon_, text, mentions)) {
    context.publication = day;
    return;
  }
  // Bytes of an era's, an agency's name that stand before the date; of a kind of news below the title.
  constexpr std::size_t kLongestEra = 15, kLongestSource = 60;
  // A line that a date ends, behind so many bytes of what is no clause.
  const auto day_of = [&](std::string_view line, std::size_t least,
                          std::size_t most) -> std::optional<Moment> {
    if (line.size() > kLongestHeading || line.find("，") != line.npos) return std::nullopt;
    const std::vector<DateMention> found = find(line, DateContext());
    const bool day = !found.empty() && found[0].told_year && found[0].first &&
                     found[0].first->grain == Grain::kDay && found[0].begin >= least &&
                     found[0].begin <= most && found[0].end == line.size();
    return day ? found[0].first : std::nullopt;
  };
  auto day = day_of(last_line(text), 0, kLongestEra);
  if (!day) day = day_of(second_line(text), 1, kLongestSource);
  if (day) {
    context.publication = day;
    return;
  }
  for (const DateMention& mention : mentions) {
    if (!mention.first || mention.relative || mention.future || !mention.told_year) continue;
    const int year = mention.last ? mention.last->year() : mention.first->year();
    const bool look_back = told_since(*lexicon_, text, mention.end);
    if (!mention.first->in_month()) {
      if (!look_back) bare.insert(year);
      continue;
    }
    std::optional<int>& of_kind = look_back ? since : latest;
    of_kind = std::max(year, of_kind.value_or(year));
  }
  if (!latest && bare.size() == 1 && (!since || *bare.begin() > *since)) latest = *bare.begin();
  if (!latest || (since && *since > *latest)) latest = since;
  if (latest) context.publication = Moment::of_year(*latest);
}

bool DateRecognizer::read_heading(std::string_view line, DateContext& context) const {
  const std::string_view text = trim(line);
  if (text.empty() || text.size() > kLongestHeading) return false;
  // Headings go forward: the one before is the story that this one follows.
  DateContext before = context;
  if (before.heading) {
    before.story = before.heading;
    before.story_in_paragraph = true;
    before.heading.reset();
  }
  const std::vector<DateMention> mentions = find(text, before);
  if (mentions.empty()) {
    const std::optional<int> year = year_in_brackets(*lexicon_, text);
    const bool guessed = !context.publication || context.publication->grain == Grain::kYear;
    if (year && guessed) context.publication = Moment::of_year(*year);
    return false;
  }
  if (is_date_line(text, mentions.front())) {
    set_heading(mentions.front(), context);
    return true;
  }
  const DateMention& last = mentions.back();
  if (!last.first || !last.told_year || last.kind != DateKind::kPoint) return false;
  const bool bracketed = last.end == text.size() && ends_with_any(text.substr(0, last.begin), {"（", "("});
  const auto& known = context.publication;
  const bool adds = !known || (bracketed && known->grain == Grain::kYear);
  if (adds && (bracketed || last.first->grain == Grain::kYear)) context.publication = last.first;
  return false;
}

}  // namespace guanxi
