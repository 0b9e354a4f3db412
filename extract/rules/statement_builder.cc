#include "extract/rules/statement_builder.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "extract/rules/match_factuality.h"
#include "extract/rules/match_time.h"

namespace guanxi {
namespace {

bool ends_with_any(std::string_view text, const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return text.ends_with(word); });
}

void append_new(std::vector<Entity>& to, const std::vector<Entity>& from) {
  for (const Entity& entity : from)
    if (std::find(to.begin(), to.end(), entity) == to.end()) to.push_back(entity);
}

constexpr std::string_view kPlace = "place", kPerson = "person", kCountry = "country",
                           kInstitution = "institution", kEvent = "event";
constexpr std::string_view kSemicolon = "\uff1b";
constexpr std::size_t kOneCharacter = 3;
// Encoded bytes from the beginning of a clause to its subject.
constexpr std::size_t kFarInClause = 24;

// Encoded bytes before a verb that name nobody who does it (in the morning, from a place).
constexpr std::size_t kShortOpening = 12;  // with the comma behind a date

// Bytes between the object of a relative clause and the word that ends the clause.
constexpr std::size_t kLongestRelativeTail = 18, kLongestTailOfPerson = 36;
// Bytes of a relative clause between a place and what lies in it.
constexpr std::size_t kLongestRelative = 48;

}  // namespace

// The work on one sentence.
class StatementBuilder::Sentence {
 public:
  Sentence(const StatementBuilder& builder, const SentenceInput& input, Discourse& discourse,
           std::vector<StatedMatch>& stated, std::vector<MatchTrace>* traces)
      : b_(builder),
        input_(input),
        units_(*input.units),
        discourse_(discourse),
        stated_(stated),
        traces_(traces),
        factuality_(input_, encoded_, b_.grammar_),
        time_(input_, encoded_, b_.grammar_) {
    list_heads_.reserve(units_.size());
    for (std::size_t i = 0; i < units_.size(); ++i)
      list_heads_.push_back(i > 0 && joined(i) ? list_heads_[i - 1] : i);
    places_next_.resize(units_.size());
    for (std::size_t i = 0; i + 1 < units_.size(); ++i)
      places_next_[i] =
          tells_trade(i, input_.text.substr(units_[i].end, units_[i + 1].begin - units_[i].end));
  }

  void run(const std::vector<std::size_t>& candidates) {
    discourse_.begin_sentence();
    if (!candidates.empty() && !units_.empty()) {
      encoded_ = EncodedSentence(input_.text, units_, skips(), *input_.words, b_.alphabet_, b_.grammar_);
      for (RuleMatch& match : b_.rules_.match(encoded_, candidates, input_.change)) {
        advance(encoded_.to_sentence(match.match.trigger.begin));
        apply(match);
      }
    }
    advance(input_.text.size());
  }

 private:
  std::vector<TextSpan> skips() const {
    std::vector<TextSpan> spans = *input_.brackets;
    for (const DatedSpan& date : *input_.dates) spans.push_back({date.begin, date.end});
    for (const TextSpan& span : b_.grammar_.read_as("skip", input_.text)) spans.push_back(span);
    for (std::size_t i = 0; i + 1 < units_.size(); ++i) {
      if (std::size_t begin = attribute_begin(i); begin < units_[i].end)
        spans.push_back({begin, units_[i + 1].begin});
    }
    return spans;
  }

  // Where an attribute of the next unit begins that this one ends (lying in A, led by A); its end if there is
  // none.
  std::size_t attribute_begin(std::size_t index) const {
    const Unit& unit = units_[index];
    std::string_view behind = input_.text.substr(unit.end, units_[index + 1].begin - unit.end);
    auto is_behind = [&](const std::vector<std::string>& words) {
      return std::find(words.begin(), words.end(), behind) != words.end();
    };
    if (is_behind(b_.grammar_.led())) return unit.begin;
    if (places_next_[index]) return unit.begin;
    if (!is_behind(b_.grammar_.possessives())) return unit.end;
    std::string_view before = input_.text.substr(0, unit.begin);
    for (const std::string& word : b_.grammar_.located())
      if (before.ends_with(word)) return unit.begin - word.size();
    return unit.end;
  }

  // The country or place of a company, a sportsman, with what it is: the country's battery maker A.
  bool tells_trade(std::size_t index, std::string_view behind) const {
    constexpr std::size_t kLongest = 24;  // bytes
    if (behind.empty() || behind.size() > kLongest || !ends_with_any(behind, b_.grammar_.trades()))
      return false;
    const auto kind = [&](std::size_t at) { return b_.alphabet_.kind_name(units_[at].kind); };
    const std::string where = kind(index), who = kind(index + 1);
    const auto& possessives = b_.grammar_.possessives();
    return (where == kCountry || where == kPlace) && (who == kInstitution || who == kPerson) &&
           units_[index].offices.empty() && !units_[index].representative &&
           !b_.grammar_.has_clause_mark(behind) &&
           std::none_of(possessives.begin(), possessives.end(),
                        [&](const std::string& word) { return behind.find(word) != behind.npos; });
  }

  // Tells the discourse of the units that begin before `until`.
  void advance(std::size_t until) {
    for (; next_ < units_.size() && units_[next_].begin < until; ++next_) {
      const Unit& unit = units_[next_];
      if (unit.pronoun) {
        if (means_both(next_) && unit.kind == b_.alphabet_.kind(std::string(kPerson)) &&
            unit.pronoun->offices.empty())
          discourse_.two_persons();
        std::vector<Entity> meant = discourse_.resolve(*unit.pronoun);
        if (unit.pronoun->reference == Reference::kKind) meant_.emplace(next_, meant);
        if (!meant.empty() && !means_both(next_) && !objects_.count(next_) && may_be_subject(next_) &&
            starts_clause(next_))
          discourse_.topic(meant);
        continue;
      }
      for (const OfficeHeld& office : unit.offices)
        for (const Entity& body : office.in) discourse_.mention(body);
      for (const Entity& entity : unit.members) {
        discourse_.mention(entity);
        for (const OfficeHeld& office : unit.offices) {
          OfficeHeld held = office;
          held.title = b_.grammar_.same_title(office.title);
          discourse_.office(held.title, entity);
          discourse_.office(office_key(held), entity);
          discourse_.belongs(entity, office.title, office.in);
        }
      }
      if (unit.members.size() == 1 && unit.members[0].kind == kEvent && may_be_subject(next_) &&
          starts_clause(next_))
        discourse_.meet_at(unit.members[0]);  // (the conference) took place: who chairs it, chairs that
      if (!unit.members.empty() && !objects_.count(next_) && may_be_subject(next_) && starts_clause(next_) &&
          !only_described(next_) && !behind_wish_in_clause(unit))
        discourse_.topic(unit.members);
    }
  }

  // Somebody wishes it of him: (welcomes that) A came.
  bool behind_wish_in_clause(const Unit& unit) const {
    if (encoded_.text().empty()) return false;
    const std::size_t at = encoded_.to_encoded(unit.begin);
    const std::size_t clause = encoded_.clause_begin(at, b_.grammar_.clause_marks());
    return encoded_.has_marker(clause, at, "wish") || encoded_.has_marker(clause, at, "greet");
  }

  // A word for looking back stands before it in its clause: (he was the first) president (to go there); but
  // for a person named right behind it: (this was the third time that) A (went there).
  bool only_described(std::size_t index) const {
    if (encoded_.text().empty()) return false;
    const Unit& unit = units_[index];
    const std::size_t at = encoded_.to_encoded(unit.begin);
    const std::size_t clause = encoded_.clause_begin(at, b_.grammar_.clause_marks());
    if (!encoded_.has_marker(clause, at, "recap")) return false;
    const bool named = unit.members.size() == 1 && unit.members[0].kind == kPerson && unit.offices.empty();
    return !named || at > clause + Alphabet::kSymbolBytes;
  }

  void apply(const RuleMatch& found) {
    const Rule& rule = b_.rules_.rules()[found.rule];
    // A body in which somebody holds an office may act itself.
    auto object = found.match.slots.find("object");
    if (object != found.match.slots.end() && rule.relation != b_.grammar_.title_relation()) {
      for (std::size_t index : encoded_.units_in(object->second.begin, object->second.end))
        objects_.insert(index);
    }
    MatchTrace trace{found, {}, {}, ""};
    trace.verdict = state(found, rule, trace);
    if (traces_) traces_->push_back(std::move(trace));
  }

  using Pairs = std::vector<std::pair<Entity, Entity>>;

  std::string state(const RuleMatch& found, const Rule& rule, MatchTrace& trace) {
    const PatternMatch& match = found.match;
    if (rule.nothing) return "the rule says that this states nothing";
    const RelationDeclaration& relation = *b_.ontology_.relation(rule.relation);
    Pairs pairs;
    std::string nobody = match.slots.count("parties") ? pair_parties(match, trace, pairs)
                                                      : pair_sides(match, rule, relation, trace, pairs);
    if (!nobody.empty()) return nobody;
    if (object_of_another(match)) return "object: a word before it makes it that of another clause";
    if (match.slots.count("object") && describes_nobody(match)) return "subject: nobody in particular";
    const auto factuality = factuality_.of(match, rule, has_subject(match), last_);
    if (!factuality) return "a wish states nothing";
    const Statement statement = qualified(match, rule, relation, *factuality);
    if (rule.relation == b_.grammar_.title_relation() && statement.office.empty())
      return "office: no title is named";
    if (!state_pairs(pairs, match, rule, relation, statement, trace.subjects))
      return "no pair is of the kinds that the relation allows";
    last_ = {match.trigger.begin, *factuality};
    remember_match(match, rule, relation, statement, trace);
    return "states";
  }

  // Who did it with each other. Returns why nobody did; empty: they are in `pairs`.
  std::string pair_parties(const PatternMatch& match, MatchTrace& trace, Pairs& pairs) {
    const std::vector<std::size_t> named =
        encoded_.units_in(match.slots.at("parties").begin, match.slots.at("parties").end);
    if (named.empty() || !may_be_subject(named.front()) || behind_oblique(named.front()))
      return "parties: they are not the subject";
    if (objects_.count(named.front())) return "parties: somebody did something to them";
    if (std::any_of(named.begin() + 1, named.end(), [&](std::size_t at) { return acts_with_former(at); }))
      return "parties: they act as one";
    trace.subjects = fill(match, "parties");
    if (named.size() == 1 && means_both(named[0]) && !holds_told_offices(named[0], trace.subjects)) {
      trace.objects = discourse_.second_party();
      trace.subjects = discourse_.first_party();
      for (const Entity& one : trace.subjects)
        for (const Entity& other : trace.objects) pairs.emplace_back(one, other);
    }
    const bool told = !pairs.empty();
    for (std::size_t i = 0; !told && i < trace.subjects.size(); ++i)
      for (std::size_t j = i + 1; j < trace.subjects.size(); ++j)
        pairs.emplace_back(trace.subjects[i], trace.subjects[j]);
    return pairs.empty() ? "parties: fewer than two are known" : "";
  }

  // Of several who come to a country, who holds office in it is the host: (A, on a visit to the state of) B,
  // and B.
  void leave_out_hosts(Pairs& pairs) const {
    const auto host = [&](const auto& pair) {
      const Entity* body = discourse_.body_of(pair.first);
      return pair.second.kind == kCountry && body && *body == pair.second;
    };
    if (!std::all_of(pairs.begin(), pairs.end(), host)) std::erase_if(pairs, host);
  }

  // The word names offices, and these hold them.
  bool holds_told_offices(std::size_t unit, const std::vector<Entity>& holders) const {
    return units_[unit].pronoun && !units_[unit].pronoun->offices.empty() && holders.size() > 1;
  }

  // Who did it to whom; as pair_parties.
  std::string pair_sides(const PatternMatch& match, const Rule& rule, const RelationDeclaration& relation,
                         MatchTrace& trace, Pairs& pairs) {
    acting_.clear();
    trace.subjects = subjects_of(match, rule, relation);
    acting_ = trace.subjects;
    if (object_acts_with_subject(match)) return "object: it acts with the subject";
    if (object_is_topic(match)) return "object: both talk about it";
    trace.objects = match.slots.count("object") ? objects_of(match)
                                                : unsaid_object(match, rule, relation, trace.subjects);
    if (rule.swap) std::swap(trace.subjects, trace.objects);
    if (trace.subjects.empty()) return "subject: nobody is known";
    if (trace.objects.empty()) return "object: nobody is known";
    const bool unsaid = !match.slots.count("object") && relation.contact() && !goes(relation) &&
                        of_both_sides(trace.subjects);
    if (severally(match) && trace.subjects.size() == trace.objects.size()) {
      for (std::size_t i = 0; i < trace.subjects.size(); ++i)
        pairs.emplace_back(trace.subjects[i], trace.objects[i]);
      return "";
    }
    for (const Entity& subject : trace.subjects)
      for (const Entity& object : unsaid ? across(subject, trace.objects) : trace.objects)
        pairs.emplace_back(subject, object);
    if (goes(relation) && trace.subjects.size() > 1) leave_out_hosts(pairs);
    if (!rule.mutual) return "";
    for (const Entity& subject : trace.subjects)
      for (const Entity& object : trace.objects) pairs.emplace_back(object, subject);
    return "";
  }

  // Each with his own: A and B severally met C and D.
  bool severally(const PatternMatch& match) const {
    const auto subject = match.slots.find("subject"), object = match.slots.find("object");
    if (subject == match.slots.end() || object == match.slots.end()) return false;
    if (object->second.begin < subject->second.end) return false;
    const std::size_t begin = encoded_.to_sentence(subject->second.end);
    const std::string_view between =
        input_.text.substr(begin, encoded_.to_sentence(object->second.begin) - begin);
    const auto& words = b_.grammar_.severally();
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return between.find(word) != between.npos; });
  }

  std::vector<Entity> subjects_of(const PatternMatch& match, const Rule& rule,
                                  const RelationDeclaration& relation) {
    std::vector<Entity> subjects;
    if (!rule.swap) subjects = described(match);
    if (subjects.empty())
      subjects =
          has_subject(match) ? near_subject(match, relation, rule) : missing_subject(match, relation, rule);
    if (!subjects.empty()) append_chained(match, subjects);
    if (beside_unsaid(match)) {
      append_new(subjects, discourse_.about());
      append_new(subjects, fill(match, "subject"));
    }
    if (match.slots.count("with") && !subjects.empty()) append_new(subjects, fill(match, "with"));
    return subjects;
  }

  // What all pairs of the match state alike.
  Statement qualified(const PatternMatch& match, const Rule& rule, const RelationDeclaration& relation,
                      Factuality factuality) const {
    Statement statement;
    statement.relation = rule.relation;
    statement.factuality = factuality;
    statement.initiator = initiator(match, rule, relation);
    statement.office = rule.office;
    if (rule.office.empty() && rule.relation == b_.grammar_.title_relation())
      statement.office = title_in(match);
    if (!rule.timeless) statement.time = time_.of(match, factuality);
    const bool joins = !match.slots.count("object") && !match.slots.count("parties") &&
                       (!relation.directed || goes(relation));
    if (joins && input_.dates->empty() && !discourse_.told_time().empty())
      statement.time = discourse_.told_time();  // with what was told
    if (factuality == Factuality::kAsserted && !rule.timeless && time_.to_come(statement.time))
      statement.factuality = Factuality::kPlanned;
    // Who comes is met on the first day of his visit.
    if (rule.unsaid == Unsaid::kGuest && input_.dates->empty())
      statement.time = statement.time.substr(0, statement.time.find('/'));
    statement.claimed_by = claimant(match);
    return statement;
  }

  // Appends a statement for each pair that the relation takes. False: it takes none.
  bool state_pairs(const Pairs& pairs, const PatternMatch& match, const Rule& rule,
                   const RelationDeclaration& relation, const Statement& statement,
                   const std::vector<Entity>& subjects) {
    bool any = false;
    for (const auto& [subject, object] : pairs) {
      Entity named = object;
      if (named.kind.empty() && !relation.object_kinds.empty()) named.kind = relation.object_kinds[0];
      if (subject == named || !allowed(relation, subject, named)) continue;
      if (!first_of_clause(statement.relation, named, match.trigger.begin, subjects)) continue;
      StatedMatch result{subject,
                         named,
                         statement,
                         rule.name,
                         encoded_.to_sentence(match.whole.begin),
                         encoded_.to_sentence(match.whole.end)};
      result.statement.subject = subject.id();
      result.statement.object = named.id();
      any = true;
      if (seen_.insert(result.statement.id()).second) stated_.push_back(std::move(result));
    }
    return any;
  }

  // What follows may mean who did it, to whom, and when.
  void remember_match(const PatternMatch& match, const Rule& rule, const RelationDeclaration& relation,
                      const Statement& statement, const MatchTrace& trace) {
    // What has no subject of its own was done by whoever did the last thing, so he stays the nearest.
    if (match.slots.count("subject") || rule.swap || joined_object(match))
      acted_ = match.slots.count("subject") && !rule.swap && !joined_object(match) && !another_acts(match);
    const std::vector<Entity> actor = carried_;
    remember(trace, relation, match.slots.count("object") > 0);
    const auto person = [](const std::vector<Entity>& side) {
      return !side.empty() && side[0].kind == kPerson;
    };
    if (relation.contact() && !relation.directed && match.slots.count("object") && person(trace.subjects) &&
        person(trace.objects))
      discourse_.receive(trace.subjects, trace.objects);
    if (governed_subject(match) && !rule.swap) carried_ = actor;
    // Who was received goes on, not who received him.
    if (rule.swap && !match.slots.count("subject") && !trace.objects.empty()) carried_ = trace.objects;
    if (relation.contact()) discourse_.told_at(statement.time);
    if (statement.initiator == Initiator::kObject) remember_inviter(match, trace.subjects);
  }

  // A clause says once who did it to an object: of two subjects the first match's, which is the nearer one.
  bool first_of_clause(const std::string& relation, const Entity& object, std::size_t trigger,
                       const std::vector<Entity>& subjects) {
    std::size_t clause = encoded_.clause_begin(trigger, b_.grammar_.clause_marks());
    auto [at, fresh] = told_.try_emplace({relation, object.id(), clause}, subjects);
    return fresh || at->second == subjects;
  }

  // said: the sentence names the object; who only came along is not the guest.
  void remember(const MatchTrace& trace, const RelationDeclaration& relation, bool said) {
    if (!trace.subjects.empty() && !trace.objects.empty()) {
      discourse_.pair(trace.subjects, trace.objects);
      if (relation.contact() ? trace.objects[0].kind != kPlace : !relation.directed)
        // Who signs or works with somebody receives no guest.
        goes(relation) || !relation.contact() ? discourse_.parties(trace.subjects, trace.objects)
                                              : discourse_.meet(trace.subjects, trace.objects);
      discourse_.list(trace.objects);
      if (goes(relation)) {
        if (said) discourse_.arrive(trace.subjects);
        // A country adds nothing to the place in it where somebody arrived.
        const bool place = trace.objects.back().kind == kPlace;
        if (place || !arrived_) discourse_.go_to(trace.objects.back());
        arrived_ = arrived_ || place;
        discourse_.visit(trace.objects.back());
      }
      const auto& kinds = relation.object_kinds;
      const bool attends =
          !relation.contact() && std::find(kinds.begin(), kinds.end(), kEvent) != kinds.end();
      if (attends && relation.name != b_.grammar_.title_relation()) discourse_.meet_at(trace.objects[0]);
    } else if (trace.subjects.size() == 2) {
      discourse_.meet({trace.subjects[0]}, {trace.subjects[1]});
    }
    discourse_.list(trace.subjects);
    if (!trace.subjects.empty() && trace.objects.size() + trace.subjects.size() > 0)
      carried_ = trace.subjects;
  }

  // Who was invited and who invited are both from now on: (at the invitation of A) B visits a country.
  void remember_inviter(const PatternMatch& match, const std::vector<Entity>& guests) {
    std::string_view before = input_.text.substr(0, encoded_.to_sentence(match.trigger.begin));
    for (const Grammar::Phrase& phrase : b_.grammar_.phrases()) {
      if (phrase.key != "initiator") continue;
      const std::string_view said = phrase.expression.in(before);
      if (said.empty()) continue;
      const auto begin = static_cast<std::size_t>(said.data() - before.data());
      for (const Unit& unit : units_)
        if (unit.begin >= begin && unit.end <= begin + said.size() && !unit.members.empty() &&
            unit.members[0].kind == guests[0].kind)
          return discourse_.meet(guests, unit.members);
    }
  }

  // The unit is joined to the one before as somebody who acts together with it (jointly with B, A).
  bool acts_with_former(std::size_t index) const {
    if (index == 0) return false;
    std::string_view between =
        input_.text.substr(units_[index - 1].end, units_[index].begin - units_[index - 1].end);
    const auto& words = b_.grammar_.jointly();
    return std::find(words.begin(), words.end(), between) != words.end();
  }

  bool object_acts_with_subject(const PatternMatch& match) const {
    auto object = match.slots.find("object");
    return object != match.slots.end() && object->second.begin < match.trigger.begin && joined_object(match);
  }

  // The subject stands behind a word of the pattern: A welcomes that B comes, and (it is A who) says.
  bool governed_subject(const PatternMatch& match) const {
    const auto subject = match.slots.find("subject");
    if (subject == match.slots.end() || subject->second.begin == match.whole.begin) return false;
    const std::vector<std::size_t> named = encoded_.units_in(subject->second.begin, subject->second.end);
    return !named.empty() && subject->second.begin < match.trigger.begin && !may_be_subject(named.front());
  }

  // The object is named as one who acts together with whom it stands behind.
  bool joined_object(const PatternMatch& match) const {
    auto object = match.slots.find("object");
    if (object == match.slots.end()) return false;
    std::vector<std::size_t> found = encoded_.units_in(object->second.begin, object->second.end);
    return !found.empty() && acts_with_former(found.front());
  }

  // Between the subject and the trigger stands who does it in fact: A says that B supports C.
  bool another_acts(const PatternMatch& match) const {
    const auto subject = match.slots.find("subject");
    return subject != match.slots.end() &&
           std::any_of(match.slots.begin(), match.slots.end(), [&](const auto& slot) {
             return slot.first != "object" && slot.second.begin >= subject->second.end &&
                    slot.second.end <= match.trigger.begin;
           });
  }

  // The subject is joined to somebody who is not said: (in a place) and A received B.
  bool beside_unsaid(const PatternMatch& match) const {
    const auto subject = match.slots.find("subject");
    if (subject == match.slots.end() || discourse_.about().empty()) return false;
    const std::vector<std::size_t> named = encoded_.units_in(subject->second.begin, subject->second.end);
    if (named.empty() || units_[named[0]].begin < kOneCharacter) return false;
    const std::size_t begin = units_[named[0]].begin;
    const std::string_view joiner = input_.text.substr(begin - kOneCharacter, kOneCharacter);
    return !b_.grammar_.enumerates(joiner) && b_.grammar_.joins_list(joiner) &&
           list_heads_[named[0]] == named[0];
  }

  // 'Both' talk about it: (both exchange views) on A and B.
  bool object_is_topic(const PatternMatch& match) const {
    auto subject = match.slots.find("subject");
    auto object = match.slots.find("object");
    if (subject == match.slots.end() || object == match.slots.end() ||
        object->second.begin >= match.trigger.begin || subject->second.end > object->second.begin)
      return false;
    const std::vector<std::size_t> who = encoded_.units_in(subject->second.begin, subject->second.end);
    if (who.size() != 1 || !means_both(who[0])) return false;
    const std::string_view gap = std::string_view(encoded_.text())
                                     .substr(subject->second.end, object->second.begin - subject->second.end);
    const auto& words = b_.grammar_.about();
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return gap.find(word) != gap.npos; });
  }

  // What a pattern without an object means: the meeting that was told of, else the other side.
  std::vector<Entity> across_from(const RelationDeclaration& relation, const std::vector<Entity>& subjects,
                                  const Entity* country) const {
    const auto& kinds = relation.object_kinds;
    if (goes(relation) && discourse_.destination()) return {*discourse_.destination()};
    if (relation.contact() || std::find(kinds.begin(), kinds.end(), kEvent) == kinds.end()) {
      const std::vector<Entity>& side = discourse_.other_side(subjects);
      // Who was present when somebody received a guest met the guest, whatever else is told of the two.
      const bool present = !goes(relation) && side == discourse_.hosts() && side.size() == 1 &&
                           !discourse_.guests().empty() && subjects != discourse_.guests();
      const std::vector<Entity>& other =
          (side.empty() && !goes(relation)) || present ? discourse_.guests() : side;
      const Entity* hosts = discourse_.hosts().empty() ? nullptr : discourse_.body_of(discourse_.hosts()[0]);
      if (country != nullptr && hosts != nullptr && hosts->kind == kCountry && !goes(relation))
        return *hosts == *country ? discourse_.guests() : discourse_.hosts();
      if (!goes(relation) && of_one_side(subjects, other) && !discourse_.hosts().empty())
        return discourse_.hosts();
      const std::vector<Entity>& guest = discourse_.second_party();
      const std::vector<Entity>& visitor = discourse_.pair_first();
      const std::vector<Entity>& visited = discourse_.pair_second();
      // Where somebody went, he who went is meant; a country may itself be the other side of a body.
      const bool went = !visited.empty() && !visitor.empty() && visitor != subjects;
      const bool hosted = discourse_.host() && went && *discourse_.host() == visited[0];
      const Entity* own = went && !subjects.empty() ? discourse_.body_of(subjects[0]) : nullptr;
      if (own && *own == visited[0] && own->kind == kInstitution && visitor[0].kind == kPerson)
        return visitor;  // at home, whoever came to their house
      if (went && (visited[0].kind == kPlace || (hosted && visitor[0].kind == kPerson))) return visitor;
      const bool persons = !guest.empty() && guest[0].kind == kPerson && guest != subjects;
      if (persons && (other.empty() || other[0].kind != kPerson)) return guest;
      // Where the other side is where somebody went, he who went is meant.
      const bool place =
          !other.empty() && !subjects.empty() && !relation.allows(subjects[0].kind, other[0].kind);
      return place && discourse_.pair_first() != subjects ? discourse_.pair_first() : other;
    }
    const Entity* meeting = discourse_.meeting();
    return meeting ? std::vector<Entity>{*meeting} : std::vector<Entity>{};
  }

  // Those present are of the hosts' body and of the guests'.
  bool of_both_sides(const std::vector<Entity>& present) const {
    const auto any = [&](const std::vector<Entity>& side) {
      return std::any_of(present.begin(), present.end(),
                         [&](const Entity& one) { return of_one_side({one}, side); });
    };
    return any(discourse_.hosts()) && any(discourse_.guests());
  }

  // Whom somebody met who was present: the guests where he is of the hosts' body, the hosts where he is of
  // the guests'; otherwise the others.
  const std::vector<Entity>& across(const Entity& present, const std::vector<Entity>& others) const {
    const auto &hosts = discourse_.hosts(), &guests = discourse_.guests();
    if (hosts.empty() || guests.empty() || (others != hosts && others != guests)) return others;
    const bool hosting = of_one_side({present}, hosts), guest = of_one_side({present}, guests);
    if (hosting == guest) return others;
    return hosting ? guests : hosts;
  }

  std::vector<Entity> unsaid_object(const PatternMatch& match, const Rule& rule,
                                    const RelationDeclaration& relation,
                                    const std::vector<Entity>& subjects) const {
    if (rule.unsaid == Unsaid::kOwn) return own_of(relation);
    const std::vector<Entity>& guest = discourse_.guest(subjects);
    if (rule.unsaid == Unsaid::kGuest && !guest.empty()) return guest;
    const std::vector<Entity> across = across_from(relation, subjects, side_of(match));
    // Where nobody is known to have come, whom the sentence spoke of first did.
    const bool fits =
        !across.empty() && !subjects.empty() && relation.allows(subjects[0].kind, across[0].kind);
    return rule.unsaid == Unsaid::kGuest && !fits ? discourse_.first_named(subjects) : across;
  }

  // What the document is about, where the relation takes it: (A) came to see us.
  std::vector<Entity> own_of(const RelationDeclaration& relation) const {
    const auto& kinds = relation.object_kinds;
    for (const Entity& own : discourse_.own())
      if (std::find(kinds.begin(), kinds.end(), own.kind) != kinds.end()) return {own};
    return {};
  }

  // The country whose people are told of: (on the side of A) there were present ...
  const Entity* side_of(const PatternMatch& match) const {
    const auto subject = match.slots.find("subject");
    if (subject == match.slots.end() || subject->second.begin < match.trigger.end) return nullptr;
    const std::size_t clause = encoded_.clause_begin(match.trigger.begin, b_.grammar_.clause_marks());
    const std::vector<std::size_t> before = encoded_.units_in(clause, match.trigger.begin);
    if (before.size() != 1 || units_[before[0]].members.size() != 1) return nullptr;
    const Entity& side = units_[before[0]].members[0];
    return side.kind == kCountry ? &side : nullptr;
  }

  // Both belong to one body, or one to a part of the other's: (the director of a department of it).
  bool of_one_side(const std::vector<Entity>& some, const std::vector<Entity>& others) const {
    if (some.empty() || others.empty() || some[0] == others[0]) return false;
    const Entity* one = discourse_.body_of(some[0]);
    const Entity* other = discourse_.body_of(others[0]);
    return one && other && (one->name.starts_with(other->name) || other->name.starts_with(one->name));
  }

  // A contact with a place, not with somebody: who did it went there.
  static bool goes(const RelationDeclaration& relation) {
    const auto& kinds = relation.object_kinds;
    return relation.contact() && std::find(kinds.begin(), kinds.end(), kPlace) != kinds.end() &&
           std::find(kinds.begin(), kinds.end(), kPerson) == kinds.end();
  }

  bool allowed(const RelationDeclaration& relation, const Entity& subject, const Entity& object) const {
    if (!relation.allows(subject.kind, object.kind)) return false;
    // Nobody is told to have come to his own body.
    const Entity* own = goes(relation) && object.kind == kInstitution ? discourse_.body_of(subject) : nullptr;
    return own == nullptr || *own != object;
  }

  // A subject that stands behind a word such as 'in' or 'by' is none, unless the pattern itself has that
  // word.
  bool has_subject(const PatternMatch& match) const {
    auto slot = match.slots.find("subject");
    if (slot == match.slots.end()) return false;
    if (slot->second.begin != match.whole.begin) return true;
    std::vector<std::size_t> found = encoded_.units_in(slot->second.begin, slot->second.end);
    return found.empty() || (may_be_subject(found.front()) && !done_with(found.front()));
  }

  // Something was done to it before what the match tells: (after visiting) it, (she wrote ...).
  bool done_with(std::size_t index) const {
    if (!objects_.count(index)) return false;
    const std::string_view after = input_.text.substr(units_[index].end);
    return std::any_of(b_.grammar_.subordinate().begin(), b_.grammar_.subordinate().end(),
                       [&](const std::string& word) { return after.starts_with(word); });
  }

  // Where what stands in the subject's place is none: the first behind it in the clause that can be one and
  // that the pattern does not take as its object.
  std::vector<Entity> later_subject(const PatternMatch& match, const RelationDeclaration& relation,
                                    const Rule& rule) const {
    auto slot = match.slots.find("subject");
    if (slot == match.slots.end()) return {};
    auto object = match.slots.find("object");
    std::size_t end = match.trigger.begin;
    if (object != match.slots.end()) end = std::min(end, object->second.begin);
    const auto& kinds = rule.swap ? relation.object_kinds : relation.subject_kinds;
    for (std::size_t index : encoded_.units_in(slot->second.end, std::max(end, slot->second.end))) {
      const Unit& unit = units_[index];
      bool fits =
          !unit.members.empty() && std::find(kinds.begin(), kinds.end(), unit.members[0].kind) != kinds.end();
      if (fits && may_be_subject(index)) return with_list(index);
    }
    return {};
  }

  // The subject of a pattern is the first that can be one; a unit right before the verb, or before the word
  // that joins the object, is nearer and counts instead.
  std::vector<Entity> near_subject(const PatternMatch& match, const RelationDeclaration& relation,
                                   const Rule& rule) const {
    PatternMatch::Span slot = match.slots.at("subject");
    auto object = match.slots.find("object");
    bool joined_object = object != match.slots.end() && object->second.begin < match.trigger.begin;
    std::size_t end = joined_object ? object->second.begin : match.trigger.begin;
    std::vector<std::size_t> between = encoded_.units_in(slot.end, end);
    for (const auto& [name, span] : match.slots) {  // another part of the pattern is no subject
      if (name == "subject" || name == "object") continue;
      for (std::size_t taken : encoded_.units_in(span.begin, span.end)) std::erase(between, taken);
    }
    if (between.empty() || slot.begin > end) return fill(match, "subject");
    std::size_t near = between.back();
    // A country's people who stand for nobody: a traveller of the country.
    if (near > 0 && means_nobody(near) && units_[near - 1].end == units_[near].begin) return {};
    std::size_t gap = gap_behind(near, end);
    const auto& kinds = rule.swap ? relation.object_kinds : relation.subject_kinds;
    const Unit& unit = units_[near];
    bool fits =
        !unit.members.empty() && std::find(kinds.begin(), kinds.end(), unit.members[0].kind) != kinds.end();
    if (gap > (joined_object ? kOneCharacter : 0) || !fits || !may_be_subject(near) || objects_.count(near))
      return fill(match, "subject");
    std::size_t first = near;
    while (first > between.front() && joined(first)) --first;
    return with_list(first);
  }

  // A clause may hold nothing but a titled person who acts with whom the next one names: A, head of this, B,
  // head of that, met ...; present were A, head of this, B, head of that.
  void append_chained(const PatternMatch& match, std::vector<Entity>& subjects) const {
    auto slot = match.slots.find("subject");
    if (slot == match.slots.end()) return;
    const std::vector<std::size_t> named = encoded_.units_in(slot->second.begin, slot->second.end);
    if (named.empty() || subjects.front().kind != kPerson) return;
    const auto& own = units_[named.front()].members;  // not where a relative clause tells of another
    if (!own.empty() && own.front() != subjects.front() && !units_[named.front()].pronoun) return;
    if (slot->second.begin >= match.trigger.end) {
      for (std::size_t i = named.back() + 1; i < units_.size() && chained(i); ++i)
        append_new(subjects, units_[i].members);
      return;
    }
    std::size_t first = named.front();
    while (first > 0 && chained(first) && titled(first) && titled(first - 1)) --first;
    while (first < named.front() && !opens_clause(first)) ++first;
    for (; first < named.front(); ++first) append_new(subjects, units_[first].members);
  }

  bool titled(std::size_t index) const { return !units_[index].offices.empty(); }

  // The unit is a person whom the text joins to the one before, in a clause of its own.
  bool chained(std::size_t index) const {
    const Unit &before = units_[index - 1], &unit = units_[index];
    auto person = [](const Unit& one) { return !one.members.empty() && one.members[0].kind == kPerson; };
    return person(before) && person(unit) &&
           (joined(index) || b_.grammar_.chains(input_.text.substr(before.end, unit.begin - before.end)));
  }

  // Bytes between a unit and a place in the encoded text, dates and words that rules need not see left out.
  std::size_t gap_behind(std::size_t unit, std::size_t encoded_end) const {
    const std::string skip = Alphabet::skip_symbol();
    std::size_t at = encoded_.to_encoded(units_[unit].begin) + Alphabet::kSymbolBytes;
    std::size_t bytes = 0;
    while (at < encoded_end) {
      const bool skipped = std::string_view(encoded_.text()).substr(at).starts_with(skip);
      at += skipped ? skip.size() : 1;
      bytes += skipped ? 0 : 1;
    }
    return bytes;
  }

  // The entities in a slot, pronouns resolved, in the order of the text.
  std::vector<Entity> fill(const PatternMatch& match, const std::string& slot) const {
    std::vector<Entity> entities;
    PatternMatch::Span span = match.slots.at(slot);
    for (std::size_t index : encoded_.units_in(span.begin, span.end)) {
      const Unit& unit = units_[index];
      if (!entities.empty() && unit.pronoun && owns(index)) continue;  // A and his people
      append_new(entities, unit.pronoun ? resolve(index, slot, match) : unit.members);
    }
    return entities;
  }

  std::vector<Entity> resolve(std::size_t index, const std::string& slot, const PatternMatch& match) const {
    // A word such as 'this company' means what was named before it, not between it and the trigger.
    if (auto meant = meant_.find(index); meant != meant_.end()) return meant->second;
    const Unit& unit = units_[index];
    std::vector<Entity> except;
    // A pronoun in the object's place does not mean the subject of its own clause.
    // Nor does one behind a word of the pattern (congratulates him on ...) mean the subject of what was told.
    const bool governed = slot == "subject" && match.slots.at(slot).begin != match.whole.begin;
    if (governed) except = carried_;
    if (slot == "object") except = match.slots.count("subject") ? fill(match, "subject") : carried_;
    if (slot == "object" && except.empty()) except = acting_;
    std::vector<Entity> found = discourse_.resolve(*unit.pronoun, except);
    if (found.empty() && unit.pronoun->reference == Reference::kSpeaker) found = who_says(index);
    if (found.size() == 1) discourse_.bind(*unit.pronoun, found[0]);
    return found;
  }

  // Whose words the unit stands in: (A said that) I.
  std::vector<Entity> who_says(std::size_t index) const {
    const std::size_t at = encoded_.to_encoded(units_[index].begin);
    const std::size_t sentence = encoded_.clause_begin(at, b_.grammar_.sentence_marks());
    if (!encoded_.has_marker(sentence, at, "say")) return {};
    for (std::size_t i : encoded_.units_in(sentence, at))
      if (may_be_subject(i) && !units_[i].pronoun && units_[i].members.size() == 1) return units_[i].members;
    return {};
  }

  std::vector<Entity> meant(std::size_t index) const {
    auto found = meant_.find(index);
    return found != meant_.end() ? found->second : discourse_.resolve(*units_[index].pronoun);
  }

  std::vector<Entity> missing_subject(const PatternMatch& match, const RelationDeclaration& relation,
                                      const Rule& rule) const {
    std::vector<Entity> later = later_subject(match, relation, rule);
    // Of a guest it is told once: (was received by) A, who (at a place) received him.
    if (later.empty() && rule.unsaid == Unsaid::kGuest && names_person(match)) return {};
    return later.empty() ? carried_subject(match, relation, rule) : later;
  }

  // A person stands in the subject's place, as in (received by) A.
  bool names_person(const PatternMatch& match) const {
    const auto slot = match.slots.find("subject");
    if (slot == match.slots.end()) return false;
    const std::vector<std::size_t> named = encoded_.units_in(slot->second.begin, slot->second.end);
    return !named.empty() && units_[named[0]].kind == b_.alphabet_.kind(std::string(kPerson));
  }

  // Who did it where the clause does not say: who did the last thing in this sentence, else the topic.
  std::vector<Entity> carried_subject(const PatternMatch& match, const RelationDeclaration& relation,
                                      const Rule& rule) const {
    std::size_t clause = encoded_.clause_begin(match.trigger.begin, b_.grammar_.clause_marks());
    std::size_t before = encoded_.to_sentence(clause);
    const auto& kinds = rule.swap ? relation.object_kinds : relation.subject_kinds;
    auto fits = [&](const std::vector<Entity>& entities) {
      return !entities.empty() &&
             (kinds.empty() || std::find(kinds.begin(), kinds.end(), entities[0].kind) != kinds.end());
    };
    if (std::vector<Entity> owner = relative_head(match); fits(owner)) return owner;
    if (describes_unknown(match)) return {};
    if (describes_nobody(match)) return {};
    if (std::vector<Entity> main = subject_of_main(match); fits(main)) return main;
    if (nobody_acts(before, encoded_.to_sentence(match.trigger.begin))) return {};
    const std::size_t told = encoded_.to_sentence(last_.trigger);
    for (std::size_t i = units_.size(); i-- > 0;) {
      const Unit& unit = units_[i];
      // Further back than what was told last nobody is nearer than who did that.
      if (acted_ && unit.begin < told && fits(carried_)) return carried_;
      if (unit.begin >= before || objects_.count(i) || !may_be_subject(i) || !starts_clause(i)) continue;
      if (means_nobody(i)) return {};
      if (far_in_clause(i) || (goes(relation) && means_both(i))) continue;
      std::vector<Entity> members = unit.pronoun ? meant(i) : with_list(i);
      // A place of which somebody tells (a body reports that a city has cases) informs nobody.
      const bool told_of =
          fits(members) && members[0].kind == kPlace && relation.contact() && !goes(relation);
      if (told_of && actor_before(i)) continue;
      if (fits(members) && !unit.pronoun && beside(i + 1)) append_new(members, units_[i + 1].members);
      if (fits(members)) return members;
    }
    if (fits(carried_)) return carried_;
    if (fits(discourse_.centre())) return discourse_.centre();
    if (fits(discourse_.topic())) return discourse_.topic();
    if (goes(relation) && fits(discourse_.traveller()) && begins_with(match)) return discourse_.traveller();
    return subject_behind(match);
  }

  // Nothing that could name who did it stands before the trigger in the sentence, and the clause stands by
  // itself: a day of a journey begins with where one went.
  bool begins_with(const PatternMatch& match) const {
    const std::string_view text = encoded_.text();
    const std::size_t end = encoded_.clause_end(match.whole.end, b_.grammar_.clause_marks());
    if (ends_with_any(input_.text.substr(0, encoded_.to_sentence(end)), b_.grammar_.subordinate()))
      return false;
    for (const std::size_t unit : encoded_.units_in(match.whole.end, end))  // (who came for it DE) somebody
      if (units_[unit].kind == b_.alphabet_.kind(kPerson) &&
          ends_with_any(input_.text.substr(0, units_[unit].begin), b_.grammar_.possessives()))
        return false;
    const std::string skip = Alphabet::skip_symbol();
    std::size_t before = 0;
    for (std::size_t at = encoded_.clause_begin(match.trigger.begin, b_.grammar_.sentence_marks());
         at < match.trigger.begin;) {
      const bool skipped = text.substr(at).starts_with(skip);
      at += skipped ? skip.size() : 1;
      before += skipped ? 0 : 1;
    }
    return before <= kShortOpening;
  }

  // The unit is a person whom a word such as 'and' joins to the person before.
  bool beside(std::size_t index) const {
    if (index >= units_.size() || units_[index].members.empty() || units_[index].pronoun) return false;
    if (units_[index].members[0].kind != kPerson || units_[index - 1].members[0].kind != kPerson)
      return false;
    const auto& words = b_.grammar_.joins_last();
    return std::find(words.begin(), words.end(),
                     input_.text.substr(units_[index - 1].end,
                                        units_[index].begin - units_[index - 1].end)) != words.end();
  }

  // A body or person opens a clause before the unit.
  bool actor_before(std::size_t index) const {
    for (std::size_t i = 0; i < index; ++i) {
      const auto& members = units_[i].members;
      const bool actor = !members.empty() && (members[0].kind == kPerson || members[0].kind == kInstitution);
      if (actor && may_be_subject(i) && opens_clause(i)) return true;
    }
    return false;
  }

  // The person of whom a relative clause tells, where the object of the clause is none: meets (came to a
  // place for an event DE) somebody.
  std::vector<Entity> described(const PatternMatch& match) const {
    if (!match.slots.count("object")) return {};
    std::vector<Entity> object = fill(match, "object");
    if (object.empty() || object[0].kind == kPerson || object[0].kind == kInstitution) return {};
    std::vector<Entity> head = relative_head(match);
    if (head.empty() && follows_oblique(match)) head = far_head(match);
    if (head.empty()) return head;
    const bool somebody = head[0].kind == kPerson || head[0].kind == kCountry ||
                          (head[0].kind == kInstitution && describes_unknown(match));
    return somebody ? head : std::vector<Entity>{};
  }

  bool follows_oblique(const PatternMatch& match) const {
    std::size_t trigger = encoded_.to_sentence(match.trigger.begin);
    return ends_with_any(input_.text.substr(0, trigger), b_.grammar_.oblique());
  }

  // The first person behind the match that a relative clause with one more object may describe.
  std::vector<Entity> far_head(const PatternMatch& match) const {
    std::size_t end = encoded_.clause_end(match.whole.end, b_.grammar_.clause_marks());
    std::vector<std::size_t> behind = encoded_.units_in(match.whole.end, end);
    for (std::size_t i = 1; i < std::min<std::size_t>(behind.size(), 3); ++i) {
      if (ends_with_any(input_.text.substr(0, units_[behind[i]].begin), b_.grammar_.possessives()))
        return with_list(behind[i]);
    }
    return {};
  }

  // Its clause begins with a word such as 'on', behind which it is part of what that tells.
  bool behind_oblique(std::size_t index) const {
    std::size_t at = encoded_.to_encoded(units_[index].begin);
    std::size_t begin = encoded_.clause_begin(at, b_.grammar_.clause_marks());
    std::string_view before = std::string_view(encoded_.text()).substr(begin, at - begin);
    const auto& oblique = b_.grammar_.oblique();
    return std::any_of(oblique.begin(), oblique.end(),
                       [&](const std::string& word) { return before.starts_with(word); });
  }

  // What stands far behind the beginning of its clause is rather an object there.
  bool far_in_clause(std::size_t index) const {
    std::size_t at = encoded_.to_encoded(units_[index].begin);
    std::size_t begin = encoded_.clause_begin(at, b_.grammar_.clause_marks());
    std::string_view before = std::string_view(encoded_.text()).substr(begin, at - begin);
    return before.size() > kFarInClause || behind_oblique(index);
  }

  // Who opens the next clause, where this one is subordinate to it: (after arriving there,) she ...
  std::vector<Entity> subject_of_main(const PatternMatch& match) const {
    const std::size_t end = encoded_.clause_end(match.whole.end, b_.grammar_.clause_marks());
    const std::size_t at = encoded_.to_sentence(end);
    if (!ends_with_any(input_.text.substr(0, at), b_.grammar_.subordinate())) return {};
    const std::size_t next = encoded_.to_sentence(encoded_.clause_end(
        std::min(end + kOneCharacter, encoded_.text().size()), b_.grammar_.clause_marks()));
    for (std::size_t i = 0; i < units_.size() && units_[i].begin < next; ++i) {
      if (units_[i].begin < at || !may_be_subject(i) || !opens_clause(i)) continue;
      return units_[i].pronoun ? meant(i) : with_list(i);
    }
    return {};
  }

  // Nothing that rules see stands before it in its clause.
  bool opens_clause(std::size_t index) const {
    const std::size_t at = encoded_.to_encoded(units_[index].begin);
    const std::string skip = Alphabet::skip_symbol();
    std::string_view text = encoded_.text();
    std::size_t from = encoded_.clause_begin(at, b_.grammar_.clause_marks());
    while (from < at && text.substr(from).starts_with(skip)) from += skip.size();
    return from >= at;
  }

  // A word for nobody in particular (we, all countries) is the subject of the clause.
  bool nobody_acts(std::size_t begin, std::size_t end) const {
    for (std::size_t i = 0; i < units_.size() && units_[i].begin < end; ++i) {
      if (units_[i].begin < begin || !may_be_subject(i) || !starts_clause(i)) continue;
      return means_nobody(i);
    }
    return false;
  }

  bool means_both(std::size_t index) const {
    return units_[index].pronoun && units_[index].pronoun->reference == Reference::kParties;
  }

  bool means_nobody(std::size_t index) const {
    const Grammar::Word* word = units_[index].pronoun;
    return word && (word->reference == Reference::kNobody ||
                    (word->reference == Reference::kSpeaker && discourse_.resolve(*word).empty()));
  }

  // (With) A, B and C: what stands in the subject's place, behind a word that makes it none, begins the list
  // that the object ends.
  std::vector<Entity> begin_of_list(const PatternMatch& match) const {
    const auto subject = match.slots.find("subject");
    if (subject == match.slots.end() || has_subject(match)) return {};
    const PatternMatch::Span slot = match.slots.at("object");
    const std::vector<std::size_t> first = encoded_.units_in(subject->second.begin, subject->second.end);
    const std::vector<std::size_t> last = encoded_.units_in(slot.begin, slot.end);
    const bool one = !first.empty() && !last.empty() && first.back() + 1 == last.front();
    return one && joined(last.front()) ? fill(match, "subject") : std::vector<Entity>{};
  }

  // The object; where it only says where that is, the head of the relative clause behind it: a hospital of
  // the city (that takes in patients DE) counts, not the city.
  std::vector<Entity> objects_of(const PatternMatch& match) const {
    std::vector<Entity> named = begin_of_list(match);
    append_new(named, fill(match, "object"));
    PatternMatch::Span slot = match.slots.at("object");
    std::vector<std::size_t> found = encoded_.units_in(slot.begin, slot.end);
    if (!found.empty() && slot.begin >= match.trigger.end && last_of_list(found.back() + 1)) {
      append_new(named, units_[found.back() + 1].members);
      return named;
    }
    if (found.size() != 1 || slot.begin < match.trigger.end || !described(match).empty()) return named;
    std::size_t next = found.back() + 1;
    while (next < units_.size() && means_nobody(next)) ++next;
    if (next >= units_.size() || units_[found.back()].kind != b_.alphabet_.kind(kPlace)) return named;
    std::string_view gap =
        input_.text.substr(units_[found.back()].end, units_[next].begin - units_[found.back()].end);
    // Without a subject a short clause makes its head the subject: who (went to) a place.
    std::size_t shortest = match.slots.count("subject") ? kOneCharacter : kLongestRelativeTail;
    if (gap.size() <= shortest || gap.size() > kLongestRelative || b_.grammar_.has_clause_mark(gap))
      return named;
    bool relative = ends_with_any(gap, b_.grammar_.possessives()) && !units_[next].members.empty();
    return relative && b_.alphabet_.kind_name(units_[next].kind) != Alphabet::kQuoted ? with_list(next)
                                                                                      : named;
  }

  // The unit is joined to the one before by a word that may also mean 'with', and ends the clause.
  bool last_of_list(std::size_t index) const {
    if (index >= units_.size() || units_[index].members.empty()) return false;
    // A palace (a place) and a university (a body) may be one list, a body and a person are none.
    const auto person = b_.alphabet_.kind(kPerson);
    const auto kind = units_[index].kind, before = units_[index - 1].kind;
    if (kind != before && (kind == person || before == person)) return false;
    const std::string_view gap =
        input_.text.substr(units_[index - 1].end, units_[index].begin - units_[index - 1].end);
    const auto& words = b_.grammar_.joins_last();
    if (std::find(words.begin(), words.end(), gap) == words.end()) return false;
    const std::string_view behind = input_.text.substr(units_[index].end);
    return behind.empty() || b_.grammar_.has_clause_mark(behind.substr(0, kOneCharacter));
  }

  // The head of a relative clause: (went to) a place (DE) somebody.
  std::vector<Entity> relative_head(const PatternMatch& match) const {
    std::size_t end = encoded_.clause_end(match.whole.end, b_.grammar_.clause_marks());
    std::size_t from = encoded_.to_sentence(match.whole.end);
    for (std::size_t index : encoded_.units_in(match.whole.end, end)) {
      std::string_view gap = input_.text.substr(from, units_[index].begin - from);
      const bool person = units_[index].kind == b_.alphabet_.kind(std::string(kPerson));
      if (gap.size() > (person ? kLongestTailOfPerson : kLongestRelativeTail)) break;
      // What lies at a place is its own (arrives at the city's airport).
      const bool place = units_[index].kind == b_.alphabet_.kind(std::string(kPlace));
      if (!place && ends_with_any(gap, b_.grammar_.possessives())) return with_list(index);
      break;
    }
    return {};
  }

  // A place that one character names ends a relative clause, whose head is not known: (receives) those who
  // came to the capital DE ...
  bool describes_unknown(const PatternMatch& match) const {
    const auto object = match.slots.find("object");
    if (object == match.slots.end() || object->second.begin < match.trigger.end) return false;
    const std::vector<std::size_t> named = encoded_.units_in(object->second.begin, object->second.end);
    if (named.empty() || units_[named.back()].end - units_[named.back()].begin != kOneCharacter) return false;
    return owns(named.back());
  }

  // The head of a relative clause is nobody in particular: (come for the conference DE) all foreign
  // ministers. What only
  // its number tells is rather what the subject visits: (A goes to) many universities (of B).
  bool describes_nobody(const PatternMatch& match) const {
    const std::size_t end = encoded_.clause_end(match.whole.end, b_.grammar_.clause_marks());
    const std::size_t from = encoded_.to_sentence(match.whole.end);
    for (const std::size_t unit : encoded_.units_in(match.whole.end, end))
      if (ends_with_any(input_.text.substr(from, units_[unit].begin - from), b_.grammar_.possessives()))
        return means_nobody(unit) &&
               !(match.slots.count("subject") && units_[unit].pronoun == &Grammar::nobody());
    return describes_unknown(match) && relative_head(match).empty();
  }

  // Between the trigger and the object a word such as 'comes to' makes that the object of another clause:
  // receives (the ministers who come to) a country.
  bool object_of_another(const PatternMatch& match) const {
    const auto object = match.slots.find("object");
    if (object == match.slots.end() || object->second.begin <= match.trigger.end) return false;
    const std::size_t begin = encoded_.to_sentence(match.trigger.end);
    const std::size_t end = encoded_.to_sentence(object->second.begin);
    return end > begin && ends_with_any(input_.text.substr(begin, end - begin), b_.grammar_.going());
  }

  // In 'on the day after arriving, she ...' the subject comes behind, in the same part of the sentence.
  std::vector<Entity> subject_behind(const PatternMatch& match) const {
    std::size_t end = encoded_.to_sentence(encoded_.clause_end(match.whole.end, b_.grammar_.clause_marks()));
    const std::size_t part =
        std::min(input_.text.find(kSemicolon, encoded_.to_sentence(match.trigger.begin)), input_.text.size());
    for (std::size_t i = 0; i < units_.size() && units_[i].begin < part; ++i)
      if (units_[i].begin >= end && may_be_subject(i) && opens_clause(i)) return units_[i].members;
    return {};
  }

  // The unit and what is joined to it as a list.
  std::vector<Entity> with_list(std::size_t first) const {
    std::vector<Entity> all = units_[first].members;
    for (std::size_t i = first + 1; i < units_.size(); ++i) {
      if (!joined(i)) break;
      append_new(all, units_[i].members);
    }
    return all;
  }

  // Behind a word such as 'in' or 'for' an entity is no subject, nor is one that owns what follows.
  bool may_be_subject(std::size_t index) const {
    const Unit& unit = units_[list_heads_[index]];
    if (unit.kind == title_kind() || b_.alphabet_.kind_name(unit.kind) == Alphabet::kQuoted) return false;
    if (input_.bracketed(unit.begin)) return false;
    if (places_next_[index]) return false;
    if (ends_with_any(input_.text.substr(0, unit.begin), b_.grammar_.oblique())) return false;
    return !owns(list_heads_[index]);
  }

  // A possessive stands right behind it.
  bool owns(std::size_t index) const {
    const std::string_view after = input_.text.substr(units_[index].end);
    return std::any_of(b_.grammar_.possessives().begin(), b_.grammar_.possessives().end(),
                       [&](const std::string& word) { return after.starts_with(word); });
  }

  // A list goes on with this unit.
  bool joined(std::size_t index) const {
    std::string_view between =
        input_.text.substr(units_[index - 1].end, units_[index].begin - units_[index - 1].end);
    return b_.grammar_.joins_list(between);
  }

  // The first unit of its clause that can be a subject.
  bool starts_clause(std::size_t index) const {
    for (std::size_t other = index; other-- > 0;) {
      std::string_view between =
          input_.text.substr(units_[other].end, units_[index].begin - units_[other].end);
      if (b_.grammar_.has_clause_mark(between)) return true;
      if (may_be_subject(other)) return false;
    }
    return true;
  }

  KindIndex title_kind() const { return b_.alphabet_.kind(Alphabet::kTitle); }

  // The title in the slot of the office; else the one by which the object is named (the minister of a
  // ministry).
  std::string title_in(const PatternMatch& match) const {
    for (const char* name : {"office", "object"}) {
      auto slot = match.slots.find(name);
      if (slot == match.slots.end()) continue;
      for (std::size_t index : encoded_.units_in(slot->second.begin, slot->second.end))
        if (!units_[index].title.empty()) return units_[index].title;
    }
    return "";
  }

  Initiator initiator(const PatternMatch& match, const Rule& rule,
                      const RelationDeclaration& relation) const {
    if (rule.initiator != Initiator::kUnstated) return rule.initiator;
    if (auto set = match.settings.find("initiator"); set != match.settings.end())
      return parse_initiator(set->second);
    if (!relation.contact()) return Initiator::kUnstated;
    std::size_t begin = encoded_.clause_begin(match.trigger.begin, b_.grammar_.clause_marks());
    if (encoded_.has_marker(begin, match.trigger.begin, "invited")) return Initiator::kObject;
    std::string_view before = input_.text.substr(0, encoded_.to_sentence(match.trigger.begin));
    for (const Grammar::Phrase& phrase : b_.grammar_.phrases())
      if (phrase.key == "initiator" && phrase.found_in(before)) return parse_initiator(phrase.value);
    return Initiator::kUnstated;
  }

  // Who says it, when the match stands in what somebody says.
  std::string claimant(const PatternMatch& match) const {
    std::size_t sentence = encoded_.clause_begin(match.whole.begin, b_.grammar_.sentence_marks());
    if (!encoded_.has_marker(sentence, match.whole.begin, "say")) return "";
    for (std::size_t index : encoded_.units_in(sentence, match.whole.begin)) {
      const Unit& unit = units_[index];
      if (!may_be_subject(index)) continue;
      std::vector<Entity> members = unit.pronoun ? meant(index) : unit.members;
      if (!members.empty()) return members[0].name;
    }
    return discourse_.topic().empty() ? "" : discourse_.topic()[0].name;
  }

  const StatementBuilder& b_;
  const SentenceInput& input_;
  const std::vector<Unit>& units_;
  Discourse& discourse_;
  std::vector<StatedMatch>& stated_;
  std::vector<MatchTrace>* traces_;
  std::vector<std::size_t> list_heads_;  // of each unit: the first of the list that it goes on
  std::vector<bool> places_next_;        // of each unit: it only says where the next one is at home
  EncodedSentence encoded_;
  MatchFactuality factuality_;
  MatchTime time_;
  std::size_t next_ = 0;
  std::vector<Entity> carried_;
  std::vector<Entity> acting_;  // the subjects of the match under way
  bool arrived_ = false;        // somebody went to a place in this sentence
  bool acted_ = false;          // what was told last in this sentence tells who did it
  MatchFactuality::Told last_;
  std::set<Id> seen_;
  std::map<std::tuple<std::string, Id, std::size_t>, std::vector<Entity>> told_;  // in this sentence
  std::map<std::size_t, std::vector<Entity>> meant_;  // Reference::kKind: whom a unit meant in its place
  std::set<std::size_t> objects_;                     // units that stood as the object of a match
};

StatementBuilder::StatementBuilder(const Ontology& ontology, const Grammar& grammar, const Alphabet& alphabet,
                                   const RuleSet& rules)
    : ontology_(ontology), grammar_(grammar), alphabet_(alphabet), rules_(rules) {}

void StatementBuilder::build(const SentenceInput& input, const std::vector<std::size_t>& candidates,
                             Discourse& discourse, std::vector<StatedMatch>& stated,
                             std::vector<MatchTrace>* traces) const {
  Sentence(*this, input, discourse, stated, traces).run(candidates);
}

}  // namespace guanxi
