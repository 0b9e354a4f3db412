#include "extract/rules/discourse.h"

#include <algorithm>
#include <iterator>

namespace guanxi {
namespace {

// How many entities a document keeps in mind: a bound on the work for a document with a million names.
constexpr std::size_t kRecent = 64;
constexpr std::string_view kPlaceKind = "place", kCountryKind = "country";

// Names differ where kinds do not: they are looked at first.
bool same(const Entity& a, const Entity& b) {
  return a.name == b.name && a.kind == b.kind && a.discriminator == b.discriminator;
}

// Words that may mean the same person: a word that keeps its meaning (she) is none for the others.
std::string sex_of(const Grammar::Word& pronoun) {
  return pronoun.sticky ? pronoun.text : std::string();
}

// Texts speak of whom they have just spoken of: looked for from the back, and moved without copying it.
void to_back(std::list<Entity>& recent, const Entity& entity) {
  const auto at =
      std::find_if(recent.rbegin(), recent.rend(), [&](const Entity& known) { return same(known, entity); });
  if (at != recent.rend()) return recent.splice(recent.end(), recent, std::prev(at.base()));
  if (recent.size() >= kRecent) recent.pop_front();
  recent.push_back(entity);
}

}  // namespace

const Entity* Discourse::home_of(const std::string& title) const {
  const bool held =
      home_ != nullptr && std::find(home_->titles.begin(), home_->titles.end(), title) != home_->titles.end();
  return held ? &home_->body : nullptr;
}

const Entity* Discourse::own(std::string_view kind, const std::function<bool(const Entity&)>& fits) const {
  const auto found = std::find_if(own_.begin(), own_.end(),
                                  [&](const Entity& one) { return one.kind == kind && fits(one); });
  return found == own_.end() ? nullptr : &*found;
}

void Discourse::begin_block() {
  topic_ = about_;
  host_.clear();
  if (about_.size() == 1 && about_[0].kind == person_kind_) {  // 'he' is first of all of whom the title tells
    kept_ = about_;
    kept_word_.reset();
  }
  list_.clear();
  pair_first_.clear();
  pair_second_.clear();
  first_subject_.clear();
  centre_.clear();
}

void Discourse::visit(const Entity& where) {
  if (where.kind == kCountryKind) host_ = {where};
  const std::string* state = where.kind == kPlaceKind && state_of_ ? state_of_(where.name) : nullptr;
  if (state) host_ = {Entity{std::string(kCountryKind), *state, ""}};
}

void Discourse::begin_item() {
  first_party_.clear();
  second_party_.clear();
  meeting_.clear();
  destination_.clear();
  hosts_.clear();
  guests_.clear();
  told_time_.clear();
  guest_.clear();
  former_guest_.clear();
  host_.clear();
}

void Discourse::mention(const Entity& entity) {
  to_back(recent_, entity);
  if (entity.kind == person_kind_ && std::none_of(named_here_.begin(), named_here_.end(),
                                                  [&](const Entity& named) { return same(named, entity); }))
    named_here_.push_back(entity);
}

void Discourse::two_persons() {
  if (named_here_.size() == 2) parties({named_here_[0]}, {named_here_[1]});
}

void Discourse::topic(const std::vector<Entity>& entities) {
  topic_ = entities;
  if (entities.size() != 1 || entities[0].kind != person_kind_) return;
  to_back(persons_, entities[0]);
  if (!kept_.empty() && kept_ != entities) kept_.clear();
}

void Discourse::parties(const std::vector<Entity>& a, const std::vector<Entity>& b) {
  first_party_ = a;
  second_party_ = b;
}

void Discourse::meet(const std::vector<Entity>& a, const std::vector<Entity>& b) {
  parties(a, b);
  const auto came = [&](const Entity& one) {
    return std::find(guest_.begin(), guest_.end(), one) != guest_.end();
  };
  const bool called = a.size() == 1 && came(a[0]);
  if (called) guest_ = a;
  if (!called && guest_ != b) guest_ = b;
}

void Discourse::pair(const std::vector<Entity>& a, const std::vector<Entity>& b) {
  pair_first_ = a;
  pair_second_ = b;
  if (first_subject_.empty() && !a.empty() && a[0].kind == person_kind_) first_subject_ = {a[0]};
}

const std::vector<Entity>& Discourse::other_side(const std::vector<Entity>& of) const {
  // Somebody answers for the body to which he belongs.
  const Entity* body = of.size() == 1 ? body_of(of[0]) : nullptr;
  if (body && pair_second_.size() == 1 && pair_second_[0] == *body) return pair_first_;
  if (of == pair_second_) return pair_first_;
  if (of == pair_first_) return pair_second_;
  if (of == second_party_) return first_party_;
  return of == first_party_ ? second_party_ : pair_second_;
}

void Discourse::list(const std::vector<Entity>& members) {
  if (members.size() > 1) list_ = members;
}

void Discourse::office(const std::string& title, const Entity& person) {
  holders_[title] = person;
  std::erase_if(offices_, [&](const auto& held) { return held.first == title && held.second == person; });
  if (offices_.size() >= kRecent) offices_.erase(offices_.begin());
  offices_.emplace_back(title, person);
}

void Discourse::belongs(const Entity& person, const std::string& title, const std::vector<Entity>& bodies) {
  if (bodies.empty()) return;
  bodies_[person.name] = bodies.back();
  posts_[{person.name, title}] = bodies.back();
  if (bodies.back().kind != kPlaceKind) return;
  const auto known = [&](const auto& seat) { return seat.first == bodies.back(); };
  auto at = std::find_if(seats_.begin(), seats_.end(), known);
  const std::size_t before = at == seats_.end() ? 0 : at->second;
  if (at != seats_.end()) seats_.erase(at);
  if (seats_.size() >= kRecent) seats_.erase(seats_.begin());
  seats_.emplace_back(bodies.back(), before + 1);
}

const Entity* Discourse::body_of_office(const Entity& person, const std::string& title) const {
  const auto found = posts_.find({person.name, title});
  return found == posts_.end() ? nullptr : &found->second;
}

const Entity* Discourse::seat(const std::function<bool(const Entity&)>& fits) const {
  const std::pair<Entity, std::size_t>* best = nullptr;
  for (const auto& seat : seats_)
    if (fits(seat.first) && (best == nullptr || seat.second >= best->second)) best = &seat;
  return best == nullptr ? nullptr : &best->first;
}

const Entity* Discourse::body_of(const Entity& person) const {
  auto found = bodies_.find(person.name);
  return found == bodies_.end() ? nullptr : &found->second;
}

const Entity* Discourse::holder(const std::string& title) const {
  auto found = holders_.find(title);
  return found == holders_.end() ? nullptr : &found->second;
}

void Discourse::bind(const Grammar::Word& pronoun, const Entity& person) {
  if (pronoun.sticky) bound_[pronoun.text] = person;
  if (pronoun.reference != Reference::kPerson || person.kind != person_kind_) return;
  kept_ = {person};
  kept_word_ = sex_of(pronoun);
  meant_ = {sex_of(pronoun), person};
  meant_age_ = 0;
}

const Entity* Discourse::last(const std::function<bool(const Entity&)>& fits) const {
  const auto found = std::find_if(recent_.rbegin(), recent_.rend(), fits);
  return found == recent_.rend() ? nullptr : &*found;
}

std::vector<Entity> Discourse::first_named(const std::vector<Entity>& except) const {
  for (const Entity& person : named_here_)
    if (std::find(except.begin(), except.end(), person) == except.end()) return {person};
  return {};
}

// The persons named last, of different bodies, who were told to hold one of the offices; none where there are
// not so many.
std::vector<Entity> Discourse::last_holders(const std::vector<std::string>& offices,
                                            std::size_t count) const {
  std::vector<Entity> found;
  const auto holds = [&](const Entity& person) {
    return std::any_of(offices_.begin(), offices_.end(), [&](const auto& held) {
      return same(held.second, person) &&
             std::find(offices.begin(), offices.end(), held.first) != offices.end();
    });
  };
  for (auto at = recent_.rbegin(); at != recent_.rend() && found.size() < count; ++at) {
    const Entity* body = at->kind == person_kind_ ? body_of(*at) : nullptr;
    if (!body || !holds(*at)) continue;
    const bool known =
        std::any_of(found.begin(), found.end(), [&](const Entity& one) { return *body == *body_of(one); });
    if (!known) found.insert(found.begin(), *at);
  }
  return found.size() == count ? found : std::vector<Entity>{};
}

// The two persons who met last, where one was told to hold one of the offices and the other at least no
// other.
std::vector<Entity> Discourse::parties_holding(const std::vector<std::string>& offices) const {
  if (offices.empty() || first_party_.size() != 1 || second_party_.size() != 1) return {};
  int holders = 0;
  for (const auto* side : {&first_party_, &second_party_}) {
    bool told = false, holds = false;
    for (const auto& [title, person] : offices_) {
      if (!same(person, side->front())) continue;
      told = true;
      holds = holds || std::find(offices.begin(), offices.end(), title) != offices.end();
    }
    if (side->front().kind != person_kind_ || (told && !holds)) return {};
    holders += holds;
  }
  return holders > 0 ? std::vector<Entity>{first_party_[0], second_party_[0]} : std::vector<Entity>{};
}

// Where a person dealt with a body, 'both' are the person's body and that body.
Entity Discourse::as_party(const Entity& entity) const {
  auto persons = [&](const std::vector<Entity>& side) {
    return std::all_of(side.begin(), side.end(), [&](const Entity& one) { return one.kind == person_kind_; });
  };
  if (entity.kind != person_kind_ || (persons(first_party_) && persons(second_party_))) return entity;
  const Entity* body = body_of(entity);
  return body ? *body : entity;
}

// The other side of the topic; as the object of somebody new, rather who went somewhere than where he went.
std::vector<Entity> Discourse::other_than(const std::vector<Entity>& except) const {
  const std::vector<Entity>& other = other_side(topic_);
  const bool went = pair_first_.size() == 1 && pair_first_[0].kind == person_kind_ &&
                    pair_second_.size() == 1 && pair_second_[0].kind != person_kind_;
  const bool fresh =
      !except.empty() && went && std::find(except.begin(), except.end(), pair_first_[0]) == except.end();
  if (fresh) return pair_first_;
  // At the beginning of a block who came is meant.
  const bool begins = !except.empty() && pair_first_.empty() && other.empty();
  return begins && lately(guest(except)) ? guest(except) : other;
}

// One of the persons named last before this sentence.
bool Discourse::lately(const std::vector<Entity>& one) const {
  if (one.size() != 1 || one[0].kind != person_kind_) return false;
  int left = 3;
  for (auto at = recent_.rbegin(); at != recent_.rend() && left > 0; ++at) {
    if (same(*at, one[0])) return true;
    const bool here = std::find(named_here_.begin(), named_here_.end(), *at) != named_here_.end();
    left -= at->kind == person_kind_ && !here;
  }
  return false;
}

// The body to which the person spoken of belongs, when the word may mean it.
const Entity* Discourse::own_body(const Grammar::Word& pronoun) const {
  if (!pronoun.own || topic_.size() != 1) return nullptr;
  auto fits = [&](const Entity& body) { return body.kind == pronoun.kind && pronoun.fits(body.name); };
  if (fits(topic_[0])) return &topic_[0];
  const Entity* body = body_of(topic_[0]);
  return body && fits(*body) ? body : nullptr;
}

// Whom 'he' means; except: the subjects, where it is an object.
std::vector<Entity> Discourse::person_meant(const Grammar::Word& pronoun,
                                            const std::vector<Entity>& except) const {
  auto excepted = [&](const Entity& entity) {
    return std::find(except.begin(), except.end(), entity) != except.end();
  };
  const bool object = !except.empty();
  if (auto bound = bound_.find(pronoun.text); bound != bound_.end() && !excepted(bound->second))
    return {bound->second};
  // As an object it is rather the only other person whom the sentence has named,
  if (object) {
    std::vector<Entity> named = named_here_;
    std::erase_if(named, excepted);
    if (named.size() == 1 && named_here_.size() == 2) return named;
  }
  // ... or the other side of what the subject just did, or the guest whom others met too.
  if (object && except == pair_first_ && pair_second_.size() == 1 && pair_second_[0].kind == person_kind_)
    return pair_second_;
  if (object && guest_.size() == 1 && !excepted(guest_[0]) && guest_ == pair_second_ &&
      guest_[0].kind == person_kind_)
    return guest_;
  if (!kept_.empty() && (!kept_word_ || *kept_word_ == sex_of(pronoun)) && !excepted(kept_[0])) return kept_;
  // As the object of somebody new it means whom it meant just before.
  if (object && meant_age_ <= 1 && meant_.first == sex_of(pronoun) && !excepted(meant_.second))
    return {meant_.second};
  // So it does of whom the sentence before spoke of first,
  if (object && named_here_.size() <= except.size() && !centre_.empty() && !excepted(centre_[0]))
    return centre_;
  // ... with whom a sentence that begins with it goes on.
  if (!object && first_subject_.empty()) {
    if (!centre_.empty()) return centre_;
    if (about_.size() == 1) return about_;
  }
  for (auto at = persons_.rbegin(); at != persons_.rend(); ++at)
    if (!excepted(*at)) return {*at};
  return {};
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
  const bool guest_known = !guest_.empty() && !excepted(guest_[0]);
  switch (pronoun.reference) {
    case Reference::kNobody:
      return {};
    case Reference::kGuest:
      if (guest_known) return guest_;
      [[fallthrough]];
    case Reference::kPerson:
      return person_meant(pronoun, except);
    case Reference::kOther:
      return other_than(except);
    case Reference::kSpeaker:
      return speaker_;
    case Reference::kParties: {
      std::vector<Entity> both;
      if (pronoun.count == 2) both = parties_holding(pronoun.offices);
      if (both.empty()) both = last_holders(pronoun.offices, pronoun.count);
      if (pronoun.count > 2) return both;
      if (!both.empty()) return both;
      for (const auto* side : {&first_party_, &second_party_})
        for (const Entity& entity : *side)
          if (!excepted(entity)) both.push_back(as_party(entity));
      return both;
    }
    case Reference::kFormer:
      return one_of_two(true);
    case Reference::kLatter:
      return one_of_two(false);
    case Reference::kList: {
      std::vector<Entity> members = list_;
      std::erase_if(members, excepted);
      return members.size() > 1 ? members : std::vector<Entity>{};
    }
    case Reference::kTopic:
      return topic_;
    case Reference::kKind: {
      if (const Entity* own = own_body(pronoun)) return {*own};
      const Entity* found = last(
          [&](const Entity& entity) { return entity.kind == pronoun.kind && pronoun.fits(entity.name); });
      if (!found && pronoun.guest && !traveller_.empty() && !excepted(traveller_[0])) return traveller_;
      if (!found) return pronoun.guest && guest_known ? guest_ : std::vector<Entity>{};
      return {*found};
    }
  }
  return {};
}

}  // namespace guanxi
