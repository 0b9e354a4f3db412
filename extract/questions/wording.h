// Wording: the words of questions, as data (questions/*.yaml of the packs; schemas/README.md is the manual).
//
// A word may do several things in a question; which one, the reader tells from what stands around it.
// Triggers of the pack's rules and labels of the relations are words for their relation too, unless the file
// says what they are. Immutable after loading; any number of threads may read it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "extract/pack/pack.h"
#include "extract/pack/yaml_node.h"
#include "extract/rules/rule_set.h"

namespace re2 {
class RE2;
}

namespace guanxi {

enum class WordRole : std::uint8_t {
  kWho,         // an open term, of the kinds given
  kWhich,       // with a noun of a kind, an open term; alone one of any kind
  kCount,       // how many
  kTimes,       // how often
  kWhen,        // asks the time
  kWhether,     // asks yes or no
  kConnection,  // a noun: what connects two
  kOffice,      // a noun: asks an office
  kInitiator,   // asks at whose wish
  kFirst,       // the earliest answer
  kLast,        // the latest
  kMost,        // what comes most often
  kKind,        // a noun: things of kinds
  kTitle,       // an office
  kRelation,    // a verb or noun of relations
  kWith,        // before the other side
  kAnd,         // between members of a list
  kTo,          // before an object
  kBy,          // before a subject, behind or before a passive verb
  kFrom,        // before whom something comes from
  kIn,          // before a place or time
  kOf,          // the head stands before it
  kPossessive,  // the head stands behind it
  kBetween,     // before two parties or times
  kBe,          // makes a passive of a word that has one
  kAuxiliary,   // opens a yes-or-no question
  kReceive,     // turns the relation round
  kNot,         // a question that cannot be answered from what is stated
  kSince,       // times: from the first day on
  kAfter,       // behind the last day
  kBefore,      // before the first day
  kUntil,       // to the last day
  kRange,       // between two times
  kTopic,       // narrows the question, and nothing in the graph answers to it
  kSkip,        // adds nothing
};

struct WordSense {
  WordRole role = WordRole::kSkip;
  std::vector<std::string> kinds;      // kWho, kKind
  std::vector<std::string> named;      // kKind: parts of names that tell the kind more closely
  std::vector<std::string> relations;  // kRelation: these,
  std::vector<std::string> families;   // all of these families,
  bool any = false;                    // or any
  bool inverse = false;                // its subject is the object of the statement
  bool passive = false;                // behind a word of kBe its subject is the object
  bool alone = false;                  // with one term, that is the object
  bool lasting = false;                // a state: see Question::lasting
  bool light = false;                  // counts only where no other relation stands
  bool either = false;                 // the two sides may change places
  bool absorbed = false;               // kKind: behind a name it adds nothing
  bool represented = false;            // kKind: those who hold an office there stand for it
  std::vector<std::string> offices;    // kTitle; none with `any`: any office
};

class Wording {
 public:
  // Throws Error(kInput) as file:line:column: what was expected. ontology: whose labels are words too.
  Wording(const Pack& pack, const Ontology& ontology, const RuleSet& rules);

  // What a word may be; null when it is none. Words are kept in lower case.
  const std::vector<WordSense>* senses(std::string_view word) const;
  std::size_t longest() const { return longest_; }  // bytes

  // Names of one language for what the packs call otherwise; lower case.
  const std::vector<std::string>* names(std::string_view name) const;
  std::size_t most_words() const { return most_words_; }  // in a name
  // An ICU transform under which unknown names may be known; empty: none.
  const std::string& romanization() const { return romanization_; }

  // Date expressions of languages that the date recogniser of the pack does not read: group names year,
  // month, day. Month names to numbers.
  const std::vector<std::shared_ptr<const re2::RE2>>& dates() const { return dates_; }
  int month(std::string_view word) const;  // 0: none

  const std::vector<std::string>& examples() const { return examples_; }

 private:
  void add(const std::filesystem::path& file, const Pack& pack);
  void add_word(const std::string& word, const WordSense& sense);
  void add_weak(const std::string& word, const WordSense& sense);
  void add_sense(const YamlNode& node);
  void add_names(const std::filesystem::path& file);
  void add_country_names(const std::string& locale);
  void add_name(std::string name, const std::string& canonical);
  void add_dates(const YamlNode& root);
  void add_labels(const Ontology& ontology);
  void add_triggers(const RuleSet& rules);

  std::unordered_map<std::string, std::vector<WordSense>> words_;
  std::unordered_map<std::string, std::vector<std::string>> names_;
  std::size_t longest_ = 0, most_words_ = 0;
  std::string romanization_;
  std::vector<std::shared_ptr<const re2::RE2>> dates_;
  std::map<std::string, int, std::less<>> months_;
  std::vector<std::string> examples_;
};

// ASCII letters in lower case.
std::string lower(std::string_view text);

}  // namespace guanxi
