// PatternVariant: a pattern changed in one place.
//
// Two uses. `schema test` takes variants for mutants: a rule whose examples do not tell it from its variant
// is not pinned down by them. `explain` takes those that ask for less: the one that matches where the pattern
// does not shows what was missing.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi {

struct PatternVariant {
  enum class Change {
    kDropPart,   // a slot, word, trigger or marker is not asked for
    kWidenSlot,  // a slot takes every kind
    kWidenGap,   // a gap reaches one step further: over names, over clauses
    kSwapSides,  // subject and object change places
    kDropWord,   // one of a few words is not taken any more
  };
  Change change;
  std::size_t part = 0;  // index of the part that changed
  std::string source;    // the whole pattern, changed
  std::string what;      // for people: "without 同|与"
};

// Every variant of a pattern, in the order of its parts. Lists of more than a handful of words keep all of
// them: no example can be asked for each. Some of the variants may not compile. Throws Error(kInput) when the
// pattern itself is malformed.
std::vector<PatternVariant> pattern_variants(std::string_view source);

// What sort of part it is: "{subject}?" is a slot named "subject" that may be missing.
bool is_gap(std::string_view part);
bool is_slot(std::string_view part);
bool is_trigger(std::string_view part);
std::string slot_name(std::string_view part);

// A part as it is shown: long lists of words are cut.
std::string shorten_part(std::string_view part);

}  // namespace guanxi
