// The mention stage on Simplified news text, and its trie beside marisa-trie on the same words and text.
// libs: guanxi::mentions guanxi::pack PkgConfig::marisa
#include <benchmark/benchmark.h>
#include <marisa.h>

#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "extract/mentions/char_trie.h"
#include "extract/mentions/mention_finder.h"
#include "extract/mentions/utf.h"
#include "extract/pack/tsv.h"

namespace {

const std::string kSource = GUANXI_SOURCE_DIR;

// Lines of a Simplified seed document.
const std::vector<std::string>& lines() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> out;
    std::ifstream in(kSource + "/seeds/001_f988c7c0a87e104d.txt");
    for (std::string line; std::getline(in, line);) out.push_back(line);
    return out;
  }();
  return all;
}

std::int64_t bytes() {
  std::int64_t sum = 0;
  for (const std::string& line : lines()) sum += static_cast<std::int64_t>(line.size());
  return sum;
}

std::vector<std::string> words() {
  std::vector<std::string> out;
  for (const char* file : {"words-1.tsv", "words-2.tsv"}) {
    for (const auto& row : guanxi::load_tsv(kSource + "/schemas/zh/lexicon/" + file, 3, 3))
      out.push_back(row.cells[0]);
  }
  return out;
}

void mentions(benchmark::State& state) {
  const guanxi::MentionFinder finder(kSource + "/schemas/zh");
  const std::vector<std::string_view> views(lines().begin(), lines().end());
  for (auto _ : state) benchmark::DoNotOptimize(finder.find_all(views));
  state.SetBytesProcessed(state.iterations() * bytes());
}
BENCHMARK(mentions);

void load_pack(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(guanxi::MentionFinder(kSource + "/schemas/zh"));
}
BENCHMARK(load_pack)->Unit(benchmark::kMillisecond);

// Every word that begins at every character, by the trie of code points ...
void prefixes_char_trie(benchmark::State& state) {
  guanxi::CharTrie trie;
  std::uint32_t number = 0;
  for (const std::string& word : words()) trie.set(guanxi::to_utf32(word), number++);
  std::size_t found = 0;
  guanxi::CodePoints points;
  for (auto _ : state) {
    for (const std::string& line : lines()) {
      points.assign(line);
      const std::u32string_view text = points.text;
      for (std::size_t i = 0; i < text.size(); ++i) {
        trie.prefixes(text.substr(i), [&](std::size_t, std::uint32_t) { ++found; });
      }
    }
  }
  benchmark::DoNotOptimize(found);
  state.SetBytesProcessed(state.iterations() * bytes());
}
BENCHMARK(prefixes_char_trie);

// ... and by marisa.
void prefixes_marisa(benchmark::State& state) {
  marisa::Keyset keys;
  for (const std::string& word : words()) keys.push_back(word.data(), word.size());
  marisa::Trie trie;
  trie.build(keys);
  marisa::Agent agent;
  std::size_t found = 0;
  for (auto _ : state) {
    for (const std::string& line : lines()) {
      for (std::size_t i = 0; i < line.size(); ++i) {
        if ((static_cast<unsigned char>(line[i]) & 0xc0) == 0x80) continue;
        agent.set_query(line.data() + i, line.size() - i);
        while (trie.common_prefix_search(agent)) ++found;
      }
    }
  }
  benchmark::DoNotOptimize(found);
  state.SetBytesProcessed(state.iterations() * bytes());
}
BENCHMARK(prefixes_marisa);

}  // namespace
