// TripleReader: reads statements out of CSV or TSV of others: subject, relation, object, date.
//
// CSV as RFC 4180 has it (quotes, line breaks inside quotes), TSV with a tab between fields and \t \n
// \\ inside them. Columns are found by the header's names, or by number (1 is the first) where there is no
// header. A row's evidence is the row itself: its line, bytes and text. A date may be any EDTF time; a date
// with a time of day counts as that day. Memory: the longest record, which may have 16 MiB. One thread uses a
// reader.
#pragma once

#include <cstdint>
#include <istream>
#include <memory>
#include <string>
#include <vector>

#include "extract/statement/stream.h"

namespace guanxi {

struct TripleColumns {
  bool header = true;
  std::string subject = "subject";  // names in the header, or numbers
  std::string relation = "relation";
  std::string object = "object";
  std::string date = "date";
  std::string subject_kind = "subject_kind";  // these two may be absent
  std::string object_kind = "object_kind";
  std::string default_relation;  // where there is no such column; empty: the column must be there
  std::string default_subject_kind = "entity";  // where there is no such column or the field is empty
  std::string default_object_kind = "entity";
};

class TripleReader {
 public:
  enum class Dialect { kCsv, kTsv };

  // name stands for the input in messages and as the document. Throws Error(kInput) that names a column which
  // is not there and those that are.
  TripleReader(std::istream& input, std::string name, Dialect dialect, const TripleColumns& columns);
  ~TripleReader();

  // The next row; false at the end. Throws Error(kInput) as "file:line: …" for a row that has too few fields,
  // an empty subject, relation or object, or a date that is none; reading may go on behind it.
  bool next(StreamRow& row);

 private:
  class Records;
  struct Places;
  void fill(StreamRow& row) const;

  std::string name_;
  TripleColumns columns_;
  std::unique_ptr<Records> records_;
  std::unique_ptr<Places> places_;
};

}  // namespace guanxi
