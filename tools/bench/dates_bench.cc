// libs: guanxi::dates PkgConfig::re2
// Speed of the date recogniser on one core: on news text (the Simplified seeds, repeated), on text without
// any date, and, beside it, one RE2 scan for year, month and day with digits over the same text.
//
//   guanxi-dates-bench            (built with -DGUANXI_BENCH=ON)
#include <benchmark/benchmark.h>
#include <re2/re2.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "extract/dates/date_recognizer.h"

namespace {

using guanxi::DateContext;
using guanxi::DateRecognizer;

constexpr std::size_t kBytes = std::size_t{4} << 20;

std::filesystem::path root() {
  return GUANXI_SOURCE_DIR;
}

const DateRecognizer& recognizer() {
  static const DateRecognizer instance(root() / "schemas" / "zh" / "dates.yaml");
  return instance;
}

// The sentences of the Simplified seeds, over and over; only those without a date if so asked.
std::vector<std::string> sentences(bool without_dates) {
  std::vector<std::string> once;
  for (const auto& entry : std::filesystem::directory_iterator(root() / "seeds")) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("000") && !name.starts_with("001") && !name.starts_with("002")) continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(stream), {});
    constexpr std::string_view kStop = "。";
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t stop = text.find(kStop, begin);
      const std::size_t end = stop == std::string::npos ? text.size() : stop + kStop.size();
      once.push_back(text.substr(begin, end - begin));
      begin = end;
    }
  }
  std::vector<std::string> all;
  std::size_t bytes = 0;
  while (bytes < kBytes) {
    for (const std::string& sentence : once) {
      if (without_dates && !recognizer().find(sentence, DateContext()).empty()) continue;
      bytes += sentence.size();
      all.push_back(sentence);
    }
  }
  return all;
}

std::size_t size_of(const std::vector<std::string>& texts) {
  std::size_t bytes = 0;
  for (const std::string& text : texts) bytes += text.size();
  return bytes;
}

void recognize(benchmark::State& state, bool without_dates) {
  const std::vector<std::string> texts = sentences(without_dates);
  std::size_t found = 0;
  for (auto _ : state) {
    DateContext context;
    found = 0;
    for (const std::string& text : texts) {
      const auto mentions = recognizer().find(text, context);
      recognizer().advance(text, mentions, context);
      found += mentions.size();
    }
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * size_of(texts)));
  state.counters["mentions"] = static_cast<double>(found);
}
BENCHMARK_CAPTURE(recognize, news, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(recognize, sentences_without_dates, true)->Unit(benchmark::kMillisecond);

// Text in which nothing looks like a date.
void recognize_plain(benchmark::State& state) {
  std::string text;
  while (text.size() < kBytes) text += "the quick brown fox jumps over the lazy dog; ";
  for (auto _ : state) benchmark::DoNotOptimize(recognizer().find(text, DateContext()));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}
BENCHMARK(recognize_plain)->Unit(benchmark::kMillisecond);

void re2_scan(benchmark::State& state) {
  const std::vector<std::string> texts = sentences(false);
  const re2::RE2 pattern("(\\d{4}年)?\\d{1,2}月(\\d{1,2}日)?");
  for (auto _ : state) {
    for (const std::string& text : texts) {
      re2::StringPiece rest(text);
      re2::StringPiece match;
      while (pattern.Match(rest, 0, rest.size(), re2::RE2::UNANCHORED, &match, 1)) {
        rest.remove_prefix(static_cast<std::size_t>(match.data() + match.size() - rest.data()));
      }
    }
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * size_of(texts)));
}
BENCHMARK(re2_scan)->Unit(benchmark::kMillisecond);

void load(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(DateRecognizer(root() / "schemas" / "zh" / "dates.yaml"));
}
BENCHMARK(load)->Unit(benchmark::kMillisecond);

}  // namespace
