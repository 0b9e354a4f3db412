#include "extract/questions/question_reader.h"

#include <simdjson.h>

#include <algorithm>
#include <set>

#include "extract/questions/question_items.h"
#include "extract/rules/grammar.h"
#include "extract/statement/error.h"

namespace guanxi {
namespace {

using Type = QuestionItem::Type;
using Items = std::vector<const QuestionItem*>;

bool contains(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

void add_all(const std::vector<std::string>& from, std::vector<std::string>& to) {
  for (const std::string& word : from)
    if (!contains(to, word)) to.push_back(word);
}

// Several terms on one side: any of them.
void merge(const QuestionTerm& from, QuestionTerm& to) {
  to.open = to.open || from.open;
  to.person = to.person || from.person;
  to.represented = to.represented || from.represented;
  to.any_office = to.any_office || from.any_office;
  add_all(from.named, to.named);
  add_all(from.told, to.told);
  add_all(from.among, to.among);
  add_all(from.kinds, to.kinds);
  add_all(from.names, to.names);
  add_all(from.offices, to.offices);
  add_all(from.bodies, to.bodies);
}

class RoleReader {
 public:
  RoleReader(QuestionItems read, const Wording& wording, const Ontology& ontology, const std::string& office,
             const NameBook& book)
      : read_(std::move(read)),
        wording_(wording),
        ontology_(ontology),
        office_relation_(office),
        book_(book) {}

  Question run() {
    question_.office_relation = office_relation_;
    question_.time = read_.time;
    question_.ignored = read_.ignored;
    question_.pick = read_.pick;
    find_relation();
    place_terms();
    if (relation_ == nullptr) {
      without_relation();
    } else {
      take_relation();
      take_sides();
      mend_sides();
      take_office();
    }
    question_.asked = asked();
    check();
    return std::move(question_);
  }

 private:
  [[noreturn]] void refuse(const QuestionItem& item, const std::string& why) const {
    refuse_question(wording_, item.piece.text, why);
  }

  // ---- the relation

  // Light verbs count only where nothing else tells the relation; words of a family only where no word tells
  // one of its relations.
  void find_relation() {
    std::vector<const QuestionItem*> found;
    for (const QuestionItem& item : read_.items)
      if (item.type == Type::kRelation) found.push_back(&item);
    const auto drop = [&](auto weak) {
      const bool all =
          std::all_of(found.begin(), found.end(), [&](const auto* item) { return weak(*item->relation); });
      if (!all) std::erase_if(found, [&](const auto* item) { return weak(*item->relation); });
    };
    drop([](const WordSense& sense) { return sense.light || sense.any; });
    drop([](const WordSense& sense) { return !sense.families.empty(); });
    if (found.empty()) return;
    relation_ = found.front();
    sense_ = *relation_->relation;
    for (const QuestionItem* item : found) join_relation(*item);
  }

  // A second word tells the relation more closely (talk, on the phone), or stands beside the first for more
  // of them (visited and met).
  void join_relation(const QuestionItem& item) {
    if (&item == relation_) return;
    const WordSense& sense = *item.relation;
    std::vector<std::string> both;
    for (const std::string& relation : sense.relations)
      if (contains(sense_.relations, relation)) both.push_back(relation);
    if (!both.empty()) {
      sense_.relations = std::move(both);
      return;
    }
    for (const QuestionItem* at = relation_; at != &item; ++at)
      if (at->type == Type::kTerm) refuse(item, "is a second relation; ask for one at a time");
    add_all(sense.relations, sense_.relations);
    add_all(sense.families, sense_.families);
    sense_.passive = sense_.passive || sense.passive;
    sense_.lasting = sense_.lasting || sense.lasting;
  }

  void take_relation() {
    question_.relations = sense_.relations;
    question_.families = sense_.families;
    question_.lasting = sense_.lasting;
  }

  // ---- the sides

  // Sorts the terms by the word before them and by whether they stand before or behind the relation.
  void place_terms() {
    const QuestionItem* mark = nullptr;
    bool behind = false, received = false;
    for (const QuestionItem& item : read_.items) {
      if (item.type == Type::kRelation) {
        behind = behind || relation_ == nullptr || &item >= relation_;
        mark = nullptr;
      } else if (item.type == Type::kMark) {
        if (item.is(WordRole::kReceive)) receive_ = received = true;
        if (item.is(WordRole::kBe) || item.is(WordRole::kAuxiliary))
          opened_ = opened_ || &item == &read_.items[0];
        if (item.is(WordRole::kBe)) be_ = true;
        mark = &item;
      } else {
        place(item, mark, behind, received);
        mark = nullptr;
      }
    }
    stranded_ = mark;
  }

  void place(const QuestionItem& item, const QuestionItem* mark, bool behind, bool received) {
    const auto marked = [&](WordRole role) { return mark != nullptr && mark->is(role); };
    if (marked(WordRole::kWith)) return with_.push_back(&item);
    if (marked(WordRole::kTo)) return to_.push_back(&item);
    if (marked(WordRole::kBy)) return by_.push_back(&item);
    if (marked(WordRole::kFrom)) return from_.push_back(&item);
    if (marked(WordRole::kIn)) return in_.push_back(&item);
    if (marked(WordRole::kAnd)) return with_.push_back(&item);  // of a name and a question word
    if (behind && marked(WordRole::kPossessive)) return gap_.push_back(&item);
    if (behind && marked(WordRole::kBe) && relation_ != nullptr) return gap_.push_back(&item);
    if (received && !behind) return to_.push_back(&item);
    (behind ? after_ : before_).push_back(&item);
  }

  void put(const Items& items, QuestionTerm& side) {
    for (const QuestionItem* item : items)
      for (const QuestionTerm& member : item->members) merge(member, side);
  }

  // The question's own first and second side, then what they are in the statement.
  void take_sides() {
    const bool passive = !receive_ && (!by_.empty() || (be_ && sense_.passive && !with_or_to()));
    const bool turned = receive_ || sense_.inverse || passive;
    QuestionTerm first, second;
    const bool full = !after_.empty() || !to_.empty() || !by_.empty();
    Items seconds;
    if (before_.size() > 1) seconds.push_back(before_.front());
    for (const Items* items : {&after_, &to_, &from_, &by_})
      seconds.insert(seconds.end(), items->begin(), items->end());
    if (!full) seconds.insert(seconds.end(), with_.begin(), with_.end());
    if (before_.size() > 2) refuse(*before_[1], "is one name too many before the relation");
    if (seconds.size() > 1)
      refuse(*seconds[0], "and \"" + seconds[1]->piece.text + "\" cannot both be the other side");
    if (!before_.empty()) put({before_.back()}, first);
    if (full) put(with_, first);
    put(seconds, second);
    // Who did Macron phone: what stands first is the object; one of a contact where `with` is left at the
    // end.
    question_.either = !full && (!with_.empty() || (stranded_ != nullptr && stranded_->is(WordRole::kWith)));
    put(gap_, first.stands() ? second : first);
    put_places(first, second);
    if (parties(seconds, first, second)) {
      question_.subject = std::move(first);
      question_.object = std::move(second);
      return;
    }
    if (!second.stands() && sense_.alone && !turned) std::swap(first, second);
    if (turned) std::swap(first, second);
    question_.subject = std::move(first);
    question_.object = std::move(second);
  }

  bool with_or_to() const { return !with_.empty() || !to_.empty(); }

  // A and B talked, calls between A and B: both sides are of the list, where the relation is one that parties
  // have with each other.
  bool parties(const Items& seconds, QuestionTerm& first, QuestionTerm& second) {
    if (before_.size() + seconds.size() + gap_.size() != 1) return false;
    const QuestionItem& item = *(!before_.empty() ? before_ : !seconds.empty() ? seconds : gap_)[0];
    if (item.members.size() < 2 || !mutual()) return false;
    first = item.members[0];
    second = {};
    for (std::size_t i = 1; i < item.members.size(); ++i) merge(item.members[i], second);
    question_.either = true;
    return true;
  }

  bool mutual() const {
    if (!sense_.families.empty() || sense_.any) return true;
    return std::any_of(sense_.relations.begin(), sense_.relations.end(), [&](const std::string& name) {
      const RelationDeclaration* relation = ontology_.relation(name);
      return relation == nullptr || !relation->directed;
    });
  }

  void put_places(QuestionTerm& first, QuestionTerm& second) {
    if (in_.empty()) return;
    if (!second.stands() && first.stands()) return put(in_, second);
    if (!first.stands() && !second.stands()) return put(in_, first);
    for (const QuestionItem* item : in_)
      for (const QuestionTerm& member : item->members) {
        if (member.open || member.held()) refuse(*item, "asks a place beside two parties");
        add_all(member.names, question_.place);
        for (const std::string& name : member.names) add_all(book_.written(name), question_.place_words);
      }
  }

  // What cannot be the subject of the relation but its object changes places: word order is free where kinds
  // tell.
  void mend_sides() {
    if (sense_.any) {
      // All about X: on either side.
      question_.either = question_.either || sense_.either || !question_.subject.stands();
      return;
    }
    const auto fits = [&](const QuestionTerm& subject, const QuestionTerm& object) {
      return std::any_of(
          ontology_.relations().begin(), ontology_.relations().end(), [&](const auto& relation) {
            const bool asked =
                contains(question_.relations, relation.name) || contains(question_.families, relation.family);
            return asked && allows(relation.subject_kinds, subject) && allows(relation.object_kinds, object);
          });
    };
    if (!fits(question_.subject, question_.object) && fits(question_.object, question_.subject))
      std::swap(question_.subject, question_.object);
  }

  static bool allows(const std::vector<std::string>& kinds, const QuestionTerm& term) {
    if (kinds.empty() || !term.open || term.kinds.empty()) return true;
    return std::any_of(term.kinds.begin(), term.kinds.end(),
                       [&](const auto& kind) { return contains(kinds, kind); });
  }

  // ---- offices

  // Who holds an office: the office belongs to the statement, its body is the object.
  void take_office() {
    if (!contains(question_.relations, office_relation_)) return;
    QuestionTerm& held = question_.object.held() ? question_.object : question_.subject;
    if (!held.held()) return;
    if (&held == &question_.subject && !question_.object.open) return;
    QuestionTerm other = &held == &question_.object ? question_.subject : question_.object;
    hold(other, held);
  }

  void hold(const QuestionTerm& who, QuestionTerm held) {
    question_.relations = {office_relation_};
    question_.lasting = true;
    question_.offices = held.offices;
    question_.subject = who;
    question_.object = {};
    question_.object.names = held.bodies;
    question_.object.open = held.open;
    question_.object.kinds = held.kinds;
  }

  // Who is Tedros, who is the president of France, is Macron the president of France.
  void without_relation() {
    Items terms;
    for (const QuestionItem& item : read_.items)
      if (item.type == Type::kTerm) terms.push_back(&item);
    if (read_.connection || (read_.statements && terms.size() == 2)) return take_connection(terms);
    const auto find = [&](auto wanted) -> const QuestionItem* {
      const auto at = std::find_if(terms.begin(), terms.end(),
                                   [&](const auto* item) { return wanted(item->members[0]); });
      return at == terms.end() ? nullptr : *at;
    };
    const QuestionItem* open = find([](const QuestionTerm& term) { return term.open; });
    const QuestionItem* held = find([](const QuestionTerm& term) { return term.held(); });
    const QuestionItem* named = find([](const QuestionTerm& term) { return !term.names.empty(); });
    if (held != nullptr && (named != nullptr || open != nullptr || be_)) {
      QuestionTerm who;
      who.open = true;
      return hold(named != nullptr ? named->members[0] : who, held->members[0]);
    }
    if (named != nullptr && (read_.office || (open != nullptr && be_))) {
      question_.relations = {office_relation_};
      question_.lasting = true;
      question_.subject = named->members[0];
      question_.object.open = true;
      read_.office = true;
      return;
    }
    if (read_.items.empty()) refuse_question(wording_, "", "the question names nobody and no relation");
    refuse(*(terms.empty() ? &read_.items[0] : terms[0]), "stands without a word that tells a relation");
  }

  void take_connection(const Items& terms) {
    read_.connection = true;
    std::vector<QuestionTerm> ends;
    for (const QuestionItem* item : terms)
      for (const QuestionTerm& member : item->members)
        if (member.given()) ends.push_back(member);
    if (ends.size() != 2) {
      if (read_.items.empty()) refuse_question(wording_, "", "a connection is asked between two names");
      refuse(read_.items[0], "begins a question for a connection, which takes two names");
    }
    question_.subject = ends[0];
    question_.object = ends[1];
    question_.either = true;
  }

  // ---- what is asked

  Asked asked() const {
    const bool open = question_.subject.open || question_.object.open;
    if (read_.connection && relation_ == nullptr) return Asked::kConnection;
    if (read_.initiator) return Asked::kInitiator;
    if (read_.when) return Asked::kWhen;
    if (read_.times) return Asked::kTimes;
    if (read_.office) return Asked::kOffice;
    if (read_.counted && open) return Asked::kHowMany;
    if (read_.whether && !open) return Asked::kWhether;
    if (open && !sense_.any) return Asked::kNames;
    return opened_ && !open ? Asked::kWhether : Asked::kStatements;
  }

  void check() {
    if (sense_.any && relation_ != nullptr) {
      // What did X do: the open term is no party.
      if (question_.object.open && question_.object.kinds.empty()) question_.object = {};
      if (question_.subject.open && question_.subject.kinds.empty()) question_.subject = {};
    }
    const bool any_term = question_.subject.stands() || question_.object.stands();
    if (!any_term && !question_.time)
      refuse_question(wording_, relation_ != nullptr ? relation_->piece.text : "",
                      "is asked of nobody and of no time");
  }

  QuestionItems read_;
  const Wording& wording_;
  const Ontology& ontology_;
  const std::string& office_relation_;
  const NameBook& book_;
  Question question_;
  const QuestionItem* relation_ = nullptr;
  WordSense sense_;
  Items before_, after_, gap_, with_, to_, by_, from_, in_;
  const QuestionItem* stranded_ = nullptr;
  bool receive_ = false, be_ = false, opened_ = false;
};

}  // namespace

QuestionReader::QuestionReader(const Pack& pack, const Ontology& ontology)
    : ontology_(ontology), office_relation_(Grammar(pack).title_relation()), pieces_(pack, ontology) {}

Question QuestionReader::read(std::string_view question, const NameBook& book, std::string_view today) const {
  if (!simdjson::validate_utf8(question.data(), question.size()))
    throw Error(ErrorKind::kUsage, "the question is not UTF-8");
  const std::string reading = pieces_.read(question);
  QuestionItems items = read_items(pieces_.find(reading, book, today), pieces_.wording(), book);
  return RoleReader(std::move(items), pieces_.wording(), ontology_, office_relation_, book).run();
}

}  // namespace guanxi
