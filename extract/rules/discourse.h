// Discourse: what a document has spoken of so far, and whom a word without a name means by it.
//
// One for each document, used by one thread, fed sentence by sentence in the order of the text.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "extract/rules/unit.h"
#include "extract/statement/statement.h"

namespace guanxi {

class Discourse {
 public:
  explicit Discourse(std::string person_kind) : person_kind_(std::move(person_kind)) {}

  // A new block (bullet, paragraph): what was the topic is none any more; persons stay known.
  void begin_block();
  // An entity was named. As subject: it becomes the topic.
  void mention(const Entity& entity);
  void topic(const std::vector<Entity>& entities);
  // Two sides met, talked, agreed: 'both' means them from now on.
  void parties(const std::vector<Entity>& a, const std::vector<Entity>& b);
  // One did something to the other: each is the other's other side.
  void pair(const std::vector<Entity>& a, const std::vector<Entity>& b);
  // Members of a list, in order.
  void list(const std::vector<Entity>& members);
  void office(const std::string& title, const Entity& person);
  // The person belongs to these bodies.
  void belongs(const Entity& person, const std::vector<Entity>& bodies);
  // The body that a person was last said to belong to; null when none was named.
  const Entity* body_of(const Entity& person) const;
  // The place in which somebody was last said to hold an office, of those that fit; null without one.
  const Entity* seat(const std::function<bool(const Entity&)>& fits) const;

  // A meeting was held, chaired or attended: 'the meeting' means it from now on.
  void meet_at(const Entity& meeting) { meeting_ = {meeting}; }
  const Entity* meeting() const { return meeting_.empty() ? nullptr : &meeting_[0]; }
  // Who speaks in what follows (NAME: ...); none: nobody that is known.
  void speak(const std::vector<Entity>& speaker) { speaker_ = speaker; }

  const std::vector<Entity>& topic() const { return topic_; }
  // Who stands across from these: since the last pair, else since the last parties; the second side of the
  // last pair where they are new.
  const std::vector<Entity>& other_side(const std::vector<Entity>& of) const;
  // 'Both' meant somebody in what was told before; here it means nobody yet.
  void begin_item();
  const std::vector<Entity>& first_party() const { return first_party_; }
  const std::vector<Entity>& second_party() const { return second_party_; }

  // Whom the pronoun means here, other than `except`; empty where the document does not make it plain.
  std::vector<Entity> resolve(const Grammar::Word& pronoun, const std::vector<Entity>& except = {}) const;
  // The pronoun was understood so: a pronoun that keeps to one person means the same next time.
  void bind(const Grammar::Word& pronoun, const Entity& person);
  // The last entity named of a kind whose name has one of these endings (none: any name); null without one.
  const Entity* last(std::string_view kind, const std::vector<std::string>& endings) const;
  // Who was last said to hold this office; null when nobody was.
  const Entity* holder(const std::string& title) const;

 private:
  std::vector<Entity> last_holders(const std::vector<std::string>& offices) const;
  Entity as_party(const Entity& entity) const;
  const Entity* own_body(const Grammar::Word& pronoun) const;

  std::string person_kind_;
  std::vector<Entity> topic_, first_party_, second_party_, list_, pair_first_, pair_second_;
  std::vector<Entity> recent_;           // every entity once, the last named at the back
  std::vector<Entity> persons_;          // that were subjects, each once, the last at the back
  std::map<std::string, Entity> bound_;  // pronoun -> person
  std::map<std::string, Entity> holders_;
  std::vector<std::pair<std::string, Entity>> offices_;  // as they were told, the last at the back
  std::vector<Entity> meeting_, speaker_;                // none or one
  std::map<std::string, Entity> bodies_;                 // person -> body
  std::vector<Entity> seats_;  // places with offices, each once, the last at the back
};

}  // namespace guanxi
