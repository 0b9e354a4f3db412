// --update: writes the present answers into a check file. Only the lines of what did not hold change;
// comments and the form of everything else stay.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/check/runner.h"

namespace guanxi::check {

// The file's text with the rows, columns, counts and errors of the cases that did not hold replaced.
// `contains`, `at_least`, `at_most` and `empty` are left alone: what they mean cannot be told from one
// answer.
std::string updated_text(std::string_view yaml, const std::vector<Result>& results);

}  // namespace guanxi::check
