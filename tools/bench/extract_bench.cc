// libs: guanxi::extract guanxi::dates PkgConfig::re2 PkgConfig::opencc
// Extraction of a document, all stages, and by stage; OpenCC's converter and one RE2 alternation of the
// trigger words of all rules over the same text are the alternatives that it is held against.
#include <benchmark/benchmark.h>
#include <re2/re2.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <opencc/SimpleConverter.hpp>
#include <set>
#include <string>
#include <vector>

#include "extract/dates/date_recognizer.h"
#include "extract/extractor.h"
#include "extract/mentions/mention_finder.h"
#include "extract/statement/stream.h"
#include "extract/text/text_document.h"

namespace {

using guanxi::Extractor;

const std::string kSource = GUANXI_SOURCE_DIR;

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string files_of(const std::string& folder, const std::string& prefix) {
  std::string all;
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(kSource + folder)) {
    if (entry.path().extension() == ".txt" && entry.path().filename().string().starts_with(prefix))
      files.insert(entry.path());
  }
  for (const auto& file : files) all += read_file(file) + "\n\n";
  return all;
}

// Reports full of contacts, and ordinary text, which has none.
const std::string& text(bool contacts) {
  static const std::string reports = files_of("/seeds", "");
  static const std::string ordinary = [] {
    const std::string once = files_of("/tests/gold/docs", "none-");
    std::string all;
    while (all.size() < (std::size_t{1} << 20)) all += once;
    return all;
  }();
  return contacts ? reports : ordinary;
}

const Extractor& extractor() {
  static const Extractor made(guanxi::Pack::load({kSource + "/schemas/zh"}));
  return made;
}

void count_bytes(benchmark::State& state) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text(state.range(0) != 0).size()));
}

void load_pack(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Extractor(guanxi::Pack::load({kSource + "/schemas/zh"})));
}
BENCHMARK(load_pack)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

void all_stages(benchmark::State& state) {
  const Extractor& made = extractor();
  for (auto _ : state) {
    std::string out;
    guanxi::append_stream(made.extract("a.txt", text(state.range(0) != 0)), out);
    benchmark::DoNotOptimize(out);
  }
  count_bytes(state);
}
BENCHMARK(all_stages)->ArgName("contacts")->Arg(1)->Arg(0)->Unit(benchmark::kMillisecond);

void stage_text(benchmark::State& state) {
  const Extractor& made = extractor();
  for (auto _ : state) benchmark::DoNotOptimize(made.read("a.txt", text(state.range(0) != 0)));
  count_bytes(state);
}
BENCHMARK(stage_text)->ArgName("contacts")->Arg(1)->Arg(0)->Unit(benchmark::kMillisecond);

void stage_mentions(benchmark::State& state) {
  const guanxi::MentionFinder finder(kSource + "/schemas/zh");
  const guanxi::TextDocument document = extractor().read("a.txt", text(state.range(0) != 0));
  std::vector<std::string_view> sentences;
  for (const guanxi::Sentence& sentence : document.sentences) sentences.push_back(sentence.text);
  for (auto _ : state) benchmark::DoNotOptimize(finder.find_all(sentences));
  count_bytes(state);
}
BENCHMARK(stage_mentions)->ArgName("contacts")->Arg(1)->Arg(0)->Unit(benchmark::kMillisecond);

void stage_dates(benchmark::State& state) {
  const guanxi::DateRecognizer dates(kSource + "/schemas/zh/dates.yaml");
  const guanxi::TextDocument document = extractor().read("a.txt", text(state.range(0) != 0));
  for (auto _ : state) {
    guanxi::DateContext context;
    for (const guanxi::Sentence& sentence : document.sentences) {
      const auto found = dates.find(sentence.text, context);
      dates.advance(sentence.text, found, context);
    }
    benchmark::DoNotOptimize(context);
  }
  count_bytes(state);
}
BENCHMARK(stage_dates)->ArgName("contacts")->Arg(1)->Arg(0)->Unit(benchmark::kMillisecond);

void stage_triggers(benchmark::State& state) {
  const guanxi::TextDocument document = extractor().read("a.txt", text(state.range(0) != 0));
  for (auto _ : state)
    for (const guanxi::Sentence& sentence : document.sentences)
      benchmark::DoNotOptimize(extractor().rules().candidates(sentence.text));
  count_bytes(state);
}
BENCHMARK(stage_triggers)->ArgName("contacts")->Arg(1)->Arg(0)->Unit(benchmark::kMillisecond);

void alternative_re2_of_triggers(benchmark::State& state) {
  std::set<std::string> words;
  for (const guanxi::Rule& rule : extractor().rules().rules())
    for (const guanxi::Pattern& pattern : rule.patterns)
      for (const auto& trigger : pattern.triggers()) words.insert(trigger.begin(), trigger.end());
  std::string source;
  for (const std::string& word : words) source += (source.empty() ? "(" : "|") + RE2::QuoteMeta(word);
  const RE2 expression(source + ")");
  for (auto _ : state) {
    re2::StringPiece rest(text(state.range(0) != 0));
    std::size_t found = 0;
    while (RE2::FindAndConsume(&rest, expression)) ++found;
    benchmark::DoNotOptimize(found);
  }
  count_bytes(state);
}
BENCHMARK(alternative_re2_of_triggers)->ArgName("contacts")->Arg(1)->Arg(0)->Unit(benchmark::kMillisecond);

void alternative_opencc(benchmark::State& state) {
  const opencc::SimpleConverter converter("t2s.json");
  for (auto _ : state) benchmark::DoNotOptimize(converter.Convert(text(state.range(0) != 0)));
  count_bytes(state);
}
BENCHMARK(alternative_opencc)->ArgName("contacts")->Arg(1)->Arg(0)->Unit(benchmark::kMillisecond);

}  // namespace
