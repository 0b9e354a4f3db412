// Mention: a stretch of a sentence that names an entity, an office (title) or an unnamed representative.
//
// Offsets are bytes of the sentence as it was given to MentionFinder (Simplified, UTF-8), half open. The
// mentions of a sentence never overlap and stand in the order of the text; names inside a name are its parts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guanxi {

enum class MentionKind : std::uint8_t {
  kPerson,
  kInstitution,
  kCountry,
  kPlace,
  kWork,
  kEvent,
  kTitle,           // the word of an office, with its modifiers
  kRepresentative,  // an unnamed person who stands for a body or country: a spokesman, an expert
};

// "person", "institution", ... "title", "representative".
std::string_view kind_name(MentionKind kind);

// A name inside a longer name, as the city in a city's hospital. An empty stretch at the beginning: the
// country that the name begins with in full.
struct MentionPart {
  std::size_t begin = 0;
  std::size_t end = 0;
  MentionKind kind = MentionKind::kPlace;
  std::string canonical;
};

struct Mention {
  enum Flag : std::uint16_t {
    kFromLexicon = 1,   // the whole name stands in the pack
    kFromDocument = 2,  // known from another place of the document
    kSurnameOnly = 4,   // a surname before a title; canonical is the full name when the document tells it
    kGuess = 8,         // found by its form alone, without support of its surroundings
    kAbbreviated = 16,  // a one-character or compound country name
    kDeclared = 32,     // an abbreviation that the document declares
    kLocal = 64,        // named without the place it belongs to (the county's hospital)
    kForeign = 128,     // a person whose name is transliterated
  };

  std::size_t begin = 0;
  std::size_t end = 0;
  MentionKind kind = MentionKind::kPerson;
  std::string canonical;  // the pack's name of the entity, else the surface in full form
  const char* rule = "";  // which rule found it; a string that lives as long as the program
  std::uint16_t flags = 0;
  std::vector<MentionPart> parts;  // in the order of the text
  // For a mention that stands for several entities (a compound of two countries): their names and kinds.
  // Empty otherwise.
  std::vector<MentionPart> members;
  std::string_view state;     // of a body that the pack names: the country that its full name begins with
  std::string_view narrower;  // a kind of the pack's own that it is of; empty: none (see EntityKinds)

  // The kind of the entity that it names.
  std::string_view entity_kind() const { return narrower.empty() ? kind_name(kind) : narrower; }
  bool has(Flag flag) const { return (flags & flag) != 0; }
};

}  // namespace guanxi
