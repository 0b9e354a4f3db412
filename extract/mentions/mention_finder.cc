#include "extract/mentions/mention_finder.h"

#include <algorithm>
#include <map>
#include <set>

#include "extract/mentions/composer.h"
#include "extract/mentions/lexicon.h"
#include "extract/mentions/segmenter.h"
#include "extract/mentions/utf.h"

namespace guanxi {

struct MentionFinder::Parts {
  explicit Parts(const std::filesystem::path& dir) : lexicon(dir), segmenter(lexicon), composer(lexicon) {}

  Lexicon lexicon;
  Segmenter segmenter;
  Composer composer;
};

// Names as they are learnt, then the tables that finding uses.
struct MentionFinder::Document::State {
  struct Told {
    std::set<std::pair<std::string, MentionKind>> meanings;  // canonical name and kind
    std::uint16_t flags = Mention::kFromDocument;
  };
  std::map<std::u32string, Told> told;  // surfaces to be known everywhere
  std::set<std::u32string> persons;     // full names of persons

  // Whether a name of the document stands in the sentence where no mention covers it or another thing was seen.
  bool tells_more(std::string_view sentence, const std::vector<Mention>& mentions) const;

  CharTrie trie;
  std::vector<KnownName> known;
  std::vector<std::pair<std::u32string, std::string>> surnames;
};

bool MentionFinder::Document::State::tells_more(std::string_view sentence, const std::vector<Mention>& mentions) const {
  static thread_local CodePoints points;
  points.assign(sentence);
  const std::u32string_view text = points.text;
  auto covering = mentions.begin();
  bool more = false;
  for (std::size_t i = 0; i < text.size() && !more; ++i) {
    if (!trie.starts(text[i])) continue;
    trie.prefixes(text.substr(i), [&](std::size_t length, std::uint32_t index) {
      const std::size_t begin = points.offsets[i], end = points.offsets[i + length];
      while (covering != mentions.end() && covering->end <= begin) ++covering;
      const bool covered = covering != mentions.end() && covering->begin <= begin && end <= covering->end;
      const bool same = covered && covering->begin == begin && covering->end == end && covering->kind == known[index].kind &&
                        covering->canonical == known[index].canonical;
      const bool inside_longer = covered && covering->end - covering->begin > end - begin;
      more = more || !(same || inside_longer);
    });
  }
  return more;
}

MentionFinder::Document::Document() : state_(std::make_unique<State>()) {}
MentionFinder::Document::~Document() = default;
MentionFinder::Document::Document(Document&&) noexcept = default;
MentionFinder::Document& MentionFinder::Document::operator=(Document&&) noexcept = default;

void MentionFinder::Document::settle() {
  State& s = *state_;
  s.trie = CharTrie();
  s.known.clear();
  for (const auto& [surface, told] : s.told) {
    if (told.meanings.size() != 1)
      continue;  // it stands for two things here: none is better than the wrong one
    const auto& [canonical, kind] = *told.meanings.begin();
    s.trie.set(surface, static_cast<std::uint32_t>(s.known.size()));
    s.known.push_back({canonical, kind, told.flags});
  }
}

MentionFinder::MentionFinder(const std::filesystem::path& zh_dir) : parts_(std::make_unique<Parts>(zh_dir)) {}
MentionFinder::~MentionFinder() = default;
MentionFinder::MentionFinder(MentionFinder&&) noexcept = default;
MentionFinder& MentionFinder::operator=(MentionFinder&&) noexcept = default;

std::vector<Mention> MentionFinder::find(std::string_view sentence) const {
  static thread_local CodePoints points;
  static thread_local std::vector<Token> tokens;
  points.assign(sentence);
  parts_->segmenter.cut(points.text, nullptr, tokens);
  std::vector<Mention> mentions;
  parts_->composer.compose(points, tokens, nullptr, nullptr, mentions);
  return mentions;
}

std::vector<Mention> MentionFinder::find(std::string_view sentence, const Document& document) const {
  static thread_local CodePoints points;
  static thread_local std::vector<Token> tokens;
  points.assign(sentence);
  const Document::State& state = *document.state_;
  parts_->segmenter.cut(points.text, &state.trie, tokens);
  std::vector<Mention> mentions;
  parts_->composer.compose(points, tokens, &state.known, &state.surnames, mentions);
  return mentions;
}

void MentionFinder::learn(std::string_view sentence, const std::vector<Mention>& mentions,
                          Document& document) const {
  Document::State& state = *document.state_;
  for (const Mention& mention : mentions) {
    if (mention.kind != MentionKind::kPerson || mention.has(Mention::kGuess) ||
        mention.has(Mention::kSurnameOnly))
      continue;
    const std::u32string name = to_utf32(sentence.substr(mention.begin, mention.end - mention.begin));
    state.told[name].meanings.emplace(mention.canonical, MentionKind::kPerson);
    const std::size_t dot = name.find_last_of(U"\u00b7\u2022\u2027\u30fb");
    if (dot != std::u32string::npos && name.size() - dot > 2) {
      state.told[name.substr(dot + 1)].meanings.emplace(mention.canonical, MentionKind::kPerson);
    }
  }
}

std::vector<std::vector<Mention>> MentionFinder::find_all(std::span<const std::string_view> sentences) const {
  std::vector<std::vector<Mention>> all;
  all.reserve(sentences.size());
  Document document;
  for (std::string_view sentence : sentences) {
    all.push_back(find(sentence));
    learn(sentence, all.back(), document);
  }
  document.settle();
  if (document.state_->known.empty()) return all;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    if (document.state_->tells_more(sentences[i], all[i])) all[i] = find(sentences[i], document);
  }
  return all;
}

}  // namespace guanxi
