#include "extract/dates/date_context.h"

namespace guanxi {

void DateContext::begin_paragraph() {
  story_in_paragraph = false;
  if (!heading) return;
  story = heading;
  story_day.reset();
  if (heading->grain == Grain::kDay) story_day = heading;
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
