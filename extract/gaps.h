// Gaps: what a pack does not cover in a corpus, by frequency: the list that a pack's author works from.
//
//   GapFinder finder(extractor);
//   for (document : documents) finder.add(document);
//   for (const Gap& gap : finder.names()) ...
//
// Names: words that look like names (unknown characters, transliterations, surnames with given names, Latin
// words, short texts in quotation marks) and are no entity, and entities that were found by their form alone.
// Wordings: verbs that stand with two known entities in one clause of which no rule states anything. Used by
// one thread; memory grows with the number of different names and verbs, not with the corpus.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "extract/extractor.h"

namespace guanxi {

struct Gap {
  std::string text;
  std::string sort;       // of names: "unknown", "guess", "quoted", "latin"; of wordings: "verb", "trigger"
  std::size_t count = 0;  // sentences
  std::string document;   // where it first stands
  std::uint32_t line = 0;
  std::string example;  // that sentence
};

class GapFinder {
 public:
  explicit GapFinder(const Extractor& extractor);
  ~GapFinder();

  void add(const TextDocument& document);

  // Most frequent first, then by text.
  std::vector<Gap> names() const;
  std::vector<Gap> wordings() const;
  // Sentences seen, and those with two entities in a clause of which nothing is stated.
  std::size_t sentences() const { return sentences_; }
  std::size_t uncovered() const { return uncovered_; }

 private:
  class Sentence;
  struct Words;
  using Table = std::map<std::string, Gap, std::less<>>;
  static void note(Table& table, std::string_view text, std::string_view sort,
                   const SentenceAnalysis& analysis);
  static std::vector<Gap> sorted(const Table& table);

  const Extractor& extractor_;
  std::unique_ptr<const Words> words_;
  Table names_, wordings_;
  std::size_t sentences_ = 0, uncovered_ = 0;
};

}  // namespace guanxi
