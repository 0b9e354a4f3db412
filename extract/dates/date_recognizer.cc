#include "extract/dates/date_recognizer.h"

#include <algorithm>

#include "extract/dates/date_lexicon.h"
#include "extract/dates/date_parser.h"

namespace guanxi {
namespace {

constexpr std::size_t kLongestHeading = 160;  // bytes

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> marks,
                     std::size_t& length) {
  for (const std::string_view mark : marks) {
    if (!text.starts_with(mark)) continue;
    length = mark.size();
    return true;
  }
  return false;
}

std::string_view trim(std::string_view text) {
  std::size_t length = 0;
  while (starts_with_any(
      text, {" ", "\t", "\r", "　", "#", "*", "◆", "●", "■", "【", "[", "（", "(", "•", "·"}, length)) {
    text.remove_prefix(length);
  }
  bool more = true;
  while (more) {
    more = false;
    for (const std::string_view mark :
         {" ", "\t", "\r", "\n", "　", "*", "】", "]", "）", ")", "：", ":", "，", ",", "。"}) {
      if (!text.ends_with(mark)) continue;
      text.remove_suffix(mark.size());
      more = true;
    }
  }
  return text;
}

}  // namespace

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
    const Moment& told = mention.last ? *mention.last : *mention.first;
    if (mention.dateline && told.grain == Grain::kDay) context.publication = told;
    if (const DateWord* era = lexicon_->at(sentence, mention.begin, DateWordKind::kEra); era && era->a > 1800)
      context.era = era->a;
    // A deadline gives its year and month to what follows, but is not the day of what happens.
    if (mention.aside && mention.kind != DateKind::kUntil) continue;
    context.story = told;
    context.story_in_paragraph = true;
    if (mention.aside) continue;
    if (told.grain == Grain::kDay) context.story_day = told;
    if (told.grain == Grain::kDays) context.story_day = Moment::of_day(told.last);
  }
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
  std::optional<int> latest;
  for (const DateMention& mention : find(text, DateContext())) {
    if (!mention.first || mention.relative || mention.future || !mention.first->in_month()) continue;
    const int year = mention.last ? mention.last->year() : mention.first->year();
    if (mention.told_year && (!latest || year > *latest)) latest = year;
  }
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
  if (mentions.empty()) return false;
  const DateMention& mention = mentions.front();
  std::string_view rest = text.substr(mention.end);
  const bool glossed =
      rest.starts_with("（") || rest.starts_with("(") || rest.starts_with("　") || rest.starts_with(" ");
  const bool whole = mention.begin == 0 && (rest.empty() || (glossed && rest.size() <= 45));
  if (whole && mention.kind != DateKind::kUntil) {
    if (!mention.first) {
      context.end_heading();  // a date heading without a value: the one before does not reach beyond it
      return true;
    }
    Moment heading = *mention.first;
    if (mention.last) heading = Moment::of_days(heading.first, mention.last->last);
    context.heading = heading;
    context.heading_open = mention.kind == DateKind::kSince;
    context.begin_paragraph();
    return true;
  }
  const DateMention& last = mentions.back();
  const bool bracketed =
      last.end == text.size() && last.begin >= 3 &&
      (text.substr(0, last.begin).ends_with("（") || text.substr(0, last.begin).ends_with("("));
  if (!last.first || !last.told_year || last.kind != DateKind::kPoint) return false;
  const bool better = !context.publication || context.publication->grain == Grain::kYear;
  if (better && (bracketed || last.first->grain == Grain::kYear)) context.publication = last.first;
  return false;
}

}  // namespace guanxi
