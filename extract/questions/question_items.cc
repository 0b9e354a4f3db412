#include "extract/questions/question_items.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "extract/dates/moment.h"
#include "extract/mentions/mention.h"
#include "extract/statement/error.h"

namespace guanxi {
namespace {

using Type = QuestionItem::Type;

[[noreturn]] void refuse_name(const NameBook& book, const std::string& name) {
  std::string message = fmt::format("nobody and nothing in the store is called \"{}\"", name);
  const auto nearest = book.nearest(name);
  for (std::size_t i = 0; i < nearest.size(); ++i) message += (i == 0 ? "; nearest: " : ", ") + nearest[i];
  throw Error(ErrorKind::kNotFound, message);
}

[[noreturn]] void refuse_several(const Piece& piece) {
  std::string names;
  for (const BookName& name : piece.names) names += (names.empty() ? "" : ", ") + name.name;
  throw Error(ErrorKind::kNotFound, fmt::format("\"{}\" may be {}; write the whole name", piece.text, names));
}

// The last time before `last` at which a year that is not told puts a day.
Day year_before(Day day, Day last) {
  const int years = calendar_day(last).year - calendar_day(day).year;
  const Day moved = add_months(day, 12 * years);
  return moved <= last ? moved : add_months(day, 12 * (years - 1));
}

class ItemReader {
 public:
  ItemReader(std::vector<Piece> pieces, const Wording& wording, const NameBook& book)
      : pieces_(std::move(pieces)), wording_(wording), book_(book) {}

  QuestionItems run() {
    refuse_unknown();
    take_times();
    for (std::size_t at = 0; at < pieces_.size();) at = read(at);
    join_bodies();
    join_titles();
    join_choices();
    open_holders();
    join_lists();
    open_nouns();
    return std::move(result_);
  }

 private:
  std::vector<QuestionItem>& items() { return result_.items; }

  void refuse_unknown() const {
    for (const Piece& piece : pieces_)
      if (piece.type == Piece::Type::kUnknown && !beside_unknown_name(piece) && !tells_noun(piece))
        refuse_question(wording_, piece.text,
                        "is no word of a question, and nothing in the store is called so");
    for (const Piece& piece : pieces_)
      if (piece.type == Piece::Type::kUnknownName)
        piece.names.empty() ? refuse_name(book_, whole_name(piece)) : refuse_several(piece);
  }

  // Half of a name that was cut in two.
  bool beside_unknown_name(const Piece& piece) const {
    return std::any_of(pieces_.begin(), pieces_.end(), [&](const Piece& name) {
      return name.type == Piece::Type::kUnknownName && (name.end == piece.begin || piece.end == name.begin);
    });
  }

  // What stands before a noun that is told by names is a part of the name too: the third plan.
  bool tells_noun(const Piece& piece) const {
    return std::any_of(pieces_.begin(), pieces_.end(), [&](const Piece& noun) {
      return noun.begin == piece.end && noun.is(WordRole::kKind) &&
             !noun.sense(WordRole::kKind)->named.empty();
    });
  }

  std::string whole_name(const Piece& name) const {
    std::string text;
    for (const Piece& piece : pieces_) {
      const bool half =
          piece.type == Piece::Type::kUnknown && (name.end == piece.begin || piece.end == name.begin);
      if (half || piece.begin == name.begin) text += piece.text;
    }
    return text;
  }

  // ---- times

  bool is(std::size_t at, WordRole role) const { return at < pieces_.size() && pieces_[at].is(role); }
  bool is_time(std::size_t at) const { return at < pieces_.size() && pieces_[at].type == Piece::Type::kTime; }

  void take_times() {
    std::vector<Piece> left;
    for (std::size_t at = 0; at < pieces_.size(); ++at) {
      if (!is_time(at)) {
        left.push_back(pieces_[at]);
        continue;
      }
      const bool opened = at > 0 && (is(at - 1, WordRole::kBetween) || is(at - 1, WordRole::kFrom) ||
                                     is(at - 1, WordRole::kSince));
      const bool ranges = is(at + 1, WordRole::kRange) && (opened || !is(at + 1, WordRole::kAnd));
      if (ranges && is_time(at + 2)) {
        narrow(range_of(at, at + 2));
        if (opened) left.pop_back();
        at += 2;
        if (is(at + 1, WordRole::kSince) || is(at + 1, WordRole::kBetween)) ++at;
        continue;
      }
      DayRange days = days_of(at);
      if ((is(at + 1, WordRole::kAnd) || is(at + 1, WordRole::kWith)) && is_time(at + 2)) {
        days = both(at, at + 2);
        at += 2;
      }
      if (at > 0 && marked(at - 1, days)) {
        left.pop_back();
        if (is(at + 1, WordRole::kSince)) ++at;
      } else if (at + 1 < pieces_.size() && !is_time(at + 2) && marked(at + 1, days, false)) {
        ++at;
      }
      narrow(days);
    }
    pieces_ = std::move(left);
  }

  DayRange days_of(std::size_t at) const {
    if (!pieces_[at].days)
      refuse_question(wording_, pieces_[at].text, "does not tell its year, and the store does not either");
    return *pieces_[at].days;
  }

  DayRange range_of(std::size_t from, std::size_t to) const {
    DayRange range{days_of(from).first, days_of(to).last};
    if (!pieces_[from].year_told) range.first = year_before(range.first, range.last);
    if (range.first > range.last)
      refuse_question(wording_, pieces_[from].text, "lies behind the end of the time asked for");
    return range;
  }

  // January and February.
  DayRange both(std::size_t one, std::size_t other) const {
    const DayRange days = range_of(one, other);
    if (days_of(one).last != kNoLastDay && days_of(one).last + 1 < days_of(other).first &&
        pieces_[one].year_told)
      refuse_question(wording_, pieces_[other].text, "does not follow on the time before it; ask for each");
    return days;
  }

  // A word beside a time that says on which side of it; false, and nothing changed, where it is none.
  bool marked(std::size_t at, DayRange& days, bool before = true) const {
    if (is(at, WordRole::kSince)) {
      days.last = kNoLastDay;
    } else if (is(at, WordRole::kAfter)) {
      days = {days.last == kNoLastDay ? days.first : days.last + 1, kNoLastDay};
    } else if (is(at, WordRole::kBefore)) {
      days = {kNoFirstDay, days.first - 1};
    } else if (is(at, WordRole::kUntil)) {
      days.first = kNoFirstDay;
    } else {
      return before && (is(at, WordRole::kIn) || is(at, WordRole::kBetween));
    }
    return true;
  }

  void narrow(DayRange days) {
    if (!result_.time) result_.time = DayRange{};
    result_.time->first = std::max(result_.time->first, days.first);
    result_.time->last = std::min(result_.time->last, days.last);
  }

  // ---- words and names

  // The next piece that says something.
  std::size_t next(std::size_t at) const {
    for (++at; at < pieces_.size(); ++at) {
      const Piece& piece = pieces_[at];
      if (!piece.is(WordRole::kSkip) || piece.senses->size() > 1) break;
    }
    return at;
  }

  std::size_t read(std::size_t at) {
    const Piece& piece = pieces_[at];
    if (piece.type == Piece::Type::kUnknown) return told_.push_back(piece.text), at + 1;
    if (piece.type == Piece::Type::kName) return add_name(piece), at + 1;
    if (piece.type == Piece::Type::kTitle) return add_title(piece, {piece.text}), at + 1;
    if (piece.is(WordRole::kNot))
      refuse_question(wording_, piece.text,
                      "asks what did not happen; the store only knows what documents state");
    if (piece.is(WordRole::kWhich) || piece.is(WordRole::kCount)) return read_which(at);
    if (take_flag(piece)) {
      if (piece.is(WordRole::kTimes)) add_relation(piece);  // how many calls
      if (result_.when && !items().empty() && items().back().is(WordRole::kIn))
        items().pop_back();  // on which day
      return at + 1;
    }
    if (piece.is(WordRole::kWho)) return add_who(piece), at + 1;
    if (piece.is(WordRole::kTitle) && (!piece.is(WordRole::kKind) || behind_body() || before_body(at)))
      return add_title(piece, piece.sense(WordRole::kTitle)->offices), at + 1;
    if (piece.is(WordRole::kKind) && (!piece.is(WordRole::kRelation) || other_relation(at)))
      return add_noun(piece), at + 1;
    if (add_relation(piece)) return at + 1;
    if (piece.is(WordRole::kConnection)) return result_.connection = true, at + 1;
    if (!is_mark(piece)) {
      if (!piece.is(WordRole::kSkip))
        refuse_question(wording_, piece.text, "stands where nothing is known that it could mean");
      return at + 1;
    }
    items().push_back({Type::kMark, piece});
    return at + 1;
  }

  bool add_relation(const Piece& piece) {
    const WordSense* sense = piece.sense(WordRole::kRelation);
    if (sense == nullptr) return false;
    QuestionItem item{Type::kRelation, piece};
    item.relation = sense;
    items().push_back(std::move(item));
    return true;
  }

  // Where a noun that is both an office and a kind (leader) is an office.
  bool behind_body() {
    const std::size_t end = items().size();
    const std::size_t at = end > 0 && is_at(end - 1, WordRole::kPossessive) ? end - 1 : end;
    return at > 0 && (body_at(at - 1) || open_body_at(at - 1));
  }

  bool before_body(std::size_t at) const {
    const std::size_t of = next(at);
    if (!is(of, WordRole::kOf)) return false;
    const std::size_t body = next(of);
    return body < pieces_.size() && pieces_[body].type == Piece::Type::kName;
  }

  static bool is_mark(const Piece& piece) {
    for (WordRole role : {WordRole::kWith, WordRole::kAnd, WordRole::kTo, WordRole::kBy, WordRole::kFrom,
                          WordRole::kIn, WordRole::kOf, WordRole::kPossessive, WordRole::kBetween,
                          WordRole::kBe, WordRole::kAuxiliary, WordRole::kReceive})
      if (piece.is(role)) return true;
    return false;
  }

  bool take_flag(const Piece& piece) {
    const std::pair<WordRole, bool*> flags[] = {
        {WordRole::kWhen, &result_.when},       {WordRole::kTimes, &result_.times},
        {WordRole::kWhether, &result_.whether}, {WordRole::kInitiator, &result_.initiator},
        {WordRole::kOffice, &result_.office},
    };
    for (const auto& [role, flag] : flags)
      if (piece.is(role)) return *flag = true;
    if (piece.is(WordRole::kFirst)) return result_.pick = Pick::kFirst, true;
    if (piece.is(WordRole::kLast)) return result_.pick = Pick::kLast, true;
    if (piece.is(WordRole::kMost)) return result_.pick = Pick::kMost, true;
    if (piece.is(WordRole::kTopic)) return result_.ignored.push_back(piece.text), true;
    return false;
  }

  bool other_relation(std::size_t at) const {
    for (std::size_t i = 0; i < pieces_.size(); ++i)
      if (i != at && pieces_[i].is(WordRole::kRelation) && !pieces_[i].sense(WordRole::kRelation)->light &&
          !pieces_[i].is(WordRole::kKind))
        return true;
    return false;
  }

  // A question word with what it asks for.
  std::size_t read_which(std::size_t at) {
    const bool count = pieces_[at].is(WordRole::kCount);
    std::size_t behind = next(at);
    std::vector<std::string> topics;
    for (; behind < pieces_.size(); behind = next(behind)) {
      if (pieces_[behind].is(WordRole::kTopic))
        topics.push_back(pieces_[behind].text);
      else if (pieces_[behind].type == Piece::Type::kUnknown)
        told_.push_back(pieces_[behind].text);
      else
        break;
    }
    if (const Piece* noun = behind < pieces_.size() ? &pieces_[behind] : nullptr) {
      if (const WordSense* kind = noun->sense(WordRole::kKind)) {
        result_.counted = result_.counted || count;
        result_.ignored.insert(result_.ignored.end(), topics.begin(), topics.end());
        add_open(pieces_[at], *kind);
        return behind + 1;
      }
      if (!count && (noun->is(WordRole::kTitle) || noun->type == Piece::Type::kTitle)) {
        add_open(pieces_[at]);
        QuestionTerm& holder = items().back().members[0];
        holder.person = true;
        holder.offices =
            noun->is(WordRole::kTitle) ? noun->sense(WordRole::kTitle)->offices : std::vector{noun->text};
        holder.any_office = holder.offices.empty();
        return behind + 1;
      }
      if (!count && noun->is(WordRole::kWhen)) return at + 1;  // which dates
      if (!count && noun->is(WordRole::kConnection)) return result_.connection = true, behind + 1;
      if (!count && noun->is(WordRole::kOffice)) return result_.office = true, behind + 1;
      if (noun->is(WordRole::kRelation)) {
        (count ? result_.times : result_.statements) = true;
        return at + 1;
      }
    }
    result_.counted = result_.counted || count;
    add_open(pieces_[at]);
    items().back().bare = true;
    return at + 1;
  }

  void add_open(const Piece& piece, const WordSense& kind = {}) {
    QuestionItem item{Type::kTerm, piece};
    item.members.emplace_back();
    item.members[0].open = true;
    item.members[0].kinds = kind.kinds;
    item.members[0].named = kind.named;
    item.members[0].represented = kind.represented;
    item.members[0].told = std::exchange(told_, {});
    items().push_back(std::move(item));
  }

  // Behind a noun it is a relative pronoun: people who, countries whom.
  void add_who(const Piece& piece) {
    const bool relative =
        !items().empty() && (items().back().noun || (items().back().open() && !items().back().bare));
    if (relative) return;
    if (!items().empty() && items().back().bare) items().pop_back();  // list everybody
    add_open(piece, *piece.sense(WordRole::kWho));
  }

  void add_noun(const Piece& piece) {
    const WordSense& kind = *piece.sense(WordRole::kKind);
    const bool behind_name = !items().empty() && items().back().type == Type::kTerm && !items().back().open();
    const bool behind_of = items().size() > 1 && items().back().is(WordRole::kPossessive) &&
                           items()[items().size() - 2].type == Type::kTerm &&
                           !items()[items().size() - 2].open();
    if (kind.absorbed && (behind_name || (behind_of && !kind.represented))) {
      if (behind_of) items().pop_back();
      return;
    }
    add_open(piece, kind);
    items().back().noun = true;
  }

  void add_name(const Piece& piece) {
    QuestionItem item{Type::kTerm, piece};
    QuestionTerm term;
    item.person = true;
    for (const BookName& known : piece.names) {
      if (std::find(term.names.begin(), term.names.end(), known.name) == term.names.end())
        term.names.push_back(known.name);
      item.person = item.person && known.kind == kind_name(MentionKind::kPerson);
    }
    item.members.push_back(std::move(term));
    items().push_back(std::move(item));
  }

  void add_title(const Piece& piece, std::vector<std::string> offices) {
    QuestionItem item{Type::kTitle, piece};
    item.offices = std::move(offices);
    items().push_back(std::move(item));
  }

  // ---- what belongs together

  bool term_at(std::size_t at) { return at < items().size() && items()[at].type == Type::kTerm; }
  bool name_at(std::size_t at) { return term_at(at) && !items()[at].open(); }
  bool person_at(std::size_t at) { return name_at(at) && items()[at].person; }
  bool body_at(std::size_t at) { return name_at(at) && !items()[at].person; }
  bool relation_before(std::size_t at) {
    return std::any_of(items().begin(), items().begin() + static_cast<std::ptrdiff_t>(at),
                       [](const QuestionItem& item) { return item.type == Type::kRelation; });
  }
  // Of which countries, say.
  bool open_body_at(std::size_t at) {
    if (!term_at(at) || !items()[at].open() || items()[at].bare || items()[at].members[0].held())
      return false;
    const auto& kinds = items()[at].members[0].kinds;
    return std::find(kinds.begin(), kinds.end(), kind_name(MentionKind::kPerson)) == kinds.end();
  }
  bool is_at(std::size_t at, WordRole role) { return at < items().size() && items()[at].is(role); }
  void erase(std::size_t from, std::size_t to) {
    items().erase(items().begin() + static_cast<std::ptrdiff_t>(from),
                  items().begin() + static_cast<std::ptrdiff_t>(to));
  }

  // An office beside a name is told of it; an office by itself means whoever holds it.
  void join_titles() {
    for (std::size_t at = 0; at < items().size(); ++at)
      if (items()[at].type == Type::kTitle) at = join_title(at);
    for (std::size_t at = 0; at + 2 < items().size(); ++at) join_body(at);
    for (std::size_t at = 0; at + 1 < items().size(); ++at) refuse_owned(at);
    for (std::size_t at = 0; at + 2 < items().size(); ++at) {
      if (!name_at(at) || !name_at(at + 2)) continue;
      if (is_at(at + 1, WordRole::kPossessive))
        erase(at, at + 2);
      else if (is_at(at + 1, WordRole::kOf))
        erase(at + 1, at + 3);
    }
    for (std::size_t at = 0; at + 2 < items().size(); ++at) join_owned(at);
    const auto terms = std::count_if(items().begin(), items().end(),
                                     [](const QuestionItem& item) { return item.type == Type::kTerm; });
    for (std::size_t at = 0; terms > 2 && at + 1 < items().size(); ++at)  // a body before its person
      if (body_at(at) && person_at(at + 1)) erase(at, at + 1);
  }

  // Those who hold one of the offices in the body, or in each of a list of bodies.
  static std::vector<QuestionTerm> holders(const std::vector<std::string>& offices,
                                           const QuestionItem* bodies) {
    QuestionTerm held;
    held.offices = offices;
    held.any_office = offices.empty();
    if (bodies == nullptr) return {held};
    std::vector<QuestionTerm> all;
    for (const QuestionTerm& body : bodies->members) {
      held.bodies = body.names;
      held.open = body.open;
      held.kinds = body.kinds;
      all.push_back(held);
    }
    return all;
  }

  // Who of a body holds an office there; what else belongs to a name is not known.
  void join_owned(std::size_t at) {
    if (!name_at(at) || !is_at(at + 1, WordRole::kPossessive) || !term_at(at + 2)) return;
    QuestionItem& owned = items()[at + 2];
    if (!owned.open()) return;
    if (!body_at(at) || !owned.piece.is(WordRole::kWho) || owned.members[0].held()) {
      if (!relation_before(at)) refuse_owner(owned);
      return;
    }
    QuestionTerm& holder = owned.members[0];
    holder.any_office = holder.person = true;
    holder.kinds.clear();
    holder.bodies = items()[at].members[0].names;
    erase(at, at + 2);
  }

  // The leaders of France and China, 法国和中国的领导人.
  void join_bodies() {
    for (std::size_t at = 0; at + 3 < items().size(); ++at) {
      const bool joined = is_at(at + 1, WordRole::kAnd) || is_at(at + 1, WordRole::kWith);
      if (!body_at(at) || !joined || !body_at(at + 2)) continue;
      const std::size_t behind = at + (is_at(at + 3, WordRole::kPossessive) ? 4 : 3);
      const bool titled = behind < items().size() && items()[behind].type == Type::kTitle;
      const bool of = at > 1 && is_at(at - 1, WordRole::kOf) && items()[at - 2].type == Type::kTitle;
      if (!titled && !of) continue;
      items()[at].members.push_back(items()[at + 2].members[0]);
      erase(at + 1, at + 3);
    }
  }

  // Returns the place of the term that it has become.
  std::size_t join_title(std::size_t at) {
    std::size_t begin = at, end = at + 1;
    const QuestionItem* body = nullptr;
    if (at > 0 && (body_at(at - 1) || open_body_at(at - 1))) {
      begin = at - 1;
      body = &items()[begin];
    } else if (at > 1 && is_at(at - 1, WordRole::kPossessive) && (body_at(at - 2) || open_body_at(at - 2))) {
      begin = at - 2;
      body = &items()[begin];
    }
    const bool before_name = person_at(end);
    if (const std::size_t person = end; before_name) end = person + 1;
    if ((is_at(end, WordRole::kOf) || is_at(end, WordRole::kIn)) &&
        (body_at(end + 1) || open_body_at(end + 1))) {
      if (body == nullptr) body = &items()[end + 1];
      end += 2;
    }
    QuestionItem term{Type::kTerm, items()[at].piece};
    if (before_name) {
      term = items()[at + 1];
    } else if (body == nullptr && at > 0 && person_at(at - 1)) {
      begin = at - 1;
      term = items()[begin];
    } else {
      term.members = holders(items()[at].offices, body);
      if (!term.open() && begin > 0 && items()[begin - 1].bare) {  // which French leaders
        for (QuestionTerm& held : term.members) held.open = held.person = true;
        --begin;
      }
    }
    erase(begin, end);
    items().insert(items().begin() + static_cast<std::ptrdiff_t>(begin), std::move(term));
    return begin;
  }

  // Which Chinese institutions.
  void refuse_owned(std::size_t at) {
    if (!body_at(at) || relation_before(at)) return;
    const bool asked = at > 0 && items()[at - 1].bare && items()[at + 1].noun;
    if (asked || (items()[at + 1].piece.is(WordRole::kWhich) && open_body_at(at + 1)))
      refuse_owner(items()[at + 1]);
  }

  // Somebody of a body stands for the body (anyone from the WHO); which officials of it are people who hold
  // an office there; of which countries the institutions are, the store does not know.
  void join_body(std::size_t at) {
    if (!items()[at].open() || items()[at].bare) return;
    const bool of = is_at(at + 1, WordRole::kOf);
    const bool from = is_at(at + 1, WordRole::kFrom);
    const std::vector<std::string> person = {std::string(kind_name(MentionKind::kPerson))};
    const bool asked = !items()[at].noun && items()[at].piece.is(WordRole::kWhich);
    if (body_at(at + 2) && asked && (of || from) && items()[at].members[0].kinds == person) {
      QuestionTerm& holder = items()[at].members[0];
      holder.any_office = holder.person = true;
      holder.kinds.clear();
      holder.bodies = items()[at + 2].members[0].names;
      erase(at + 1, at + 3);
    } else if (body_at(at + 2) && !asked && (of || (from && (items()[at].noun || opened())))) {
      erase(at, at + 2);
    } else if (open_body_at(at) && is_at(at + 1, WordRole::kPossessive) && items()[at + 2].noun) {
      result_.ignored.push_back(items()[at].piece.text);
      items()[at + 2].noun = false;
      erase(at, at + 2);
    }
  }

  // A question for yes or no.
  bool opened() const {
    return result_.whether ||
           (!pieces_.empty() && (pieces_[0].is(WordRole::kAuxiliary) || pieces_[0].is(WordRole::kBe)));
  }

  // Of several names, which one: Merkel and Macron, who first.
  void join_choices() {
    for (std::size_t at = 0; at < items().size(); ++at) {
      if (!name_at(at) || items()[at].members[0].names.empty()) continue;
      std::size_t end = at + 1;
      std::vector<std::string> among = items()[at].members[0].names;
      while ((is_at(end, WordRole::kWith) || is_at(end, WordRole::kAnd)) && name_at(end + 1)) {
        const auto& more = items()[end + 1].members[0].names;
        among.insert(among.end(), more.begin(), more.end());
        end += 2;
      }
      const bool asked = term_at(end) && items()[end].open() && !items()[end].noun &&
                         (items()[end].bare || items()[end].piece.is(WordRole::kWho));
      if (end == at + 1 || !asked) continue;
      items()[end].members[0].among = std::move(among);
      items()[end].bare = false;
      erase(at, end);
    }
  }

  // The leaders of China are which.
  void open_holders() {
    for (std::size_t at = 0; at + 1 < items().size(); ++at) {
      if (!name_at(at) || !items()[at].members[0].held() || !items()[at + 1].bare) continue;
      items()[at].members[0].open = items()[at].members[0].person = true;
      erase(at + 1, at + 2);
    }
  }

  // A, B and C.
  void join_lists() {
    for (std::size_t at = 0; at + 2 < items().size();) {
      // A word that is with too joins the names behind the relation only.
      const bool joins =
          is_at(at + 1, WordRole::kAnd) && (!is_at(at + 1, WordRole::kWith) || relation_before(at));
      if (!name_at(at) || !joins) {
        ++at;
        continue;
      }
      std::size_t behind = at + 2;
      if (is_at(behind, WordRole::kAnd)) ++behind;  // a comma before the last
      if (!name_at(behind)) {
        ++at;
        continue;
      }
      QuestionItem& list = items()[at];
      for (QuestionTerm& member : items()[behind].members) list.members.push_back(std::move(member));
      list.person = list.person && items()[behind].person;
      erase(at + 1, behind + 1);
    }
  }

  static bool narrows(const std::vector<std::string>& kinds, const std::vector<std::string>& open) {
    return std::all_of(kinds.begin(), kinds.end(), [&](const std::string& kind) {
      return std::find(open.begin(), open.end(), kind) != open.end();
    });
  }

  // A noun takes the question word that stands elsewhere (the countries are which), or tells more of one
  // that is there, or is something of its kind on the other side (who published papers).
  void open_nouns() {
    for (std::size_t at = 0; at < items().size(); ++at) {
      if (!items()[at].noun) continue;
      const auto other = std::find_if(items().begin(), items().end(),
                                      [&](const QuestionItem& item) { return item.open() && !item.noun; });
      if (other == items().end()) {
        if (result_.whether || !asked()) refuse_noun(items()[at]);
        items()[at].noun = false;
        continue;
      }
      if (other + 1 < items().begin() + static_cast<std::ptrdiff_t>(at)) refuse_clause(at);
      const QuestionTerm told = items()[at].members[0];
      if (other->bare) {
        items()[at].noun = false;
        items().erase(other);
      } else if (narrows(told.kinds, other->members[0].kinds)) {
        other->members[0] = told;
        items().erase(items().begin() + static_cast<std::ptrdiff_t>(at));
      } else {
        items()[at].noun = items()[at].members[0].open = false;
      }
      at = static_cast<std::size_t>(-1);  // from the start again
    }
  }

  // Who led the team that went to Wuhan.
  void refuse_clause(std::size_t noun) {
    const auto behind = std::find_if(
        items().begin() + static_cast<std::ptrdiff_t>(noun), items().end(), [](const QuestionItem& item) {
          return item.type == Type::kRelation && !item.relation->light && !item.relation->any;
        });
    if (behind != items().end() && relation_before(noun))
      refuse_question(wording_, behind->piece.text, "is a second relation; ask for one at a time");
  }

  bool asked() const { return result_.counted || result_.statements || result_.when || result_.times; }

  [[noreturn]] void refuse_owner(const QuestionItem& item) const {
    refuse_question(wording_, item.piece.text,
                    "is asked of what belongs to a name, and the store does not know what belongs to what");
  }

  [[noreturn]] void refuse_noun(const QuestionItem& item) const {
    refuse_question(wording_, item.piece.text, "stands without a word that asks for it");
  }

  std::vector<Piece> pieces_;
  const Wording& wording_;
  const NameBook& book_;
  QuestionItems result_;
  std::vector<std::string> told_;  // of the name of the noun that follows
};

}  // namespace

QuestionItems read_items(std::vector<Piece> pieces, const Wording& wording, const NameBook& book) {
  return ItemReader(std::move(pieces), wording, book).run();
}

void refuse_question(const Wording& wording, std::string_view part, std::string_view why) {
  std::string message = fmt::format("the question is not understood: \"{}\" {}", part, why);
  message += "\nquestions that are understood, among others:";
  const auto plain = [](std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  };
  for (const std::string& example : wording.examples())  // in the question's language, as far as letters tell
    if (plain(example) == plain(part)) message += "\n  " + example;
  throw Error(ErrorKind::kUsage, message);
}

}  // namespace guanxi
