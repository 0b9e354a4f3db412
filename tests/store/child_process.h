// ChildProcess: a program started by a test, its output read line by line.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace guanxi::test {

class ChildProcess {
 public:
  // Starts store_child with these arguments; standard error is read together with standard output.
  explicit ChildProcess(const std::vector<std::string>& arguments);
  ~ChildProcess();  // kills it where it still runs
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  pid_t pid() const { return pid_; }
  // The next line; nothing at the end.
  std::optional<std::string> line();
  void kill();
  // Reads what is left and returns the exit status (-1 for a killed one).
  int wait(std::string& output);

 private:
  pid_t pid_ = -1;
  int pipe_ = -1;
  std::string buffer_;
};

}  // namespace guanxi::test
