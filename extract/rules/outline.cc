#include "extract/rules/outline.h"

#include <algorithm>
#include <array>

namespace guanxi {
namespace {

constexpr std::size_t kLetters = 64;  // kinds or markers that have a bit; what is beyond is always accepted

std::vector<std::string> characters(std::string_view text) {
  std::vector<std::string> all;
  for (char c : text) {
    if ((static_cast<unsigned char>(c) & 0xc0) != 0x80 || all.empty()) all.emplace_back();
    all.back().push_back(c);
  }
  return all;
}

}  // namespace

OutlineReader::OutlineReader(const std::vector<std::string>& words, const Grammar& grammar)
    : grammar_(&grammar), words_(words), clause_marks_(characters(grammar.clause_marks())) {}

void OutlineReader::read(std::string_view encoded, std::vector<OutlineLetter>& letters) const {
  using Type = OutlineLetter::Type;
  letters.clear();
  const std::string skip = Alphabet::skip_symbol();
  auto add = [&](std::size_t begin, std::size_t end, std::uint32_t value, Type type) {
    while (encoded.substr(end).starts_with(skip)) end += skip.size();
    letters.push_back(
        {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), value, type, false});
  };
  std::size_t entity_end = std::string_view::npos;  // behind the last entity
  std::size_t first_mark = 0;                       // the letters from here on stand behind that entity
  for (std::size_t at = 0; at < encoded.size(); ++at) {
    if ((static_cast<unsigned char>(encoded[at]) & 0xc0) == 0x80) continue;
    words_.words_at(encoded, at, [&](std::uint32_t word, std::size_t size) {
      add(at, at + size, word, Type::kWord);
      return true;
    });
    if (Alphabet::begins_symbol(encoded, at)) {
      const Alphabet::Symbol symbol = Alphabet::symbol_at(encoded, at);
      if (symbol.type == Alphabet::Symbol::Type::kMarker) {
        add(at, at + Alphabet::kSymbolBytes, symbol.index, Type::kMarker);
      } else if (symbol.type == Alphabet::Symbol::Type::kKind) {
        auto mark =
            std::find_if(letters.begin() + static_cast<std::ptrdiff_t>(first_mark), letters.end(),
                         [](const OutlineLetter& letter) { return letter.type == Type::kClauseMark; });
        const bool joined = mark != letters.end() && entity_end != std::string_view::npos &&
                            grammar_->joins_list(encoded.substr(entity_end, at - entity_end));
        for (; joined && mark != letters.end(); ++mark) mark->in_list = true;
        add(at, at + Alphabet::kSymbolBytes, symbol.index, Type::kKind);
        entity_end = at + Alphabet::kSymbolBytes;
        first_mark = letters.size();
      }
    } else if (clause_marks_.longest_at(encoded, at) != WordIndex::kNone) {
      add(at, at + 1, 0, Type::kClauseMark);
    }
  }
}

void Outline::add(Part part) {
  if (parts_.size() < kMostParts) parts_.push_back(std::move(part));
}

void Outline::add_kinds(std::uint64_t kinds, Gap gap) {
  add({kinds, 0, {}, gap});
}

void Outline::add_markers(std::uint64_t markers, Gap gap) {
  add({0, markers, {}, gap});
}

void Outline::add_words(const std::vector<std::string>& words, Gap gap, bool trigger) {
  if (trigger && trigger_ == 0 && parts_.size() < kMostParts) trigger_ = std::uint32_t{1} << parts_.size();
  add({0, 0, words, gap});
}

std::vector<std::string> Outline::words() const {
  std::vector<std::string> all;
  for (const Part& part : parts_) all.insert(all.end(), part.words.begin(), part.words.end());
  return all;
}

void Outline::bind(const std::map<std::string, std::uint32_t>& numbers, int saying) {
  kinds_.assign(kLetters, 0);
  markers_.assign(kLetters, 0);
  std::map<std::uint32_t, std::uint32_t> words;
  for (std::size_t k = 0; k < parts_.size(); ++k) {
    const Part& part = parts_[k];
    const std::uint32_t bit = std::uint32_t{1} << k;
    for (std::size_t i = 0; i < kLetters; ++i) {
      if ((part.kinds >> i & 1) != 0) kinds_[i] |= bit;
      if ((part.markers >> i & 1) != 0) markers_[i] |= bit;
    }
    for (const std::string& word : part.words) words[numbers.at(word)] |= bit;
    // Behind a list of entities its other members and its tail may stand, whatever the gap says.
    const bool behind_list = k > 0 && parts_[k - 1].kinds != 0;
    if (k > 0 && part.gap.none && !behind_list) close_ |= bit;
    if (!part.gap.entities && !behind_list) no_entities_ |= bit;
    if (k == 0 || part.gap.clauses || anywhere_) over_clauses_ |= bit;
    if (k == 0 || part.gap.saying || anywhere_) over_saying_ |= bit;
  }
  words_.assign(words.begin(), words.end());
  for (const auto& [word, parts] : words_) some_words_ |= std::uint64_t{1} << word % 64;
  saying_ = saying;
  bound_ = true;
}

// The parts that a letter can be.
std::uint32_t Outline::accepted(const OutlineLetter& letter) const {
  switch (letter.type) {
    case OutlineLetter::Type::kKind:
      return letter.value < kLetters ? kinds_[letter.value] : ~std::uint32_t{0};
    case OutlineLetter::Type::kMarker:
      return letter.value < kLetters ? markers_[letter.value] : ~std::uint32_t{0};
    case OutlineLetter::Type::kWord: {
      if ((some_words_ >> letter.value % 64 & 1) == 0) return 0;
      auto found =
          std::lower_bound(words_.begin(), words_.end(), letter.value,
                           [](const auto& word, std::uint32_t number) { return word.first < number; });
      return found != words_.end() && found->first == letter.value ? found->second : 0;
    }
    case OutlineLetter::Type::kClauseMark:
      break;
  }
  return 0;
}

// waiting: bit k says that parts 0 to k-1 stood in their order and part k may come now. A part that must come
// at once waits at one place for each end of the part before it: `due` keeps the few that are not over.
bool Outline::possible(const std::vector<OutlineLetter>& letters, std::size_t from,
                       std::size_t trigger_before) const {
  if (!bound_) return true;
  struct Due {
    std::uint32_t at, bit;
  };
  std::array<Due, 32> due;
  std::size_t due_count = 0;
  std::uint32_t waiting = 1;
  const std::uint32_t all = std::uint32_t{1} << parts_.size();
  for (const OutlineLetter& letter : letters) {
    if (letter.begin < from) continue;
    std::uint32_t can = waiting;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < due_count; ++i) {
      if (due[i].at == letter.begin) can |= due[i].bit;
      if (due[i].at >= letter.begin) due[kept++] = due[i];
    }
    due_count = kept;
    std::uint32_t now = can & accepted(letter);
    if (letter.begin >= trigger_before) now &= ~trigger_;
    const std::uint32_t next = now << 1;
    if ((next & all) != 0) return true;
    if (letter.type == OutlineLetter::Type::kClauseMark && !letter.in_list) waiting &= over_clauses_;
    if (letter.type == OutlineLetter::Type::kKind) waiting &= ~no_entities_ | 1;
    if (letter.type == OutlineLetter::Type::kMarker && static_cast<int>(letter.value) == saying_)
      waiting &= over_saying_;
    waiting |= next & ~close_;
    for (std::uint32_t close = next & close_; close != 0; close &= close - 1) {
      if (due_count == due.size()) return true;
      due[due_count++] = {letter.behind, close & (~close + 1)};
    }
  }
  return false;
}

}  // namespace guanxi
