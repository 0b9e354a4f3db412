// ContentHash: content_hash() (see statement.h) of bytes that come in pieces.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

namespace guanxi {

class ContentHash {
 public:
  ContentHash();
  ~ContentHash();
  ContentHash(ContentHash&&) noexcept;
  ContentHash& operator=(ContentHash&&) noexcept;

  void add(std::string_view bytes);
  // Of all bytes so far.
  std::uint64_t value() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace guanxi
