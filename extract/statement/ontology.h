// Ontology: the entity kinds and the relations that a schema pack declares (schemas/core in Guanxi's own
// pack).
//
// The meaning of relations that every stage after extraction needs: labels, family, direction, which kinds
// may stand on each side, codes of other ontologies. A store keeps the ontology that it was built with, so
// queries and exports need no pack. Immutable after loading; any number of threads may read it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace guanxi {

struct KindDeclaration {
  std::string name;      // "person"
  std::string label;     // node label in queries: "Person"
  std::string label_zh;  // for tables and exports
  std::string label_en;
  std::string color;      // "#RRGGBB", for exports
  std::string like = {};  // the broader kind that it is one of, as a company is an institution; empty: none
};

struct RelationDeclaration {
  std::string name;  // "phoned"
  std::string label_zh;
  std::string label_en;
  std::string inverse_zh;  // label read from the object's side; empty where undirected
  std::string inverse_en;
  std::string family;  // "contact", or another word of the pack's choice
  bool directed = true;
  std::vector<std::string> subject_kinds;  // kinds that may stand there; empty: any
  std::vector<std::string> object_kinds;
  std::string cameo;   // CAMEO code, may be empty
  std::string plover;  // PLOVER type and mode, as "CONSULT/phone", may be empty

  bool contact() const { return family == "contact"; }
  bool allows(std::string_view subject_kind, std::string_view object_kind) const;
};

class Ontology {
 public:
  Ontology() = default;
  Ontology(std::vector<KindDeclaration> kinds, std::vector<RelationDeclaration> relations);

  // Sorted by name.
  const std::vector<KindDeclaration>& kinds() const { return kinds_; }
  const std::vector<RelationDeclaration>& relations() const { return relations_; }
  // Null when not declared.
  const KindDeclaration* kind(std::string_view name) const;
  const RelationDeclaration* relation(std::string_view name) const;

  // One JSON document and back: what a store's meta keeps. parse throws Error(kInput).
  std::string to_json() const;
  static Ontology from_json(std::string_view json);

 private:
  std::vector<KindDeclaration> kinds_;
  std::vector<RelationDeclaration> relations_;
};

}  // namespace guanxi
