// LineReader: cuts a stream into lines, block by block, without copying them.
//
// A line ends with a line feed or with the input; the feed is not part of it. Memory: a megabyte, or twice
// the longest line. One thread uses a reader.
#pragma once

#include <cstdint>
#include <istream>
#include <string>
#include <string_view>

namespace guanxi {

class LineReader {
 public:
  // name stands for the input in messages. longest: in bytes; a longer line is refused with Error(kInput).
  // padding: so many bytes behind a line can be read, though they mean nothing. The input must outlive the
  // reader.
  LineReader(std::istream& input, std::string name, std::size_t longest, std::size_t padding = 0);

  // The next line; false at the end. The view holds until the next call. Throws Error(kSystem) when the input
  // cannot be read. Reading may go on behind a line that was refused.
  bool next(std::string_view& line);

  // Of the line given last: its number, from 1 on, and where it begins and the next one does, in bytes.
  std::uint64_t number() const { return number_; }
  std::uint64_t begin() const { return begin_; }
  std::uint64_t end() const { return end_; }

 private:
  bool fill();
  void skip_line();

  std::istream& input_;
  std::string name_;
  std::size_t longest_;
  std::size_t padding_;
  std::string buffer_;
  std::size_t at_ = 0;      // of the next line in the buffer
  std::size_t filled_ = 0;  // bytes of the buffer that hold input
  bool overlong_ = false;   // the line that was refused is still to be passed
  std::uint64_t number_ = 0;
  std::uint64_t begin_ = 0;
  std::uint64_t end_ = 0;
};

}  // namespace guanxi
