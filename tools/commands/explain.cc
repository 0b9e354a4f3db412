// guanxi explain: how a sentence is read: mentions, dates, units, the rules that fired and those that came
// close.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <optional>
#include <tuple>

#include "extract/extractor.h"
#include "extract/near_miss.h"
#include "extract/rules/pattern_variant.h"
#include "extract/schema_test.h"
#include "extract/statement/error.h"
#include "tools/commands/commands.h"
#include "tools/commands/input_files.h"
#include "tools/commands/options.h"
#include "tools/commands/pack_path.h"
#include "tools/commands/terminal.h"

namespace guanxi::cli {
namespace {

// Escape sequences of a terminal (ECMA-48, "select graphic rendition"); empty where no colour is wanted.
struct Palette {
  explicit Palette(bool wanted) {
    if (!wanted) return;
    heading = "\033[1m";
    name = "\033[36m";
    date = "\033[35m";
    good = "\033[32m";
    bad = "\033[33m";
    plain = "\033[0m";
  }
  std::string_view heading, name, date, good, bad, plain;
};

class Explainer {
 public:
  Explainer(const Extractor& extractor, std::uint64_t most)
      : extractor_(extractor), most_(most), colours_(colour_wanted()) {}

  // Line 0: every sentence. Returns how many sentences were explained.
  std::size_t explain(const TextDocument& document, std::uint32_t line) const {
    std::size_t count = 0;
    extractor_.analyze(document, true, [&](const SentenceAnalysis& analysis) {
      if (line != 0 && !covers(document, *analysis.sentence, line)) return;
      if (count++ > 0) std::cout << '\n';
      print(analysis);
    });
    return count;
  }

 private:
  static bool covers(const TextDocument& document, const Sentence& sentence, std::uint32_t line) {
    std::string_view text = document.original(sentence);
    auto breaks = static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n'));
    return sentence.line <= line && line <= sentence.line + breaks;
  }

  void print(const SentenceAnalysis& analysis) const {
    const Palette& c = colours_;
    std::cout << fmt::format("{}{}:{}{}  {}\n", c.heading, analysis.document->path, analysis.sentence->line,
                             c.plain, painted(analysis));
    print_mentions(analysis);
    print_dates(analysis);
    print_units(analysis);
    print_rules(analysis);
    print_near(analysis);
  }

  // The sentence with its mentions and dates in colour.
  std::string painted(const SentenceAnalysis& analysis) const {
    const std::string& text = analysis.sentence->text;
    struct Span {
      std::size_t begin, end;
      std::string_view colour;
    };
    std::vector<Span> spans;
    for (const Mention& mention : analysis.mentions)
      spans.push_back({mention.begin, mention.end, colours_.name});
    for (const DatedSpan& date : analysis.dates) spans.push_back({date.begin, date.end, colours_.date});
    std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.begin < b.begin; });
    std::string result;
    std::size_t at = 0;
    for (const Span& span : spans) {
      if (span.begin < at) continue;
      result += text.substr(at, span.begin - at);
      result +=
          fmt::format("{}{}{}", span.colour, text.substr(span.begin, span.end - span.begin), colours_.plain);
      at = span.end;
    }
    return result + text.substr(at);
  }

  void line(std::string_view heading, std::string_view text) const {
    std::cout << fmt::format("  {}{:<9}{} {}\n", colours_.heading, heading, colours_.plain, text);
  }

  static std::string_view part(const SentenceAnalysis& analysis, std::size_t begin, std::size_t end) {
    return std::string_view(analysis.sentence->text).substr(begin, end - begin);
  }

  void print_mentions(const SentenceAnalysis& analysis) const {
    for (const Mention& mention : analysis.mentions) {
      std::string_view text = part(analysis, mention.begin, mention.end);
      std::string names;
      for (const MentionPart& member : mention.members)
        names += (names.empty() ? "" : ", ") + member.canonical;
      if (names.empty() && mention.canonical != text) names = mention.canonical;
      line("mention", fmt::format("{}{}{}{}  {} (by {}{})", colours_.name, text, colours_.plain,
                                  names.empty() ? "" : " = " + names, mention.entity_kind(), mention.rule,
                                  mention.has(Mention::kGuess) ? ", a guess" : ""));
    }
  }

  void print_dates(const SentenceAnalysis& analysis) const {
    for (const DatedSpan& date : analysis.dates)
      line("date", fmt::format("{}{}{} = {}", colours_.date, part(analysis, date.begin, date.end),
                               colours_.plain, date.edtf.empty() ? "not known" : date.edtf));
    if (!analysis.default_time.empty()) line("date", fmt::format("else {}", analysis.default_time));
  }

  void print_units(const SentenceAnalysis& analysis) const {
    for (const Unit& unit : analysis.units) {
      std::string text = fmt::format("{}  {}", part(analysis, unit.begin, unit.end),
                                     extractor_.alphabet().kind_name(unit.kind));
      std::string members = names(unit.members);
      if (unit.pronoun) text += ", a word that stands for somebody";
      if (!members.empty()) text += (unit.representative ? ", stands for " : ", ") + members;
      for (const OfficeHeld& office : unit.offices)
        text +=
            fmt::format(", office {}{}{}", office.title, office.in.empty() ? "" : " in ", names(office.in));
      line("unit", text);
    }
  }

  static std::string names(const std::vector<Entity>& entities) {
    std::string text;
    for (const Entity& entity : entities) text += (text.empty() ? "" : ", ") + entity.name;
    return text;
  }

  void print_rules(const SentenceAnalysis& analysis) const {
    const auto& rules = extractor_.rules().rules();
    EncodedSentence encoded = extractor_.encode(analysis);
    auto text = [&](const PatternMatch::Span& span) {
      std::size_t begin = encoded.to_sentence(span.begin);
      return part(analysis, begin, encoded.to_sentence(span.end));
    };
    for (const MatchTrace& trace : analysis.traces) {
      const PatternMatch& match = trace.match.match;
      const Rule& rule = rules[trace.match.rule];
      bool states = trace.verdict == "states";
      line("rule", fmt::format("{}{}{}  {}", states ? colours_.good : colours_.bad, rule.name, colours_.plain,
                               rule.where));
      line("", shown(rule.patterns[trace.match.pattern]));
      for (const auto& [slot, span] : match.slots) line("", fmt::format("{{{}}} = {}", slot, text(span)));
      if (!match.slots.count("subject") && !match.slots.count("parties"))
        line("", fmt::format(
                     "{{subject}} = {} (carried over)",
                     trace.subjects.empty() ? "nobody" : names(rule.swap ? trace.objects : trace.subjects)));
      line("", fmt::format("trigger = {}", text(match.trigger)));
      if (!states)
        line("", fmt::format("{}states nothing: {}{}", colours_.bad, trace.verdict, colours_.plain));
      std::size_t begin = encoded.to_sentence(match.whole.begin), end = encoded.to_sentence(match.whole.end);
      for (const StatedMatch& stated : analysis.stated)
        if (stated.rule == rule.name && stated.begin == begin && stated.end == end)
          line("",
               fmt::format("{}states {}{}", colours_.good,
                           print_statement(stated.subject, stated.statement, stated.object), colours_.plain));
    }
  }

  void print_near(const SentenceAnalysis& analysis) const {
    std::vector<NearMiss> near = near_misses(extractor_, analysis);
    bool fired = std::any_of(analysis.traces.begin(), analysis.traces.end(),
                             [](const MatchTrace& trace) { return trace.verdict == "states"; });
    std::uint64_t shown = 0;
    for (const NearMiss& miss : near) {
      if (shown == most_ || (fired && miss.changes != 1)) break;
      if (shown > 0 && miss.changes == 0) break;
      const Rule& rule = extractor_.rules().rules()[miss.rule];
      line("near", fmt::format("{}{}{}  {}", colours_.bad, rule.name, colours_.plain, rule.where));
      line("", fmt::format("{} stands here, but: {}", miss.trigger, miss.why));
      ++shown;
    }
    if (analysis.traces.empty() && near.empty()) line("rule", "none: no trigger of a rule stands here");
  }

  static std::string shown(const Pattern& pattern) {
    std::string text;
    for (const std::string& part : Pattern::parts_of(pattern.source()))
      text += (text.empty() ? "" : " ") + shorten_part(part);
    return text;
  }

  const Extractor& extractor_;
  std::uint64_t most_;
  Palette colours_;
};

// "FILE:LINE"; nothing when it does not look so.
std::optional<std::pair<std::string, std::uint32_t>> file_and_line(const std::string& operand) {
  std::size_t colon = operand.rfind(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == operand.size()) return std::nullopt;
  std::string number = operand.substr(colon + 1);
  bool digits = number.size() <= 9 &&
                std::all_of(number.begin(), number.end(), [](unsigned char c) { return std::isdigit(c); });
  if (!digits) return std::nullopt;
  return std::pair(operand.substr(0, colon), static_cast<std::uint32_t>(std::stoul(number)));
}

}  // namespace

int run_explain(int argc, char** argv) {
  Options options("explain", "FILE:LINE|TEXT|-",
                  "How the sentences of a line are read: mentions, dates, what rules see as one thing "
                  "(units), the rules\n"
                  "that fired with what stood in their slots, and the rules that came close with the part "
                  "that failed. A\n"
                  "text is explained as a document of its own; - reads it from standard input.");
  options.schema()
      .value("date", "DATE", "the date of the text, for words such as yesterday")
      .value("limit,n", "N", "rules that came close, at most (default: 3)")
      .operands(1, 1);
  std::optional<Arguments> arguments = options.parse(argc, argv);
  if (!arguments) return 0;
  const std::string& operand = arguments->operands().front();
  std::string path = "text", bytes = operand;
  std::uint32_t line = 0;
  if (auto place = file_and_line(operand)) {
    std::tie(path, line) = *place;
    if (line == 0) throw Error(ErrorKind::kUsage, "lines count from 1");
    bytes = read_input_file(path);
  } else if (operand == "-") {
    path = "-";
    bytes.assign(std::istreambuf_iterator<char>(std::cin), {});
  }
  if (auto date = arguments->find("date")) {
    if (line != 0) throw Error(ErrorKind::kUsage, "--date goes with a text; a file has its own dates");
    bytes = fmt::format("---\ndate: {}\n---\n\n{}\n", *date, bytes);
  }
  const Extractor extractor(load_pack(*arguments));
  TextDocument document = extractor.read(path, std::move(bytes));
  std::size_t count = Explainer(extractor, arguments->number("limit", 3)).explain(document, line);
  if (count == 0) std::cerr << fmt::format("guanxi: no sentence stands on {}\n", operand);
  return count == 0 ? 1 : 0;
}

}  // namespace guanxi::cli
