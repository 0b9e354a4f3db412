// StreamReader: reads the statement stream (extract/statement/stream.h) back, one row at a time.
//
// What append_stream_row wrote comes back exactly. Rows of other programs may leave out ids, the time and
// everything but subject, relation, object and the document; keys come in any order; the codes "cameo" and
// "plover" are passed over, since they follow from the relation. Everything else that is not of that form
// (another key, a key given twice, an id that does not fit its entity, a day that does not exist) throws
// Error(kInput) that names the file and the line. Memory: a few megabytes, or the longest line. One thread
// uses a reader.
#pragma once

#include <istream>
#include <memory>
#include <string>

#include "extract/statement/stream.h"

namespace guanxi {

class LineReader;

class StreamReader {
 public:
  // name stands for the input in messages. The input must outlive the reader.
  StreamReader(std::istream& input, std::string name);
  ~StreamReader();

  // The next row; false at the end of the input.
  bool next(StreamRow& row);

 private:
  class Parser;

  std::string name_;
  std::unique_ptr<LineReader> lines_;
  std::unique_ptr<Parser> parser_;
};

}  // namespace guanxi
