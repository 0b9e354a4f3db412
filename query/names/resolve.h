// From the words that a user types to entities and relations: the one place where names are resolved.
//
// A name may be the canonical one or any alias, in either script; the id that Guanxi prints (Q…) and
// "kind:name" also work, which tells homonyms apart. Script conversion is the caller's: a NormalizeName that
// turns a name into the form in which canonical names are kept (empty: none). An unknown name is
// Error(kNotFound) with the nearest names.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/store/store.h"

namespace guanxi {

using NormalizeName = std::function<std::string(std::string_view)>;

// Every entity that bears the name, in the order of ids; at least one.
std::vector<StoredEntity> resolve_all(const Snapshot& snapshot, std::string_view name,
                                      const NormalizeName& normalize);

// The one entity that bears the name. Where several do, Error(kUsage) lists them with what tells them apart.
StoredEntity resolve_one(const Snapshot& snapshot, std::string_view name, const NormalizeName& normalize);

// A relation's name from its name or its label in either language (as the pack declares them). A word that
// matches none is returned as it is: imported relations need no declaration.
std::string resolve_relation(const Ontology& ontology, std::string_view word);

// "name (kind)", with the discriminator where there is one: how messages call an entity.
std::string describe(const StoredEntity& entity);

}  // namespace guanxi
