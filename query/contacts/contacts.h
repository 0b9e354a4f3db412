// Contacts: who contacted whom, when, how, and at whose wish.
//
// A contact is a statement of a relation whose family is "contact". `who` is the side that contacts and
// `whom` the one that is contacted; for a relation without direction (a meeting) either may be either. Claims
// inside quoted speech are kept apart from what the document itself tells: they come only when asked for.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "graph/store/store.h"
#include "graph/view/edge_filter.h"
#include "query/budget/budget.h"

namespace guanxi {

struct ContactQuery {
  std::vector<Id> who;        // empty: anybody
  std::vector<Id> whom;       // empty: anybody
  std::vector<Id> of;         // takes part on either side; empty: not asked
  std::vector<Id> and_of;     // with `of`: the other side, as in "between A and B"
  std::vector<Id> countries;  // an end is one of these or holds an office in it; empty: not asked
  EdgeFilter filter;          // contacts_only is implied
  bool evidence = false;
  std::size_t limit = 0;  // rows kept, the earliest; 0: all
};

struct ContactRow {
  Id statement;
  std::shared_ptr<const StoredEntity> who, whom;  // never null
  std::string relation;
  std::string time;
  DayRange days;
  Initiator initiator = Initiator::kUnstated;
  Factuality factuality = Factuality::kAsserted;
  std::string claimed_by;
  std::vector<StoredEvidence> evidence;  // only where asked for
};

struct ContactAnswer {
  std::vector<ContactRow> rows;  // by first day, last day, relation, names, id; undated ones last
  std::uint64_t more = 0;        // further rows that `limit` left out
  std::string cut;               // why the answer is cut; empty: it is whole
};

// Throws Error(kUsage) for an unknown relation.
ContactAnswer find_contacts(const Snapshot& snapshot, ContactQuery query, const Budget& budget);

// The entity at whose wish the contact came about; null where it is not stated.
const StoredEntity* initiator_of(const ContactRow& row);

}  // namespace guanxi
