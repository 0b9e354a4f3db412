// OutputBuffer: text on its way to a stream, in pieces of 64 KiB, and what the pieces of every format need.
#pragma once

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

#include "extract/statement/id.h"

namespace guanxi {

class OutputBuffer {
 public:
  // out must outlive the buffer. What is not flushed when it goes away is lost: call flush().
  explicit OutputBuffer(std::ostream& out) : out_(out) { text_.reserve(kPiece + kPiece / 4); }
  OutputBuffer(const OutputBuffer&) = delete;
  OutputBuffer& operator=(const OutputBuffer&) = delete;

  // Appends are made to this string; call passed() now and then so that it does not grow.
  std::string& text() { return text_; }
  OutputBuffer& operator<<(std::string_view text) {
    text_.append(text);
    return *this;
  }
  OutputBuffer& operator<<(std::uint64_t number);
  // As Id::print, without a string in between.
  OutputBuffer& print(Id id, char prefix);

  // Hands the text on where it is longer than a piece.
  void passed() {
    if (text_.size() >= kPiece) flush();
  }
  // Throws Error(kSystem) when the stream fails (disk full).
  void flush();

 private:
  static constexpr std::size_t kPiece = 64 * 1024;

  std::ostream& out_;
  std::string text_;
};

}  // namespace guanxi
