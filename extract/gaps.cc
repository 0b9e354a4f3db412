#include "extract/gaps.h"

#include <algorithm>
#include <set>

#include "extract/mentions/entity_kinds.h"
#include "extract/mentions/segmenter.h"
#include "extract/mentions/utf.h"

namespace guanxi {
namespace {

constexpr std::size_t kLongestExample = 400;

bool is_verb(char word_class) {
  return word_class == 'v' || word_class == 'w';
}

}  // namespace

// The pack's words, to cut sentences with.
struct GapFinder::Words {
  explicit Words(const Pack& pack)
      : kinds(pack), lexicon(kinds.language_folder(), kinds.extension()), segmenter(lexicon) {}

  EntityKinds kinds;
  Lexicon lexicon;
  Segmenter segmenter;
};

// The work on one sentence.
class GapFinder::Sentence {
 public:
  Sentence(GapFinder& finder, const SentenceAnalysis& analysis)
      : f_(finder), analysis_(analysis), text_(analysis.sentence->text) {
    points_.assign(text_);
    f_.words_->segmenter.cut(points_.text, nullptr, tokens_);
  }

  void run() {
    unknown_names();
    for (const Mention& mention : analysis_.mentions)
      if (mention.has(Mention::kGuess)) name(mention.begin, mention.end, "guess");
    for (const Unit& unit : analysis_.units)
      if (unit.kind == quoted_kind() && !unit.members.empty()) name_text(unit.members[0].name, "quoted");
    clauses();
  }

 private:
  std::size_t begin(const Token& token) const { return points_.offsets[token.begin]; }
  std::size_t end(const Token& token) const { return points_.offsets[token.end]; }

  bool mentioned(std::size_t from, std::size_t to) const {
    return std::any_of(analysis_.mentions.begin(), analysis_.mentions.end(),
                       [&](const Mention& mention) { return mention.begin < to && from < mention.end; });
  }

  bool in_unit(std::size_t from, std::size_t to) const {
    return std::any_of(analysis_.units.begin(), analysis_.units.end(),
                       [&](const Unit& unit) { return unit.begin < to && from < unit.end; });
  }

  KindIndex quoted_kind() const { return f_.extractor_.alphabet().kind(Alphabet::kQuoted); }

  void name(std::size_t from, std::size_t to, std::string_view sort) {
    name_text(text_.substr(from, to - from), sort);
  }

  void name_text(std::string_view text, std::string_view sort) {
    if (seen_.insert(std::string(text)).second) note(f_.names_, text, sort, analysis_);
  }

  // Runs of words that no list has, of two characters or more, and Latin words.
  void unknown_names() {
    for (std::size_t i = 0; i < tokens_.size();) {
      auto unknown = [&](const Token& token) {
        return (token.type == Token::Type::kUnknown || token.type == Token::Type::kForeign ||
                token.type == Token::Type::kPerson) &&
               !mentioned(begin(token), end(token)) && !in_unit(begin(token), end(token));
      };
      if (tokens_[i].type == Token::Type::kLatin && tokens_[i].end - tokens_[i].begin > 1 &&
          !mentioned(begin(tokens_[i]), end(tokens_[i])))
        name(begin(tokens_[i]), end(tokens_[i]), "latin");
      std::size_t behind = i;
      while (behind < tokens_.size() && unknown(tokens_[behind])) ++behind;
      if (behind > i && tokens_[behind - 1].end - tokens_[i].begin > 1)
        name(begin(tokens_[i]), end(tokens_[behind - 1]), "unknown");
      i = std::max(behind, i + 1);
    }
  }

  // Each stretch between two clause marks.
  void clauses() {
    std::size_t from = 0;
    for (const Token& token : tokens_) {
      if (!f_.extractor_.grammar().has_clause_mark(text_.substr(begin(token), end(token) - begin(token))))
        continue;
      clause(from, begin(token));
      from = end(token);
    }
    clause(from, text_.size());
  }

  void clause(std::size_t from, std::size_t to) {
    std::size_t first = to;
    std::set<std::string> entities;
    for (const Unit& unit : analysis_.units) {
      if (unit.begin < from || unit.end > to || unit.pronoun) continue;
      for (const Entity& entity : unit.members)
        if (!entity.kind.empty()) entities.insert(entity.name);
      if (!unit.members.empty()) first = std::min(first, unit.begin);
    }
    if (entities.size() < 2 || stated(from, to)) return;
    ++f_.uncovered_;
    for (const Token& token : tokens_) {
      std::size_t at = begin(token);
      if (at < first || end(token) > to || token.type != Token::Type::kWord) continue;
      if (!is_verb(f_.words_->lexicon.entries()[token.entry].word_class) || token.end - token.begin < 2)
        continue;
      if (mentioned(at, end(token)) || in_unit(at, end(token)) || small_word(at, end(token))) continue;
      std::string word(text_.substr(at, end(token) - at));
      bool known = !f_.extractor_.rules().candidates(word).empty();
      if (verbs_.insert(word).second) note(f_.wordings_, word, known ? "trigger" : "verb", analysis_);
    }
  }

  bool stated(std::size_t from, std::size_t to) const {
    return std::any_of(analysis_.stated.begin(), analysis_.stated.end(),
                       [&](const StatedMatch& match) { return match.begin < to && from < match.end; });
  }

  // A saying word, a wish, an adverb: words that the grammar has.
  bool small_word(std::size_t from, std::size_t to) const {
    const Grammar::Word* word = f_.extractor_.grammar().longest_at(text_, from);
    return word && word->text.size() == to - from && word->role != Grammar::Role::kPlain;
  }

  GapFinder& f_;
  const SentenceAnalysis& analysis_;
  std::string_view text_;
  CodePoints points_;
  std::vector<Token> tokens_;
  std::set<std::string> seen_, verbs_;
};

GapFinder::GapFinder(const Extractor& extractor)
    : extractor_(extractor), words_(std::make_unique<const Words>(extractor.pack())) {}
GapFinder::~GapFinder() = default;

void GapFinder::add(const TextDocument& document) {
  extractor_.analyze(document, false, [&](const SentenceAnalysis& analysis) {
    ++sentences_;
    Sentence(*this, analysis).run();
  });
}

void GapFinder::note(Table& table, std::string_view text, std::string_view sort,
                     const SentenceAnalysis& analysis) {
  auto at = table.find(text);
  if (at == table.end()) {
    const guanxi::Sentence& sentence = *analysis.sentence;
    std::string example = sentence.text;
    if (example.size() > kLongestExample) {
      std::size_t end = kLongestExample;
      while (end > 0 && (static_cast<unsigned char>(example[end]) & 0xC0) == 0x80) --end;
      example.resize(end);
    }
    Gap gap{std::string(text),       std::string(sort), 0,
            analysis.document->path, sentence.line,     std::move(example)};
    at = table.emplace(gap.text, std::move(gap)).first;
  }
  ++at->second.count;
}

std::vector<Gap> GapFinder::sorted(const Table& table) {
  std::vector<Gap> all;
  for (const auto& [text, gap] : table) all.push_back(gap);
  std::stable_sort(all.begin(), all.end(), [](const Gap& a, const Gap& b) { return a.count > b.count; });
  return all;
}

std::vector<Gap> GapFinder::names() const {
  return sorted(names_);
}

std::vector<Gap> GapFinder::wordings() const {
  return sorted(wordings_);
}

}  // namespace guanxi
