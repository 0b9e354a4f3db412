// The guanxi program: finds the command, runs it, and turns what it throws into a message and an exit status.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <new>
#include <string>
#include <string_view>

#include "extract/statement/error.h"
#include "tools/commands/commands.h"
#include "tools/version.h"

namespace guanxi::cli {
namespace {

constexpr int kWrongUse = 2;
constexpr int kFailed = 3;

// With a standard stream closed, the next file to be opened would take its number, and answers would be
// written into the store. Such a stream is opened in a way that makes every use of it fail.
void hold_standard_streams() {
  for (int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(stream, F_GETFD) != -1) continue;
    int mode = stream == STDIN_FILENO ? O_WRONLY : O_RDONLY;
    if (open("/dev/null", mode) != stream) std::_Exit(kFailed);
  }
}

int complain(std::string_view message, int status) {
  std::cout.exceptions(std::ios::goodbit);
  std::cout.flush();  // what was found before comes first
  std::cerr << "guanxi: " << message << '\n';
  return status;
}

int output_failed(int error) {
  return complain(std::string("cannot write to standard output: ") + std::strerror(error), kFailed);
}

int dispatch(int argc, char** argv) {
  std::string_view name = argc > 1 ? argv[1] : "";
  if (name == "--version" || name == "version") {
    std::cout << "guanxi " << kVersion << '\n';
    return 0;
  }
  if (name == "--help" || name == "-h") name = "help";
  if (name.empty()) {
    run_help(1, argv);
    return kWrongUse;
  }
  const Command* command = find_command(name);
  if (!command)
    throw Error(ErrorKind::kUsage, "there is no command '" + std::string(name) + "'; see guanxi help");
  return command->run(argc - 1, argv + 1);
}

int run(int argc, char** argv) {
  int status = kFailed;
  try {
    status = dispatch(argc, argv);
    errno = 0;
    std::cout.flush();
    if (std::fflush(stdout) != 0) return output_failed(errno);
  } catch (const Error& error) {
    return complain(error.what(), error.exit_status());
  } catch (const std::ios_base::failure& error) {
    return std::cout.good() ? complain(error.what(), kFailed) : output_failed(errno);
  } catch (const std::bad_alloc&) {
    return complain("out of memory", kFailed);
  } catch (const std::exception& error) {
    return complain(error.what(), kFailed);
  }
  return status;
}

}  // namespace
}  // namespace guanxi::cli

int main(int argc, char** argv) {
  guanxi::cli::hold_standard_streams();
  std::signal(SIGPIPE,
              SIG_DFL);  // `guanxi contacts | head` ends quietly, also where the parent ignores the signal
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is an error of the write
  std::setlocale(LC_CTYPE, "");
  std::ios::sync_with_stdio(false);
  std::cout.exceptions(std::ios::badbit);  // a full disk or a closed pipe ends the work at once
  return guanxi::cli::run(argc, argv);
}
