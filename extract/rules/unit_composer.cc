#include "extract/rules/unit_composer.h"

#include <algorithm>
#include <bitset>
#include <optional>

#include "extract/mentions/utf.h"

namespace guanxi {
namespace {

// Bytes of a list's tail (and other ten international organizations).
constexpr std::size_t kLongestTail = 48;
constexpr std::size_t kHan = 3;  // bytes of a Chinese character

// A quoted name is short: what is longer is speech.
constexpr std::size_t kLongestQuotedName = 96;

// Between the fields of one department.
constexpr std::string_view kEnumerationComma = "\xE3\x80\x81";

// Bytes of the words between a body and the title of somebody in it: a department, a field.
constexpr std::size_t kLongestDepartment = 36;

std::vector<TextSpan> paired_spans(std::string_view text, const std::vector<Grammar::Pair>& pairs) {
  std::vector<TextSpan> spans;
  // By the last byte of the first character, as most characters of Chinese share the bytes before it.
  const auto key_of = [](std::string_view rest) {
    const std::size_t last = character_size(rest[0]) - 1;
    return static_cast<unsigned char>(rest[std::min(last, rest.size() - 1)]);
  };
  std::bitset<256> first;
  for (const Grammar::Pair& pair : pairs) first.set(key_of(pair.open));
  for (std::size_t at = 0; at < text.size();) {
    const Grammar::Pair* opened = nullptr;
    if (first.test(key_of(text.substr(at))))
      for (const Grammar::Pair& pair : pairs)
        if (text.substr(at).starts_with(pair.open)) opened = &pair;
    if (!opened) {
      at += character_size(text[at]);
      continue;
    }
    std::size_t close = text.find(opened->close, at + opened->open.size());
    if (close == std::string_view::npos) {
      at += opened->open.size();
      continue;
    }
    spans.push_back({at, close + opened->close.size()});
    at = spans.back().end;
  }
  return spans;
}

}  // namespace

// The work on one sentence: a walk over its atoms (mentions and words without a name) from left to right.
class UnitComposer::Sentence {
 public:
  Sentence(const UnitComposer& composer, std::string_view text, std::span<const Mention> mentions,
           const WordSpans& words, const std::vector<TextSpan>& brackets, const Discourse& discourse)
      : c_(composer), text_(text), words_(words), brackets_(brackets), discourse_(discourse) {
    collect(mentions);
  }

  std::vector<Unit> run() {
    std::vector<Unit> units;
    for (std::size_t at = 0; at < atoms_.size();) {
      std::size_t next = with_offices(at, units);
      if (next == at) next = plain(at, units);
      at = next;
    }
    for (Unit& unit : units) unit.end = behind_bracket(unit.end);
    for (std::size_t i = 1; i < units.size(); ++i)
      if (shares_title(units[i - 1], units[i])) units[i].offices = {units[i - 1].offices.back()};
    return units;
  }

 private:
  // The unit is a person without a title who goes on with a list of deputies or members.
  bool shares_title(const Unit& before, const Unit& unit) const {
    if (before.offices.empty() || !unit.offices.empty() || unit.pronoun || unit.members.size() != 1)
      return false;
    if (unit.kind != before.kind || unit.representative) return false;
    const auto& shared = c_.grammar_.shared();
    const std::string& title = before.offices.back().title;
    return std::any_of(shared.begin(), shared.end(),
                       [&](const std::string& one) { return title.ends_with(one); }) &&
           c_.grammar_.enumerates(text_.substr(before.end, unit.begin - before.end));
  }

  // A parenthesis right behind a name belongs to it.
  std::size_t behind_bracket(std::size_t end) const {
    auto span = std::find_if(brackets_.begin(), brackets_.end(),
                             [&](const TextSpan& bracket) { return bracket.begin == end; });
    return span == brackets_.end() ? end : span->end;
  }

  struct Atom {
    std::size_t begin, end;
    const Mention* mention = nullptr;
    const Grammar::Word* pronoun = nullptr;
    bool quoted = false;
  };

  struct Group {
    OfficeHeld office;
    std::size_t next;  // atom behind it
    bool cut = false;  // the body's name took in the begin of the title
  };

  void collect(std::span<const Mention> mentions) {
    for (const Mention& mention : mentions)
      if (!bracketed(mention.begin)) atoms_.push_back({mention.begin, mention.end, &mention});
    add_quoted();
    add_counted();
    add_pronouns();
    std::sort(atoms_.begin(), atoms_.end(), [](const Atom& a, const Atom& b) { return a.begin < b.begin; });
  }

  bool covered(std::size_t begin, std::size_t end) const {
    auto at = std::lower_bound(atoms_.begin(), atoms_.end(), begin,
                               [](const Atom& atom, std::size_t key) { return atom.end <= key; });
    return at != atoms_.end() && at->begin < end;
  }

  void add_quoted() {
    std::vector<Atom> found;
    for (const TextSpan& span : paired_spans(text_, c_.grammar_.quotes())) {
      if (span.end - span.begin > kLongestQuotedName || bracketed(span.begin)) continue;
      std::string_view inside = text_.substr(span.begin, span.end - span.begin);
      if (c_.grammar_.has_clause_mark(inside)) continue;
      auto within = std::find_if(atoms_.begin(), atoms_.end(), [&](const Atom& atom) {
        return atom.begin >= span.begin && atom.begin <= span.begin + 3 && atom.end + 3 >= span.end &&
               atom.end <= span.end;
      });
      const auto& things = c_.grammar_.things();
      const bool thing = std::any_of(things.begin(), things.end(), [&](const std::string& word) {
        return text_.substr(span.end).starts_with(word);
      });
      if (within != atoms_.end()) {
        within->begin = span.begin;
        within->end = span.end;
        if (thing) *within = {span.begin, span.end, nullptr, nullptr, true};
      } else if (!covered(span.begin, span.end)) {
        found.push_back({span.begin, span.end, nullptr, nullptr, true});
      }
    }
    atoms_.insert(atoms_.end(), found.begin(), found.end());
    std::sort(atoms_.begin(), atoms_.end(), [](const Atom& a, const Atom& b) { return a.begin < b.begin; });
  }

  // Some of a kind, of whom only the number is told (50 countries), are nobody, whatever name stands in the
  // words.
  void add_counted() {
    for (const TextSpan& span : c_.grammar_.read_as("nobody", text_)) {
      const auto inside = [&](const Atom& a) { return span.begin <= a.begin && a.end <= span.end; };
      const auto first =
          std::find_if(atoms_.begin(), atoms_.end(), [&](const Atom& a) { return a.end > span.begin; });
      const auto next = static_cast<std::size_t>(first - atoms_.begin());
      if (bracketed(span.begin) || of_list_before(Grammar::nobody(), span.end, next)) continue;
      std::erase_if(atoms_, inside);
      if (covered(span.begin, span.end)) continue;
      atoms_.insert(atoms_.begin() + static_cast<std::ptrdiff_t>(next),
                    {span.begin, span.end, nullptr, &Grammar::nobody()});
    }
  }

  // A word of the grammar may hold a shorter name (the countries concerned): then it stands instead of it.
  void add_pronouns() {
    std::vector<Atom> found;
    std::size_t next = 0;
    for (std::size_t at = 0; at < text_.size();) {
      while (next < atoms_.size() && atoms_[next].end <= at) ++next;
      if (next < atoms_.size() && atoms_[next].begin <= at) {
        at = atoms_[next].end;
        continue;
      }
      const Grammar::Word* word = c_.grammar_.longest_at(text_, at, words_);
      std::size_t end = at + (word ? word->text.size() : 1);
      while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80) ++end;
      bool cuts = false;
      for (std::size_t i = next; i < atoms_.size() && atoms_[i].begin < end; ++i)
        cuts = cuts || atoms_[i].end > end;
      if (cuts) {
        at = atoms_[next].begin;
        continue;
      }
      if (word && word->role == Grammar::Role::kPronoun && !bracketed(at) && !modified(*word, at) &&
          !of_list_before(*word, end, next) && !of_person_before(*word, at, next)) {
        const std::size_t before = next;
        for (; next < atoms_.size() && atoms_[next].begin < end; ++next)
          atoms_[next].mention = nullptr, atoms_[next].pronoun = nullptr;
        found.push_back({begin_of_guest(*word, at, before), end, nullptr, word});
      }
      at = end;
    }
    std::erase_if(atoms_, [](const Atom& atom) { return !atom.mention && !atom.quoted && !atom.pronoun; });
    atoms_.insert(atoms_.end(), found.begin(), found.end());
  }

  // Where a word for guests begins: with their country, which only says whence they came. next: the atom
  // behind it.
  std::size_t begin_of_guest(const Grammar::Word& word, std::size_t at, std::size_t next) {
    if (word.reference != Reference::kGuest || next == 0 || atoms_[next - 1].end != at) return at;
    Atom& country = atoms_[next - 1];
    if (!country.mention || country.mention->kind != MentionKind::kCountry) return at;
    // (Present were of) the guests of the country: not who came last.
    const bool described = word_before(country.begin, c_.grammar_.possessives()) > 0;
    const auto persons = std::count_if(
        atoms_.begin(), atoms_.begin() + static_cast<std::ptrdiff_t>(next),
        [](const Atom& atom) { return atom.mention && atom.mention->kind == MentionKind::kPerson; });
    if (described || (persons < 2 && discourse_.resolve(word).empty())) return at;
    country.mention = nullptr;
    return country.begin;
  }

  // A word for nobody that only ends the list before it: A, B and other organizations. next: the atom behind.
  bool of_list_before(const Grammar::Word& word, std::size_t end, std::size_t next) const {
    if (word.reference != Reference::kNobody || next == 0) return false;
    const std::size_t list_end = atoms_[next - 1].end;
    return list_end + c_.grammar_.tail_at(text_.substr(list_end, kLongestTail)) >= end;
  }

  // A word for a guest's party right behind a name is of that person: A and his party.
  bool of_person_before(const Grammar::Word& word, std::size_t at, std::size_t next) const {
    return word.reference == Reference::kGuest && next > 0 && atoms_[next - 1].end == at &&
           is(next - 1, MentionKind::kPerson);
  }

  // A bare noun (the team) with a noun before it is the name of another one.
  bool modified(const Grammar::Word& word, std::size_t at) const {
    const auto& endings = word.endings;
    const bool bare = std::find(endings.begin(), endings.end(), word.text) != endings.end();
    if (word.reference != Reference::kKind || !bare) return false;
    if (at < kHan || (static_cast<unsigned char>(text_[at - kHan]) & 0xF0) != 0xE0) return false;
    std::string_view before = text_.substr(at - kHan, kHan);
    if (before.starts_with("\xE3\x80") || before.starts_with("\xEF\xBC")) return false;  // punctuation
    for (const Atom& atom : atoms_)
      if (atom.end == at) return false;
    return !c_.grammar_.word_ends_at(text_, at) && !c_.grammar_.joins_list(before) && !rule_word_ends_at(at);
  }

  // A word of a rule of two or three characters ends there.
  bool rule_word_ends_at(std::size_t at) const {
    for (std::size_t length : {2 * kHan, 3 * kHan}) {
      if (at < length) return false;
      const std::string_view word = text_.substr(at - length, length);
      if (c_.rules_.uses_word_in(word) &&
          (length == 2 * kHan || !c_.rules_.uses_word_in(word.substr(0, length - kHan))))
        return true;
    }
    return false;
  }

  bool bracketed(std::size_t at) const {
    return std::any_of(brackets_.begin(), brackets_.end(),
                       [&](const TextSpan& span) { return at >= span.begin && at < span.end; });
  }

  // What stands between two atoms, parentheses left out.
  std::string between(std::size_t from, std::size_t to) const {
    std::string text;
    for (std::size_t at = from; at < to;) {
      auto span = std::find_if(brackets_.begin(), brackets_.end(),
                               [&](const TextSpan& bracket) { return bracket.begin == at; });
      if (span != brackets_.end()) {
        at = span->end;
      } else {
        if (text_[at] != ' ') text.push_back(text_[at]);
        ++at;
      }
    }
    return text;
  }

  bool adjacent(std::size_t left, std::size_t right) const {
    return right < atoms_.size() && atoms_[left].end <= atoms_[right].begin &&
           between(atoms_[left].end, atoms_[right].begin).empty();
  }

  bool owned(std::size_t left, std::size_t right) const {
    if (right >= atoms_.size()) return false;
    std::string gap = between(atoms_[left].end, atoms_[right].begin);
    return gap.empty() || std::find(c_.grammar_.possessives().begin(), c_.grammar_.possessives().end(),
                                    gap) != c_.grammar_.possessives().end();
  }

  // An office without the possessive before it.
  std::string unpossessed(std::string title) const {
    for (const std::string& word : c_.grammar_.possessives())
      if (title.starts_with(word)) return title.substr(word.size());
    return title;
  }

  // A word such as former or elect between a body and an office.
  bool elected(std::size_t left, std::size_t right) const {
    if (right >= atoms_.size()) return false;
    const auto& former = c_.grammar_.former();
    const std::string gap = between(atoms_[left].end, atoms_[right].begin);
    return std::find(former.begin(), former.end(), gap) != former.end();
  }

  bool is(std::size_t at, MentionKind kind) const {
    return at < atoms_.size() && atoms_[at].mention && atoms_[at].mention->kind == kind;
  }

  // An office: a title, or a spokesman and the like right before a name.
  bool is_title(std::size_t at) const {
    if (is(at, MentionKind::kTitle)) return true;
    return is(at, MentionKind::kRepresentative) && is(at + 1, MentionKind::kPerson) && adjacent(at, at + 1);
  }

  // Not every word before a name is an office (an expert).
  bool is_office(std::size_t title) const {
    return is(title, MentionKind::kTitle) ||
           c_.grammar_.title_when_named(
               text_.substr(atoms_[title].begin, atoms_[title].end - atoms_[title].begin));
  }

  // A word such as 'this organisation', when it is known which.
  bool is_referring_body(std::size_t at) const {
    return at < atoms_.size() && atoms_[at].pronoun && atoms_[at].pronoun->reference == Reference::kKind &&
           !entities(atoms_[at]).empty();
  }

  std::vector<Entity> entities(const Atom& atom) const {
    return atom.pronoun ? referred(atom) : entities(*atom.mention);
  }

  // Whom such a word means: the last of its kind in this sentence, else in the text before.
  std::vector<Entity> referred(const Atom& atom) const {
    const Grammar::Word& word = *atom.pronoun;
    if (word.reference == Reference::kKind) {
      for (auto before = atoms_.rbegin(); before != atoms_.rend(); ++before) {
        if (before->begin >= atom.begin || !before->mention) continue;
        if (before->mention->entity_kind() == word.kind && word.fits(before->mention->canonical))
          return entities(*before->mention);
      }
    }
    return discourse_.resolve(word);
  }

  bool is_body(std::size_t at) const {
    return is(at, MentionKind::kInstitution) || is(at, MentionKind::kCountry) ||
           is(at, MentionKind::kPlace) || is(at, MentionKind::kEvent);
  }

  std::vector<Entity> entities(const Mention& mention) const {
    std::vector<Entity> all;
    for (const MentionPart& member : mention.members)
      all.push_back({std::string(kind_name(member.kind)), member.canonical, ""});
    if (all.empty()) all.push_back({std::string(mention.entity_kind()), mention.canonical, ""});
    return all;
  }

  // The atom is a place that a word such as 'the capital' joins to the one before.
  bool apposed(std::size_t at) const {
    const auto& words = c_.grammar_.appositions();
    return is(at, MentionKind::kPlace) && !atoms_[at - 1].pronoun &&
           std::find(words.begin(), words.end(), between(atoms_[at - 1].end, atoms_[at].begin)) !=
               words.end();
  }

  // The last of adjacent bodies: a country or place before a body or place only says where that is. at:
  // behind it.
  std::size_t bodies(std::size_t at) const {
    if (!is_body(at)) return at;
    ++at;
    while (is_body(at) && (adjacent(at - 1, at) || apposed(at)) &&
           (is(at - 1, MentionKind::kCountry) || is(at - 1, MentionKind::kPlace) || part_with_head(at)) &&
           atoms_[at - 1].mention->members.empty() && !is(at, MentionKind::kCountry)) {
      ++at;
    }
    return at;
  }

  // A body right behind another, with the office of its head behind it: a part of that one.
  bool part_with_head(std::size_t at) const {
    return is(at, MentionKind::kInstitution) && is(at - 1, MentionKind::kInstitution) && is_title(at + 1) &&
           adjacent(at, at + 1);
  }

  // Bodies and a title, as "the body's posted-at-a-place ambassador".
  std::optional<Group> group(std::size_t at) const {
    Group found;
    std::size_t begin = atoms_[at].begin;
    const bool refers = is_referring_body(at) && is_title(at + 1) &&
                        (adjacent(at, at + 1) || (leads_to_person(at + 1) && part_of_title(at, at + 1)));
    std::size_t next = refers ? at + 1 : bodies(at);
    std::size_t title_begin = 0;
    // Where somebody is posted is not whose he is: (the first) ambassador to a country.
    if (!refers && next > at && posted_title(at, at, title_begin) > 0) next = at;
    if (next > at) found.office.in = entities(atoms_[next - 1]);
    if (std::size_t concerned = topic_title(at, next); concerned > 0) {
      const std::size_t topic = concerned - 2;
      found.office.in = entities(atoms_[topic - 1]);
      found.office.title = between(atoms_[topic].begin, atoms_[concerned - 1].end);
      next = concerned;
    } else if (std::size_t posted = posted_title(at, next, title_begin); posted > 0) {
      found.office.title = std::string(text_.substr(title_begin, atoms_[posted - 1].end - title_begin));
      next = posted;
    } else if (is_title(next) && (next == at || owned(next - 1, next) || elected(next - 1, next))) {
      if (next > at && !adjacent(next - 1, next) && !elected(next - 1, next) &&
          word_before(begin, c_.grammar_.oblique()) > 0)
        return std::nullopt;  // where its holder is: (the deputy who is in) a place
      found.office.title =
          std::string(text_.substr(atoms_[next].begin, atoms_[next].end - atoms_[next].begin));
      ++next;
    } else if (next > at && (is(next, MentionKind::kCountry) || regional_title(next)) &&
               is(next + 1, MentionKind::kTitle) && adjacent(next - 1, next) &&
               (adjacent(next, next + 1) || regional_title(next))) {
      found.office.title =
          std::string(text_.substr(atoms_[next].begin, atoms_[next + 1].end - atoms_[next].begin));
      next += 2;
    } else if (next > at && is_title(next) && leads_to_person(next) && joined_field(at, next)) {
      found.office.in = entities(atoms_[next - 2]);
      found.office.title = between(atoms_[next - 1].begin, atoms_[next].end);
      ++next;
    } else if (next > at && is_title(next) && leads_to_person(next) && part_of_title(next - 1, next)) {
      found.office.title = unpossessed(between(atoms_[next - 1].end, atoms_[next].end));
      ++next;
    } else if (std::string cut = cut_title(at, next); !cut.empty()) {
      found.office.title = std::move(cut);
      found.cut = true;
    } else {
      return std::nullopt;
    }
    const bool defaults = c_.grammar_.body_of_title(found.office.title) && !seeks_ending(found.office.title);
    if (!found.office.in.empty() || !defaults) tell_own_body(found.office, *atoms_[next - 1].mention);
    found.office.begin = title_begin > 0 ? std::min(begin, title_begin) : begin;
    found.office.end = found.cut ? atoms_[next].begin : atoms_[next - 1].end;
    found.next = next;
    return found;
  }

  // A place behind a body is its region: (the organization's) regional director for Africa A.
  bool regional_title(std::size_t place) const {
    return is(place, MentionKind::kPlace) && is(place - 1, MentionKind::kInstitution) &&
           is_title(place + 1) && leads_to_person(place + 1) &&
           (adjacent(place, place + 1) || part_of_title(place, place + 1));
  }

  // A person stands behind a title, or behind further titles of his.
  bool leads_to_person(std::size_t title) const {
    const auto& joints = c_.grammar_.title_joints();
    for (std::size_t next = title + 1; next < atoms_.size(); ++next) {
      const std::string gap = between(atoms_[next - 1].end, atoms_[next].begin);
      if (is(next, MentionKind::kPerson)) return gap.empty();
      const bool joined = std::find(joints.begin(), joints.end(), gap) != joints.end();
      if (!is_title(next) || !(gap.empty() || joined)) return false;
    }
    return false;
  }

  // The last of the bodies is only a field of the office: a country's (minister for a continent and ...).
  bool joined_field(std::size_t at, std::size_t title) const {
    if (title < at + 2) return false;
    const std::string_view gap =
        text_.substr(atoms_[title - 1].end, atoms_[title].begin - atoms_[title - 1].end);
    return gap.size() >= kHan && c_.grammar_.joins_list(gap.substr(0, kHan)) &&
           (gap.size() == kHan || is_department(gap.substr(kHan)));
  }

  // The title that begins with the last character of the body's name and goes on for one more behind it: the
  // minister (of what ends with "ministry").
  std::string cut_title(std::size_t at, std::size_t next) const {
    if (next == at || !is(next, MentionKind::kPerson)) return "";
    const std::string gap = between(atoms_[next - 1].end, atoms_[next].begin);
    if (gap.size() != kHan || atoms_[next - 1].end < kHan) return "";
    const std::string title(text_.substr(atoms_[next - 1].end - kHan, kHan + gap.size()));
    const Grammar::TitleSeek* seek = c_.grammar_.seek_of_title(title);
    const bool known =
        seek && std::find(seek->titles.begin(), seek->titles.end(), title) != seek->titles.end();
    return known ? title : "";
  }

  // Whether a joint and the name of a department stand between two titles of one person: (special envoy, )
  // health (minister).
  bool joins_department(std::size_t left, std::size_t title) const {
    if (!is_title(title) || !is(title + 1, MentionKind::kPerson) || !adjacent(title, title + 1)) return false;
    std::string_view gap = text_.substr(atoms_[left].end, atoms_[title].begin - atoms_[left].end);
    const auto& joints = c_.grammar_.title_joints();
    return std::any_of(joints.begin(), joints.end(), [&](const std::string& joint) {
      return gap.starts_with(joint) && gap.size() > joint.size() && is_department(gap.substr(joint.size()));
    });
  }

  std::string department(const Group& before, std::size_t title) const {
    std::string_view gap = text_.substr(before.office.end, atoms_[title].begin - before.office.end);
    for (const std::string& joint : c_.grammar_.title_joints())
      if (gap.starts_with(joint) && gap.size() > joint.size()) return std::string(gap.substr(joint.size()));
    return "";
  }

  // The body that the word itself tells, where none is named or only what it is part of.
  void tell_own_body(OfficeHeld& office, const Mention& title) const {
    if (title.kind != MentionKind::kTitle || title.members.empty()) return;
    std::vector<Entity> own = entities(title);
    if (office.in.empty() || (own[0].name != office.in[0].name && own[0].name.starts_with(office.in[0].name)))
      office.in = own;
  }

  // A department or field between a body and a title: short, and without a mark or a word of the grammar.
  bool part_of_title(std::size_t body, std::size_t title) const {
    return is_department(text_.substr(atoms_[body].end, atoms_[title].begin - atoms_[body].end));
  }

  // gap: a part of the sentence.
  bool is_department(std::string_view gap) const {
    if (gap.size() > kLongestDepartment || c_.grammar_.has_clause_mark(gap)) return false;
    const auto& oblique = c_.grammar_.oblique();
    if (std::find(oblique.begin(), oblique.end(), gap) != oblique.end()) return false;
    const auto start = static_cast<std::size_t>(gap.data() - text_.data());
    const auto& apart = c_.grammar_.apart();
    if (std::any_of(apart.begin(), apart.end(), [&](const std::string& word) {
          return gap.starts_with(word) && !words_.cut(start, start + word.size());
        }))
      return false;
    for (std::size_t at = 0; at < gap.size(); at += kHan) {
      const bool comma = gap.substr(at).starts_with(kEnumerationComma) && at > 0 && at + kHan < gap.size();
      if (comma) continue;
      if ((static_cast<unsigned char>(gap[at]) & 0xF0) != 0xE0 || gap.substr(at).starts_with("\xE3\x80"))
        return false;
      const auto offset = static_cast<std::size_t>(gap.data() - text_.data());
      const Grammar::Word* word =
          c_.grammar_.longest_at(text_.substr(0, offset + gap.size()), offset + at, words_);
      if (word && word->role != Grammar::Role::kPlain && !joined_noun(gap, at, at + word->text.size()))
        return false;
    }
    return !acts_in(gap);
  }

  // A word right beside one such as "and" is a noun there: (cooperation) and development.
  bool joined_noun(std::string_view gap, std::size_t begin, std::size_t end) const {
    const auto joins = [&](std::size_t at) {
      const std::string_view word = gap.substr(at, kHan);
      const auto& last = c_.grammar_.joins_last();
      return word != kEnumerationComma &&
             (c_.grammar_.joins_list(word) || std::find(last.begin(), last.end(), word) != last.end());
    };
    return (begin >= kHan && joins(begin - kHan)) || (begin > 0 && joins(begin)) ||
           (end + kHan < gap.size() && joins(end));
  }

  // A word of a rule stands by itself in a part of the sentence.
  bool acts_in(std::string_view part) const {
    const auto offset = static_cast<std::size_t>(part.data() - text_.data());
    const auto found = c_.rules_.words_in(part);
    return std::any_of(found.begin(), found.end(), [&](const auto& word) {
      return !words_.cut(offset + word.first, offset + word.second) &&
             !joined_noun(part, word.first, word.second);
    });
  }

  // The atom behind a title with where its holder is posted; 0 when it is none. next: the atom behind the
  // bodies.
  std::size_t posted_title(std::size_t at, std::size_t next, std::size_t& begin) const {
    if (!is_body(next) || word_before(atoms_[next].begin, c_.grammar_.posted()) == 0) return 0;
    std::size_t last = next;  // where he is posted may be a list
    while (is_body(last) && is_body(last + 1) &&
           c_.grammar_.joins_list(between(atoms_[last].end, atoms_[last + 1].begin)))
      ++last;
    if (!is(last + 1, MentionKind::kTitle) || !adjacent(last, last + 1)) return 0;
    std::string gap = next > at ? between(atoms_[next - 1].end, atoms_[next].begin) : "";
    for (const std::string& word : c_.grammar_.posted()) {
      if (gap != word && !(next == at && text_.substr(0, atoms_[next].begin).ends_with(word))) continue;
      begin = atoms_[next].begin - word.size();
      return last + 2;
    }
    return 0;
  }

  // The atom behind a title that says what its holder deals with: a body's (envoy for the affairs of a
  // place); 0 when it says none.
  std::size_t topic_title(std::size_t at, std::size_t next) const {
    std::size_t topic = next;  // a body and a place, or two places of which the last is meant
    if (next >= at + 2 && !is(next - 1, MentionKind::kInstitution)) topic = next - 1;
    if (topic <= at || !is_body(topic) || is(topic, MentionKind::kInstitution) || !is_title(topic + 1) ||
        !adjacent(topic - 1, topic))
      return 0;
    const std::string_view gap = text_.substr(atoms_[topic].end, atoms_[topic + 1].begin - atoms_[topic].end);
    const auto& words = c_.grammar_.concerns();
    const bool concerns = std::any_of(words.begin(), words.end(),
                                      [&](const std::string& word) { return gap.starts_with(word); });
    return concerns && is_department(gap) ? topic + 2 : 0;
  }

  // Titles and the person who holds them; or titles alone. Returns the atom behind, or at when there is no
  // title.
  std::size_t with_offices(std::size_t at, std::vector<Unit>& units) const {
    if (!atoms_[at].mention && !is_referring_body(at)) return at;
    if (is(at, MentionKind::kRepresentative) && !is_title(at)) return at;
    std::vector<Group> groups;
    for (std::size_t next = at; next < atoms_.size();) {
      auto found = group(next);
      if (!found) break;
      if (!groups.empty() && next > at)
        found->office.title = department(groups.back(), next) + found->office.title;
      groups.push_back(*found);
      next = found->next;
      if (next >= atoms_.size() || is(next, MentionKind::kPerson)) break;
      std::string gap = between(atoms_[next - 1].end, atoms_[next].begin);
      const auto& joints = c_.grammar_.title_joints();
      if (!gap.empty() && std::find(joints.begin(), joints.end(), gap) == joints.end() &&
          !joins_department(next - 1, next))
        break;
      // Who takes an office is named before it: behind the clause stand another's.
      if (c_.grammar_.has_clause_mark(gap) && word_before(atoms_[at].begin, c_.grammar_.taken()) > 0) break;
    }
    if (groups.empty()) return at;
    std::size_t person = groups.back().next;
    const std::size_t serving = serving_begin(at, person);
    if (is(person, MentionKind::kPerson) &&
        (adjacent(person - 1, person) || groups.back().cut || serving < atoms_[at].begin)) {
      Unit unit = unit_of(at, person + 1, person);
      unit.begin = std::min(serving, unit.begin - word_before(unit.begin, c_.grammar_.former()));
      unit.begin -= word_before(unit.begin, c_.grammar_.posted());
      std::vector<Entity> in;
      for (Group& each : groups) {
        if (each.office.in.empty()) each.office.in = unsaid_body(each, in, at, person, units);
        in = each.office.in;
        if (each.cut || is_office(each.next - 1)) unit.offices.push_back(each.office);
      }
      return titles_behind(unit, person + 1, {}, units);
    }
    Group& bare = groups.front();
    const bool taken = bare.office.in.empty() && word_before(atoms_[at].begin, c_.grammar_.taken()) > 0;
    if (taken && seeks_ending(bare.office.title))
      bare.office.in = body_named_before(bare.office.title, units);
    return without_person(at, bare, taken, units);
  }

  // Bytes of the longest of the words that ends right before `end`; 0 when none does.
  std::size_t word_before(std::size_t end, const std::vector<std::string>& words) const {
    std::size_t longest = 0;
    for (const std::string& word : words)
      if (text_.substr(0, end).ends_with(word)) longest = std::max(longest, word.size());
    return longest;
  }

  // Where a person's titles begin: with a word such as 'then serving as' before them and a possessive behind,
  // there.
  std::size_t serving_begin(std::size_t at, std::size_t person) const {
    const std::size_t begin = atoms_[at].begin;
    if (!is(person, MentionKind::kPerson) || !owned(person - 1, person)) return begin;
    return adjacent(person - 1, person) ? begin : begin - word_before(begin, c_.grammar_.served());
  }

  // Two who hold one office do so in two states.
  bool same_office(const OfficeHeld& office, const std::string& title) const {
    return c_.grammar_.same_title(office.title) == c_.grammar_.same_title(title);
  }

  // The state of the last office told in the sentence: the president's foreign minister is of the same one,
  // but not the foreign minister whom a foreign minister met.
  std::vector<Entity> state_served(const Entity& own, const Entity& otherwise, const std::string& title,
                                   const Entity& person, const std::vector<Unit>& units) const {
    for (auto unit = units.rbegin(); unit != units.rend(); ++unit)
      for (const OfficeHeld& office : unit->offices)
        if (!office.in.empty() && office.in[0].kind == own.kind)
          return {same_office(office, title) ? own : office.in[0]};
    // Whom a traveller who holds it himself meets abroad holds it there.
    OfficeHeld held;
    held.title = c_.grammar_.same_title(title);
    held.in = {own};
    const Entity* other = discourse_.holder(office_key(held));
    const bool taken = other && *other != person && discourse_.traveller() == std::vector<Entity>{*other};
    return {taken && discourse_.host() ? *discourse_.host() : otherwise};
  }

  // The body whose team a person leads: (by president) A (led) its delegation; its delegation, (led by
  // president) A.
  std::vector<Entity> led_body(const std::string& title, std::size_t at, std::size_t person) const {
    std::size_t team = atoms_.size();
    if (is(person + 1, MentionKind::kInstitution)) {
      const std::string gap = between(atoms_[person].end, atoms_[person + 1].begin);
      const auto& words = c_.grammar_.led();
      if (std::find(words.begin(), words.end(), gap) != words.end()) team = person + 1;
    }
    for (std::size_t before = at; team == atoms_.size() && before-- > 0;)
      if (is(before, MentionKind::kInstitution)) team = before;
    if (team == atoms_.size()) return {};
    const Mention& mention = *atoms_[team].mention;
    if (mention.parts.empty() || mention.parts[0].begin != mention.begin) return {};
    Entity owner{std::string(kind_name(mention.parts[0].kind)), mention.parts[0].canonical, ""};
    const Grammar::TitleSeek* seek = c_.grammar_.seek_of_title(title);
    if (seek && !fits(*seek, owner)) owner = place_of(owner, *seek);
    return seek && fits(*seek, owner) ? std::vector{owner} : std::vector<Entity>{};
  }

  // The place with whose name a body's begins, as such a title needs it: of a province's government the
  // province.
  static Entity place_of(const Entity& body, const Grammar::TitleSeek& seek) {
    for (const std::string& ending : seek.endings)
      if (const std::size_t at = body.name.find(ending); at != std::string::npos && at >= 2 * kHan)
        return {std::string(kind_name(MentionKind::kPlace)), body.name.substr(0, at + ending.size()), ""};
    return body;
  }

  // The body of an office that is named with another of the same person: the former's own, but a governor is
  // one of the province whose party he leads too.
  std::vector<Entity> body_beside(const std::vector<Entity>& former, const Grammar::TitleSeek* seek) const {
    if (!seek || seek->endings.empty() || fits(*seek, former[0])) return former;
    const Entity place = place_of(former[0], *seek);
    return fits(*seek, place) ? std::vector{place} : former;
  }

  // Where an office is held whose body is not said beside it. former: the body of the title before it.
  std::vector<Entity> unsaid_body(const Group& group, const std::vector<Entity>& former, std::size_t at,
                                  std::size_t person, const std::vector<Unit>& units) const {
    const std::string& title = group.office.title;
    const Entity* own = c_.grammar_.body_of_title(title);
    std::vector<Entity> own_body = own ? std::vector<Entity>{*own} : std::vector<Entity>{};
    const Grammar::TitleSeek* seek = c_.grammar_.seek_of_title(title);
    const Entity holder = entities(*atoms_[person].mention)[0];
    if (const Entity* state = state_of(holder, title); state && former.empty()) return {*state};
    const Entity* told = discourse_.body_of_office(holder, title);
    const bool away = seek && (abroad(*seek) || (seek->received && !body_in_sentence(title, units).empty()));
    if (const Entity* home = discourse_.home_of(title); home && former.empty() && !away)
      return {told ? *told : *home};
    // The foreign minister who is deputy prime minister too is of the same state, as the president who leads
    // a party.
    if (own && own->kind == kind_name(MentionKind::kCountry) && !former.empty())
      if (auto states = states_of(former, group); !states.empty()) return states;
    if (own && seek && seek->endings.empty()) {
      if (!former.empty()) return own_body;
      const bool foreign = atoms_[person].mention->has(Mention::kForeign);
      const Entity* elsewhere = foreign ? foreign_state(*own, *seek) : nullptr;
      return state_served(*own, elsewhere ? *elsewhere : *own, title, holder, units);
    }
    const bool generic =
        seek && std::find(seek->titles.begin(), seek->titles.end(), title) == seek->titles.end();
    if (own && (generic || !seeks_ending(title))) return own_body;
    if (!former.empty()) return body_beside(former, seek);
    if (told) return {*told};
    std::vector<Entity> before = led_body(title, at, person);
    if (before.empty() && !behind_unknown_body(seek, at)) before = body_named_before(title, units);
    if (before.empty()) before = own_body;
    if (before.empty() && seek && !seek->endings.empty()) {
      const auto fitting = [&](const Entity& entity) { return fits(*seek, entity); };
      if (const Entity* place = discourse_.own(kind_name(MentionKind::kPlace), fitting)) before = {*place};
    }
    return before.empty() && !seek ? body_of_joined(at, units) : before;
  }

  // The state named last other than the one that the title tells: that of a transliterated name.
  const Entity* foreign_state(const Entity& own, const Grammar::TitleSeek& seek) const {
    return discourse_.last(
        [&](const Entity& entity) { return fits(seek, entity) && entity.name != own.name; });
  }

  // The state or body that everybody knows such a person to have served in such an office.
  const Entity* state_of(const Entity& person, const std::string& title) const {
    if (const Entity* held = c_.grammar_.state_held(person.name, title)) return held;
    const Entity* state = c_.grammar_.state_of(person.name);
    const Grammar::TitleSeek* seek = state ? c_.grammar_.seek_of_title(title) : nullptr;
    return seek && fits(*seek, *state) ? state : nullptr;
  }

  // A body that nobody knows stands right before the title: its name ends as such a body's does.
  bool behind_unknown_body(const Grammar::TitleSeek* seek, std::size_t at) const {
    const std::string_view before = text_.substr(0, atoms_[at].begin);
    return seek && std::any_of(seek->endings.begin(), seek->endings.end(),
                               [&](const std::string& ending) { return before.ends_with(ending); });
  }

  // The country that a body is or begins its name with.
  std::vector<Entity> states_of(const std::vector<Entity>& bodies, const Group& group) const {
    const std::string_view country = kind_name(MentionKind::kCountry);
    if (bodies[0].kind == country) return bodies;
    for (const Atom& atom : atoms_) {
      if (atom.begin >= group.office.end || !atom.mention || atom.mention->canonical != bodies[0].name)
        continue;
      if (!atom.mention->state.empty()) return {{std::string(country), std::string(atom.mention->state), ""}};
      const auto& parts = atom.mention->parts;
      if (!parts.empty() && parts[0].kind == MentionKind::kCountry && parts[0].canonical != bodies[0].name)
        return {{std::string(country), parts[0].canonical, ""}};
    }
    return {};
  }

  // The body of the person to whom the next one is joined in a list: (the president of A, X, and) the prime
  // minister Y.
  std::vector<Entity> body_of_joined(std::size_t at, const std::vector<Unit>& units) const {
    if (units.empty() || units.back().offices.empty()) return {};
    const std::string gap = between(units.back().end, atoms_[at].begin);
    return c_.grammar_.joins_list(gap) ? units.back().offices.front().in : std::vector<Entity>{};
  }

  // The body named last goes before the one that the title tells, where the title says how its name ends.
  bool seeks_ending(const std::string& title) const {
    const Grammar::TitleSeek* seek = c_.grammar_.seek_of_title(title);
    return seek && !seek->endings.empty();
  }

  // What has the first ending inside its name is only a part of such a body: a university's college.
  static bool fits(const Grammar::TitleSeek& seek, const Entity& entity) {
    auto ends = [&](const std::string& ending) { return entity.name.ends_with(ending); };
    if (std::find(seek.kinds.begin(), seek.kinds.end(), entity.kind) == seek.kinds.end()) return false;
    if (seek.endings.empty() || ends(seek.endings[0])) return true;
    return entity.name.find(seek.endings[0]) == std::string::npos &&
           std::any_of(seek.endings.begin(), seek.endings.end(), ends);
  }

  std::vector<Entity> body_in_sentence(const std::string& title, const std::vector<Unit>& units) const {
    const Grammar::TitleSeek* seek = c_.grammar_.seek_of_title(title);
    if (!seek) return {};
    for (auto unit = units.rbegin(); unit != units.rend(); ++unit) {
      for (const OfficeHeld& office : unit->offices)
        if (!office.in.empty() && fits(*seek, office.in[0])) return {office.in[0]};
      if (unit->members.size() == 1 && fits(*seek, unit->members[0])) return unit->members;
    }
    return {};
  }

  // The same; where the sentence names none, the body that the document calls its own.
  std::vector<Entity> own_or_in_sentence(const std::string& title, const std::vector<Unit>& units) const {
    std::vector<Entity> found = body_in_sentence(title, units);
    const Grammar::TitleSeek* seek = c_.grammar_.seek_of_title(title);
    if (!found.empty() || !seek) return found;
    const Entity* own = discourse_.own(kind_name(MentionKind::kInstitution),
                                       [&](const Entity& entity) { return fits(*seek, entity); });
    return own ? std::vector<Entity>{*own} : found;
  }

  // Somebody went to a country, and whom such a title means receives guests there.
  bool abroad(const Grammar::TitleSeek& seek) const {
    const Entity* host = discourse_.host();
    return host && seek.received && fits(seek, *host);
  }

  // The body of a title without one: what was named last of the kind that such a title needs.
  std::vector<Entity> body_named_before(const std::string& title, const std::vector<Unit>& units) const {
    const Grammar::TitleSeek* seek = c_.grammar_.seek_of_title(title);
    if (!seek) return {};
    if (auto found = body_in_sentence(title, units); !found.empty()) return found;
    const auto fitting = [&](const Entity& entity) { return fits(*seek, entity); };
    const Entity* own = discourse_.own(kind_name(MentionKind::kInstitution), fitting);
    if (own && !seek->endings.empty()) return {*own};
    if (const Entity* seat = discourse_.seat(fitting)) return {*seat};
    if (abroad(*seek)) return {*discourse_.host()};
    const Entity* found = seek->endings.empty() ? nullptr : discourse_.last(fitting);
    return found ? std::vector<Entity>{*found} : std::vector<Entity>{};
  }

  std::size_t without_person(std::size_t at, const Group& group, bool taken, std::vector<Unit>& units) const {
    Unit unit;
    unit.begin = std::min(atoms_[at].begin, group.office.begin);
    unit.end = group.office.end;
    unit.title = group.office.title;
    bool named = (is_body(at) || taken) && !group.office.in.empty();
    if (named && !taken && held_by_list(group, units)) return group.next;
    const Entity* holder = nullptr;
    if (!taken && c_.grammar_.means_holder(group.office.title)) {
      OfficeHeld held = group.office;
      if (held.in.empty() && !seeks_ending(held.title))
        if (const Entity* own = c_.grammar_.body_of_title(held.title)) held.in = {*own};
      held.title = c_.grammar_.same_title(held.title);
      holder = discourse_.holder(named ? office_key(held) : held.title);
    }
    if (holder) {
      unit.kind = c_.alphabet_.kind(holder->kind);
      unit.members = {*holder};
    } else if (named) {
      unit.kind = c_.alphabet_.kind(group.office.in[0].kind);
      unit.members = group.office.in;
      unit.representative = true;
    } else {
      unit.kind = c_.alphabet_.kind(Alphabet::kTitle);
    }
    units.push_back(std::move(unit));
    return group.next;
  }

  // An office that a number of those just listed hold: A, B and C, three (members of a council).
  bool held_by_list(const Group& group, std::vector<Unit>& units) const {
    const auto person = [](const Unit& unit) {
      return unit.members.size() == 1 && unit.members[0].kind == kind_name(MentionKind::kPerson);
    };
    if (units.empty() || !person(units.back())) return false;
    const auto& counted = c_.grammar_.counted();
    const std::string gap = between(units.back().end, group.office.begin);
    if (std::find(counted.begin(), counted.end(), gap) == counted.end()) return false;
    for (std::size_t i = units.size(); i-- > 0 && person(units[i]);) {
      units[i].offices.push_back(group.office);
      if (i == 0 || !c_.grammar_.joins_list(between(units[i - 1].end, units[i].begin))) break;
    }
    units.back().end = group.office.end;
    return true;
  }

  // A title right behind a person's name; of: the body right before it.
  std::size_t titles_behind(Unit& unit, std::size_t next, const std::vector<Entity>& of,
                            std::vector<Unit>& units) const {
    while (is(next, MentionKind::kTitle) && adjacent(next - 1, next) &&
           !(is(next + 1, MentionKind::kPerson) && adjacent(next, next + 1))) {
      OfficeHeld office;
      office.title = std::string(text_.substr(atoms_[next].begin, atoms_[next].end - atoms_[next].begin));
      const Entity* home = discourse_.home_of(office.title);
      if (const Entity* body = home ? home : c_.grammar_.body_of_title(office.title)) office.in = {*body};
      const auto& taken = c_.grammar_.taken();  // who is elected president is not called so
      const bool takes = std::any_of(taken.begin(), taken.end(),
                                     [&](const std::string& word) { return office.title.starts_with(word); });
      const Entity* state = takes ? nullptr : state_of(unit.members[0], office.title);
      if (state != nullptr && home == nullptr) office.in = {*state};
      if (office.in.empty() && seeks_ending(office.title) && !discourse_.body_of(unit.members[0]))
        office.in = own_or_in_sentence(office.title, units);
      if (!of.empty()) office.in = of;
      unit.offices.push_back(office);
      unit.end = atoms_[next].end;
      ++next;
    }
    // The person's team.
    if (is(next, MentionKind::kRepresentative) && adjacent(next - 1, next) && !is_title(next)) {
      unit.end = atoms_[next].end;
      ++next;
    }
    units.push_back(std::move(unit));
    return next;
  }

  Unit unit_of(std::size_t first, std::size_t behind, std::size_t head) const {
    Unit unit;
    unit.begin = atoms_[first].begin;
    unit.end = atoms_[behind - 1].end;
    unit.members = entities(*atoms_[head].mention);
    unit.kind = c_.alphabet_.kind(unit.members[0].kind);
    return unit;
  }

  std::size_t plain(std::size_t at, std::vector<Unit>& units) const {
    const Atom& atom = atoms_[at];
    if (atom.pronoun || atom.quoted) {
      Unit unit;
      unit.begin = atom.begin;
      unit.end = atom.end;
      unit.pronoun = atom.pronoun;
      unit.kind = c_.alphabet_.kind(atom.pronoun ? atom.pronoun->kind : std::string(Alphabet::kQuoted));
      if (atom.quoted) unit.members = {{"", unquoted(atom), ""}};
      units.push_back(std::move(unit));
      return at + 1;
    }
    if (is(at, MentionKind::kRepresentative)) return at + 1;
    std::size_t next = bodies(at);
    if (next == at) ++next;
    std::size_t head = next - 1;
    bool body = is_body(head);
    std::vector<Entity> of;  // the body right before a person
    if (body && next < atoms_.size() && adjacent(head, next) &&
        (is(next, MentionKind::kPerson) || is(next, MentionKind::kWork))) {
      of = entities(atoms_[head]);
      head = next++;
    }
    Unit unit = unit_of(at, next, head);
    if (is(head, MentionKind::kPerson)) return titles_behind(unit, next, of, units);
    // 'The two countries' behind a compound of two countries adds nothing.
    if (body && unit.members.size() > 1 && next < atoms_.size() && atoms_[next].pronoun &&
        atoms_[next].pronoun->reference == Reference::kParties && adjacent(next - 1, next)) {
      unit.end = atoms_[next].end;
      ++next;
    }
    // People of a place that one character names are only who went there: those back in the capital.
    const bool went = is(head, MentionKind::kPlace) && atoms_[head].mention->has(Mention::kAbbreviated);
    while (body && !went && is(next, MentionKind::kRepresentative) &&
           (owned(next - 1, next) || part_of_title(next - 1, next))) {
      unit.end = atoms_[next].end;
      unit.title = std::string(text_.substr(atoms_[next].begin, atoms_[next].end - atoms_[next].begin));
      unit.representative = true;
      ++next;
    }
    units.push_back(std::move(unit));
    return next;
  }

  std::string unquoted(const Atom& atom) const {
    for (const Grammar::Pair& pair : c_.grammar_.quotes())
      if (text_.substr(atom.begin).starts_with(pair.open))
        return std::string(text_.substr(atom.begin + pair.open.size(),
                                        atom.end - atom.begin - pair.open.size() - pair.close.size()));
    return std::string(text_.substr(atom.begin, atom.end - atom.begin));
  }

  const UnitComposer& c_;
  std::string_view text_;
  const WordSpans& words_;
  const std::vector<TextSpan>& brackets_;
  const Discourse& discourse_;
  std::vector<Atom> atoms_;
};

UnitComposer::UnitComposer(const Grammar& grammar, const Alphabet& alphabet, const RuleSet& rules)
    : grammar_(grammar), alphabet_(alphabet), rules_(rules) {}

std::vector<TextSpan> UnitComposer::brackets(std::string_view sentence) const {
  return paired_spans(sentence, grammar_.brackets());
}

std::vector<Unit> UnitComposer::compose(std::string_view sentence, std::span<const Mention> mentions,
                                        const WordSpans& words, const std::vector<TextSpan>& brackets,
                                        const Discourse& discourse) const {
  return Sentence(*this, sentence, mentions, words, brackets, discourse).run();
}

std::string office_key(const OfficeHeld& office) {
  return (office.in.empty() ? std::string() : office.in[0].name) + "|" + office.title;
}

}  // namespace guanxi
