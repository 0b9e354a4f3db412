// Discourse: what a document has spoken of so far, and whom a word without a name means by it.
//
// One for each document, used by one thread, fed sentence by sentence in the order of the text.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/rules/unit.h"
#include "extract/statement/statement.h"

namespace guanxi {

class Discourse {
 public:
  explicit Discourse(std::string person_kind) : person_kind_(std::move(person_kind)) {}

  // Tells the country in which a place lies; null where that is not known.
  using StateOfPlace = std::function<const std::string*(std::string_view)>;
  void states_of_places(StateOfPlace state_of) { state_of_ = std::move(state_of); }

  // Where the document is at home; null: nowhere that tells where titles are held.
  void at_home(const Grammar::TitleHome* home) { home_ = home; }
  // Where the title is held in a document at home there; null where that tells nothing.
  const Entity* home_of(const std::string& title) const;

  // The bodies and places that the document is about: titles without a body are held there.
  void at_home_with(std::vector<Entity> own) { own_ = std::move(own); }
  const std::vector<Entity>& own() const { return own_; }
  // The first of them that fits and is of the kind; null without one.
  const Entity* own(std::string_view kind, const std::function<bool(const Entity&)>& fits) const;

  // Whom the title names: a block that names nobody tells of him (chronicles of a life).
  void about(const std::vector<Entity>& person) { about_ = person; }
  const std::vector<Entity>& about() const { return about_; }
  // A new block (bullet, paragraph): what was the topic is none any more; persons stay known.
  void begin_block();
  // A new sentence: who is named in it counts for 'the two of them' in it.
  void begin_sentence() {
    named_here_.clear();
    centre_ = first_subject_;
    first_subject_.clear();
    ++meant_age_;
  }
  // 'The two of them' stands here: the two persons whom the sentence named before, where they are two.
  void two_persons();
  // An entity was named. As subject: it becomes the topic.
  void mention(const Entity& entity);
  void topic(const std::vector<Entity>& entities);
  // Two sides met, talked, agreed: 'both' means them from now on.
  void parties(const std::vector<Entity>& a, const std::vector<Entity>& b);
  // The same, and the second is the guest, unless the first is who came.
  void meet(const std::vector<Entity>& a, const std::vector<Entity>& b);
  // One did something to the other: each is the other's other side.
  void pair(const std::vector<Entity>& a, const std::vector<Entity>& b);
  // Members of a list, in order.
  void list(const std::vector<Entity>& members);
  void office(const std::string& title, const Entity& person);
  // The person belongs to these bodies, with this office.
  void belongs(const Entity& person, const std::string& title, const std::vector<Entity>& bodies);
  // The body in which a person was last said to hold the office; null when none was named.
  const Entity* body_of_office(const Entity& person, const std::string& title) const;
  // The body that a person was last said to belong to; null when none was named.
  const Entity* body_of(const Entity& person) const;
  // The place in which most offices were said to be held, of those that fit, and of these the last; null
  // without one.
  const Entity* seat(const std::function<bool(const Entity&)>& fits) const;

  // A meeting was held, chaired or attended: 'the meeting' means it from now on.
  void meet_at(const Entity& meeting) { meeting_ = {meeting}; }
  const Entity* meeting() const { return meeting_.empty() ? nullptr : &meeting_[0]; }
  // Persons met them: they are the other side of those who were present too.
  void receive(const std::vector<Entity>& hosts, const std::vector<Entity>& guests) {
    hosts_ = hosts;
    guests_ = guests;
  }
  const std::vector<Entity>& hosts() const { return hosts_; }
  const std::vector<Entity>& guests() const { return guests_; }
  // Somebody went there: those who came along went there too. Null where nobody went in this item.
  void go_to(const Entity& place) { destination_ = {place}; }
  const Entity* destination() const { return destination_.empty() ? nullptr : &destination_[0]; }
  // When the last contact of this item was.
  void told_at(const std::string& time) { told_time_ = time; }
  const std::string& told_time() const { return told_time_; }
  // Who speaks in what follows (NAME: ...); none: nobody that is known.
  void speak(const std::vector<Entity>& speaker) { speaker_ = speaker; }

  const std::vector<Entity>& topic() const { return topic_; }
  // Whom a sentence that names nobody goes on with: who did something first in the one before.
  const std::vector<Entity>& centre() const { return centre_; }
  // Who stands across from these: since the last pair, else since the last parties; the second side of the
  // last pair where they are new.
  const std::vector<Entity>& other_side(const std::vector<Entity>& of) const;
  // 'Both' meant somebody in what was told before; here it means nobody yet.
  void begin_item();
  const std::vector<Entity>& pair_first() const { return pair_first_; }  // who did something to somebody last
  const std::vector<Entity>& pair_second() const { return pair_second_; }
  const std::vector<Entity>& first_party() const { return first_party_; }
  const std::vector<Entity>& second_party() const { return second_party_; }

  // Whom the pronoun means here, other than `except`; empty where the document does not make it plain.
  std::vector<Entity> resolve(const Grammar::Word& pronoun, const std::vector<Entity>& except = {}) const;
  // The pronoun was understood so: it means the same next time, as long as nobody else becomes the topic; one
  // that keeps to one person always.
  void bind(const Grammar::Word& pronoun, const Entity& person);
  // The country to which somebody went last: whose president received him, it need not say. Null without one.
  const Entity* host() const { return host_.empty() ? nullptr : &host_[0]; }
  // where: a country or a place in one.
  void visit(const Entity& where);
  // Who went somewhere.
  void arrive(const std::vector<Entity>& visitors) {
    if (visitors != guest_) former_guest_ = guest_;
    guest_ = visitors;
    traveller_ = visitors;
  }
  // Who went somewhere last in the document, in whichever item: the days of a journey need not name him.
  const std::vector<Entity>& traveller() const { return traveller_; }
  // Who went somewhere last, other than these.
  const std::vector<Entity>& guest(const std::vector<Entity>& except) const {
    const bool among = std::any_of(except.begin(), except.end(), [this](const Entity& one) {
      return std::find(guest_.begin(), guest_.end(), one) != guest_.end();
    });
    return among ? former_guest_ : guest_;
  }
  // The person whom this sentence named first, other than these; none without one.
  std::vector<Entity> first_named(const std::vector<Entity>& except) const;
  // The last entity named that fits; null without one.
  const Entity* last(const std::function<bool(const Entity&)>& fits) const;
  // Who was last said to hold this office; null when nobody was.
  const Entity* holder(const std::string& title) const;

 private:
  std::vector<Entity> last_holders(const std::vector<std::string>& offices, std::size_t count) const;
  std::vector<Entity> parties_holding(const std::vector<std::string>& offices) const;
  bool lately(const std::vector<Entity>& one) const;
  Entity as_party(const Entity& entity) const;
  const Entity* own_body(const Grammar::Word& pronoun) const;
  std::vector<Entity> other_than(const std::vector<Entity>& except) const;
  std::vector<Entity> person_meant(const Grammar::Word& pronoun, const std::vector<Entity>& except) const;

  std::string person_kind_;
  const Grammar::TitleHome* home_ = nullptr;
  std::vector<Entity> own_;
  std::vector<Entity> topic_, first_party_, second_party_, list_, pair_first_, pair_second_, guest_,
      former_guest_, traveller_;
  StateOfPlace state_of_;
  std::vector<Entity> kept_;  // none or one: whom the last pronoun for a person meant
  std::string told_time_;
  std::optional<std::string> kept_word_;  // the sort of that pronoun; none: any
  std::pair<std::string, Entity> meant_;  // the last pronoun for a person, and whom it meant,
  std::size_t meant_age_ = 2;             // so many sentences before
  std::vector<Entity> named_here_;        // persons in this sentence, each once
  std::vector<Entity> first_subject_;     // none or one: the person who did something first in this sentence
  std::vector<Entity> centre_;            // ... and the one before it
  std::list<Entity> recent_;              // every entity once, the last named at the back
  std::list<Entity> persons_;             // that were subjects, each once, the last at the back
  std::map<std::string, Entity> bound_;   // pronoun -> person
  std::map<std::string, Entity> holders_;
  std::vector<std::pair<std::string, Entity>> offices_;  // as they were told, the last at the back
  std::vector<Entity> about_, meeting_, speaker_, host_, destination_, hosts_, guests_;  // none or one
  std::map<std::string, Entity> bodies_;                                                 // person -> body
  std::map<std::pair<std::string, std::string>, Entity> posts_;  // person and title -> body
  std::vector<std::pair<Entity, std::size_t>>
      seats_;  // places with offices and how many, the last at the back
};

}  // namespace guanxi
