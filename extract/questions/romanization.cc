#include "extract/questions/romanization.h"

#include <fmt/format.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

#include "extract/mentions/mention.h"
#include "extract/statement/error.h"

namespace guanxi {
namespace {

// Names that are read; who asks a larger store by romanised names must know them in the wording.
constexpr std::size_t kMostNames = 200'000;
constexpr std::int32_t kLongest = 12;  // UTF-16 units: longer names are bodies, which nobody romanises

constexpr std::int32_t kLongestNative = 3;  // UTF-16 units of a name that begins with its family's

std::string letters_of(const icu::UnicodeString& text) {
  std::string out;
  for (std::int32_t i = 0; i < text.length(); ++i)
    if (text[i] < 0x80 && std::isalnum(text[i]) != 0) out += static_cast<char>(text[i]);
  return out;
}

}  // namespace

Romanization::Romanization(const std::string& transform, const NameBook& book) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> latin(
      icu::Transliterator::createInstance(icu::UnicodeString::fromUTF8(transform), UTRANS_FORWARD, status));
  if (U_FAILURE(status))
    throw Error(ErrorKind::kInput, fmt::format("romanization: ICU has no transform \"{}\"", transform));
  std::size_t count = 0;
  book.each([&](std::string_view name, const BookName& known) {
    icu::UnicodeString text =
        icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<int32_t>(name.size())));
    if (text.length() > kLongest) return true;
    const bool person = known.kind == kind_name(MentionKind::kPerson) && text.length() <= kLongestNative;
    icu::UnicodeString family(text, 0, 1);
    latin->transliterate(text);
    add(names_, letters_of(text), known);
    if (person) {
      latin->transliterate(family);
      add(families_, letters_of(family), known);
    }
    return ++count < kMostNames;
  });
}

void Romanization::add(Bearers& names, const std::string& key, const BookName& known) {
  if (key.empty()) return;
  auto& bearers = names[key];
  if (std::find(bearers.begin(), bearers.end(), known) == bearers.end()) bearers.push_back(known);
}

std::vector<BookName> Romanization::family(const std::string& word) const {
  const auto found = families_.find(word);
  return found == families_.end() ? std::vector<BookName>() : found->second;
}

std::vector<BookName> Romanization::find(const std::vector<std::string>& words) const {
  std::string given_first;
  for (const std::string& word : words) given_first += word;
  auto found = names_.find(given_first);
  if (found == names_.end() && words.size() > 1) {
    std::string family_first = words.back();
    for (std::size_t i = 0; i + 1 < words.size(); ++i) family_first += words[i];
    found = names_.find(family_first);
  }
  return found == names_.end() ? std::vector<BookName>() : found->second;
}

}  // namespace guanxi
