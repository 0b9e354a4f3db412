// Extractor: a document in, its entities and statements out.
//
//   const Extractor extractor(Pack::load({"schemas/zh"}));
//   DocumentRecord record = extractor.extract("a.txt", bytes);
//
// Runs the stages in order: decode, layout, script, sentences (extract/text), mentions, dates, units, rules,
// statements. What a document yields depends on its bytes and the pack alone, never on other documents,
// threads or the order of the work. Immutable; any number of threads may extract with one.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "extract/mentions/mention.h"
#include "extract/pack/pack.h"
#include "extract/rules/rule_set.h"
#include "extract/rules/statement_builder.h"
#include "extract/rules/unit.h"
#include "extract/statement/statement.h"
#include "extract/text/text_document.h"

namespace guanxi {

// What the stages found in one sentence: for explaining, for dumps of mentions and dates, for tests.
struct SentenceAnalysis {
  const TextDocument* document = nullptr;
  const Sentence* sentence = nullptr;
  std::vector<Mention> mentions;
  WordSpans words;  // of the dictionary, as the sentence was cut
  std::vector<DatedSpan> dates;
  std::string default_time;  // where the sentence has no date of its own
  std::string plan_time;     // the same for what is planned: not the report's day, on which it is only told
  std::vector<Unit> units;
  std::vector<TextSpan> brackets;  // parentheses, which rules do not see
  std::vector<StatedMatch> stated;
  std::vector<MatchTrace> traces;  // only when asked for
};

class Extractor {
 public:
  explicit Extractor(Pack pack);
  ~Extractor();

  const Pack& pack() const;
  const RuleSet& rules() const;
  const Grammar& grammar() const;
  const Alphabet& alphabet() const;
  const ScriptReader& script_reader() const;

  // Throws Error(kInput) when the bytes are not text.
  // change: a pattern to take for another, for trying; null: none.
  DocumentRecord extract(std::string path, std::string bytes, const PatternChange* change = nullptr) const;

  // A document of any size in bounded memory, in parts that follow each other: a record each, whose bytes are
  // the next ones of the document and whose entities and names are those that its text tells. A document
  // smaller than TextReader::kWindowBytes is one part, and that what extract() gives. In a larger one, what a
  // document tells reaches on: names are known in the part that tells them and in later ones, dates, topics
  // and who holds an office carry on from part to part. A part ends where a sentence and a line do; only the
  // paragraph ends there, and a name told in a later part is not known before it.
  void extract_parts(const std::string& path, const TextReader::Source& source,
                     const std::function<void(DocumentRecord)>& use) const;
  // The analyses of all sentences of such a document.
  void analyze_parts(const std::string& path, const TextReader::Source& source,
                     const std::function<void(SentenceAnalysis&)>& use) const;

  // The sentences of a document in order, with everything found in them.
  void analyze(const TextDocument& document, bool trace, const std::function<void(SentenceAnalysis&)>& use,
               const PatternChange* change = nullptr) const;
  // A sentence as the rules see it.
  EncodedSentence encode(const SentenceAnalysis& analysis) const;
  TextDocument read(std::string path, std::string bytes) const;

 private:
  struct Parts;
  class Reading;
  class RecordWriter;
  DocumentRecord extract_large(std::string path, std::string bytes) const;
  std::unique_ptr<const Parts> parts_;
};

}  // namespace guanxi
