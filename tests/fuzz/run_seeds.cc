// The main of a fuzz target that is not built with libFuzzer.
//
//   NAME_fuzz [--mutants N] [--dictionary FILE] FOLDER|FILE...
//
// Feeds it every file named, and cut beginnings of each, so that what once crashed stays mended; then N
// inputs made of those by chance, the same in every run. An input that crashes is written to crash-input in
// the working folder.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

const std::string* fed = nullptr;

void keep_input(int signal) {
  const int file = open("crash-input", O_CREAT | O_WRONLY | O_TRUNC, 0644);
  if (file >= 0 && fed != nullptr && write(file, fed->data(), fed->size()) >= 0) {
    const char said[] = "the input that crashed is in crash-input\n";
    if (write(STDERR_FILENO, said, sizeof said - 1) < 0) _exit(1);
  }
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void feed(const std::string& input) {
  fed = &input;
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
  fed = nullptr;
}

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Sorted, so that a run is the same on every file system.
std::vector<fs::path> files_of(const std::vector<fs::path>& named) {
  std::vector<fs::path> files;
  for (const fs::path& path : named) {
    if (fs::is_regular_file(path)) files.push_back(path);
    if (!fs::is_directory(path)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(path))
      if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// Words of a dictionary of libFuzzer: what stands between the quotes, \xNN and \\ resolved.
std::vector<std::string> words_of(const fs::path& dictionary) {
  std::vector<std::string> words;
  std::ifstream in(dictionary);
  for (std::string line; std::getline(in, line);) {
    const std::size_t first = line.find('"'), last = line.rfind('"');
    if (line.empty() || line[0] == '#' || first == last) continue;
    std::string word;
    for (std::size_t at = first + 1; at < last; ++at) {
      if (line[at] != '\\') {
        word.push_back(line[at]);
      } else if (line[++at] == 'x') {
        word.push_back(static_cast<char>(std::stoi(line.substr(at + 1, 2), nullptr, 16)));
        at += 2;
      } else {
        word.push_back(line[at]);
      }
    }
    words.push_back(word);
  }
  return words;
}

class Mutator {
 public:
  Mutator(std::vector<std::string> inputs, std::vector<std::string> words)
      : inputs_(std::move(inputs)), words_(std::move(words)) {
    if (words_.empty())
      words_ = {"\n", "\"", std::string(1, '\0'), "\xff", "[", "}", "0", "99999999999999999999"};
  }

  std::string next() {
    std::string input = one_of(inputs_);
    for (std::size_t changes = below(4) + 1; changes > 0; --changes) change(input);
    return input;
  }

 private:
  std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }
  const std::string& one_of(const std::vector<std::string>& list) { return list[below(list.size())]; }

  void change(std::string& input) {
    const std::size_t at = below(input.size() + 1),
                      length = below(std::min<std::size_t>(input.size() - at, 40) + 1);
    switch (below(6)) {
      case 0:
        input.erase(at, length);
        break;
      case 1:
        input.insert(at, one_of(words_));
        break;
      case 2:
        input.replace(at, length, one_of(words_));
        break;
      case 3:
        input.insert(at, input.substr(below(input.size() + 1), length));
        break;
      case 4: {
        const std::string& other = one_of(inputs_);
        input.replace(at, std::string::npos, other.substr(std::min(at, other.size())));
        break;
      }
      default:
        if (at < input.size()) input[at] = static_cast<char>(input[at] ^ 1 << below(8));
    }
  }

  std::vector<std::string> inputs_;
  std::vector<std::string> words_;
  std::mt19937 random_{20200122};
};

}  // namespace

int main(int argc, char** argv) {
  std::size_t mutants = 0;
  std::vector<std::string> words;
  std::vector<fs::path> named;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--mutants" && i + 1 < argc) {
      mutants = std::strtoul(argv[++i], nullptr, 10);
    } else if (word == "--dictionary" && i + 1 < argc) {
      words = words_of(argv[++i]);
    } else {
      named.emplace_back(word);
    }
  }
  for (int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL}) std::signal(signal, keep_input);

  std::vector<std::string> inputs;
  feed({});
  for (const fs::path& path : files_of(named)) {
    std::printf("%s\n", path.c_str());
    std::fflush(stdout);
    inputs.push_back(read(path));
    feed(inputs.back());
    for (std::size_t cut : {1, 2, 3, 5, 7}) feed(inputs.back().substr(0, inputs.back().size() * cut / 8));
  }
  if (inputs.empty()) return 1;
  Mutator mutator(inputs, std::move(words));
  for (std::size_t i = 0; i < mutants; ++i) feed(mutator.next());
  std::printf("%zu files, %zu mutants\n", inputs.size(), mutants);
  return 0;
}
