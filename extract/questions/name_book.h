// NameBook: what a question's names are looked up in. The caller's, as reading questions knows no store.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/statement/edtf.h"

namespace guanxi {

struct BookName {
  std::string name;  // the canonical one
  std::string kind;

  bool operator==(const BookName&) const = default;
};

class NameBook {
 public:
  virtual ~NameBook() = default;

  // Everything that bears the name, canonical or not, in either script; empty: nobody does.
  virtual std::vector<BookName> named(std::string_view name) const = 0;
  // Names like one that nobody bears, best first.
  virtual std::vector<std::string> nearest(std::string_view name) const = 0;
  // Every name with what bears it, until the callback returns false.
  virtual void each(const std::function<bool(std::string_view name, const BookName&)>& visit) const = 0;
  // Every way in which the documents write what has this canonical name.
  virtual std::vector<std::string> written(std::string_view canonical) const = 0;
  // The last day that anything is told of: the present of a question.
  virtual std::optional<Day> last_day() const = 0;
};

}  // namespace guanxi
