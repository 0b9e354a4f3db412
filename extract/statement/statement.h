// The statement model: what extraction produces, the store keeps and queries answer with.
//
// An entity is identified by its kind, its canonical name and, for homonyms, a discriminator. A statement is
// subject, relation, object and qualifiers; it is an occurrence (two contacts on two days are two
// statements). An evidence is one place in one document on which a statement rests; a statement has one or
// more. Plain values: copyable, no hidden state, safe to share between threads while nobody writes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/statement/id.h"

namespace guanxi {

struct Entity {
  std::string kind;           // as declared by the pack: "person", "institution", "country", ...
  std::string name;           // canonical name
  std::string discriminator;  // empty but for homonyms that must stay apart

  // Id::of({kind, name, discriminator})
  Id id() const;

  bool operator==(const Entity&) const = default;
};

enum class Initiator : std::uint8_t { kUnstated, kSubject, kObject };
enum class Factuality : std::uint8_t { kAsserted, kPlanned, kNegated };

// The words of the statement stream: "", "subject", "object"; "asserted", "planned", "negated".
std::string_view to_string(Initiator initiator);
std::string_view to_string(Factuality factuality);
// The inverse; throws Error(kInput) that names the word and the words allowed.
Initiator parse_initiator(std::string_view word);
Factuality parse_factuality(std::string_view word);

struct Statement {
  Id subject;
  Id object;
  std::string relation;  // as declared by the pack: "phoned", ...
  std::string time;      // canonical EDTF; empty: not known
  Initiator initiator = Initiator::kUnstated;
  Factuality factuality = Factuality::kAsserted;
  std::string office;  // for statements that hold an office: the title
  std::string place;   // canonical name of the place where it happened; empty: not known
  std::string
      claimed_by;  // canonical name of who claims it in quoted speech; empty: told by the document itself

  // Derived from every field above.
  Id id() const;

  bool operator==(const Statement&) const = default;
};

// One place in a document. begin/end are byte offsets in the file as it was given, line is 1-based and is the
// line on which the sentence begins. text is the sentence as written there, converted to UTF-8 where the file
// was not, hard line breaks inside the sentence kept.
struct Evidence {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  std::uint32_t line = 0;
  std::string text;
  std::string rule;  // "pack/rule", as zh/phoned-1

  bool operator==(const Evidence&) const = default;
};

// A name under which a document speaks of an entity, and the rule that brought it there. This is the log of
// merges: name -> entity, by which rule, where first seen.
struct NameUse {
  Id entity;
  std::string name;  // as written, in the document's script
  std::string rule;  // "lexicon", "declared-abbreviation", "surname", "script", ...
  std::uint32_t line = 0;
  std::uint32_t count = 0;  // how often in this document

  bool operator==(const NameUse&) const = default;
};

struct StatedEvidence {
  Statement statement;
  Evidence evidence;

  bool operator==(const StatedEvidence&) const = default;
};

// XXH3 of the bytes of a document: tells a changed document from the same one.
std::uint64_t content_hash(std::string_view bytes);

// Everything that extraction found in one document: the unit that the store adds, replaces and removes.
struct DocumentRecord {
  std::string path;              // as given; identifies the document in a store
  std::string bytes;             // the file as it was read: evidence shows even when the file is gone
  std::string encoding;          // "UTF-8", "GB18030", "Big5", "UTF-16LE", ...
  std::uint32_t sentences = 0;   // how many sentences it has
  std::vector<Entity> entities;  // each once, sorted by id: all that names or statements refer to
  std::vector<NameUse> names;    // sorted by entity, name
  std::vector<StatedEvidence> statements;  // in the order of the text

  // Id::of({path}).
  Id id() const;
  std::uint64_t content_hash() const { return guanxi::content_hash(bytes); }
};

}  // namespace guanxi
