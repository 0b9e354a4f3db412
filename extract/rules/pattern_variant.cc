#include "extract/rules/pattern_variant.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>

#include "extract/rules/pattern.h"

namespace guanxi {
namespace {

// From here on a list of words counts as a word list, not as a choice that each example should make.
constexpr std::size_t kHandful = 6;
constexpr std::size_t kShown = 3;
// From the narrowest to the widest.
constexpr std::array<std::string_view, 3> kGaps = {"~", "\xE2\x80\xA6", "\xE2\x80\xA6\xE2\x80\xA6"};

struct Words {
  std::string before, after;  // brackets, a key, the mark of a part that may be missing
  std::vector<std::string> words;
};

bool optional_part(std::string_view part) {
  return part.size() > 1 && part.ends_with("?");
}

// The alternatives of a part that is made of words; nothing for other parts.
std::optional<Words> words_of(std::string_view part) {
  if (is_gap(part) || part == "^" || part == "$" || part.front() == '<') return std::nullopt;
  if (is_slot(part) && part.find('=') == std::string_view::npos) return std::nullopt;
  Words result;
  std::size_t begin = is_slot(part) ? part.find(':') + 1 : is_trigger(part) ? 1 : 0;
  std::size_t end = part.size() - (optional_part(part) ? 1 : 0);
  if (is_slot(part) || is_trigger(part)) --end;
  result.before = part.substr(0, begin);
  result.after = part.substr(end);
  std::string_view list = part.substr(begin, end - begin);
  for (std::size_t at = 0; at <= list.size();) {
    std::size_t bar = std::min(list.find('|', at), list.size());
    result.words.emplace_back(list.substr(at, bar - at));
    at = bar + 1;
  }
  return result;
}

std::string join(const std::vector<std::string>& parts) {
  return fmt::format("{}", fmt::join(parts, " "));
}

class Variants {
 public:
  explicit Variants(std::string_view source) : parts_(Pattern::parts_of(source)) {}

  std::vector<PatternVariant> all() {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      drop(i);
      widen(i);
      drop_words(i);
    }
    swap_sides();
    return std::move(found_);
  }

 private:
  using Change = PatternVariant::Change;

  void add(Change change, std::size_t part, const std::vector<std::string>& parts, std::string what) {
    found_.push_back({change, part, join(parts), std::move(what)});
  }

  void replace(Change change, std::size_t part, std::string with, std::string what) {
    std::vector<std::string> parts = parts_;
    parts[part] = std::move(with);
    add(change, part, parts, std::move(what));
  }

  void drop(std::size_t i) {
    if (is_gap(parts_[i])) return;
    auto triggers =
        std::count_if(parts_.begin(), parts_.end(), [](const auto& part) { return is_trigger(part); });
    if (is_trigger(parts_[i]) && triggers == 1) return;
    std::vector<std::string> parts = parts_;
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i));
    add(Change::kDropPart, i, parts, "without " + shorten_part(parts_[i]));
  }

  void widen(std::size_t i) {
    const std::string& part = parts_[i];
    if (is_slot(part) && part.find('=') == std::string::npos) {
      std::string any = fmt::format("{{{}: any}}{}", slot_name(part), optional_part(part) ? "?" : "");
      if (any != part) replace(Change::kWidenSlot, i, any, fmt::format("{} of any kind", part));
    }
    auto gap = std::find(kGaps.begin(), kGaps.end(), part);
    if (gap != kGaps.end() && gap + 1 != kGaps.end())
      replace(Change::kWidenGap, i, std::string(*(gap + 1)),
              fmt::format("{} widened to {}", part, *(gap + 1)));
  }

  void drop_words(std::size_t i) {
    std::optional<Words> list = words_of(parts_[i]);
    if (!list || list->words.size() < 2 || list->words.size() > kHandful) return;
    for (const std::string& word : list->words) {
      std::vector<std::string> rest;
      std::copy_if(list->words.begin(), list->words.end(), std::back_inserter(rest),
                   [&](const std::string& other) { return other != word; });
      replace(Change::kDropWord, i, list->before + fmt::format("{}", fmt::join(rest, "|")) + list->after,
              "without the word " + word);
    }
  }

  void swap_sides() {
    auto side = [&](std::string_view name) {
      return std::find_if(parts_.begin(), parts_.end(),
                          [&](const std::string& part) { return is_slot(part) && slot_name(part) == name; });
    };
    auto subject = side("subject"), object = side("object");
    if (subject == parts_.end() || object == parts_.end()) return;
    std::vector<std::string> parts = parts_;
    auto rename = [&](auto at, std::string_view from, std::string_view to) {
      std::string& part = parts[static_cast<std::size_t>(at - parts_.begin())];
      part.replace(part.find(from), from.size(), to);
    };
    rename(subject, "subject", "object");
    rename(object, "object", "subject");
    add(Change::kSwapSides, static_cast<std::size_t>(subject - parts_.begin()), parts,
        "subject and object swapped");
  }

  std::vector<std::string> parts_;
  std::vector<PatternVariant> found_;
};

}  // namespace

bool is_gap(std::string_view part) {
  return std::find(kGaps.begin(), kGaps.end(), part) != kGaps.end();
}

bool is_slot(std::string_view part) {
  return part.starts_with("{");
}

bool is_trigger(std::string_view part) {
  return part.starts_with("[");
}

std::string slot_name(std::string_view part) {
  std::size_t end = part.find_first_of(":=}");
  std::string_view name = part.substr(1, end - 1);
  while (name.ends_with(" ")) name.remove_suffix(1);
  return std::string(name.substr(std::min(name.find_first_not_of(' '), name.size())));
}

std::string shorten_part(std::string_view part) {
  std::optional<Words> list = words_of(part);
  if (!list || list->words.size() <= kShown + 1) return std::string(part);
  list->words.resize(kShown);
  return fmt::format("{}{}|\xE2\x80\xA6{}", list->before, fmt::join(list->words, "|"), list->after);
}

std::vector<PatternVariant> pattern_variants(std::string_view source) {
  return Variants(source).all();
}

}  // namespace guanxi
