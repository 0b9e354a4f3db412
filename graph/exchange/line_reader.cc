#include "graph/exchange/line_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "extract/statement/error.h"

namespace guanxi {
namespace {

constexpr std::size_t kBlock = 1u << 20;

}  // namespace

LineReader::LineReader(std::istream& input, std::string name, std::size_t longest, std::size_t padding)
    : input_(input), name_(std::move(name)), longest_(longest), padding_(padding) {}

bool LineReader::next(std::string_view& line) {
  if (overlong_) skip_line();
  ++number_;
  begin_ = end_;
  std::size_t searched = at_;
  for (;;) {
    const void* feed = std::memchr(buffer_.data() + searched, '\n', filled_ - searched);
    if (feed != nullptr) {
      const std::size_t end = static_cast<std::size_t>(static_cast<const char*>(feed) - buffer_.data());
      line = std::string_view(buffer_).substr(at_, end - at_);
      end_ = begin_ + line.size() + 1;
      at_ = end + 1;
      return true;
    }
    const std::size_t unread = filled_ - at_;
    if (!fill()) break;
    searched = at_ + unread;
  }
  line = std::string_view(buffer_).substr(at_, filled_ - at_);
  end_ = begin_ + line.size();
  at_ = filled_;
  return !line.empty();
}

// Leaves the rest of a line that was refused behind.
void LineReader::skip_line() {
  for (bool more = true; more; more = fill()) {
    const void* feed = std::memchr(buffer_.data() + at_, '\n', filled_ - at_);
    const std::size_t next =
        feed == nullptr ? filled_
                        : static_cast<std::size_t>(static_cast<const char*>(feed) - buffer_.data()) + 1;
    end_ += next - at_;
    at_ = next;
    if (feed != nullptr) break;
  }
  overlong_ = false;
}

bool LineReader::fill() {
  std::memmove(buffer_.data(), buffer_.data() + at_, filled_ - at_);
  filled_ -= at_;
  at_ = 0;
  overlong_ = filled_ > longest_;
  if (overlong_)
    throw Error(ErrorKind::kInput,
                fmt::format("{}:{}: the line is longer than {} MiB", name_, number_, longest_ >> 20));
  buffer_.resize(std::max(buffer_.size(), filled_ + kBlock + padding_));
  input_.read(buffer_.data() + filled_, static_cast<std::streamsize>(buffer_.size() - padding_ - filled_));
  if (input_.bad()) throw Error(ErrorKind::kSystem, fmt::format("{}: cannot be read", name_));
  filled_ += static_cast<std::size_t>(input_.gcount());
  return input_.gcount() > 0;
}

}  // namespace guanxi
