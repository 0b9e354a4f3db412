// Reads any bytes as a statement stream; what is read must come back the same once written.
// libs: guanxi::exchange
#include <cstdint>
#include <cstdlib>
#include <sstream>

#include "extract/statement/error.h"
#include "graph/exchange/stream_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream input(std::string(reinterpret_cast<const char*>(data), size));
  guanxi::StreamReader reader(input, "fuzz");
  try {
    for (guanxi::StreamRow row; reader.next(row);) {
      std::string written;
      guanxi::append_stream_row(row, written);
      std::istringstream again(written);
      guanxi::StreamReader second(again, "again");
      guanxi::StreamRow back;
      if (!second.next(back) || !(back == row)) std::abort();
    }
  } catch (const guanxi::Error& error) {
    if (error.kind() != guanxi::ErrorKind::kInput) std::abort();
  }
  return 0;
}
