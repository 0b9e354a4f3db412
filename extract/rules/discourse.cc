#include "extract/rules/discourse.h"

#include <algorithm>

namespace guanxi {
namespace {

// How many entities a document keeps in mind: a bound on the work for a document with a million names.
constexpr std::size_t kRecent = 64;

void to_back(std::vector<Entity>& recent, const Entity& entity) {
  auto at = std::find(recent.begin(), recent.end(), entity);
  if (at != recent.end()) recent.erase(at);
  if (recent.size() >= kRecent) recent.erase(recent.begin());
  recent.push_back(entity);
}

}  // namespace

void Discourse::begin_block() {
  topic_.clear();
  list_.clear();
  pair_first_.clear();
  pair_second_.clear();
}

void Discourse::mention(const Entity& entity) {
  to_back(recent_, entity);
}

void Discourse::topic(const std::vector<Entity>& entities) {
  topic_ = entities;
  if (entities.size() == 1 && entities[0].kind == person_kind_) to_back(persons_, entities[0]);
}

void Discourse::parties(const std::vector<Entity>& a, const std::vector<Entity>& b) {
  first_party_ = a;
  second_party_ = b;
}

void Discourse::pair(const std::vector<Entity>& a, const std::vector<Entity>& b) {
  pair_first_ = a;
  pair_second_ = b;
}

const std::vector<Entity>& Discourse::other_side(const std::vector<Entity>& of) const {
  return of == pair_second_ ? pair_first_ : pair_second_;
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

void Discourse::bind(const Grammar::Word& pronoun, const Entity& person) {
  if (pronoun.sticky) bound_[pronoun.text] = person;
}

const Entity* Discourse::last(std::string_view kind, const std::vector<std::string>& endings) const {
  for (auto at = recent_.rbegin(); at != recent_.rend(); ++at) {
    if (at->kind != kind) continue;
    auto ends = [&](const std::string& ending) { return at->name.ends_with(ending); };
    if (endings.empty() || std::any_of(endings.begin(), endings.end(), ends)) return &*at;
  }
  return nullptr;
}

std::vector<Entity> Discourse::resolve(const Grammar::Word& pronoun,
                                       const std::vector<Entity>& except) const {
  auto excepted = [&](const Entity& entity) {
    return std::find(except.begin(), except.end(), entity) != except.end();
  };
  auto one_of_two = [&](bool former) -> std::vector<Entity> {
    if (list_.size() == 2) return {former ? list_[0] : list_[1]};
    return former ? first_party_ : second_party_;
  };
  switch (pronoun.reference) {
    case Reference::kNobody:
      return {};
    case Reference::kPerson:
      if (auto bound = bound_.find(pronoun.text); bound != bound_.end() && !excepted(bound->second))
        return {bound->second};
      for (auto at = persons_.rbegin(); at != persons_.rend(); ++at)
        if (!excepted(*at)) return {*at};
      return {};
    case Reference::kOther:
      return other_side(topic_);
    case Reference::kParties: {
      std::vector<Entity> both;
      for (const auto* side : {&first_party_, &second_party_})
        for (const Entity& entity : *side)
          if (!excepted(entity)) both.push_back(entity);
      return both;
    }
    case Reference::kFormer:
      return one_of_two(true);
    case Reference::kLatter:
      return one_of_two(false);
    case Reference::kTopic:
      return topic_;
    case Reference::kKind: {
      const Entity* found = last(
          pronoun.kind, pronoun.ending.empty() ? std::vector<std::string>{} : std::vector{pronoun.ending});
      if (!found) return {};
      return {*found};
    }
  }
  return {};
}

}  // namespace guanxi
