// Evaluation: statements found against statements that people made by hand (gold).
//
// Four measures, each over sets, so that stating a thing twice counts once for each document:
//   contact   the unordered pair and the date, of any contact relation, asserted as fact
//   strict    subject, relation, object, date and factuality; direction counts where the relation has one
//   pair      the unordered pair alone
//   entity    the names that take part in a statement
// and strict for each relation. Which relations are contacts and which have a direction, the ontology says. A
// gold statement marked optional counts neither as missed nor as wrongly found. Names are compared without
// differences of width, spaces, quotation marks and case, and through aliases.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "extract/statement/ontology.h"
#include "extract/statement/statement.h"

namespace guanxi {

// One line of a gold file (JSON Lines): {"doc":"a.txt","line":3,"subject":{"name":…},"relation":…,
// "object":{"name":…},"time":"2020-01-22"|null,"factuality":"planned","optional":true}.
struct GoldStatement {
  std::string document;  // file name without folders
  std::string subject, relation, object;
  std::string time;        // EDTF; empty: not told
  std::string factuality;  // empty: asserted
  bool optional = false;
};

// Throws Error(kInput) as "file:line: what was expected".
std::vector<GoldStatement> read_gold(const std::filesystem::path& file);

// Forms of names that mean the same entity. Tables that share a form share the entity.
class NameAliases {
 public:
  // JSON: {"canonical": ["form", ...], ...}. Throws Error(kInput).
  void read(const std::filesystem::path& file);
  void same(std::string_view a, std::string_view b);
  // What stands for the name and all its aliases.
  std::string key(std::string_view name) const;

 private:
  std::string root(std::string form) const;
  std::map<std::string, std::string> parent_;
};

struct Rates {
  std::size_t right = 0, gold = 0, found = 0;
  double precision() const;
  double recall() const;
  double f1() const;
};

class Evaluation {
 public:
  using Key = std::vector<std::string>;  // document, names, relation, ...: what a measure compares

  Evaluation(const Ontology& ontology, const NameAliases& aliases) : ontology_(ontology), aliases_(aliases) {}

  void add_gold(const GoldStatement& statement);
  // document: path or name of the document, of which only the name counts.
  void add_found(std::string_view document, const Entity& subject, const Statement& statement,
                 const Entity& object);
  // True when the statement is one of the gold (strictly).
  bool in_gold(std::string_view document, const Entity& subject, const Statement& statement,
               const Entity& object) const;

  // In the order contact, strict, pair, entity.
  static const std::vector<std::string>& measures();
  Rates rates(const std::string& measure) const;
  std::map<std::string, Rates> by_relation() const;
  std::vector<Key> missed(const std::string& measure) const;
  std::vector<Key> wrong(const std::string& measure) const;

 private:
  struct Sets {
    std::set<Key> gold, optional, found;
  };
  std::map<std::string, Key> keys(const std::string& document, const std::string& subject,
                                  const std::string& relation, const std::string& object,
                                  const std::string& time, const std::string& factuality) const;
  std::set<Key> counted(const Sets& sets) const;

  const Ontology& ontology_;
  const NameAliases& aliases_;
  std::map<std::string, Sets> sets_;
  std::map<std::string, Sets> relations_;
};

// Which lines of which documents are judged, as a manifest says it:
// {"sets":[{"gold":"a.jsonl","lines":{"a.txt":[1,474],"b.txt":null}}],"aliases":["a.json"]}, paths relative
// to the manifest.
struct EvaluationPlan {
  std::vector<std::filesystem::path> gold, aliases;
  struct Lines {
    std::uint32_t first = 0, last = 0;  // both 0: all
  };
  std::map<std::string, std::vector<Lines>> lines;  // by document; a document that is not there is not judged

  // Throws Error(kInput).
  static EvaluationPlan read(const std::filesystem::path& manifest);
  bool judged(const std::string& document, std::uint32_t line) const;
};

}  // namespace guanxi
