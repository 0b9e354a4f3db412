// GraphWriter: what CREATE and DELETE of a setup script need.
#pragma once

#include "query/cypher/value/value.h"

namespace guanxi::cypher {

class GraphWriter {
 public:
  virtual ~GraphWriter() = default;

  // Null properties are left out.
  virtual Node create_node(const std::vector<std::string>& labels, const Map& properties) = 0;
  virtual Relationship create_relationship(Node from, Node to, const std::string& type,
                                           const Map& properties) = 0;
  virtual void remove(Relationship relationship) = 0;
  // With its relationships.
  virtual void remove(Node node) = 0;
};

}  // namespace guanxi::cypher
