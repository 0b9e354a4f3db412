#include "extract/near_miss.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <set>

#include "extract/rules/pattern_variant.h"
#include "extract/statement/error.h"

namespace guanxi {
namespace {

using Change = PatternVariant::Change;

// Two changes are tried for this many patterns of a sentence at most.
constexpr std::size_t kPairsTried = 8;

bool asks_less(const PatternVariant& variant) {
  return variant.change == Change::kDropPart || variant.change == Change::kWidenSlot ||
         variant.change == Change::kWidenGap;
}

// The work on one sentence.
class Search {
 public:
  Search(const Extractor& extractor, const SentenceAnalysis& analysis)
      : rules_(extractor.rules()), analysis_(analysis), encoded_(extractor.encode(analysis)) {}

  std::vector<NearMiss> run() {
    std::set<std::pair<std::size_t, std::size_t>> fired;
    for (const MatchTrace& trace : analysis_.traces) fired.emplace(trace.match.rule, trace.match.pattern);
    std::vector<NearMiss> found;
    std::size_t pairs = 0;
    for (std::size_t candidate : rules_.candidates(analysis_.sentence->text)) {
      auto [rule, pattern] = rules_.at(candidate);
      if (fired.count({rule, pattern}) || rule_fired(rule)) continue;
      if (source(rule, pattern).match(encoded_.text(), 0)) continue;  // gave way to a longer trigger
      NearMiss miss{rule, pattern, trigger(rule, pattern), 0, ""};
      one_change(miss);
      if (miss.changes == 0 && pairs++ < kPairsTried) two_changes(miss);
      if (miss.changes == 0) miss.why = "little more than its trigger stands here";
      found.push_back(std::move(miss));
    }
    // One for each rule: its nearest pattern.
    auto rank = [](const NearMiss& miss) { return miss.changes == 0 ? 3 : miss.changes; };
    std::stable_sort(found.begin(), found.end(),
                     [&](const NearMiss& a, const NearMiss& b) { return rank(a) < rank(b); });
    std::set<std::size_t> told;
    std::erase_if(found, [&](const NearMiss& miss) { return !told.insert(miss.rule).second; });
    return found;
  }

 private:
  const Pattern& source(std::size_t rule, std::size_t pattern) const {
    return rules_.rules()[rule].patterns[pattern];
  }

  bool rule_fired(std::size_t rule) const {
    return std::any_of(analysis_.traces.begin(), analysis_.traces.end(), [&](const MatchTrace& trace) {
      return trace.match.rule == rule && trace.verdict == "states";
    });
  }

  std::string trigger(std::size_t rule, std::size_t pattern) const {
    std::string best;
    for (const std::string& word : source(rule, pattern).triggers().front())
      if (word.size() > best.size() && analysis_.sentence->text.find(word) != std::string::npos) best = word;
    return best;
  }

  std::optional<PatternMatch> try_variant(std::size_t rule, const std::string& changed) const {
    try {
      return rules_.compile(rule, changed).match(encoded_.text(), 0);
    } catch (const Error&) {
      return std::nullopt;  // a part that the others need was dropped
    }
  }

  void one_change(NearMiss& miss) const {
    const std::string& text = source(miss.rule, miss.pattern).source();
    // A wider slot or gap explains more than a part that is not asked for at all.
    for (bool drop : {false, true}) {
      for (const PatternVariant& variant : pattern_variants(text)) {
        if (!asks_less(variant) || (variant.change == Change::kDropPart) != drop) continue;
        auto match = try_variant(miss.rule, variant.source);
        if (!match) continue;
        miss.changes = 1;
        miss.why = why(miss.rule, text, variant, &*match);
        return;
      }
    }
  }

  void two_changes(NearMiss& miss) const {
    const std::string& text = source(miss.rule, miss.pattern).source();
    for (const PatternVariant& first : pattern_variants(text)) {
      if (!asks_less(first)) continue;
      for (const PatternVariant& second : pattern_variants(first.source)) {
        if (!asks_less(second)) continue;
        auto match = try_variant(miss.rule, second.source);
        if (!match) continue;
        miss.changes = 2;
        miss.why = fmt::format("{}, and {}", why(miss.rule, text, first, nullptr),
                               why(miss.rule, first.source, second, &*match));
        return;
      }
    }
  }

  std::string why(std::size_t rule, const std::string& text, const PatternVariant& variant,
                  const PatternMatch* match) const {
    std::vector<std::string> parts = Pattern::parts_of(text);
    const std::string& part = parts[variant.part];
    std::string where = place(parts, variant.part);
    switch (variant.change) {
      case Change::kWidenSlot:
        return fmt::format("{{{}}} takes {}{}", slot_name(part), kinds(rule, part), standing(part, match));
      case Change::kWidenGap:
        return fmt::format("{} does not reach {}",
                           part == "~" ? "~ stops at a name, a clause mark or a saying word and"
                                       : part + " stops at a clause mark or a saying word and",
                           where);
      default:
        if (is_slot(part) && part.find('=') == std::string::npos)
          return fmt::format("no {{{}}} ({}) {}", slot_name(part), kinds(rule, part), where);
        return fmt::format("no {} {}", shorten_part(part), where);
    }
  }

  // "between A and B": the parts beside it.
  static std::string place(const std::vector<std::string>& parts, std::size_t at) {
    std::string before, after;
    for (std::size_t i = at; i-- > 0 && before.empty();)
      if (!is_gap(parts[i])) before = shorten_part(parts[i]);
    for (std::size_t i = at + 1; i < parts.size() && after.empty(); ++i)
      if (!is_gap(parts[i])) after = shorten_part(parts[i]);
    if (before.empty()) return "before " + after;
    return after.empty() ? "behind " + before : fmt::format("between {} and {}", before, after);
  }

  std::string kinds(std::size_t rule, std::string_view part) const {
    if (std::size_t colon = part.find(':'); colon != std::string_view::npos) {
      std::size_t end = part.find('}');
      std::string_view list = part.substr(colon + 1, end - colon - 1);
      return std::string(list.substr(std::min(list.find_first_not_of(' '), list.size())));
    }
    auto declared = rules_.rules()[rule].kinds.find(slot_name(part));
    if (declared == rules_.rules()[rule].kinds.end()) return "any kind";
    return fmt::format("{}", fmt::join(declared->second, "|"));
  }

  // What stands where the slot would be.
  std::string standing(std::string_view part, const PatternMatch* match) const {
    if (!match) return "";
    auto slot = match->slots.find(slot_name(part));
    if (slot == match->slots.end()) return "";
    auto units = encoded_.units_in(slot->second.begin, slot->second.end);
    if (units.empty()) return "";
    const Unit& unit = analysis_.units[units.front()];
    std::string kind = unit.members.empty() || unit.members[0].kind.empty() ? "" : unit.members[0].kind;
    std::string text = analysis_.sentence->text.substr(unit.begin, unit.end - unit.begin);
    if (unit.pronoun) return fmt::format("; {} there names nobody of that kind", text);
    return fmt::format("; {} there is {}", text, kind.empty() ? "no entity" : "of the kind " + kind);
  }

  const RuleSet& rules_;
  const SentenceAnalysis& analysis_;
  EncodedSentence encoded_;
};

}  // namespace

std::vector<NearMiss> near_misses(const Extractor& extractor, const SentenceAnalysis& analysis) {
  if (analysis.units.empty()) return {};
  return Search(extractor, analysis).run();
}

}  // namespace guanxi
