// Verify: checks a store against itself, and mends it.
//
// verify_store reads everything once: RocksDB's checksums, every row, every index against the rows that it
// comes from, all counts, and every id against the content that it is derived from. Indexes are compared by
// sums of hashes of their entries, so memory stays small: some bytes for each document and entity.
//
// repair_store builds a new store from what can be read of a damaged one: each document whole (its rows still
// add up to its fingerprint), else read again from the bytes kept inside, else it is lost and named. The new
// store takes the place of the old one, which stays beside it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "graph/store/store.h"

namespace guanxi {

struct VerifyReport {
  StoreCounts counts;
  std::uint64_t problems = 0;
  std::vector<std::string> messages;  // the first hundred

  bool sound() const { return problems == 0; }
};

// Damage is reported, not thrown; Error(kSystem) where the system refuses to read. Safe beside a writer.
VerifyReport verify_store(const Store& store);

struct RepairReport {
  std::uint64_t kept = 0;               // documents found whole
  std::vector<std::string> read_again;  // paths of documents whose statements were extracted anew
  std::vector<std::string> lost;        // paths of documents that could not be saved
  std::uint64_t unnamed = 0;            // documents that are lost, and not even their paths could be read
  bool lost_end = false;                // what was added last is lost; how much that is, nothing tells
  std::filesystem::path damaged;        // where the old store is now

  bool complete() const { return lost.empty() && unnamed == 0 && !lost_end; }
};

// Reads documents again, with a pack.
struct Rereader {
  Ontology ontology;        // of the pack; taken where the store's own cannot be read
  std::string fingerprint;  // of the pack
  // The document of this path and these bytes; nothing where it cannot be read.
  std::function<std::optional<DocumentRecord>(const std::string& path, const std::string& bytes)> read;
};

// Also migrates a store of an older format, which is read by its rows that are the same in every format.
// reader may be null: then documents whose statements are gone are lost. The store must not be open. Throws
// Error(kStore) when nothing at all can be read, or the format is none of Guanxi's so far.
RepairReport repair_store(const std::filesystem::path& path, const Rereader* reader);

}  // namespace guanxi
