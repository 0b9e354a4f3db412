#include "extract/rules/filtered_expression.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "extract/statement/error.h"

namespace guanxi {
namespace {

constexpr int kShortestWord = 2;  // bytes: any character that is not ASCII

// FilteredRE2 gives words in lower case, which text would first have to be put in.
bool has_case(std::string_view word) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(word.data());
  for (std::int32_t at = 0, size = static_cast<std::int32_t>(word.size()); at < size;) {
    UChar32 character = 0;
    U8_NEXT(bytes, at, size, character);
    if (u_tolower(character) != u_toupper(character)) return true;
  }
  return false;
}

}  // namespace

FilteredExpression::FilteredExpression(const std::string& source)
    : expression_(std::make_shared<const re2::RE2>(source, re2::RE2::Quiet)) {
  if (!expression_->ok()) throw Error(ErrorKind::kInput, expression_->error());
  auto filter = std::make_shared<re2::FilteredRE2>(kShortestWord);
  int number = 0;
  filter->Add(source, re2::RE2::Quiet, &number);
  filter->Compile(&words_);
  unfiltered_ = words_.empty() || std::any_of(words_.begin(), words_.end(), has_case);
  filter_ = std::move(filter);
}

bool FilteredExpression::may_match(std::string_view text) const {
  if (unfiltered_) return true;
  std::vector<int> found;
  for (std::size_t i = 0; i < words_.size(); ++i)
    if (text.find(words_[i]) != text.npos) found.push_back(static_cast<int>(i));
  if (found.empty()) return false;
  std::vector<int> potential;
  filter_->AllPotentials(found, &potential);
  return !potential.empty();
}

std::string_view FilteredExpression::in(std::string_view text) const {
  re2::StringPiece found;
  if (!may_match(text) ||
      !expression_->Match({text.data(), text.size()}, 0, text.size(), re2::RE2::UNANCHORED, &found, 1))
    return {};
  return {found.data(), found.size()};
}

}  // namespace guanxi
