// Transaction: turns documents that come and go into the rows that change, all at once.
//
// In three stages. First each document is broken into contributions, (entity, document) and (statement,
// document), marked as told or withdrawn. Sorted, all contributions to one entity or statement stand
// together, so the second stage meets each row once, reads it, and writes it as it now is; what that changes
// in the packed rows and the name index is sorted again and written by the third. Small changes sort in
// memory and go through RocksDB's log; bulk loads sort in files and become SST files: the same stages, so the
// same rows. One thread uses a transaction.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "extract/statement/content_hash.h"
#include "extract/statement/stream.h"
#include "graph/store/database.h"
#include "graph/store/format.h"
#include "graph/store/huge_pages.h"
#include "graph/store/packed_rows.h"
#include "graph/store/sink.h"
#include "graph/store/sorter.h"

namespace guanxi {

// The row of a document, but for the pack.
DocumentRow describe(const DocumentRecord& record);

class Transaction {
 public:
  // pack is noted with each document.
  Transaction(const Database& database, std::string pack, const Sorter::Limits& limits);

  // Each document at most once in a transaction. Throws Error(kInput) for a record that contradicts itself.
  // pack: another than the transaction's, for a document that was read with it.
  AddOutcome add(const DocumentRecord& record, const std::optional<std::string>& pack = std::nullopt);
  bool remove(std::string_view path);
  // A document that comes in parts, each with the next bytes of the file and what the text in them tells.
  // Offsets and lines are those of the file.
  AddOutcome add_part(const DocumentRecord& part);
  // Lines of a statement stream; the documents that rows name are replaced by what the rows say. Two threads
  // take in many rows at once.
  void add_rows(std::span<const StreamRow> rows);

  // Writes everything but does not commit. The transaction is used up.
  void write(Sink& sink);
  // Of the store as the sink will leave it.
  const StoreCounts& counts() const { return counts_; }

 private:
  // What is summed up of a document that rows name or that comes in parts, when its ids are written.
  struct RowDocument {
    std::uint32_t number = 0;  // in the order in which rows name them, from 1
    std::uint64_t fingerprint = 0;
    std::uint32_t statements = 0;
    bool replaced = false;
    std::uint32_t old_pieces = 0;
    // Of one in parts:
    StoredDocument document;
    ContentHash hash;
    std::string tail;  // bytes behind the last whole piece

    void add(Family family, std::string_view part);
  };
  struct NumberedDocument {
    Id id;
    std::uint32_t number = 0;
  };
  // An entity that a row named lately: the document, by its number, and a hash of what the entity is.
  struct Lately {
    Id entity;
    std::uint32_t document = 0;
    std::uint32_t definition = 0;
  };
  static constexpr std::size_t kLately = std::size_t{1} << 19;

  std::optional<DocumentRow> stored(Id document, std::string_view path) const;
  void claim(Id document, std::string_view path);
  void withdraw(const DocumentRow& row);
  void withdraw_pieces(const DocumentRow& row, std::uint64_t from);
  void tell(const DocumentRecord& record);
  void tell_entity(Id document, Id id, const Entity& entity, const std::vector<NameUse>& uses);
  void tell_statement(Id document, const Statement& statement, const Evidence& evidence, bool in_document);
  void tell_entities(const DocumentRecord& record);
  void add_pieces(Id document, std::string_view bytes, std::uint32_t first = 0);
  void finish_pieces();
  NumberedDocument row_document(std::string_view path);
  void tell_row_entities(std::span<const StreamRow> rows);
  void tell_row_entity(NumberedDocument document, Id id, const Entity& entity);

  void write_documents(Sink& sink);
  void write_entities(Sink& sink);
  void write_entity(Id id, const std::optional<EntityRow>& before, const EntityRow& after, Sink& sink);
  void write_statements(Sink& sink);
  void write_statement(Id id, std::uint64_t before, std::uint64_t after, const std::string& body, Sink& sink);
  void write_packed(Family family, std::size_t prefix_size, std::size_t entry_size, Sorter& edits,
                    Sink& sink);
  void write_meta(Sink& sink);
  void copy(Family family, Sorter& rows, Sink& sink);
  std::uint32_t code_of(const std::string& relation);

  const Database& database_;
  std::string pack_;
  StoreCounts counts_;
  bool fresh_;  // the store holds no document: nothing needs to be looked up
  std::unordered_map<Id, std::string> claimed_;
  std::unordered_map<Id, RowDocument> row_documents_;
  std::map<std::uint32_t, std::string> relations_;  // met in this transaction
  std::unordered_map<std::string, std::uint32_t> codes_;
  std::string last_path_;  // of last_document_, which rows named last
  NumberedDocument last_document_;
  std::vector<NumberedDocument> rows_in_;  // the documents of the rows being added
  std::vector<Lately, HugePages<Lately>> lately_;
  std::string body_, value_;         // scratch for statements
  std::string definition_, entity_;  // scratch for entities of rows

  Sorter documents_, pieces_, entities_, statements_, names_, doc_entities_, doc_statements_, spo_, osp_,
      pos_;
};

}  // namespace guanxi
