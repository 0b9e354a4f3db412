#include "graph/exchange/output_buffer.h"

#include <cerrno>
#include <charconv>
#include <system_error>

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
  errno = 0;
  out_.write(text_.data(), static_cast<std::streamsize>(text_.size()));
  text_.clear();
  if (!out_)
    throw Error(ErrorKind::kSystem,
                "cannot be written: " + std::generic_category().message(errno == 0 ? EIO : errno));
}

}  // namespace guanxi
