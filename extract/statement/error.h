// Error: the one exception type of Guanxi.
//
// Every failure that a user can meet is thrown as an Error with a kind; the message names the file, line, key
// or name concerned and what to do about it. Library code throws it, only the command line turns kinds into
// exit statuses. Anything else that escapes (std::bad_alloc, a std::logic_error) is a bug or a system
// failure.
#pragma once

#include <stdexcept>
#include <string>

namespace guanxi {

enum class ErrorKind {
  kUsage,     // wrong options, a query that cannot be parsed: exit status 2
  kInput,     // a document, pack, import file or test file that is not what it must be: exit status 2
  kNotFound,  // an entity, document or path that does not exist: exit status 1
  kStore,     // the store is missing, damaged, locked or of another format: exit status 3
  kSystem,    // the operating system said no (disk full, permission, file handles): exit status 3
};

class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}

  ErrorKind kind() const { return kind_; }

  // The exit status of the command line for this kind: 1, 2 or 3.
  int exit_status() const;

 private:
  ErrorKind kind_;
};

}  // namespace guanxi
