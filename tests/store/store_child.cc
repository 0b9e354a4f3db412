// store_child: another process at a store, for the tests that need one. Prints "document PATH" once it is
// durable.
//   hold STORE              opens for writing, prints "ready", waits to be killed
//   write STORE FROM TO     adds documents FROM to TO of the test corpus, one by one
//   digest STORE            prints the digest of the content
// Options before these: --uid N gives up root, --files N allows that many open files.
// Exit status: that of Guanxi's errors, with the message on standard error.
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "extract/statement/error.h"
#include "tests/store/store_fixture.h"

namespace {

using guanxi::Store;

int run(const std::vector<std::string>& arguments) {
  const std::string& command = arguments.at(0);
  const std::string& path = arguments.at(1);
  if (command == "digest") {
    std::cout << Store::open(path, Store::Mode::kReadOnly)->snapshot()->content_digest() << std::endl;
    return 0;
  }
  auto store = Store::open(path, Store::Mode::kWrite);
  if (command == "hold") {
    std::cout << "ready" << std::endl;
    for (;;) ::pause();
  }
  std::size_t from = std::stoul(arguments.at(2));
  std::size_t to = std::stoul(arguments.at(3));
  auto corpus = guanxi::test::make_corpus(to, 42);
  for (std::size_t i = from; i < to; ++i) {
    store->add(corpus[i]);
    std::cout << "document " << corpus[i].path << std::endl;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  while (arguments.size() > 2 && arguments[0].starts_with("--")) {
    auto number = static_cast<unsigned>(std::stoul(arguments[1]));
    if (arguments[0] == "--uid" && (::setgid(number) != 0 || ::setuid(number) != 0)) return 99;
    rlimit limit{number, number};
    if (arguments[0] == "--files" && ::setrlimit(RLIMIT_NOFILE, &limit) != 0) return 99;
    arguments.erase(arguments.begin(), arguments.begin() + 2);
  }
  try {
    return run(arguments);
  } catch (const guanxi::Error& error) {
    std::cerr << error.what() << std::endl;
    return error.exit_status();
  }
}
