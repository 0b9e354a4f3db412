#include "extract/dates/date_point.h"

namespace guanxi {

DatePoint DatePoint::first_end() const {
  DatePoint point = *this;
  point.end_year = point.end_month = point.end_day = 0;
  return point;
}

DatePoint DatePoint::last_end() const {
  DatePoint point = first_end();
  if (end_year != 0) point.year = end_year;
  if (end_month != 0) point.month = end_month;
  if (end_day != 0) point.day = end_day;
  return point;
}

}  // namespace guanxi
