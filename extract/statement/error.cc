#include "extract/statement/error.h"

namespace guanxi {

int Error::exit_status() const {
  switch (kind_) {
    case ErrorKind::kNotFound:
      return 1;
    case ErrorKind::kUsage:
    case ErrorKind::kInput:
      return 2;
    case ErrorKind::kStore:
    case ErrorKind::kSystem:
      return 3;
  }
  return 3;
}

}  // namespace guanxi
