// MentionFinder: the mentions of sentences, by a pack's word lists and name rules.
//
// Each sentence is cut into words by the cheapest path through the pack's dictionary, where person names and
// transliterated names compete with plain words (a unigram model with generated names, after Zhang and Liu's
// ICTCLAS and Gao et al., "Chinese Word Segmentation and Named Entity Recognition", CL 2005); then a small
// grammar joins words to names of places, institutions, events and offices. Linear in the length of the text.
//
//   MentionFinder finder("schemas/zh");
//   auto found = finder.find_all(sentences);  // of a whole document: names once told are known everywhere
//
// or, for a document that does not fit in memory, window by window:
//
//   MentionFinder::Document document;
//   for (window : windows) auto found = finder.find_all(window.sentences, document);
//
// A finder is immutable once made: any number of threads may use it. A Document belongs to one thread while
// it learns. The order of the pack's files and rows never matters; rows that contradict each other throw
// Error(kInput).
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extract/mentions/lexicon.h"
#include "extract/mentions/mention.h"
#include "extract/mentions/sentence_mentions.h"

namespace guanxi {

class MentionFinder {
 public:
  // What one document tells about names: persons and bodies named in full, abbreviations that it declares.
  class Document {
   public:
    Document();
    ~Document();
    Document(Document&&) noexcept;
    Document& operator=(Document&&) noexcept;

    // Ends learning: works out short forms (last parts of foreign names, surnames) and drops the ambiguous
    // ones.
    void settle();
    // The school, hospital .. that the document calls its own, in no particular order; kinds beside them.
    std::vector<std::pair<std::string, MentionKind>> own_bodies() const;

   private:
    friend class MentionFinder;
    struct State;
    std::unique_ptr<State> state_;
  };

  // zh_dir holds names.yaml and the folder lexicon. Throws Error(kInput) as "file:line: ..." when they are
  // faulty.
  // more: what packs that extend that one add.
  explicit MentionFinder(const std::filesystem::path& zh_dir, const LexiconExtension& more = {});
  ~MentionFinder();
  MentionFinder(MentionFinder&&) noexcept;
  MentionFinder& operator=(MentionFinder&&) noexcept;

  // The mentions of a sentence by itself, or with what a settled document tells.
  std::vector<Mention> find(std::string_view sentence) const;
  std::vector<Mention> find(std::string_view sentence, const Document& document) const;

  // Notes what a sentence, with the mentions found in it, tells about names.
  void learn(std::string_view sentence, const std::vector<Mention>& mentions, Document& document) const;

  // Both passes over the sentences of one document: element i is what sentence i holds. The second
  // pass only looks again at sentences in which a name of the document was not found the first time.
  std::vector<SentenceMentions> find_all(std::span<const std::string_view> sentences) const;
  // The same over a window of a document that does not fit in memory: a name is known in the window that
  // tells it and in those after it. A document that has told more than kMostNames is forgotten before the
  // window.
  std::vector<SentenceMentions> find_all(std::span<const std::string_view> sentences,
                                         Document& document) const;
  static constexpr std::size_t kMostNames = 50000;

  // The country in which a listed place lies; null where that is not told.
  const std::string* state_of_place(std::string_view place) const;

 private:
  struct Parts;

  SentenceMentions find_raw(std::string_view sentence, const Document::State* state) const;
  void learn_place(const Mention& mention, Document::State& state) const;
  void learn_part(std::string_view sentence, const Mention& mention, Document::State& state) const;
  void note_houses(const std::vector<SentenceMentions>& all, Document::State& state) const;
  void place_shared(std::vector<Mention>& mentions, Document::State& state) const;
  void place_locals(std::vector<Mention>& mentions, Document::State& state) const;
  void learn_person(const std::u32string& name, const Mention& mention, Document::State& state) const;
  bool given_is_word(const std::u32string& name) const;
  void learn_guessed(const std::u32string& name, Document::State& state) const;
  void learn_titled(std::string_view sentence, const std::u32string& name, const Mention& person,
                    const Mention& title, Document::State& state) const;
  void learn_country(const std::u32string& name, const Mention& mention, Document::State& state) const;
  void learn_company(std::string_view sentence, const Mention& mention, Document::State& state) const;
  bool learn_short(const std::u32string& part, const std::u32string& full, const std::string& canonical,
                   Document::State& state) const;
  std::u32string own_part(const std::u32string& name) const;
  void learn_declared(std::string_view sentence, const Mention& mention, Document::State& state) const;

  std::unique_ptr<const Parts> parts_;
};

}  // namespace guanxi
