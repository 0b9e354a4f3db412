#include "graph/exchange/output_buffer.h"

#include <charconv>

#include "extract/statement/error.h"

namespace guanxi {

OutputBuffer& OutputBuffer::operator<<(std::uint64_t number) {
  char digits[20];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number);
  static_cast<void>(error);
  text_.append(digits, end);
  return *this;
}

void OutputBuffer::flush() {
  out_.write(text_.data(), static_cast<std::streamsize>(text_.size()));
  text_.clear();
  if (!out_) throw Error(ErrorKind::kSystem, "cannot write the export: is the disk full?");
}

}  // namespace guanxi
