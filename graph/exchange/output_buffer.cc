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

OutputBuffer& OutputBuffer::print(Id id, char prefix) {
  char text[17] = {prefix};
  for (std::size_t at = 16, shift = 0; at > 0; --at, shift += 4)
    text[at] = "0123456789abcdef"[id.value >> shift & 15];
  text_.append(text, sizeof text);
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
