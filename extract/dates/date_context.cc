#include "extract/dates/date_context.h"

namespace guanxi {

void DateContext::begin_paragraph() {
  story_in_paragraph = false;
  if (!heading) return;
  story = heading;
  // Under a month "the same day" is the day told last in it, under a day that day.
  const auto within = [&](const Moment& told) {
    return told.first >= heading->first && told.last <= heading->last;
  };
  if (story_day && !within(*story_day)) story_day.reset();
  if (heading->grain == Grain::kDay) story_day = heading;
  if (heading->grain == Grain::kDays) period = heading;
  if (period && !within(*period)) period.reset();
}

void DateContext::end_heading() {
  heading.reset();
  heading_open = false;
}

std::string DateContext::heading_text() const {
  if (!heading) return "";
  return heading_open ? heading->text() + "/.." : heading->text();
}

}  // namespace guanxi
