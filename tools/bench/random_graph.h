// RandomGraph: statements with the skew of real contact networks, the same for the same seed on every
// machine.
//
// Ends are drawn as R-MAT does (Chakrabarti, Zhan, Faloutsos: R-MAT, a recursive model for graph mining,
// 2004) with its usual weights 0.57, 0.19, 0.19, 0.05: few entities have very many statements, most have few.
#pragma once

#include <cstdint>
#include <string>

#include "extract/statement/ontology.h"
#include "extract/statement/stream.h"

namespace guanxi::bench {

class RandomGraph {
 public:
  // entities is rounded up to a power of two.
  RandomGraph(std::uint64_t entities, std::uint64_t seed);

  // The next statement: in a document of a hundred, with its evidence. The views inside stay until the next
  // call.
  const StreamRow& next();
  // The name of entity number, as rows use it.
  static std::string name_of(std::uint64_t number);
  // Declares the relations and kinds that rows use.
  static Ontology ontology();

 private:
  std::uint64_t random();
  void draw_ends(std::uint64_t& subject, std::uint64_t& object);

  unsigned levels_ = 0;
  std::uint64_t state_;
  std::uint64_t count_ = 0;
  StreamRow row_;
};

}  // namespace guanxi::bench
