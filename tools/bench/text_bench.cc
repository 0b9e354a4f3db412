// libs: guanxi::text PkgConfig::opencc ICU::uc
// Speed of the text stages on one core, on the seeds repeated to some megabytes, beside OpenCC over the whole
// text.
//
//   guanxi-text-bench            (built with -DGUANXI_BENCH=ON)
#include <benchmark/benchmark.h>
#include <unicode/unistr.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <opencc/SimpleConverter.hpp>
#include <string>

#include "extract/text/layout_pack.h"
#include "extract/text/sentences.h"
#include "extract/text/text_document.h"

namespace {

using guanxi::TextReader;

constexpr std::size_t kBytes = std::size_t{8} << 20;

std::filesystem::path root() {
  return GUANXI_SOURCE_DIR;
}

// Seeds whose name begins with one of these characters, over and over.
std::string corpus(const std::string& which) {
  std::string once;
  for (const char digit : which) {
    for (const auto& entry : std::filesystem::directory_iterator(root() / "seeds")) {
      const std::string name = entry.path().filename().string();
      if (name.size() < 4 || name.substr(0, 2) != "00" || name[2] != digit) continue;
      std::ifstream stream(entry.path(), std::ios::binary);
      once.append(std::istreambuf_iterator<char>(stream), {});
    }
  }
  std::string text;
  while (text.size() < kBytes) text += once;
  return text;
}

const std::string& simplified() {
  static const std::string text = corpus("012");
  return text;
}

const std::string& traditional() {
  static const std::string text = corpus("3");
  return text;
}

const std::string& gb18030() {
  static const std::string bytes = [] {
    const icu::UnicodeString units = icu::UnicodeString::fromUTF8(simplified());
    std::string all(simplified().size() + 16, '\0');
    const int length =
        units.extract(0, units.length(), all.data(), static_cast<std::uint32_t>(all.size()), "gb18030");
    all.resize(static_cast<std::size_t>(length));
    return all;
  }();
  return bytes;
}

const TextReader& reader() {
  static const TextReader instance(root() / "schemas" / "zh");
  return instance;
}

const guanxi::LayoutPack& pack() {
  static const guanxi::LayoutPack instance(root() / "schemas" / "zh");
  return instance;
}

void count_bytes(benchmark::State& state, const std::string& text) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(text.size()));
}

void decode(benchmark::State& state, const std::string& (*text)()) {
  for (auto _ : state) benchmark::DoNotOptimize(guanxi::decode(text(), "bench"));
  count_bytes(state, text());
}
BENCHMARK_CAPTURE(decode, utf8, simplified);
BENCHMARK_CAPTURE(decode, gb18030, gb18030);

void layout(benchmark::State& state, const std::string& (*text)()) {
  for (auto _ : state) benchmark::DoNotOptimize(guanxi::read_layout(text(), pack()));
  count_bytes(state, text());
}
BENCHMARK_CAPTURE(layout, simplified, simplified);
BENCHMARK_CAPTURE(layout, traditional, traditional);

void script(benchmark::State& state, const std::string& (*text)()) {
  const guanxi::ScriptReader& scripts = reader().script_reader();
  for (auto _ : state) {
    std::string reading;
    guanxi::SourceMap map;
    scripts.read(text(), scripts.script_of(text()), 0, &reading, &map);
    benchmark::DoNotOptimize(reading);
  }
  count_bytes(state, text());
}
BENCHMARK_CAPTURE(script, simplified, simplified);
BENCHMARK_CAPTURE(script, traditional, traditional);

void opencc_alone(benchmark::State& state, const std::string& (*text)()) {
  const opencc::SimpleConverter converter("t2s.json");
  const std::string part = text().substr(0, text().find('\n', 1 << 20));
  for (auto _ : state) benchmark::DoNotOptimize(converter.Convert(part));
  count_bytes(state, part);
}
BENCHMARK_CAPTURE(opencc_alone, traditional, traditional);

void read(benchmark::State& state, const std::string& (*text)()) {
  std::size_t sentences = 0;
  for (auto _ : state) sentences = reader().read("bench", text()).sentences.size();
  count_bytes(state, text());
  state.counters["sentences"] = static_cast<double>(sentences);
}
BENCHMARK_CAPTURE(read, simplified, simplified);
BENCHMARK_CAPTURE(read, traditional, traditional);
BENCHMARK_CAPTURE(read, gb18030, gb18030);

// What a program pays once.
void load_pack(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(TextReader(root() / "schemas" / "zh"));
}
BENCHMARK(load_pack);

}  // namespace

BENCHMARK_MAIN();
