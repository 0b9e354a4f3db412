// The main of a fuzz target that is not built with libFuzzer: feeds it every file of the folders and files
// named on the command line, and cut beginnings of each, so that what once crashed stays mended.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

void feed(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

void feed_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string input{std::istreambuf_iterator<char>(file), {}};
  std::printf("%s\n", path.c_str());
  std::fflush(stdout);
  feed(input);
  for (std::size_t cut : {1, 2, 3, 5, 7}) feed(input.substr(0, input.size() * cut / 8));
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t files = 0;
  feed({});
  for (int i = 1; i < argc; ++i) {
    if (fs::is_regular_file(argv[i])) {
      feed_file(argv[i]);
      ++files;
    } else if (fs::is_directory(argv[i])) {
      for (const auto& entry : fs::recursive_directory_iterator(argv[i])) {
        if (!entry.is_regular_file()) continue;
        feed_file(entry.path());
        ++files;
      }
    }
  }
  std::printf("%zu files\n", files);
  return files > 0 ? 0 : 1;
}
