// libs: guanxi::check
// Reads any bytes as a check file, and any text as a command line: a file that is refused is refused with a
// place.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "extract/statement/error.h"
#include "query/check/check_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  guanxi::check::split_command(text);
  try {
    const guanxi::check::CheckFile file = guanxi::check::parse_check_file("f.yaml", text);
    if (file.cases.empty()) std::abort();
  } catch (const guanxi::Error& error) {
    if (error.kind() != guanxi::ErrorKind::kInput) std::abort();
    if (!std::string_view(error.what()).starts_with("f.yaml:")) std::abort();
  }
  return 0;
}
