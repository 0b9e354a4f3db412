#include "extract/questions/piece_finder.h"

#include <algorithm>
#include <limits>

#include "extract/dates/date_recognizer.h"
#include "extract/mentions/entity_kinds.h"
#include "extract/mentions/mention_finder.h"
#include "extract/questions/date_words.h"
#include "extract/questions/romanization.h"
#include "extract/rules/grammar.h"
#include "extract/rules/rule_set.h"
#include "extract/text/layout_pack.h"
#include "extract/text/script.h"
#include "extract/text/utf8.h"

namespace guanxi {

struct PieceFinder::Parts {
  Parts(const Pack& pack, const Ontology& ontology)
      : grammar(pack),
        alphabet(pack.ontology(), grammar.markers()),
        rules(pack, alphabet, grammar),
        wording(pack, ontology, rules),
        layout(pack.file("layout.yaml").parent_path()),
        script(layout),
        kinds(pack),
        finder(kinds.language_folder(), kinds.extension()),
        dates(pack.file("dates.yaml")) {}

  Grammar grammar;
  Alphabet alphabet;
  RuleSet rules;
  Wording wording;
  LayoutPack layout;
  ScriptReader script;
  EntityKinds kinds;
  MentionFinder finder;
  DateRecognizer dates;
};

namespace {

// What a piece costs. A name costs a little more than a word, so that the wording has its way with a stretch
// that is both; a name that nobody bears costs more than the two words that it may be.
constexpr double kWordCost = 1.0, kNameCost = 1.1, kTimeCost = 0.5, kTitleCost = 1.05, kUnknownNameCost = 2.2,
                 kGuessCost = 3.2, kUnknownCost = 3.0, kBlankCost = 0.0;
constexpr std::size_t kLongestName = 40;  // code points of a Chinese name
constexpr std::size_t kMostNameWords = 8;

bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool upper(char c) {
  return c >= 'A' && c <= 'Z';
}

struct Candidate {
  Piece piece;
  double cost = 0;
};

class Cutter {
 public:
  Cutter(std::string_view text, const Wording& wording, const NameBook& book)
      : text_(text), lower_(lower(text)), wording_(wording), book_(book), at_(text.size() + 1) {}

  void add(Piece piece, double cost) {
    piece.text = std::string(text_.substr(piece.begin, piece.end - piece.begin));
    at_[piece.begin].push_back({std::move(piece), cost});
  }

  void add_words() {
    for (std::size_t begin = 0; begin < text_.size(); ++begin) {
      if (!boundary(begin)) continue;
      const std::size_t most = std::min(text_.size() - begin, wording_.longest());
      for (std::size_t length = 1; length <= most; ++length) {
        if (!boundary(begin + length)) continue;
        const auto* senses = wording_.senses(std::string_view(lower_).substr(begin, length));
        if (senses == nullptr) continue;
        Piece piece{Piece::Type::kWord, begin, begin + length};
        piece.senses = senses;
        add(std::move(piece), kWordCost);
      }
    }
  }

  void add_mentions(const std::vector<Mention>& mentions) {
    for (const Mention& mention : mentions) {
      Piece piece{Piece::Type::kName, mention.begin, mention.end};
      if (mention.kind == MentionKind::kTitle || mention.kind == MentionKind::kRepresentative) {
        piece.type = Piece::Type::kTitle;
        add(std::move(piece), kTitleCost);
        continue;
      }
      piece.names = known(mention);
      double cost = kNameCost;
      if (piece.names.empty()) {
        piece.type = Piece::Type::kUnknownName;
        cost = mention.has(Mention::kGuess) ? kGuessCost : kUnknownNameCost;
      }
      add(std::move(piece), cost);
    }
  }

  // Every stretch of Chinese that the book knows; one character alone only as a mention.
  void add_known_names() {
    std::vector<std::size_t> starts;
    for (std::size_t at = 0; at < text_.size(); utf8::next(text_, &at)) starts.push_back(at);
    starts.push_back(text_.size());
    for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
      if (static_cast<unsigned char>(text_[starts[i]]) < 0x80) continue;
      for (std::size_t j = i + 2; j < starts.size() && j <= i + kLongestName; ++j) {
        if (!boundary(starts[j])) continue;
        add_name(starts[i], starts[j], book_.named(text_.substr(starts[i], starts[j] - starts[i])));
      }
    }
  }

  // Names in Latin letters: as the book or the wording has them, or as they sound.
  void add_latin_names() {
    const auto words = latin_words();
    for (std::size_t i = 0; i < words.size(); ++i) {
      for (std::size_t j = i; j < words.size() && j < i + kMostNameWords; ++j) {
        if (j > i && !joined(words[j - 1].second, words[j].first)) break;
        add_name(words[i].first, words[j].second, latin(words[i].first, words[j].second));
      }
      if (upper(text_[words[i].first])) add_unknown_name(words, i);
    }
  }

  void add_romanized(const Romanization& romanization) {
    const auto words = latin_words();
    for (std::size_t i = 0; i < words.size(); ++i) {
      for (std::size_t j = i; j < words.size() && j < i + 4; ++j) {
        if (j > i && !joined(words[j - 1].second, words[j].first)) break;
        if (!upper(text_[words[i].first])) continue;
        std::vector<std::string> parts;
        for (std::size_t k = i; k <= j; ++k)
          parts.push_back(lower_.substr(words[k].first, words[k].second - words[k].first));
        add_name(words[i].first, words[j].second, romanization.find(parts));
        if (j == i) add_family(words[i], romanization.family(parts[0]));
      }
    }
  }

  std::vector<Piece> cut() {
    const std::size_t end = text_.size();
    std::vector<double> cost(end + 1, std::numeric_limits<double>::infinity());
    std::vector<Candidate> best(end + 1);
    cost[end] = 0;
    for (std::size_t at = end; at-- > 0;) {
      if (utf8::continuation(text_[at])) continue;
      add_unknown(at);
      for (const Candidate& candidate : at_[at]) {
        const double whole = candidate.cost + cost[candidate.piece.end];
        if (whole < cost[at]) {
          cost[at] = whole;
          best[at] = candidate;
        }
      }
    }
    std::vector<Piece> pieces;
    for (std::size_t at = 0; at < end; at = best[at].piece.end)
      if (best[at].cost > kBlankCost) join(pieces, best[at].piece);
    return pieces;
  }

 private:
  // Words and names in Latin letters begin and end where letters do.
  bool boundary(std::size_t at) const {
    if (at == 0 || at >= text_.size()) return true;
    if (utf8::continuation(text_[at])) return false;
    return !(letter(text_[at - 1]) && letter(text_[at]));
  }

  std::vector<BookName> known(const Mention& mention) const {
    std::vector<BookName> names;
    const auto take = [&](std::string_view name) {
      for (BookName& each : book_.named(name))
        if (std::find(names.begin(), names.end(), each) == names.end()) names.push_back(std::move(each));
    };
    for (const MentionPart& member : mention.members) take(member.canonical);
    if (mention.members.empty()) take(mention.canonical);
    if (names.empty()) take(text_.substr(mention.begin, mention.end - mention.begin));
    return names;
  }

  void add_name(std::size_t begin, std::size_t end, std::vector<BookName> names) {
    if (names.empty()) return;
    Piece piece{Piece::Type::kName, begin, end};
    piece.names = std::move(names);
    // WHO is a name, who is a word.
    const bool capitals =
        end - begin > 1 && std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(begin),
                                       text_.begin() + static_cast<std::ptrdiff_t>(end), upper);
    add(std::move(piece), capitals ? kWordCost - 0.1 : kNameCost);
  }

  // A family's name alone: whoever bears it, if it is one person.
  void add_family(const std::pair<std::size_t, std::size_t>& word, std::vector<BookName> bearers) {
    if (bearers.empty()) return;
    const bool one =
        std::all_of(bearers.begin(), bearers.end(), [&](const BookName& name) { return name == bearers[0]; });
    Piece piece{one ? Piece::Type::kName : Piece::Type::kUnknownName, word.first, word.second};
    piece.names = std::move(bearers);
    add(std::move(piece), one ? kUnknownNameCost - 0.2 : kUnknownNameCost - 0.1);
  }

  std::vector<BookName> latin(std::size_t begin, std::size_t end) const {
    const std::string_view text = text_.substr(begin, end - begin);
    const bool capitals = std::all_of(text.begin(), text.end(), upper);
    if (text.size() <= 3 && !capitals) return {};  // us is no country
    std::vector<BookName> names = book_.named(text);
    if (!names.empty()) return names;
    const auto* meant = wording_.names(lower(text));
    if (meant == nullptr) return {};
    for (const std::string& name : *meant)
      for (BookName& each : book_.named(name))
        if (std::find(names.begin(), names.end(), each) == names.end()) names.push_back(std::move(each));
    return names;
  }

  // A row of capitalised words that is nothing else.
  void add_unknown_name(const std::vector<std::pair<std::size_t, std::size_t>>& words, std::size_t first) {
    std::size_t last = first;
    while (last + 1 < words.size() && joined(words[last].second, words[last + 1].first) &&
           upper(text_[words[last + 1].first]))
      ++last;
    for (std::size_t j = first; j <= last; ++j)  // each word might be one that is known
      add({Piece::Type::kUnknownName, words[first].first, words[j].second},
          kUnknownNameCost + kTitleCost * static_cast<double>(j - first));
  }

  void add_unknown(std::size_t at) {
    std::size_t end = at;
    const char32_t c = utf8::next(text_, &end);
    const bool mark = utf8::blank(c) || c == U'?' || c == U'？' || c == U'.' || c == U'。' || c == U'!' ||
                      c == U'！' || c == U',' || c == U'，' || c == U'"' || c == U'“' || c == U'”' ||
                      c == U'《' || c == U'》' || c == U'：' || c == U':' || c == U';' || c == U'；';
    if (mark) return add({Piece::Type::kUnknown, at, end}, kBlankCost);
    while (letter(text_[at]) && end < text_.size() && letter(text_[end])) ++end;
    add({Piece::Type::kUnknown, at, end}, kUnknownCost);
  }

  static void join(std::vector<Piece>& pieces, const Piece& piece) {
    const bool more = !pieces.empty() && piece.type == Piece::Type::kUnknown &&
                      pieces.back().type == Piece::Type::kUnknown && pieces.back().end == piece.begin;
    if (!more) return pieces.push_back(piece);
    pieces.back().end = piece.end;
    pieces.back().text += piece.text;
  }

  std::vector<std::pair<std::size_t, std::size_t>> latin_words() const {
    std::vector<std::pair<std::size_t, std::size_t>> words;
    for (std::size_t at = 0; at < text_.size(); ++at) {
      if (!letter(text_[at]) || !boundary(at)) continue;
      std::size_t end = at;
      while (end < text_.size() && letter(text_[end])) ++end;
      words.emplace_back(at, end);
      at = end;
    }
    return words;
  }

  // Words of one name: blanks, hyphens and the like between them.
  bool joined(std::size_t end, std::size_t begin) const {
    const std::string_view between = text_.substr(end, begin - end);
    return between == " " || between == "-" || between == "'" || between == ". " || between == "’";
  }

  std::string_view text_;
  std::string lower_;
  const Wording& wording_;
  const NameBook& book_;
  std::vector<std::vector<Candidate>> at_;  // by the byte at which they begin
};

}  // namespace

PieceFinder::PieceFinder(const Pack& pack, const Ontology& ontology)
    : parts_(std::make_unique<const Parts>(pack, ontology)) {}
PieceFinder::~PieceFinder() = default;

const Wording& PieceFinder::wording() const {
  return parts_->wording;
}

std::string PieceFinder::read(std::string_view question) const {
  return parts_->script.read(question);
}

std::vector<Piece> PieceFinder::find(std::string_view reading, const NameBook& book,
                                     std::string_view today) const {
  Cutter cutter(reading, parts_->wording, book);
  cutter.add_words();
  cutter.add_mentions(parts_->finder.find(reading));
  cutter.add_known_names();
  cutter.add_latin_names();
  const DateWords dates(parts_->dates, parts_->wording, book, today);
  for (Piece& piece : dates.find(reading)) cutter.add(std::move(piece), kTimeCost);
  std::vector<Piece> pieces = cutter.cut();
  const bool foreign = std::any_of(pieces.begin(), pieces.end(), [](const Piece& piece) {
    return (piece.type == Piece::Type::kUnknownName || piece.type == Piece::Type::kUnknown) &&
           upper(piece.text[0]);
  });
  if (!foreign || parts_->wording.romanization().empty()) return pieces;
  cutter.add_romanized(Romanization(parts_->wording.romanization(), book));
  return cutter.cut();
}

}  // namespace guanxi
