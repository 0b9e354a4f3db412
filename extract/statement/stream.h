// The statement stream: one JSON object a line, the contract between extraction and everything else.
//
//   {"subject":{"id":"Q…","name":"习近平","kind":"person"},"relation":"phoned",
//    "object":{"id":"Q…","name":"马克龙","kind":"person"},"time":"2020-01-22","initiator":"object",
//    "factuality":"asserted","source":{"document":"a.txt","line":151,"begin":20543,"end":20622,"text":"…"},
//    "rule":"zh/phoned-1"}
//
// time is null where not known; initiator, office, place, claimed_by and an entity's discriminator are left
// out where empty. A line is one statement on one evidence. (The line is wrapped here only for reading.)
#pragma once

#include <string>
#include <string_view>

#include "extract/statement/statement.h"

namespace guanxi {

struct StreamRow {
  Entity subject;
  Entity object;
  Statement statement;
  std::string document;
  Evidence evidence;

  bool operator==(const StreamRow&) const = default;
};

// Appends the row and a line feed. Bytes that are not UTF-8 are written as U+FFFD.
void append_stream_row(const StreamRow& row, std::string& out);

// Appends text as a JSON string with its quotes. Bytes that are not UTF-8 become U+FFFD.
void append_json_string(std::string_view text, std::string& out);

// Every statement of a record, in its order.
void append_stream(const DocumentRecord& record, std::string& out);

}  // namespace guanxi
