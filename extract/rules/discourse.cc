#include "extract/rules/discourse.h"

#include <algorithm>

namespace guanxi {
namespace {

// How many entities a document keeps in mind: a bound on the work for a document with a million names.
constexpr std::size_t kRecent = 64;

}  // namespace

void Discourse::begin_block() {
  topic_.clear();
  list_.clear();
}

void Discourse::mention(const Entity& entity) {
  auto at = std::find(recent_.begin(), recent_.end(), entity);
  if (at != recent_.end()) recent_.erase(at);
  if (recent_.size() >= kRecent) recent_.erase(recent_.begin());
  recent_.push_back(entity);
}

void Discourse::topic(const std::vector<Entity>& entities) {
  topic_ = entities;
  if (entities.size() == 1 && entities[0].kind == person_kind_) last_person_ = entities[0];
}

void Discourse::parties(const std::vector<Entity>& a, const std::vector<Entity>& b) {
  first_party_ = a;
  second_party_ = b;
}

void Discourse::list(const std::vector<Entity>& members) {
  if (members.size() > 1) list_ = members;
}

void Discourse::office(const std::string& title, const Entity& person) {
  holders_[title] = person;
}

const Entity* Discourse::holder(const std::string& title) const {
  auto found = holders_.find(title);
  return found == holders_.end() ? nullptr : &found->second;
}

std::vector<Entity> Discourse::resolve(const Grammar::Word& pronoun) const {
  auto one_of_two = [&](bool former) -> std::vector<Entity> {
    if (list_.size() == 2) return {former ? list_[0] : list_[1]};
    return former ? first_party_ : second_party_;
  };
  switch (pronoun.reference) {
    case Reference::kNobody:
      return {};
    case Reference::kPerson:
      if (last_person_.name.empty()) return {};
      return {last_person_};
    case Reference::kParties: {
      std::vector<Entity> both = first_party_;
      both.insert(both.end(), second_party_.begin(), second_party_.end());
      return both;
    }
    case Reference::kFormer:
      return one_of_two(true);
    case Reference::kLatter:
      return one_of_two(false);
    case Reference::kTopic:
      return topic_;
    case Reference::kKind:
      for (auto at = recent_.rbegin(); at != recent_.rend(); ++at)
        if (at->kind == pronoun.kind && at->name.ends_with(pronoun.ending)) return {*at};
      return {};
  }
  return {};
}

}  // namespace guanxi
